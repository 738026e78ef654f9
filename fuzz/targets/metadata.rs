//! Any bytes as a metadata file: a file that is accepted has one meaning.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| ragnos_plugin::tuf::fuzzing::metadata(bytes));
