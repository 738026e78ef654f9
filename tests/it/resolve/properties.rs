//! Properties of the resolver on random universes, against a brute-force solver, and at a size that would break recursion.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use ragnos_plugin::name::PluginName;
use ragnos_plugin::release::Release;
use ragnos_plugin::resolve::{Answer, Resolution, Universe, likely_needed};
use semver::Version;

use super::project::{Project, plugin, release, set_platforms};

/// Versions that share many requirements, with pre-releases between them.
const VERSIONS: [&str; 8] = ["1.0.0", "1.1.0-rc.1", "1.1.0", "1.2.3", "2.0.0-beta.2", "2.0.0", "2.1.0", "0.3.1"];
const REQUIREMENTS: [&str; 12] =
    ["*", "^1", "^2", "=1.1.0", ">=1.1.0-rc.1", "~1.1", "<2", ">1.0.0, <2.1", "2.0.0-beta.1", "^0.3", ">=2", "1.*"];
const PLATFORMS: [&[&str]; 4] = [&["any"], &["linux-x86_64"], &["linux-x86_64", "macos-aarch64"], &["any", "macos-aarch64"]];

/// One release in numbers: version, dependencies (plugin, requirement), yanked, host, platforms.
type Draft = (usize, Vec<(usize, usize)>, u8, u8, usize);

fn drafts(plugins: usize, versions: usize, needs: usize) -> impl Strategy<Value = Vec<Vec<Draft>>> {
    let dependency = (0..plugins, 0..REQUIREMENTS.len());
    let draft = (0..VERSIONS.len(), proptest::collection::vec(dependency, 0..=needs), 0u8..8, 0u8..8, 0..PLATFORMS.len() * 2);
    proptest::collection::vec(proptest::collection::vec(draft, 0..=versions), plugins)
}

fn universe(drafts: &[Vec<Draft>]) -> Universe {
    let releases_of = |(at, drafts): (usize, &Vec<Draft>)| {
        let mut by_version = BTreeMap::new();
        for (number, needs, yanked, host, platforms) in drafts {
            let needs: Vec<(String, &str)> =
                needs.iter().map(|(to, wanted)| (format!("p{to}"), REQUIREMENTS[*wanted])).collect();
            let needs: Vec<(&str, &str)> = needs.iter().map(|(name, wanted)| (name.as_str(), *wanted)).collect();
            let mut release = release(&format!("p{at}"), VERSIONS[*number], &needs);
            release.yanked = *yanked == 0;
            if *host == 0 {
                release.host.insert("ragnos".to_owned(), ">=2".parse().unwrap());
            }
            set_platforms(&mut release, PLATFORMS.get(*platforms).copied().unwrap_or(&["any"]));
            by_version.insert(release.version.clone(), release);
        }
        (plugin(&format!("p{at}")), by_version.into_values().collect())
    };
    drafts.iter().enumerate().map(releases_of).collect()
}

fn project(drafts: &[Vec<Draft>], asked: &[(usize, usize)], with_rules: bool) -> Project {
    let mut project = Project { universe: universe(drafts), ..Project::default() };
    for (at, wanted) in asked {
        project = project.asks(&format!("p{}", at % drafts.len()), REQUIREMENTS[*wanted]);
    }
    if with_rules {
        project.platforms.insert("macos-aarch64".parse().unwrap());
        project.host.insert("ragnos".to_owned(), "1.5.0".parse().unwrap());
    }
    project
}

fn asked() -> impl Strategy<Value = Vec<(usize, usize)>> {
    proptest::collection::vec((0usize..200, 0..REQUIREMENTS.len()), 1..5)
}

/// The rules of choice, written a second time: may `release` be chosen at all?
fn allowed(project: &Project, release: &Release) -> bool {
    let any = "any".parse().unwrap();
    let locked = project.locked.get(&release.name) == Some(&release.version) && !project.unlock.contains(&release.name);
    let hosted =
        |(host, wanted): (&String, &semver::VersionReq)| project.host.get(host).is_some_and(|seen| wanted.matches(seen));
    (!release.yanked || locked)
        && (project.host.is_empty() || release.host.is_empty() || release.host.iter().any(hosted))
        && project.platforms.iter().all(|on| release.artifacts.iter().any(|one| one.platform == *on || one.platform == any))
        && project.precise.get(&release.name).is_none_or(|wanted| *wanted == release.version)
}

/// What is wrong with `resolution` as an answer for `project`.
fn fault(project: &Project, resolution: &Resolution) -> Option<String> {
    let mut reached = BTreeSet::new();
    let mut front: Vec<_> = project.requirements.iter().collect();
    while let Some((name, wanted)) = front.pop() {
        let Some(chosen) = resolution.releases.get(name) else { return Some(format!("{name} is missing")) };
        if !wanted.matches(&chosen.version) {
            return Some(format!("{name} {} does not match {wanted}", chosen.version));
        }
        if reached.insert(name) {
            front.extend(&chosen.dependencies);
        }
    }
    let extra = resolution.releases.keys().find(|name| !reached.contains(name)).map(|name| format!("{name} is not needed"));
    let refused = resolution.releases.values().find(|release| !allowed(project, release));
    extra.or_else(|| refused.map(|release| format!("{} {} may not be chosen", release.name, release.version)))
}

/// Tries every choice: is there any answer?
fn solvable(project: &Project, chosen: &mut BTreeMap<PluginName, Release>) -> bool {
    let mut wanted = project.requirements.iter().chain(chosen.values().flat_map(|release| &release.dependencies));
    let Some((name, _)) = wanted.find(|(name, wanted)| !chosen.get(name).is_some_and(|one| wanted.matches(&one.version)))
    else {
        return true;
    };
    if chosen.contains_key(name) {
        return false;
    }
    let name = name.clone();
    for release in project.universe[&name].iter().filter(|release| allowed(project, release)) {
        chosen.insert(name.clone(), release.clone());
        if solvable(project, chosen) {
            return true;
        }
        chosen.remove(&name);
    }
    false
}

/// Answers with nothing loaded at first, loading what is asked for; also how many times it asked.
fn load_step_by_step(project: &Project) -> (Result<Resolution, String>, usize) {
    let mut partial = Project { universe: Universe::new(), ..project.clone() };
    for round in 0.. {
        match partial.answer() {
            Ok(Answer::Solved(resolution)) => return (Ok(resolution), round),
            Err(error) => return (Err(error.to_string()), round),
            Ok(Answer::NeedsMore(names)) => {
                assert!(!names.is_empty() && names.iter().all(|name| !partial.universe.contains_key(name)), "no progress");
                partial.universe.extend(names.into_iter().map(|name| (name.clone(), project.universe[&name].clone())));
            }
        }
    }
    unreachable!()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_global_rejects: 50_000, ..ProptestConfig::default() })]

    #[test]
    fn solvability_agrees_with_brute_force(drafts in drafts(6, 4, 3), asked in asked(), with_rules: bool) {
        let project = project(&drafts, &asked, with_rules);
        match project.resolution() {
            Ok(resolution) => prop_assert_eq!(fault(&project, &resolution), None),
            Err(error) => {
                prop_assert!(!solvable(&project, &mut BTreeMap::new()), "there is an answer, but: {error}");
                prop_assert!(!error.because().is_empty());
            }
        }
    }

    #[test]
    fn a_lock_that_still_satisfies_stays(drafts in drafts(6, 4, 2), asked in asked(), keep in 0usize..4) {
        let mut project = project(&drafts, &asked, true);
        // An arbitrary answer, not the preferred one: the brute-force solver takes the lowest versions first.
        let mut chosen = BTreeMap::new();
        prop_assume!(solvable(&project, &mut chosen));
        let is_asked = Resolution { releases: chosen };
        prop_assume!(fault(&project, &is_asked).is_none());
        project.locked = is_asked.releases.iter().map(|(name, release)| (name.clone(), release.version.clone())).collect();
        // A version that is yanked after it was locked stays too.
        if let Some(name) = is_asked.releases.keys().nth(keep) {
            let locked = &project.locked[name];
            let releases = project.universe.get_mut(name).unwrap();
            let withdrawn = |one: &Release| Release { yanked: one.yanked || one.version == *locked, ..one.clone() };
            *releases = releases.iter().map(withdrawn).collect();
        }
        let versions = |resolution: Resolution| -> BTreeMap<PluginName, Version> {
            resolution.releases.into_iter().map(|(name, release)| (name, release.version)).collect()
        };
        prop_assert_eq!(versions(project.resolution().unwrap()), project.locked);
    }

    #[test]
    fn the_order_and_the_amount_of_what_is_loaded_do_not_matter(
        drafts in drafts(12, 5, 3), asked in asked(), rotate in 0usize..5,
    ) {
        let project = project(&drafts, &asked, true);
        let mut turned = project.clone();
        for releases in turned.universe.values_mut() {
            let mut others: Vec<Release> = releases.iter().rev().cloned().collect();
            let middle = rotate.min(others.len());
            others.rotate_left(middle);
            *releases = others.into_iter().collect();
        }
        prop_assert_eq!(turned.answer(), project.answer());
        let (stepwise, rounds) = load_step_by_step(&project);
        prop_assert!(rounds <= 13);
        match (stepwise, project.resolution()) {
            (Ok(stepwise), Ok(at_once)) => prop_assert_eq!(stepwise, at_once),
            (Err(_), Err(_)) => {}
            (stepwise, at_once) => prop_assert!(false, "{stepwise:?} is not {at_once:?}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn answers_for_large_universes_keep_every_rule(
        drafts in (5usize..200).prop_flat_map(|plugins| drafts(plugins, 6, 2)), asked in asked(), with_rules: bool,
    ) {
        let project = project(&drafts, &asked, with_rules);
        if let Ok(resolution) = project.resolution() {
            prop_assert_eq!(fault(&project, &resolution), None);
        }
    }
}

/// `p0` needs `p1` needs ... each in 20 versions; every fourth also needs one further down.
fn chain(plugins: usize, versions: usize) -> Project {
    let mut project = Project::default().asks("p0", "^1");
    for at in 0..plugins {
        for minor in 0..versions {
            let (next, far) = (format!("p{}", at + 1), format!("p{}", at + 7));
            let wanted = format!("^1.{}", minor.saturating_sub(3));
            let mut needs: Vec<(&str, &str)> = Vec::new();
            if at + 1 < plugins {
                needs.push((&next, &wanted));
            }
            if at % 4 == 0 && at + 7 < plugins {
                needs.push((&far, ">=1.1, <1.18"));
            }
            project = project.plain(&format!("p{at}"), &format!("1.{minor}.0"), &needs);
        }
    }
    project
}

#[test]
fn five_hundred_plugins_are_quick() {
    let project = chain(500, 20);
    let begun = std::time::Instant::now();
    let resolution = project.resolution().unwrap();
    let took = begun.elapsed();
    assert_eq!(fault(&project, &resolution), None);
    assert_eq!(resolution.releases.len(), 500);
    // Unoptimised, on a loaded machine; a search that goes wrong takes minutes.
    assert!(took.as_secs() < 20, "{took:?}");
}

#[test]
fn a_front_is_loaded_in_one_step() {
    let full = chain(40, 3);
    let empty = Project { universe: Universe::new(), ..full.clone() };
    assert_eq!(likely_needed(&empty.request()), BTreeSet::from([plugin("p0")]));
    let wide = Project::default().asks("top", "*").plain("top", "1.0.0", &[("a", "*"), ("b", "*"), ("c", "^1")]);
    assert_eq!(wide.answer(), Ok(Answer::NeedsMore(BTreeSet::from([plugin("a"), plugin("b"), plugin("c")]))));
}

#[test]
fn a_universe_as_large_as_a_lock_overflows_nothing() {
    let project = chain(10_000, 1);
    assert!(project.resolution().is_err(), "p7 exists as 1.0.0 only");
    let mut deep = Project::default().asks("p0", "*").unpublished("p10000");
    for at in 0..10_000 {
        deep = deep.plain(&format!("p{at}"), "1.0.0", &[(&format!("p{}", at + 1), "*")]);
    }
    let error = deep.resolution().unwrap_err();
    assert_eq!(error.because().len(), 25, "{error}");
    let last = deep.plain("p10000", "1.0.0", &[]);
    assert_eq!(last.resolution().unwrap().releases.len(), 10_001);
}
