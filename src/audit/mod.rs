//! The audit: what is known of the components of plugins, without installing or writing anything.
//!
//! Owns: the order of the work: collect SBOMs, gather packages, read advisories about them, match, listen to VEX, report.
//! Never does: write to disk; call something clean that nobody could look at; read bytes that were signed and not checked.
//! In: SBOMs (of a lockfile, or files), databases, statements. Out: [`Audit`].

mod collect;
mod database;
mod document;
mod error;
pub mod html;
mod inventory;
mod matching;
mod project;
mod report;
mod rules;
pub mod sarif;
mod shelves;
mod silence;
pub mod vdr;

use std::collections::BTreeSet;

use camino::Utf8PathBuf;
use jiff::Timestamp;

use crate::digest::Sha256;
use crate::fetch::{Bounds, Sources};
use crate::limits;
use crate::lockfile::Lockfile;
use crate::refusal::Refusal;
use crate::vex;

pub use collect::{ADVISORIES, Collected, SECURITY, SignedFile, advisories, documents, sboms, statements};
pub use database::{Database, Holding};
pub use document::Document;
pub use error::Error;
pub use inventory::{Inventory, Listed, Origin, Reason};
pub use project::{Expiring, differences, expiring};
pub use report::{Counts, FailOn, Line, NotAssessed, Report, Sbom, Suppressed, Yanked};
pub use rules::Rules;
pub use shelves::records_of;
pub use silence::{Ignore, NotAnIgnore, Voice};

/// A file or folder of the user.
#[derive(Debug, Clone)]
pub struct File {
    /// Its path as the user wrote it, which reports show.
    pub name: String,
    /// Where it is.
    pub path: Utf8PathBuf,
}

/// A database to ask.
#[derive(Debug, Clone)]
pub enum Place {
    /// A folder or file of the user.
    Path(File),
    /// A signed target.
    Signed(SignedFile),
}

/// How far the clock of whoever changed a record may be ahead of ours.
const CLOCK_TOLERANCE: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

/// A finished audit.
#[derive(Debug)]
pub struct Audit {
    /// What was found.
    pub report: Report,
    /// What went wrong or differs, each with its code. Findings are not among it.
    pub problems: Vec<Box<dyn Refusal>>,
}

/// Matches what was collected against the databases.
///
/// # Errors
/// [`Error`] where nothing at all could be assessed: no database, none that can be opened, one that is too old or has no records.
pub fn audit(
    boms: Vec<Listed>,
    locked: Option<&Lockfile>,
    places: &[Place],
    voices: &[Voice],
    rules: &Rules,
) -> Result<Audit, Error> {
    let names: BTreeSet<&str> =
        locked.map(|lock| lock.plugins.keys().map(crate::name::PluginName::as_str).collect()).unwrap_or_default();
    let inventory = Inventory::of(boms, &names);
    let (database, mut problems) = read(places, &inventory, rules)?;
    let matched = matching::all(&inventory, &database);
    let Matched { found, .. } = &matched;
    let heard = silence::listen(found.clone(), &inventory, voices, &rules.ignores, rules.now);
    let report = Report::new(&inventory, &matched, &heard, rules, database.holdings);
    problems.extend(gaps(&report).into_iter().map(|error| Box::new(error) as Box<dyn Refusal>));
    Ok(Audit { report, problems })
}

use matching::Matched;

/// Where nobody looked, as far as that was not accepted.
fn gaps(report: &Report) -> Vec<Error> {
    let empty = report.sboms.iter().filter(|sbom| sbom.components == 0);
    let mut gaps: Vec<Error> = empty.map(|sbom| Error::EmptySbom { subject: sbom.origin.name.clone() }).collect();
    let Counts { components, assessed, failing_unassessed: count, .. } = report.counts;
    if assessed == 0 && components > 0 {
        gaps.push(Error::NothingAssessed { components });
    } else if count > 0 {
        let failing = report.unassessed.iter().filter(|one| one.fails);
        let words: BTreeSet<&str> = failing.map(|one| one.reason.word()).collect();
        gaps.push(Error::NotAssessed { count, components, words: words.into_iter().collect::<Vec<_>>().join(",") });
    }
    gaps
}

fn read(places: &[Place], inventory: &Inventory, rules: &Rules) -> Result<(Database, Vec<Box<dyn Refusal>>), Error> {
    if places.is_empty() {
        return Err(Error::NoDatabase);
    }
    let wanted = inventory.wanted();
    let mut database = Database::default();
    let mut problems: Vec<Box<dyn Refusal>> = Vec::new();
    for place in places {
        let (source_name, role, shelf) = match place {
            Place::Path(file) => (file.name.clone(), None, shelves::at(&file.path, &wanted)),
            Place::Signed(file) => (file.source.clone(), Some(file.role.clone()), shelves::in_memory(&file.bytes, &wanted)),
        };
        let shelf = shelf.map_err(|error| Error::Database { source_name: source_name.clone(), reason: error.to_string() })?;
        if shelf.records() == 0 {
            return Err(Error::EmptyDatabase { source_name });
        }
        database.add(source_name.clone(), role, shelf);
        let Some(holding) = database.holdings.last() else { continue };
        if let Some((count, first)) = holding.unreadable.clone() {
            problems.push(Box::new(Error::UnreadableAdvisories { source_name: source_name.clone(), count, first }));
        }
        if let Some(age) = rules.max_db_age {
            let allowed = rules.now.saturating_sub(age).unwrap_or(Timestamp::MIN);
            // A record of the future is a mistake or a lie, and says nothing of when the database was fetched.
            let tomorrow = rules.now.saturating_add(CLOCK_TOLERANCE).unwrap_or(Timestamp::MAX);
            if holding.newest.is_none_or(|newest| newest < allowed || newest > tomorrow) {
                let newest = holding.newest.map_or_else(|| "an unknown time".to_owned(), |newest| newest.to_string());
                return Err(Error::OldDatabase { source_name, newest, allowed });
            }
        }
    }
    Ok((database, problems))
}

/// Reads an SBOM of the user.
///
/// # Errors
/// [`Error::File`], [`Error::Unpacked`], [`Error::Sbom`].
pub fn sbom_file(file: &File) -> Result<Listed, Error> {
    let (origin, bytes) = local_sbom(file)?;
    inventory::read(origin, &bytes)
}

/// Reads an SBOM of the user as a whole.
///
/// # Errors
/// As [`sbom_file`].
pub fn document_file(file: &File) -> Result<Document, Error> {
    let (origin, bytes) = local_sbom(file)?;
    Document::read(origin, &bytes)
}

fn local_sbom(file: &File) -> Result<(Origin, Vec<u8>), Error> {
    let bytes = local(file, limits::SBOM_BYTES)?;
    let sha256 = Sha256::of(&bytes);
    let origin = Origin { name: file.name.clone(), plugin: None, version: None, platforms: Vec::new(), target: None, sha256 };
    Ok((origin, bytes))
}

/// Reads a VEX document of the user, which speaks for everything.
///
/// # Errors
/// [`Error::File`], [`Error::Vex`].
pub fn vex_file(file: &File) -> Result<Voice, Error> {
    voice(file.name.clone(), None, &local(file, limits::VEX_BYTES)?)
}

/// Reads signed VEX documents.
///
/// # Errors
/// [`Error::Vex`].
pub fn signed_voices(files: Vec<SignedFile>) -> Result<Vec<Voice>, Error> {
    files.into_iter().map(|file| voice(file.source, file.only, &file.bytes)).collect()
}

fn voice(source: String, only: Option<crate::name::PluginName>, json: &[u8]) -> Result<Voice, Error> {
    let unusable = |error| Error::Vex { source_name: source.clone(), source: Box::new(error) };
    let statements = vex::read(json).map_err(unusable)?;
    Ok(Voice { source, only, statements })
}

fn local(file: &File, limit: u64) -> Result<Vec<u8>, Error> {
    let failed = |reason: String| Error::File { path: file.name.clone(), reason };
    // Opening a pipe waits for somebody to write to it.
    if fs_err::metadata(&file.path).is_ok_and(|there| !there.is_file()) {
        return Err(failed("it is no plain file; write what a pipe has to a file first".to_owned()));
    }
    match crate::store::file::read(&file.path, limit) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(failed("there is no such file".to_owned())),
        Err(error) => Err(failed(error.to_string())),
    }
}

/// Everything that one audit of a locked project asks of repositories.
///
/// # Errors
/// Signed advisories or statements that were asked for and cannot be verified.
pub async fn ask(lock: &Lockfile, sources: &Sources<'_>, wish: Wish, bounds: Bounds) -> Result<Asked, Error> {
    let collected = if wish.sboms { sboms(lock, sources, bounds).await } else { Collected::default() };
    let databases = if wish.advisories { advisories(sources).await? } else { Vec::new() };
    let statements = if wish.statements { statements(lock, sources).await? } else { Vec::new() };
    Ok(Asked { collected, databases, statements })
}

/// What to ask repositories for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish {
    /// The SBOMs of the lockfile.
    pub sboms: bool,
    /// The advisories that they sign.
    pub advisories: bool,
    /// The statements that they and publishers sign.
    pub statements: bool,
}

/// What repositories answered.
#[derive(Debug, Default)]
pub struct Asked {
    /// SBOMs.
    pub collected: Collected,
    /// Advisories.
    pub databases: Vec<SignedFile>,
    /// Statements.
    pub statements: Vec<SignedFile>,
}

#[cfg(test)]
mod tests;
