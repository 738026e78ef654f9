//! The paired timer: A B A B, so that a change of the machine's load meets both sides.
//!
//! Owns: what is timed (from spawn to exit, wall clock) and the figures made of it.
//! Never does: go on after a failed run: a program that fails looks fast.
//! In: two makers of commands. Out: [`Pair`].

use std::process::{Command, Stdio};
use std::time::Instant;

use camino::Utf8Path;
use serde::Serialize;

use super::Failure;

/// The runs of one side, milliseconds.
#[derive(Debug, Serialize)]
pub(super) struct Side {
    minimum: f64,
    median: f64,
    maximum: f64,
}

/// Both sides of one comparison.
#[derive(Debug, Serialize)]
pub(super) struct Pair {
    pub(super) ours: Side,
    pub(super) peer: Side,
    pub(super) ratio_of_medians: f64,
    pub(super) ratio_of_minima: f64,
}

/// Runs both sides `runs` times in turn, after one turn that does not count. Each maker gets the number of the turn.
pub(super) fn pair(
    runs: usize,
    errors: &Utf8Path,
    ours: impl Fn(usize) -> Command,
    peer: impl Fn(usize) -> Command,
) -> Result<Pair, Failure> {
    let (mut a, mut b) = (Vec::with_capacity(runs), Vec::with_capacity(runs));
    for turn in 0..=runs {
        let (one, other) = (time(ours(turn), errors)?, time(peer(turn), errors)?);
        if turn > 0 {
            a.push(one);
            b.push(other);
        }
    }
    let (ours, peer) = (side(a), side(b));
    let (ratio_of_medians, ratio_of_minima) = (ours.median / peer.median, ours.minimum / peer.minimum);
    Ok(Pair { ours, peer, ratio_of_medians, ratio_of_minima })
}

/// Runs a command that is part of the preparation.
pub(super) fn run(command: Command, errors: &Utf8Path) -> Result<(), Failure> {
    time(command, errors).map(drop)
}

fn time(mut command: Command, errors: &Utf8Path) -> Result<f64, Failure> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(std::fs::File::create(errors)?);
    let started = Instant::now();
    let status = command.status()?;
    let elapsed = started.elapsed().as_secs_f64() * 1000.0;
    if status.success() {
        return Ok(elapsed);
    }
    let said = fs_err::read_to_string(errors).unwrap_or_default();
    Err(format!("{command:?} ended with {status}: {}", said.trim()).into())
}

fn side(mut times: Vec<f64>) -> Side {
    times.sort_by(f64::total_cmp);
    Side { minimum: times[0], median: median(&times), maximum: times[times.len() - 1] }
}

/// Of sorted figures, at least one.
pub(super) fn median(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[half] } else { f64::midpoint(sorted[half - 1], sorted[half]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_of_odd_and_even_numbers() {
        let odd = side(vec![3.0, 1.0, 2.0]);
        assert_eq!((odd.minimum, odd.median, odd.maximum), (1.0, 2.0, 3.0));
        assert!((side(vec![4.0, 1.0, 2.0, 3.0]).median - 2.5).abs() < 1e-9);
    }

    #[test]
    fn a_failed_run_is_no_figure() {
        let folder = tempfile::tempdir().unwrap();
        let errors = Utf8Path::from_path(folder.path()).unwrap().join("stderr");
        let error = pair(1, &errors, |_| Command::new("false"), |_| Command::new("true")).unwrap_err();
        assert!(error.to_string().contains("false"), "{error}");
    }
}
