//! Any text as JSON: the two ways to the message of a signature agree.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| ragnos_plugin::tuf::fuzzing::canonical_json(text));
