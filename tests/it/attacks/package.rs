//! What stands above TUF: the lockfile against signed metadata, withdrawn versions, names with two owners, and a plugin's own
//! manifest against its signed entry (rows 117 to 121).

use ragnos_plugin::digest::Sha256;
use ragnos_plugin::pack::PackedRelease;
use serde_json::{Value, json};

use super::scene::{Scene, in_hours, release};
use crate::archives::corpus::raw;
use crate::tuf::repository::{Repository, delegate, raise};

const ACME: [&str; 3] = ["role.acme.json", "snapshot.json", "timestamp.json"];
const LOCK: &str = "project/ragnos.lock";

impl Scene {
    /// The descriptor of a version of `acme/tool`.
    fn descriptor(&mut self, version: &str) -> &mut Value {
        let target = format!("acme.tool-{version}.tar.gz");
        &mut self.repository.targets.get_mut("acme").unwrap()["targets"][target]["custom"]["ragnos"]
    }

    /// The next version of `acme`'s role.
    fn sign_acme(&mut self) {
        raise(self.repository.targets.get_mut("acme").unwrap());
        self.repository.publish_next();
    }

    /// The same project on a machine where nothing of it is installed.
    fn checked_out_anew(&self) {
        let lock = self.user.read(LOCK);
        let root = fs_err::read(self.user.path("project/.ragnos/trust/scene.root.json")).unwrap();
        fs_err::rename(self.user.path("project/.ragnos"), self.user.path(&format!("old-{}", Sha256::of(lock.as_bytes()))))
            .unwrap();
        fs_err::create_dir_all(self.user.path("project/.ragnos/trust")).unwrap();
        self.pin(&root);
    }
}

/// Row 117: the lockfile gives another digest, length, tree, SBOM, manifest or role than signed metadata. Each is refused before
/// a byte is asked for, with both values; `check` says the same where everything is installed already.
#[test]
fn the_lockfile_differs_from_signed_metadata() {
    let scene = Scene::synced();
    let (lock, tool) = (scene.user.read(LOCK), release("acme/tool", "1.0.0", ""));
    let other = Sha256::of(b"other").to_string();
    let length = format!("length = {}\n", tool.archive().len());
    let signed = |digest: &Sha256| digest.to_string();
    let descriptor = tool.descriptor();
    let facts: [(String, &str, &str); 6] = [
        (signed(&Sha256::of(tool.archive())), &other, "RP5103"),
        (length, "length = 77\n", "RP5102"),
        (signed(&descriptor.tree), &other, "RP5104"),
        (signed(&descriptor.sbom.sha256), &other, "RP5105"),
        (signed(&descriptor.manifest_sha256), &other, "RP5109"),
        ("role = \"acme\"".to_owned(), "role = \"beta\"", "RP5106"),
    ];
    for (fact, instead, code) in &facts {
        assert!(lock.contains(fact.as_str()), "{fact}");
        scene.user.write(LOCK, &lock.replace(fact.as_str(), instead));
        let found = scene.run(&["check", "--json", "--no-fetch", "--no-installed"]).expect(5).json();
        assert_eq!(found["findings"][0]["code"], **code, "{found:#}");
    }
    scene.checked_out_anew();
    for (fact, instead, code) in &facts {
        scene.user.write(LOCK, &lock.replace(fact.as_str(), instead));
        for command in [&["sync", "--locked"][..], &["sync", "--locked", "--dry-run"]] {
            let said = scene.refused(command, 5, code, &[]);
            let value = |text: &str| text.trim().trim_start_matches("length = ").trim_start_matches("role = ").replace('"', "");
            assert!(said.stderr.contains(&value(fact)) && said.stderr.contains(&value(instead)), "{}", said.stderr);
        }
    }
    scene.user.write(LOCK, &lock);
    scene.accepted(&["sync", "--locked"], &[]);
}

/// Row 118: a pull request moves the lockfile back to an older version that is still signed and still allowed. It is installed,
/// since that is what the lockfile says, and every tool of a reviewer shows it; a requirement in ragnos.toml forbids it.
#[test]
fn a_lockfile_edited_to_an_older_version_is_seen() {
    let mut scene = Scene::synced();
    let old = scene.user.read(LOCK);
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.accepted(&["update"], &ACME);
    fs_err::copy(scene.user.path(LOCK), scene.user.path("reviewed.lock")).unwrap();
    scene.user.write(LOCK, &old);
    let differs = scene.run(&["diff", "../reviewed.lock", "--exit-code"]).expect(10);
    assert!(differs.stdout.contains("acme/tool 1.1.0 -> 1.0.0"), "{}", differs.stdout);
    let found = scene.run(&["check", "--json"]).expect(3).json();
    assert_eq!(found["findings"][0]["code"], "RP3102", "{found:#}");
    let due = scene.run(&["sync", "--locked", "--dry-run", "--exit-code"]).expect(10);
    assert!(due.stdout.contains("acme/tool 1.1.0 -> 1.0.0 (older)") && !due.stdout.contains("yanked"), "{}", due.stdout);
    assert_eq!(scene.run(&["outdated", "--json"]).expect(0).json()["plugins"][0]["allowed"], "1.1.0");

    // The publisher has withdrawn it: that is said by the same commands.
    scene.descriptor("1.0.0")["yanked"] = json!(true);
    scene.sign_acme();
    let due = scene.run(&["sync", "--locked", "--dry-run"]).expect(0);
    assert!(due.stdout.contains("(older)") && due.stdout.contains("yanked acme/tool 1.0.0"), "{}", due.stdout);
    let found = scene.run(&["check", "--json", "--no-installed"]).expect(0).json();
    assert_eq!(found["yanked"], json!([{"name": "acme/tool", "version": "1.0.0"}]));

    // The manifest has the last word.
    scene.manifest("../repo", "\"acme/tool\" = \"^1.1\"\n\"beta/theme\" = \"^1\"\n");
    scene.refused(&["sync", "--locked"], 3, "RP3061", &[]);
    scene.refused(&["check"], 3, "RP3061", &[]);
    scene.user.write(LOCK, &fs_err::read_to_string(scene.user.path("reviewed.lock")).unwrap());
    scene.accepted(&["check"], &[]);
}

/// Row 119: a locked version was withdrawn. It stays and is named, it is not chosen anew, and `update` moves on; one that is gone
/// from signed metadata altogether is refused.
#[test]
fn a_withdrawn_version_stays_where_it_is_locked_and_is_named() {
    let mut scene = Scene::synced();
    scene.descriptor("1.0.0")["yanked"] = json!(true);
    scene.sign_acme();
    // What is installed is not news; a new machine is told.
    let news = ["role.acme.json", "snapshot.json", "timestamp.json"];
    assert_eq!(scene.accepted(&["sync"], &news).json()["yanked"], json!([]));
    scene.checked_out_anew();
    let yanked = json!([{"name": "acme/tool", "version": "1.0.0"}]);
    assert_eq!(scene.accepted(&["sync", "--locked"], &[]).json()["yanked"], yanked);
    assert_eq!(scene.accepted(&["check"], &[]).json()["yanked"], yanked);
    assert!(scene.run(&["check"]).expect(0).stdout.contains("yanked acme/tool 1.0.0 was withdrawn by its publisher"));
    assert!(scene.run(&["outdated"]).expect(0).stdout.contains("yanked"));
    // Nobody comes to it anew.
    let lock = scene.user.read(LOCK);
    fs_err::remove_file(scene.user.path(LOCK)).unwrap();
    scene.refused(&["lock"], 6, "RP6003", &[]);
    scene.user.write(LOCK, &lock);
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    let moved = scene.accepted(&["update"], &ACME).json();
    assert_eq!((&moved["yanked"], &moved["lock"]["changed"][0]["version"]), (&json!([]), &json!("1.1.0")));

    scene.repository.targets.get_mut("acme").unwrap()["targets"].as_object_mut().unwrap().remove("acme.tool-1.0.0.tar.gz");
    scene.sign_acme();
    scene.user.write(LOCK, &lock);
    scene.refused(&["sync", "--locked"], 5, "RP5101", &ACME);
    let found = scene.run(&["check", "--json", "--no-installed"]).expect(5).json();
    assert_eq!(found["findings"][0]["code"], "RP5101", "{found:#}");
}

/// Row 120: two repositories have a plugin of one name. Each name has one owner by ragnos.toml, for direct plugins and for
/// dependencies; two owners, or a lockfile that takes it from the other, are refused.
#[test]
fn a_name_has_one_owner() {
    let scene = Scene::new();
    let mut other = Repository::expiring(&in_hours(24), &in_hours(24 * 300));
    for (name, plugin, more) in [("acme", "acme/tool", ""), ("corp", "corp/app", "[dependencies]\n\"acme/tool\" = \"^1\"\n")] {
        delegate(other.top(), name, &[&format!("{name}.*")], true, &[9]);
        other.role(name, 9, &[]);
        other.add_release(name, &release(plugin, "1.9.0", more));
    }
    other.publish();
    other.origin.write_to(&scene.user.path("other"));
    fs_err::write(scene.user.path("project/.ragnos/trust/other.root.json"), other.origin.get("1.root.json").unwrap()).unwrap();
    let manifest = |namespaces: &str, plugins: &str| {
        scene.manifest("../repo", plugins);
        let text = scene.user.read("project/ragnos.toml");
        let other = format!("[repositories.other]\nurl = \"../other\"\n{namespaces}\n[plugins]");
        scene.user.write("project/ragnos.toml", &text.replace("[plugins]", &other));
    };
    let corp = "namespaces = [\"corp\"]\n";
    manifest("", "\"acme/tool\" = \"^1\"\n");
    scene.refused(&["sync"], 2, "RP2102", &[]);
    manifest(corp, "\"corp/app\" = \"^1\"\n\"acme/tool\" = \"^1\"\n");
    scene.run(&["sync"]).expect(0);
    let lock = scene.user.read(LOCK);
    assert!(lock.contains("acme.tool-1.0.0") && lock.contains("corp.app-1.9.0") && !lock.contains("acme.tool-1.9.0"), "{lock}");
    assert!(!scene.run(&["search"]).expect(0).stdout.contains("acme/tool   1.9.0"));
    scene.accepted(&["check"], &[]);
    // The name alone does not move it: everything that the other one signs would have to be in the lockfile too.
    let block = lock.find("name = \"acme/tool\"").unwrap();
    let moved = format!("{}{}", &lock[..block], lock[block..].replacen("repository = \"scene\"", "repository = \"other\"", 1));
    assert_ne!(moved, lock);
    scene.user.write(LOCK, &moved);
    scene.refused(&["sync", "--locked"], 3, "RP3064", &[]);
    scene.refused(&["check"], 3, "RP3064", &[]);
    // A person can give the name away, in ragnos.toml; then the lockfile no longer answers it.
    scene.user.write(LOCK, &lock);
    manifest("namespaces = [\"corp\", \"acme\"]\n", "\"corp/app\" = \"^1\"\n\"acme/tool\" = \"^1\"\n");
    scene.refused(&["sync", "--locked"], 3, "RP3064", &[]);
}

/// An archive of `acme/tool` 1.1.0 with this `plugin.toml`, listed as its publisher would list `honest`.
fn publish_archive(scene: &mut Scene, manifest: Option<&str>, honest: &PackedRelease, change: impl FnOnce(&mut Value)) {
    let main = raw::Entry::new("main.txt", b'0', "acme/tool 1.1.0\n");
    let own = manifest.map(|text| raw::Entry::new("plugin.toml", b'0', text));
    let archive = raw::archive(&[&own.map_or_else(Vec::new, |own| vec![own])[..], &[main]].concat());
    let files = ragnos_plugin::archive::list(&archive).unwrap();
    scene.repository.add_release("acme", honest);
    let mut descriptor = serde_json::to_value(honest.descriptor()).unwrap();
    descriptor["tree"] = json!(ragnos_plugin::tree::digest(&files));
    descriptor["unpacked-size"] = json!(files.iter().map(|file| file.length).sum::<u64>());
    descriptor["file-count"] = json!(files.len());
    if let Some(text) = manifest {
        descriptor["manifest-sha256"] = json!(Sha256::of(text.as_bytes()));
    }
    change(&mut descriptor);
    scene.repository.add_target("acme", "acme.tool-1.1.0.tar.gz", &archive, &json!({"ragnos": descriptor}));
    scene.sign_acme();
}

/// Row 121: the plugin.toml in a properly signed archive says something else than its signed entry: another name or version,
/// more capabilities, another dependency or host, another licence, other bytes; or it is missing, or cannot be read. What was
/// resolved and approved is not what a host would read, so nothing is installed or kept.
#[test]
fn a_plugins_own_manifest_disagrees_with_its_signed_entry() {
    let honest = release("acme/tool", "1.1.0", "");
    let text = "[plugin]\nname = \"acme/tool\"\nversion = \"1.1.0\"\ndescription = \"A test.\"\nlicense = \"MIT\"\n";
    let hostile: [(&str, Option<String>); 9] = [
        ("plugin.name", Some(text.replace("acme/tool", "beta/theme"))),
        ("plugin.version", Some(text.replace("1.1.0", "9.0.0"))),
        ("plugin.license", Some(text.replace("MIT", "0BSD"))),
        ("plugin.description", Some(text.replace("A test", "Another"))),
        ("plugin.capabilities", Some(format!("{text}capabilities = [\"net:evil.example\"]\n"))),
        ("dependencies", Some(format!("{text}[dependencies]\n\"beta/theme\" = \"^1\"\n"))),
        ("host", Some(format!("{text}[host]\nother = \"1\"\n"))),
        ("there is none", None),
        ("plugin.capabilities: ", Some(format!("{text}capabilities = [\"everything\"]\n"))),
    ];
    for (words, manifest) in hostile {
        let mut scene = Scene::synced();
        publish_archive(&mut scene, manifest.as_deref(), &honest, |_| ());
        let kept = scene.user.contents("home");
        let said = scene.refused(&["update"], 5, "RP5130", &ACME);
        assert!(said.stderr.contains(words) && said.stderr.contains("acme/tool"), "{words}: {}", said.stderr);
        assert_eq!(scene.user.contents("home"), kept, "{words}");
    }
    let mut scene = Scene::synced();
    publish_archive(&mut scene, Some(text), &honest, |it| it["manifest-sha256"] = json!(Sha256::of(b"other")));
    scene.refused(&["update"], 5, "RP5130", &ACME);
    // A key that a later `pack` may write is no disagreement.
    let mut scene = Scene::synced();
    publish_archive(&mut scene, Some(&format!("{text}motto = \"x\"\n")), &honest, |_| ());
    scene.accepted(&["update"], &ACME);
}
