//! Tables with a line a plugin: `kubectl krew list` and `helm plugin list`.
//!
//! Owns: their columns. Never does: I/O. In: text. Out: [`Entry`]s.

use super::{Entry, Wanted, Wrong, lines, name};

/// Letters beside ASCII letters and digits that krew and Helm allow in names.
const IN_NAMES: &[u8] = b"-_";

/// krew prints a table to a terminal, and names alone to anything else. A plugin of an index of its own is `INDEX/NAME`.
pub(super) fn krew(text: &str) -> Result<Vec<Entry>, Wrong> {
    let rows = lines(text).filter(|(_, line)| line.split_whitespace().ne(["PLUGIN", "VERSION"]));
    rows.map(|(line, row)| {
        let mut columns = row.split_whitespace();
        let (listed, version) = (columns.next().unwrap_or_default(), columns.next());
        if let Some(more) = columns.next() {
            return Err(Wrong::new(line, format!("\"{more}\" stands after name and version")));
        }
        let listed = listed.strip_prefix("default/").unwrap_or(listed);
        let listed = match listed.split_once('/') {
            Some((index, plugin)) => format!("{}/{}", name(line, index, IN_NAMES)?, name(line, plugin, IN_NAMES)?),
            None => name(line, listed, IN_NAMES)?,
        };
        Ok(Entry { name: listed, version: version.map_or(Wanted::Any, Wanted::installed) })
    })
    .collect()
}

/// Name and version come first; what follows differs between Helm's versions and says nothing here.
pub(super) fn helm(text: &str) -> Result<Vec<Entry>, Wrong> {
    let rows = lines(text).filter(|(_, line)| line.split_whitespace().take(2).ne(["NAME", "VERSION"]));
    rows.map(|(line, row)| {
        let mut columns = row.split_whitespace();
        let listed = name(line, columns.next().unwrap_or_default(), IN_NAMES)?;
        let version = columns.next().ok_or_else(|| Wrong::new(line, format!("there is no version after \"{listed}\"")))?;
        Ok(Entry { name: listed, version: Wanted::installed(version) })
    })
    .collect()
}
