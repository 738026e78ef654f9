//! What has to hold after a disturbance, whatever it was.
//!
//! Owns: the invariants I1 to I6 of docs/reliability.md. Never does: excuse one.
//! In: a [`Place`] and its [`Scene`]. Out: nothing, or what does not hold, in words.

use camino::Utf8PathBuf;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::lockfile::Lockfile;
use ragnos_plugin::store::{Layout, tree_check};
use serde_json::Value;

use super::scene::{Place, Scene, Visible};

type Failure = Box<dyn std::error::Error>;

/// All of them; `Err` is a fault of the harness itself, the list is what does not hold.
pub(super) fn broken(scene: &Scene, place: &Place) -> Result<Vec<String>, Failure> {
    let mut broken = Vec::new();
    let seen = place.visible()?;
    let part = |visible: &Visible| -> Visible {
        visible
            .iter()
            .filter(|(name, _)| name.starts_with("plugins/"))
            .map(|(name, digest)| (name.clone(), digest.clone()))
            .collect()
    };
    let plugins = part(&seen);
    if plugins != part(&scene.before) && plugins != part(&scene.after) {
        broken.push("I1: what is installed is neither old nor new".to_owned());
    }
    let damaged = trees(&scene.base)?;
    broken.extend(trees(place)?.into_iter().filter(|tree| !damaged.contains(tree)).map(|tree| format!("I2: {tree}")));
    for name in ["ragnos.toml", "ragnos.lock"] {
        let (now, before, after) = (seen.get(name), scene.before.get(name), scene.after.get(name));
        if now != before && now != after {
            broken.push(format!("I3: {name} is neither old nor new"));
        }
    }
    let path = place.project().join("ragnos.lock");
    if let Ok(text) = fs_err::read_to_string(&path)
        && let Err(error) = Lockfile::parse(&text, "ragnos.lock")
    {
        broken.push(format!("I3: {error}"));
    }
    // Nobody else is at work: `--no-wait` fails only when a lock is stuck. What is found has to be what `sync` mends (3), or
    // nothing was ever fetched that could be looked at offline (7).
    let checked = place.run(&["check", "--offline"])?;
    if !matches!(checked.status.code(), Some(0 | 3 | 7)) {
        broken.push(format!("I5: check ends with {:?}: {}", checked.status.code(), String::from_utf8_lossy(&checked.stderr)));
    }
    if place.contents("outside")? != scene.outside {
        broken.push("I6: something outside was changed".to_owned());
    }
    Ok(broken)
}

/// The trees of the store that do not hash to their names.
fn trees(place: &Place) -> Result<Vec<String>, Failure> {
    let project = Utf8PathBuf::try_from(place.project())?;
    let layout = Layout::new(project);
    let store = layout.store();
    if !store.exists() {
        return Ok(Vec::new());
    }
    let mut trees: Vec<Sha256> = Vec::new();
    for entry in fs_err::read_dir(&store)? {
        trees.extend(entry?.file_name().to_string_lossy().parse::<Sha256>().ok());
    }
    trees.sort();
    let differences = tree_check::check(&layout, &trees)?;
    let odd = trees.iter().zip(differences).filter(|(_, found)| !found.is_empty());
    Ok(odd.map(|(tree, found)| format!("tree {tree}: {}", found[0].words())).collect())
}

/// The command is run again, and the work finished where it says that nothing is left for it: the result has to be the good
/// one, with nothing left over. I4 is part of it: a stuck lock would refuse the run.
pub(super) fn not_finished(scene: &Scene, place: &Place) -> Result<Option<String>, Failure> {
    let again = place.run(scene.scenario.command)?;
    if !again.status.success() {
        let finish = place.run(scene.scenario.finish)?;
        if !finish.status.success() {
            let said = String::from_utf8_lossy(&finish.stderr).into_owned();
            return Ok(Some(format!("run again it fails: {} then {said}", String::from_utf8_lossy(&again.stderr))));
        }
    }
    let seen = place.visible()?;
    if seen != scene.after {
        return Ok(Some(format!("run again it comes to another result: {}", difference(&scene.after, &seen))));
    }
    let left = place.contents("project")?;
    let left = left.keys().find(|name| name.contains(".ragnos-tmp-") || name.contains(".staging-") || *name == ".ragnos/lock");
    Ok(left.map(|name| format!("run again it leaves {name}")))
}

/// The first thing in which two states differ.
pub(super) fn difference(wanted: &Visible, seen: &Visible) -> String {
    let mut names = wanted.keys().chain(seen.keys());
    let name = names.find(|name| wanted.get(*name) != seen.get(*name));
    name.map_or_else(
        || "nothing".to_owned(),
        |name| format!("{name} is {:?}, {:?} is wanted", seen.get(name), wanted.get(name)),
    )
}

/// The code of an error, where there is one that says more than "something failed".
pub(super) fn code(stderr: &str) -> Option<String> {
    let error: Value = serde_json::from_str(stderr.lines().last()?).ok()?;
    error["code"].as_str().filter(|code| *code != "RP1000").map(str::to_owned)
}
