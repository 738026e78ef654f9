//! The same with the libraries of others: one more target in a flat repository, and in one of 256 hash bins.
//!
//! Owns: which of them does what. Never does: give them more work than the metadata: no archive is written.
//! In: a folder and a size. Out: rows of the report.

use std::process::Command;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use camino::{Utf8Path, Utf8PathBuf};
use ragnos_plugin::digest::Sha256;
use ragnos_repo::keys::Protection;

use super::{Spent, Written, row, timed};
use crate::bench::tuf::repository::{Layout, Plan};
use crate::bench::{Failure, ours, tools};
use crate::witness;

/// The largest one takes seconds.
const TURNS: usize = 3;

pub(super) fn rows(target: &Utf8Path, folder: &Utf8Path, plugins: usize, versions: usize) -> Result<String, Failure> {
    let python = Utf8PathBuf::try_from(witness::python()?)?;
    let script = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("look-up/publish.py");
    let tough = tools::tough_publisher(&target.join("bench/look-up"))?;
    let programs = [("python-tuf", vec![python, script]), ("tough", vec![tough])];
    let mut table = String::new();
    for (name, layout) in [("256 bins", Layout::HashBins), ("flat", Layout::Flat)] {
        let plan = Plan { plugins, versions, layout };
        for (peer, words) in &programs {
            let place = folder.join(format!("{peer}-{name}").replace(' ', "-"));
            plan.publish(&place)?;
            let (mut processes, mut inside) = (Vec::new(), Vec::new());
            for turn in 0..=TURNS {
                let (process, own, written) = publish(words, &place, layout, turn)?;
                if turn > 0 {
                    processes.push((process, written));
                    inside.push((own, written));
                }
            }
            table += &row(&format!("{peer}, {name}: one target"), plan.targets(), &processes);
            table += &row("the same, without its start", plan.targets(), &inside);
            fs_err::remove_dir_all(&place)?;
        }
    }
    Ok(table)
}

/// What the process took, what it says that it took from its first line on, and what it wrote.
fn publish(words: &[Utf8PathBuf], place: &Utf8Path, layout: Layout, turn: usize) -> Result<(Spent, Spent, Written), Failure> {
    let target = format!("n0.p00000-2.{turn}.0.tar.gz");
    let role = match layout {
        Layout::HashBins => format!("bin-{}", &Sha256::of(target.as_bytes()).to_string()[..2]),
        _ => "targets".to_owned(),
    };
    let keys = place.join("keys");
    fs_err::create_dir_all(&keys)?;
    for role in ["targets", "snapshot", "timestamp", &role] {
        if !keys.join(role).exists() {
            ours::key(role, 0)?.write_new(&keys.join(role), &Protection::Clear)?;
            // tough reads P-256 keys as DER only.
            let pem = fs_err::read_to_string(keys.join(role))?;
            let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
            fs_err::write(keys.join(format!("{role}.der")), BASE64_STANDARD.decode(body)?)?;
        }
    }
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).args([place.as_str(), keys.as_str(), &role, &target]);
    let (process, said) = timed(command)?;
    let numbers: Vec<f64> = said.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let [cpu, wall, files, bytes] = numbers[..] else { return Err(format!("not four numbers: {said}").into()) };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of files and bytes")]
    let written = Written { files: files as usize, bytes: bytes as u64 };
    Ok((process, Spent { wall, cpu }, written))
}
