//! `ragnos_repo`: build, sign and publish TUF repositories of ragnos plugins.
//!
//! The publisher's road is typed, so that no step can be left out: a [`ragnos_plugin::pack::PackedRelease`]
//! is staged into a [`stage::StagedRepository`], signed into a [`sign::SignedRepository`], read by the client into a
//! [`verify::VerifiedRepository`], published into a [`publish::PublishReceipt`], and
//! seen where users are: a [`propagate::Propagation`].
//! Each step takes what only the step before can make.

pub mod advisories;
#[cfg(feature = "aws")]
mod aws;
pub mod cdn;
mod changes;
pub mod cli;
pub mod cloudwatch;
pub mod drill;
pub mod event;
pub mod expiry;
mod headers;
pub mod health;
pub mod keys;
pub mod log;
pub mod metadata;
pub mod mirror;
pub mod monitor;
pub mod plan;
mod prometheus;
pub mod propagate;
pub mod provenance;
pub mod publish;
pub mod repository;
pub mod review;
pub mod ring;
pub mod roles;
pub mod serve;
pub mod sign;
pub mod stage;
pub mod storage;
pub mod verify;
mod view;
mod wait;
