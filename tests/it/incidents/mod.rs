//! Incidents of 2024 to 2026, played on signed repositories, and the controls that stop them: docs/incidents.md is the table.

mod capabilities;
mod ci;
mod cool_down;
mod policies;
mod publishing;
mod reviews;
mod revocations;
pub(crate) mod scene;
mod table;
mod trust_changes;
