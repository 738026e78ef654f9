//! `sbom`: what was signed is shown and handed on, and nothing else.

use ragnos_plugin::archive::gzip;
use ragnos_plugin::cyclonedx;
use serde_json::{Value, json};

use super::super::{User, damage};
use super::scene::{Scene, library};

#[test]
fn a_plugin_s_document_is_what_was_signed_byte_for_byte() {
    let scene = Scene::new();
    let before = scene.user.contents("home");
    let served = gzip::decompress(&fs_err::read(scene.served("acme.x-1.0.0.cdx.json.gz")).unwrap(), 1 << 20).unwrap();
    let stdout = scene.user.run(&["sbom", "export", "acme/x"]).expect(0).stdout;
    assert_eq!(stdout.as_bytes(), served);
    let said = scene.user.run(&["sbom", "export", "acme/x", "-o", "x.cdx.json", "--json"]).expect(0).json();
    assert_eq!(fs_err::read(scene.user.path("project/x.cdx.json")).unwrap(), served);
    assert_eq!((&said["bytes"], &said["plugins"]), (&json!(served.len()), &json!(1)));
    let valid = scene.user.run(&["sbom", "validate", "x.cdx.json", "--json"]).expect(0).json();
    assert_eq!((&valid["sha256"], &valid["components"]), (&said["sha256"], &said["components"]));
    assert_eq!(scene.user.contents("home"), before, "nothing is remembered");
}

#[test]
fn the_project_s_document_has_every_plugin_once_and_is_the_same_again() {
    let scene = Scene::new();
    let text = scene.user.run(&["sbom", "export"]).expect(0).stdout;
    assert_eq!(text, scene.user.run(&["sbom", "export"]).expect(0).stdout);
    let bom = cyclonedx::read(text.as_bytes()).unwrap();
    let purls: Vec<&str> = bom.components.iter().filter_map(|one| one.purl.as_deref()).collect();
    assert_eq!(
        purls,
        ["pkg:ragnos/acme/x@1.0.0", "pkg:npm/a@1.0.0", "pkg:ragnos/acme/y@1.0.0", "pkg:npm/a@2.0.0"],
        "the placeholder of acme/x in acme/y is the locked plugin"
    );
    let whole: Value = serde_json::from_str(&text).unwrap();
    let needs = whole["dependencies"].as_array().unwrap();
    assert!(
        needs.contains(&json!({ "ref": "pkg:ragnos/acme/y@1.0.0", "dependsOn": ["pkg:ragnos/acme/x@1.0.0"] })),
        "{needs:?}"
    );
    let dated = scene.user.run_with("project", &["sbom", "export"], &[("SOURCE_DATE_EPOCH", "1767571200")]).expect(0).stdout;
    assert_eq!(serde_json::from_str::<Value>(&dated).unwrap()["metadata"]["timestamp"], "2026-01-05T00:00:00Z");
    // An audit reads what was exported.
    scene.usual_database();
    scene.user.write("project/all.cdx.json", &text);
    scene.audit(&["--sbom", "all.cdx.json", "--db", "../db"]).expect(11);
}

#[test]
fn other_bytes_than_the_signed_ones_are_not_handed_on() {
    let scene = Scene::new();
    damage(&scene.served("acme.x-1.0.0.cdx.json.gz"));
    for arguments in [&["sbom", "export"][..], &["sbom", "export", "acme/x", "-o", "out.json"], &["sbom", "show", "acme/x"]] {
        let ended = scene.user.run(&[arguments, &["--json"]].concat()).expect(5);
        assert_eq!((ended.error().as_str(), ended.stdout.as_str()), ("RP5400", ""));
    }
    assert!(!scene.user.path("project/out.json").exists());
    scene.user.run(&["sbom", "export", "acme/y"]).expect(0);
}

#[test]
fn one_platform_is_chosen_and_never_guessed() {
    let user = User::with("\"lumen/terminal-theme\" = \"*\"\n");
    user.run(&["lock"]).expect(0);
    let several = user.run(&["sbom", "export", "lumen/terminal-theme", "--json"]).expect(2);
    assert_eq!(several.error(), "RP2401");
    let one = user.run(&["sbom", "export", "lumen/terminal-theme", "--platform", "linux-x86_64"]).expect(0).json();
    let purl = one["metadata"]["component"]["purl"].as_str().unwrap();
    assert!(purl.ends_with("?platform=linux-x86_64"), "{purl}");
    let none = user.run(&["sbom", "export", "lumen/terminal-theme", "--platform", "windows-x86_64", "--json"]).expect(2);
    assert_eq!(none.error(), "RP2402");
    let all = user.run(&["sbom", "export"]).expect(0).json();
    let themes = all["components"].as_array().unwrap().iter().filter(|one| one["name"] == "terminal-theme");
    assert_eq!(themes.count(), 2, "one of each platform");
    let shown = user.run(&["sbom", "show", "lumen/terminal-theme", "--json"]).expect(0).json();
    assert_eq!(shown["documents"].as_array().unwrap().len(), 2);
    assert_eq!(user.run(&["sbom", "show", "acme/text", "--json"]).expect(2).error(), "RP2192");
}

#[test]
fn components_are_listed_and_cannot_drive_a_terminal() {
    let evil = "a\u{1b}[2J\u{202e}";
    let scene =
        Scene::with(&[("x", &[library("pkg:npm/a@1.0.0"), json!({ "type": "library", "name": evil, "version": evil })], "")]);
    let shown = scene.user.run(&["sbom", "show", "acme/x"]).expect(0).stdout;
    assert!(shown.contains("library  a") && shown.contains("pkg:npm/a@1.0.0") && shown.contains("3 components"), "{shown}");
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{202e}'), "{shown:?}");
}

#[test]
fn a_file_that_is_not_valid_is_refused_with_its_place() {
    let user = User::with("");
    user.write(
        "bad.json",
        r#"{"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [{"type": "thing", "name": "x"}]}"#,
    );
    let ended = user.run_in("", &["sbom", "validate", "bad.json", "--json"]).expect(3);
    assert_eq!(ended.error(), "RP3405");
    assert!(ended.stderr.contains("/components/0/type"), "{}", ended.stderr);
    user.run_in("", &["sbom", "validate", "nowhere.json"]).expect(3);
}
