//! The drawings of `tree`: the whole graph, who vouches, and nothing that a name could break out of. A browser opens one in tests/witness.

use super::User;

fn drawn() -> User {
    let user = User::with("\"acme/report\" = \"^1\"\n\"orbit/feed\" = \"*\"\n");
    user.run(&["lock"]).expect(0);
    user
}

#[test]
fn a_page_draws_every_plugin_every_need_and_every_right() {
    let user = drawn();
    let lock = user.read("project/ragnos.lock");
    let page = user.run(&["tree", "--format", "html"]).expect(0).stdout;
    let values = |key: &str| -> Vec<String> {
        let start = format!("{key} = \"");
        lock.lines().filter_map(|line| Some(line.strip_prefix(&start)?.trim_end_matches('"').to_owned())).collect()
    };
    let plugins: Vec<String> = values("name").into_iter().filter(|name| name.contains('/')).collect();
    assert!(plugins.len() >= 4, "{plugins:?}");
    for name in &plugins {
        assert!(
            page.contains(&format!("<a href=\"#{name}\" class=")) && page.contains(&format!("<tr id=\"{name}\">")),
            "{name}"
        );
    }
    for digest in values("sha256") {
        assert!(page.contains(&digest), "{digest}");
    }
    let needs = lock.split("dependencies = [").skip(1).map(|rest| rest.split(']').next().unwrap().matches('"').count() / 2);
    assert_eq!(page.matches("marker-end").count(), needs.sum::<usize>());
    assert!(page.contains("2 of 2 keys") && page.contains("net:"), "keys and rights");
    assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("failed\">"));
    assert_eq!(page, user.run(&["tree", "--format", "html"]).expect(0).stdout, "the same lockfile, the same page");
    assert!(!user.path("project/.ragnos/plugins").exists(), "nothing has to be installed");
}

#[test]
fn what_is_wrong_is_marked_in_both_drawings() {
    let user = drawn();
    let manifest = user.read("project/ragnos.toml");
    user.write("project/ragnos.toml", &format!("{manifest}\n[policy]\ndeny = [\"orbit/feed\"]\n"));
    let page = user.run(&["tree", "--format", "html"]).expect(0).stdout;
    assert!(page.contains("<a href=\"#orbit/feed\" class=\"marked\">") && page.contains("policy.deny"), "{page}");
    assert!(page.contains("something is wrong with 1 of them"));
    let dot = user.run(&["tree", "--format", "dot"]).expect(0).stdout;
    assert!(dot.starts_with("digraph plugins {") && dot.ends_with("}\n"));
    let feed = dot.lines().find(|line| line.starts_with("  \"orbit/feed\" [")).unwrap();
    assert!(feed.contains("color=red") && feed.contains("policy.deny"), "{feed}");
    assert_eq!(dot.matches("color=red").count(), 1);
    user.run(&["tree", "acme/report", "--format", "dot"]).expect(2);
}

/// A role's name is remote text, the only one in a lockfile that may hold anything.
#[test]
fn a_hostile_role_stays_text() {
    let user = drawn();
    let lock = user.read("project/ragnos.lock");
    let evil = r#"</title><script>alert(1)</script>' \"]; evil ["#;
    let toml = evil.replace('\\', "\\\\").replace('"', "\\\"");
    user.write("project/ragnos.lock", &lock.replacen("role = \"orbit\"", &format!("role = \"{toml}\""), 1));
    let page = user.run(&["tree", "--format", "html"]).expect(0).stdout;
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script"), "{page}");
    let dot = user.run(&["tree", "--format", "dot"]).expect(0).stdout;
    let line = dot.lines().find(|line| line.contains("evil [")).unwrap();
    // Without what is escaped, every quotation mark opens or closes a string: four strings, and the statement's end after the last.
    let bare = line.replace("\\\\", "").replace("\\\"", "");
    assert_eq!(bare.matches('"').count(), 6, "{line}");
    assert!(line.ends_with("];") && bare.rsplit('"').next().unwrap() == "];", "{line}");
}
