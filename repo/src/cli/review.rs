//! `review sign`: a reviewer's signature on records of a `ragnos-reviews.toml`.
//!
//! Owns: its flags and what it shows. Never does: decide whose word counts. In: [`ReviewCommand`]. Out: [`Report`].

use camino::Utf8PathBuf;
use clap::{Args, Subcommand};
use ragnos_plugin::named_version::NamedVersion;
use ragnos_plugin::review::{Review, Reviews};
use ragnos_plugin::store::{Durability, file};
use serde_json::json;

use super::args::{Ring, Unlock};
use super::{Failure, Report};
use crate::keys::KeyLocation;
use crate::{review, storage};

/// Sign reviews of plugins, for policies that count signed ones.
#[derive(Debug, Subcommand)]
pub(super) enum ReviewCommand {
    Sign(Sign),
}

/// Sign what a file of reviews says of versions; needs no repository.
///
/// A policy names the keys whose signatures count (docs/policy.md). `ragnos-plugin review add` writes the records.
#[derive(Debug, Args)]
pub(super) struct Sign {
    /// A ragnos-reviews.toml, which is changed.
    #[arg(value_name = "FILE")]
    file: Utf8PathBuf,
    /// The reviewed versions: every record about one of them is signed.
    #[arg(value_name = "NAME@VERSION", required = true)]
    versions: Vec<NamedVersion>,
    /// The reviewer's private key: a file or aws-kms:KEY.
    #[arg(long, value_name = "KEY")]
    key: KeyLocation,
    #[command(flatten)]
    unlock: Unlock,
}

impl ReviewCommand {
    pub(super) async fn run(&self) -> Result<Report, Failure> {
        let Self::Sign(sign) = self;
        let failed = storage::Error::io(&sign.file);
        let text = fs_err::read_to_string(&sign.file).map_err(&failed)?;
        let mut reviews = Reviews::parse(&text, sign.file.as_str())?;
        let key = Ring::new(&sign.unlock)?.signer(&sign.key).await?;
        let signed = review::sign(&mut reviews, sign.file.as_str(), &sign.versions, &*key).await?;
        let text = reviews.to_text().map_err(|error| failed(std::io::Error::other(error)))?;
        file::replace(&sign.file, text.as_bytes(), Durability::Full)?;
        let line = |one: &Review| {
            let criteria: Vec<String> = one.criteria.iter().map(ToString::to_string).collect();
            format!("signed {} {}  {}  by {}, {}\n", one.plugin, one.version, criteria.join(", "), one.by, one.date)
        };
        Ok(Report::new("reviews", signed.iter().map(line).collect(), json!({ "signed": signed })))
    }
}
