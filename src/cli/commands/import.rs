//! `ragnos-plugin import`: takes over what another package manager's list names.
//!
//! Owns: the document `import`, and reading a list from a file or the standard input.
//! Never does: take a plugin that the list may not have meant; those are listed for the user to `add`.
//! In: a list. Out: what each entry stands for, and a [`Change`](crate::cli::change::Change).

use std::collections::BTreeMap;
use std::io::{self, Read};

use camino::Utf8PathBuf;
use clap::ValueHint;
use semver::VersionReq;

use crate::cli::args::{DryRun, Installing, Rules};
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::takeover::{Found, take_over};
use crate::import::{self, Import, Matched};
use crate::limits;
use crate::name::PluginName;
use crate::plugin_list::{self, Entry, Tool};
use crate::refusal::{Facts, Refusal};
use crate::resolve::Universe;

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

impl Found for Import {
    const KIND: &'static str = "import";
    const COUNTED: &'static str = "listed plugins are published";

    fn matched(&self) -> Vec<(&str, &PluginName, String)> {
        self.matched.iter().map(|one| (one.listed.as_str(), &one.name, one.requirement.to_string())).collect()
    }

    fn unmatched(&self) -> Vec<(&str, &str)> {
        self.unmatched.iter().map(|one| (one.listed.as_str(), one.reason.as_str())).collect()
    }

    fn asked(&self) -> BTreeMap<PluginName, (VersionReq, Option<VersionReq>)> {
        let asked = |one: &Matched| {
            let wide = one.requirement.clone();
            (one.name.clone(), (wide, one.is_range.then(|| one.requirement.clone())))
        };
        self.matched.iter().map(asked).collect()
    }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let entries = read(arguments, context)?;
    let session = Session::begin(context, "import", arguments.dry_run, false)?;
    let look = |published: &Universe| import::match_up(entries, published);
    let report = Context::block_on(take_over(session, look, &arguments.installing, &arguments.rules))??;
    context.output.show(&report);
    Ok(if report.is_whole() { report.exit(arguments.dry_run) } else { Exit::Partial })
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
