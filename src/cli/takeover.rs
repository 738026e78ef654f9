//! What `adopt` and `import` share: plugins that somebody has already, found among all that is published, and asked for from now on.
//!
//! Owns: that order, and the words and the JSON form of what became of each. Never does: match (the use cases do).
//! In: a [`Session`] and how to look. Out: [`Takeover`].

use std::collections::BTreeMap;

use semver::VersionReq;
use serde::Serialize;

use super::args::{DryRun, Installing, Rules};
use super::change::Change;
use super::diagnostic::Failure;
use super::exit::Exit;
use super::output::Document;
use super::session::Session;
use super::style::Palette;
use crate::catalog::Catalog;
use crate::name::PluginName;
use crate::resolve::Universe;

/// What became of everything that was looked for.
pub(super) trait Found: Serialize {
    /// As [`Document::KIND`].
    const KIND: &'static str;
    /// What those are that were found, after `N of M`.
    const COUNTED: &'static str;

    /// What was looked for, the plugin that it is, and its version or what is asked for of it.
    fn matched(&self) -> Vec<(&str, &PluginName, String)>;

    /// What was looked for, and why it is no plugin.
    fn unmatched(&self) -> Vec<(&str, &str)>;

    /// What is asked for: what the resolver may choose from, and what `ragnos.toml` says, where that is not `^` and the choice.
    fn asked(&self) -> BTreeMap<PluginName, (VersionReq, Option<VersionReq>)>;
}

/// What was found, and what was done about it.
#[derive(Debug, Serialize)]
pub(super) struct Takeover<F> {
    #[serde(flatten)]
    found: F,
    /// What was done; `null` where nothing was found.
    change: Option<Change>,
}

impl<F: Found> Document for Takeover<F> {
    const KIND: &'static str = F::KIND;

    fn text(&self, palette: Palette) -> String {
        let (matched, unmatched) = (self.found.matched(), self.found.unmatched());
        let (known, all) = (matched.len(), matched.len() + unmatched.len());
        let mut text = String::new();
        for (wanted, name, what) in matched {
            text += &format!("{} {wanted} is {} {what}\n", palette.good("="), palette.name(name.as_str()));
        }
        for (wanted, reason) in unmatched {
            text += &format!("{} {wanted}: {reason}\n", palette.bad("?"));
        }
        text += &format!("{known} of {all} {}\n", F::COUNTED);
        text + &self.change.as_ref().map_or_else(String::new, |change| change.text(palette))
    }
}

impl<F: Found> Takeover<F> {
    /// True where everything that was looked for was found.
    pub(super) fn is_whole(&self) -> bool {
        self.found.unmatched().is_empty()
    }

    /// The exit of the change.
    pub(super) fn exit(&self, flags: DryRun) -> Exit {
        self.change.as_ref().map_or(Exit::Done, |change| change.exit(flags))
    }
}

/// Looks with `look` among all that the project's repositories publish, and asks for what was found.
pub(super) async fn take_over<F: Found>(
    session: Session<'_>,
    look: impl FnOnce(&Universe) -> F,
    installing: &Installing,
    rules: &Rules,
) -> Result<Takeover<F>, Failure> {
    let repositories = session.open(&session.project.manifest, session.project.lock()?.as_ref()).await?;
    let cache = session.cache()?;
    let mut catalog = Catalog::new(&session.project.manifest, repositories, &cache);
    catalog.load_all().await?;
    session.tell_left_out(&catalog);
    let found = look(catalog.universe());
    drop(catalog);
    let asked = found.asked();
    if asked.is_empty() {
        return Ok(Takeover { found, change: None });
    }
    let wide = asked.iter().map(|(name, (wide, _))| (name.clone(), wide.clone())).collect();
    let manifest = session.manifest_with(&wide)?;
    let written = asked.into_iter().map(|(name, (_, written))| (name, written)).collect();
    let change = session.ask_for(written, &manifest, repositories, installing, rules).await?;
    Ok(Takeover { found, change: Some(change) })
}
