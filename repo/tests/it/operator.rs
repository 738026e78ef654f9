//! The pages of docs/operator: every command is run, each page's in order and in one shell, and what a page shows is what comes.
//!
//! The quick start (README.md) runs in an empty folder; every other page in the folder that it leaves.

use std::fmt::Write as _;
use std::process::Command;
use std::sync::LazyLock;

use camino::{Utf8Path, Utf8PathBuf};

/// What stands for text that differs.
const DIFFERS: char = '…';

/// A block of commands, and what is shown of its output.
#[derive(Debug, Default)]
struct Block {
    commands: String,
    shown: Vec<String>,
}

/// A folder in which a page was run.
struct Site(tempfile::TempDir);

static QUICK_START: LazyLock<Site> = LazyLock::new(|| run("README.md", None));

/// The `sh` blocks of a page, each with the `text` block that follows it.
fn blocks(page: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    for (number, part) in page.split("\n```").enumerate() {
        // Every other part is a block; its first line is its kind.
        let Some((kind, content)) = part.split_once('\n').filter(|_| number % 2 == 1) else { continue };
        match kind {
            "sh" => found.push(Block { commands: format!("{content}\n"), ..Block::default() }),
            "text" => found.last_mut().unwrap().shown.extend(content.lines().map(str::to_owned)),
            other => panic!("a block of kind {other:?} is neither run nor compared"),
        }
    }
    found
}

/// The script of a page: what a block says goes to a file of its own; `# exit N` after a command is what it must end with.
fn script(blocks: &[Block]) -> String {
    let mut script = "set -eu\n".to_owned();
    for (number, block) in blocks.iter().enumerate() {
        script.push_str("{\n");
        for line in block.commands.lines() {
            let expected = line.rsplit_once("# exit ").and_then(|(command, code)| Some((command, code.parse::<u8>().ok()?)));
            match expected {
                Some((command, code)) => {
                    let _ = writeln!(script, "code=0; {{ {command}; }} || code=$?; test $code -eq {code}");
                }
                None => script.push_str(&format!("{line}\n")),
            }
        }
        let _ = writeln!(script, "}} > said-{number} 2>&1");
    }
    script
}

/// True when the pieces of `shown` between the marks for what differs are in `line`, in their order, from its beginning to its end.
fn is_shown(shown: &str, line: &str) -> bool {
    let pieces: Vec<&str> = shown.split(DIFFERS).map(str::trim).collect();
    let mut rest = line.trim();
    for (number, piece) in pieces.iter().enumerate() {
        let Some(at) = rest.find(piece) else { return false };
        if number == 0 && at > 0 {
            return false;
        }
        rest = &rest[at + piece.len()..];
    }
    rest.is_empty() || pieces.last().is_some_and(|last| last.is_empty())
}

fn run(name: &str, from: Option<&Site>) -> Site {
    let pages = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/operator");
    let blocks = blocks(&fs_err::read_to_string(pages.join(name)).unwrap());
    let site = Site(tempfile::tempdir().unwrap());
    if let Some(from) = from {
        copy(from.path(), site.path());
    }
    fs_err::write(site.path().join("page.sh"), script(&blocks)).unwrap();
    let ended = shell(&site);
    for (number, block) in blocks.iter().enumerate() {
        let said = fs_err::read_to_string(site.path().join(format!("said-{number}"))).unwrap_or_default();
        assert!(ended || !said.is_empty() || number > 0, "{name} did not start");
        let after = site.path().join(format!("said-{}", number + 1)).exists();
        assert!(ended || after, "{name}: this block failed:\n{}\nit said:\n{said}", block.commands);
        let mut lines = said.lines();
        for shown in &block.shown {
            assert!(lines.any(|line| is_shown(shown, line)), "{name} shows {shown:?}, which is not (or not there) in:\n{said}");
        }
    }
    site
}

/// Runs the page's script with the programs that were built; true when every command ended as it should.
#[expect(clippy::disallowed_methods, reason = "a page is for a shell")]
fn shell(site: &Site) -> bool {
    let programs = Utf8Path::new(env!("CARGO_BIN_EXE_ragnos-repo")).parent().unwrap();
    assert!(programs.join("ragnos-plugin").exists(), "run `cargo build` first: the pages call ragnos-plugin");
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("bash");
    command.arg("page.sh").current_dir(site.path()).env("PATH", path).env("HOME", site.path());
    command.env("RAGNOS_REPO_PASSPHRASE", "of all key files here");
    for variable in ["XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"] {
        command.env(variable, site.path().join(variable));
    }
    command.status().unwrap().success()
}

impl Site {
    fn path(&self) -> &Utf8Path {
        Utf8Path::from_path(self.0.path()).unwrap()
    }
}

/// Copies what a page left, with permissions: key files are private.
fn copy(from: &Utf8Path, to: &Utf8Path) {
    fs_err::create_dir_all(to).unwrap();
    for entry in fs_err::read_dir(from).unwrap() {
        let path = Utf8PathBuf::from_path_buf(entry.unwrap().path()).unwrap();
        let name = path.file_name().unwrap();
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else if !name.starts_with("said-") {
            fs_err::copy(&path, to.join(name)).unwrap();
        }
    }
}

#[test]
fn what_a_page_shows_is_compared_piece_by_piece() {
    assert!(is_shown("wrote …", "wrote metadata/1.root.json"));
    assert!(is_shown("root … 2 of 3 …", "root            1     2 of 3        0  2027"));
    assert!(is_shown("… was revoked", "acme was revoked"));
    for (shown, line) in
        [("wrote", "wrote a"), ("wrote …", "it wrote a"), ("a … b", "b a"), ("0 of 2", "10 of 2"), ("a …", "b")]
    {
        assert!(!is_shown(shown, line), "{shown} {line}");
    }
}

macro_rules! pages {
    ($($test:ident: $page:literal,)*) => {$(
        #[test]
        fn $test() {
            run($page, Some(&QUICK_START));
        }
    )*

        /// Every page of the folder that has commands is in the list.
        #[test]
        fn every_page_is_run() {
            let pages = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/operator");
            for entry in fs_err::read_dir(pages).unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                assert!([$($page),*].contains(&name.as_str()) || ELSEWHERE.contains(&name.as_str()), "{name} is run by no test");
            }
        }
    };
}

/// The quick start, which all others begin with, and pages whose commands other tests run.
const ELSEWHERE: [&str; 3] = ["README.md", "infrastructure.md", "drills.md"];

pages! {
    incident_response: "incident-response.md",
    rotation: "rotation.md",
    root_ceremony: "root-ceremony.md",
    onboarding: "onboarding.md",
    break_glass: "break-glass.md",
    disaster_recovery: "disaster-recovery.md",
    slos_and_alarms: "slos-and-alarms.md",
}
