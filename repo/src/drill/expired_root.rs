//! Nobody renewed the root, and its time is over.
//!
//! Owns: that drill. The clock is the clients' own: nothing waits. Never does: renew what publishers sign. In: a scene. Out: steps.

use super::{Error, Part, Scene, expired};
use crate::repository::Repository;
use crate::roles::TARGETS;
use crate::stage::{self, RootChange};

impl Scene {
    pub(super) async fn expire_root(&mut self) -> Result<(), Error> {
        let mut at = self.now;
        if let Some(root) = self.roles.iter().find(|role| role.name == "root" && role.delegated_by == "root") {
            at = at.max(expired(root)?);
        }
        let copy = self.copy.clone();
        self.suffer(&format!("at {at} the root has expired"), &copy, at, |_| None).await?;
        let expiries = self.plan.expiries(at)?;
        let staged = stage::root(&Repository::open(&*copy).await?, &[RootChange::Renew], &expiries).await;
        let still_expired = self.recover("ragnos-repo root sign DIR --key ROOT-KEY...", staged, at).await?;
        if still_expired.iter().any(|role| role == TARGETS) {
            let staged = stage::refresh(&Repository::open(&*copy).await?, &[TARGETS], &expiries).await;
            self.recover("ragnos-repo refresh DIR --role targets --key TARGETS-KEY...", staged, at).await?;
        }
        let seen = self.recovered(at).await?;
        let later: Vec<String> = seen.failures.into_iter().map(|failure| failure.role).collect();
        if !later.is_empty() {
            let outcome = format!("the publishers have to renew by then: {}", later.join(", "));
            self.note(Part::After, "what else has expired at that time", outcome);
        }
        Ok(())
    }
}
