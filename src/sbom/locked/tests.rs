//! Lock files of three package managers, whole and broken.

use super::*;

const SHA256: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn locked(file: &str, text: &str) -> Result<Locked, Error> {
    Locked::read(&BTreeMap::from([(file.to_owned(), text.as_bytes().to_vec())]))
}

/// Each package as `reference [needs] scope digests`.
fn shown(locked: &Locked) -> Vec<String> {
    let one = |(reference, package): (&String, &Package)| {
        let needs: Vec<&str> = package.needs.iter().map(String::as_str).collect();
        let digests: String = package.hashes.iter().map(|(kind, text)| format!(" {kind:?}:{}", &text[..8])).collect();
        format!("{reference} {needs:?} {:?}{digests}", package.scope)
    };
    locked.packages.iter().map(one).collect()
}

/// What cannot be compared, as `name version: reason`.
fn unmatched(locked: &Locked) -> Vec<String> {
    let one = |one: Unmatched| format!("{} {}: {}", one.name, one.version.unwrap_or_default(), one.reason.words());
    locked.unmatched().into_iter().map(one).collect()
}

#[track_caller]
fn refused(file: &str, text: &str, words: &[&str]) {
    let error = locked(file, text).unwrap_err();
    for word in words {
        assert!(error.to_string().contains(word), "{word}: {error}");
    }
}

const NPM: &str = r#"{ "name": "x", "version": "1.0.0", "lockfileVersion": 3, "packages": {
  "": { "name": "x", "dependencies": { "a": "^1", "mine": "*", "real": "npm:@s/b@2" }, "devDependencies": { "t": "1" } },
  "mine": { "version": "0.1.0", "dependencies": { "a": "^2" } },
  "node_modules/mine": { "resolved": "mine", "link": true },
  "mine/node_modules/a": { "version": "2.0.0", "resolved": "https://registry.npmjs.org/a/-/a-2.0.0.tgz" },
  "node_modules/a": { "version": "1.0.0", "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz",
    "integrity": "sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA== sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "dependencies": { "c": "1" }, "optionalDependencies": { "windows-only": "1" }, "peerDependencies": { "nowhere": "1" } },
  "node_modules/real": { "name": "@s/b", "version": "2.0.0", "optional": true, "dependencies": { "c": "2" } },
  "node_modules/real/node_modules/c": { "version": "2.0.0+build", "optional": true },
  "node_modules/c": { "version": "1.0.0" },
  "node_modules/g": { "version": "3.0.0", "resolved": "git+ssh://git@example.com/g.git#0123" },
  "node_modules/f": { "version": "4.0.0", "resolved": "file:f.tgz" },
  "node_modules/gone": { "resolved": "../gone", "link": true },
  "node_modules/v": { "resolved": "https://registry.npmjs.org/v/-/v-1.0.0.tgz" },
  "node_modules/t": { "version": "1.0.0", "dev": true, "dependencies": { "c": "1" } },
  "node_modules/t/node_modules/c": { "version": "1.0.0", "dev": true }
} }"#;

#[test]
fn npm_packages_are_found_as_node_finds_them() {
    let read = locked("package-lock.json", NPM).unwrap();
    assert_eq!(
        shown(&read),
        [
            "package-lock.json#mine [\"pkg:npm/a@2.0.0\"] Required",
            "package-lock.json#node_modules/f [] Required",
            "package-lock.json#node_modules/g [] Required",
            "package-lock.json#node_modules/gone [] Required",
            "pkg:npm/%40s/b@2.0.0 [\"pkg:npm/c@2.0.0+build\"] Optional",
            "pkg:npm/a@1.0.0 [\"pkg:npm/c@1.0.0\"] Required Sha1:00000000 Sha512:00000000",
            "pkg:npm/a@2.0.0 [] Required",
            "pkg:npm/c@1.0.0 [] Required",
            "pkg:npm/c@2.0.0+build [] Optional",
            "pkg:npm/t@1.0.0 [\"pkg:npm/c@1.0.0\"] Excluded",
            "pkg:npm/v [] Required",
        ]
    );
    let direct: Vec<&str> = read.direct.iter().map(String::as_str).collect();
    assert_eq!(
        direct,
        [
            "package-lock.json#mine",
            "package-lock.json#node_modules/f",
            "package-lock.json#node_modules/g",
            "package-lock.json#node_modules/gone",
            "pkg:npm/%40s/b@2.0.0",
            "pkg:npm/a@1.0.0",
            "pkg:npm/t@1.0.0",
            "pkg:npm/v",
        ]
    );
    assert_eq!(
        unmatched(&read),
        ["f 4.0.0: a path", "g 3.0.0: from git", "gone : a link", "mine 0.1.0: a path", "v : no version"]
    );
    assert_eq!(locked("package-lock.json", &NPM.replace("\"lockfileVersion\": 3", "\"lockfileVersion\": 2")).unwrap(), read);
    // Written by an editor on Windows.
    assert_eq!(locked("package-lock.json", &format!("\u{feff}{NPM}")).unwrap(), read);
}

#[test]
fn npm_files_that_are_none_say_where() {
    let file = "package-lock.json";
    refused(file, "{", &["package-lock.json", "line 1 column 1"]);
    refused(file, "{}", &["no \"lockfileVersion\""]);
    refused(file, r#"{"lockfileVersion": 3}"#, &["no \"packages\""]);
    refused(file, r#"{"lockfileVersion": 1, "dependencies": {}}"#, &["lockfileVersion 1 is not read"]);
    refused(file, r#"{"lockfileVersion": 4, "packages": {}}"#, &["lockfileVersion 4"]);
    let with = |entry: &str| format!(r#"{{"lockfileVersion": 3, "packages": {{"node_modules/a": {entry}}}}}"#);
    let place = "packages[\"node_modules/a\"]";
    refused(file, &with(r#"{"version": "1", "dependencies": {"b": "1"}}"#), &[place, "needs \"b\", which is not listed"]);
    refused(file, &with(r#"{"version": "1", "integrity": "sha512-AAAA"}"#), &[place, "integrity \"sha512-AAAA\""]);
    refused(file, &with(r#"{"version": "1", "integrity": "md5-AAAA"}"#), &[place, "integrity"]);
    refused(file, &with(r#"{"version": "1\u001b[2J"}"#), &[place, "no name or version"]);
    refused(file, &with(r#"{"version": "1", "name": "a/b"}"#), &[place, "\"a/b\" is no name"]);
    refused(file, &with(r#"{"version": 1}"#), &["line 1 column"]);
    refused(file, &with(r#"{"version": "1"}, "node_modules/a": {"version": "2"}"#), &["is listed twice", "line 1 column"]);
    let deep = format!(r#"{{"lockfileVersion": 3, "packages": {{"{}": {{}}}}}}"#, "a/".repeat(600));
    refused(file, &deep, &["place is too long"]);
    refused(file, &format!("{}1", "[".repeat(1 << 16)), &["package-lock.json"]);
}

fn cargo(more: &str) -> String {
    format!(
        r#"version = 4
[[package]]
name = "own"
version = "0.1.0"
dependencies = ["a 1.0.0", "g", "member"]
[[package]]
name = "member"
version = "0.1.0"
dependencies = ["a 2.0.0"]
[[package]]
name = "a"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "{SHA256}"
dependencies = ["r", "a 2.0.0"]
[[package]]
name = "a"
version = "2.0.0+b1"
source = "sparse+https://index.crates.io/"
checksum = "{SHA256}"
[[package]]
name = "g"
version = "3.0.0"
source = "git+https://example.com/g?branch=main#0123"
[[package]]
name = "r"
version = "4.0.0"
source = "sparse+https://crates.example.com/"
checksum = "{SHA256}"
{more}"#
    )
    .replace("\"a 2.0.0\"", "\"a 2.0.0+b1\"")
}

#[test]
fn crates_come_with_their_checksums_and_needs() {
    let read = locked("Cargo.lock", &cargo("")).unwrap();
    assert_eq!(
        shown(&read),
        [
            "Cargo.lock#g@3.0.0 git+https://example.com/g?branch=main#0123 [] Required",
            "Cargo.lock#member@0.1.0 [\"pkg:cargo/a@2.0.0+b1\"] Required",
            "Cargo.lock#r@4.0.0 sparse+https://crates.example.com/ [] Required Sha256:01234567",
            "pkg:cargo/a@1.0.0 [\"Cargo.lock#r@4.0.0 sparse+https://crates.example.com/\", \"pkg:cargo/a@2.0.0+b1\"] Required Sha256:01234567",
            "pkg:cargo/a@2.0.0+b1 [] Required Sha256:01234567",
        ]
    );
    // The crate in the folder is the plugin itself.
    let direct: Vec<&str> = read.direct.iter().map(String::as_str).collect();
    assert_eq!(
        direct,
        ["Cargo.lock#g@3.0.0 git+https://example.com/g?branch=main#0123", "Cargo.lock#member@0.1.0", "pkg:cargo/a@1.0.0"]
    );
    assert_eq!(unmatched(&read), ["g 3.0.0: from git", "member 0.1.0: a path", "r 4.0.0: from another registry"]);
}

#[test]
fn the_first_format_has_its_checksums_apart() {
    let source = "registry+https://github.com/rust-lang/crates.io-index";
    let text = format!(
        "[[package]]\nname = \"own\"\nversion = \"0.1.0\"\ndependencies = [\"a 1.0.0 ({source})\"]\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"{source}\"\n[metadata]\n\"checksum a 1.0.0 ({source})\" = \"{SHA256}\"\n"
    );
    assert_eq!(shown(&locked("Cargo.lock", &text).unwrap()), ["pkg:cargo/a@1.0.0 [] Required Sha256:01234567"]);
    // The same crate from two places, one of them git, whose commit the dependency leaves out.
    let git = "git+https://example.com/a";
    let text = text.replace(&format!("a 1.0.0 ({source})\"]"), &format!("a 1.0.0 ({git})\"]"));
    let two = format!("[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"{git}#0123\"\n{text}");
    let read = locked("Cargo.lock", &two).unwrap();
    assert!(read.direct.contains(&format!("Cargo.lock#a@1.0.0 {git}#0123")), "{read:?}");
    refused("Cargo.lock", &two.replace(&format!("a 1.0.0 ({git})\"]"), "a\"]"), &["package own 0.1.0", "listed 2 times"]);
}

#[test]
fn cargo_files_that_are_none_say_where() {
    let file = "Cargo.lock";
    let one = |entry: &str| format!("version = 4\n[[package]]\nname = \"a\"\n{entry}\n");
    refused(file, "version = 4\n\n[[package]\n", &["Cargo.lock, line 3"]);
    refused(file, &one("version = 1"), &["Cargo.lock, line 4"]);
    refused(file, "version = 5\n", &["format 5 is not known"]);
    refused(file, &one("version = \"x\""), &["package a x", "no version"]);
    refused(file, &one("version = \"1.0.0\"\ndependencies = [\"b\"]"), &["package a 1.0.0", "\"b\", which is not listed"]);
    refused(file, &one("version = \"1.0.0\"\nsource = \"ftp\""), &["source \"ftp\""]);
    let source = "source = \"sparse+https://index.crates.io/\"";
    for checksum in [&SHA256[2..], &format!("0x{}", &SHA256[2..]), "xyz"] {
        refused(
            file,
            &one(&format!("version = \"1.0.0\"\n{source}\nchecksum = \"{checksum}\"")),
            &["package a 1.0.0", "checksum"],
        );
    }
}

#[test]
fn requirements_come_with_their_hashes() {
    let text = format!(
        "# made by a locker\n--index-url https://pypi.org/simple\n\nZope.Interface==5.0 \\\n    --hash=sha256:{SHA256} \\\n    --hash=sha256:{}\n    # via x\n\
         a[b, c] == 1!2.0+l ; python_version < '3.9' --hash sha256:{SHA256}\nloose>=1,<2  # for now\nbare\n\
         g @ git+https://example.com/g.git@1\nw @ https://example.com/w.whl\n./local/p.whl\n-e git+https://example.com/e.git#egg=e\n\
         --editable=../f\nhttps://example.com/u-1.0.tar.gz\nstar==1.*\n",
        SHA256.replace('0', "f"),
    );
    let read = locked("requirements.txt", &text).unwrap();
    assert_eq!(
        shown(&read),
        [
            "pkg:pypi/a@1!2.0+l [] Required Sha256:01234567",
            "pkg:pypi/zope-interface@5.0 [] Required Sha256:01234567 Sha256:f1234567",
            "requirements.txt#10 [] Required",
            "requirements.txt#11 [] Required",
            "requirements.txt#12 [] Required",
            "requirements.txt#13 [] Required",
            "requirements.txt#14 [] Required",
            "requirements.txt#15 [] Required",
            "requirements.txt#16 [] Required",
            "requirements.txt#17 [] Required",
            "requirements.txt#9 [] Required",
        ]
    );
    assert_eq!(
        unmatched(&read),
        [
            "bare : no version",
            "e : from git",
            "f : a path",
            "g : from git",
            "loose : no version",
            "p.whl : a path",
            "star : no version",
            "u-1.0.tar.gz : from a URL",
            "w : from a URL",
        ]
    );
    assert_eq!(read.packages["requirements.txt#9"].requirement.as_deref(), Some(">=1,<2"));
    assert_eq!(read.direct.len(), read.packages.len(), "the file does not say who needs whom");
}

#[test]
fn requirements_that_are_none_say_which_line() {
    let file = "requirements.txt";
    for (line, words) in [
        ("-r more.txt", "leads to another file"),
        ("--constraint=c.txt", "leads to another file"),
        ("--colour red", "\"--colour\" is an option"),
        ("a==1 --colour", "\"--colour\" is an option"),
        ("a==1 --hash=md5:00", "no digest"),
        ("a==1 --hash=sha256:00", "no digest"),
        ("a==1 --hash", "\"--hash\""),
        ("a[b==1", "extras without an end"),
        ("a=1", "=1"),
        ("a==one", "one"),
        ("-a==1", "option"),
        ("a-==1", "no requirement"),
        ("==1", "no requirement"),
        ("-e", "no requirement"),
    ] {
        refused(file, &format!("x==1\n\n{line}\n"), &["requirements.txt, line 3", words]);
    }
    let files = BTreeMap::from([(file.to_owned(), vec![0xff])]);
    assert!(matches!(Locked::read(&files), Err(Error::Malformed { .. })));
}

#[test]
fn every_package_url_is_read_back_as_what_it_names() {
    use crate::ecosystem::Package as Named;
    for (file, text) in
        [("package-lock.json", NPM.to_owned()), ("Cargo.lock", cargo("")), ("requirements.txt", "Z.o==1!2+l\n".into())]
    {
        for package in locked(file, &text).unwrap().packages.values() {
            let Some(purl) = &package.purl else { continue };
            let named = Named::of_purl(purl).unwrap();
            let name = package.group.as_ref().map_or_else(|| package.name.clone(), |group| format!("{group}/{}", package.name));
            assert_eq!(named.name, named.ecosystem.normal_name(&name));
            assert_eq!(named.version, package.version);
        }
    }
}

#[test]
fn more_packages_than_are_read_are_refused() {
    let lines: String = (0..=limits::LOCKED_PACKAGES).map(|number| format!("a{number}==1\n")).collect();
    refused("requirements.txt", &lines, &["more than 50000 packages"]);
}

/// What is read of `text`, as an SBOM that an audit takes: whatever stands in a lock file, what `pack` writes can be read.
fn written_and_read(file: &str, text: &str) {
    let Ok(locked) = locked(file, text) else { return };
    let manifest = crate::plugin_manifest::PluginManifest::parse("[plugin]\nname = \"a/b\"\nversion = \"1.0.0\"\n").unwrap();
    let platform = crate::platform::Platform::ANY;
    let subject = crate::sbom::Subject { manifest: &manifest, platform: &platform, files: &[], locked: &locked, time: None };
    let bom = crate::cyclonedx::read(&crate::sbom::build(&subject)).unwrap();
    assert_eq!(bom.components.len(), locked.packages.len());
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_file_that_was_changed_anywhere_is_refused_or_makes_an_sbom_that_is_read(
        which in 0..3_usize, at in 0.0..1.0_f64, length in 0..12_usize, new in "[ -~é\u{7f}\n]{0,12}"
    ) {
        let requirements = format!("a[b]==1!2.0+l ; x < '3' --hash sha256:{SHA256}\nloose>=1,<2\n-e git+https://example.com/e.git#egg=e\n./p.whl\n");
        let (file, mut text) = [("package-lock.json", NPM.to_owned()), ("Cargo.lock", cargo("")), ("requirements.txt", requirements)][which].clone();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a short text")]
        let from = (at * text.len() as f64) as usize;
        let to = (from + length).min(text.len());
        text.replace_range(from..to, &new);
        written_and_read(file, &text);
    }
}
