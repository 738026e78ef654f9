//! The doctor: looks at everything that an install rests on, says what it found, and mends what needs nobody's decision.
//!
//! Owns: the list of what is looked at, and what of it may be mended: what killed commands left, files that nothing names,
//! damaged entries of the cache.
//! Never does: ask a repository, install, or touch what is trusted; for those it names the command.
//! In: the places of a project, the cache, the trust state. Out: [`Check`]s.

use camino::Utf8Path;
use jiff::Timestamp;
use serde::Serialize;

use crate::check;
use crate::generations;
use crate::platform::Platform;
use crate::project::{Paths, Project};
use crate::redact::Printable;
use crate::refusal::{self, Refusal};
use crate::repositories::Access;
use crate::store::file_system::FileSystem;
use crate::store::housekeeping;
use crate::store::receipt::{self, Flushed};
use crate::store::{self, Cache, Durability, Layout, LinkMode, ProjectLock, Waiting, link, sweep};
use crate::trust::{self, Remaining, Subjects};

/// Free space below which the doctor speaks up, bytes.
const LITTLE_SPACE: u64 = 256 << 20;

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// As it should be.
    Good,
    /// Worth knowing.
    Note,
    /// It was not as it should be, and is now.
    Mended,
    /// Something is wrong.
    Trouble,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What.
    pub about: &'static str,
    /// How it is.
    pub state: State,
    /// What was found, in words.
    pub text: String,
    /// The code of the error that it is, where it is one.
    pub code: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Check {
    fn good(about: &'static str, text: impl Into<String>) -> Self {
        Self { about, state: State::Good, text: text.into(), code: None, help: None }
    }

    fn note(about: &'static str, text: impl Into<String>, help: &str) -> Self {
        Self { state: State::Note, help: Some(help.to_owned()), ..Self::good(about, text) }
    }

    fn mended(about: &'static str, text: impl Into<String>) -> Self {
        Self { state: State::Mended, ..Self::good(about, text) }
    }

    fn trouble(about: &'static str, error: &dyn Refusal) -> Self {
        let words = std::iter::once(error.to_string()).chain(refusal::causes(error)).collect::<Vec<_>>().join(": ");
        let code = error.code().map(|code| code.to_string());
        Self { about, state: State::Trouble, text: words, code, help: error.help().map(|help| help.to_string()) }
    }
}

/// What the doctor looks at.
pub struct Patient<'a> {
    /// The project, where there is one.
    pub project: Option<Paths>,
    /// The cache.
    pub cache: &'a Cache,
    /// The trust states.
    pub access: &'a Access,
    /// How much commands of this user flush.
    pub durability: Durability,
    /// How commands of this user share bytes with the cache.
    pub link_mode: LinkMode,
    /// The platform to look for.
    pub platform: Platform,
    /// Whether to mend.
    pub mend: bool,
}

/// Looks at everything. What cannot be looked at is a [`Check`] as well.
pub fn examine(patient: &Patient<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    match &patient.project {
        None => checks.push(Check::note(
            "project",
            "there is no ragnos.toml here or in a folder above",
            "`ragnos-plugin init` begins a project",
        )),
        Some(paths) => project(patient, paths, &mut checks),
    }
    cache(patient, &mut checks);
    checks
}

fn project(patient: &Patient<'_>, paths: &Paths, checks: &mut Vec<Check>) {
    let layout = paths.layout();
    place("project folder", layout.root(), checks);
    match Project::open(paths.clone()) {
        Err(error) => checks.push(Check::trouble("project", &error)),
        Ok(project) => {
            match project.strict_lock() {
                Err(error) => checks.push(Check::trouble("lockfile", &error)),
                Ok(lock) => {
                    checks.push(Check::good("lockfile", format!("answers ragnos.toml with {} plugins", lock.plugins.len())));
                    match check::installed(&layout, &lock, &patient.platform) {
                        Err(error) => checks.push(Check::trouble("installed files", &error)),
                        Ok(findings) if findings.is_empty() => {
                            checks.push(Check::good("installed files", "every file was hashed and is as locked"));
                        }
                        Ok(findings) => checks.extend(findings.iter().map(|one| Check::trouble("installed files", one))),
                    }
                }
            }
            trusted(&project, patient.access, checks);
        }
    }
    kept(&layout, checks);
    remains(&layout, patient, checks);
    checks.push(flushed(&layout, patient.durability));
    checks.extend(shared(&layout, patient));
}

/// The file system that a folder is on.
fn place(about: &'static str, folder: &Utf8Path, checks: &mut Vec<Check>) {
    let found = match FileSystem::of(folder) {
        Ok(found) => found,
        Err(error) => return checks.push(Check::trouble(about, &error)),
    };
    let text = format!("{folder} is on {}", found.name);
    checks.push(match () {
        () if found.read_only => Check::note(about, format!("{text}, mounted read-only"), "nothing can be installed there"),
        () if found.free < LITTLE_SPACE => {
            let left = format!("{text}, with {} MiB free", found.free >> 20);
            Check::note(about, left, "an install that does not fit is undone; make room first")
        }
        () if found.remote => Check::note(
            about,
            text,
            "locks and flushes are as good as the server; let one machine at a time write to the project",
        ),
        () => Check::good(about, text),
    });
}

/// The generations, and the switch to the current one.
fn kept(layout: &Layout, checks: &mut Vec<Check>) {
    let about = "generations";
    let all = match generations::list(layout) {
        Ok(all) => all,
        Err(error) => return checks.push(Check::trouble(about, &error)),
    };
    match all.iter().find(|one| one.current) {
        Some(current) => checks.push(Check::good(about, format!("{} are kept, {} is current", all.len(), current.number))),
        None if all.is_empty() => checks.push(Check::good(about, "nothing was installed yet")),
        None => checks.push(Check::note(about, "none is current", "run `ragnos-plugin sync`")),
    }
    for one in &all {
        if let Some(problem) = &one.problem {
            let text = format!("generation {}: {problem}", one.number);
            let help = if one.current { "run `ragnos-plugin sync`" } else { "`ragnos-plugin generations rm` removes it" };
            checks.push(Check::note(about, text, help));
        }
    }
}

/// What killed commands left, and files that no generation names.
fn remains(layout: &Layout, patient: &Patient<'_>, checks: &mut Vec<Check>) {
    let about = "left over";
    let found = match sweep::remains(layout) {
        Ok(found) => found,
        Err(error) => return checks.push(Check::trouble(about, &error)),
    };
    // A command that is at work has what looks like leavings. The lock leaves a trace where there is no folder for it yet.
    if !layout.state().is_dir() {
        return;
    }
    let lock = match ProjectLock::acquire(layout, "doctor", Waiting::Refuse, |_| ()) {
        Ok(lock) => lock,
        Err(store::Error::Busy { holder }) => {
            return checks.push(Check::note(
                about,
                format!("the project is in use by {holder}"),
                "look again when it has ended",
            ));
        }
        Err(error) => return checks.push(Check::trouble(about, &error)),
    };
    if found.is_empty() {
        return checks.push(Check::good(about, "nothing of killed commands"));
    }
    let shown: Vec<String> = found.iter().take(3).map(|name| Printable(name).to_string()).collect();
    let text = format!("{} files or folders that nothing names, such as {}", found.len(), shown.join(", "));
    if !patient.mend {
        return checks.push(Check::note(about, text, "`ragnos-plugin doctor --fix` removes them; so does the next install"));
    }
    match sweep::leftovers(&lock).and_then(|()| sweep::prune(&lock, patient.durability)) {
        Ok(()) => checks.push(Check::mended(about, format!("{text}: removed"))),
        Err(error) => checks.push(Check::trouble(about, &error)),
    }
}

/// What would be left of the last install after a loss of power.
fn flushed(layout: &Layout, durability: Durability) -> Check {
    let about = "durability";
    let now = match durability {
        Durability::Full => "commands flush what they write (full)",
        Durability::Fast => "commands flush nothing (fast)",
    };
    let text = |last: &str| format!("{now}; {last}");
    match receipt::flushed(layout) {
        None => Check::good(about, text("there is no receipt of a last install")),
        Some(Flushed::Yes) => Check::good(about, text("the last install was flushed")),
        Some(Flushed::SinceBoot) => Check::note(
            about,
            text("the last install was not flushed"),
            "after a loss of power the next `ragnos-plugin sync` hashes every file; `--durability full` flushes",
        ),
        Some(Flushed::BeforeBoot) => Check::note(
            about,
            text("the last install was not flushed, and the machine was started anew since"),
            "run `ragnos-plugin sync`, which hashes every file",
        ),
    }
}

/// How files are had of the cache; `None` where cache or project have nothing to share yet, or nothing can be tried.
fn shared(layout: &Layout, patient: &Patient<'_>) -> Option<Check> {
    let (about, mode, cache, store) = ("shared files", patient.link_mode, patient.cache.folder(), layout.store());
    let had = (cache.is_dir() && store.is_dir()).then(|| link::probe(mode, cache, &store)).and_then(Result::ok)?;
    let by = match mode {
        LinkMode::Copy => return Some(Check::good(about, "none: every project has bytes of its own (copy)")),
        LinkMode::Symlink => return Some(Check::good(about, "plugins are links into the cache (symlink)")),
        LinkMode::Auto => "auto",
        LinkMode::Reflink | LinkMode::Hardlink => "as asked for",
    };
    Some(match had {
        LinkMode::Reflink => Check::good(about, format!("files are reflinks of the cache's ({by})")),
        LinkMode::Hardlink => Check::good(about, format!("files are hard links of the cache's ({by})")),
        _ => Check::note(
            about,
            link::refusal(mode, cache, &store),
            "`--cache-dir` on the file system of the project shares them; `--link-mode symlink` links from anywhere",
        ),
    })
}

fn trusted(project: &Project, access: &Access, checks: &mut Vec<Check>) {
    let about = "trust";
    let shown = Subjects::of(project, access, None).and_then(|subjects| {
        if let Some(reason) = &subjects.damaged_memory {
            let help = "run `ragnos-plugin trust repair`";
            checks.push(Check { state: State::Trouble, ..Check::note(about, format!(".ragnos/seen.json: {reason}"), help) });
        }
        trust::show(&subjects, access)
    });
    let shown = match shown {
        Ok(shown) => shown,
        Err(error) => return checks.push(Check::trouble(about, &error)),
    };
    for one in shown {
        let name = &one.name;
        if !one.state_ok {
            let text = format!("what is stored of {name} is damaged");
            let help = "`ragnos-plugin trust verify` says how, `ragnos-plugin trust repair` mends it";
            checks.push(Check { state: State::Trouble, ..Check::note(about, text, help) });
            continue;
        }
        let expired: Vec<String> =
            one.roles.iter().filter(|role| role.remaining == Remaining::Expired).map(|role| role.role.name.clone()).collect();
        checks.push(match one.last_seen {
            None => Check::good(about, format!("{name}: pinned root {}, never asked yet", one.pinned.version)),
            Some(seen) if seen > access.now => Check::note(
                about,
                format!("{name} was last seen valid at {seen}, which this machine's clock has not reached"),
                "set the clock: expired metadata cannot be told by a clock that is behind",
            ),
            Some(seen) if !expired.is_empty() => Check::note(
                about,
                format!("{name}: expired since it was last asked at {seen}: {}", Printable(&expired.join(", "))),
                "the next run asks for newer metadata; `--offline` will refuse until then",
            ),
            Some(seen) => {
                Check::good(about, format!("{name}: root {}, last seen valid {}", one.root.version, age(seen, access.now)))
            }
        });
    }
}

fn age(seen: Timestamp, now: Timestamp) -> String {
    match now.duration_since(seen).as_hours() {
        0 => "less than an hour ago".to_owned(),
        hours if hours < 48 => format!("{hours} hours ago"),
        hours => format!("{} days ago", hours / 24),
    }
}

fn cache(patient: &Patient<'_>, checks: &mut Vec<Check>) {
    let (about, cache) = ("cache", patient.cache);
    if !cache.folder().exists() {
        return checks.push(Check::good(about, format!("{} is not there yet", cache.folder())));
    }
    place("cache folder", cache.folder(), checks);
    if patient.mend {
        match housekeeping::verify(cache) {
            Err(error) => return checks.push(Check::trouble(about, &error)),
            Ok(verified) if verified.damaged.is_empty() => {}
            Ok(verified) => checks.push(Check::mended(about, format!("{} damaged entries: removed", verified.damaged.len()))),
        }
    }
    let stock = match housekeeping::stock(cache) {
        Ok(stock) => stock,
        Err(error) => return checks.push(Check::trouble(about, &error)),
    };
    if stock.other_files > 0 {
        let text = format!("{} files of killed commands", stock.other_files);
        checks.push(if patient.mend {
            match housekeeping::remove(cache, patient.access.now, Some(jiff::SignedDuration::MAX), Waiting::Refuse) {
                Ok(_) => Check::mended(about, format!("{text}: removed")),
                Err(error) => Check::trouble(about, &error),
            }
        } else {
            Check::note(about, text, "`ragnos-plugin doctor --fix` or `ragnos-plugin cache prune` removes them")
        });
    }
    checks.push(Check::good(
        about,
        format!(
            "{} files, {} MiB, each hashed whenever it is used; {} unpacked plugins, {} MiB, each hashed when it looks otherwise",
            stock.entries,
            stock.bytes >> 20,
            stock.trees,
            stock.tree_bytes >> 20
        ),
    ));
}
