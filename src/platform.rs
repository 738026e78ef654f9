//! Platforms that an archive can be for.
//!
//! Owns: the grammar of platform tuples and which tuple this machine is.
//! Never does: detection beyond what the program was compiled for.
//! In: text. Out: [`Platform`].

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::name::ParseNameError;

/// `any`, or a tuple `<os>-<arch>` such as `linux-x86_64` (`std::env::consts` spelling; `macos`, not `darwin`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Platform(Cow<'static, str>);

impl Platform {
    /// An archive that runs everywhere.
    pub const ANY: Self = Self(Cow::Borrowed("any"));

    /// The platform that this program was built for.
    pub fn current() -> Self {
        Self(Cow::Owned(format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH)))
    }

    /// True for `any`.
    pub fn is_any(&self) -> bool {
        self.0 == "any"
    }

    /// True when an archive for `self` can be used on `machine`.
    pub fn runs_on(&self, machine: &Platform) -> bool {
        self.is_any() || self == machine
    }

    /// The tuple as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Platform {
    type Err = ParseNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let part = |part: &str| {
            (1..=24).contains(&part.len())
                && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        match text.split_once('-') {
            None if text == "any" => Ok(Self::ANY),
            Some((os, arch)) if part(os) && part(arch) => Ok(Self(Cow::Owned(text.to_owned()))),
            _ => Err(ParseNameError {
                seen: text.chars().take(160).collect(),
                wanted: "a platform (any, or <os>-<arch> such as linux-x86_64)",
            }),
        }
    }
}

impl TryFrom<String> for Platform {
    type Error = ParseNameError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Platform> for String {
    fn from(platform: Platform) -> String {
        platform.0.into_owned()
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_runs_everywhere_and_a_tuple_only_at_home() {
        let linux: Platform = "linux-x86_64".parse().unwrap();
        let mac: Platform = "macos-aarch64".parse().unwrap();
        assert!(Platform::ANY.runs_on(&linux) && linux.runs_on(&linux) && !mac.runs_on(&linux));
        assert!(Platform::current().as_str().parse::<Platform>().is_ok());
        for bad in ["", "linux", "linux-", "Linux-x86_64", "linux-x86-64"] {
            assert!(bad.parse::<Platform>().is_err(), "{bad}");
        }
    }
}
