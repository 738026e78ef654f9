//! From a plugin's source folder to its archive, the same bytes on every machine and date.
//!
//! Owns: the canonical form: files only, sorted by path, ustar, no times, no owners, modes 0644 or 0755, one gzip member.
//! Never does: follow a link, pack a hidden file, or hand out an archive that [`super::inspect`] refuses.
//! In: a folder with a `plugin.toml`. Out: [`PackedPlugin`].

use std::io::Write as _;

use camino::{Utf8Path, Utf8PathBuf};
use flate2::write::GzEncoder;

use super::{InspectError, Inspected, gzip, inspect};
use crate::refusal::{Facts, Refusal};

/// A packed plugin and what its archive holds.
#[derive(Debug, Clone)]
pub struct PackedPlugin {
    archive: Vec<u8>,
    inspected: Inspected,
    left_out: Vec<String>,
}

impl PackedPlugin {
    /// The archive.
    pub fn archive(&self) -> &[u8] {
        &self.archive
    }

    /// The archive, taken out.
    pub fn into_archive(self) -> Vec<u8> {
        self.archive
    }

    /// What it holds.
    pub fn inspected(&self) -> &Inspected {
        &self.inspected
    }

    /// Hidden files and folders that were left out, sorted.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }
}

/// Why a folder was not packed.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum PackError {
    /// Neither a file nor a folder.
    #[error("{path} is a link or a special file; an archive holds only files and folders")]
    #[diagnostic(code(RP2010), help("replace {path} by a file, or move it out of the plugin's folder"))]
    Kind {
        /// The path.
        path: Utf8PathBuf,
    },
    /// A path that ustar cannot hold.
    #[error("{path} is too long for the archive")]
    #[diagnostic(code(RP2011), help("shorten the path {path}: at most 100 bytes for the last part, 255 in all"))]
    Path {
        /// The path.
        path: Utf8PathBuf,
    },
    /// The archive would be refused by everybody who unpacks it.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Inspect(#[from] InspectError),
    /// The folder cannot be read.
    #[error("the plugin's folder cannot be read")]
    #[diagnostic(code(RP8202), help("look at the permissions of the plugin's folder; every file name must be UTF-8"))]
    Read(#[source] std::io::Error),
}

impl Refusal for PackError {
    fn facts(&self) -> Facts {
        match self {
            Self::Kind { path } | Self::Path { path } => Facts::about(path),
            Self::Inspect(error) => error.facts(),
            Self::Read(_) => Facts::default(),
        }
    }
}

/// Packs the plugin in the folder `source`.
///
/// # Errors
/// [`PackError`]; nothing is written in any case.
pub fn pack(source: &Utf8Path) -> Result<PackedPlugin, PackError> {
    let (mut files, mut left_out) = (Vec::new(), Vec::new());
    walk(source, Utf8Path::new(""), &mut files, &mut left_out)?;
    files.sort();
    left_out.sort();
    let mut writer = Writer(gzip::writer());
    for path in &files {
        let (content, executable) = read(&source.join(path))?;
        writer.add(path, &content, executable)?;
    }
    let archive = writer.finish()?;
    let inspected = inspect(&archive)?;
    Ok(PackedPlugin { archive, inspected, left_out })
}

/// An archive of the same form, of any files: their paths, in order, and contents.
///
/// # Errors
/// [`PackError::Path`].
pub fn of_files<'f>(files: impl IntoIterator<Item = (String, &'f [u8])>) -> Result<Vec<u8>, PackError> {
    let mut writer = Writer(gzip::writer());
    for (path, content) in files {
        writer.add(Utf8Path::new(&path), content, false)?;
    }
    writer.finish()
}

/// An archive that is being written.
struct Writer(GzEncoder<Vec<u8>>);

impl Writer {
    fn add(&mut self, path: &Utf8Path, content: &[u8], executable: bool) -> Result<(), PackError> {
        let header = header(path, content.len() as u64, executable)?;
        let padding = vec![0; content.len().next_multiple_of(512) - content.len()];
        let mut parts = [header.as_bytes().as_slice(), content, &padding].into_iter();
        parts.try_for_each(|part| self.0.write_all(part)).map_err(PackError::Read)
    }

    fn finish(mut self) -> Result<Vec<u8>, PackError> {
        self.0.write_all(&[0; 1024]).and_then(|()| self.0.finish()).map_err(PackError::Read)
    }
}

fn walk(
    source: &Utf8Path,
    folder: &Utf8Path,
    files: &mut Vec<Utf8PathBuf>,
    left_out: &mut Vec<String>,
) -> Result<(), PackError> {
    for entry in source.join(folder).read_dir_utf8().map_err(PackError::Read)? {
        let entry = entry.map_err(PackError::Read)?;
        let path = folder.join(entry.file_name());
        let kind = entry.file_type().map_err(PackError::Read)?;
        if entry.file_name().starts_with('.') {
            left_out.push(path.into_string());
        } else if kind.is_dir() {
            walk(source, &path, files, left_out)?;
        } else if kind.is_file() {
            files.push(path);
        } else {
            return Err(PackError::Kind { path });
        }
    }
    Ok(())
}

fn read(path: &Utf8Path) -> Result<(Vec<u8>, bool), PackError> {
    let content = fs_err::read(path).map_err(PackError::Read)?;
    #[cfg(unix)]
    let executable = {
        use std::os::unix::fs::PermissionsExt as _;
        fs_err::metadata(path).map_err(PackError::Read)?.permissions().mode() & 0o100 != 0
    };
    #[cfg(not(unix))]
    let executable = false;
    Ok((content, executable))
}

fn header(path: &Utf8Path, length: u64, executable: bool) -> Result<tar::Header, PackError> {
    let mut header = tar::Header::new_ustar();
    header.set_path(path).map_err(|_| PackError::Path { path: path.to_owned() })?;
    header.set_size(length);
    header.set_mode(if executable { 0o755 } else { 0o644 });
    header.set_entry_type(tar::EntryType::Regular);
    header.set_cksum();
    Ok(header)
}

#[cfg(test)]
#[path = "pack_tests.rs"]
mod tests;
