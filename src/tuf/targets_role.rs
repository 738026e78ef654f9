//! One targets role, top-level or delegated: from the trust state where that is what the snapshot lists, else from the
//! repository (TUF spec 5.6).
//!
//! Owns: the checks of a targets role, and the threads that large ones are read on.
//! Never does: decide which role is asked (that is `delegation`).
//! In: what the snapshot lists, and the keys of the delegating role. Out: a verified role.

use std::sync::Arc;

use crate::limits;
use crate::origin::Origin;
use crate::transcript::{Exam, Rule};

use super::document::Document;
use super::error::Error;
use super::keyring::KeyRing;
use super::refresh::{fetch, file_of, received};
use super::roles::{MetaFile, Targets};
use super::run::{Refresh, form, signed};
use super::state::StateError;

impl Refresh<'_> {
    /// The role `role`, stored as `file`.
    pub(super) async fn targets_role(
        &self,
        role: &str,
        file: &str,
        consistent: bool,
        meta: &MetaFile,
        ring: &KeyRing,
    ) -> Result<Arc<Targets>, Error> {
        let judge = Judge { role: role.to_owned(), meta: meta.clone(), ring: ring.clone(), is_listed: false };
        let current = |exam: &Exam, targets: &Targets| {
            let expiry = targets.header.check_expiry(self.judged_at);
            exam.check(Rule::TargetsExpiry, expiry, |()| self.expiry(targets.header.expires))
        };
        let stored = match self.state.read(file, limits::TARGETS_BYTES) {
            // The snapshot is the memory here: a stored file that is not what it lists is just not used.
            Ok(Some(bytes)) if meta.check_bytes(role, &bytes).is_ok() => Some(bytes),
            Ok(_) | Err(StateError::Damaged { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        if let Some(bytes) = stored {
            let exam = Arc::new(self.stored_exam(role, &bytes));
            if let Ok(stored) = (Judge { is_listed: true, ..judge.clone() }).targets(Arc::clone(&exam), bytes).await {
                current(&exam, &stored)?;
                return Ok(Arc::new(stored));
            }
        }
        let mirrors = self.mirrors(role)?;
        let (judge, listed) = (&judge, &file_of(role, consistent, meta));
        let from = |place: Arc<dyn Origin>| async move {
            let limit = meta.most(limits::TARGETS_BYTES);
            let bytes = fetch(&*place, role, listed, limit).await;
            let exam = Arc::new(self.options.transcript.exam(role, || place.shown(), bytes.as_deref().ok()));
            let bytes = exam.check(Rule::TargetsDownload, bytes, |bytes| received(bytes, limit))?;
            let targets = judge.clone().targets(Arc::clone(&exam), bytes).await?;
            current(&exam, &targets)?;
            Ok::<_, Error>(targets)
        };
        let targets = Arc::new(mirrors.first_good(listed, from).await?);
        if self.writes() {
            let (state, file, kept) = (self.state.clone(), file.to_owned(), Arc::clone(&targets));
            on_a_thread(targets.document.bytes().len(), move || state.write(&file, kept.document.bytes(), false)).await?;
        }
        Ok(targets)
    }
}

/// What a targets role is judged by: the entry of the snapshot, and the keys of the role that delegates to it.
#[derive(Clone)]
struct Judge {
    role: String,
    meta: MetaFile,
    ring: KeyRing,
    /// True where the bytes have been compared with the entry already.
    is_listed: bool,
}

/// A role of this size is worth a thread of its own: several are then parsed, verified and written at the same time.
const LARGE: usize = 32 << 10;

/// Work on a role of `bytes`, beside other roles' where it is large.
async fn on_a_thread<T: Send + 'static>(bytes: usize, work: impl FnOnce() -> T + Send + 'static) -> T {
    if bytes < LARGE {
        return work();
    }
    super::blocking::joined(tokio::task::spawn_blocking(work)).await
}

impl Judge {
    /// The role in `bytes`, verified but for its expiry.
    async fn targets(self, exam: Arc<Exam>, bytes: Vec<u8>) -> Result<Targets, Error> {
        on_a_thread(bytes.len(), move || self.read(&exam, bytes)).await
    }

    fn read(self, exam: &Exam, bytes: Vec<u8>) -> Result<Targets, Error> {
        let Self { role, meta, ring, is_listed } = self;
        let fits = if is_listed { Ok(()) } else { meta.check_bytes(&role, &bytes) };
        exam.check(Rule::TargetsBytes, fits, |()| meta.facts(&bytes))?;
        let document = exam.check(Rule::TargetsForm, Document::parse(&role, bytes), |_| form("targets", None))?;
        signed(exam, Rule::TargetsSigned, &ring, &document)?;
        let targets =
            exam.check(Rule::TargetsForm, Targets::read(&role, document), |new| form("targets", Some(new.header.version)))?;
        let version = targets.header.check_version(meta.version);
        exam.check(Rule::TargetsVersion, version, |()| (meta.version.to_string(), targets.header.version.to_string()))?;
        Ok(targets)
    }
}
