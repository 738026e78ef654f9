//! Progress of downloads: bars with bytes, count and rate on a terminal; one plain line a plugin elsewhere.
//!
//! Owns: indicatif. Never does: write to stdout, but for the events of `--message-format ndjson`.
//! In: the calls of the fetcher's reporter. Out: text on stderr.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
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
    bars: Option<Bars>,
    names: Mutex<HashMap<DownloadId, PluginName>>,
}

struct Bars {
    all: MultiProgress,
    total: ProgressBar,
    each: Mutex<HashMap<DownloadId, ProgressBar>>,
}

impl Progress {
    /// Progress as bars, as lines, or none.
    pub(super) fn new(output: Output, silent: bool, bars: bool) -> Self {
        let bars = (bars && !silent && output.format == MessageFormat::Human).then(Bars::new);
        Self { output, silent, bars, names: Mutex::default() }
    }
}

impl Bars {
    fn new() -> Self {
        let all = MultiProgress::new();
        let total = all.add(ProgressBar::new(0));
        total.set_style(style("{msg:>10} [{bar:30}] {bytes}/{total_bytes} {bytes_per_sec}"));
        total.set_message("fetching");
        total.enable_steady_tick(Duration::from_millis(120));
        Self { all, total, each: Mutex::default() }
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
        if let Some(bars) = &self.bars {
            bars.total.inc_length(bytes);
            let bar = bars.all.add(ProgressBar::new(bytes));
            bar.set_style(style("{msg:>30} {bytes}/{total_bytes}"));
            bar.set_message(name.to_string());
            bars.each.lock().unwrap_or_else(PoisonError::into_inner).insert(id, bar);
        }
    }

    fn progress(&self, id: DownloadId, bytes: u64) {
        if let Some(bars) = &self.bars {
            bars.total.inc(bytes);
            if let Some(bar) = bars.each.lock().unwrap_or_else(PoisonError::into_inner).get(&id) {
                bar.inc(bytes);
            }
        }
    }

    fn finished(&self, id: DownloadId) {
        let Some(name) = self.names.lock().unwrap_or_else(PoisonError::into_inner).remove(&id) else { return };
        self.output.event(&json!({ "event": "fetch-finished", "plugin": name }));
        match &self.bars {
            Some(bars) => {
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
        if let Some(bars) = &self.bars {
            bars.total.finish_and_clear();
        }
    }
}
