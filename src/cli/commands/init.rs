//! `ragnos-plugin init`: a new project: its manifest, a pinned root, and on request the git merge driver.
//!
//! Owns: what a new project holds. Never does: replace a file that is there, or fetch a root (it comes by a way you trust).
//! In: flags. Out: the document `init`.

use camino::Utf8PathBuf;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::style::Palette;
use crate::digest::Sha256;
use crate::init::{self, NewRepository};
use crate::merge_driver;
use crate::name::RepositoryName;

/// Begin a project: write ragnos.toml and pin a repository's root.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// A repository, such as demo=https://plugins.example.com
    #[arg(long, value_name = "NAME=URL", requires = "root", value_parser = name_and_url)]
    repository: Option<(RepositoryName, String)>,
    /// Another place of the same repository, asked when the one before it has no good answer; may be repeated.
    #[arg(long = "mirror", value_name = "URL", requires = "repository")]
    mirrors: Vec<String>,
    /// The repository's root metadata, which you have from its operator by a way you trust.
    #[arg(long, value_name = "FILE", requires = "repository")]
    root: Option<Utf8PathBuf>,
    /// Set up git to merge ragnos.lock by its meaning: .gitattributes, and the driver in .git/config.
    #[arg(long)]
    merge_driver: bool,
}

fn name_and_url(text: &str) -> Result<(RepositoryName, String), String> {
    let (name, url) = text.split_once('=').ok_or("it is not NAME=URL")?;
    Ok((name.parse().map_err(|error| format!("{error}"))?, url.to_owned()))
}

#[derive(Debug, Serialize)]
struct Report {
    written: Vec<Utf8PathBuf>,
    pinned: Option<Pinned>,
}

#[derive(Debug, Serialize)]
struct Pinned {
    name: RepositoryName,
    id: Sha256,
    root_version: u64,
}

impl Document for Report {
    const KIND: &'static str = "init";

    fn text(&self, palette: Palette) -> String {
        let mut text: String = self.written.iter().map(|path| format!("{} {path}\n", palette.good("wrote"))).collect();
        if let Some(Pinned { name, id, root_version }) = &self.pinned {
            text += &format!(
                "{} root {root_version} of {name}; compare its id with the operator's: {id}\n",
                palette.notice("pinned")
            );
        }
        text
    }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let report = init(arguments, context)?;
    context.output.show(&report);
    Ok(Exit::Done)
}

fn init(arguments: &Arguments, context: &Context) -> Result<Report, Failure> {
    let folder = &context.folder;
    let repository = arguments.repository.clone().zip(arguments.root.as_ref());
    let repository = repository.map(|((name, url), root)| {
        let mirrors = arguments.mirrors.clone();
        NewRepository { name, url, mirrors, root: folder.join(root) }
    });
    // A project that is there can still be given the driver.
    let only_driver = arguments.merge_driver && repository.is_none() && folder.join(crate::project::MANIFEST).is_file();
    let (mut written, mut pinned) = (Vec::new(), None);
    if !only_driver {
        let project = init::init(folder, repository.as_ref())?;
        written = project.written;
        pinned = project.pinned.map(|(name, anchor)| Pinned { name, id: anchor.id(), root_version: anchor.root_version() });
    }
    if arguments.merge_driver {
        written.extend(merge_driver::set_up(folder)?);
    }
    Ok(Report { written, pinned })
}
