//! Any text as the signed `custom` of a target: what is accepted is of that target and survives being written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ragnos_plugin::descriptor::Descriptor;
use ragnos_plugin::name::TargetName;

fuzz_target!(|text: &str| {
    let (target, custom) = text.split_once('\n').unwrap_or(("acme.a-1.0.0.tar.gz", text));
    let Ok(target) = target.parse::<TargetName>() else { return };
    let Ok(Some(descriptor)) = Descriptor::of_target(&target, custom) else { return };
    let expected = descriptor.name.archive_target(&descriptor.version, &descriptor.platform).expect("accepted");
    assert_eq!(expected, target);
    let written = serde_json::json!({ "ragnos": descriptor }).to_string();
    assert_eq!(Descriptor::of_target(&target, &written).expect("our own"), Some(descriptor));
});
