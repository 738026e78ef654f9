//! A path pattern and a name, one line each: matching is what its definition says.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (pattern, name) = text.split_once('\n').unwrap_or((text, ""));
    ragnos_plugin::tuf::fuzzing::pattern(pattern, name);
});
