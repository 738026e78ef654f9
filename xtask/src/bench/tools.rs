//! The programs that take part: ours, built for release, and the peers at pinned versions.
//!
//! Owns: where they are installed and which versions are compared with.
//! Never does: install system packages; who lacks one is told how to get it.
//! In: a folder for tools. Out: [`Tool`]s.

use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};

use super::Failure;
use super::contestant::Contestant;

const BUN: &str = "1.4.5";
const PNPM: &str = "12.21.0";
const UV: &str = "0.13.9";

/// A program that takes part.
#[derive(Debug, Clone)]
pub(super) struct Tool {
    pub(super) contestant: Contestant,
    pub(super) program: Utf8PathBuf,
    pub(super) version: String,
}

/// Our program: `built`, where it is there already, or built for release now.
pub(super) fn ours(target: &Utf8Path, built: Option<&Utf8Path>) -> Result<Tool, Failure> {
    if let Some(built) = built {
        return tool(Contestant::Ours, built.canonicalize_utf8()?);
    }
    let built = Command::new(cargo()).args(["build", "--release", "--package", "ragnos-plugin"]).status()?;
    if !built.success() {
        return Err("the release build failed".into());
    }
    tool(Contestant::Ours, target.join("release/ragnos-plugin"))
}

/// Builds our program as it is worked on: for installing what is then measured otherwise.
pub(super) fn debug_build(target: &Utf8Path) -> Result<Utf8PathBuf, Failure> {
    let built = Command::new(cargo()).args(["build", "--package", "ragnos-plugin", "--bins"]).status()?;
    if built.success() { Ok(target.join("debug/ragnos-plugin")) } else { Err("the build failed".into()) }
}

/// Builds the program that looks up one target with each of several clients; it has dependencies of its own.
pub(super) fn look_up(target: &Utf8Path) -> Result<Utf8PathBuf, Failure> {
    outside(concat!(env!("CARGO_MANIFEST_DIR"), "/look-up/Cargo.toml"), target, "tuf-look-up")
}

/// Builds the program that publishes one more target with tough.
pub(super) fn tough_publisher(target: &Utf8Path) -> Result<Utf8PathBuf, Failure> {
    outside(concat!(env!("CARGO_MANIFEST_DIR"), "/look-up/Cargo.toml"), target, "tuf-publish")
}

/// The publisher's program: `built`, where it is there already, or built for release now.
pub(super) fn publisher(target: &Utf8Path, built: Option<&Utf8Path>) -> Result<Utf8PathBuf, Failure> {
    if let Some(built) = built {
        return Ok(built.canonicalize_utf8()?);
    }
    let built = Command::new(cargo()).args(["build", "--release", "--package", "ragnos-repo"]).status()?;
    if built.success() { Ok(target.join("release/ragnos-repo")) } else { Err("the release build failed".into()) }
}

/// Builds the program that times loads; it is built without the features that the workspace turns on.
pub(super) fn load_timer(target: &Utf8Path) -> Result<Utf8PathBuf, Failure> {
    outside(concat!(env!("CARGO_MANIFEST_DIR"), "/load-timer/Cargo.toml"), target, "load-timer")
}

/// Builds the bare installer that nobody can be faster than, and the measured start of programs.
pub(super) fn limit(target: &Utf8Path) -> Result<Utf8PathBuf, Failure> {
    outside(concat!(env!("CARGO_MANIFEST_DIR"), "/limit/Cargo.toml"), target, "limit")
}

/// Builds a package that is no member of the workspace.
fn outside(manifest: &str, target: &Utf8Path, program: &str) -> Result<Utf8PathBuf, Failure> {
    let mut build = Command::new(cargo());
    build.args(["build", "--release", "--locked", "--manifest-path", manifest, "--target-dir", target.as_str()]);
    if build.status()?.success() { Ok(target.join("release").join(program)) } else { Err("the build failed".into()) }
}

/// The Cargo that runs this chore: itself, and not a launcher in front of it that chooses a toolchain.
fn cargo() -> Utf8PathBuf {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()).into()
}

/// The peers that are there or can be installed below `folder`, and a sentence for each that is missing.
pub(super) fn peers(folder: &Utf8Path) -> (Vec<Tool>, Vec<String>) {
    let node = folder.join("node_modules/.bin");
    let wanted = [
        (Contestant::Bun, npm(folder, "bun", BUN).map(|()| node.join("bun"))),
        (Contestant::Pnpm, npm(folder, "pnpm", PNPM).map(|()| node.join("pnpm"))),
        (Contestant::Uv, uv(folder)),
        (Contestant::Npm, Ok("npm".into())),
        (Contestant::Cargo, Ok(cargo())),
        (Contestant::Find, Ok("find".into())),
    ];
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for (contestant, program) in wanted {
        match program.and_then(|program| tool(contestant, program)) {
            Ok(tool) => found.push(tool),
            Err(error) => missing.push(format!("{} is left out: {error}", contestant.name())),
        }
    }
    (found, missing)
}

fn tool(contestant: Contestant, program: Utf8PathBuf) -> Result<Tool, Failure> {
    let output = Command::new(&program).arg("--version").output().map_err(|error| format!("{program}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let version = said.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    let version = version.ok_or_else(|| format!("`{program} --version` names no version"))?.to_owned();
    Ok(Tool { contestant, program, version })
}

fn npm(folder: &Utf8Path, package: &str, version: &str) -> Result<(), Failure> {
    let there = folder.join("node_modules").join(package).join("package.json");
    if fs_err::read_to_string(there).is_ok_and(|text| text.contains(&format!("\"version\": \"{version}\""))) {
        return Ok(());
    }
    fs_err::create_dir_all(folder)?;
    let mut command = Command::new("npm");
    command.args(["install", "--no-audit", "--no-fund", "--prefix", folder.as_str(), &format!("{package}@{version}")]);
    quietly(command)
}

fn uv(folder: &Utf8Path) -> Result<Utf8PathBuf, Failure> {
    let environment = folder.join("uv");
    let program = environment.join("bin/uv");
    if !tool(Contestant::Uv, program.clone()).is_ok_and(|there| there.version == UV) {
        let mut make = Command::new("python3");
        make.args(["-m", "venv", environment.as_str()]);
        quietly(make)?;
        let mut install = Command::new(environment.join("bin/pip"));
        install.args(["install", "--quiet", &format!("uv=={UV}")]);
        quietly(install)?;
    }
    Ok(program)
}

/// Runs an installer: what it prints is shown only when it fails.
fn quietly(mut command: Command) -> Result<(), Failure> {
    let output = command.output().map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{} failed: {}", command.get_program().display(), String::from_utf8_lossy(&output.stderr).trim()).into())
}
