//! The TUF client against signed repositories that are attacked: each test is one row or more of the attack table.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot set the scene has failed")]

mod cases;
mod encodings;
mod loading;
mod readers;
mod registry;
pub(crate) mod repository;
mod root;
mod state;
mod top_level;

/// Asserts that a result is the named refusal of `ragnos_plugin::tuf::Error`.
macro_rules! refused {
    ($result:expr, $variant:ident) => {
        match $result {
            Err(ragnos_plugin::tuf::Error::$variant { .. }) => {}
            Err(other) => panic!("expected {}, got {other:?}", stringify!($variant)),
            Ok(_) => panic!("expected {}, it was accepted", stringify!($variant)),
        }
    };
}
pub(crate) use refused;
