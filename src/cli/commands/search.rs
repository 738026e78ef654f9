//! `ragnos-plugin search`: plugins by words in their names and descriptions, from signed metadata alone.
//!
//! Owns: the document `search`. Never does: ask a search service; the answer is what the roles signed.
//! In: words. Out: one row a plugin.

use semver::Version;
use serde::Serialize;

use crate::catalog::Catalog;
use crate::cli::args::DryRun;
use crate::cli::context::Context;
use crate::cli::diagnostic::{Ended, Failure};
use crate::cli::exit::Exit;
use crate::cli::output::Document;
use crate::cli::session::Session;
use crate::cli::style::Palette;
use crate::name::{PluginName, RepositoryName};
use crate::redact::Printable;
use crate::releases::Releases;

/// Search the project's repositories for plugins.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Words that all have to be in the name or the description; none lists every plugin.
    words: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Report {
    plugins: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: PluginName,
    version: Version,
    repository: RepositoryName,
    description: String,
}

impl Document for Report {
    const KIND: &'static str = "search";

    fn text(&self, palette: Palette) -> String {
        let width = |text: fn(&Row) -> usize| self.plugins.iter().map(text).max().unwrap_or(0);
        let (names, versions) = (width(|row| row.name.as_str().len()), width(|row| row.version.to_string().len()));
        let row = |row: &Row| {
            let (name, version) = (format!("{:names$}", row.name.as_str()), row.version.to_string());
            format!("{}  {version:versions$}  {}\n", palette.name(name), row.description)
        };
        self.plugins.iter().map(row).collect()
    }
}

pub(in crate::cli) fn run(arguments: &Arguments, context: &Context) -> Ended {
    let session = Session::begin(context, "search", DryRun::READ_ONLY, context.global.offline)?;
    let report = Context::block_on(search(arguments, &session))??;
    if report.plugins.is_empty() {
        context.note("nothing was found");
    }
    context.output.show(&report);
    Ok(Exit::Done)
}

async fn search(arguments: &Arguments, session: &Session<'_>) -> Result<Report, Failure> {
    let manifest = &session.project.manifest;
    let repositories = session.open(manifest, session.project.lock()?.as_ref()).await?;
    let cache = session.cache()?;
    let mut catalog = Catalog::new(manifest, repositories, &cache);
    catalog.load_all().await?;
    let words: Vec<String> = arguments.words.iter().map(|word| word.to_lowercase()).collect();
    let row = |(name, releases): (&PluginName, &Releases)| {
        let release = releases.newest()?;
        let text = format!("{name} {}", release.description).to_lowercase();
        words.iter().all(|word| text.contains(word)).then(|| Row {
            name: name.clone(),
            version: release.version.clone(),
            repository: release.repository.clone(),
            description: Printable(&release.description).to_string(),
        })
    };
    let report = Report { plugins: catalog.universe().iter().filter_map(row).collect() };
    session.tell_left_out(&catalog);
    Ok(report)
}
