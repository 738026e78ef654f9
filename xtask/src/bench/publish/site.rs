//! A repository of ours in a folder: packed plugins, keys and a plan, and the command that builds it.
//!
//! Owns: how many plugins, in which namespaces, and what is published next.
//! Never does: write metadata; ragnos-repo does. In: a [`Size`]. Out: [`Site`].

use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};
use ragnos_plugin::pack;
use ragnos_plugin::platform::Platform;
use ragnos_repo::keys::Protection;
use serde_json::Value;

use super::{Spent, Written, timed};
use crate::bench::{Failure, ours, write};

/// How large a repository is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    plugins: usize,
    namespaces: usize,
    versions: usize,
}

/// A repository that was built.
pub(super) struct Site {
    pub(super) size: Size,
    /// What building took.
    pub(super) built: Spent,
    folder: Utf8PathBuf,
    next: usize,
}

/// The roles of the repository itself; claims is all claims bins.
const ROLES: [&str; 6] = ["root", "claims", "targets", "snapshot", "timestamp", "log"];

impl Size {
    pub(super) fn new((plugins, namespaces): (usize, usize), versions: usize) -> Self {
        Self { plugins, namespaces, versions }
    }

    /// Archives; each has an SBOM, which is a target too.
    pub(super) fn targets(self) -> usize {
        self.plugins * self.versions
    }

    fn namespace(self, plugin: usize) -> String {
        let number = plugin % self.namespaces;
        let letter = char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
        format!("{letter}{number:04}")
    }

    fn name(self, plugin: usize) -> String {
        format!("{}/p{plugin:05}", self.namespace(plugin))
    }

    /// The one that is published: from the middle, where no order helps.
    fn wanted(self) -> usize {
        self.plugins / 2
    }
}

impl Site {
    /// Packs the plugins, unless that was done before, and builds the repository.
    pub(super) fn build(above: &Utf8Path, size: Size, program: &Utf8Path) -> Result<Self, Failure> {
        let folder = above.join(size.targets().to_string());
        let complete = folder.join("packed.complete");
        if !complete.exists() {
            remove(&folder)?;
            pack_all(&folder, &folder.join("packed"), size)?;
            keys(&folder, size)?;
            fs_err::write(&complete, "")?;
        }
        remove(&folder.join("repo"))?;
        let mut command = Command::new(program);
        command.current_dir(&folder).args(["build", "repo", "plan.toml", "packed", "--json"]);
        let (built, said) = timed(command)?;
        let report: Value = serde_json::from_str(&said)?;
        let files = report["files"].as_u64().ok_or("a build says how many files it wrote")?;
        if usize::try_from(files)? < 2 * size.targets() {
            return Err(format!("only {files} files were written").into());
        }
        Ok(Self { size, built, next: size.versions, folder })
    }

    /// Publishes the next version of one plugin.
    pub(super) fn publish(&mut self, program: &Utf8Path) -> Result<(Spent, Written), Failure> {
        let plugin = self.size.wanted();
        let next = self.folder.join("next").join(self.next.to_string());
        pack_one(&self.folder.join("source"), &next, &self.size.name(plugin), self.next)?;
        self.next += 1;
        let mut command = Command::new(program);
        command.current_dir(&self.folder).args(["publish", "repo", next.as_str(), "--json"]);
        for key in [self.size.namespace(plugin).as_str(), "log", "snapshot", "timestamp"] {
            command.args(["--key", &format!("keys/{key}")]);
        }
        let (spent, said) = timed(command)?;
        let receipt: Value = serde_json::from_str(&said)?;
        let files = receipt["written"].as_array().ok_or("a receipt names files")?;
        let (targets, others): (Vec<_>, Vec<_>) =
            files.iter().filter_map(Value::as_str).partition(|file| Utf8Path::new(file).extension() == Some("gz"));
        if targets.len() != 2 {
            return Err(format!("{targets:?} is not an archive and an SBOM").into());
        }
        let length = |file: &&str| fs_err::metadata(self.folder.join("repo").join(file)).map(|there| there.len());
        let bytes = others.iter().map(length).sum::<Result<u64, _>>()?;
        Ok((spent, Written { files: others.len(), bytes }))
    }

    /// Looks at the whole repository.
    pub(super) fn status(&self, program: &Utf8Path) -> Result<(Spent, Written), Failure> {
        let mut command = Command::new(program);
        command.current_dir(&self.folder).args(["status", "repo", "--json"]);
        let (spent, said) = timed(command)?;
        let report: Value = serde_json::from_str(&said)?;
        let targets = report["counts"]["targets"].as_u64().unwrap_or_default();
        if usize::try_from(targets)? < 2 * self.size.targets() {
            return Err(format!("status saw {targets} targets only").into());
        }
        Ok((spent, Written::default()))
    }
}

fn remove(folder: &Utf8Path) -> Result<(), Failure> {
    if folder.exists() {
        fs_err::remove_dir_all(folder)?;
    }
    Ok(())
}

/// Packs every version of every plugin, on all cores.
fn pack_all(folder: &Utf8Path, into: &Utf8Path, size: Size) -> Result<(), Failure> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let work = |core: usize| -> Result<(), String> {
        let source = folder.join(format!("source-{core}"));
        for plugin in (core..size.plugins).step_by(cores) {
            for version in 0..size.versions {
                pack_one(&source, into, &size.name(plugin), version).map_err(|error| error.to_string())?;
            }
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|core| scope.spawn(move || work(core))).collect();
        workers.into_iter().try_for_each(|worker| Ok(worker.join().map_err(|_| "a packing thread panicked")??))
    })
}

fn pack_one(source: &Utf8Path, into: &Utf8Path, name: &str, version: usize) -> Result<(), Failure> {
    let text = "description = \"synthetic plugin for measurement\"\nlicense = \"MIT\"";
    write(&source.join("plugin.toml"), format!("[plugin]\nname = \"{name}\"\nversion = \"1.{version}.0\"\n{text}\n"))?;
    write(&source.join("lib/index.js"), format!("export const version = \"1.{version}.0 of {name}\";\n"))?;
    pack::pack(source, &Platform::ANY, None)?.write(into)?;
    Ok(())
}

/// One key a role and namespace, in the clear, and the plan that names them.
fn keys(folder: &Utf8Path, size: Size) -> Result<(), Failure> {
    let namespaces: Vec<String> = (0..size.namespaces).map(|number| size.namespace(number)).collect();
    fs_err::create_dir_all(folder.join("keys"))?;
    let mut plan = String::new();
    for role in ROLES.into_iter().chain(namespaces.iter().map(String::as_str)) {
        ours::key(role, 0)?.write_new(&folder.join("keys").join(role), &Protection::Clear)?;
        let table = if ROLES.contains(&role) { role.to_owned() } else { format!("namespaces.{role}") };
        let depth = if role == "claims" { "depth = 1\n" } else { "" };
        plan.push_str(&format!("[{table}]\n{depth}keys = [\"keys/{role}\"]\n"));
    }
    write(&folder.join("plan.toml"), plan)
}
