//! Loads of one plugin, timed from inside the process that a host is: there is no start-up in the figures.
//!
//! Owns: the order of the runs (each kind once a turn, so that a change of the machine's load meets all) and the bare limit:
//! every file read once and hashed, on all cores, with nothing known and nothing compared.
//! Never does: keep a file in memory from one run to the next. In: `PROJECT TRUST PLUGIN TURNS`. Out: a line of nanoseconds a turn:
//! opening and loading, loading, asking again, the bare limit.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use ragnos_plugin::clock::{Clock, SystemClock};
use ragnos_plugin::load::{Loader, Options};

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [project, trust, plugin, turns] = words.as_slice() else {
        return Err("usage: load-timer PROJECT TRUST PLUGIN TURNS".into());
    };
    let options = Options::new(project.as_str(), trust.as_str(), SystemClock.now());
    let name = plugin.parse()?;
    let opened = Loader::open(&options)?;
    let kept = opened.load(&name)?;
    let folder = Path::new(project).join(".ragnos/store").join(kept.tree().to_string());
    for _ in 0..turns.parse()? {
        let mut times = Vec::new();
        let mut took = |started: Instant| times.push(started.elapsed().as_nanos().to_string());
        let started = Instant::now();
        let plugin = Loader::open(&options)?.load(&name)?;
        took(started);
        drop(plugin);
        let started = Instant::now();
        let plugin = opened.load(&name)?;
        took(started);
        drop(plugin);
        let started = Instant::now();
        let _ = Loader::open(&options)?.recheck(&kept)?;
        took(started);
        let started = Instant::now();
        let held = bare(&folder)?;
        took(started);
        drop(held);
        println!("{}", times.join(" "));
    }
    Ok(())
}

/// Every file read once into memory, and hashed.
fn bare(folder: &Path) -> Result<Vec<(Vec<u8>, aws_lc_rs::digest::Digest)>, Box<dyn Error>> {
    let mut paths = Vec::new();
    list(folder, &mut paths)?;
    let next = AtomicUsize::new(0);
    let work = || {
        let mut held = Vec::new();
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            let bytes = std::fs::read(path)?;
            let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &bytes);
            held.push((bytes, digest));
        }
        Ok::<_, std::io::Error>(held)
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(paths.len());
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut all = work()?;
        for other in others {
            all.extend(other.join().map_err(|_| "a thread stopped")??);
        }
        Ok(all)
    })
}

fn list(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() { list(&entry.path(), found)? } else { found.push(entry.path()) }
    }
    Ok(())
}
