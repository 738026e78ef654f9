//! Remote text that would drive a terminal (row 128): escaped for people, and a document of the same meaning in JSON.

use ragnos_plugin::redact::is_deceptive;
use serde_json::{Value, json};

use super::scene::{Scene, release};
use crate::cli::Ended;
use crate::tuf::repository::{delegate, raise};

/// Clears the screen, sets the title, hides what follows, draws backwards, moves the cursor by a C1 control, ends the line.
const EVIL: &str = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{1b}[31;8mhidden\u{202e}txt\u{9b}1A\u{7f}\rx";

/// What a terminal would obey, beside line feeds and the start of a colour.
fn obeyed(text: &str) -> Option<char> {
    text.chars().find(|character| !matches!(character, '\n' | '\u{1b}') && is_deceptive(*character))
}

impl Scene {
    /// Runs a command plainly, in colour, and with `--json`; nothing of what it writes is obeyed, and JSON is JSON.
    fn shows(&self, command: &[&str], exit: i32) -> Ended {
        let plain = self.run(command).expect(exit);
        for text in [&plain.stdout, &plain.stderr] {
            assert!(!text.contains('\u{1b}') && obeyed(text).is_none(), "{command:?}: {text:?}");
        }
        let state = self.user.path("state");
        let colour = [("XDG_STATE_HOME", state.to_str().unwrap()), ("CLICOLOR_FORCE", "1")];
        let coloured = self.user.run_with("project", command, &colour).expect(exit);
        for text in [&coloured.stdout, &coloured.stderr] {
            assert!(
                obeyed(text).is_none() && !text.contains("\u{1b}]") && !text.contains("\u{1b}[2J"),
                "{command:?}: {text:?}"
            );
            assert!(!text.contains("\u{1b}[31;8m"), "{command:?}: {text:?}");
        }
        let document = self.run(&[command, &["--json"]].concat()).expect(exit);
        for text in [&document.stdout, &document.stderr] {
            assert!(!text.chars().any(|character| character != '\n' && is_deceptive(character)), "{command:?}: {text:?}");
        }
        if exit == 0 {
            document.json();
        } else {
            serde_json::from_str::<Value>(document.stderr.lines().last().unwrap()).unwrap();
        }
        plain
    }
}

/// Row 128: descriptions, licences, hosts and odd descriptors that a publisher signed.
#[test]
fn what_a_publisher_signs_cannot_drive_a_terminal() {
    let mut scene = Scene::synced();
    for version in ["1.1.0", "1.2.0"] {
        scene.repository.add_release("acme", &release("acme/tool", version, ""));
    }
    let targets = &mut scene.repository.targets.get_mut("acme").unwrap()["targets"];
    let good = &mut targets["acme.tool-1.1.0.tar.gz"]["custom"]["ragnos"];
    (good["description"], good["license"]) = (json!(EVIL), json!(EVIL));
    good["host"] = json!({ EVIL: "^1" });
    targets["acme.tool-1.2.0.tar.gz"]["custom"]["ragnos"]["capabilities"] = json!([EVIL]);
    raise(scene.repository.targets.get_mut("acme").unwrap());
    scene.repository.publish_next();
    assert!(scene.shows(&["search"], 0).stdout.contains("\\u{1b}[2J"));
    let info = scene.shows(&["info", "acme/tool@1.1.0"], 0);
    assert!(info.stdout.matches("\\u{1b}[2J").count() >= 3, "{}", info.stdout);
    assert!(info.stderr.contains("left out acme.tool-1.2.0.tar.gz"), "{}", info.stderr);
    // The project's host does not satisfy it: the explanation names the hosts.
    scene.shows(&["add", "acme/tool@=1.1.0"], 6);
    scene.shows(&["update", "--dry-run"], 0);
    scene.shows(&["outdated"], 0);
    scene.shows(&["check", "--no-fetch"], 0);
}

/// Row 128: names of roles, in what is shown of them and in refusals; names of targets.
#[test]
fn names_of_roles_and_targets_cannot_drive_a_terminal() {
    let mut scene = Scene::synced();
    let role = format!("evil{EVIL}");
    delegate(scene.repository.top(), &role, &["evil.*"], false, &[9]);
    scene.repository.role(&role, 9, &[]);
    scene.repository.add_release(&role, &release("evil/one", "1.0.0", ""));
    scene.repository.add_target(&role, &format!("evil.two-{EVIL}"), b"", &json!({"ragnos": {"format": 1}}));
    scene.repository.origin.remove_target(&format!("evil.two-{EVIL}"));
    raise(scene.repository.targets.get_mut("targets").unwrap());
    scene.repository.publish_next();
    scene.repository.origin.remove(&format!("1.{role}.json"));
    // The folder has no such file: the role fails, and its name is in the refusal.
    let said = scene.shows(&["add", "evil/one"], 5);
    assert!(said.stderr.contains("RP5301"), "{}", said.stderr);
    assert!(scene.shows(&["search"], 0).stderr.contains("\\u{1b}[2J"));
}

/// Row 128: files of the project itself, as a pull request may bring them: the place of an error is shown without obeying it.
#[test]
fn a_checkout_cannot_drive_a_terminal() {
    let scene = Scene::synced();
    let (manifest, lock) = (scene.user.read("project/ragnos.toml"), scene.user.read("project/ragnos.lock"));
    scene.user.write("project/ragnos.toml", &format!("{manifest}# {EVIL}\n"));
    scene.shows(&["list"], 2);
    scene.user.write("project/ragnos.toml", &manifest.replace("\"acme/tool\"", "\"acme/\\u001B[2J\""));
    scene.shows(&["list"], 2);
    scene.user.write("project/ragnos.toml", &manifest);
    scene.user.write("project/ragnos.lock", &lock.replace("role = \"acme\"", "role = \"\\u001B[2J\""));
    scene.shows(&["list"], 3);
    scene.user.write("project/ragnos.lock", &format!("{lock}# {EVIL}\n"));
    scene.shows(&["list"], 3);
    scene.user.write("project/ragnos.lock", &lock);
    scene.shows(&["list"], 0);
}
