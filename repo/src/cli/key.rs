//! `key`: make key files, bring in those of other programs, and look at them.
//!
//! Owns: what is shown of a key. Never does: print a secret. In: [`KeyCommand`]. Out: [`Report`].

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::args::Unlock;
use super::{Failure, Report};
use crate::keys::file::{self, Content, Listed, public_path};
use crate::keys::{FileKey, KeyKind, KeyLocation, Opener, Passphrases, Protection, PublicKey};

/// Make and look at keys.
#[derive(Debug, Subcommand)]
pub(super) enum KeyCommand {
    Generate(Generate),
    Import(Import),
    Show(Show),
    List(List),
}

/// Make a new private key, encrypted with a passphrase, and the public key beside it.
#[derive(Debug, Args)]
pub(super) struct Generate {
    #[command(flatten)]
    new: New,
    /// The kind of key.
    #[arg(long, value_enum, default_value = "p256")]
    kind: KeyKind,
}

/// Keep a key of another program as a key file: a private key encrypted, with the public key beside it.
///
/// Reads PKCS#8 and the older EC and RSA forms of openssl. A key of AWS KMS stays there: FILE is then its public key.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The key: a file or aws-kms:KEY.
    #[arg(value_name = "KEY")]
    source: KeyLocation,
    #[command(flatten)]
    new: New,
    /// A file whose first line is the passphrase of KEY, where that is another one.
    #[arg(long, value_name = "FILE")]
    old_passphrase_file: Option<Utf8PathBuf>,
}

/// What new key files have in common.
#[derive(Debug, Args)]
struct New {
    /// The private key's file; the public key goes to FILE.pub.
    #[arg(long, value_name = "FILE")]
    out: Utf8PathBuf,
    #[command(flatten)]
    unlock: Unlock,
    /// Write the private key in the clear: whoever reads the file can sign. For tests.
    #[arg(long, conflicts_with = "files")]
    unencrypted: bool,
}

/// Show a key's kind, its id as metadata has it, and its public half.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// The key: a file, private or public, or aws-kms:KEY.
    #[arg(value_name = "KEY", required = true)]
    keys: Vec<KeyLocation>,
    #[command(flatten)]
    unlock: Unlock,
}

/// List the key files of a folder; no passphrase is needed.
#[derive(Debug, Args)]
pub(super) struct List {
    /// The folder.
    #[arg(default_value = ".")]
    folder: Utf8PathBuf,
}

/// Runs one of them.
pub(super) async fn run(command: &KeyCommand) -> Result<Report, Failure> {
    match command {
        KeyCommand::Generate(generate) => generate.new.write(&FileKey::generate(generate.kind)?),
        KeyCommand::Import(import) => import.run().await,
        KeyCommand::Show(show) => show.run().await,
        KeyCommand::List(list) => Ok(listed(&file::list(&list.folder)?)),
    }
}

impl New {
    fn write(&self, key: &FileKey) -> Result<Report, Failure> {
        let passphrases = self.unlock.passphrases()?;
        let protection = if self.unencrypted { Protection::Clear } else { Protection::Encrypted(&passphrases) };
        key.write_new(&self.out, &protection)?;
        let written = vec![self.out.to_string(), public_path(&self.out).to_string()];
        Ok(Report::receipt(&written, None, &[(self.out.to_string(), key.public().id())]))
    }
}

impl Import {
    async fn run(&self) -> Result<Report, Failure> {
        let mut passphrases = match &self.old_passphrase_file {
            None => self.new.unlock.passphrases()?,
            Some(path) => {
                let mut old = Passphrases::default();
                old.add_file(path)?;
                old
            }
        };
        match &self.source {
            KeyLocation::File(path) => self.new.write(&FileKey::read_foreign(path, &mut passphrases)?),
            KeyLocation::Kms(_) => {
                let key = Opener::from(passphrases).open(&self.source).await?.public;
                key.write_new(&self.new.out)?;
                let out = self.new.out.to_string();
                Ok(Report::receipt(std::slice::from_ref(&out), None, &[(out.clone(), key.id())]))
            }
        }
    }
}

impl Show {
    async fn run(&self) -> Result<Report, Failure> {
        let mut opener = Opener::from(self.unlock.passphrases()?);
        let (mut text, mut keys) = (String::new(), Vec::new());
        for source in &self.keys {
            let found = opener.open(source).await?;
            let (key, signs) = (&found.public, found.signer.is_some());
            let can = if signs { "can sign" } else { "public only" };
            text += &format!("{source}: {} {} ({can})\n{}", key.algorithm(), key.id(), key.pem());
            let mut document = about(key);
            document["key"] = source.to_string().into();
            document["signs"] = signs.into();
            keys.push(document);
        }
        Ok(Report::new("keys", text, json!({ "keys": keys })))
    }
}

fn about(key: &PublicKey) -> Value {
    json!({ "id": key.id(), "kind": key.algorithm().to_string(), "public": key.pem() })
}

fn listed(files: &[Listed]) -> Report {
    let (mut text, mut keys) = (String::new(), Vec::new());
    for Listed { path, content, public, exposed } in files {
        let (word, state) = match content {
            Content::Public => ("public", "public"),
            Content::Encrypted => ("private, encrypted", "encrypted"),
            Content::Clear => ("private, NOT ENCRYPTED", "clear"),
        };
        let kind = public.as_ref().map_or_else(|| "?".to_owned(), |key| key.algorithm().to_string());
        let id = public.as_ref().map_or_else(|| format!("unknown: {} is missing", public_path(path)), PublicKey::id);
        let warning = exposed.map_or_else(String::new, |mode| format!("  READABLE BY OTHERS (mode {mode:o})"));
        text += &format!("{}  {kind}  {word}{warning}\n  {id}\n", name(path));
        let mut document = public.as_ref().map_or_else(|| json!({ "id": null, "kind": null, "public": null }), about);
        document["key"] = path.to_string().into();
        document["state"] = state.into();
        document["exposed"] = exposed.is_some().into();
        keys.push(document);
    }
    if text.is_empty() {
        text.push_str("no key files\n");
    }
    Report::new("keys", text, json!({ "keys": keys }))
}

fn name(path: &Utf8Path) -> &str {
    path.file_name().unwrap_or(path.as_str())
}
