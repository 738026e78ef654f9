//! An extractor as it is written in an afternoon: no rules. It shows that the corpus is dangerous.
//!
//! Owns: following whatever an archive says, within the limits of what a test may do (no devices). Never does: check.
//! In: an archive and a folder. Out: what the archive wants.

use std::io::{self, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use flate2::read::GzDecoder;

/// Extracts `archive` into `folder`, and wherever else it says.
pub(super) fn extract(archive: &[u8], folder: &Path) -> io::Result<()> {
    let mut tar = tar::Archive::new(GzDecoder::new(archive).take(4 << 20));
    for entry in tar.entries()? {
        let mut entry = entry?;
        let path = folder.join(entry.path()?);
        let link = entry.link_name()?.map(std::borrow::Cow::into_owned);
        let mode = std::fs::Permissions::from_mode(entry.header().mode()? & 0o777);
        if let Some(parent) = path.parent() {
            fs_err::create_dir_all(parent)?;
        }
        match (entry.header().entry_type(), link) {
            (tar::EntryType::Symlink, Some(target)) => {
                // As tools do it that replace what is there.
                let _ = fs_err::remove_file(&path).or_else(|_| fs_err::remove_dir(&path));
                fs_err::os::unix::fs::symlink(target, path)?;
            }
            (tar::EntryType::Link, Some(target)) => fs_err::hard_link(folder.join(target), path)?,
            (tar::EntryType::Directory, _) => {
                fs_err::create_dir_all(&path)?;
                fs_err::set_permissions(path, mode)?;
            }
            (tar::EntryType::Regular | tar::EntryType::GNUSparse | tar::EntryType::Continuous, _) => {
                io::copy(&mut entry, &mut fs_err::File::create(&path)?)?;
                fs_err::set_permissions(path, mode)?;
            }
            _ => {}
        }
    }
    Ok(())
}
