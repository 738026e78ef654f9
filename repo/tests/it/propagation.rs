//! What comes after publishing: the change is looked for where users are. A folder stands for the CDN here.

use super::program::{ONLINE, Operator};

#[test]
fn a_change_is_looked_for_where_users_are() {
    let operator = Operator::with_plugins();
    let said = operator.done(&format!("refresh repo {ONLINE} --through repo"));
    let last = said.lines().last().unwrap();
    assert!(last.starts_with("version 4 is seen through repo after ") && last.ends_with(" s"), "{said}");
    let seen = &operator.json(&format!("refresh repo {ONLINE} --through repo"))["propagation"];
    assert_eq!((&seen["through"], &seen["version"], seen["seconds"].is_number()), (&"repo".into(), &5.into(), true));
    // The run that finds its work done looks too.
    let publish = format!("publish repo dist --key keys/acme-1 --key keys/acme-2 --key keys/log {ONLINE}");
    assert!(operator.done(&format!("{publish} --through repo")).starts_with("nothing to do\nversion 5 is seen through repo"));
}

#[test]
fn a_change_that_is_not_seen_in_time_is_published_and_a_failure() {
    let operator = Operator::with_plugins();
    let copy = |name: &str| {
        fs_err::create_dir_all(operator.path("edge").join(name)).unwrap();
        for entry in fs_err::read_dir(operator.path("repo").join(name)).unwrap() {
            let entry = entry.unwrap();
            fs_err::copy(entry.path(), operator.path("edge").join(name).join(entry.file_name().to_str().unwrap())).unwrap();
        }
    };
    ["metadata", "targets"].into_iter().for_each(copy);
    let refresh = format!("refresh repo {ONLINE} --json --propagation-limit 300ms");
    let look = |place: &str| {
        let ended = operator.run(&format!("{refresh} --through {place}"));
        assert_eq!(ended.code, 7, "{}{}", ended.stdout, ended.stderr);
        let error: serde_json::Value = serde_json::from_str(&ended.stderr).unwrap();
        (error["code"].as_str().unwrap().to_owned(), error["seen"].as_str().unwrap().to_owned())
    };
    assert_eq!(look("edge"), ("RP7911".to_owned(), "timestamp version 3 is there".to_owned()));
    let (code, seen) = look("nowhere");
    assert!(code == "RP7911" && seen.contains("timestamp.json"), "{code} {seen}");
    // All the same it is published.
    assert_eq!(operator.json(&format!("refresh repo {ONLINE}"))["version"], 6);
}

#[cfg(not(feature = "aws"))]
#[test]
fn a_program_without_aws_says_what_it_cannot_tell() {
    let operator = Operator::with_plugins();
    let ended = operator.run(&format!("refresh repo {ONLINE} --through repo --invalidate cloudfront:E1"));
    assert_eq!(ended.code, 2);
    assert!(
        ended.stderr.contains("RP2951") && ended.stderr.contains("cloudfront:E1 of /metadata/timestamp.json"),
        "{}",
        ended.stderr
    );
}
