//! The chain of roots: from the pinned one over those that the trust state holds to the newest that is served (TUF spec 5.3).
//!
//! Owns: that every link is signed by the root before it and by itself. The trust state is no anchor: what it holds is verified
//! again from the pinned root on, so that whoever plants a root there gains nothing.
//! Never does: end the walk for any other reason than "not there", or look at another role.
//! In: an anchor, a trust state, the repository's mirrors. Out: [`Chain`].

#[cfg(feature = "client")]
use std::sync::Arc;

use crate::limits;
#[cfg(feature = "client")]
use crate::origin::{Attempt as _, Blame, Mirrors, Origin};
use crate::transcript::{Exam, Rule};

use super::TrustAnchor;
use super::document::Document;
use super::error::Error;
#[cfg(feature = "client")]
use super::refresh::{fetch, received};
use super::roles::Root;
use super::run::{Refresh, TRUST_STATE, form, signed};
use super::state::root_file;

/// The newest root of which nothing is newer.
const NEWEST: &str = "root.json";

/// The newest root, and the files that lead to it from the pinned one.
#[derive(Debug)]
pub(super) struct Chain {
    pub(super) newest: Root,
    /// The roots after the pinned one, in order; the last one is `newest`.
    pub(super) links: Vec<Vec<u8>>,
}

impl Chain {
    fn add(&mut self, next: Root) {
        self.links.push(next.document.bytes().to_vec());
        self.newest = next;
    }
}

impl Refresh<'_> {
    /// The chain as far as the trust state has it. Nothing of it is judged by its expiry.
    pub(super) fn stored_chain(&self, anchor: &TrustAnchor) -> Result<Chain, Error> {
        let mut chain = Chain { newest: anchor.root.clone(), links: Vec::new() };
        while let Some(following) = chain.newest.header.version.checked_add(1) {
            let file = root_file(following);
            let next = match self.state.read(&file, limits::ROOT_BYTES) {
                Ok(None) => break,
                Ok(Some(bytes)) => self.stored_link(&chain.newest, &file, bytes),
                Err(error) => Err(error.into()),
            };
            match next {
                Ok(next) => chain.add(next),
                // What follows is asked for again, from the last good one on.
                Err(_) if self.repairs() => break,
                Err(error) => return Err(error),
            }
        }
        match self
            .state
            .read(NEWEST, limits::ROOT_BYTES)
            .map_err(Error::from)
            .and_then(|bytes| bytes.map_or(Ok(()), |bytes| self.place_newest(anchor, &mut chain, bytes)))
        {
            Err(error) if !self.repairs() => Err(error),
            _ => Ok(chain),
        }
    }

    /// `root.json`: a copy of the newest root, or of an older one of the chain where it was put back or a run was interrupted.
    fn place_newest(&self, anchor: &TrustAnchor, chain: &mut Chain, bytes: Vec<u8>) -> Result<(), Error> {
        let first = anchor.root_version();
        let is_known = bytes == anchor.root.document.bytes() || chain.links.contains(&bytes);
        if is_known {
            return Ok(());
        }
        let damaged = |reason: &str| Error::from(self.state.damaged(NEWEST, reason));
        let root = Document::parse("root", bytes).and_then(Root::read).map_err(|error| damaged(&error.to_string()))?;
        if root.header.version < first {
            return Ok(());
        }
        if root.header.version.checked_sub(1) != Some(chain.newest.header.version) {
            return Err(damaged("no chain of signatures leads to it from the pinned root"));
        }
        let next = self.stored_link(&chain.newest, NEWEST, root.document.bytes().to_vec())?;
        // The file that it stands in for is put back: with the next root, `root.json` would no longer do that.
        self.keep(&root_file(next.header.version), next.document.bytes(), true)?;
        chain.add(next);
        Ok(())
    }

    fn stored_link(&self, trusted: &Root, file: &str, bytes: Vec<u8>) -> Result<Root, Error> {
        let exam = self.options.transcript.exam("root", || TRUST_STATE.to_owned(), Some(&bytes));
        link(&exam, trusted, bytes).map_err(|error| self.state.damaged(file, &error.to_string()).into())
    }

    /// The newest root that any memory says was seen.
    fn minimum_root(&self) -> u64 {
        let seen = self.options.floors.iter().map(|floor| floor.root).max().unwrap_or(0).max(self.seen.version("root"));
        self.options.minimum_root_version.max(seen)
    }

    /// Refuses a root that is older.
    pub(super) fn check_minimum(&self, root: &Root) -> Result<(), Error> {
        let (minimum, seen) = (self.minimum_root(), root.header.version);
        if seen < minimum { Err(Error::RootBelowMinimum { minimum, seen }) } else { Ok(()) }
    }
}

#[cfg(feature = "client")]
impl Refresh<'_> {
    /// The chain to the newest root that is served, from the end of the stored one on (TUF spec 5.3.2 to 5.3.9).
    pub(super) async fn root(&self, anchor: &TrustAnchor, mut chain: Chain) -> Result<Chain, Error> {
        let walked = match self.mirrors {
            Some(mirrors) => self.walk(mirrors, &mut chain).await,
            None => Ok(()),
        };
        // Also when the walk ended badly: what it verified is known from now on.
        let newest = chain.newest.document.bytes();
        if self.writes() && self.state.read(NEWEST, limits::ROOT_BYTES).ok().flatten().as_deref() != Some(newest) {
            // A copy of the pinned root is no memory of anything.
            let is_pinned = newest == anchor.root.document.bytes();
            if is_pinned { self.keep_by_the_end(NEWEST, newest) } else { self.keep(NEWEST, newest, true) }?;
        }
        walked?;
        let root = &chain.newest.header;
        let exam = self.options.transcript.exam("root", String::new, Some(newest));
        // 5.3.10: only the last root's expiry counts.
        let expiry = root.check_expiry(self.judged_at);
        exam.check(Rule::RootExpiry, expiry, |()| self.expiry(root.expires))?;
        let minimum = self.minimum_root();
        let reached = self.check_minimum(&chain.newest);
        exam.check(Rule::RootMinimum, reached, |()| (format!("at least {minimum}"), root.version.to_string()))?;
        Ok(chain)
    }

    async fn walk(&self, mirrors: &Mirrors, chain: &mut Chain) -> Result<(), Error> {
        let first = chain.newest.header.version;
        while let Some(next) = self.next_root(mirrors, &chain.newest).await? {
            let reached = chain.newest.header.version;
            if reached - first == limits::ROOT_STEPS {
                return Err(Error::EndlessRoots { limit: limits::ROOT_STEPS, reached });
            }
            // Each step is kept at once: an interrupted walk goes on where it stopped (attack table, row 11).
            self.keep(&root_file(next.header.version), next.document.bytes(), true)?;
            chain.add(next);
        }
        Ok(())
    }

    /// 5.3.3 to 5.3.5: version N+1, signed by the old keys and by its own. Only "not there" ends the chain: a mirror that hides
    /// a root does not end it while another one has it, and one that does not answer says nothing.
    async fn next_root(&self, mirrors: &Mirrors, trusted: &Root) -> Result<Option<Root>, Error> {
        // No root comes after the last number that a version can be.
        let Some(wanted) = trusted.header.version.checked_add(1) else { return Ok(None) };
        let file = &format!("{wanted}.root.json");
        let from = |place: Arc<dyn Origin>| async move {
            let bytes = fetch(&*place, "root", file, limits::ROOT_BYTES).await;
            let exam = self.options.transcript.exam("root", || place.shown(), bytes.as_deref().ok());
            let bytes = match bytes {
                Err(none) if none.blame() == Blame::NotThere => {
                    exam.passed(Rule::RootDownload, || (format!("root {wanted}, or none"), "none".to_owned()));
                    return Err(none);
                }
                answer => exam.check(Rule::RootDownload, answer, |bytes| received(bytes, limits::ROOT_BYTES))?,
            };
            link(&exam, trusted, bytes)
        };
        mirrors.if_anywhere(file, from).await
    }
}

/// The next root of a chain: signed by the one before it and by itself, and exactly one version on.
fn link(exam: &Exam, trusted: &Root, bytes: Vec<u8>) -> Result<Root, Error> {
    let next = exam.check(Rule::RootForm, Document::parse("root", bytes).and_then(Root::read), |next| {
        form("root", Some(next.header.version))
    })?;
    signed(exam, Rule::RootSignedByPrevious, &trusted.keys, &next.document)?;
    signed(exam, Rule::RootSignedByItself, &next.keys, &next.document)?;
    let (wanted, seen) = (trusted.header.version.saturating_add(1), next.header.version);
    exam.check(Rule::RootVersion, next.header.check_version(wanted), |()| (wanted.to_string(), seen.to_string()))?;
    Ok(next)
}
