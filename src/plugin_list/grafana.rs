//! Grafana's lists: what `grafana cli plugins ls` prints, and the values that its container installs plugins by.
//!
//! Owns: their forms. Never does: I/O. In: text. Out: [`Entry`]s.

use super::{Entry, Wanted, Wrong, lines, name};

/// Lines of `grafana cli plugins ls` that name no plugin.
const AROUND: [&str; 3] = ["installed plugins:", "no installed plugins found", "Please restart Grafana"];
/// Variables of the container whose value is a list.
const VARIABLES: [&str; 3] = ["GF_INSTALL_PLUGINS", "GF_PLUGINS_PREINSTALL", "GF_PLUGINS_PREINSTALL_SYNC"];

/// Reads `ID @ VERSION`, `ID VERSION` or `ID`, one a line or with commas between, with or without the variable's name before.
pub(super) fn parse(text: &str) -> Result<Vec<Entry>, Wrong> {
    let named = lines(text).filter(|(_, line)| !line.starts_with('#') && !AROUND.iter().any(|around| line.starts_with(around)));
    let items = named.flat_map(|(line, text)| value(text).split(',').map(move |item| (line, item.trim())));
    items.filter(|(_, item)| !item.is_empty()).map(|(line, item)| entry(line, item)).collect()
}

/// The value, where a line is the assignment of one of the variables.
fn value(line: &str) -> &str {
    let assignment = line.strip_prefix("export ").unwrap_or(line);
    match assignment.split_once(['=', ':']) {
        Some((variable, value)) if VARIABLES.contains(&variable.trim_end()) => value.trim().trim_matches(['"', '\'']),
        _ => line,
    }
}

fn entry(line: usize, item: &str) -> Result<Entry, Wrong> {
    // An archive at an address, and the folder that it is unpacked to.
    if let Some((address, id)) = item.split_once(';') {
        return Ok(Entry { name: id_of(line, id.trim())?, version: Wanted::other(address) });
    }
    let (id, rest) = item.split_once(['@', ' ', '\t']).unwrap_or((item, ""));
    let mut rest = rest.split(['@', ' ', '\t']).filter(|part| !part.is_empty());
    let version = match (rest.next(), rest.next()) {
        (None, _) => Wanted::Any,
        (Some(version), None) => Wanted::installed(version),
        (Some(_), Some(address)) => Wanted::other(address),
    };
    Ok(Entry { name: id_of(line, id)?, version })
}

fn id_of(line: usize, text: &str) -> Result<String, Wrong> {
    name(line, text, b"-_.")
}
