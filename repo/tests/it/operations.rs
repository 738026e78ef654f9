//! Looking after a repository: what `status` and `monitor` say of one that is well, short of time, expired, damaged or behind.

use std::sync::Arc;

use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_repo::expiry::Expiries;
use ragnos_repo::keys::{FileKey, Keyring};
use ragnos_repo::publish::publish;
use ragnos_repo::repository::Repository;
use ragnos_repo::sign::sign;
use ragnos_repo::stage;
use ragnos_repo::storage::{Directory, Storage};
use ragnos_repo::verify::verify;
use serde_json::Value;

use crate::program::{ONLINE, Operator};
use crate::publishing::repository;

fn role<'d>(document: &'d Value, name: &str) -> &'d Value {
    document["roles"].as_array().unwrap().iter().find(|role| role["name"] == name).unwrap()
}

impl Operator {
    /// Runs what reports something that is not well: the report, and the error's code.
    #[track_caller]
    fn unwell(&self, line: &str, exit: i32) -> (Value, String) {
        let ended = self.run(&format!("{line} --json"));
        assert_eq!(ended.code, exit, "{line}: {}{}", ended.stdout, ended.stderr);
        let error: Value = serde_json::from_str(&ended.stderr).unwrap();
        (serde_json::from_str(&ended.stdout).unwrap(), error["code"].as_str().unwrap().to_owned())
    }

    /// A repository with `acme/text` whose timestamp expired in 2020.
    async fn with_an_expired_timestamp() -> Self {
        let operator = Self::new();
        let storage: Arc<dyn Storage> = Arc::new(Directory::create(&operator.path("repo")).unwrap());
        repository(&storage).await;
        let far = Expiries::all_at("2040-01-01T00:00:00Z".parse().unwrap());
        let expiries = Expiries { timestamp: "2020-01-01T00:00:00Z".parse().unwrap(), ..far };
        let staged = stage::refresh(&Repository::open(&*storage).await.unwrap(), &[], &expiries).await.unwrap();
        let signed = sign(staged, &Keyring::new([FileKey::from_seed(&[5; 32])])).await.unwrap();
        publish(verify(signed, &storage, "2019-06-01T00:00:00Z".parse().unwrap()).await.unwrap(), &*storage).await.unwrap();
        operator
    }
}

#[test]
fn the_status_of_a_repository_has_every_role_with_what_is_left_of_it() {
    let operator = Operator::with_plugins();
    let before = operator.files();
    let status = operator.json("status repo");
    assert_eq!((&status["schema"], &status["accepted"]), (&"ragnos.repo/status/v1".into(), &true.into()));
    assert_eq!((&status["roots"], &status["counts"]["targets"]), (&serde_json::json!([1]), &5.into()), "{status:#}");
    assert_eq!(status["repository"], operator.json("root show repo")["repository"]);
    let names: Vec<&str> = status["roles"].as_array().unwrap().iter().map(|role| role["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["root", "timestamp", "snapshot", "targets", "acme", "log"]);
    let (root, acme) = (role(&status, "root"), role(&status, "acme"));
    assert_eq!((&root["threshold"], root["keys"].as_array().unwrap().len()), (&2.into(), 3));
    assert_eq!((&acme["threshold"], &acme["targets"], &acme["version"]), (&2.into(), &4.into(), &2.into()));
    assert!(status["roles"].as_array().unwrap().iter().all(|role| role["remaining"] == "enough"), "{status:#}");
    let days = role(&status, "timestamp")["seconds_left"].as_i64().unwrap() / 86_400;
    assert_eq!(days, 6, "seven days, less the time since it was signed");
    // People see the namespaces that are well in one sentence.
    let said = operator.done("status repo");
    assert!(said.contains("1 more roles, of which acme is the next to expire"), "{said}");
    assert!(operator.done("status repo --all").contains("\nacme "));
    assert_eq!(operator.files(), before);
    assert_eq!(operator.refused("status nowhere", 2), "RP2908");
}

#[test]
fn a_role_is_short_of_time_by_the_life_time_that_it_was_meant_to_have() {
    let operator = Operator::with_plugins();
    operator.done(&format!("refresh repo {ONLINE} --timestamp-lifetime 1d"));
    let status = operator.json("status repo");
    assert_eq!(role(&status, "timestamp")["remaining"], "expires-soon", "a day of seven is less than a fifth");
    assert_eq!(role(&status, "snapshot")["remaining"], "enough");
    let planned = operator.json("status repo --timestamp-lifetime 1d");
    assert_eq!(role(&planned, "timestamp")["remaining"], "enough");
    let (seen, code) = operator.unwell("monitor --root repo/metadata/1.root.json repo", 1);
    assert_eq!(code, "RP1901");
    assert!(seen["places"][0]["limits"][0].as_str().unwrap().starts_with("timestamp: "), "{seen:#}");
    operator.done("monitor --root repo/metadata/1.root.json repo --timestamp-lifetime 1d");
}

#[tokio::test]
async fn what_has_expired_is_shown_and_not_only_refused() {
    let operator = Operator::with_an_expired_timestamp().await;
    let status = operator.json("status repo");
    assert_eq!((&status["accepted"], &role(&status, "timestamp")["remaining"]), (&false.into(), &"expired".into()));
    assert!(role(&status, "timestamp")["seconds_left"].as_i64().unwrap() < 0);
    assert!(operator.done("status repo").contains("clients refuse the repository"));
    let (seen, code) = operator.unwell("monitor --root repo/metadata/1.root.json repo --prometheus metrics.prom", 1);
    assert_eq!((code.as_str(), &seen["places"][0]["accepted"]), ("RP1901", &false.into()));
    let metrics = fs_err::read_to_string(operator.path("metrics.prom")).unwrap();
    assert!(metrics.contains("ragnos_repository_accepted{place=\"repo\",part=\"edge\"} 0\n"), "{metrics}");
}

#[test]
fn a_damaged_role_fails_alone_and_is_named() {
    let operator = Operator::with_plugins();
    let path = operator.path("repo/metadata/2.acme.json");
    let good = fs_err::read_to_string(&path).unwrap();
    fs_err::write(&path, good.replace("acme.text", "acme.tex7")).unwrap();
    for line in ["status repo", "monitor --root repo/metadata/1.root.json repo"] {
        let is_status = line.starts_with("status");
        let (seen, code) = operator.unwell(line, if is_status { 5 } else { 1 });
        assert_eq!(code, if is_status { "RP5008" } else { "RP1901" });
        let place = if is_status { &seen } else { &seen["places"][0] };
        assert_eq!((&place["refused"][0]["role"], &place["refused"][0]["code"]), (&"acme".into(), &"RP5008".into()));
        assert_eq!(role(place, "log")["remaining"], "enough");
    }
}

#[test]
fn a_place_that_stays_behind_the_origin_passes_a_limit() {
    let operator = Operator::with_plugins();
    operator.copy("repo", "edge");
    let line = "monitor --root repo/metadata/1.root.json --origin repo edge --prometheus metrics.prom";
    let seen = operator.json(line);
    assert_eq!((&seen["places"][0]["origin"], &seen["places"][1]["behind"]["versions"]), (&true.into(), &0.into()));
    operator.done(&format!("refresh repo {ONLINE}"));
    let (seen, code) = operator.unwell(&format!("{line} --propagation 0s"), 1);
    assert_eq!((code.as_str(), &seen["places"][1]["behind"]["versions"]), ("RP1901", &1.into()));
    let metrics = fs_err::read_to_string(operator.path("metrics.prom")).unwrap();
    assert!(metrics.contains("ragnos_repository_behind_versions{place=\"edge\",part=\"edge\"} 1\n"), "{metrics}");
    let names: Vec<_> = fs_err::read_dir(operator.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_str().unwrap().starts_with(".ragnos-")), "{names:?}");
}

#[test]
fn a_place_that_goes_back_is_refused_by_what_was_seen_before() {
    let operator = Operator::with_plugins();
    operator.copy("repo", "old");
    operator.done(&format!("refresh repo {ONLINE}"));
    let line = "monitor --root old/metadata/1.root.json --state seen repo";
    operator.done(line);
    fs_err::remove_dir_all(operator.path("repo")).unwrap();
    operator.copy("old", "repo");
    let (seen, code) = operator.unwell(line, 5);
    assert_eq!((code.as_str(), &seen["places"][0]["error"]["code"]), ("RP5005", &"RP5005".into()));
    // Without a memory nobody can tell.
    operator.done("monitor --root old/metadata/1.root.json repo");
}

#[test]
fn rounds_go_on_whatever_they_see_and_a_place_that_is_away_is_named() {
    let operator = Operator::with_plugins();
    let ended = operator.run("monitor --root repo/metadata/1.root.json repo away --interval 1ms --count 3 --json");
    assert_eq!(ended.code, 7, "{}", ended.stderr);
    let rounds: Vec<Value> = serde_json::Deserializer::from_str(&ended.stdout).into_iter().collect::<Result<_, _>>().unwrap();
    assert_eq!(rounds.len(), 3);
    for round in rounds {
        assert_eq!((&round["places"][0]["accepted"], &round["places"][1]["accepted"]), (&true.into(), &false.into()));
        let at: jiff::Timestamp = round["at"].as_str().unwrap().parse().unwrap();
        assert!(at <= SystemClock.now());
    }
}
