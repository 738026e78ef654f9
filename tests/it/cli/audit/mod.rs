//! `ragnos-plugin audit` as its users run it, on a signed repository, and under attack.

mod locked;
mod sbom;
mod scene;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::damage;
use scene::{Scene, library, record, tar_gz};

fn report(scene: &Scene, arguments: &[&str], exit: i32) -> Value {
    scene.audit(&[arguments, &["--json"]].concat()).expect(exit).json()
}

/// Findings as `id package version: places`.
fn findings(report: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let places = |one: &Value| one["found_in"].as_array().unwrap().iter().map(text).collect::<Vec<_>>().join(", ");
    let line =
        |one: &Value| format!("{} {} {}: {}", text(&one["id"]), text(&one["package"]), text(&one["version"]), places(one));
    report["findings"].as_array().unwrap().iter().map(line).collect()
}

fn problems(report: &Value) -> Vec<&str> {
    report["problems"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn what_is_known_of_locked_plugins_is_found_through_their_signed_sboms() {
    let scene = Scene::new();
    scene.usual_database();
    let report = report(&scene, &["--db", "../db"], 11);
    assert_eq!(findings(&report), ["GHSA-1 a 1.0.0: acme/x 1.0.0"]);
    assert_eq!((&report["ok"], &report["exit_code"]), (&json!(false), &json!(11)));
    let found = &report["findings"][0];
    assert_eq!((&found["severity"], &found["score"], &found["fixed"]), (&json!("critical"), &json!("9.8"), &json!(["1.5.0"])));
    assert_eq!(report["databases"][0]["source"], "../db");
    // npm/a twice; the plugins themselves, their files and the nameless one cannot be compared; acme/x is needed by acme/y.
    assert_eq!(
        report["counts"],
        json!({ "components": 7, "assessed": 2, "unassessed": 5, "packages": 4, "failing": 1, "failing_unassessed": 0 })
    );
    let human = scene.audit(&["--db", "../db"]).expect(11).stdout;
    for words in [
        "critical GHSA-1 a 1.0.0 (npm)",
        "in acme/x 1.0.0",
        "fixed in 1.5.0",
        "data and devices, which no advisory names: nameless 1",
        "failed 1 finding, of which 1 fail in 2 components of 2 SBOMs; 5 could not be assessed\n",
    ] {
        assert!(human.contains(words), "{words}: {human}");
    }
}

/// One assessed component is not enough: what nobody could look at is not clean, and `ok` is not said of it.
#[test]
fn a_package_that_nobody_could_look_at_is_not_clean() {
    let scene = Scene::with(&[("x", &[library("pkg:npm/a@2.0.0"), library("pkg:npm/b@1.0.0")], "")]);
    scene.usual_database();
    let commits = json!({ "affected": [{ "package": { "ecosystem": "npm", "name": "b" },
        "ranges": [{ "type": "GIT", "repo": "https://x", "events": [{ "introduced": "0" }] }] }] });
    scene.database(&[record("U-1", "npm", "b", "1", &commits)]);
    let found = report(&scene, &["--db", "../db"], 3);
    assert_eq!((&found["ok"], &found["complete"], problems(&found)), (&json!(false), &json!(false), vec!["RP3430"]));
    let human = scene.audit(&["--db", "../db"]).expect(3).stdout;
    assert!(human.contains("failed nothing found in 1 component of 1 SBOM; 3 could not be assessed; 1 problem\n"), "{human}");
    assert!(human.contains("--allow-unassessed undecided"), "{human}");
    report(&scene, &["--db", "../db", "--fail-on", "never"], 3);
    let accepted = ["--db", "../db", "--allow-unassessed", "no-version,undecided"];
    let found = report(&scene, &accepted, 0);
    assert_eq!((&found["ok"], &found["complete"]), (&json!(true), &json!(false)));
    assert!(scene.audit(&accepted).expect(0).stdout.contains("incomplete nothing found in 1 component"));
    assert!(
        scene
            .audit(&[&accepted[..], &["--format", "html"]].concat())
            .expect(0)
            .stdout
            .contains("Incomplete: nothing was found")
    );
    report(&scene, &["--db", "../db", "--ignore", "U-1", "until", "2055-12-31"], 0);
    scene.user.write("none.json", &json!({ "bomFormat": "CycloneDX", "specVersion": "1.6", "components": [] }).to_string());
    let empty = scene.user.run_in("", &["audit", "--sbom", "none.json", "--db", "db", "--json"]).expect(3).json();
    assert_eq!((&empty["ok"], problems(&empty)), (&json!(false), vec!["RP3431"]));
}

#[test]
fn nothing_is_written_and_the_same_comes_out_again() {
    let scene = Scene::new();
    scene.usual_database();
    scene.user.run(&["sync"]).expect(0);
    let before = scene.user.contents("");
    for format in ["human", "json", "sarif", "cyclonedx", "html"] {
        let [one, other] = [0, 1].map(|_| scene.audit(&["--db", "../db", "--format", format]).expect(11).stdout);
        assert_eq!(one, other, "{format}");
    }
    scene.audit(&["--db", "../db", "--sbom", "../nothing.json"]).expect(3);
    scene.audit(&[]).expect(3);
    assert_eq!(scene.user.contents(""), before, "project, trust state, cache and repository are as they were");
}

#[test]
fn the_level_decides_whether_a_finding_fails() {
    let scene = Scene::new();
    let medium = json!({ "severity": [{ "type": "CVSS_V3", "score": "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H" }] });
    scene.database(&[record("X-1", "npm", "a", "1.5.0", &medium)]);
    for (level, exit) in [("info", 11), ("low", 11), ("medium", 11), ("high", 0), ("critical", 0), ("never", 0)] {
        let report = report(&scene, &["--db", "../db", "--fail-on", level], exit);
        assert_eq!(findings(&report).len(), 1, "{level}: shown in any case");
    }
    scene.database(&[record("X-1", "npm", "a", "1.5.0", &json!({ "severity": [] }))]);
    report(&scene, &["--db", "../db", "--fail-on", "critical"], 11);
}

/// A policy says what is tolerated at the most; the flag can ask for more, and for no less.
#[test]
fn a_policy_tolerates_and_no_flag_tolerates_more() {
    let scene = Scene::new();
    let medium = json!({ "severity": [{ "type": "CVSS_V3", "score": "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H" }] });
    scene.database(&[record("X-1", "npm", "a", "1.5.0", &medium)]);
    let manifest = scene.user.read("project/ragnos.toml");
    for (tolerated, level, exit) in
        [("none", "never", 11), ("low", "never", 11), ("medium", "never", 0), ("high", "critical", 0), ("high", "medium", 11)]
    {
        scene.user.write("project/ragnos.toml", &format!("{manifest}\n[policy]\nmax-severity = \"{tolerated}\"\n"));
        let report = report(&scene, &["--db", "../db", "--fail-on", level], exit);
        let rule = &report["policy"];
        if tolerated == "high" {
            assert_eq!(*rule, Value::Null, "the flag is as strict");
            continue;
        }
        // The rule that decides is named, with its file and line.
        let line = manifest.lines().count() + 3;
        assert_eq!((&rule["rule"], &rule["line"]), (&json!("policy.max-severity"), &json!(line)), "{tolerated}");
        assert_eq!(rule["allowed"], exit == 0, "{tolerated}");
        let human = scene.audit(&["--db", "../db", "--fail-on", level]).expect(exit).stdout;
        assert!(
            human.contains("policy.max-severity of ") && human.contains(&format!("ragnos.toml:{line}: it tolerates")),
            "{human}"
        );
    }
    let explained = scene.user.run(&["policy", "explain", "acme/x", "--json"]).expect(0).json();
    assert_eq!(explained["decisions"][0]["rule"], "policy.max-severity", "{explained}");
}

/// The page of a project draws its plugins, and marks the one with a finding.
#[test]
fn the_page_of_a_project_draws_it() {
    let scene = Scene::new();
    scene.usual_database();
    let page = scene.audit(&["--db", "../db", "--format", "html"]).expect(11).stdout;
    assert!(page.contains("<a href=\"#acme/x\" class=\"marked\">") && page.contains("critical: GHSA-1 in a"), "{page}");
    assert_eq!(page.matches("class=\"marked\"").count(), 1);
    assert!(page.contains("<h2>Who needs whom</h2>") && page.contains("Who vouches for it"));
}

/// A mirror that swaps or changes an SBOM cannot hide what is in it.
#[test]
fn an_sbom_is_read_only_when_it_is_the_signed_one() {
    let scene = Scene::new();
    scene.usual_database();
    let path = scene.served("acme.x-1.0.0.cdx.json.gz");
    let good = fs_err::read(&path).unwrap();
    damage(&path);
    let changed = report(&scene, &["--db", "../db"], 5);
    assert_eq!((problems(&changed), findings(&changed).len()), (vec!["RP5400"], 0));
    fs_err::copy(scene.served("acme.y-1.0.0.cdx.json.gz"), &path).unwrap();
    assert_eq!(problems(&report(&scene, &["--db", "../db"], 5)), ["RP5400"]);
    fs_err::write(&path, [&good[..], b"x"].concat()).unwrap();
    assert_eq!(problems(&report(&scene, &["--db", "../db"], 5)), ["RP5400"]);
    fs_err::remove_file(&path).unwrap();
    assert_eq!(problems(&report(&scene, &["--db", "../db"], 7)), ["RP7001"], "and the other plugin was audited");
    fs_err::write(&path, &good).unwrap();
    report(&scene, &["--db", "../db"], 11);
}

/// A lockfile that was edited to name another SBOM disagrees with signed metadata.
#[test]
fn a_lockfile_cannot_choose_another_sbom() {
    let scene = Scene::new();
    scene.usual_database();
    let digest = |name: &str| scene.served(name).file_name().unwrap().to_str().unwrap().split('.').next().unwrap().to_owned();
    let (own, other) = (digest("acme.x-1.0.0.cdx.json.gz"), digest("acme.y-1.0.0.cdx.json.gz"));
    let lock = scene.user.read("project/ragnos.lock");
    scene.user.write("project/ragnos.lock", &lock.replace(&own, &other));
    assert_eq!(problems(&report(&scene, &["--db", "../db"], 5)), ["RP5105"]);
}

#[test]
fn advisories_that_the_security_role_signs() {
    let mut scene = Scene::new();
    assert_eq!(scene.audit(&["--json"]).expect(3).error(), "RP3400");
    let about =
        [record("GHSA-1", "npm", "a", "1.5.0", &json!({})), record("RAGNOS-1", "ragnos", "acme/y", "1.0.1", &json!({}))];
    scene.sign("security", "_security.osv.tar.gz", &tar_gz(&about));
    let report = report(&scene, &[], 11);
    assert_eq!(findings(&report), ["GHSA-1 a 1.0.0: acme/x 1.0.0", "RAGNOS-1 acme/y 1.0.0: acme/y 1.0.0"]);
    let database = &report["databases"][0];
    assert_eq!((&database["source"], &database["role"]), (&json!("main:_security.osv.tar.gz"), &json!("security")));
    damage(&scene.served("_security.osv.tar.gz"));
    assert_eq!(scene.audit(&["--json"]).expect(5).error(), "RP5400");
}

/// Whoever holds another key must not be able to replace the advisories by an empty list.
#[test]
fn advisories_of_another_role_are_refused() {
    let mut scene = Scene::new();
    scene.sign("targets", "_security.osv.tar.gz", &tar_gz(&[record("X-1", "npm", "a", "0.0.1", &json!({}))]));
    assert_eq!(scene.audit(&["--json"]).expect(5).error(), "RP5401");
    let mut scene = Scene::new();
    scene.sign("targets", "acme.x.vex.json", b"{}");
    scene.usual_database();
    assert_eq!(scene.audit(&["--db", "../db", "--vex", "target", "--json"]).expect(5).error(), "RP5401");
}

fn vex(product: &str) -> String {
    let statement = json!({
        "vulnerability": { "name": "CVE-2026-1" }, "products": [{ "@id": product }],
        "status": "not_affected", "justification": "vulnerable_code_not_in_execute_path",
    });
    json!({ "@context": "https://openvex.dev/ns/v0.2.0", "statements": [statement] }).to_string()
}

#[test]
fn statements_count_only_when_they_are_asked_for_and_signed_or_local() {
    let mut scene = Scene::new();
    scene.usual_database();
    scene.sign("acme", "acme.x.vex.json", vex("pkg:npm/a@1.0.0").as_bytes());
    report(&scene, &["--db", "../db"], 11);
    let signed = report(&scene, &["--db", "../db", "--vex", "target"], 0);
    let suppressed = &signed["suppressed"][0];
    assert_eq!((&suppressed["by"], &suppressed["id"]), (&json!("main:acme.x.vex.json"), &json!("GHSA-1")));
    assert_eq!(suppressed["reason"], "not affected: vulnerable_code_not_in_execute_path");
    scene.user.write("project/local.json", &vex("pkg:npm/a"));
    let local = report(&scene, &["--db", "../db", "--vex", "local.json"], 0);
    assert_eq!(local["suppressed"][0]["by"], "local.json");
    assert!(scene.audit(&["--db", "../db", "--vex", "local.json"]).expect(0).stdout.contains("1 suppressed"));
    scene.user.write("project/local.json", "{}");
    assert_eq!(scene.audit(&["--db", "../db", "--vex", "local.json", "--json"]).expect(3).error(), "RP3408");
}

/// The key of acme/y must not explain away what is in acme/x.
#[test]
fn a_publisher_cannot_explain_findings_in_the_plugin_of_another() {
    let mut scene = Scene::new();
    scene.usual_database();
    scene.sign("acme", "acme.y.vex.json", vex("pkg:npm/a").as_bytes());
    assert_eq!(findings(&report(&scene, &["--db", "../db", "--vex", "target"], 11)), ["GHSA-1 a 1.0.0: acme/x 1.0.0"]);
}

#[test]
fn an_ignore_needs_a_date_and_ends_with_it() {
    let scene = Scene::new();
    scene.usual_database();
    let ignored = report(&scene, &["--db", "../db", "--ignore", "CVE-2026-1", "until", "2055-12-31"], 0);
    assert_eq!(ignored["suppressed"][0]["reason"], "ignored until 2055-12-31");
    let over = report(&scene, &["--db", "../db", "--ignore", "GHSA-1", "until", "2026-01-31"], 11);
    assert_eq!(over["expired_ignores"], json!([{ "id": "GHSA-1", "until": "2026-01-31" }]));
    let human = scene.audit(&["--db", "../db", "--ignore", "GHSA-1", "until", "2026-01-31"]).expect(11).stdout;
    assert!(human.contains("the ignore of GHSA-1 ended with 2026-01-31"), "{human}");
    assert_eq!(scene.audit(&["--ignore", "GHSA-1", "until", "soon", "--json"]).expect(2).error(), "RP2400");
    scene.audit(&["--ignore", "GHSA-1"]).expect(2);
}

#[test]
fn drift_and_withdrawals_are_reported_too() {
    let mut scene = Scene::new();
    scene.usual_database();
    scene.yank("acme.x-1.0.0.tar.gz");
    let manifest = scene.user.read("project/ragnos.toml");
    scene.user.run(&["sync"]).expect(0);
    scene.user.write("project/ragnos.toml", &manifest.replace("\"acme/x\" = \"^1\"", "\"acme/x\" = \"^2\""));
    let args = ["--db", "../db", "--fail-on", "never"];
    let report = report(&scene, &args, 3);
    assert_eq!(report["yanked"], json!([{ "name": "acme/x", "version": "1.0.0" }]));
    assert_eq!(report["expiring"], json!([]));
    assert_eq!(problems(&report), ["RP3061"]);
    assert_eq!(scene.audit(&[&args[..], &["--locked", "--json"]].concat()).expect(3).error(), "RP3061");
    scene.user.write("project/ragnos.toml", &manifest);
    scene.audit(&[&args[..], &["--locked"]].concat()).expect(0);
}

#[test]
fn sbom_files_need_no_project() {
    let scene = Scene::new();
    scene.usual_database();
    let document = json!({ "bomFormat": "CycloneDX", "specVersion": "1.6", "components": [library("pkg:npm/a@1.0.0")] });
    scene.user.write("a b.json", &document.to_string());
    let ended = scene.user.run_in("", &["audit", "--sbom", "a b.json", "--db", "db", "--json"]).expect(11);
    assert_eq!(findings(&ended.json()), ["GHSA-1 a 1.0.0: a b.json"]);
    let sarif = scene.user.run_in("", &["audit", "--sbom", "a b.json", "--db", "db", "--format", "sarif"]).expect(11).json();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b.json");
    scene.user.write("bad.json", "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"x\": 1}");
    let both = scene.user.run_in("", &["audit", "--sbom", "a b.json", "--sbom", "bad.json", "--db", "db", "--json"]).expect(11);
    assert_eq!(problems(&both.json()), ["RP3405"], "one bad file does not hide the other");
    assert_eq!(
        problems(&scene.user.run_in("", &["audit", "--sbom", "bad.json", "--db", "db", "--json"]).expect(3).json()),
        ["RP3405"]
    );
    assert_eq!(scene.user.run_in("", &["audit", "--sbom", "a b.json", "--json"]).expect(3).error(), "RP3400");
}

#[test]
fn databases_that_cannot_be_trusted_to_be_whole() {
    let scene = Scene::new();
    scene.usual_database();
    let error = |arguments: &[&str]| scene.audit(&[arguments, &["--json"]].concat()).expect(3).error();
    assert_eq!(error(&["--db", "../db", "--max-db-age", "24h"]), "RP3402");
    assert_eq!(error(&["--db", "../nowhere"]), "RP3404");
    fs_err::create_dir(scene.user.path("empty")).unwrap();
    assert_eq!(error(&["--db", "../db", "--db", "../empty"]), "RP3401");
    scene.audit(&["--db", "../db", "--max-db-age", "14"]).expect(2);
    scene.user.write("db/broken.json", "{");
    assert_eq!(problems(&report(&scene, &["--db", "../db", "--fail-on", "never"], 3)), ["RP3403"]);
}

#[test]
fn names_cannot_drive_a_terminal() {
    let evil = "a\u{1b}[2J\u{202e}";
    let scene =
        Scene::with(&[("x", &[json!({ "type": "library", "name": evil, "version": evil }), library("pkg:npm/a@1.0.0")], "")]);
    scene.database(&[record("X-1", "npm", "a", "2.0.0", &json!({ "summary": evil, "aliases": [evil] }))]);
    for stream in [scene.audit(&["--db", "../db"]).expect(11).stdout, scene.audit(&["--db", "../db"]).stderr] {
        assert!(!stream.contains('\u{1b}') && !stream.contains('\u{202e}'), "{stream:?}");
    }
}

/// Every finding and every suppression of the report is in each format.
#[test]
fn formats_agree() {
    let scene = Scene::new();
    scene.usual_database();
    let arguments = ["--db", "../db", "--fail-on", "never", "--ignore", "GHSA-1", "until", "2055-12-31", "--format"];
    let sarif = scene.audit(&[&arguments[..], &["sarif"]].concat()).expect(0).json();
    let run = &sarif["runs"][0];
    let result = &run["results"][0];
    assert_eq!((&result["ruleId"], &run["tool"]["driver"]["rules"][0]["id"]), (&json!("GHSA-1"), &json!("GHSA-1")));
    assert_eq!(result["suppressions"][0]["justification"], "--ignore: ignored until 2055-12-31");
    let line = result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().unwrap();
    let lock = scene.user.read("project/ragnos.lock");
    assert_eq!(lock.lines().nth(usize::try_from(line).unwrap() - 1), Some("name = \"acme/x\""));
    assert!(
        run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
            .as_str()
            .unwrap()
            .starts_with("5 of 7 components")
    );
    let vdr = scene.audit(&[&arguments[..], &["cyclonedx"]].concat()).expect(0).stdout;
    let bom = ragnos_plugin::cyclonedx::read(vdr.as_bytes()).unwrap();
    assert_eq!(bom.vulnerabilities[0].ids, ["GHSA-1", "CVE-2026-1"]);
    assert_eq!(bom.vulnerabilities[0].analysis.state.as_deref(), Some("in_triage"));
    scene.audit(&[&arguments[..], &["sarif", "--json"]].concat()).expect(2);
    let keys: BTreeSet<String> =
        report(&scene, &arguments[..arguments.len() - 1], 0).as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys.len(), 18, "{keys:?}");
}
