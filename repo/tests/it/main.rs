//! The publisher's program and library, seen from outside: other clients read what they write.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot set the scene has failed")]

mod advise;
#[cfg(feature = "aws")]
mod background;
mod build;
#[cfg(feature = "aws")]
mod cdn;
#[cfg(feature = "aws")]
mod cloudwatch;
mod consumer;
mod drills;
#[cfg(feature = "aws")]
mod edge;
#[cfg(feature = "aws")]
mod emulator;
mod events;
mod founding;
#[cfg(feature = "aws")]
mod iam;
#[cfg(feature = "aws")]
mod infrastructure;
mod keys;
#[cfg(feature = "aws")]
mod kms;
mod mirrors;
mod operations;
mod operator;
mod program;
mod propagation;
mod publishing;
mod roles;
mod roots;
#[cfg(feature = "aws")]
mod s3;
mod security;
#[cfg(feature = "aws")]
mod story;
mod witness;
