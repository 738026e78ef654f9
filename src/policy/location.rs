//! Places of repositories: whether the one that is asked is, or is below, a listed one.
//!
//! Owns: that comparison, made on the URL that is asked and not on the text that somebody wrote.
//! Never does: ask. In: two places, in the forms that `url` of a repository takes. Out: yes or no.

use camino::{Utf8Component, Utf8Path};
use url::Url;

/// True where `place` is `listed` or below it. What cannot be read is below nothing.
pub(super) fn is_below(listed: &str, place: &str) -> bool {
    // As `transport` takes them: everything without `://` is the path of a folder.
    match (listed.contains("://"), place.contains("://")) {
        (true, true) => Url::parse(listed).ok().zip(Url::parse(place).ok()).is_some_and(|(listed, place)| url(&listed, &place)),
        (false, false) => path(listed, place),
        _ => false,
    }
}

/// `Url` has resolved the dot segments of both, `%2e` and backslashes included. A server may also decode a slash, and then go up.
fn url(listed: &Url, place: &Url) -> bool {
    let segments =
        |url: &Url| -> Vec<String> { url.path().split('/').filter(|one| !one.is_empty()).map(str::to_owned).collect() };
    let plain = |segment: &String| !["%2f", "%5c"].iter().any(|hidden| segment.to_ascii_lowercase().contains(hidden));
    let (above, below) = (segments(listed), segments(place));
    let rest = below.strip_prefix(above.as_slice());
    (listed.scheme(), listed.host_str(), listed.port_or_known_default(), listed.query())
        == (place.scheme(), place.host_str(), place.port_or_known_default(), place.query())
        && (place.username(), place.password()) == (listed.username(), listed.password())
        && rest.is_some_and(|rest| rest.iter().all(plain))
}

fn path(listed: &str, place: &str) -> bool {
    let rest = Utf8Path::new(place).strip_prefix(listed).ok();
    !listed.is_empty() && rest.is_some_and(|rest| rest.components().all(|part| matches!(part, Utf8Component::Normal(_))))
}
