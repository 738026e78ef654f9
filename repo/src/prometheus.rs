//! What was seen of places, in the text form that Prometheus reads (exposition format 0.0.4).
//!
//! Owns: the names of the metrics, and a file that is always whole. Never does: ask anybody. In: answers. Out: a file.

use std::io::Write as _;

use camino::Utf8Path;
use jiff::Timestamp;
use ragnos_plugin::tuf::Remaining;

use crate::health::{Health, RoleHealth};
use crate::monitor::Answer;
use crate::storage::Error;

/// 1 when clients take what is served.
pub(crate) const ACCEPTED: &str = "ragnos_repository_accepted";
/// Versions that a place is behind the origin.
pub(crate) const BEHIND: &str = "ragnos_repository_behind_versions";
/// How long a place took to serve what the origin has.
pub(crate) const PROPAGATION: &str = "ragnos_repository_propagation_seconds";
/// The version of a role.
pub(crate) const VERSION: &str = "ragnos_role_version";
/// Seconds until a role expires.
pub(crate) const SECONDS_TO_EXPIRY: &str = "ragnos_role_seconds_to_expiry";

/// A metric: name, what it says, and its samples as (labels, value).
type Metric = (&'static str, &'static str, Vec<(String, String)>);

/// Replaces `file`; a reader sees the old text or the new one.
pub(crate) fn write(file: &Utf8Path, answers: &[Answer], now: Timestamp) -> Result<(), Error> {
    let failed = |source| Error::Io { path: file.to_string(), source };
    let folder = file.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    let mut builder = tempfile::Builder::new();
    // Whoever collects it is another user.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut new = builder.prefix(".ragnos-").tempfile_in(folder).map_err(failed)?;
    new.write_all(text(answers, now).as_bytes()).map_err(failed)?;
    new.persist(file).map_err(|error| failed(error.error))?;
    Ok(())
}

fn text(answers: &[Answer], now: Timestamp) -> String {
    let place = |answer: &Answer| {
        let part = if answer.is_origin { "origin" } else { "edge" };
        format!("place=\"{}\",part=\"{part}\"", escaped(&answer.place))
    };
    let of_answers = |value: &dyn Fn(&Answer) -> Option<String>| -> Vec<(String, String)> {
        answers.iter().filter_map(|answer| Some((place(answer), value(answer)?))).collect()
    };
    let of_roles = |value: &dyn Fn(&RoleHealth) -> String| -> Vec<(String, String)> {
        let roles = answers.iter().filter_map(|answer| Some((place(answer), &answer.health.as_ref().ok()?.roles)));
        let sample = |place: &str, one: &RoleHealth| {
            let (role, by) = (escaped(&one.role.name), escaped(&one.role.delegated_by));
            (format!("{place},role=\"{role}\",delegated_by=\"{by}\""), value(one))
        };
        roles.flat_map(|(place, roles)| roles.iter().map(move |one| sample(&place, one)).collect::<Vec<_>>()).collect()
    };
    let accepted = |answer: &Answer| u8::from(answer.health.as_ref().is_ok_and(Health::is_accepted)).to_string();
    let refused = |answer: &Answer| Some(answer.health.as_ref().ok()?.failures.len().to_string());
    let metrics: [Metric; 9] = [
        (ACCEPTED, "1 when clients take what the place serves.", of_answers(&|one| Some(accepted(one)))),
        ("ragnos_repository_refused_roles", "Delegated roles that clients refuse.", of_answers(&refused)),
        (
            BEHIND,
            "Versions of timestamp.json that the place is behind the origin.",
            of_answers(&|one| Some(one.behind?.0.to_string())),
        ),
        (
            PROPAGATION,
            "How long it took until the place served what the origin has, or until nobody waited any longer.",
            of_answers(&|one| Some(one.behind?.1.as_secs_f64().to_string())),
        ),
        (VERSION, "The version of a role.", of_roles(&|one| one.role.version.to_string())),
        (
            SECONDS_TO_EXPIRY,
            "Seconds until a role expires; negative when it has.",
            of_roles(&|one| one.seconds_left.to_string()),
        ),
        (
            "ragnos_role_expires_soon",
            "1 when less than a fifth of a role's life time is left, or nothing.",
            of_roles(&|one| u8::from(one.remaining != Remaining::Enough).to_string()),
        ),
        ("ragnos_role_targets", "Targets that a role lists.", of_roles(&|one| one.role.targets.to_string())),
        (
            "ragnos_monitor_last_round_timestamp_seconds",
            "When all this was seen.",
            vec![(String::new(), now.as_second().to_string())],
        ),
    ];
    metrics.iter().filter(|(_, _, samples)| !samples.is_empty()).map(block).collect()
}

fn block((name, help, samples): &Metric) -> String {
    let sample = |(labels, value): &(String, String)| match labels.as_str() {
        "" => format!("{name} {value}\n"),
        labels => format!("{name}{{{labels}}} {value}\n"),
    };
    format!("# HELP {name} {help}\n# TYPE {name} gauge\n{}", samples.iter().map(sample).collect::<String>())
}

/// A label's value: quotes, backslashes and line feeds are escaped.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
