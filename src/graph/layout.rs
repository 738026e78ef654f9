//! Where each plugin stands in a drawing: what needs it to its left, what it needs to its right.
//!
//! Owns: columns (the longest way from what nobody needs; a cycle is cut where it begins) and the order within a column.
//! Never does: draw. In: [`Graph`]. Out: [`Spot`]s.

use std::collections::{BTreeMap, VecDeque};

use super::Graph;
use crate::name::PluginName;

/// The place of a plugin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) column: usize,
    pub(super) row: usize,
}

/// The place of each plugin, the same for the same graph.
pub(super) fn layout<'a>(graph: &Graph<'a>) -> BTreeMap<&'a PluginName, Spot> {
    let columns = columns(graph);
    let mut by_column: BTreeMap<usize, Vec<&PluginName>> = BTreeMap::new();
    for (name, column) in &columns {
        by_column.entry(*column).or_default().push(name);
    }
    let mut spots: BTreeMap<&PluginName, Spot> = BTreeMap::new();
    for (column, mut names) in by_column {
        // Near to what needs it: the mean row of those that are placed already, in thousandths; names break ties.
        names.sort_by_cached_key(|name| {
            let rows: Vec<usize> = graph.needed_by(name).iter().filter_map(|one| spots.get(one).map(|spot| spot.row)).collect();
            let mean = rows.iter().sum::<usize>() * 1000 / rows.len().max(1);
            (mean, *name)
        });
        spots.extend(names.into_iter().enumerate().map(|(row, name)| (name, Spot { column, row })));
    }
    spots
}

/// One more than the furthest of those that need it (Kahn's order, so that no graph takes longer than its edges).
fn columns<'a>(graph: &Graph<'a>) -> BTreeMap<&'a PluginName, usize> {
    let mut waiting: BTreeMap<&PluginName, usize> = graph.all().map(|name| (name, graph.needed_by(name).len())).collect();
    let mut columns: BTreeMap<&PluginName, usize> = graph.all().map(|name| (name, 0)).collect();
    let mut ready: VecDeque<&PluginName> = waiting.iter().filter(|(_, count)| **count == 0).map(|(name, _)| *name).collect();
    while let Some(name) = ready.pop_front() {
        let next = columns.get(name).map_or(0, |column| column + 1);
        for below in graph.needs(name) {
            columns.entry(below).and_modify(|column| *column = next.max(*column));
            if let Some(count) = waiting.get_mut(below) {
                *count -= 1;
                if *count == 0 {
                    ready.push_back(below);
                }
            }
        }
    }
    columns
}
