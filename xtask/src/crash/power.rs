//! Loss of power: the calls of one run are replayed into a model of a disk, and at a cut what was not flushed is lost.
//!
//! Owns: the model, and the three ways to lose. It is meaner than a journaled file system: the entries of each folder stop
//! anywhere on their own, and bytes that were never flushed may be there, be cut short, or be missing in a file that is there.
//! Never does: run the program at a cut; the files of the cut are written out, and then the program has to cope with them.
//! In: [`Scene`]s. Out: [`Tally`].

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt;
use std::path::{Component, Path, PathBuf};

use super::call::{Call, Effect};
use super::faults::Tally;
use super::invariants;
use super::random::Random;
use super::scene::{self, Place, Scene};
use super::tracer;

type Failure = Box<dyn std::error::Error>;

/// What is lost at a cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Loss {
    /// Everything that was not flushed.
    All,
    /// The bytes that were not flushed; every name is there.
    Bytes,
    /// Of each folder's names and of each file's bytes, some.
    Some(u64),
}

#[derive(Debug, Clone, Default)]
struct Content {
    bytes: Vec<u8>,
    mode: u32,
}

/// What one step does to the entries of a folder; a rename inside of it is one step.
type Step = Vec<(OsString, Option<usize>)>;

#[derive(Debug, Clone)]
enum Node {
    File { now: Content, flushed: Option<Content> },
    Folder { mode: u32, now: BTreeMap<OsString, usize>, flushed: BTreeMap<OsString, usize>, steps: Vec<Step> },
    Link(PathBuf),
}

/// A disk with one tree on it.
#[derive(Debug, Clone)]
struct Disk {
    root: PathBuf,
    nodes: Vec<Node>,
}

impl Disk {
    /// What is in `root` now, all of it flushed.
    fn read(root: &Path) -> Result<Self, Failure> {
        let mut disk = Self { root: root.to_owned(), nodes: Vec::new() };
        disk.take(root)?;
        Ok(disk)
    }

    fn take(&mut self, path: &Path) -> Result<usize, Failure> {
        let found = fs_err::symlink_metadata(path)?;
        let (at, mode) = (self.nodes.len(), found.permissions().mode() & 0o7777);
        if found.is_symlink() {
            self.nodes.push(Node::Link(fs_err::read_link(path)?));
        } else if found.is_file() {
            let now = Content { bytes: fs_err::read(path)?, mode };
            self.nodes.push(Node::File { flushed: Some(now.clone()), now });
        } else {
            self.nodes.push(folder(mode));
            let mut entries = BTreeMap::new();
            for entry in fs_err::read_dir(path)? {
                let entry = entry?;
                entries.insert(entry.file_name(), self.take(&entry.path())?);
            }
            self.nodes[at] = Node::Folder { mode, now: entries.clone(), flushed: entries, steps: Vec::new() };
        }
        Ok(at)
    }

    /// The node of a path, links not followed.
    fn find(&self, path: &Path) -> Option<usize> {
        path.strip_prefix(&self.root).ok()?.components().try_fold(0, |at, part| match (&self.nodes[at], part) {
            (Node::Folder { now, .. }, Component::Normal(name)) => now.get(name).copied(),
            (_, Component::CurDir) => Some(at),
            _ => None,
        })
    }

    fn change(&mut self, folder: &Path, step: Step) {
        let Some(Node::Folder { now, steps, .. }) = self.find(folder).map(|at| &mut self.nodes[at]) else { return };
        for (name, node) in &step {
            match node {
                Some(node) => drop(now.insert(name.clone(), *node)),
                None => drop(now.remove(name)),
            }
        }
        steps.push(step);
    }

    fn set(&mut self, path: &Path, node: Option<usize>) {
        if let (Some(folder), Some(name)) = (path.parent(), path.file_name()) {
            self.change(folder, vec![(name.to_owned(), node)]);
        }
    }

    fn make(&mut self, path: &Path, node: Node) {
        self.nodes.push(node);
        self.set(path, Some(self.nodes.len() - 1));
    }

    fn content(&mut self, path: &Path) -> Option<&mut Content> {
        match self.find(path).map(|at| &mut self.nodes[at]) {
            Some(Node::File { now, .. }) => Some(now),
            _ => None,
        }
    }

    /// Does what a call did, if it did it.
    fn apply(&mut self, call: &Call) {
        let Some(result) = call.result.filter(|result| *result >= 0) else { return };
        match &call.effect {
            Effect::Open { path, creates, truncates, mode } => {
                if *creates && self.find(path).is_none() {
                    let now = Content { bytes: Vec::new(), mode: mode & !0o022 };
                    self.make(path, Node::File { now, flushed: None });
                } else if *truncates && let Some(content) = self.content(path) {
                    content.bytes.clear();
                }
            }
            Effect::Write { file, at, bytes } => {
                let written = usize::try_from(result).map_or(bytes.len(), |count| count.min(bytes.len()));
                if let Some(content) = self.content(file) {
                    let start = at.and_then(|at| usize::try_from(at).ok()).unwrap_or(content.bytes.len());
                    content.bytes.resize(content.bytes.len().max(start + written), 0);
                    content.bytes[start..start + written].copy_from_slice(&bytes[..written]);
                }
            }
            Effect::Truncate { file, length } => {
                if let (Some(content), Ok(length)) = (self.content(file), usize::try_from(*length)) {
                    content.bytes.resize(length, 0);
                }
            }
            Effect::MakeFolder { path, mode } => self.make(path, folder(mode & !0o022)),
            Effect::Symlink { target, path } => self.make(path, Node::Link(target.clone())),
            Effect::Link { from, to } => self.set(to, self.find(from)),
            Effect::Unlink { path } => self.set(path, None),
            Effect::Rename { from, to, exchange } => self.rename(from, to, *exchange),
            Effect::Attribute { path, mode } => self.attribute(path, *mode),
            Effect::Flush { path } => {
                if let Some(at) = self.find(path) {
                    self.nodes[at].flush();
                }
            }
            Effect::FlushAll => self.nodes.iter_mut().for_each(Node::flush),
            Effect::Lock { .. } => {}
        }
    }

    fn rename(&mut self, from: &Path, to: &Path, exchange: bool) {
        let (moved, other) = (self.find(from), self.find(to).filter(|_| exchange));
        let (Some(old), Some(new)) = (from.file_name(), to.file_name()) else { return };
        match (from.parent(), to.parent()) {
            (Some(one), Some(same)) if one == same => {
                self.change(one, vec![(old.to_owned(), other), (new.to_owned(), moved)]);
            }
            _ => {
                self.set(to, moved);
                self.set(from, other);
            }
        }
    }

    fn attribute(&mut self, path: &Path, new: Option<u32>) {
        let (Some(at), Some(new)) = (self.find(path), new) else { return };
        match &mut self.nodes[at] {
            Node::File { now, .. } => now.mode = new,
            Node::Folder { mode, .. } => *mode = new,
            Node::Link(_) => {}
        }
    }

    /// Writes out what is left after a loss.
    fn write(&self, loss: Loss, to: &Path) -> Result<(), Failure> {
        let mut random = match loss {
            Loss::Some(seed) => Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
            _ => Random(1),
        };
        self.write_node(0, loss, to, &mut random)
    }

    fn write_node(&self, at: usize, loss: Loss, to: &Path, random: &mut Random) -> Result<(), Failure> {
        match &self.nodes[at] {
            Node::Link(target) => fs_err::os::unix::fs::symlink(target, to)?,
            Node::File { now, flushed } => {
                let empty = Content { bytes: Vec::new(), mode: now.mode };
                let kept = flushed.as_ref().unwrap_or(&empty);
                let cut = Content { bytes: now.bytes[..now.bytes.len() / 2].to_vec(), mode: now.mode };
                let content = match loss {
                    // The bytes that were flushed are not what is lost.
                    _ if kept.bytes == now.bytes => now,
                    Loss::Some(_) => [kept, now, &cut][random.below(3)],
                    Loss::All | Loss::Bytes => kept,
                };
                fs_err::write(to, &content.bytes)?;
                fs_err::set_permissions(to, PermissionsExt::from_mode(content.mode))?;
            }
            Node::Folder { mode, now, flushed, steps } => {
                let mut entries = if loss == Loss::Bytes { now.clone() } else { flushed.clone() };
                if let Loss::Some(_) = loss {
                    for (name, node) in steps[..random.below(steps.len() + 1)].iter().flatten() {
                        match node {
                            Some(node) => drop(entries.insert(name.clone(), *node)),
                            None => drop(entries.remove(name)),
                        }
                    }
                }
                fs_err::create_dir(to)?;
                for (name, node) in entries {
                    self.write_node(node, loss, &to.join(name), random)?;
                }
                fs_err::set_permissions(to, PermissionsExt::from_mode(*mode))?;
            }
        }
        Ok(())
    }
}

impl Node {
    fn flush(&mut self) {
        match self {
            Self::File { now, flushed } => *flushed = Some(now.clone()),
            Self::Folder { now, flushed, steps, .. } => {
                flushed.clone_from(now);
                steps.clear();
            }
            Self::Link(_) => {}
        }
    }
}

fn folder(mode: u32) -> Node {
    Node::Folder { mode, now: BTreeMap::new(), flushed: BTreeMap::new(), steps: Vec::new() }
}

/// Cuts every run at `most` places, evenly spread, or at each call; at each of them with every loss.
pub(super) fn cuts(scenes: &[Scene], ground: &Path, most: Option<usize>) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    for scene in scenes {
        let (mut disk, calls) = recorded(scene, ground, "full")?;
        let stride = most.map_or(1, |most| (calls.len() / most.max(1)).max(1));
        for (at, call) in calls.iter().enumerate() {
            disk.apply(call);
            if at % stride != 0 && at + 1 != calls.len() {
                continue;
            }
            for loss in [Loss::All, Loss::Bytes, Loss::Some(at as u64)] {
                let place = written(scene, &disk, loss, ground)?;
                let told = |what: String| format!("{}, cut after {call} with {loss:?} lost: {what}", scene.scenario.name);
                tally.broken.extend(invariants::broken(scene, &place)?.into_iter().map(told));
                tally.broken.extend(invariants::not_finished(scene, &place)?.map(told));
                tally.points += 1;
                scene::remove(&place.root)?;
            }
        }
    }
    Ok(tally)
}

/// How many cuts tear a project that is not flushed: if there were none, the model would lose nothing and prove nothing.
pub(super) fn control(scenes: &[Scene], ground: &Path) -> Result<(usize, usize), Failure> {
    let (mut points, mut torn) = (0, 0);
    for scene in scenes {
        let (mut disk, calls) = recorded(scene, ground, "fast")?;
        for call in &calls {
            disk.apply(call);
        }
        for loss in [Loss::All, Loss::Bytes, Loss::Some(1), Loss::Some(2)] {
            let place = written(scene, &disk, loss, ground)?;
            points += 1;
            torn += usize::from(
                invariants::broken(scene, &place)?.iter().any(|one| one.starts_with("I1") || one.starts_with("I2")),
            );
            scene::remove(&place.root)?;
        }
    }
    Ok((points, torn))
}

/// The disk before the command, and the calls that the command makes.
fn recorded(scene: &Scene, ground: &Path, durability: &str) -> Result<(Disk, Vec<Call>), Failure> {
    let place = scene.base.copy_to(ground.join("cut"))?;
    let disk = Disk::read(&place.root)?;
    let program = place.program(scene.scenario.command, &[("RAGNOS_PLUGIN_DURABILITY", durability)]);
    let run = tracer::run(&program, scene::changes, None)?;
    if run.code != Some(0) {
        return Err(format!("{}: {:?} {}", scene.scenario.name, run.code, run.stderr).into());
    }
    // The model has to come to what the kernel came to.
    let mut whole = disk.clone();
    for call in &run.calls {
        whole.apply(call);
    }
    let seen = place.contents("")?;
    scene::remove(&place.root)?;
    whole.nodes.iter_mut().for_each(Node::flush);
    let model = written(scene, &whole, Loss::All, ground)?;
    let modelled = model.contents("")?;
    scene::remove(&model.root)?;
    if modelled != seen {
        return Err(format!("{}: the model differs: {}", scene.scenario.name, invariants::difference(&seen, &modelled)).into());
    }
    Ok((disk, run.calls))
}

fn written(scene: &Scene, disk: &Disk, loss: Loss, ground: &Path) -> Result<Place, Failure> {
    let place = scene.base.at(ground.join("cut"));
    disk.write(loss, &place.root)?;
    Ok(place)
}
