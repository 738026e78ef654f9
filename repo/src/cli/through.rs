//! Flags of what comes after publishing: to look at the change where users are.
//!
//! Owns: those flags. Never does: look; that is `propagate`. In: flags. Out: [`Through`].

use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use super::args::span;
use crate::cdn::Cdn;
use crate::propagate::{Propagation, Through};

/// What comes after publishing.
#[derive(Debug, Args)]
pub(super) struct Afterwards {
    /// Where users reach the repository, such as a CDN: wait until the client sees the change there, and print the seconds.
    #[arg(long, value_name = "URL")]
    through: Option<String>,
    /// How long that may take before it is a failure (exit code 7).
    #[arg(long, value_name = "SPAN", default_value = "30s", value_parser = span, requires = "through")]
    propagation_limit: Duration,
    /// A CDN that is told first: cloudfront:DISTRIBUTION-ID.
    #[arg(long, value_name = "CDN", requires = "through")]
    invalidate: Option<Cdn>,
}

impl Afterwards {
    /// Where to look.
    pub(super) fn through(&self) -> Option<Through> {
        let place = self.through.clone()?;
        Some(Through { place, cdn: self.invalidate.clone(), limit: self.propagation_limit })
    }
}

/// What is said of it: a line for people, and the same for programs.
pub(super) fn shown(seen: &Propagation) -> (String, Value) {
    let (place, version, seconds) = (seen.place(), seen.version(), seen.took().as_secs_f64());
    let line = format!("version {version} is seen through {place} after {seconds:.1} s\n");
    (line, json!({ "through": place, "version": version, "seconds": seconds }))
}
