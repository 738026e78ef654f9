//! What the project asks for directly, looked at before any search: about these the simplest thing to say is the true one.
//!
//! Owns: the refusal of names that do not exist, and of requirements and `--precise` versions that nothing usable matches.
//! Never does: choose. In: [`Request`]. Out: nothing, or an [`Error`].

use semver::{Version, VersionReq};

use super::candidates::Candidates;
use super::error::{direct_sentence, no_such_plugin};
use super::explain::{existing, next_step};
use super::{Error, Request};
use crate::name::PluginName;
use crate::releases;

/// Refuses what no search could repair: names that do not exist, and direct requirements that match nothing usable.
pub(super) fn check(request: &Request<'_>) -> Result<(), Error> {
    request.precise.iter().try_for_each(|(name, wanted)| check_precise(request, name, wanted))?;
    request.requirements.iter().try_for_each(|(name, requirement)| check_requirement(request, name, requirement))
}

fn loaded<'a>(request: &Request<'a>, name: &'a PluginName) -> Candidates<'a> {
    Candidates::new(name, request.universe.get(name).unwrap_or(&releases::NONE), request)
}

fn check_precise<'a>(request: &Request<'a>, name: &'a PluginName, wanted: &Version) -> Result<(), Error> {
    let candidates = loaded(request, name);
    if candidates.position(wanted).is_some_and(|position| candidates.left_out(position).is_none()) {
        return Ok(());
    }
    let name = name.clone();
    if candidates.len() == 0 {
        return Err(no_such_plugin(request, name, vec!["--precise names it".to_owned()]));
    }
    let because = vec![existing(&name, &candidates)];
    let ruled = candidates.position(wanted).and_then(|position| candidates.objection(position));
    if let Some(objection) = ruled {
        return Err(Error::Ruled { name, because, hint: objection.next.clone() });
    }
    let hint = format!("run `ragnos-plugin info {name}` and choose one of its versions");
    Err(Error::PreciseNotAvailable { name, wanted: wanted.clone(), because, hint })
}

fn check_requirement<'a>(request: &Request<'a>, name: &'a PluginName, requirement: &VersionReq) -> Result<(), Error> {
    let candidates = loaded(request, name);
    let asked = direct_sentence(name, requirement);
    if candidates.len() == 0 {
        return Err(no_such_plugin(request, name.clone(), vec![asked]));
    }
    let matching = candidates.matching(requirement);
    if candidates.best_in(&matching).is_some() {
        return Ok(());
    }
    let because = vec![asked, existing(name, &candidates)];
    if let Some(objection) = candidates.ruled_in(&matching) {
        return Err(Error::Ruled { name: name.clone(), because, hint: objection.next.clone() });
    }
    let hint = next_step(request, name, &candidates, &matching, &[(name, requirement)]);
    Err(Error::NoVersion { name: name.clone(), because, hint })
}
