//! The commands of docs/ci.md, run in a project that is as it should be, and in one whose plugin was called back.

use super::scene::{revocation, revoke, synced};
use crate::cli::repository_root;

#[test]
fn the_commands_of_the_page_run() {
    let mut scene = synced();
    let page = fs_err::read_to_string(repository_root().join("docs/ci.md")).unwrap();
    let block = page.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    let lines: Vec<Vec<&str>> = block.lines().map(|line| line.split_whitespace().skip(1).collect()).collect();
    assert_eq!(lines.len(), 3, "{block}");
    fs_err::create_dir(scene.user.path("project/advisories")).unwrap();
    let record = r#"{"id": "X-1", "modified": "2026-01-01T00:00:00Z", "affected": []}"#;
    scene.user.write("project/advisories/X-1.json", record);
    let ends = |scene: &crate::attacks::scene::Scene| -> Vec<i32> { lines.iter().map(|line| scene.run(line).code).collect() };
    assert_eq!(ends(&scene)[..2], [0, 0]);
    revoke(&mut scene, "security", &[revocation("acme/tool", "1.0.0", None)]);
    assert_eq!(ends(&scene), [0, 4, 4], "the lockfile still answers ragnos.toml");
    // The jobs of the services run the same two commands.
    for words in ["ragnos-plugin check --no-installed", "ragnos-plugin audit --locked"] {
        assert_eq!(page.matches(words).count(), 3, "{words}");
    }
}
