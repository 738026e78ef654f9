//! Disasters on a copy: each is seen by clients, each recovery is read by them, and each needs its keys. The repository stays as it was.

use serde_json::Value;

use super::program::{ONLINE, Operator};
use super::witness::with_ours;

/// The keys of a root ceremony.
const ROOTS: &str = "--key keys/root-1 --key keys/root-2";

/// What is said of the steps of one part.
fn said(report: &Value, part: &str) -> String {
    let steps = report["steps"].as_array().unwrap().iter().filter(|step| step["part"] == part);
    steps.map(|step| format!("{}: {}\n", step["what"].as_str().unwrap(), step["outcome"].as_str().unwrap())).collect()
}

impl Operator {
    /// A repository as [`Operator::with_plugins`], with the roles `security` and `other`, a publisher of one key.
    pub(crate) fn with_a_small_publisher() -> Self {
        let operator = Self::with_plugins();
        for role in ["security", "other"] {
            operator.done(&format!("delegate add repo {role} --role-key keys/{role} --key keys/targets {ONLINE}"));
        }
        operator
    }

    /// A drill that ends in a recovery: the report. Nothing is changed, and nothing is left behind.
    #[track_caller]
    fn recovers(&self, line: &str) -> Value {
        let before = self.files();
        fs_err::create_dir_all(self.path("tmp")).unwrap();
        let ended = self.run_in(&format!("drill {line} --json"), &[("TMPDIR", self.path("tmp").as_str())]);
        assert_eq!(ended.code, 0, "{line}: {}{}", ended.stdout, ended.stderr);
        assert_eq!(self.files(), before, "{line} changed the repository");
        assert_eq!(self.path("tmp").read_dir_utf8().unwrap().count(), 0, "{line} left something behind");
        let report: Value = serde_json::from_str(&ended.stdout).unwrap();
        assert_eq!((&report["schema"], &report["recovered"]), (&"ragnos.repo/drill/v1".into(), &true.into()));
        assert!(said(&report, "after").contains("a new client and one that has seen version"), "{report:#}");
        report
    }
}

#[test]
fn a_lost_online_key_stops_the_repository_until_the_root_has_another() {
    let operator = Operator::with_plugins();
    let line = "lost-key repo --lost keys/timestamp.pub --key keys/snapshot";
    // A key that is lost does not sign, though it is there.
    let report = operator.recovers(&format!("{line} {ROOTS} --key keys/timestamp"));
    let disaster = said(&report, "disaster");
    assert!(disaster.contains("0 of the 1 keys that have to sign are left"), "{disaster}");
    assert_eq!(disaster.matches("refuses: the timestamp metadata expired").count(), 2, "{disaster}");
    assert!(said(&report, "recovery").starts_with("ragnos-repo root rotate DIR --role timestamp "), "{report:#}");
    assert!(said(&report, "after").contains("has seen version 3 accept version 4"), "{report:#}");
    for keys in ["--key keys/root-1 --key keys/timestamp", ""] {
        assert_eq!(operator.refused(&format!("drill {line} {keys}"), 4), "RP4901", "{keys}");
    }
    // Both online keys at once are replaced in one change: neither could sign without the other.
    let both = format!("lost-key repo --lost keys/timestamp --lost keys/snapshot {ROOTS}");
    let recovery = said(&operator.recovers(&both), "recovery");
    assert!(recovery.contains("--role timestamp --role snapshot") && recovery.lines().count() == 1, "{recovery}");
    // Whatever else is lost with one of them comes after it: nothing can be signed before.
    let more = "--lost keys/root-1 --lost keys/targets --lost keys/log --key keys/root-2 --key keys/root-3";
    let recovery = said(&operator.recovers(&format!("{line} {more}")), "recovery");
    let lines: Vec<&str> = recovery.lines().collect();
    assert!(lines.len() == 3 && lines[0].contains("--role timestamp") && lines[1].contains("--role root"), "{recovery}");
}

#[test]
fn a_lost_key_of_a_threshold_is_replaced_while_enough_are_left() {
    let operator = Operator::with_plugins();
    let root = format!("lost-key repo --lost keys/root-1 --key keys/root-2 {ONLINE}");
    let report = operator.recovers(&format!("{root} --key keys/root-3"));
    assert!(said(&report, "disaster").contains("2 keys are left, 2 have to sign"), "{report:#}");
    assert_eq!(operator.refused(&format!("drill {root}"), 4), "RP4901");
    // Two of three root keys: nobody can ever change the root again, and that is seen when it expires.
    let end = format!("drill lost-key repo --lost keys/root-1 --lost keys/root-2 --key keys/root-3 {ONLINE} --json");
    let ended = operator.run(&end);
    let report: Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!((ended.code, &report["recovered"]), (4, &false.into()));
    assert!(said(&report, "disaster").contains("refuses: the root metadata expired"), "{report:#}");
    assert!(said(&report, "recovery").contains("not possible: role root needs 2 signatures and 1"), "{report:#}");
}

#[test]
fn a_publishers_lost_key_is_replaced_by_the_role_above() {
    let operator = Operator::with_plugins();
    let line = format!("lost-key repo --lost keys/acme-1 {ONLINE}");
    let report = operator.recovers(&format!("{line} --key keys/acme-2 --key keys/targets"));
    let disaster = said(&report, "disaster");
    assert!(disaster.contains("a new client refuses acme: the acme metadata expired"), "{disaster}");
    assert!(said(&report, "recovery").starts_with("ragnos-repo delegate rotate DIR acme "), "{report:#}");
    assert_eq!(operator.refused(&format!("drill {line} --key keys/acme-2"), 4), "RP4901");
    assert_eq!(operator.refused(&format!("drill {line} --key keys/targets"), 4), "RP4901");
    for line in [format!("{line} --lost keys/other"), format!("{line} --key keys/other")] {
        assert_eq!(operator.refused(&format!("drill {line}"), 2), "RP2981", "{line}");
    }
}

#[test]
fn an_expired_root_is_renewed_by_its_keys() {
    let operator = Operator::with_plugins();
    let line = format!("expired-root repo {ONLINE} --key keys/targets");
    let report = operator.recovers(&format!("{line} {ROOTS}"));
    assert_eq!(said(&report, "disaster").matches("refuses: the root metadata expired").count(), 2, "{report:#}");
    assert!(said(&report, "after").contains("the publishers have to renew by then: acme, log"), "{report:#}");
    assert_eq!(operator.refused(&format!("drill {line} --key keys/root-1"), 4), "RP4901");
}

#[test]
fn a_stolen_key_is_replaced_and_what_it_released_is_called_back() {
    let operator = Operator::with_a_small_publisher();
    let line = format!("stolen-key repo --stolen keys/other --key keys/targets {ONLINE}");
    let report = operator.recovers(&format!("{line} --key keys/security"));
    assert!(said(&report, "disaster").contains("clients accept it, with version 6"), "{report:#}");
    let recovery = said(&report, "recovery");
    assert!(
        recovery.contains("delegate rotate DIR other") && recovery.contains("revoke DIR other/stolen-key-drill@0.0.1-drill")
    );
    assert!(said(&report, "after").contains("not possible: role other needs 1 signatures and 0"), "{report:#}");
    assert!(said(&report, "after").contains("has seen version 6 accept version 8"), "{report:#}");
    assert_eq!(operator.refused(&format!("drill {line}"), 4), "RP4901", "nobody calls it back");
    let without = format!("drill stolen-key repo --stolen keys/other --key keys/security {ONLINE}");
    assert_eq!(operator.refused(&without, 4), "RP4901", "nobody takes the key from the role");
    assert_eq!(operator.refused(&format!("drill stolen-key repo --stolen keys/log {ONLINE}"), 2), "RP2981");
    assert_eq!(operator.refused(&format!("drill stolen-key repo --stolen keys/other.pub {ONLINE}"), 2), "RP2903");
}

#[test]
fn one_stolen_key_of_two_releases_nothing() {
    let operator = Operator::with_plugins();
    let line = format!("stolen-key repo --stolen keys/acme-1 --key keys/acme-2 --key keys/targets {ONLINE}");
    let report = operator.recovers(&line);
    assert!(said(&report, "disaster").contains("not possible: role acme needs 2 signatures and 1"), "{report:#}");
    // Both are enough, and nobody in this repository can call anything back.
    let both = format!("drill {line} --stolen keys/acme-2");
    assert_eq!(operator.refused(&both, 2), "RP2911");
}

#[test]
fn a_lost_bucket_comes_back_from_a_mirror_above_what_was_seen() {
    let operator = Operator::with_plugins();
    operator.done("mirror repo backup --root repo/metadata/1.root.json");
    let line = "lost-bucket repo --backup backup";
    let report = operator.recovers(&format!("{line} {ONLINE}"));
    assert_eq!(said(&report, "disaster").matches("refuses: ").count(), 2, "{report:#}");
    assert_eq!(operator.refused(&format!("drill {line} --key keys/snapshot"), 4), "RP4901");
    // What was released after the backup is lost, and its role goes on above what was seen.
    operator.pack("acme/word-count", "1.1.0");
    operator.publish();
    let line = format!("{line} {ONLINE} --key keys/log");
    let report = operator.recovers(&format!("{line} --key keys/acme-1 --key keys/acme-2"));
    assert!(said(&report, "disaster").contains("a client that knows it refuses: "), "{report:#}");
    assert!(said(&report, "after").contains("2 targets are newer than the copy"), "{report:#}");
    assert_eq!(operator.refused(&format!("drill {line}"), 4), "RP4901");
    let archive = operator.path("backup/targets").read_dir_utf8().unwrap().next().unwrap().unwrap();
    fs_err::write(archive.path(), "damaged").unwrap();
    assert_eq!(operator.refused(&format!("drill {line}"), 5), "RP5912");
}

#[test]
fn a_lost_region_goes_on_from_its_replica() {
    let operator = Operator::with_plugins();
    operator.copy("repo", "replica");
    operator.done(&format!("refresh repo {ONLINE}"));
    let line = "lost-region repo --replica replica";
    let report = operator.recovers(&format!("{line} {ONLINE}"));
    let disaster = said(&report, "disaster");
    assert!(disaster.contains("the edges ask the replica: a client that knows it refuses: "), "{disaster}");
    assert!(disaster.contains("the edges ask the replica: a new client accepts version 3"), "{disaster}");
    assert!(said(&report, "after").contains("has seen version 4 accept version 5"), "{report:#}");
    assert_eq!(operator.refused(&format!("drill {line} --key keys/timestamp"), 4), "RP4901");
    let archive = operator.path("replica/targets").read_dir_utf8().unwrap().next().unwrap().unwrap();
    fs_err::remove_file(archive.path()).unwrap();
    assert_eq!(operator.refused(&format!("drill {line} {ONLINE}"), 5), "RP5916");
}

#[test]
fn what_clients_refuse_already_is_no_drill() {
    let operator = Operator::with_plugins();
    let path = operator.path("repo/metadata/timestamp.json");
    let text = fs_err::read_to_string(&path).unwrap();
    fs_err::write(&path, text.replace("\"version\":3", "\"version\":4")).unwrap();
    assert_eq!(operator.refused(&format!("drill expired-root repo {ROOTS} {ONLINE}"), 5), "RP5002");
    assert_eq!(operator.refused(&format!("drill expired-root nowhere {ROOTS}"), 2), "RP2908");
}

#[tokio::test]
async fn what_was_restored_is_signed_above_what_clients_have_seen() {
    let operator = Operator::with_plugins();
    let state = tempfile::tempdir().unwrap();
    let (folder, root) = (operator.path("repo"), fs_err::read(operator.path("repo/metadata/1.root.json")).unwrap());
    operator.copy("repo", "old");
    operator.pack("acme/word-count", "1.1.0");
    operator.publish();
    operator.done(&format!("refresh repo {ONLINE} --role targets --key keys/targets"));
    fs_err::write(operator.path("seen.json"), operator.done("status repo --json")).unwrap();
    with_ours(&folder, &root, state.path()).await.unwrap();
    fs_err::remove_dir_all(&folder).unwrap();
    operator.copy("old", "repo");
    assert!(with_ours(&folder, &root, state.path()).await.is_err(), "an old version is served");
    operator.copy("old", "naive");
    operator.done(&format!("refresh naive {ONLINE}"));
    assert!(
        with_ours(&operator.path("naive"), &root, state.path()).await.is_err(),
        "one version more is not above all that was seen"
    );
    let line = format!("refresh repo {ONLINE} --seen seen.json --key keys/log --key keys/targets");
    assert_eq!(operator.refused(&line, 4), "RP4901", "the namespace has gone on");
    let receipt = operator.json(&format!("{line} --key keys/acme-1 --key keys/acme-2"));
    assert_eq!(receipt["version"], 6);
    with_ours(&folder, &root, state.path()).await.unwrap();
    // All is newer now: the same again is an ordinary refresh.
    assert_eq!(operator.json(&format!("refresh repo {ONLINE} --seen seen.json"))["version"], 7);
    operator.done(&format!("root sign repo {ROOTS} {ONLINE}"));
    fs_err::write(operator.path("seen.json"), operator.done("status repo --json")).unwrap();
    fs_err::remove_file(operator.path("repo/metadata/2.root.json")).unwrap();
    assert_eq!(operator.refused(&format!("refresh repo {ONLINE} --seen seen.json"), 5), "RP5914");
    assert_eq!(operator.refused(&format!("refresh repo {ONLINE} --seen keys/log.pub"), 2), "RP2980");
}

#[test]
fn the_commands_of_the_page_run() {
    let operator = Operator::with_a_small_publisher();
    let page = fs_err::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/operator/drills.md")).unwrap();
    let blocks = page.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap().replace("\\\n", " "));
    let lines: Vec<String> = blocks.flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert_eq!(lines.iter().filter(|line| line.starts_with("ragnos-repo drill ")).count(), 7, "{lines:#?}");
    for line in &lines {
        let (command, file) = line.split_once(" > ").unwrap_or((line, ""));
        let said = operator.done(command.strip_prefix("ragnos-repo ").unwrap());
        if !file.is_empty() {
            fs_err::write(operator.path(file), said).unwrap();
        }
    }
}
