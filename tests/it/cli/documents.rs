//! What goes to stdout with `--json`: one document with schema and version, and nothing else; errors are JSON on stderr.

use std::collections::BTreeSet;

use serde_json::Value;

use super::User;

/// Every command that has a document: its arguments, its schema, and its keys beside `schema` and `tool`.
const DOCUMENTS: [(&[&str], &str, &str); 32] = [
    (&["sync"], "change", "dry_run generation held lock lock_changed manifest_changed plan verified yanked"),
    (&["add", "orbit/rng", "-n"], "change", "dry_run generation held lock lock_changed manifest_changed plan verified yanked"),
    (&["adopt", "../demo", "-n"], "adoption", "change matched unmatched"),
    (&["import", "--from", "krew", "../list", "-n"], "import", "change matched unmatched"),
    (&["check"], "check", "checked findings ok plugins verified yanked"),
    (&["sbom", "show", "acme/text"], "sbom", "documents name version"),
    (&["sbom", "export", "-o", "../all.cdx.json"], "sbom-export", "bytes components file plugins sha256"),
    (&["sbom", "validate", "../all.cdx.json"], "sbom-validation", "components file serial sha256 spec_version vulnerabilities"),
    (&["list"], "list", "plugins"),
    (&["tree"], "tree", "inverted roots"),
    (&["why", "acme/text"], "why", "chains direct name version"),
    (&["outdated"], "outdated", "plugins"),
    (
        &["info", "orbit/feed"],
        "info",
        "archives capabilities dependencies description host license name published repository revoked role version versions yanked",
    ),
    (&["search", "text"], "search", "plugins"),
    (&["diff"], "diff", "added changed new old removed repositories"),
    (&["doctor"], "doctor", "checks ok"),
    (&["policy", "check"], "policy", "ok plugins"),
    (&["policy", "explain", "acme/text"], "policy-explanation", "allowed decisions name version"),
    (&["review", "list"], "reviews", "reviews"),
    (&["generations", "list"], "generations", "generations"),
    (&["cache", "info"], "cache", "bytes entries folder newest_use oldest_use other_files tree_bytes trees"),
    (&["cache", "verify"], "cache-verified", "damaged dry_run good good_trees"),
    (&["cache", "prune"], "cache-removed", "bytes dry_run files tree_bytes trees"),
    (&["generations", "rm", "--keep", "9"], "generations-removed", "dry_run kept removed"),
    (&["explain", "RP5003"], "explanation", "code exit_code text title"),
    (&["explain"], "explanations", "codes"),
    (
        &["pack", "../source", "--out", "../dist"],
        "pack",
        "archive archive_bytes archive_sha256 descriptor descriptor_file left_out sbom unmatched",
    ),
    (&["bundle", "create", "../bundle"], "bundle", "folder repositories"),
    (&["trust", "show"], "trust", "repositories"),
    (&["trust", "verify"], "trust-verification", "ok project_memory repositories"),
    (&["trust", "repair"], "trust-repair", "repositories"),
    (&["trust", "reset", "demo", "--yes"], "trust-reset", "repositories"),
];

#[test]
fn every_document_names_its_schema_and_has_its_keys() {
    let user = User::with("\"acme/report\" = \"^1\"\n");
    super::copy(&super::repository_root().join("fixtures/plugins/acme/text/1.2.0"), &user.path("source"));
    user.write("list", "text\n");
    for (arguments, kind, keys) in DOCUMENTS {
        let document = user.run(&[arguments, &["--json"]].concat()).expect(0).json();
        assert_eq!(document["schema"], format!("ragnos.plugin/{kind}/v1"), "{arguments:?}");
        assert_eq!(document["tool"], env!("CARGO_PKG_VERSION"));
        let seen: BTreeSet<&str> = document.as_object().unwrap().keys().map(String::as_str).collect();
        let wanted: BTreeSet<&str> = keys.split(' ').chain(["schema", "tool"]).collect();
        assert_eq!(seen, wanted, "{arguments:?}");
    }
    let documented = fs_err::read_to_string(super::repository_root().join("docs/json-documents.md")).unwrap();
    for (_, kind, keys) in DOCUMENTS {
        assert!(documented.contains(&format!("## `ragnos.plugin/{kind}/v1`")), "{kind} is not in docs/json-documents.md");
        assert!(super::repository_root().join(format!("docs/schemas/{kind}.v1.schema.json")).exists(), "{kind} has no schema");
        for key in keys.split(' ') {
            assert!(documented.contains(&format!("`{key}`")), "{kind}: {key} is not in docs/json-documents.md");
        }
    }
}

#[test]
fn an_error_is_one_object_on_stderr_and_stdout_stays_empty() {
    let user = User::with("");
    for format in [&["--json"][..], &["--message-format", "ndjson"]] {
        let ended = user.run(&[&["add", "acme/nothing"], format].concat()).expect(6);
        assert_eq!(ended.stdout, "");
        let error: Value = serde_json::from_str(&ended.stderr).unwrap();
        assert_eq!((&error["schema"], &error["exit_code"]), (&"ragnos.plugin/error/v1".into(), &6.into()));
        assert_eq!(error["explain"], format!("ragnos-plugin explain {}", error["code"].as_str().unwrap()));
    }
    let human = user.run(&["add", "acme/nothing"]).expect(6);
    assert!(human.stderr.starts_with("error[RP6002]: "), "{}", human.stderr);
}

#[test]
fn streams_are_kept_apart() {
    let user = User::with("\"acme/report\" = \"^1\"\n");
    let quiet = user.run(&["sync", "-q"]).expect(0);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
    fs_err::remove_dir_all(user.path("project/.ragnos/store")).unwrap();
    let events = user.run(&["sync", "--message-format", "ndjson"]).expect(0);
    let lines: Vec<Value> = events.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = lines.iter().map(|line| line["schema"].as_str().unwrap()).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "ragnos.plugin/event/v1").count(), 10, "{kinds:?}");
    assert_eq!(kinds.last(), Some(&"ragnos.plugin/change/v1"));
    let help = user.run(&["--help"]).expect(0);
    assert!(help.stdout.contains("Exit codes:") && help.stderr.is_empty());
    let colours = user.run_with("project", &["list"], &[("CLICOLOR_FORCE", "1")]).expect(0);
    assert!(colours.stdout.contains("\u{1b}["));
    let plain = user.run_with("project", &["list"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]).expect(0);
    assert!(!plain.stdout.contains("\u{1b}["));
}

/// A flag that skips verification would become the habit of whoever meets an error once.
#[test]
fn there_is_no_way_round_verification() {
    let user = User::with("\"acme/text\" = \"^1\"\n");
    for flag in ["--insecure", "--no-verify", "--force", "--trust-lockfile", "--accept-all"] {
        for command in ["sync", "add", "update", "lock", "check", "ci"] {
            user.run(&[command, flag]).expect(2);
        }
    }
    user.run(&["sync", "--ignore-scripts"]).expect(0);
}

#[test]
fn every_flag_has_its_variable() {
    let user = User::with("\"acme/report\" = \"^1\"\n");
    user.run_with("", &["lock"], &[("RAGNOS_PLUGIN_DIRECTORY", "project"), ("RAGNOS_PLUGIN_JSON", "1")]).expect(0).json();
    let frozen = user.run_with("project", &["sync", "--json"], &[("RAGNOS_PLUGIN_FROZEN", "true")]).expect(7);
    assert_eq!(frozen.error(), "RP7004", "nothing is here to install from, and nobody was asked");
}
