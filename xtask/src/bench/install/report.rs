//! The figures, the goals, and the tables.
//!
//! Owns: what is compared with what, and which ratio is good enough (issue 4).
//! Never does: leave a goal out because it was missed. In: runs. Out: Markdown.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::Failure;
use super::super::timer::median;
use super::Field;
use super::entrant::Scene;

/// One run of one program.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Run {
    /// From its start to its exit.
    pub(super) milliseconds: f64,
    /// Of all its threads and children.
    pub(super) cpu_milliseconds: f64,
    /// The most memory that it had, or the largest of its children.
    pub(super) mebibytes: f64,
}

impl Run {
    /// Reads microseconds, microseconds and kibibytes.
    pub(super) fn parse(figures: &str) -> Result<Self, Failure> {
        let numbers = figures.split(' ').map(str::parse::<f64>).collect::<Result<Vec<_>, _>>()?;
        match numbers[..] {
            [wall, cpu, peak] => Ok(Self { milliseconds: wall / 1e3, cpu_milliseconds: cpu / 1e3, mebibytes: peak / 1024.0 }),
            _ => Err(format!("no figures: {figures}").into()),
        }
    }
}

/// All runs of one number of plugins.
#[derive(Debug, Default)]
pub(super) struct Record {
    runs: BTreeMap<(Scene, &'static str), Vec<Run>>,
    /// What was seen of changed files, a sentence each.
    pub(super) findings: Vec<String>,
}

impl Record {
    pub(super) fn add(&mut self, scene: Scene, name: &'static str, run: Run) {
        self.runs.entry((scene, name)).or_default().push(run);
    }

    pub(super) fn runs_by_name(&self) -> BTreeMap<String, &Vec<Run>> {
        self.runs.iter().map(|((scene, name), runs)| (format!("{}: {name}", scene.name()), runs)).collect()
    }

    fn of(&self, scene: Scene, name: &str) -> Option<&Vec<Run>> {
        self.runs.iter().find(|((one, other), _)| (*one, *other) == (scene, name)).map(|(_, runs)| runs)
    }

    fn minimum(&self, scene: Scene, name: &str) -> Option<f64> {
        Some(sorted(self.of(scene, name)?, |run| run.milliseconds)[0])
    }

    fn median(&self, scene: Scene, name: &str) -> Option<f64> {
        Some(median(&sorted(self.of(scene, name)?, |run| run.milliseconds)))
    }

    fn peak(&self, scene: Scene, name: &str) -> Option<f64> {
        self.of(scene, name)?.iter().map(|run| run.mebibytes).max_by(f64::total_cmp)
    }
}

fn sorted(runs: &[Run], figure: impl Fn(&Run) -> f64) -> Vec<f64> {
    let mut figures: Vec<f64> = runs.iter().map(figure).collect();
    figures.sort_by(f64::total_cmp);
    figures
}

/// The highest ratio that is good enough: of up to 200 plugins, and of more.
type Most = Option<[f64; 2]>;

/// Ours, whom it is compared with, and the goal.
const COMPARED: &[(Scene, &str, &str, Most)] = &[
    (Scene::Cold, "fast", "bun", Some([0.9; 2])),
    (Scene::Cold, "fast", "limit", Some([1.5; 2])),
    (Scene::Cold, "full", "bun", Some([1.25, 1.1])),
    (Scene::Cold, "full", "uv", Some([0.65; 2])),
    (Scene::Cold, "full", "pnpm", Some([0.65; 2])),
    (Scene::Cold, "full", "npm", None),
    (Scene::Cold, "full", "limit and one syncfs", Some([1.2; 2])),
    (Scene::Cold, "full", "fast", None),
    (Scene::Warm, "fast", "bun", Some([1.1; 2])),
    (Scene::Warm, "fast", "bare hard links", Some([1.3; 2])),
    (Scene::Warm, "full", "bun", None),
    (Scene::Warm, "full, asking for metadata", "bun", None),
    (Scene::Warm, "full", "fast", None),
    (Scene::Warm, "symlink, fast", "bun", Some([0.3; 2])),
    (Scene::Warm, "symlink, full", "bun", None),
    (Scene::Warm, "--repair, fast", "uv", Some([0.8; 2])),
    (Scene::Warm, "--repair, fast", "pnpm", Some([0.8; 2])),
    (Scene::Warm, "--repair, full", "uv", None),
    (Scene::Warm, "--repair, full", "pnpm", None),
    (Scene::Warm, "full", "npm", None),
    (Scene::NoOp, "--frozen", "bun", Some([1.0; 2])),
    (Scene::NoOp, "--offline", "bun", None),
    (Scene::NoOp, "asking for metadata", "bun", None),
    (Scene::NoOp, "--frozen", "uv", None),
    (Scene::NoOp, "--frozen", "pnpm", None),
    (Scene::NoOp, "--frozen", "npm", None),
    (Scene::Check, "check", "bare sha256", Some([1.3; 2])),
];

/// The most memory that is good enough, MiB, from so many plugins on.
const MEMORY: &[(Scene, &str, f64, usize)] = &[
    (Scene::Cold, "fast", 64.0, 500),
    (Scene::Cold, "full", 64.0, 500),
    (Scene::NoOp, "--frozen", 12.0, 0),
    (Scene::NoOp, "asking for metadata", 12.0, 0),
];

/// How many goals there are for so many plugins, and how many were missed.
pub(super) fn judged(record: &Record, plugins: usize) -> (usize, usize) {
    let ratios = COMPARED.iter().filter_map(|(scene, ours, other, most)| {
        let ratio = record.minimum(*scene, ours)? / record.minimum(*scene, other)?;
        Some(ratio <= highest(*most, plugins)?)
    });
    let memory = MEMORY.iter().filter(|(.., from)| plugins >= *from);
    let memory = memory.filter_map(|(scene, name, most, _)| Some(record.peak(*scene, name)? <= *most));
    let all: Vec<bool> = ratios.chain(memory).collect();
    (all.len(), all.iter().filter(|met| !**met).count())
}

fn highest(most: Most, plugins: usize) -> Option<f64> {
    most.map(|[few, many]| if plugins > 200 { many } else { few })
}

fn word(met: bool) -> &'static str {
    if met { "met" } else { "**missed**" }
}

/// The report.
pub(super) fn tables(record: &Record, field: &Field, turns: usize, load: &str) -> String {
    let versions: Vec<String> =
        field.tools[1..].iter().map(|tool| format!("{} {}", tool.contestant.name(), tool.version)).collect();
    let mut text = format!("\n### {} plugins: {turns} turns, {load}; {}\n\n", field.plugins, versions.join(", "));
    text += "| scene | ours | beside | ratio of minima | of medians | goal | |\n|---|---|---|---|---|---|---|\n";
    for (scene, ours, other, most) in COMPARED {
        let minima = record.minimum(*scene, ours).zip(record.minimum(*scene, other)).map(|(one, other)| one / other);
        let medians = record.median(*scene, ours).zip(record.median(*scene, other)).map(|(one, other)| one / other);
        let Some((minima, medians)) = minima.zip(medians) else { continue };
        let goal = highest(*most, field.plugins);
        let (goal, met) = goal.map_or((String::new(), ""), |most| (format!("{most:.2}"), word(minima <= most)));
        text += &format!("| {} | {ours} | {other} | {minima:.2} | {medians:.2} | {goal} | {met} |\n", scene.name());
    }
    text += "\n| scene | most memory, MiB | goal | |\n|---|---|---|---|\n";
    for (scene, name, most, from) in MEMORY {
        let Some(peak) = record.peak(*scene, name) else { continue };
        let is_goal = field.plugins >= *from;
        let (goal, met) = if is_goal { (most.to_string(), word(peak <= *most)) } else { (String::new(), "") };
        text += &format!("| {}, {name} | {peak:.0} | {goal} | {met} |\n", scene.name());
    }
    text +=
        "\n| scene | who | runs | least ms | median ms | processor ms | most memory, MiB |\n|---|---|---|---|---|---|---|\n";
    for ((scene, name), runs) in &record.runs {
        let (wall, cpu) = (sorted(runs, |run| run.milliseconds), sorted(runs, |run| run.cpu_milliseconds));
        let peak = record.peak(*scene, name).unwrap_or_default();
        let (scene, count, middle) = (scene.name(), runs.len(), median(&wall));
        text += &format!("| {scene} | {name} | {count} | {:.1} | {middle:.1} | {:.1} | {peak:.0} |\n", wall[0], median(&cpu));
    }
    text += "\n";
    text.extend(record.findings.iter().map(|finding| format!("- {finding}\n")));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(ours: &[f64], other: &[f64]) -> Record {
        let mut record = Record::default();
        for (name, times) in [("fast", ours), ("bun", other)] {
            for time in times {
                record.add(Scene::Cold, name, Run { milliseconds: *time, cpu_milliseconds: 1.0, mebibytes: 100.0 });
            }
        }
        record
    }

    #[test]
    fn a_goal_is_met_by_the_minima_and_memory_counts_where_it_is_a_goal() {
        assert_eq!(judged(&record(&[9.0, 90.0], &[10.0, 11.0]), 100), (1, 0));
        assert_eq!(judged(&record(&[9.1], &[10.0]), 100), (1, 1));
        assert_eq!(judged(&record(&[9.0], &[10.0]), 500), (2, 1));
        assert_eq!(judged(&record(&[9.0], &[]), 100), (0, 0));
    }

    #[test]
    fn figures_are_read_or_refused() {
        let run = Run::parse("1500 2000 2048").unwrap();
        assert_eq!((run.milliseconds, run.cpu_milliseconds, run.mebibytes), (1.5, 2.0, 2.0));
        assert!(Run::parse("1 2").is_err() && Run::parse("x 2 3").is_err());
    }
}
