//! The other readers, and how they are asked.
//!
//! Owns: which are installed, node-tar's set-up from npm, and the reading of their answers.
//! Never does: install Debian packages, or leave a reader out silently.
//! In: paths of archives. Out: one [`Answer`] for each.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_lc_rs::digest::{SHA256, digest};

use super::Files;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What a reader says of one archive: its files, or why it cannot read it.
pub(super) type Answer = Result<Files, String>;

/// A reader that is installed.
pub(super) enum Reader {
    /// A program that reads paths and answers with JSON.
    Script { name: String, command: Vec<PathBuf> },
    /// A program that extracts one archive.
    Program { name: String, program: &'static str, arguments: &'static [&'static str], scratch: PathBuf },
}

/// The readers that are there, and a sentence for each that is missing.
pub(super) fn found(scratch: &Path) -> Result<(Vec<Reader>, Vec<String>), Box<dyn std::error::Error>> {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/witness");
    let python = version("python3", "--version").ok_or("python3 is not installed")?;
    let command = vec!["python3".into(), scripts.join("archive_reader.py")];
    let (mut readers, mut missing) = (vec![Reader::Script { name: format!("{python} tarfile"), command }], Vec::new());
    let with_lines = |needed: &str, package: &str| {
        format!("{needed} was not asked, because it is not installed: on Debian, `apt-get install {package}` provides it")
    };
    let gnu: &[&str] = &["--no-same-owner", "--preserve-permissions", "--gzip", "-xf"];
    let bsd: &[&str] = &["--no-same-owner", "--no-xattrs", "--no-fflags", "--no-acls", "-xpf"];
    for (program, arguments, sign, package) in [("tar", gnu, "GNU tar", "tar"), ("bsdtar", bsd, "bsdtar", "libarchive-tools")] {
        match version(program, "--version").filter(|version| version.contains(sign)) {
            Some(name) => readers.push(Reader::Program { name, program, arguments, scratch: scratch.join(program) }),
            None => missing.push(with_lines(sign, package)),
        }
    }
    match version("npm", "--version").and(version("node", "--version")) {
        Some(node) => {
            let modules = node_modules(&scripts.join("node"))?;
            let command = vec!["node".into(), scripts.join("archive_reader.mjs"), modules];
            readers.push(Reader::Script { name: format!("node-tar on {node}"), command });
        }
        None => missing.push(with_lines("node-tar", "npm")),
    }
    Ok((readers, missing))
}

/// The first line that a program says of itself.
fn version(program: &str, flag: &str) -> Option<String> {
    let output = Command::new(program).arg(flag).output().ok().filter(|output| output.status.success())?;
    let said = String::from_utf8(output.stdout).ok()?;
    Some(said.lines().next()?.split(" - ").next()?.trim().to_owned())
}

/// The folder in which node finds what `package-lock.json` names; filled anew when that changes.
fn node_modules(wanted: &Path) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let program = std::env::current_exe()?;
    let folder = program.parent().ok_or("the program is in no folder")?.join("witness/node");
    let (lock, marker) = (fs_err::read_to_string(wanted.join("package-lock.json"))?, folder.join("complete"));
    if fs_err::read_to_string(&marker).is_ok_and(|there| there == lock) {
        return Ok(folder);
    }
    fs_err::create_dir_all(&folder)?;
    for name in ["package.json", "package-lock.json"] {
        fs_err::copy(wanted.join(name), folder.join(name))?;
    }
    let output =
        Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&folder).output()?;
    if !output.status.success() {
        return Err(format!("npm ci failed:\n{}", String::from_utf8_lossy(&output.stderr)).into());
    }
    fs_err::write(marker, lock)?;
    Ok(folder)
}

impl Reader {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Script { name, .. } | Self::Program { name, .. } => name,
        }
    }

    /// Asks about all archives.
    pub(super) fn ask(&self, archives: &[&Path]) -> Result<Vec<Answer>, String> {
        match self {
            Self::Script { command, .. } => ask_script(command, archives),
            Self::Program { program, arguments, scratch, .. } => ask_program(program, arguments, scratch, archives),
        }
        .map_err(|error| format!("{}: {error}", self.name()))
    }
}

fn ask_script(command: &[PathBuf], archives: &[&Path]) -> Result<Vec<Answer>, Failure> {
    let mut child = Command::new(&command[0]).args(&command[1..]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let paths: String = archives.iter().map(|path| format!("{}\n", path.display())).collect();
    let mut input = child.stdin.take().ok_or("it has no standard input")?;
    // In a thread of its own: it answers before it has read all.
    let output = std::thread::scope(|scope| {
        let fed = scope.spawn(move || input.write_all(paths.as_bytes()));
        let output = child.wait_with_output()?;
        fed.join().map_err(|_| "the thread that feeds it panicked")??;
        Ok::<_, Failure>(output)
    })?;
    if !output.status.success() {
        return Err(format!("it ended with {}", output.status).into());
    }
    String::from_utf8(output.stdout)?.lines().map(answer).collect()
}

/// One line: `{"files": [[path, executable, sha256], ...]}` or `{"error": "..."}`.
fn answer(line: &str) -> Result<Answer, Failure> {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Line {
        Files(Vec<(String, bool, String)>),
        Error(String),
    }
    let unique = |files: Vec<(String, bool, String)>| {
        let count = files.len();
        let files: Files = files.into_iter().map(|(path, executable, sha256)| (path, (executable, sha256))).collect();
        if files.len() == count { Ok(files) } else { Err("it finds a path twice".to_owned()) }
    };
    Ok(match serde_json::from_str(line).map_err(|error| format!("{error}: {line}"))? {
        Line::Files(files) => unique(files),
        Line::Error(error) => Err(error),
    })
}

/// Two at a time, each into a folder of its own.
fn ask_program(program: &str, arguments: &[&str], scratch: &Path, archives: &[&Path]) -> Result<Vec<Answer>, Failure> {
    let next = AtomicUsize::new(0);
    let work = || -> Result<Vec<(usize, Answer)>, Failure> {
        let mut answers = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(archive) = archives.get(number) else { return Ok(answers) };
            let folder = scratch.join(number.to_string());
            fs_err::create_dir_all(&folder)?;
            let mut command = Command::new(program);
            command.args(arguments).arg(archive).arg("-C").arg(&folder).env("LC_ALL", "C.UTF-8");
            let output = command.output()?;
            let files = walk(&folder)?;
            fs_err::remove_dir_all(&folder)?;
            let said = || String::from_utf8_lossy(&output.stderr).into_owned();
            answers.push((number, if output.status.success() { Ok(files) } else { Err(said()) }));
        }
    };
    let both = std::thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut answers = work()?;
        answers.extend(other.join().map_err(|_| "a thread panicked")??);
        Ok::<_, Failure>(answers)
    });
    let mut answers = both?;
    answers.sort_by_key(|(number, _)| *number);
    Ok(answers.into_iter().map(|(_, answer)| answer).collect())
}

/// What is in a folder. With a list of its own: what is asked about may be deeper than a stack.
fn walk(folder: &Path) -> Result<Files, Failure> {
    let (mut files, mut folders) = (Files::new(), vec![(folder.to_owned(), String::new())]);
    while let Some((folder, prefix)) = folders.pop() {
        // The archive may have given it any modes.
        fs_err::set_permissions(&folder, PermissionsExt::from_mode(0o700))?;
        for entry in fs_err::read_dir(&folder)? {
            let entry = entry?;
            let (path, name) = (entry.path(), format!("{prefix}{}", entry.file_name().to_string_lossy()));
            let metadata = fs_err::symlink_metadata(&path)?;
            if metadata.is_dir() {
                folders.push((path, format!("{name}/")));
            } else if metadata.is_file() {
                fs_err::set_permissions(&path, PermissionsExt::from_mode(0o600))?;
                let sha256 = digest(&SHA256, &fs_err::read(&path)?);
                let hex = sha256.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
                files.insert(name, (metadata.permissions().mode() & 0o100 != 0, hex));
            } else {
                files.insert(name, (false, "neither a file nor a folder".to_owned()));
            }
        }
    }
    Ok(files)
}
