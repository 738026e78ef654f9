//! The scenes: projects in a known state, and the command that is disturbed in each.
//!
//! Owns: how a scene is built, copied and run. Never does: judge (that is `invariants`).
//! In: the program and the demo repository. Out: [`Scene`]s and [`Place`]s.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use ragnos_plugin::digest::Sha256;

use super::call::Call;
use super::tracer::Program;

type Failure = Box<dyn std::error::Error>;

/// In the name of every folder that a disturbed run works in, so that calls on other files do not count.
pub(super) const MARK: &str = "ragnos-crash-";

/// What is disturbed.
#[derive(Clone, Copy)]
pub(super) struct Scenario {
    pub(super) name: &'static str,
    /// Lines under `[plugins]`.
    plugins: &'static str,
    /// What is run before, undisturbed.
    before: &'static [&'static [&'static str]],
    /// What else is done to the project before.
    prepare: fn(&Place) -> Result<(), Failure>,
    /// The command that is disturbed.
    pub(super) command: &'static [&'static str],
    /// What finishes the work when the command, run again, says that there is nothing for it to do.
    pub(super) finish: &'static [&'static str],
}

const TWO: &str = "\"acme/report\" = \"^1\"\n\"orbit/checksum\" = \"^1\"\n";
const OLD: &[&[&str]] = &[
    &["lock"],
    &["update", "acme/text", "--precise", "1.1.0", "--no-sync"],
    &["update", "orbit/checksum", "--precise", "1.0.0"],
];

fn nothing(_: &Place) -> Result<(), Failure> {
    Ok(())
}

/// All of them. Together they make every change of files that the program can make to a project and the cache.
pub(super) const ALL: [Scenario; 11] = [
    Scenario {
        name: "sync from nothing",
        plugins: TWO,
        before: &[&["lock"]],
        prepare: |place| Ok(fs_err::remove_dir_all(place.root.join("home"))?),
        command: &["sync"],
        finish: &["sync"],
    },
    Scenario {
        name: "sync to a newer lockfile",
        plugins: TWO,
        before: OLD,
        prepare: |place| place.must(&["update", "--no-sync"]),
        command: &["sync"],
        finish: &["sync"],
    },
    Scenario {
        name: "sync --repair",
        plugins: TWO,
        before: &[&["sync"]],
        prepare: |place| place.damage(".ragnos/plugins/acme/text/plugin.toml"),
        command: &["sync", "--repair"],
        finish: &["sync"],
    },
    Scenario {
        name: "ci with a lost store",
        plugins: TWO,
        before: &[&["sync"]],
        prepare: |place| remove(&place.project().join(".ragnos/store")),
        command: &["ci"],
        finish: &["sync"],
    },
    Scenario {
        name: "add",
        plugins: TWO,
        before: OLD,
        prepare: nothing,
        command: &["add", "lumen/palette", "orbit/feed"],
        finish: &["sync"],
    },
    Scenario {
        name: "remove",
        plugins: TWO,
        before: OLD,
        prepare: nothing,
        command: &["remove", "orbit/checksum"],
        finish: &["sync"],
    },
    Scenario { name: "update", plugins: TWO, before: OLD, prepare: nothing, command: &["update"], finish: &["sync"] },
    Scenario {
        name: "rollback",
        plugins: TWO,
        before: &[&["sync"], &["add", "orbit/feed"], &["remove", "orbit/checksum"]],
        prepare: nothing,
        command: &["rollback", "1"],
        finish: &["sync"],
    },
    Scenario {
        name: "generations rm",
        plugins: TWO,
        before: &[&["sync"], &["add", "orbit/feed"], &["remove", "orbit/feed"]],
        prepare: nothing,
        command: &["generations", "rm", "--keep", "1"],
        finish: &["sync"],
    },
    Scenario {
        name: "cache prune",
        plugins: TWO,
        before: &[&["sync"]],
        prepare: nothing,
        command: &["cache", "prune", "--unused-for", "0s"],
        finish: &["sync"],
    },
    Scenario {
        name: "lock",
        plugins: TWO,
        before: OLD,
        prepare: nothing,
        command: &["lock", "--min-age", "1s"],
        finish: &["lock"],
    },
];

/// A folder with a project, a home, and a file that nobody may touch.
pub(super) struct Place {
    pub(super) root: PathBuf,
    program: PathBuf,
}

/// What a user of a project sees: its two documents, and every installed file through the links.
pub(super) type Visible = BTreeMap<String, String>;

impl Place {
    pub(super) fn project(&self) -> PathBuf {
        self.root.join("project")
    }

    /// The program.
    pub(super) fn executable(&self) -> &Path {
        &self.program
    }

    fn arguments(arguments: &[&str]) -> Vec<String> {
        let fixed = ["--jobs", "1", "--json", "--no-wait", "--no-progress"];
        arguments.iter().chain(&fixed).map(|one| (*one).to_owned()).collect()
    }

    fn variables(&self) -> Vec<(String, String)> {
        vec![("HOME".to_owned(), self.root.join("home").display().to_string())]
    }

    /// The command, to be traced.
    pub(super) fn program(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Program<'_> {
        let more = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let variables = self.variables().into_iter().chain(more).collect();
        Program { path: &self.program, arguments: Self::arguments(arguments), folder: self.project(), variables }
    }

    /// The command, not yet started.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(Self::arguments(arguments)).current_dir(self.project()).env_clear().envs(self.variables());
        command
    }

    /// Runs the command undisturbed.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<Output, Failure> {
        Ok(self.command(arguments).output()?)
    }

    /// The same for a command that has to succeed.
    pub(super) fn must(&self, arguments: &[&str]) -> Result<(), Failure> {
        let output = self.run(arguments)?;
        if output.status.success() {
            return Ok(());
        }
        Err(format!("{arguments:?} in {}: {}", self.root.display(), String::from_utf8_lossy(&output.stderr)).into())
    }

    fn damage(&self, path: &str) -> Result<(), Failure> {
        let path = fs_err::canonicalize(self.project().join(path))?;
        fs_err::set_permissions(&path, PermissionsExt::from_mode(0o644))?;
        fs_err::write(&path, "changed")?;
        Ok(fs_err::set_permissions(&path, PermissionsExt::from_mode(0o444))?)
    }

    /// A copy of the whole place.
    pub(super) fn copy_to(&self, root: PathBuf) -> Result<Self, Failure> {
        copy(&self.root, &root)?;
        Ok(Self { root, program: self.program.clone() })
    }

    /// The same program in another folder.
    pub(super) fn at(&self, root: PathBuf) -> Self {
        Self { root, program: self.program.clone() }
    }

    /// What its user sees.
    pub(super) fn visible(&self) -> Result<Visible, Failure> {
        let mut seen = Visible::new();
        for name in ["ragnos.toml", "ragnos.lock"] {
            seen.insert(name.to_owned(), digest(&self.project().join(name)));
        }
        let plugins = self.project().join(".ragnos/plugins");
        if plugins.exists() {
            files(&plugins, "plugins", &mut seen)?;
        }
        Ok(seen)
    }

    /// Everything below a folder of the place, links as links.
    pub(super) fn contents(&self, below: &str) -> Result<Visible, Failure> {
        let mut seen = Visible::new();
        let folder = self.root.join(below);
        if folder.exists() {
            everything(&folder, "", &mut seen)?;
        }
        Ok(seen)
    }
}

fn digest(path: &Path) -> String {
    fs_err::read(path).map_or_else(|error| error.kind().to_string(), |bytes| Sha256::of(&bytes).to_string())
}

fn entries(folder: &Path) -> Result<Vec<(PathBuf, String)>, Failure> {
    let mut found = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        found.push((entry.path(), entry.file_name().to_string_lossy().into_owned()));
    }
    found.sort();
    Ok(found)
}

/// Every file, through links.
fn files(folder: &Path, name: &str, seen: &mut Visible) -> Result<(), Failure> {
    for (path, last) in entries(folder)? {
        let name = format!("{name}/{last}");
        if path.is_dir() {
            files(&path, &name, seen)?;
        } else {
            seen.insert(name, digest(&path));
        }
    }
    Ok(())
}

fn everything(folder: &Path, prefix: &str, seen: &mut Visible) -> Result<(), Failure> {
    for (path, last) in entries(folder)? {
        let (name, found) = (format!("{prefix}{last}"), fs_err::symlink_metadata(&path)?);
        let what = if found.is_symlink() {
            fs_err::read_link(&path)?.display().to_string()
        } else if found.is_dir() {
            everything(&path, &format!("{name}/"), seen)?;
            "a folder".to_owned()
        } else {
            digest(&path)
        };
        seen.insert(name, format!("{:o} {what}", found.permissions().mode()));
    }
    Ok(())
}

/// Copies a folder with links as links, and with modes.
fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs_err::create_dir(to)?;
    for (path, last) in entries(from)? {
        let (target, found) = (to.join(last), fs_err::symlink_metadata(&path)?);
        if found.is_symlink() {
            fs_err::os::unix::fs::symlink(fs_err::read_link(&path)?, target)?;
        } else if found.is_dir() {
            copy(&path, &target)?;
        } else {
            fs_err::copy(&path, &target)?;
        }
    }
    Ok(fs_err::set_permissions(to, fs_err::symlink_metadata(from)?.permissions())?)
}

/// Removes a folder whose folders may be read-only.
pub(super) fn remove(folder: &Path) -> Result<(), Failure> {
    fs_err::set_permissions(folder, PermissionsExt::from_mode(0o755))?;
    for (path, _) in entries(folder)? {
        if fs_err::symlink_metadata(&path)?.is_dir() {
            remove(&path)?;
        } else {
            fs_err::remove_file(path)?;
        }
    }
    Ok(fs_err::remove_dir(folder)?)
}

/// A scenario that was built, with the state before and the good result.
pub(super) struct Scene {
    pub(super) scenario: Scenario,
    pub(super) base: Place,
    pub(super) before: Visible,
    pub(super) after: Visible,
    /// The project as it was, file by file.
    pub(super) project: Visible,
    /// What is in the file that nobody may touch, and what is beside it.
    pub(super) outside: Visible,
}

impl Scene {
    /// Builds a scenario in `ground`, which has the demo repository in `demo`.
    pub(super) fn build(scenario: Scenario, program: &Path, ground: &Path) -> Result<Self, Failure> {
        let base = Place { root: ground.join(scenario.name.replace(' ', "-")), program: program.to_owned() };
        let trust = base.project().join(".ragnos/trust");
        for folder in [&trust, &base.root.join("home"), &base.root.join("outside")] {
            fs_err::create_dir_all(folder)?;
        }
        fs_err::write(base.root.join("outside/file"), "nobody's business")?;
        fs_err::copy(ground.join("demo.root.json"), trust.join("demo.root.json"))?;
        let url = ground.join("demo");
        let manifest = format!(
            "[host]\nragnos = \"1.4.0\"\n\n[repositories.demo]\nurl = \"{}\"\n\n[plugins]\n{}",
            url.display(),
            scenario.plugins
        );
        fs_err::write(base.project().join("ragnos.toml"), manifest)?;
        scenario.before.iter().try_for_each(|arguments| base.must(arguments))?;
        (scenario.prepare)(&base)?;
        let good = base.copy_to(ground.join("good"))?;
        good.must(scenario.command)?;
        let after = good.visible()?;
        remove(&good.root)?;
        let (before, project, outside) = (base.visible()?, base.contents("project")?, base.contents("outside")?);
        Ok(Self { scenario, base, before, after, project, outside })
    }
}

/// What counts for kills: calls that change what this program's folders hold.
pub(super) fn changes(call: &Call) -> bool {
    is_ours(call) && call.changes()
}

/// What counts for errors: those, and every file that is opened or locked.
pub(super) fn any(call: &Call) -> bool {
    is_ours(call)
}

fn is_ours(call: &Call) -> bool {
    let marked = |path: &Path| path.components().any(|part| part.as_os_str().to_string_lossy().starts_with(MARK));
    call.path().is_none_or(marked)
}
