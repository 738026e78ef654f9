//! The documents of `ragnos-plugin trust`, and their form for people.
//!
//! Owns: words and layout. Never does: judge. In: what the use case found or did. Out: text or JSON.

use serde::Serialize;

use crate::cli::output::Document;
use crate::cli::style::Palette;
use crate::name::RepositoryName;
use crate::redact::Printable;
use crate::trust::{Remaining, Repaired, RoleTrust, Shown, Subject, Verified};
use crate::tuf::{Condition, Floor, StoredFile};

/// `trust show`.
#[derive(Debug, Serialize)]
pub(super) struct ShowReport {
    pub(super) repositories: Vec<Shown>,
}

impl Document for ShowReport {
    const KIND: &'static str = "trust";

    fn text(&self, palette: Palette) -> String {
        self.repositories.iter().map(|one| shown(one, palette)).collect::<Vec<_>>().join("\n")
    }
}

fn shown(one: &Shown, palette: Palette) -> String {
    let mut text = format!("{} {}\n", palette.name(&one.name), palette.dim(one.places.join(", ")));
    let mut line = |label: &str, value: &str| text += &format!("  {label:12} {value}\n");
    line("id", &one.id.to_string());
    line("pinned root", &format!("{}, version {}", one.pinned.path, one.pinned.version));
    line("root", &format!("version {}, keys {}", one.root.version, one.root.keys));
    line("state", &one.state);
    if !one.state_ok {
        line("", &palette.bad("damaged: see `ragnos-plugin trust verify`"));
    }
    line("last seen", &one.last_seen.map_or_else(|| "never".to_owned(), |time| time.to_string()));
    let locked = one.floors.lockfile_root.map_or_else(|| "none".to_owned(), |version| format!("root {version}"));
    line(
        "floors",
        &format!(
            "lockfile: {locked}; this machine: {}; this project: {}",
            floor(&one.floors.trust_state),
            floor(&one.floors.project)
        ),
    );
    text += &one.roles.iter().map(|role| role_lines(role, palette)).collect::<String>();
    text
}

fn floor(floor: &Floor) -> String {
    let known = [("root", floor.root), ("timestamp", floor.timestamp), ("snapshot", floor.snapshot)];
    let known: Vec<String> =
        known.iter().filter(|(_, version)| *version > 0).map(|(role, version)| format!("{role} {version}")).collect();
    if known.is_empty() { "none".to_owned() } else { known.join(", ") }
}

fn role_lines(one: &RoleTrust, palette: Palette) -> String {
    let role = &one.role;
    let left = match one.days_left {
        days if days < 0 => format!("{} days ago", -days),
        1 => "1 day left".to_owned(),
        days => format!("{days} days left"),
    };
    let left = match one.remaining {
        Remaining::Enough => palette.dim(left),
        Remaining::ExpiresSoon => palette.notice(left),
        Remaining::Expired => palette.bad(format!("expired, {left}")),
    };
    let name = palette.name(Printable(&role.name));
    let count = role.keys.len();
    let by =
        if role.delegated_by == "root" { String::new() } else { format!(", delegated by {}", Printable(&role.delegated_by)) };
    let mut text =
        format!("  {name} {}: {} of {count} keys{by}; expires {} ({left})\n", role.version, role.threshold, role.expires);
    for key in &role.keys {
        text += &palette.dim(format!("    {} {}\n", key.scheme, Printable(&key.id)));
    }
    text
}

/// `trust verify`.
#[derive(Debug, Serialize)]
pub(super) struct VerifyReport {
    pub(super) ok: bool,
    /// Why the project's own memory cannot be read; `null` where it can, or where there is none.
    pub(super) project_memory: Option<String>,
    pub(super) repositories: Vec<Verified>,
}

impl Document for VerifyReport {
    const KIND: &'static str = "trust-verification";

    fn text(&self, palette: Palette) -> String {
        let mut text: String = self.repositories.iter().map(|one| verified(one, palette)).collect();
        if let Some(reason) = &self.project_memory {
            text += &format!("{} .ragnos/seen.json: {}\n", palette.bad("damaged"), Printable(reason));
        }
        let last = if self.ok { "nothing is damaged" } else { "run `ragnos-plugin trust repair`" };
        text + last + "\n"
    }
}

fn verified(one: &Verified, palette: Palette) -> String {
    let mut text = format!("{} {}\n", palette.name(&one.name), palette.dim(&one.state));
    if let Some(reason) = &one.folder {
        text += &format!("  {} {reason}\n", palette.bad("refused"));
    }
    for StoredFile { name, condition } in &one.files {
        let name = Printable(name);
        text += &match condition {
            Condition::Good { what } => format!("  {}       {name}: {}\n", palette.good("good"), Printable(what)),
            Condition::Superseded { reason } => format!("  {} {name}: {reason}\n", palette.dim("superseded")),
            Condition::Damaged { reason } => format!("  {}    {name}: {}\n", palette.bad("damaged"), Printable(reason)),
            Condition::Unknown => format!("  {}    {name}: not one of this program's files\n", palette.notice("unknown")),
        };
    }
    if one.files.is_empty() {
        text += "  nothing is stored yet\n";
    }
    text
}

/// `trust repair`.
#[derive(Debug, Serialize)]
pub(super) struct RepairReport {
    pub(super) repositories: Vec<Repaired>,
}

impl Document for RepairReport {
    const KIND: &'static str = "trust-repair";

    fn text(&self, palette: Palette) -> String {
        let one = |one: &Repaired| {
            if one.done.is_empty() {
                return format!("{}: nothing is damaged\n", palette.name(&one.name));
            }
            let done = one.done.iter().map(|done| format!("  {} {}\n", palette.good("mended"), Printable(done)));
            let lost = one.lost.iter().map(|lost| format!("  {} {lost}\n", palette.notice("no longer known:")));
            format!("{}:\n{}", palette.name(&one.name), done.chain(lost).collect::<String>())
        };
        self.repositories.iter().map(one).collect()
    }
}

/// `trust reset`.
#[derive(Debug, Serialize)]
pub(super) struct ResetReport {
    pub(super) repositories: Vec<Forgotten>,
}

/// One repository of which all was forgotten.
#[derive(Debug, Serialize)]
pub(super) struct Forgotten {
    name: RepositoryName,
    state: String,
    /// The root that the next run begins with.
    pinned_root: u64,
    /// The root version that the lockfile demands still.
    lockfile_root: Option<u64>,
}

impl Forgotten {
    pub(super) fn of(subject: &Subject) -> Self {
        let (pinned_root, lockfile_root) = (subject.pinned_version(), subject.locked_root());
        Self { name: subject.name.clone(), state: subject.state_path(), pinned_root, lockfile_root }
    }

    /// What a reset means, in words.
    pub(super) fn consequences(&self) -> Vec<String> {
        let root = match self.lockfile_root {
            Some(version) => format!("ragnos.lock still demands root {version} or a newer one"),
            None => "no lockfile demands a newer root".to_owned(),
        };
        vec![
            format!("the next run of {} begins with the pinned root {}; {root}", self.name, self.pinned_root),
            "an old copy of its metadata that has not expired would be accepted once: run the next command on a network you trust"
                .to_owned(),
        ]
    }
}

impl Document for ResetReport {
    const KIND: &'static str = "trust-reset";

    fn text(&self, palette: Palette) -> String {
        let one = |one: &Forgotten| format!("{} {}: {} is empty\n", palette.notice("forgotten"), one.name, one.state);
        self.repositories.iter().map(one).collect()
    }
}
