//! The cache that projects share: figures, damage, age, and that what is trusted is no cache.

use super::{User, damage};

#[test]
fn a_cache_is_shown_verified_pruned_and_cleaned() {
    let user = User::with("\"acme/report\" = \"^1\"\n");
    user.run(&["sync"]).expect(0);
    let info = user.run(&["cache", "info", "--json"]).expect(0).json();
    let entries = info["entries"].as_u64().unwrap();
    assert!(entries >= 5 && info["other_files"] == 0, "{info}");
    let archives = user.path("home/.cache/ragnos-plugin/archives/sha256");
    let one = fs_err::read_dir(&archives).unwrap().next().unwrap().unwrap().path();
    damage(&one);
    let seen = user.run(&["cache", "verify", "--dry-run", "--exit-code", "--json"]).expect(10).json();
    assert_eq!((seen["good"].as_u64(), seen["damaged"].as_array().unwrap().len()), (Some(entries - 1), 1));
    assert!(one.exists());
    user.run(&["cache", "verify"]).expect(0);
    assert!(!one.exists());
    fs_err::write(archives.join(".tmp-left"), "x").unwrap();
    let pruned = user.run(&["cache", "prune", "--json"]).expect(0).json();
    assert_eq!((&pruned["files"], &pruned["bytes"]), (&1.into(), &1.into()));
    user.run(&["cache", "prune", "--unused-for", "a while"]).expect(2);
    let cleaned = user.run(&["cache", "clean", "--json"]).expect(0).json();
    assert_eq!(cleaned["files"].as_u64(), Some(entries - 1));
    // The trust state is elsewhere: what was seen of the repository is still known.
    let shown = user.run(&["trust", "show", "--json"]).expect(0).json();
    assert!(shown["repositories"][0]["last_seen"].is_string(), "{shown}");
    user.run(&["sync", "--repair"]).expect(0);
    user.run(&["check"]).expect(0);
}

#[test]
fn fast_installs_the_same_and_says_no_less() {
    let (full, fast) = (User::with("\"acme/report\" = \"^1\"\n"), User::with("\"acme/report\" = \"^1\"\n"));
    let said = full.run(&["sync"]).expect(0);
    let other = fast.run_with("project", &["sync"], &[("RAGNOS_PLUGIN_DURABILITY", "fast")]).expect(0);
    assert_eq!(said.stdout, other.stdout);
    for below in ["project/.ragnos/store", "project/.ragnos/generations/1"] {
        assert_eq!(full.contents(below), fast.contents(below), "{below}");
    }
    assert!(
        fast.read("project/.ragnos/receipt").contains("\nboot ")
            && full.read("project/.ragnos/receipt").contains("\nflushed\n")
    );
    fast.run(&["sync", "--durability", "slow"]).expect(2);
}
