//! Progress of downloads: bars with bytes, count and rate on a terminal; one plain line a plugin elsewhere.
//!
//! Owns: indicatif. Never does: write to stdout, but for the events of `--message-format ndjson`.
//! In: the calls of the fetcher's reporter. Out: text on stderr.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use serde_json::json;

use super::args::MessageFormat;
use super::output::Output;
use crate::fetch::{DownloadId, Reporter};
use crate::name::PluginName;

/// How progress is shown in this run.
pub(super) struct Progress {
    output: Output,
    silent: bool,
    /// Drawn from the first download on: a run that fetches nothing shows none.
    bars: Option<OnceLock<Bars>>,
    names: Mutex<HashMap<DownloadId, PluginName>>,
}

struct Bars {
    all: MultiProgress,
    total: ProgressBar,
    each: Mutex<HashMap<DownloadId, ProgressBar>>,
    counts: Mutex<Counts>,
}

/// Downloads that have begun, and those of them that are done.
#[derive(Debug, Default)]
struct Counts {
    begun: usize,
    done: usize,
}

impl Progress {
    /// Progress as bars, as lines, or none.
    pub(super) fn new(output: Output, silent: bool, bars: bool) -> Self {
        let bars = (bars && !silent && output.format == MessageFormat::Human).then(OnceLock::new);
        Self { output, silent, bars, names: Mutex::default() }
    }
}

impl Bars {
    fn new() -> Self {
        let all = MultiProgress::new();
        let total = all.add(ProgressBar::new(0));
        total.set_style(style("{msg:>30} [{bar:30}] {bytes}/{total_bytes} {bytes_per_sec}"));
        total.enable_steady_tick(Duration::from_millis(120));
        Self { all, total, each: Mutex::default(), counts: Mutex::default() }
    }
}

impl Bars {
    /// Shows how many downloads are done, of those that have begun.
    fn count(&self, change: impl FnOnce(&mut Counts)) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut counts);
        self.total.set_message(format!("fetched {} of {}", counts.done, counts.begun));
    }
}

fn style(template: &str) -> ProgressStyle {
    // The templates are constants of this file; a wrong one would show as the default bar.
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> ")
}

impl Reporter for Progress {
    fn started(&self, id: DownloadId, name: &PluginName, bytes: u64) {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).insert(id, name.clone());
        self.output.event(&json!({ "event": "fetch-started", "plugin": name, "bytes": bytes }));
        if let Some(bars) = self.bars.as_ref().map(|bars| bars.get_or_init(Bars::new)) {
            bars.count(|counts| counts.begun += 1);
            bars.total.inc_length(bytes);
            let bar = bars.all.add(ProgressBar::new(bytes));
            bar.set_style(style("{msg:>30} {bytes}/{total_bytes}"));
            bar.set_message(name.to_string());
            bars.each.lock().unwrap_or_else(PoisonError::into_inner).insert(id, bar);
        }
    }

    fn progress(&self, id: DownloadId, bytes: u64) {
        if let Some(bars) = self.bars.as_ref().and_then(OnceLock::get) {
            bars.total.inc(bytes);
            if let Some(bar) = bars.each.lock().unwrap_or_else(PoisonError::into_inner).get(&id) {
                bar.inc(bytes);
            }
        }
    }

    fn discarded(&self, id: DownloadId, bytes: u64) {
        if let Some(bars) = self.bars.as_ref().and_then(OnceLock::get) {
            bars.total.dec(bytes);
            if let Some(bar) = bars.each.lock().unwrap_or_else(PoisonError::into_inner).get(&id) {
                bar.dec(bytes);
            }
        }
    }

    fn finished(&self, id: DownloadId) {
        let Some(name) = self.names.lock().unwrap_or_else(PoisonError::into_inner).remove(&id) else { return };
        self.output.event(&json!({ "event": "fetch-finished", "plugin": name }));
        match self.bars.as_ref() {
            Some(bars) => {
                let Some(bars) = bars.get() else { return };
                bars.count(|counts| counts.done += 1);
                if let Some(bar) = bars.each.lock().unwrap_or_else(PoisonError::into_inner).remove(&id) {
                    bar.finish_and_clear();
                }
            }
            None if !self.silent => {
                use std::io::Write as _;
                let _ = writeln!(std::io::stderr(), "fetched {name}");
            }
            None => {}
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bars) = self.bars.as_ref().and_then(OnceLock::get) {
            bars.total.finish_and_clear();
        }
    }
}
