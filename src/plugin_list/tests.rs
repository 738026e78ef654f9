use super::*;

fn read(tool: Tool, text: &str) -> Vec<(String, String)> {
    let shown = |entry: Entry| {
        let version = match entry.version {
            Wanted::Any => "any".to_owned(),
            Wanted::Installed(version) => version.to_string(),
            Wanted::Range(range) => format!("in {range}"),
            Wanted::Other(text) => format!("? {text}"),
        };
        (entry.name, version)
    };
    parse(tool, text.as_bytes(), "list").unwrap().into_iter().map(shown).collect()
}

fn refused(tool: Tool, bytes: &[u8]) -> String {
    let error = parse(tool, bytes, "list").unwrap_err();
    format!("{} {error}", miette::Diagnostic::code(&error).unwrap())
}

fn pairs(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
    wanted.iter().map(|(name, version)| ((*name).to_owned(), (*version).to_owned())).collect()
}

#[test]
fn krew_lists_are_tables_or_names() {
    let table = "PLUGIN          VERSION\nwhoami          v0.0.44\ncorp/deploy     v1.2.0\n";
    assert_eq!(read(Tool::Krew, table), pairs(&[("whoami", "0.0.44"), ("corp/deploy", "1.2.0")]));
    let names = "\u{feff}access-matrix\r\n\r\ndefault/tree\r\n";
    assert_eq!(read(Tool::Krew, names), pairs(&[("access-matrix", "any"), ("tree", "any")]));
    assert_eq!(read(Tool::Krew, "\n"), []);
    assert_eq!(
        refused(Tool::Krew, b"whoami\napiVersion: krew.googlecontainertools.github.com/v1alpha2\n"),
        "RP2211 list, line 2: \"apiVersion:\" is no name of a plugin"
    );
    assert!(refused(Tool::Krew, b"one v1.0.0 two").contains("\"two\" stands after name and version"));
}

#[test]
fn helm_lists_have_a_description() {
    let table =
        "NAME   \tVERSION\tDESCRIPTION                 \ndiff   \t3.9.4  \tPreview helm upgrade changes\nmy_s3\tv0.16\t\n";
    assert_eq!(read(Tool::Helm, table), pairs(&[("diff", "3.9.4"), ("my_s3", "? v0.16")]));
    let newer = "NAME\tVERSION\tTYPE\tAPIVERSION\tPROVENANCE\tSOURCE\ndiff\t3.9.4\tcli/v1\tlegacy\tunknown\tunknown\n";
    assert_eq!(read(Tool::Helm, newer), pairs(&[("diff", "3.9.4")]));
    assert!(refused(Tool::Helm, b"diff\n").contains("line 1: there is no version after \"diff\""));
}

#[test]
fn grafana_lists_have_many_forms() {
    let printed =
        "installed plugins:\ngrafana-clock-panel @ 2.1.3\nold-app @ \n\nPlease restart Grafana after installing plugins.\n";
    assert_eq!(read(Tool::Grafana, printed), pairs(&[("grafana-clock-panel", "2.1.3"), ("old-app", "any")]));
    for variable in ["GF_INSTALL_PLUGINS=", "export GF_INSTALL_PLUGINS=", "  GF_PLUGINS_PREINSTALL: ", ""] {
        let text =
            format!("# plugins\n{variable}\"a-panel 1.0.1, b-app@1.2.0,c-app,https://x.example/d.zip;d-app,e@1@https://y\"\n");
        let text = if variable.is_empty() { text.replace('"', "") } else { text };
        let wanted = [
            ("a-panel", "1.0.1"),
            ("b-app", "1.2.0"),
            ("c-app", "any"),
            ("d-app", "? https://x.example/d.zip"),
            ("e", "? https://y"),
        ];
        assert_eq!(read(Tool::Grafana, &text), pairs(&wanted), "{variable}");
    }
    assert_eq!(read(Tool::Grafana, "no installed plugins found\n"), []);
    assert!(refused(Tool::Grafana, b"a\n../b 1.0.0\n").contains("line 2: \"../b\" is no name of a plugin"));
}

#[test]
fn npm_lists_are_ranges_or_what_is_installed() {
    let package = r#"{ "name": "host", "dependencies": { "@acme/text": "^1.2.0", "csv": "1.0.2", "a": "1.2", "b": ">= 1.0.0 <2", "c": "latest",
        "d": "1 || 2", "e": "git+ssh://git@host/e.git", "f": "1.x", "g": "v2.0.0", "h": "~1.1" }, "devDependencies": { "i": "*", "csv": "^9" },
        "optionalDependencies": { "j": "^0.3" } }"#;
    let wanted = [
        ("@acme/text", "in ^1.2.0"),
        ("a", "in ~1.2"),
        ("b", "in >=1.0.0, <2"),
        ("c", "any"),
        ("csv", "in =1.0.2"),
        ("d", "? 1 || 2"),
        ("e", "? git+ssh://git@host/e.git"),
        ("f", "in 1.*"),
        ("g", "in =2.0.0"),
        ("h", "in ~1.1"),
        ("i", "any"),
        ("j", "in ^0.3"),
    ];
    assert_eq!(read(Tool::Npm, package), pairs(&wanted));
    let printed = r#"{ "version": "1.0.0", "dependencies": { "csv": { "version": "1.0.2", "overridden": false,
        "dependencies": { "deep": { "version": "3.0.0" } } }, "away": { "required": "^1", "missing": true } } }"#;
    assert_eq!(read(Tool::Npm, printed), pairs(&[("away", "any"), ("csv", "1.0.2")]));
    assert_eq!(read(Tool::Npm, "{}"), []);
    assert!(refused(Tool::Npm, b"{ \"lockfileVersion\": 3 }").contains("npm's lockfile"));
    assert!(refused(Tool::Npm, b"{\n  \"dependencies\": [1]\n}").starts_with("RP2211 list, line 2"));
    for odd in ["../a", "@acme", "@acme/../x", "a b", ".hidden", "a/b", ""] {
        let text = format!("{{ \"dependencies\": {{ \"{odd}\": \"1\" }} }}");
        assert!(refused(Tool::Npm, text.as_bytes()).contains("is no name of a plugin"), "{odd}");
    }
    let nested = "{\"dependencies\":{\"a\":".repeat(5000);
    assert!(refused(Tool::Npm, nested.as_bytes()).contains("recursion limit"));
}

#[test]
fn hostile_lists_are_refused_by_name() {
    assert_eq!(refused(Tool::Krew, b"good\n\x1b[2Jbad\n"), "RP2211 list, line 2: it has the character \\u{1b}");
    assert_eq!(
        refused(Tool::Helm, "NAME VERSION\na\u{202e}b 1.0.0".as_bytes()),
        "RP2211 list, line 2: it has the character \\u{202e}"
    );
    assert_eq!(refused(Tool::Grafana, b"a\n\xff\xfe"), "RP2211 list, line 2: it is not UTF-8");
    assert!(refused(Tool::Krew, &[b'a'; 215]).contains("is no name of a plugin"));
    let size = usize::try_from(limits::PLUGIN_LIST_BYTES).unwrap() + 1;
    assert_eq!(refused(Tool::Npm, &vec![b' '; size]), "RP2212 list has more than 4194304 bytes");
    let many = "a\n".repeat(limits::LOCKFILE_PLUGINS + 1);
    assert_eq!(refused(Tool::Krew, many.as_bytes()), "RP2212 list has more than 10000 plugins");
    // What JSON hides in an escape is shown as one.
    let escaped = read(Tool::Npm, r#"{ "dependencies": { "a": "\u001b[31m" } }"#);
    assert_eq!(escaped, pairs(&[("a", "? \\u{1b}[31m")]));
}
