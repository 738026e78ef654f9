//! `build`: a repository at once, from a plan; what is there stays, what is missing comes.

use serde_json::Value;

use super::program::Operator;
use super::witness::both_agree;

const PLAN: &str = "
root = { keys = ['keys/root-1', 'keys/root-2', 'keys/root-3.pub'], threshold = 2 }
targets.keys = ['keys/targets']
snapshot.keys = ['keys/snapshot']
timestamp.keys = ['keys/timestamp']
log.keys = ['keys/log']
claims = { depth = 1, keys = ['keys/claims'] }

[namespaces.acme]
keys = ['keys/acme-1', 'keys/acme-2']
threshold = 2
";

fn planned() -> Operator {
    let operator = Operator::new();
    fs_err::write(operator.path("plan.toml"), PLAN).unwrap();
    operator.pack("acme/text", "1.2.0");
    operator.pack("acme/csv", "1.1.0");
    operator
}

fn changes(report: &Value) -> (u64, u64) {
    (report["changes"].as_u64().unwrap(), report["version"].as_u64().unwrap())
}

#[tokio::test]
async fn one_command_makes_a_repository_and_goes_on_where_it_was() {
    let operator = planned();
    let report = operator.json("build repo plan.toml dist");
    assert_eq!((&report["schema"], changes(&report)), (&"ragnos.repo/build/v1".into(), (3, 3)), "{report:#}");
    assert_eq!(report["id"], operator.json("root show repo")["repository"]);
    let status = operator.json("status repo");
    assert_eq!(status["counts"]["targets"], 5, "two archives, two SBOMs and a log: {status:#}");
    both_agree(&operator.path("repo"), &fs_err::read(operator.path("repo/metadata/1.root.json")).unwrap()).await;
    let before = operator.files();
    assert_eq!(changes(&operator.json("build repo plan.toml dist")), (0, 3));
    assert_eq!(operator.files(), before);
    // The plan has grown, and so have the plugins.
    fs_err::write(operator.path("plan.toml"), format!("{PLAN}\n[namespaces.lumen]\nkeys = ['keys/other']\n")).unwrap();
    operator.pack("lumen/words", "1.1.0");
    assert_eq!(changes(&operator.json("build repo plan.toml dist")), (2, 5));
    let after = operator.files();
    assert!(before.iter().all(|file| file.0 == "timestamp.json" || after.contains(file)), "no file changes");
}

#[test]
fn what_a_plan_cannot_do_is_refused_and_changes_nothing() {
    let operator = planned();
    fs_err::write(operator.path("bad.toml"), PLAN.replace("log.keys", "logs.keys")).unwrap();
    assert_eq!(operator.refused("build repo bad.toml dist", 2), "RP2997");
    fs_err::write(operator.path("public.toml"), PLAN.replace("'keys/root-1'", "'keys/root-1.pub'")).unwrap();
    assert_eq!(operator.refused("build repo public.toml dist", 4), "RP4901");
    operator.done("build repo plan.toml");
    operator.pack("lumen/words", "1.1.0");
    assert_eq!(operator.refused("build repo plan.toml dist", 2), "RP2911");
    fs_err::write(operator.path("like.toml"), format!("{PLAN}\n[namespaces.acrne]\nkeys = ['keys/other']\n")).unwrap();
    assert_eq!(operator.refused("build repo like.toml", 4), "RP4913");
}
