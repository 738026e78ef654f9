//! The quick start of README.md: every command of its `console` block is run, in order, in a fresh folder.

use super::{User, repository_root};

/// The commands of the first console block after the heading "Quick start".
fn quick_start() -> Vec<String> {
    let text = fs_err::read_to_string(repository_root().join("README.md")).unwrap();
    let after = text.split("## Quick start").nth(1).expect("README.md has a quick start");
    let block = after.split("```console").nth(1).and_then(|rest| rest.split("```").next()).expect("it has a console block");
    block.lines().filter_map(|line| line.strip_prefix("$ ")).map(str::to_owned).collect()
}

#[test]
fn every_command_of_the_quick_start_runs() {
    let user = User::with("");
    fs_err::create_dir(user.path("hello")).unwrap();
    fs_err::copy(repository_root().join("fixtures/repos/demo.root.json"), user.path("demo.root.json")).unwrap();
    let commands = quick_start();
    assert!(commands.len() >= 6, "{commands:?}");
    for command in commands {
        let mut words = command.split_whitespace();
        assert_eq!(words.next(), Some("ragnos-plugin"), "{command}");
        let arguments: Vec<&str> = words.collect();
        let ended = user.run_in("hello", &arguments);
        assert_eq!(ended.code, 0, "{command}: {} {}", ended.stdout, ended.stderr);
    }
}
