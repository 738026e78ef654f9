//! Reading `ragnos.toml`.
//!
//! Owns: its grammar: every key, what its value may be, and which repository a name belongs to.
//! Never does: I/O, or pass over a key that it does not know (a misspelt one would silently mean nothing).
//! In: TOML text. Out: [`Manifest`], or an [`Error`] that points at the place.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use camino::{Utf8Component, Utf8Path};
use miette::{NamedSource, SourceSpan};
use toml_edit::{Document, Item, Table, TableLike};

use super::{Manifest, RepositoryEntry};
use crate::limits;
use crate::name::{PluginName, RepositoryName, nearest};
use crate::policy::{self, Policy};
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};

/// Why a `ragnos.toml` cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// A value is missing or wrong, or the text is not TOML.
    #[error("{path}: {reason}")]
    #[diagnostic(code(RP2100), help("correct the key in ragnos.toml; docs/manifest.md lists all keys"))]
    Value {
        /// The key, such as `repositories.demo.url`.
        path: String,
        /// What is wrong.
        reason: String,
        /// The text.
        #[source_code]
        source_text: Arc<NamedSource<String>>,
        /// The place.
        #[label("here")]
        place: SourceSpan,
    },
    /// The policy in it is not valid.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Policy(#[from] policy::Error),
    /// More bytes than any manifest has.
    #[error("ragnos.toml has {seen} bytes; at most {limit} are read")]
    #[diagnostic(code(RP2101), help("this is not a manifest; restore ragnos.toml from version control"))]
    TooLarge {
        /// Its length, bytes.
        seen: u64,
        /// The limit, bytes.
        limit: u64,
    },
    /// More than one repository, or none, has a claim on a name.
    #[error("{subject} has {owners} repositories in ragnos.toml; it must have one")]
    #[diagnostic(code(RP2102), help("list the namespace under `namespaces` of the one repository that it belongs to"))]
    Owner {
        /// The plugin or namespace.
        subject: String,
        /// How many repositories claim it.
        owners: usize,
    },
    /// An edit would have changed more than was asked for, or could not be made.
    #[error("{name} is written in a form that cannot be edited safely")]
    #[diagnostic(
        code(RP2110),
        help("write `[plugins]` and `[repositories.NAME]` as tables with one key a line, or edit ragnos.toml by hand")
    )]
    Edit {
        /// The file.
        name: String,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Value { path, .. } => Facts::about(path),
            Self::Policy(error) => error.facts(),
            Self::TooLarge { seen, limit } => Facts::about(&"ragnos.toml").mismatch(limit, seen),
            Self::Edit { name } => Facts::about(name),
            Self::Owner { subject, owners } => Facts::about(subject).mismatch(&1, owners),
        }
    }
}

impl Manifest {
    /// Reads a manifest; `name` is its file name for messages.
    ///
    /// # Errors
    /// [`Error`] with the place.
    pub fn parse(text: &str, name: &str) -> Result<Self, Error> {
        let seen = text.len() as u64;
        if seen > limits::MANIFEST_BYTES {
            return Err(Error::TooLarge { seen, limit: limits::MANIFEST_BYTES });
        }
        let reader = Reader { text, name };
        let document =
            Document::parse(text.to_owned()).map_err(|error| reader.wrong("the manifest", error.message(), error.span()))?;
        let mut manifest = reader.manifest(document.as_table())?;
        if document.contains_key("policy") {
            manifest.policy = Policy::of_manifest(text, name)?;
        }
        manifest.check_owners()?;
        Ok(manifest)
    }

    /// The repository that `plugin` belongs to: the one that lists its namespace, else the one that lists none.
    ///
    /// # Errors
    /// [`Error::Owner`] when there is no such repository.
    pub fn repository_of(&self, plugin: &PluginName) -> Result<(&RepositoryName, &RepositoryEntry), Error> {
        let lists = |entry: &RepositoryEntry| {
            let listed = entry.namespaces.as_ref();
            listed.is_some_and(|set| set.iter().any(|namespace| namespace.as_str() == plugin.namespace()))
        };
        let named = self.repositories.iter().find(|(_, entry)| lists(entry));
        let rest = || self.repositories.iter().find(|(_, entry)| entry.namespaces.is_none());
        named.or_else(rest).ok_or_else(|| Error::Owner { subject: plugin.to_string(), owners: 0 })
    }

    /// Every name has at most one owner, so that nobody else can publish under it (dependency confusion).
    pub(super) fn check_owners(&self) -> Result<(), Error> {
        let owners = self.repositories.values().filter(|entry| entry.namespaces.is_none()).count();
        if owners > 1 {
            return Err(Error::Owner { subject: "every namespace that no repository lists".to_owned(), owners });
        }
        let mut claims: BTreeMap<_, usize> = BTreeMap::new();
        for namespace in self.repositories.values().filter_map(|entry| entry.namespaces.as_ref()).flatten() {
            *claims.entry(namespace).or_default() += 1;
        }
        match claims.into_iter().find(|(_, owners)| *owners > 1) {
            Some((namespace, owners)) => Err(Error::Owner { subject: format!("the namespace {namespace}"), owners }),
            None => Ok(()),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    name: &'a str,
}

impl Reader<'_> {
    fn wrong(&self, path: &str, reason: impl Display, span: Option<Range<usize>>) -> Error {
        Error::Value {
            path: Printable(path).to_string(),
            reason: Printable(&reason.to_string()).to_string(),
            source_text: Arc::new(NamedSource::new(self.name, self.text.to_owned()).with_language("TOML")),
            place: span.map_or_else(|| SourceSpan::from(0..0), SourceSpan::from),
        }
    }

    fn manifest(&self, table: &Table) -> Result<Manifest, Error> {
        self.only(table, "", &["project", "host", "repositories", "plugins", "policy"])?;
        let mut manifest = Manifest::default();
        if let Some(project) = self.table(table.get("project"), "project")? {
            self.only(project, "project.", &["platforms"])?;
            manifest.platforms = self.set(project.get("platforms"), "project.platforms")?.unwrap_or_default();
        }
        for (key, item) in self.table(table.get("host"), "host")?.into_iter().flat_map(TableLike::iter) {
            let path = format!("host.{key}");
            manifest.host.insert(key.to_owned(), self.value(item, &path)?);
        }
        for (key, item) in self.table(table.get("repositories"), "repositories")?.into_iter().flat_map(TableLike::iter) {
            let path = format!("repositories.{key}");
            let name = self.key(key, &path, item)?;
            let entry = self.repository(&name, item, &path)?;
            manifest.repositories.insert(name, entry);
        }
        for (key, item) in self.table(table.get("plugins"), "plugins")?.into_iter().flat_map(TableLike::iter) {
            let path = format!("plugins.{key:?}");
            let requirement = match item.as_table_like() {
                Some(table) => {
                    self.only(table, &format!("{path}."), &["version"])?;
                    let version = table.get("version");
                    self.value(version.ok_or_else(|| self.wrong(&path, "`version` is missing", item.span()))?, &path)?
                }
                None => self.value(item, &path)?,
            };
            manifest.plugins.insert(self.key(key, &path, item)?, requirement);
        }
        Ok(manifest)
    }

    fn repository(&self, name: &RepositoryName, item: &Item, path: &str) -> Result<RepositoryEntry, Error> {
        let table = item.as_table_like().ok_or_else(|| self.wrong(path, "it is not a table", item.span()))?;
        self.only(table, &format!("{path}."), &["url", "mirrors", "root", "namespaces"])?;
        let url = table.get("url").ok_or_else(|| self.wrong(path, "`url` is missing", item.span()))?;
        let text: String = self.value(url, &format!("{path}.url"))?;
        self.place(&text, &format!("{path}.url"), url.span())?;
        let mirrors = self.mirrors(table.get("mirrors"), &format!("{path}.mirrors"), &text)?;
        let root = match table.get("root") {
            None => format!(".ragnos/trust/{name}.root.json"),
            Some(item) => self.value(item, &format!("{path}.root"))?,
        };
        if !Utf8Path::new(&root).components().all(|part| matches!(part, Utf8Component::Normal(_))) {
            return Err(self.wrong(
                &format!("{path}.root"),
                "it is not a path below the project",
                table.get("root").and_then(Item::span),
            ));
        }
        let namespaces = self.set(table.get("namespaces"), &format!("{path}.namespaces"))?;
        Ok(RepositoryEntry { url: text, mirrors, root, namespaces })
    }

    fn mirrors(&self, item: Option<&Item>, path: &str, url: &str) -> Result<Vec<String>, Error> {
        let mut mirrors = Vec::new();
        for (place, span) in self.strings(item, path)?.into_iter().flatten() {
            self.place(place, path, span.clone())?;
            if place == url || mirrors.iter().any(|one| one == place) {
                return Err(self.wrong(path, format!("{place} is listed twice"), span));
            }
            mirrors.push(place.to_owned());
        }
        Ok(mirrors)
    }

    /// A place of a repository, as it may stand in a file that everybody reads.
    fn place(&self, text: &str, path: &str, span: Option<Range<usize>>) -> Result<(), Error> {
        match url::Url::parse(text) {
            Ok(url) if !url.username().is_empty() || url.password().is_some() => {
                Err(self.wrong(path, "credentials do not belong in a file that is committed", span))
            }
            _ => Ok(()),
        }
    }

    fn only(&self, table: &dyn TableLike, prefix: &str, known: &[&str]) -> Result<(), Error> {
        let Some((key, item)) = table.iter().find(|(key, _)| !known.contains(key)) else { return Ok(()) };
        let reason = match nearest(key, known.iter().copied()) {
            Some(meant) => format!("there is no such key; did you mean {meant}?"),
            None => format!("there is no such key; known here: {}", known.join(", ")),
        };
        Err(self.wrong(&format!("{prefix}{key}"), reason, item.span()))
    }

    fn table<'t>(&self, item: Option<&'t Item>, path: &str) -> Result<Option<&'t dyn TableLike>, Error> {
        let Some(item) = item else { return Ok(None) };
        item.as_table_like().map(Some).ok_or_else(|| self.wrong(path, "it is not a table", item.span()))
    }

    fn key<T: FromStr<Err: Display>>(&self, key: &str, path: &str, item: &Item) -> Result<T, Error> {
        key.parse().map_err(|error| self.wrong(path, error, item.span()))
    }

    fn value<T: FromStr<Err: Display>>(&self, item: &Item, path: &str) -> Result<T, Error> {
        let text = item.as_str().ok_or_else(|| self.wrong(path, "it is not a string", item.span()))?;
        text.parse().map_err(|error| self.wrong(path, error, item.span()))
    }

    fn set<T: FromStr<Err: Display> + Ord>(&self, item: Option<&Item>, path: &str) -> Result<Option<BTreeSet<T>>, Error> {
        let Some(strings) = self.strings(item, path)? else { return Ok(None) };
        let parsed = strings.into_iter().map(|(text, span)| text.parse().map_err(|error| self.wrong(path, error, span)));
        parsed.collect::<Result<_, _>>().map(Some)
    }

    fn strings<'t>(&self, item: Option<&'t Item>, path: &str) -> Result<Option<Vec<Placed<'t>>>, Error> {
        let Some(item) = item else { return Ok(None) };
        let wrong = || self.wrong(path, "it is not an array of strings", item.span());
        let strings =
            item.as_array().ok_or_else(wrong)?.iter().map(|value| Ok((value.as_str().ok_or_else(wrong)?, value.span())));
        strings.collect::<Result<_, _>>().map(Some)
    }
}

/// A string of an array, and where it stands.
type Placed<'t> = (&'t str, Option<Range<usize>>);

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = r#"
[project]
platforms = ["linux-x86_64"]
[host]
ragnos = "1.4.0"
[repositories.demo]
url = "../../fixtures/repos/demo"
[repositories.corp]
url = "https://plugins.example.com/"
mirrors = ["https://mirror.example.net/r", "../copy"]
root = "trust/corp.json"
namespaces = ["corp"]
[plugins]
"acme/hello" = "^1.2"
"corp/tool" = { version = "2" }
"#;

    #[test]
    fn a_full_manifest_is_read_and_every_name_has_one_owner() {
        let manifest = Manifest::parse(FULL, "ragnos.toml").unwrap();
        let owner = |name: &str| manifest.repository_of(&name.parse().unwrap()).unwrap().0.as_str().to_owned();
        assert_eq!((owner("acme/hello"), owner("corp/tool")), ("demo".to_owned(), "corp".to_owned()));
        assert_eq!(manifest.plugins.len(), 2);
        assert_eq!(manifest.repositories[&"demo".parse().unwrap()].root, ".ragnos/trust/demo.root.json");
        assert_eq!(manifest.repositories[&"demo".parse().unwrap()].mirrors, Vec::<String>::new());
        assert_eq!(manifest.repositories[&"corp".parse().unwrap()].mirrors, ["https://mirror.example.net/r", "../copy"]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (from, to, path) in [
            ("[plugins]", "[plugin]", "plugin"),
            ("platforms", "platform", "project.platform"),
            ("linux-x86_64", "linux", "project.platforms"),
            ("^1.2", "one", "plugins.\"acme/hello\""),
            ("acme/hello", "acme", "plugins.\"acme\""),
            ("trust/corp.json", "../corp.json", "repositories.corp.root"),
            ("trust/corp.json", "/corp.json", "repositories.corp.root"),
            ("https://plugins", "https://me:secret@plugins", "repositories.corp.url"),
            ("https://mirror", "https://me@mirror", "repositories.corp.mirrors"),
            ("../copy", "https://plugins.example.com/", "repositories.corp.mirrors"),
            ("../copy", "https://mirror.example.net/r", "repositories.corp.mirrors"),
            ("\"../copy\"", "1", "repositories.corp.mirrors"),
            ("url = \"../../fixtures/repos/demo\"", "", "repositories.demo"),
            ("[host]", "[host", "the manifest"),
        ] {
            let error = Manifest::parse(&FULL.replacen(from, to, 1), "ragnos.toml").unwrap_err();
            assert!(error.to_string().starts_with(&format!("{path}: ")), "{from} -> {to}: {error}");
        }
    }

    #[test]
    fn a_name_with_two_owners_is_refused() {
        let two = FULL.replace("namespaces = [\"corp\"]\n", "");
        assert!(matches!(Manifest::parse(&two, "x"), Err(Error::Owner { owners: 2, .. })));
        let both = FULL.replace("url = \"../../fixtures/repos/demo\"", "url = \"x\"\nnamespaces = [\"corp\"]");
        assert!(matches!(Manifest::parse(&both, "x"), Err(Error::Owner { owners: 2, .. })));
        let none =
            Manifest::parse(&FULL.replace("url = \"../../fixtures/repos/demo\"", "url = \"x\"\nnamespaces = [\"a\"]"), "x")
                .unwrap();
        assert!(none.repository_of(&"acme/hello".parse().unwrap()).is_err());
    }
}
