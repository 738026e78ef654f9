//! What `cargo xtask bench install` compares installers with: the same bytes moved with the least work, on two threads.
//!
//! Owns: a bare install (receive, hash, inflate, write each file), bare hard links, bare hashing, and the measured start of a program.
//! Never does: resolve, lock, verify a signature, or survive a hostile archive. It is a yardstick, and no installer.
//! In: arguments. Out: files, or one line of figures.
//!
//! ```text
//! limit measure PROGRAM ARGUMENTS...   runs it; last line of stderr: "measured WALL_US CPU_US PEAK_KB"
//! limit install LIST OUT SYNC          LIST has lines "URL SHA256"; SYNC is none or syncfs
//! limit link TREE OUT                  hard-links a tree, a top folder at a time
//! limit hash TREE                      sha256 of every file of a tree
//! ```

use std::collections::HashSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::fd::AsRawFd;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use sha2::{Digest, Sha256};

const THREADS: usize = 2;

fn main() -> ExitCode {
    let all: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = all.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["measure", program, arguments @ ..] => return measure(program, arguments),
        ["install", list, out, sync] => install(Path::new(list), Path::new(out), *sync == "syncfs"),
        ["link", tree, out] => link(Path::new(tree), Path::new(out)),
        ["hash", tree] => hash(Path::new(tree)),
        _ => panic!("unknown arguments: {words:?}"),
    }
    ExitCode::SUCCESS
}

/// The figures are the kernel's own of exactly this process and those that it waited for. This program is small, so that its own
/// memory, which the kernel counts as that of the child before it becomes another program, is no figure.
fn measure(program: &str, arguments: &[&str]) -> ExitCode {
    let started = Instant::now();
    let child = Command::new(program).args(arguments).spawn().unwrap_or_else(|error| panic!("{program}: {error}"));
    let (mut status, mut usage) = (0, unsafe { std::mem::zeroed::<libc::rusage>() });
    let waited = unsafe { libc::wait4(i32::try_from(child.id()).unwrap(), &mut status, 0, &mut usage) };
    let wall = started.elapsed().as_micros();
    assert!(waited > 0, "wait4 failed");
    let micros = |time: libc::timeval| time.tv_sec * 1_000_000 + time.tv_usec;
    eprintln!("\nmeasured {wall} {} {}", micros(usage.ru_utime) + micros(usage.ru_stime), usage.ru_maxrss);
    match ExitStatus::from_raw(status).code() {
        Some(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        None => ExitCode::FAILURE,
    }
}

/// Each of `count` pieces of work once, on all threads; each thread has a state of its own.
fn on_threads<S>(count: usize, state: impl Fn() -> S + Sync, work: impl Fn(&mut S, usize) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let mut own = state();
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count {
                        break;
                    }
                    work(&mut own, index);
                }
            });
        }
    });
}

#[derive(Default)]
struct Worker {
    connection: Option<BufReader<TcpStream>>,
    archive: Vec<u8>,
    tar: Vec<u8>,
}

fn install(list: &Path, out: &Path, sync: bool) {
    let list = fs::read_to_string(list).unwrap();
    let wanted: Vec<(&str, &str)> = list.lines().map(|line| line.split_once(' ').unwrap()).collect();
    fs::create_dir_all(out).unwrap();
    on_threads(wanted.len(), Worker::default, |worker, index| {
        let (url, digest) = wanted[index];
        get(&mut worker.connection, url, &mut worker.archive);
        let seen: String = Sha256::digest(&worker.archive).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(seen, digest, "{url}");
        inflate(&worker.archive, &mut worker.tar);
        let root = out.join(index.to_string());
        fs::create_dir(&root).unwrap();
        unpack(&worker.tar, &root);
    });
    if sync {
        let folder = fs::File::open(out).unwrap();
        assert_eq!(unsafe { libc::syncfs(folder.as_raw_fd()) }, 0);
    }
}

/// HTTP/1.1 with one connection a thread, of a server that gives lengths.
fn get(connection: &mut Option<BufReader<TcpStream>>, url: &str, into: &mut Vec<u8>) {
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let reader = connection.get_or_insert_with(|| {
        let stream = TcpStream::connect(host).unwrap();
        stream.set_nodelay(true).unwrap();
        BufReader::with_capacity(1 << 16, stream)
    });
    write!(reader.get_mut(), "GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
    let (mut line, mut length, mut first) = (String::new(), 0_usize, true);
    loop {
        line.clear();
        reader.read_line(&mut line).unwrap();
        assert!(!first || line.contains(" 200 "), "{url}: {line}");
        first = false;
        let text = line.trim_end().to_ascii_lowercase();
        if text.is_empty() {
            break;
        }
        if let Some(value) = text.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
    }
    into.clear();
    into.resize(length, 0);
    reader.read_exact(into).unwrap();
}

fn inflate(archive: &[u8], into: &mut Vec<u8>) {
    let length = u32::from_le_bytes(archive[archive.len() - 4..].try_into().unwrap());
    into.resize(length as usize, 0);
    let got = libdeflater::Decompressor::new().gzip_decompress(archive, into).unwrap();
    into.truncate(got);
}

/// Archives of our own workload: ustar headers, and paths that need no check.
fn unpack(tar: &[u8], root: &Path) {
    let text = |field: &[u8]| String::from_utf8_lossy(field.split(|byte| *byte == 0).next().unwrap()).into_owned();
    let (mut at, mut made) = (0, HashSet::from([root.to_path_buf()]));
    while at + 512 <= tar.len() && tar[at] != 0 {
        let header = &tar[at..at + 512];
        let size = usize::from_str_radix(text(&header[124..136]).trim(), 8).unwrap();
        let content = &tar[at + 512..at + 512 + size];
        at += 512 + size.div_ceil(512) * 512;
        if !matches!(header[156], b'0' | 0) {
            continue;
        }
        let path = root.join(text(&header[..100]));
        let folder = path.parent().unwrap();
        if made.insert(folder.to_path_buf()) {
            fs::create_dir_all(folder).unwrap();
        }
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&path).unwrap();
        file.write_all(content).unwrap();
    }
}

/// Every file and folder below `folder`, folders before what is in them.
fn walk(folder: &Path, each: &mut dyn FnMut(&Path, bool)) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let is_folder = entry.file_type().unwrap().is_dir();
        each(&entry.path(), is_folder);
        if is_folder {
            walk(&entry.path(), each);
        }
    }
}

fn link(tree: &Path, out: &Path) {
    let tops: Vec<PathBuf> = fs::read_dir(tree).unwrap().map(|entry| entry.unwrap().path()).collect();
    fs::create_dir_all(out).unwrap();
    on_threads(tops.len(), || (), |(), index| {
        let place = |path: &Path| out.join(path.strip_prefix(tree).unwrap());
        fs::create_dir(place(&tops[index])).unwrap();
        walk(&tops[index], &mut |path, is_folder| {
            if is_folder { fs::create_dir(place(path)) } else { fs::hard_link(path, place(path)) }.unwrap();
        });
    });
}

fn hash(tree: &Path) {
    let mut files = Vec::new();
    walk(tree, &mut |path, is_folder| {
        if !is_folder {
            files.push(path.to_path_buf());
        }
    });
    on_threads(files.len(), || (), |(), index| {
        std::hint::black_box(Sha256::digest(fs::read(&files[index]).unwrap()));
    });
}
