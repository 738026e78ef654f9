//! What a writing command did, or in a dry run would do: the document `change`.
//!
//! Owns: its words and its JSON form. Never does: anything.
//! In: plan, difference of lockfiles, what was verified. Out: text or JSON.

use std::collections::BTreeSet;

use serde::Serialize;

use super::args::DryRun;
use super::exit::Exit;
use super::output::Document;
use super::style::Palette;
use crate::capability::Capability;
use crate::cool_down::Held;
use crate::lockfile::{LockDiff, PluginChange, PluginLine};
use crate::name::PluginName;
use crate::plan::{Operation, Pinned, Plan};
use crate::repositories::Verified;

/// What was, or would be, done.
#[derive(Debug, Serialize)]
pub(super) struct Change {
    /// True when nothing was written.
    pub(super) dry_run: bool,
    /// True when the manifest is, or would be, another one.
    pub(super) manifest_changed: bool,
    /// True when the lockfile is, or would be, another one.
    pub(super) lock_changed: bool,
    /// How the lockfile differs.
    pub(super) lock: LockDiff,
    /// What is done to the installed plugins; `null` for a command that leaves them alone.
    pub(super) plan: Option<Plan>,
    /// The generation that is current now; `null` in a dry run.
    pub(super) generation: Option<u64>,
    /// Newer versions that would have been chosen, were they older.
    pub(super) held: Vec<Held>,
    /// Plugins that are installed or locked now and whose version their publisher has withdrawn.
    pub(super) yanked: Vec<PluginLine>,
    /// The repositories that were asked, and what of them was verified.
    pub(super) verified: Vec<Verified>,
}

impl Change {
    /// What a sync would do, when nothing else would change.
    pub(super) fn planned(plan: Plan) -> Self {
        Self {
            dry_run: true,
            manifest_changed: false,
            lock_changed: false,
            lock: LockDiff::default(),
            plan: Some(plan),
            generation: None,
            held: Vec::new(),
            yanked: Vec::new(),
            verified: Vec::new(),
        }
    }

    /// True when anything differs from before.
    fn is_pending(&self) -> bool {
        self.manifest_changed || self.lock_changed || self.plan.as_ref().is_some_and(|plan| !plan.changes_nothing())
    }

    /// The exit of the command that made the change.
    pub(super) fn exit(&self, flags: DryRun) -> Exit {
        if flags.exit_code && self.is_pending() { Exit::Pending } else { Exit::Done }
    }

    fn plan_lines(&self, plan: &Plan, palette: Palette, text: &mut String) {
        for operation in &plan.operations {
            let (sign, rest) = match operation {
                Operation::Install { to, .. } => (palette.good("+"), format!("{}  {}", to.version, source(to, palette))),
                Operation::Change { from, to, .. } => {
                    let older = if to.version < *from { palette.bad(" (older)") } else { String::new() };
                    (palette.notice("~"), format!("{from} -> {}{older}  {}", to.version, source(to, palette)))
                }
                Operation::Repair { to, .. } => {
                    (palette.notice("!"), format!("{} repaired  {}", to.version, source(to, palette)))
                }
                Operation::Remove { from, .. } => (palette.bad("-"), from.to_string()),
                Operation::Keep { .. } => continue,
            };
            *text += &format!("{sign} {} {rest}\n", palette.name(operation.name()));
            *text += &operation.pinned().map(|(name, to)| self.asks(name, to)).unwrap_or_default();
        }
    }

    /// The line on what a plugin asks for of its host, with how that differs from before.
    fn asks(&self, name: &PluginName, to: &Pinned) -> String {
        asks_for(&to.capabilities, self.lock.change_of(name)).map_or_else(String::new, |words| format!("    {words}\n"))
    }

    /// What is to be installed and asks for something, for whoever watches: before anything of it is fetched.
    pub(super) fn asking(&self) -> impl Iterator<Item = String> {
        let incoming = self.plan.iter().flat_map(Plan::incoming);
        incoming.filter_map(|(name, to)| {
            let words = asks_for(&to.capabilities, self.lock.change_of(name))?;
            Some(format!("{name} {} {words}", to.version))
        })
    }

    fn summary(&self) -> String {
        let would = if self.dry_run { "would be " } else { "" };
        let Some(plan) = &self.plan else {
            return if self.lock_changed || self.manifest_changed {
                format!("ragnos.lock {would}written; run `ragnos-plugin sync` to install it\n")
            } else {
                "nothing to do: ragnos.lock answers ragnos.toml\n".to_owned()
            };
        };
        let count = plan.installed().count();
        if !self.is_pending() {
            return nothing_to_do(count);
        }
        let plugins = plugins(count);
        let generation = self.generation.map_or_else(String::new, |number| format!(" (generation {number})"));
        format!("{count} {plugins} {would}installed in .ragnos/plugins{generation}\n")
    }
}

/// What a plugin asks for, each with how it differs where `change` says so; `None` for nothing now and before.
fn asks_for(capabilities: &BTreeSet<Capability>, change: Option<&PluginChange>) -> Option<String> {
    let is_kept = |one: &&Capability| !change.is_some_and(|change| change.capabilities_added.contains(*one));
    let kept = capabilities.iter().filter(is_kept).map(ToString::to_string);
    let changes = change.map(PluginChange::capabilities).unwrap_or_default();
    let all: Vec<String> = kept.chain(changes.iter().map(ToString::to_string)).collect();
    (!all.is_empty()).then(|| format!("asks for {}", all.join(", ")))
}

/// The lines on how two lockfiles differ.
pub(super) fn lock_lines(diff: &LockDiff, palette: Palette) -> String {
    let mut text = String::new();
    for one in &diff.added {
        let asks = asks_for(&one.capabilities, None).map_or_else(String::new, |words| format!(", {words}"));
        text += &format!("{} {} {}{asks}\n", palette.good("+"), one.name, one.version);
    }
    for one in &diff.removed {
        text += &format!("{} {} {}\n", palette.bad("-"), one.name, one.version);
    }
    for one in &diff.changed {
        text += &format!("{} {one}\n", palette.notice("~"));
    }
    text
}

/// The line on a withdrawn version.
pub(super) fn yanked(one: &PluginLine, palette: Palette) -> String {
    let PluginLine { name, version } = one;
    format!(
        "{} {name} {version} was withdrawn by its publisher; `ragnos-plugin update {name}` moves on\n",
        palette.bad("yanked")
    )
}

/// The sentence of a sync that found everything as it should be.
pub(super) fn nothing_to_do(count: usize) -> String {
    format!("nothing to do: {count} {} installed as ragnos.lock says\n", plugins(count))
}

fn plugins(count: usize) -> &'static str {
    if count == 1 { "plugin" } else { "plugins" }
}

fn source(to: &Pinned, palette: Palette) -> String {
    let digest = to.sha256.to_string();
    palette.dim(format!("sha256:{} from {}", &digest[..16], to.repository))
}

impl Document for Change {
    const KIND: &'static str = "change";

    fn text(&self, palette: Palette) -> String {
        let mut text: String = self.verified.iter().map(|one| format!("{} {one}\n", palette.good("verified"))).collect();
        match &self.plan {
            Some(plan) => self.plan_lines(plan, palette, &mut text),
            None => text += &lock_lines(&self.lock, palette),
        }
        text.extend(self.held.iter().map(|one| format!("{} {one}\n", palette.notice("held"))));
        text.extend(self.yanked.iter().map(|one| yanked(one, palette)));
        text + &self.summary()
    }
}
