//! The resolver on universes made by hand and by chance.

mod explanations;
mod properties;
mod project;
