//! Databases of advisories on disk: a folder of `.json` files, a `.zip`, a `.tar.gz`, or one record; read on all cores.
//!
//! Owns: the forms, the order of work, and the limits on hostile archives.
//! Never does: write, follow links to folders, or keep more than a few records in memory. In: a path or bytes. Out: [`Shelf`].

use std::io::{self, Read, Seek};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use super::database::{Shelf, Wanted};
use crate::limits;

/// Records that go to another thread together.
const BATCH: usize = 64;

/// Reads the database at `path`.
///
/// # Errors
/// Why it cannot be opened or read to its end. Records that cannot be read are noted on the shelf.
pub(super) fn at(path: &Utf8Path, wanted: &Wanted) -> io::Result<Shelf> {
    let metadata = fs_err::metadata(path)?;
    if metadata.is_dir() {
        return folder(path, wanted);
    }
    // Opening a pipe waits for somebody to write to it.
    if !metadata.is_file() {
        return Err(not_plain());
    }
    let mut file = fs_err::File::open(path)?;
    let mut start = [0; 4];
    let length = file.read(&mut start)?;
    file.rewind()?;
    match &start[..length] {
        [0x1f, 0x8b, ..] => tar(file, wanted),
        [b'P', b'K', 3, 4] => zip(path, wanted),
        _ => {
            let mut shelf = Shelf::default();
            let bytes = capped(&mut file)?;
            shelf.put(path.file_name().unwrap_or_default(), &bytes, wanted);
            Ok(shelf)
        }
    }
}

/// Reads a `.tar.gz` that is in memory: a signed target.
///
/// # Errors
/// As [`at`].
pub(super) fn in_memory(bytes: &[u8], wanted: &Wanted) -> io::Result<Shelf> {
    tar(bytes, wanted)
}

/// The records of a `.tar.gz`, each with its name in it.
///
/// # Errors
/// Why it cannot be read to its end; a record that is too large is a reason too.
pub fn records_of(archive: &[u8]) -> io::Result<Vec<(String, Vec<u8>)>> {
    let (mut shelf, mut found) = (Shelf::default(), Vec::new());
    unpack(archive, &mut shelf, |batch| found.extend(batch))?;
    if shelf.records() > 0 { Err(too_large()) } else { Ok(found) }
}

fn not_plain() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "it is neither a folder nor a plain file")
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn is_record(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("json"))
}

fn capped(reader: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limits::ADVISORY_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits::ADVISORY_BYTES {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {} bytes", limits::ADVISORY_BYTES)));
    }
    Ok(bytes)
}

/// Runs `work` on every core, each with a shelf of its own, and joins the shelves.
fn on_all_cores(work: impl Fn(&mut Shelf) -> io::Result<()> + Sync) -> io::Result<Shelf> {
    let one = || {
        let mut shelf = Shelf::default();
        work(&mut shelf).map(|()| shelf)
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..cores()).map(|_| scope.spawn(one)).collect();
        let mut shelf = one();
        for other in others {
            let other = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            shelf = shelf.and_then(|mut shelf| {
                shelf.join(other?);
                Ok(shelf)
            });
        }
        shelf
    })
}

fn folder(root: &Utf8Path, wanted: &Wanted) -> io::Result<Shelf> {
    let files = records(root)?;
    let next = AtomicUsize::new(0);
    on_all_cores(|shelf| {
        while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let name = path.strip_prefix(root).unwrap_or(path).as_str();
            let open = || if fs_err::metadata(path)?.is_file() { fs_err::File::open(path) } else { Err(not_plain()) };
            match open().and_then(|mut file| capped(&mut file)) {
                Ok(bytes) => shelf.put(name, &bytes, wanted),
                Err(error) => shelf.refuse(name, &error.to_string()),
            }
        }
        Ok(())
    })
}

/// Every `.json` file below `root`, but for hidden folders (`.git`) and links to folders.
fn records(root: &Utf8Path) -> io::Result<Vec<Utf8PathBuf>> {
    let (mut waiting, mut found) = (vec![root.to_owned()], Vec::new());
    while let Some(folder) = waiting.pop() {
        for entry in folder.read_dir_utf8()? {
            let entry = entry?;
            let (kind, name) = (entry.file_type()?, entry.file_name());
            if kind.is_dir() && !name.starts_with('.') {
                waiting.push(entry.into_path());
            } else if !kind.is_dir() && is_record(name) {
                found.push(entry.into_path());
            }
        }
    }
    found.sort();
    Ok(found)
}

fn zip(path: &Utf8Path, wanted: &Wanted) -> io::Result<Shelf> {
    let open = || -> io::Result<_> { Ok(::zip::ZipArchive::new(io::BufReader::new(fs_err::File::open(path)?))?) };
    let archive = open()?;
    let count = archive.len();
    // Opened once for each thread: a clone would share the file's position.
    drop(archive);
    let next = AtomicUsize::new(0);
    let total = AtomicUsize::new(0);
    on_all_cores(|shelf| {
        let mut archive = open()?;
        loop {
            let position = next.fetch_add(1, Ordering::Relaxed);
            if position >= count {
                return Ok(());
            }
            let mut entry = archive.by_index(position)?;
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            if !entry.is_file() || !is_record(&name) {
                continue;
            }
            match capped(&mut entry) {
                Ok(bytes) => {
                    refuse_bombs(&total, bytes.len())?;
                    shelf.put(&name, &bytes, wanted);
                }
                Err(error) => shelf.refuse(&name, &error.to_string()),
            }
        }
    })
}

fn refuse_bombs(total: &AtomicUsize, more: usize) -> io::Result<()> {
    let sum = total.fetch_add(more, Ordering::Relaxed).saturating_add(more);
    if sum as u64 > limits::ADVISORIES_BYTES {
        return Err(too_large());
    }
    Ok(())
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, format!("it unpacks to more than {} bytes", limits::ADVISORIES_BYTES))
}

type Batch = Vec<(String, Vec<u8>)>;

/// One thread unpacks, which cannot be shared out, and all others look at what it finds.
fn tar(compressed: impl Read, wanted: &Wanted) -> io::Result<Shelf> {
    let (send, receive) = sync_channel::<Batch>(2 * cores());
    let receive = Mutex::new(receive);
    let look = || {
        let mut shelf = Shelf::default();
        while let Some(batch) = next_batch(&receive) {
            for (name, json) in batch {
                shelf.put(&name, &json, wanted);
            }
        }
        shelf
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..cores().max(2)).map(|_| scope.spawn(look)).collect();
        let mut shelf = Shelf::default();
        let unpacked = unpack(compressed, &mut shelf, |batch| {
            // Fails only when every reader is gone, which a panic of theirs tells below.
            let _ = send.send(batch);
        });
        drop(send);
        for other in others {
            shelf.join(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        unpacked.map(|()| shelf)
    })
}

fn next_batch(receive: &Mutex<Receiver<Batch>>) -> Option<Batch> {
    receive.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

fn unpack(compressed: impl Read, shelf: &mut Shelf, mut send: impl FnMut(Batch)) -> io::Result<()> {
    let total = AtomicUsize::new(0);
    // The stream is capped too: an archive may have much beside records.
    let plain = flate2::bufread::MultiGzDecoder::new(io::BufReader::with_capacity(1 << 16, compressed));
    let mut archive = ::tar::Archive::new(plain.take(limits::ADVISORIES_BYTES));
    let mut batch = Batch::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if !entry.header().entry_type().is_file() || !is_record(&name) {
            continue;
        }
        match capped(&mut entry) {
            Ok(bytes) => {
                refuse_bombs(&total, bytes.len())?;
                batch.push((name, bytes));
            }
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => shelf.refuse(&name, &error.to_string()),
            Err(error) => return Err(error),
        }
        if batch.len() == BATCH {
            send(std::mem::take(&mut batch));
        }
    }
    send(batch);
    // Read to the end, so that the checksum of the last member is checked and nothing was cut off.
    let mut rest = archive.into_inner();
    io::copy(&mut rest, &mut io::sink())?;
    if rest.limit() == 0 {
        return Err(too_large());
    }
    Ok(())
}
