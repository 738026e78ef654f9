//! `cargo xtask host`: the example host on the demo repository, from `sync` to a refused plugin; the same in `cargo xtask test`.
//!
//! Owns: the scratch project and what has to be seen in each act. Never does: touch the fixtures.
//! In: nothing. Out: the acts on stdout, and an exit code.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use ragnos_plugin::digest::Sha256;

use crate::Outcome;

type Failure = Box<dyn std::error::Error>;

/// Show the example host: plugins run with their capabilities, a tampered one is refused.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

const MANIFEST: &str = "[repositories.demo]\nurl = \"../demo\"\n\n[plugins]\n\"orbit/checksum\" = \"^1.1\"\n\
    \"orbit/greeter\" = \"^1\"\n\"orbit/reverse\" = \"^1.1\"\n\"orbit/rng\" = \"^1.1\"\n";

/// A scratch project in a home of its own, and the two programs.
struct Stage {
    folder: tempfile::TempDir,
    ragnos_plugin: PathBuf,
    host: PathBuf,
}

/// Runs the chore.
pub(crate) fn run(_: &Args) -> Outcome {
    let stage = Stage::set()?;
    let said = stage.act(&stage.sync(&["--accept-capabilities", "orbit/greeter=env:LANG,fs.read:./guests.txt"]), 0)?;
    expect(&said, &["orbit/greeter"])?;
    let seen = [
        "adler32(\"Wikipedia\") = 11e60398",
        "reverse(\"Wikipedia\") = \"aidepikiW\"",
        "may: env:LANG, fs.read:./guests.txt",
        "greet() = \"Hallo, Ada and Grace\"",
        "denied: env:HOME",
    ];
    expect(&stage.act(&stage.host(), 0)?, &seen)?;

    let tampered = stage.path("project/.ragnos/plugins/orbit/checksum/checksum.wasm").canonicalize()?;
    let good = fs_err::read(&tampered)?;
    let mut evil = good.clone();
    if let Some(last) = evil.last_mut() {
        *last ^= 1;
    }
    replace(&tampered, &evil)?;
    expect(&stage.act(&stage.host(), 3)?, &["error[RP3205]", "checksum.wasm was changed"])?;
    replace(&tampered, &good)?;

    // More rights written into the lockfile by hand, and the generation's note made to match it.
    let (lockfile, record) = (stage.path("project/ragnos.lock"), stage.path("project/.ragnos/generations/1.json"));
    let reviewed = fs_err::read_to_string(&lockfile)?;
    let widened = reviewed.replace("    \"env:LANG\",\n", "    \"env:HOME\",\n    \"env:LANG\",\n");
    let digest = |text: &str| Sha256::of(text.as_bytes()).to_string();
    let note = fs_err::read_to_string(&record)?.replace(&digest(&reviewed), &digest(&widened));
    fs_err::write(&lockfile, widened)?;
    fs_err::write(&record, note)?;
    expect(&stage.act(&stage.host(), 5)?, &["error[RP5110]", "env:HOME"])?;
    Ok("the example host ran four plugins and refused a changed file and a widened approval".to_owned())
}

impl Stage {
    fn set() -> Result<Self, Failure> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
        let mut build = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
        build.args(["build", "--quiet", "--package", "ragnos-plugin", "--package", "example-host", "--bins"]);
        if !build.current_dir(&root).status()?.success() {
            return Err("the programs could not be built".into());
        }
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let (ragnos_plugin, host) = (target.join("debug/ragnos-plugin"), target.join("debug/example-host"));
        let stage = Self { folder: tempfile::tempdir()?, ragnos_plugin, host };
        fs_err::create_dir_all(stage.path("project/.ragnos/trust"))?;
        fs_err::os::unix::fs::symlink(root.join("fixtures/repos/demo"), stage.path("demo"))?;
        fs_err::copy(root.join("fixtures/repos/demo.root.json"), stage.path("project/.ragnos/trust/demo.root.json"))?;
        fs_err::write(stage.path("project/ragnos.toml"), MANIFEST)?;
        fs_err::write(stage.path("project/guests.txt"), "Ada and Grace")?;
        Ok(stage)
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn sync(&self, more: &[&str]) -> Vec<String> {
        let program = self.ragnos_plugin.display().to_string();
        [&[program.as_str(), "sync"], more].concat().into_iter().map(str::to_owned).collect()
    }

    fn host(&self) -> Vec<String> {
        let trust = self.path("home/.local/state/ragnos-plugin/trust");
        vec![self.host.display().to_string(), ".".to_owned(), trust.display().to_string()]
    }

    /// Runs a program in the project, shows what it said, and wants this exit code.
    fn act(&self, words: &[String], code: i32) -> Result<String, Failure> {
        let (program, arguments) = words.split_first().ok_or("no program")?;
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.path("project"));
        let Output { status, stdout, stderr } =
            command.env_clear().env("HOME", self.path("home")).env("LANG", "de_DE.UTF-8").output()?;
        let said = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        let name = Path::new(program).file_name().unwrap_or_default().display();
        let shown = format!("$ {name} {}\n{said}exit {}\n\n", arguments.join(" "), status.code().unwrap_or(-1));
        std::io::stdout().write_all(shown.as_bytes())?;
        if status.code() == Some(code) { Ok(said) } else { Err(format!("{name} had to exit with {code}").into()) }
    }
}

fn expect(said: &str, wanted: &[&str]) -> Result<(), Failure> {
    match wanted.iter().find(|words| !said.contains(*words)) {
        None => Ok(()),
        Some(missing) => Err(format!("{missing:?} was not said").into()),
    }
}

/// Writes over a file of the store, as somebody would who owns the project.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mode = fs_err::metadata(path)?.permissions();
    fs_err::set_permissions(path, std::fs::Permissions::from_mode(0o644))?;
    fs_err::write(path, bytes)?;
    Ok(fs_err::set_permissions(path, mode)?)
}
