//! `ragnos-plugin import`: takes over what another package manager's list names.
//!
//! Owns: the document `import`, and reading a list from a file or the standard input.
//! Never does: take a plugin that the list may not have meant; those are listed for the user to `add`.
//! In: a list. Out: what each entry stands for, and a [`Change`].

use std::io::{self, Read};

use camino::Utf8PathBuf;
use clap::ValueHint;
use serde::Serialize;

use crate::catalog::Catalog;
use crate::cli::args::{DryRun, Installing, Rules};
use crate::cli::change::Change;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::session::Session;
use crate::cli::style::Palette;
use crate::import::{self, Import, Matched};
use crate::limits;
use crate::plugin_list::{self, Entry, Tool};
use crate::refusal::{Facts, Refusal};

/// Take over the plugin list of krew, Helm, Grafana or npm.
///
/// A name stands for the plugin that the project's repositories publish under it: `acme/text` and `@acme/text` for acme/text alone, `text`
/// for the one plugin of any namespace that is called so. These are added at the version or range of the list; the others are listed with
/// the reason (exit 12).
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Whose list it is
    #[arg(long, value_name = "TOOL", value_enum)]
    from: Tool,
    /// The list; `-` for the standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: Utf8PathBuf,
    #[command(flatten)]
    installing: Installing,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    rules: Rules,
}

/// The list cannot be had.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{file} could not be read")]
#[diagnostic(code(RP2213), help("give the path of the list, or `-` and the list on the standard input"))]
struct NoList {
    file: String,
    #[source]
    source: io::Error,
}

impl Refusal for NoList {
    fn facts(&self) -> Facts {
        Facts::about(&self.file)
    }
}

#[derive(Debug, Serialize)]
struct Report {
    #[serde(flatten)]
    import: Import,
    /// What was done; `null` where no entry stands for a plugin.
    change: Option<Change>,
}

impl Document for Report {
    const KIND: &'static str = "import";

    fn text(&self, palette: Palette) -> String {
        let matched = |one: &Matched| {
            format!("{} {} is {} {}\n", palette.good("="), one.listed, palette.name(one.name.as_str()), one.requirement)
        };
        let mut text: String = self.import.matched.iter().map(matched).collect();
        for one in &self.import.unmatched {
            text += &format!("{} {}: {}\n", palette.bad("?"), one.listed, one.reason);
        }
        let (known, all) = (self.import.matched.len(), self.import.matched.len() + self.import.unmatched.len());
        text += &format!("{known} of {all} listed plugins are published\n");
        text + &self.change.as_ref().map_or_else(String::new, |change| change.text(palette))
    }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let entries = read(arguments, context)?;
    let session = Session::begin(context, "import", arguments.dry_run, false)?;
    let report = Context::block_on(import(arguments, session, entries))??;
    context.output.show(&report);
    let exit = report.change.as_ref().map_or(Exit::Done, |change| change.exit(arguments.dry_run));
    Ok(if report.import.unmatched.is_empty() { exit } else { Exit::Partial })
}

fn read(arguments: &Arguments, context: &Context) -> Result<Vec<Entry>, Failure> {
    let path = context.folder.join(&arguments.file);
    let (file, opened): (_, io::Result<Box<dyn Read>>) = match arguments.file.as_str() {
        "-" => ("the standard input".to_owned(), Ok(Box::new(io::stdin().lock()))),
        _ => (path.to_string(), fs_err::File::open(&path).map(|file| Box::new(file) as Box<dyn Read>)),
    };
    let mut bytes = Vec::new();
    // One byte more than is allowed tells a list that is too large from one that just fits.
    let read = opened.and_then(|list| list.take(limits::PLUGIN_LIST_BYTES + 1).read_to_end(&mut bytes));
    read.map_err(|source| NoList { file: file.clone(), source })?;
    Ok(plugin_list::parse(arguments.from, &bytes, &file)?)
}

async fn import(arguments: &Arguments, session: Session<'_>, entries: Vec<Entry>) -> Result<Report, Failure> {
    let repositories = session.open(&session.project.manifest, session.project.lock()?.as_ref()).await?;
    let cache = session.cache()?;
    let mut catalog = Catalog::new(&session.project.manifest, repositories, &cache);
    catalog.load_all().await?;
    session.tell_left_out(&catalog);
    let import = import::match_up(entries, catalog.universe());
    drop(catalog);
    if import.matched.is_empty() {
        return Ok(Report { import, change: None });
    }
    let wide = import.matched.iter().map(|one| (one.name.clone(), one.requirement.clone())).collect();
    let manifest = session.manifest_with(&wide)?;
    let kept = |one: &Matched| (one.name.clone(), one.is_range.then(|| one.requirement.clone()));
    let written = import.matched.iter().map(kept).collect();
    let change = session.ask_for(written, &manifest, repositories, &arguments.installing, &arguments.rules).await?;
    Ok(Report { import, change: Some(change) })
}
