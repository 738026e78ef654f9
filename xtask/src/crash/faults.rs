//! Kills and errors: one run for each call, and for each error at each call.
//!
//! Owns: the enumeration and what counts as held. Never does: stop at the first failure.
//! In: [`Scene`]s. Out: [`Tally`].

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use nix::errno::Errno;

use super::invariants;
use super::scene::{self, Scene, Visible};
use super::tracer::{self, Fault};

type Failure = Box<dyn std::error::Error>;

/// The errors that a file system gives: no space, a bad block, a mount that became read-only, no permission, a signal, too many
/// open files.
pub(super) const ERRORS: [Errno; 6] = [Errno::ENOSPC, Errno::EIO, Errno::EROFS, Errno::EACCES, Errno::EINTR, Errno::EMFILE];

/// What a number of runs came to.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Runs in which the fault was made.
    pub(super) points: usize,
    /// Runs by what became of them: `killed`, `done`, or the code of the error.
    pub(super) endings: BTreeMap<String, usize>,
    /// What did not hold.
    pub(super) broken: Vec<String>,
}

/// One run to make.
struct Point<'a> {
    scene: &'a Scene,
    at: usize,
    fault: Fault,
}

/// Kills the command at every call that changes files.
pub(super) fn kills(scenes: &[Scene], ground: &Path, most: Option<usize>) -> Result<Tally, Failure> {
    let mut points = Vec::new();
    for scene in scenes {
        let count = counted(scene, ground, scene::changes)?;
        points.extend((0..count).map(|at| Point { scene, at, fault: Fault::Kill }));
    }
    all(&thinned(points, most), ground, one_kill)
}

/// Fails the command at every call that bears on its files, with every error.
pub(super) fn errors(scenes: &[Scene], ground: &Path, most: Option<usize>) -> Result<Tally, Failure> {
    let mut points = Vec::new();
    for scene in scenes {
        let count = counted(scene, ground, scene::any)?;
        let faults = |at| ERRORS.into_iter().map(move |error| Point { scene, at, fault: Fault::Error(error) });
        points.extend((0..count).flat_map(faults));
    }
    all(&thinned(points, most), ground, one_error)
}

/// Evenly spread over all of them, where there are more than `most`.
fn thinned(points: Vec<Point<'_>>, most: Option<usize>) -> Vec<Point<'_>> {
    let Some(most) = most.filter(|most| *most < points.len()) else { return points };
    let count = points.len();
    let mut wanted: Vec<usize> = (0..most).map(|index| index * count / most).collect();
    wanted.dedup();
    points.into_iter().enumerate().filter(|(index, _)| wanted.binary_search(index).is_ok()).map(|(_, point)| point).collect()
}

/// How many calls an undisturbed run makes.
fn counted(scene: &Scene, ground: &Path, counts: tracer::Counts) -> Result<usize, Failure> {
    let place = scene.base.copy_to(ground.join("counted"))?;
    let run = tracer::run(&place.program(scene.scenario.command, &[]), counts, None)?;
    if run.code != Some(0) {
        return Err(format!("{}: {:?} {}", scene.scenario.name, run.code, run.stderr).into());
    }
    if place.visible()? != scene.after {
        return Err(format!("{}: traced, it comes to another result", scene.scenario.name).into());
    }
    scene::remove(&place.root)?;
    Ok(run.calls.len())
}

type One = fn(&Point<'_>, &Path) -> Result<(Option<String>, Vec<String>), Failure>;

/// Makes all runs, on two threads; each traces its own processes.
fn all(points: &[Point<'_>], ground: &Path, one: One) -> Result<Tally, Failure> {
    let (next, tally, failed) = (AtomicUsize::new(0), Mutex::new(Tally::default()), Mutex::new(None));
    let work = |thread: usize| {
        while let Some(point) = points.get(next.fetch_add(1, Ordering::Relaxed)) {
            let folder = ground.join(format!("run-{thread}"));
            let result = one(point, &folder).map_err(|error| error.to_string());
            // What a failed run left is of no use to the next one.
            if folder.exists() {
                let _ = scene::remove(&folder);
            }
            match result {
                Ok((ending, broken)) => {
                    let mut tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
                    if let Some(ending) = ending {
                        tally.points += 1;
                        *tally.endings.entry(ending).or_default() += 1;
                    }
                    tally.broken.extend(broken);
                }
                Err(error) => *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error),
            }
        }
    };
    std::thread::scope(|scope| {
        for thread in 0..2 {
            scope.spawn(move || work(thread));
        }
    });
    match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error.into()),
        None => Ok(tally.into_inner().unwrap_or_else(PoisonError::into_inner)),
    }
}

fn one_kill(point: &Point<'_>, folder: &Path) -> Result<(Option<String>, Vec<String>), Failure> {
    let Point { scene, at, fault } = *point;
    let place = scene.base.copy_to(folder.to_owned())?;
    let run = tracer::run(&place.program(scene.scenario.command, &[]), scene::changes, Some((at, fault)))?;
    // Threads may take turns in another order: a run that ended before the call came is no point.
    let Some(struck) = run.struck else { return Ok((None, Vec::new())) };
    let told = |what: String| format!("{}, killed at call {at} ({struck}): {what}", scene.scenario.name);
    let mut broken = invariants::broken(scene, &place)?;
    broken.extend(invariants::not_finished(scene, &place)?);
    Ok((Some("killed".to_owned()), broken.into_iter().map(told).collect()))
}

fn one_error(point: &Point<'_>, folder: &Path) -> Result<(Option<String>, Vec<String>), Failure> {
    let Point { scene, at, fault } = *point;
    let place = scene.base.copy_to(folder.to_owned())?;
    let run = tracer::run(&place.program(scene.scenario.command, &[]), scene::any, Some((at, fault)))?;
    let Some(struck) = run.struck else { return Ok((None, Vec::new())) };
    let told = |what: String| format!("{}, {fault:?} at call {at} ({struck}): {what}", scene.scenario.name);
    let mut broken = invariants::broken(scene, &place)?;
    let ending = match run.code {
        Some(0) => {
            let seen = place.visible()?;
            if seen != scene.after {
                broken.push(format!("it says that it is done: {}", invariants::difference(&scene.after, &seen)));
            }
            "done".to_owned()
        }
        Some(_) => match invariants::code(&run.stderr) {
            Some(code) => {
                if run.stderr.contains("were left as they were") {
                    let seen = kept(place.contents("project")?);
                    if seen != kept(scene.project.clone()) {
                        broken.push(format!(
                            "it says that nothing was changed: {}",
                            invariants::difference(&scene.project, &seen)
                        ));
                    }
                }
                code
            }
            None => {
                broken.push(format!("the error has no name: {}", run.stderr));
                "nameless".to_owned()
            }
        },
        None => {
            broken.push("it was killed by a signal".to_owned());
            "signal".to_owned()
        }
    };
    broken.extend(invariants::not_finished(scene, &place)?);
    Ok((Some(ending), broken.into_iter().map(told).collect()))
}

/// Without what a failing removal itself leaves: the lock's file, which the next command takes over.
fn kept(mut project: Visible) -> Visible {
    project.remove(".ragnos/lock");
    project
}
