//! Any bytes as `ragnos.lock`: what is accepted is written and read as the same lockfile, and is the same text from then on.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ragnos_plugin::lockfile::Lockfile;

fuzz_target!(|bytes: &[u8]| {
    let Ok(lockfile) = Lockfile::parse_bytes(bytes, "ragnos.lock") else { return };
    let text = lockfile.to_text();
    let again = Lockfile::parse(&text, "ragnos.lock").expect("what was accepted is accepted again");
    assert_eq!(again, lockfile);
    assert_eq!(again.to_text(), text);
});
