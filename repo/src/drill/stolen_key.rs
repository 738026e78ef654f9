//! Somebody else has a publisher's keys, and releases in that name.
//!
//! Owns: the thief, who signs with stolen keys alone; the pipeline adds its signatures, as it does for every release that a publisher
//! signed. Never does: sign a plugin that does anything. In: private keys. Out: steps.

use ragnos_plugin::named_version::NamedVersion;
use ragnos_plugin::pack;
use ragnos_plugin::platform::Platform;
use ragnos_plugin::revocation::{Revocations, TARGET};
use ragnos_plugin::tuf::RoleSummary;
use tough::sign::Sign;

use super::{Error, Part, Scene, is_online, published, said, view};
use crate::keys::{Keyring, PublicKey};
use crate::repository::Repository;
use crate::roles::Delegated;
use crate::stage::{self, Revoke};
use crate::{sign, storage};

/// The plugin that a thief adds to a namespace.
const PLUGIN: &str = "stolen-key-drill";

impl Scene {
    pub(super) async fn steal_keys(&mut self, stolen: Vec<Box<dyn Sign>>) -> Result<(), Error> {
        let mut thief = Keyring::default();
        let mut gone = Vec::new();
        for key in stolen {
            gone.push(PublicKey::new(key.tuf_key()).id());
            thief.add(key);
        }
        let is_publisher =
            |role: &RoleSummary| matches!(Delegated::of_role(&role.name), Some(Delegated::Namespace(_) | Delegated::Plugin(_)));
        let mut hit = self.listing(&gone);
        hit.retain(|role| role.delegated_by != "root" && is_publisher(role));
        if let Some(key) = gone.iter().find(|id| !hit.iter().any(|role| role.keys.iter().any(|key| key.id == **id))) {
            return Err(Error::NoSuchKey { what: "no publisher's role", key: key.clone() });
        }
        let online: Vec<&RoleSummary> = self.roles.iter().filter(|role| is_online(role)).collect();
        thief.join(&self.keys.only(|id| online.iter().any(|role| role.keys.iter().any(|key| key.id == id))));
        let mut released = Vec::new();
        for role in &hit {
            released.extend(self.release(role, &thief, "0.0.1").await?);
        }
        self.without(&gone);
        let new = gone.iter().map(|_| self.replacement()).collect::<Result<Vec<_>, _>>()?;
        self.replace(&hit, &gone, &new).await?;
        if !released.is_empty() {
            let names = released.iter().map(NamedVersion::to_string).collect::<Vec<_>>().join(" ");
            let wish = Revoke { versions: released.clone(), reason: Some("stolen key".to_owned()), replacement: None };
            let (copy, expiries) = (self.copy.clone(), self.plan.expiries(self.now)?);
            let staged = stage::revoke(&Repository::open(&*copy).await?, &wish, self.now, &expiries).await;
            self.recover(&format!("ragnos-repo revoke DIR {names} --reason TEXT"), staged, self.now).await?;
        }
        for role in &hit {
            if !self.release(role, &thief, "0.0.2").await?.is_empty() {
                return Err(Error::Unrecovered { what: format!("the stolen keys still sign for {}", role.name) });
            }
        }
        let seen = self.recovered(self.now).await?;
        let list = match seen.client.find(TARGET).await? {
            Some(target) => Revocations::of_custom(target.custom()).unwrap_or_default(),
            None => Revocations::default(),
        };
        let is_called_back = |one: &&NamedVersion| list.iter().any(|it| it.plugin == one.plugin && it.version == one.version);
        match released.iter().find(|one| !is_called_back(one)) {
            Some(one) => Err(Error::Unrecovered { what: format!("{one} is not called back for clients") }),
            None => Ok(()),
        }
    }

    /// The thief releases a version; nothing where the role's threshold is in the way.
    async fn release(&mut self, role: &RoleSummary, thief: &Keyring, version: &str) -> Result<Vec<NamedVersion>, Error> {
        let name = role
            .name
            .split_once('.')
            .map_or_else(|| format!("{}/{PLUGIN}", role.name), |(namespace, plugin)| format!("{namespace}/{plugin}"));
        let source = self.folder.path().join(format!("{}-{version}", role.name));
        let manifest = format!(
            "[plugin]\nname = \"{name}\"\nversion = \"{version}-drill\"\ndescription = \"A drill.\"\nlicense = \"MIT\"\n"
        );
        fs_err::create_dir_all(&source).map_err(storage::Error::io(&source))?;
        fs_err::write(source.join("plugin.toml"), manifest).map_err(storage::Error::io(&source))?;
        let packed = pack::pack(&source, &Platform::ANY, None)?;
        let what = format!("whoever has the keys releases {name} for {}", role.name);
        let named = NamedVersion { plugin: packed.descriptor().name.clone(), version: packed.descriptor().version.clone() };
        let target = packed.target().as_str().to_owned();
        let (copy, expiries) = (self.copy.clone(), self.plan.expiries(self.now)?);
        let new = vec![(packed, self.now)];
        let staged = stage::unlogged_releases(&Repository::open(&*copy).await?, new, &[], &expiries).await;
        match published(staged, thief, &copy, self.now).await {
            Ok((version, _)) => {
                let seen = self.regular.look(view(&copy), self.now).await?;
                if seen.client.find(&target).await?.is_none() {
                    return Err(Error::Unharmed { what });
                }
                self.note(Part::Disaster, what, format!("clients accept it, with version {version}"));
                Ok(vec![named])
            }
            Err(Error::Sign(error)) if matches!(&error, sign::Error::BelowThreshold { role: below, .. } if *below == role.name) =>
            {
                let part = if version == "0.0.1" { Part::Disaster } else { Part::After };
                self.note(part, what, format!("not possible: {}", said(&error)));
                Ok(Vec::new())
            }
            Err(error) => Err(error),
        }
    }
}
