//! Keys are gone: a broken token, a deleted KMS key, a passphrase that nobody remembers.
//!
//! Owns: what stops without them, and the other keys in their place. Never does: sign with a key that is lost, though it be given.
//! In: public keys. Out: steps.

use std::sync::Arc;

use jiff::Timestamp;
use ragnos_plugin::tuf::RoleSummary;

use super::{Error, Part, Scene, expired, is_online, published};
use crate::keys::PublicKey;
use crate::repository::Repository;
use crate::roles::Delegated;
use crate::stage::{self, RootChange, TopRole};
use crate::storage::{Draft, Storage};

impl Scene {
    pub(super) async fn lose_keys(&mut self, lost: &[PublicKey]) -> Result<(), Error> {
        let gone: Vec<String> = lost.iter().map(PublicKey::id).collect();
        if let Some(key) = gone.iter().find(|id| self.listing(std::slice::from_ref(*id)).is_empty()) {
            return Err(Error::NoSuchKey { what: "no role", key: key.clone() });
        }
        self.without(&gone);
        let hit = self.listing(&gone);
        let mut stopped = Vec::new();
        for role in &hit {
            let left = role.keys.iter().filter(|key| !gone.contains(&key.id)).count() as u64;
            let outcome = if left < role.threshold {
                format!("{left} of the {} keys that have to sign are left: nobody can sign it", role.threshold)
            } else {
                format!("{left} keys are left, {} have to sign: it goes on, with fewer to lose", role.threshold)
            };
            self.note(Part::Disaster, format!("the role {}", role.name), outcome);
            stopped.extend((left < role.threshold).then_some(role));
        }
        // Without a timestamp everything else stands still with it.
        match stopped.iter().find(|role| is_online(role)) {
            Some(first) => self.stands_still(first).await?,
            None => {
                for role in stopped {
                    self.stands_still(role).await?;
                }
            }
        }
        let new = lost.iter().map(|_| self.replacement()).collect::<Result<Vec<_>, _>>()?;
        self.replace(&hit, &gone, &new).await?;
        let seen = self.recovered(self.now).await?;
        match seen.roles.iter().find(|role| role.keys.iter().any(|key| gone.contains(&key.id))) {
            Some(role) => Err(Error::Unrecovered { what: format!("{} still lists a lost key", role.name) }),
            None => Ok(()),
        }
    }

    /// What becomes of the repository when nobody acts until the role has expired, while all else is signed on time.
    async fn stands_still(&mut self, role: &RoleSummary) -> Result<(), Error> {
        let copy: Arc<dyn Storage> = Arc::new(Draft::over(Arc::clone(&self.copy)).await?);
        // No snapshot is of use without a timestamp: the first of the two to expire ends it.
        let first = self.roles.iter().find(|one| one.delegated_by == "root" && one.name == "timestamp");
        let at = expired(first.filter(|_| is_online(role)).unwrap_or(role))?.max(self.now);
        if !is_online(role) {
            self.signed_meanwhile(&copy, at).await?;
        }
        let (name, before) = (role.name.clone(), self.regular.clone());
        self.suffer(&format!("nobody acts until {at}"), &copy, at, |sight| {
            let failure = sight.failures.iter().find(|failure| failure.role == name)?;
            Some(format!("refuses {name}: {}", super::said(&failure.error)))
        })
        .await?;
        // It does not come to that, so nobody remembers it.
        self.regular = before;
        Ok(())
    }

    /// The scheduled job goes on, on a copy of its own.
    async fn signed_meanwhile(&self, copy: &Arc<dyn Storage>, at: Timestamp) -> Result<(), Error> {
        let expiries = self.plan.expiries(at)?;
        let staged = stage::refresh(&Repository::open(&**copy).await?, &[], &expiries).await;
        published(staged, &self.keys, copy, at).await.map(|_| ())
    }

    /// Gives each role other keys in the place of those that are gone, as the commands do it: top-level roles with the same keys in
    /// one change of the root, delegated roles one after the other.
    pub(super) async fn replace(&mut self, hit: &[RoleSummary], gone: &[String], new: &[PublicKey]) -> Result<(), Error> {
        let expiries = self.plan.expiries(self.now)?;
        let mut top: Vec<(Vec<PublicKey>, Vec<TopRole>)> = Vec::new();
        for role in hit.iter().filter(|role| role.delegated_by == "root") {
            let keys = self.keys_of(role, gone, new).await?;
            let same = |other: &[PublicKey]| keys.iter().map(PublicKey::id).eq(other.iter().map(PublicKey::id));
            let Some(which) = TopRole::named(&role.name) else { continue };
            match top.iter_mut().find(|(other, _)| same(other)) {
                Some((_, roles)) => roles.push(which),
                None => top.push((keys, vec![which])),
            }
        }
        // Every change is signed by these two: they come first.
        top.sort_by_key(|(_, roles)| !roles.iter().any(|role| matches!(role, TopRole::Snapshot | TopRole::Timestamp)));
        for (keys, roles) in top {
            let changes: Vec<RootChange> = roles.iter().map(|role| RootChange::Rotate(*role, keys.clone())).collect();
            let flags: String = roles.iter().map(|role| format!(" --role {}", role.name())).collect();
            let copy = self.copy.clone();
            let staged = stage::root(&Repository::open(&*copy).await?, &changes, &expiries).await;
            self.recover(&format!("ragnos-repo root rotate DIR{flags} --role-key KEY..."), staged, self.now).await?;
        }
        let mut done: Vec<Delegated> = Vec::new();
        for role in hit.iter().filter(|role| role.delegated_by != "root") {
            let Some(which) = Delegated::of_role(&role.name).filter(|which| !done.contains(which)) else { continue };
            let keys = self.keys_of(role, gone, new).await?;
            let copy = self.copy.clone();
            let staged = stage::rotate(&Repository::open(&*copy).await?, &which, &keys, None, &expiries).await;
            self.recover(&format!("ragnos-repo delegate rotate DIR {which} --role-key KEY..."), staged, self.now).await?;
            done.push(which);
        }
        Ok(())
    }
}
