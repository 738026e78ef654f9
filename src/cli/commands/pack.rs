//! `ragnos-plugin pack`: a plugin folder becomes an archive, an SBOM and a descriptor, byte for byte the same each time.
//!
//! Owns: the document `pack`. Never does: sign or publish (that is `ragnos-repo`).
//! In: a folder with a plugin.toml. Out: three files.

use camino::Utf8PathBuf;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::diagnostic::Ended;
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::style::Palette;
use crate::descriptor::Descriptor;
use crate::digest::Sha256;
use crate::pack::{PackedRelease, pack};
use crate::platform::Platform;
use crate::sbom::Unmatched;

/// Pack a plugin folder: its archive, its SBOM (CycloneDX) and its descriptor, for a publisher to sign.
///
/// The same files give the same bytes. SOURCE_DATE_EPOCH, where it is set, is the date in the SBOM; else it has none.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The folder with the plugin.toml.
    #[arg(default_value = ".")]
    source: Utf8PathBuf,
    /// Where the three files go.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    out: Utf8PathBuf,
    /// What the archive runs on; `any` where it runs everywhere.
    #[arg(long, value_name = "OS-ARCH", default_value = "any")]
    platform: Platform,
}

#[derive(Debug, Serialize)]
struct Report {
    archive: Utf8PathBuf,
    archive_bytes: usize,
    archive_sha256: Sha256,
    sbom: Utf8PathBuf,
    descriptor_file: Utf8PathBuf,
    descriptor: Descriptor,
    left_out: Vec<String>,
    unmatched: Vec<Unmatched>,
}

impl Document for Report {
    const KIND: &'static str = "pack";

    fn text(&self, palette: Palette) -> String {
        let Descriptor { name, version, platform, file_count, unpacked_size, .. } = &self.descriptor;
        let mut text = format!("{} {version} for {platform}: {file_count} files, {unpacked_size} bytes\n", palette.name(name));
        text += &format!(
            "{} {} ({} bytes, sha256:{})\n",
            palette.good("wrote"),
            self.archive,
            self.archive_bytes,
            self.archive_sha256
        );
        for path in [&self.sbom, &self.descriptor_file] {
            text += &format!("{} {path}\n", palette.good("wrote"));
        }
        text.extend(self.left_out.iter().map(|path| format!("{} {path}\n", palette.notice("left out"))));
        for Unmatched { file, name, version, reason } in &self.unmatched {
            let version = version.as_ref().map_or_else(String::new, |version| format!(" {version}"));
            let what = palette.notice("no advisory can be compared with");
            text += &format!("{what} {name}{version} of {file} ({})\n", reason.words());
        }
        text
    }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let folder = |path: &Utf8PathBuf| context.folder.join(path);
    let packed: PackedRelease = pack(&folder(&arguments.source), &arguments.platform, Context::source_date()?)?;
    let files = packed.write(&folder(&arguments.out))?;
    let shown = |path: Utf8PathBuf| path.strip_prefix(&context.folder).map_or(path.clone(), Utf8PathBuf::from);
    context.output.show(&Report {
        archive: shown(files.archive),
        archive_bytes: packed.archive().len(),
        archive_sha256: Sha256::of(packed.archive()),
        sbom: shown(files.sbom),
        descriptor_file: shown(files.descriptor),
        descriptor: packed.descriptor().clone(),
        left_out: packed.left_out().to_vec(),
        unmatched: packed.unmatched().to_vec(),
    });
    Ok(Exit::Done)
}
