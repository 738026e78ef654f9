//! The storage is gone, or the whole region with it, and a copy is left.
//!
//! Owns: that a copy is never served as it is where clients have seen something newer: it is signed anew above that.
//! Never does: believe a copy: the client reads all of it. In: a copy. Out: steps.

use std::sync::Arc;

use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use ragnos_plugin::origin::{Folder, Origin};
use ragnos_plugin::tuf::ListedTarget;

use super::{Error, Part, Scene, expired, view};
use crate::mirror::mirror;
use crate::repository::Repository;
use crate::stage::{self, Seen};
use crate::storage::{Directory, Draft, Place, Storage, Temporary};
use crate::view::stored_name;

/// Files that are asked for at the same time.
const AT_ONCE: usize = 8;

impl Scene {
    pub(super) async fn lose_bucket(&mut self, backup: Arc<dyn Origin>) -> Result<(), Error> {
        let folder = self.folder.path().join("restored");
        let empty: Arc<dyn Storage> = Arc::new(Directory::create(&folder)?);
        self.suffer("the storage is empty", &empty, self.now, |_| None).await?;
        let command = "ragnos-repo mirror BACKUP NEW-DIR --root ROOT";
        let done = match mirror(self.regular.anchor(), backup, &empty, &Temporary::new()?.state(), self.now).await {
            Ok(done) => done,
            Err(error) => {
                self.note(Part::Recovery, command, format!("not possible: {}", super::said(&error)));
                return Err(error.into());
            }
        };
        let outcome = format!("version {} with {} targets is back, every one as it was signed", done.version, done.targets);
        self.note(Part::Recovery, command, outcome);
        self.copy = Arc::new(Draft::over(empty).await?);
        self.served_as_it_is("the copy is served as it is").await?;
        self.go_forward().await
    }

    pub(super) async fn lose_region(&mut self, replica: Arc<dyn Storage>, place: &Place) -> Result<(), Error> {
        let gone: Arc<dyn Storage> = Arc::new(crate::storage::Memory::default());
        self.suffer("the region is away", &gone, self.now, |_| None).await?;
        self.copy = Arc::new(Draft::over(replica).await?);
        self.served_as_it_is("the edges ask the replica").await?;
        let copy = self.copy.clone();
        let seen = self.newcomer.look(view(&copy), self.now).await?;
        if let Some(timestamp) = seen.roles.iter().find(|role| role.delegated_by == "root" && role.name == "timestamp") {
            let at = expired(timestamp)?;
            self.suffer(&format!("nobody signs until {at}"), &copy, at, |_| None).await?;
        }
        let mut missing = Vec::new();
        let listing = seen.client.find_prefix("").await?;
        let targets = listing.targets.iter().map(ListedTarget::read).collect::<Result<Vec<_>, _>>()?;
        let names: Vec<String> = targets.iter().filter_map(|target| stored_name(&seen.client.target_file(target))).collect();
        let look = |name: String| async { Ok::<_, Error>((copy.exists(Folder::Targets, &name).await?, name)) };
        let mut looks = stream::iter(names).map(look).buffer_unordered(AT_ONCE);
        while let Some((is_there, name)) = looks.try_next().await? {
            missing.extend((!is_there).then_some(name));
        }
        drop(looks);
        missing.sort();
        if let Some(first) = missing.first() {
            let (place, first) = (place.to_string(), format!("targets/{first}"));
            return Err(Error::Incomplete { place, missing: missing.len(), all: targets.len(), first });
        }
        self.note(Part::Recovery, "every target is looked for in the replica", format!("all {} are there", targets.len()));
        self.go_forward().await
    }

    /// Clients read the copy: a regular one refuses it where it is older than what it has seen.
    async fn served_as_it_is(&mut self, what: &str) -> Result<(), Error> {
        let copy = self.copy.clone();
        self.suffer(what, &copy, self.now, |sight| Some(format!("accepts version {}", sight.timestamp))).await
    }

    /// Signs what was restored above everything that clients have seen.
    async fn go_forward(&mut self) -> Result<(), Error> {
        let copy = self.copy.clone();
        let before: usize = self.roles.iter().map(|role| role.targets).sum();
        let seen: Seen = self.roles.iter().map(|role| (role.name.clone(), role.version)).collect();
        let expiries = self.plan.expiries(self.now)?;
        let staged = stage::forward(&Repository::open(&*copy).await?, &seen, &[], &expiries).await;
        self.recover("ragnos-repo refresh DIR --seen SEEN --key KEY...", staged, self.now).await?;
        let sight = self.recovered(self.now).await?;
        let after: usize = sight.roles.iter().map(|role| role.targets).sum();
        if after < before {
            let outcome = format!("{} targets are newer than the copy: their publishers publish them again", before - after);
            self.note(Part::After, "what is lost", outcome);
        }
        Ok(())
    }
}
