//! Incidents of 2024 to 2026, played on signed repositories, and the controls that stop them: docs/incidents.md is the table.

mod cool_down;
mod policies;
mod revocations;
mod scene;
