//! What the resolver chooses in the cases that have a name, and what it says when it cannot choose.

use super::project::{Project, plugin, release, set_platforms, version};
use ragnos_plugin::releases::Releases;

#[test]
fn the_highest_version_is_chosen_and_a_locked_one_stays() {
    let project = Project::default()
        .asks("app", "^1")
        .plain("app", "1.0.0", &[("text", "^1")])
        .plain("app", "1.2.0", &[("text", "^1")])
        .plain("app", "2.0.0", &[])
        .plain("text", "1.0.0", &[])
        .plain("text", "1.5.0", &[]);
    assert_eq!(project.chosen(), "app 1.2.0, text 1.5.0");
    let mut locked = project.lock("app", "1.0.0").lock("text", "1.0.0");
    assert_eq!(locked.chosen(), "app 1.0.0, text 1.0.0");
    locked.unlock.insert(plugin("text"));
    assert_eq!(locked.chosen(), "app 1.0.0, text 1.5.0");
    locked.precise.insert(plugin("app"), version("1.2.0"));
    assert_eq!(locked.chosen(), "app 1.2.0, text 1.5.0");
}

#[test]
fn a_yanked_version_is_kept_where_locked_and_never_chosen_anew() {
    let mut withdrawn = release("app", "1.1.0", &[]);
    withdrawn.yanked = true;
    let project = Project::default().asks("app", "^1").plain("app", "1.0.0", &[]).has(withdrawn);
    assert_eq!(project.chosen(), "app 1.0.0");
    let mut locked = project.clone().lock("app", "1.1.0");
    assert_eq!(locked.chosen(), "app 1.1.0");
    locked.unlock.insert(plugin("app"));
    assert_eq!(locked.chosen(), "app 1.0.0");
}

#[test]
fn a_pre_release_needs_a_requirement_that_names_one() {
    let project = Project::default().plain("app", "1.0.0", &[]).plain("app", "1.1.0-rc.1", &[]).plain("app", "1.1.0-rc.2", &[]);
    assert_eq!(project.clone().asks("app", "^1").chosen(), "app 1.0.0");
    assert_eq!(project.clone().asks("app", ">=1.1.0-rc.1, <2").chosen(), "app 1.1.0-rc.2");
    assert_eq!(project.clone().asks("app", "=1.1.0-rc.1").chosen(), "app 1.1.0-rc.1");
    insta::assert_snapshot!(project.asks("app", "^1.1").refusal(), @r#"
RP6003: no version of acme/app can be chosen:
  - ragnos.toml asks for acme/app ^1.1
  - acme/app has 1.0.0, 1.1.0-rc.1 (pre-release) and 1.1.0-rc.2 (pre-release)
help: a pre-release is chosen only where it is named: ask for acme/app with "=1.1.0-rc.2"
"#);
}

#[test]
fn host_and_platform_rules_hold_for_dependencies_too() {
    let mut newer = release("app", "1.1.0", &[]);
    newer.host.insert("ragnos".to_owned(), ">=2".parse().unwrap());
    let mut native = release("app", "1.2.0", &[]);
    set_platforms(&mut native, &["linux-x86_64"]);
    let mut project = Project::default()
        .asks("top", "*")
        .plain("top", "1.0.0", &[("app", "^1")])
        .plain("app", "1.0.0", &[])
        .has(newer)
        .has(native);
    assert_eq!(project.chosen(), "app 1.2.0, top 1.0.0");
    project.platforms.insert("macos-aarch64".parse().unwrap());
    assert_eq!(project.chosen(), "app 1.1.0, top 1.0.0");
    project.host.insert("ragnos".to_owned(), version("1.4.0"));
    assert_eq!(project.chosen(), "app 1.0.0, top 1.0.0");
    let newer = |releases: &mut Releases| releases.iter().skip(1).cloned().collect();
    let app = project.universe.get_mut(&plugin("app")).unwrap();
    *app = newer(app);
    insta::assert_snapshot!(project.refusal(), @r#"
RP6003: no version of acme/app can be chosen:
  - ragnos.toml asks for acme/top *
  - acme/top 1.0.0 needs acme/app ^1
  - acme/app has 1.1.0 (for another host (ragnos >=2)) and 1.2.0 (without an archive for macos-aarch64)
help: check the versions in [host] of ragnos.toml, or ask for another version
"#);
}

#[test]
fn a_conflict_names_both_sides_and_what_exists() {
    let project = Project::default()
        .asks("chart", "^2")
        .asks("table", "^1")
        .plain("chart", "2.0.0", &[("text", "^1")])
        .plain("chart", "2.1.0", &[("text", "^1.2")])
        .plain("table", "1.0.0", &[("text", "^2")])
        .plain("text", "1.2.0", &[])
        .plain("text", "2.0.0", &[]);
    insta::assert_snapshot!(project.refusal(), @r#"
RP6001: no set of plugin versions satisfies every requirement:
  - ragnos.toml asks for acme/chart ^2
  - ragnos.toml asks for acme/table ^1
  - acme/chart 2.0.0 needs acme/text ^1
  - acme/chart 2.1.0 needs acme/text ^1.2
  - acme/table 1.0.0 needs acme/text ^2
  - acme/text has 1.2.0 and 2.0.0
help: change one of "acme/chart" = "^2", "acme/table" = "^1" under [plugins] in ragnos.toml; `ragnos-plugin info acme/text` shows what exists
"#);
}

#[test]
fn a_conflict_deep_down_is_told_from_the_manifest() {
    let project = Project::default()
        .asks("one", "*")
        .asks("two", "*")
        .plain("one", "1.0.0", &[("three", "^1")])
        .plain("three", "1.0.0", &[("four", "^1")])
        .plain("two", "1.0.0", &[("four", "^2")])
        .plain("four", "1.0.0", &[])
        .plain("four", "2.0.0", &[]);
    insta::assert_snapshot!(project.refusal(), @r#"
RP6001: no set of plugin versions satisfies every requirement:
  - ragnos.toml asks for acme/one *
  - ragnos.toml asks for acme/two *
  - acme/one 1.0.0 needs acme/three ^1
  - acme/two 1.0.0 needs acme/four ^2
  - acme/three 1.0.0 needs acme/four ^1
  - acme/four has 1.0.0 and 2.0.0
help: change one of "acme/one" = "*", "acme/two" = "*" under [plugins] in ragnos.toml; `ragnos-plugin info acme/four` shows what exists
"#);
}

#[test]
fn names_that_nobody_published_are_told_with_a_guess() {
    let direct = Project::default().asks("chrat", "^2").unpublished("chrat").plain("chart", "2.0.0", &[]);
    insta::assert_snapshot!(direct.refusal(), @r#"
RP6002: there is no plugin acme/chrat:
  - ragnos.toml asks for acme/chrat ^2
help: did you mean acme/chart? `ragnos-plugin search chrat` looks for more
"#);
    let deep = Project::default().asks("chart", "^2").plain("chart", "2.0.0", &[("gone", "^1")]).unpublished("gone");
    insta::assert_snapshot!(deep.refusal(), @r#"
RP6002: there is no plugin acme/gone:
  - ragnos.toml asks for acme/chart ^2
  - acme/chart 2.0.0 needs acme/gone ^1
  - nobody has published acme/gone
help: check the spelling with `ragnos-plugin search gone`
"#);
}

#[test]
fn nothing_that_may_be_chosen_is_told_with_the_reasons() {
    let mut withdrawn = release("app", "1.1.0", &[]);
    withdrawn.yanked = true;
    let mut native = release("app", "1.2.0", &[]);
    set_platforms(&mut native, &["linux-x86_64"]);
    let mut project = Project::default().asks("app", "^1").has(withdrawn).has(native).plain("app", "2.0.0", &[]);
    project.platforms.extend(["macos-aarch64".parse().unwrap(), "linux-x86_64".parse().unwrap()]);
    insta::assert_snapshot!(project.refusal(), @r#"
RP6003: no version of acme/app can be chosen:
  - ragnos.toml asks for acme/app ^1
  - acme/app has 1.1.0 (yanked), 1.2.0 (without an archive for macos-aarch64) and 2.0.0
help: take macos-aarch64 out of [project] platforms in ragnos.toml, or ask for another version
"#);
    project.precise.insert(plugin("app"), version("1.2.0"));
    insta::assert_snapshot!(project.refusal(), @r#"
RP6004: acme/app 1.2.0 is not available:
  - acme/app has 1.1.0 (not the 1.2.0 that --precise asks for), 1.2.0 (without an archive for macos-aarch64) and 2.0.0 (not the 1.2.0 that --precise asks for)
help: run `ragnos-plugin info acme/app` and choose one of its versions
"#);
    project.precise.insert(plugin("app"), version("3.0.0"));
    assert!(project.refusal().starts_with("RP6004: acme/app 3.0.0 is not available"));
}

#[test]
fn a_version_that_needs_another_of_itself_is_passed_over() {
    let project =
        Project::default().asks("app", "*").plain("app", "1.0.0", &[("app", "^1")]).plain("app", "2.0.0", &[("app", "^1")]);
    assert_eq!(project.chosen(), "app 1.0.0");
    let only = Project::default().asks("app", "*").plain("app", "2.0.0", &[("app", "^1")]);
    insta::assert_snapshot!(only.refusal(), @r#"
RP6001: no set of plugin versions satisfies every requirement:
  - ragnos.toml asks for acme/app *
  - acme/app 2.0.0 needs acme/app ^1
  - acme/app has only 2.0.0
help: change "acme/app" = "*" under [plugins] in ragnos.toml; `ragnos-plugin info acme/app` shows what exists
"#);
}
