//! Which paths an archive may hold.
//!
//! Owns: the policy (research: reliability 1.3, point 4): one spelling of each path, portable to every file system.
//! Never does: repair a path. Not canonical is refused.
//! In: the bytes of a name. Out: a relative path.

use icu_normalizer::ComposingNormalizer;
use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};

use super::Error;
use super::error::shown;
use crate::limits;

/// The path of an entry, checked; a trailing slash of a folder is left out.
pub(super) fn checked(raw: &[u8], is_folder: bool) -> Result<&str, Error> {
    let refused = |reason| Error::Entry { path: shown(raw), reason };
    let text = std::str::from_utf8(raw).map_err(|_| refused("its name is not UTF-8"))?;
    let path = if is_folder { text.strip_suffix('/').unwrap_or(text) } else { text };
    if path.len() > limits::PATH_BYTES {
        return Err(refused("its path is too long"));
    }
    if path.split('/').count() > limits::PATH_DEPTH {
        return Err(refused("its path is too deep"));
    }
    if let Some(reason) = path.split('/').find_map(objection) {
        return Err(refused(reason));
    }
    if !path.is_ascii() && !ComposingNormalizer::new_nfc().is_normalized(path) {
        return Err(refused("its path is not in Unicode's normal form C"));
    }
    Ok(path)
}

fn objection(component: &str) -> Option<&'static str> {
    if component.is_empty() || component == "." || component == ".." {
        Some("its path is not canonical")
    } else if component.len() > limits::PATH_COMPONENT_BYTES {
        Some("a part of its path is too long")
    } else if component.chars().any(is_forbidden) {
        Some("its path has a character that is not portable or cannot be seen")
    } else if component.ends_with(['.', ' ']) || component.starts_with(' ') {
        Some("a part of its path starts or ends with a space or ends with a dot")
    } else if is_reserved(component) {
        Some("a part of its path is a device name on Windows")
    } else {
        None
    }
}

/// True for separators and wildcards of some system, and for what changes or hides what a reader sees. A character that this
/// program's Unicode version does not know may be any of these.
fn is_forbidden(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_control() || r#"\:*?"<>|"#.contains(character);
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    matches!(
        category,
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
            | GeneralCategory::SpaceSeparator
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    ) || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
}

fn is_reserved(component: &str) -> bool {
    let stem = component.split('.').next().unwrap_or(component).trim_end().to_ascii_lowercase();
    let is_digit = |rest: &str| matches!(rest, "\u{b9}" | "\u{b2}" | "\u{b3}") || matches!(rest.as_bytes(), [b'0'..=b'9']);
    let numbered = |prefix| stem.strip_prefix(prefix).is_some_and(is_digit);
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_paths_are_refused() {
        let long = "a".repeat(256);
        let deep = "a/".repeat(64) + "a";
        let longest = format!("{}/{}", ["b".repeat(250).as_str(); 4].join("/"), "c".repeat(21));
        let bad = [
            "",
            "/etc/passwd",
            "../x",
            "a/../b",
            "a//b",
            "./a",
            "a/.",
            "a\\b",
            "c:x",
            "a\u{0}b",
            "a\nb",
            "nul",
            "a/COM1.txt",
            "lpt\u{b2}",
            "aux .c",
            "a.",
            "a ",
            " a",
            "cafe\u{301}",
            "a\u{202e}b",
            "a\u{200d}b",
            "a\u{a0}b",
            "a\u{e000}b",
            "\u{3164}",
            "a\u{fe0f}",
            &long,
            &deep,
            &longest,
            "a/",
        ];
        for path in bad {
            assert!(checked(path.as_bytes(), false).is_err(), "{path:?}");
        }
        assert!(checked(b"\xff", false).is_err());
        for path in
            ["a/b-c_d.e/.hidden", "caf\u{e9}", "\u{65e5}\u{672c}/\u{8a9e}", "com10", "console", &deep[2..], &longest[1..]]
        {
            assert_eq!(checked(path.as_bytes(), false).unwrap(), path);
        }
        assert_eq!(checked(b"a/", true).unwrap(), "a");
        assert!(checked(b"a//", true).is_err());
    }
}
