//! Making a repository: asked for in a terminal, killed at every write, and gone on with.

use std::num::NonZeroU64;
use std::process::{Command, Stdio};
use std::sync::Arc;

use camino::Utf8Path;
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_repo::expiry::Expiries;
use ragnos_repo::keys::{FileKey, Keyring, Passphrases, PublicKey};
use ragnos_repo::metadata::RoleSpec;
use ragnos_repo::publish::publish;
use ragnos_repo::sign::sign;
use ragnos_repo::stage::{self, Founding};
use ragnos_repo::storage::{Access, Place, Storage};
use ragnos_repo::verify::verify;

use crate::program::{Ended, INIT, ONLINE, Operator};
use crate::publishing::{PLACE, STEPS, Standing, kill_at};

/// The folder of the keys of a process that is to be killed.
pub(crate) const KEYS: &str = "RAGNOS_TEST_KEYS";
/// log, targets, snapshot, root, and the commit.
const ALL_STEPS: usize = 5;

/// Makes the repository of [`INIT`], as far as it is let.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "this is how the other process is told")]
async fn a_founder() {
    let (Ok(place), Ok(steps), Ok(keys)) = (std::env::var(PLACE), std::env::var(STEPS), std::env::var(KEYS)) else { return };
    let read = |name: &str| FileKey::read(&Utf8Path::new(&keys).join(name), &mut Passphrases::default()).unwrap();
    let spec = |names: &[&str], threshold| {
        let public = |name: &&str| -> PublicKey { read(name).public() };
        RoleSpec { keys: names.iter().map(public).collect(), threshold: NonZeroU64::new(threshold).unwrap() }
    };
    let founding = Founding {
        root: spec(&["root-1", "root-2", "root-3"], 2),
        targets: spec(&["targets"], 1),
        snapshot: spec(&["snapshot"], 1),
        timestamp: spec(&["timestamp"], 1),
        log: spec(&["log"], 1),
        security: None,
        claims: None,
    };
    let inner = place.parse::<Place>().unwrap().open(Access::New).await.unwrap();
    let storage: Arc<dyn Storage> = Arc::new(Standing::after(steps.parse().unwrap(), inner));
    let expiries = Expiries::all_at("2040-01-01T00:00:00Z".parse().unwrap());
    let staged = stage::initial(&*storage, &founding, &expiries).await.unwrap();
    let signers = ["root-1", "root-2", "targets", "snapshot", "timestamp", "log"].map(read);
    let signed = sign(staged, &Keyring::new(signers)).await.unwrap();
    publish(verify(signed, &storage, SystemClock.now()).await.unwrap(), &*storage).await.unwrap();
}

/// A publisher can publish in it, and other clients read that.
async fn is_sound(operator: &Operator) {
    let acme = "--role-key keys/acme-1 --role-key keys/acme-2 --threshold 2";
    operator.done(&format!("delegate add repo acme {acme} --key keys/targets {ONLINE}"));
    operator.pack("acme/text", "1.2.0");
    operator.publish();
    operator.clients_agree().await;
}

#[tokio::test]
async fn an_init_that_is_killed_after_any_write_goes_on_when_it_is_run_again() {
    for steps in 1..=ALL_STEPS {
        let operator = Operator::new();
        let (repo, keys) = (operator.path("repo"), operator.path("keys").into_string());
        kill_at("founding::a_founder", repo.as_str(), steps, &[(KEYS, keys)]);
        let root = fs_err::read(repo.join("metadata/1.root.json")).ok();
        assert_eq!(root.is_some(), steps >= 4, "the root is the last before the commit");
        if steps == ALL_STEPS {
            assert_eq!(operator.refused(INIT, 2), "RP2904");
            continue;
        }
        if let Some(root) = &root {
            // Nobody else's repository grows from this root, and no event from what was begun without one.
            assert_eq!(operator.refused(&INIT.replace("--root-threshold 2", "--root-threshold 1"), 2), "RP2996");
            assert_eq!(
                operator.refused(&INIT.replace("timestamp-key keys/timestamp", "timestamp-key keys/other"), 2),
                "RP2996"
            );
            assert_eq!(operator.refused(&format!("stage event {INIT}"), 2), "RP2904");
            operator.done(&format!("{INIT} --dry-run"));
            assert_eq!(&fs_err::read(repo.join("metadata/1.root.json")).unwrap(), root);
        }
        let said = operator.done(INIT);
        assert!(said.contains("id of metadata/1.root.json"), "{said}");
        assert!(
            root.is_none_or(|root| fs_err::read(repo.join("metadata/1.root.json")).unwrap() == root),
            "a root never changes"
        );
        is_sound(&operator).await;
    }
}

/// Runs the program in a terminal in which these lines are typed. `script` (Debian's bsdutils) is the terminal.
#[expect(clippy::disallowed_methods, reason = "a terminal is needed")]
fn in_a_terminal(operator: &Operator, line: &str, typed: &str) -> Ended {
    use std::io::Write as _;
    let program = format!("{} {line}", env!("CARGO_BIN_EXE_ragnos-repo"));
    let mut command = Command::new("script");
    command.args(["--quiet", "--return", "--command", &program, "/dev/null"]).current_dir(operator.path(""));
    command.env("RAGNOS_REPO_PASSPHRASE", "a passphrase").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut terminal = command.spawn().unwrap();
    terminal.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    terminal.wait_with_output().unwrap().into()
}

#[tokio::test]
async fn a_terminal_asks_for_what_is_missing_and_for_a_yes() {
    let operator = Operator::new();
    // Five questions on the root, one of them answered with a key that is not there yet; everything else as it is proposed.
    let answers = "\n\nkeys/new-root\n\n\n\n\n\n\n\n\n";
    let ended = in_a_terminal(&operator, "init repo", &format!("{answers}no\n"));
    assert!(ended.code == 2 && ended.stdout.contains("RP2995"), "{}", ended.stdout);
    assert!(!operator.path("repo").exists() && !operator.path("keys/new-root").exists(), "nothing is written before the yes");
    let ended = in_a_terminal(&operator, "init repo", &format!("{answers}yes\n"));
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    for words in [
        "How many root keys are there? [3]",
        "root      2 of 3: keys/root-1, keys/new-root (new), keys/root-3",
        "id of metadata",
    ] {
        assert!(ended.stdout.contains(words), "{words}: {}", ended.stdout);
    }
    is_sound(&operator).await;
    assert!(operator.done("root show repo").contains("root: 2 of 3 keys"));
    assert!(operator.path("keys/new-root.pub").exists());
    let ended = in_a_terminal(&operator, "init repo", "");
    assert!(ended.code == 2 && ended.stdout.contains("RP2904") && !ended.stdout.contains("How many"), "{}", ended.stdout);
}

/// Where nobody can answer, nothing is asked; with `--yes` not even in a terminal.
#[test]
fn without_a_terminal_a_missing_flag_is_an_error() {
    let operator = Operator::new();
    assert_eq!(operator.refused("init repo", 2), "RP2994");
    let partly = operator.run(&INIT.replace("--log-key keys/log", ""));
    assert!(partly.code == 2 && partly.stderr.contains("--log-key is missing"), "{}", partly.stderr);
    let ended = in_a_terminal(&operator, "init repo --yes", "");
    assert!(ended.code == 2 && ended.stdout.contains("RP2994"), "{}", ended.stdout);
    assert!(!operator.path("repo").exists());
}
