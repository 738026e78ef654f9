//! JSON that two readers could read differently, and text that a signature must survive.
//!
//! Owns: the canonical form as python-tuf (securesystemslib) writes it, written here again: a witness independent of the program.

use serde_json::{Value, json};

use super::scene::{Scene, release};
use crate::tuf::repository::{Key, raise};

/// securesystemslib's `encode_canonical`: members by code point, no white space, only `"` and `\` escaped.
pub(super) fn encode(value: &Value) -> Vec<u8> {
    let text = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")).into_bytes();
    match value {
        Value::String(value) => text(value),
        Value::Array(items) => [&b"["[..], &items.iter().map(encode).collect::<Vec<_>>().join(&b","[..]), b"]"].concat(),
        Value::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by(|one, other| one.0.chars().cmp(other.0.chars()));
            let members = sorted.into_iter().map(|(name, value)| [text(name), encode(value)].join(&b":"[..]));
            [&b"{"[..], &members.collect::<Vec<_>>().join(&b","[..]), b"}"].concat()
        }
        other => other.to_string().into_bytes(),
    }
}

/// The file with `text` as its signed part and signatures over `message`.
pub(super) fn wrap(text: &str, message: &[u8], seeds: &[u8]) -> Vec<u8> {
    let signatures: Vec<Value> = seeds.iter().map(|seed| Key::seeded(*seed).signature(message)).collect();
    format!("{{\"signatures\":{},\"signed\":{text}}}", Value::from(signatures)).into_bytes()
}

/// The file with `text` as its signed part, signed over what a reader makes of it that takes the last of two equal members.
fn as_a_careless_reader_sees_it(text: &str, seeds: &[u8]) -> Vec<u8> {
    wrap(text, &encode(&serde_json::from_str(text).unwrap()), seeds)
}

/// Row 52: a member that is there twice, at every depth and in every spelling, validly signed for a reader that takes the last.
#[test]
fn a_member_that_is_there_twice() {
    let mut scene = Scene::synced();
    raise(&mut scene.repository.timestamp);
    let good = scene.repository.timestamp.to_string();
    let faults = [
        good.replacen('{', "{\"version\":99,", 1),
        good.replacen('{', "{\"\\u0076ersion\":99,", 1),
        good.replacen('{', "{\"_type\":\"root\",", 1),
        good.replacen("\"meta\":{", "\"meta\":{\"snapshot.json\":{\"version\":9},", 1),
        good.replacen("\"snapshot.json\":{", "\"snapshot.json\":{\"version\":9,", 1),
        good.replacen("\"hashes\":{", "\"hashes\":{\"sha256\":\"00\",", 1),
        good.replacen('{', "{\"x\":[{\"a\":1,\"a\":1}],", 1),
        good.replacen('{', "{\"x\":{\"\":1,\"\":2},", 1),
    ];
    for text in faults {
        assert_ne!(text, good);
        scene.repository.origin.put("timestamp.json", as_a_careless_reader_sees_it(&text, &[3]));
        let said = scene.refused(&["sync"], 5, "RP5001", &[]).stderr;
        assert!(said.contains("is there twice"), "{text}: {said}");
    }
    // In the envelope, where the program looks: an honest part first, another last, and the other way round.
    let file = String::from_utf8(as_a_careless_reader_sees_it(&good, &[3])).unwrap();
    let (empty, other) = ("\"signatures\":[],", "\"signed\":{\"_type\":\"timestamp\"},");
    let envelopes = [
        file.replacen('{', &format!("{{{empty}"), 1),
        file.replacen('{', &format!("{{{other}"), 1),
        file.replacen("\"keyid\"", "\"keyid\":\"x\",\"keyid\"", 1),
        file.replacen("\"sig\"", "\"sig\":\"00\",\"sig\"", 1),
        file.replacen("\"sig\"", "\"sig\":\"00\",\"s\\u0069g\"", 1),
    ];
    for text in envelopes {
        assert_ne!(text, file);
        scene.repository.origin.put("timestamp.json", text.into_bytes());
        scene.refused(&["sync"], 5, "RP5001", &[]);
    }
    scene.repository.origin.put("timestamp.json", file.into_bytes());
    scene.accepted(&["sync"], &["timestamp.json"]);
}

/// Row 52: the same in a root and in a publisher's role; the latter takes nobody else down.
#[test]
fn a_target_that_is_there_twice() {
    let mut scene = Scene::synced();
    let root = scene.repository.root.to_string().replacen("\"version\":1", "\"version\":2", 1);
    let twice = root.replacen("\"roles\":{", "\"roles\":{\"timestamp\":{\"keyids\":[],\"threshold\":1},", 1);
    scene.repository.origin.put("2.root.json", as_a_careless_reader_sees_it(&twice, &[1, 2]));
    scene.refused(&["sync"], 5, "RP5001", &[]);
    scene.repository.origin.put("2.root.json", as_a_careless_reader_sees_it(&root, &[1, 2]));
    scene.accepted(&["sync"], &["root.json"]);
    scene.repository.publish_undescribed();
    let acme = scene.repository.signed("acme").to_string();
    let twice = acme.replacen("\"targets\":{", "\"targets\":{\"acme.tool-1.0.0.tar.gz\":{\"length\":1,\"hashes\":{}},", 1);
    scene.repository.origin.put("2.acme.json", as_a_careless_reader_sees_it(&twice, &[6]));
    let said = scene.refused(&["check"], 5, "RP5001", &[]).stdout;
    assert!(said.contains("acme.tool-1.0.0.tar.gz") && !said.contains("the beta metadata"), "{said}");
    scene.repository.origin.put("2.acme.json", as_a_careless_reader_sees_it(&acme, &[6]));
    scene.accepted(&["check"], &[]);
}

/// Row 53: text that is no JSON, or more than a reader can bear: refused by name, without a crash, whatever the role.
#[test]
fn text_that_no_reader_should_take() {
    let mut scene = Scene::synced();
    raise(&mut scene.repository.timestamp);
    let good = scene.repository.timestamp.to_string();
    let with = |member: &str| good.replacen('{', &format!("{{\"x\":{member},"), 1).into_bytes();
    let nested = |open: &str, close: &str, depth: usize| with(&format!("{}1{}", open.repeat(depth), close.repeat(depth)));
    let mut bad = vec![
        nested("[", "]", 64),
        nested("[", "]", 100_000),
        nested("{\"a\":", "}", 64),
        nested("{\"a\":", "}", 60_000 / 6),
        with("[".repeat(50_000).as_str()),
    ];
    for number in [
        "1.0",
        "1e400",
        "-1e400",
        "1E5",
        "0.1",
        "-0",
        "18446744073709551616",
        "-9223372036854775809",
        "NaN",
        "Infinity",
        "01",
        "+1",
    ] {
        bad.push(with(number));
    }
    bad.push(with(&"9".repeat(60_000)));
    for text in [
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "{\"\\ud83d\":1}",
        "\"\\x\"",
        "\"\\u12\"",
        "'a'",
        "\"a\tb\"",
        "\"a\nb\"",
        "\"a\0b\"",
        "1,",
        "/**/1",
    ] {
        bad.push(with(text));
    }
    for bytes in [&b"\"\xff\""[..], b"\"\xc0\x80\"", b"\"\xed\xa0\x80\"", b"\"\xf4\x90\x80\x80\"", b"\"\xe2\x82\""] {
        let (before, after) = good.split_at(1);
        bad.push([before.as_bytes(), b"\"x\":", bytes, b",", after.as_bytes()].concat());
    }
    for signed in bad {
        let signature = Key::seeded(3).signature(&signed).to_string();
        let file = [b"{\"signatures\":[", signature.as_bytes(), b"],\"signed\":", &signed, b"}"].concat();
        let shown = String::from_utf8_lossy(&signed[..signed.len().min(60)]).into_owned();
        scene.repository.origin.put("timestamp.json", file);
        // A few are longer than any timestamp may be.
        let code = if signed.len() > 65_000 { "RP5009" } else { "RP5001" };
        let said = scene.refused(&["sync"], 5, code, &[]).stderr;
        assert!(said.contains("the timestamp metadata"), "{shown}: {said}");
    }
    let file = wrap(&good, &encode(&scene.repository.timestamp), &[3]);
    let utf16: Vec<u8> = String::from_utf8(file.clone()).unwrap().encode_utf16().flat_map(u16::to_le_bytes).collect();
    for whole in [
        [b"\xef\xbb\xbf", &file[..]].concat(),
        [&file[..], b"{}"].concat(),
        [&file[..], b"\0"].concat(),
        utf16,
        b"\"\"".to_vec(),
    ] {
        scene.repository.origin.put("timestamp.json", whole);
        scene.refused(&["sync"], 5, "RP5001", &[]);
    }
    // At the limit, and within the numbers that there are, all is well.
    for member in [
        &format!("{}1{}", "[".repeat(62), "]".repeat(62)),
        "18446744073709551615",
        "-9223372036854775808",
        "\"\\ud83d\\ude00\"",
    ] {
        let text = String::from_utf8(with(member)).unwrap();
        scene.repository.origin.put("timestamp.json", wrap(&text, &encode(&serde_json::from_str(&text).unwrap()), &[3]));
        scene.run(&["sync", "--json"]).expect(0);
    }
}

/// Row 53: the same depth in a publisher's role and outside the signed part.
#[test]
fn depth_where_nobody_looks() {
    let mut scene = Scene::synced();
    scene.repository.publish_undescribed();
    let acme = scene.repository.signed("acme").to_string();
    let deep = acme.replacen('{', &format!("{{\"x\":{}{},", "[".repeat(200_000), "]".repeat(200_000)), 1);
    scene.repository.origin.put("2.acme.json", wrap(&deep, deep.as_bytes(), &[6]));
    scene.refused(&["check"], 5, "RP5001", &[]);
    let file = String::from_utf8(wrap(&acme, &encode(scene.repository.signed("acme")), &[6])).unwrap();
    let outside = file.replacen('{', &format!("{{\"x\":{}{},", "[".repeat(200_000), "]".repeat(200_000)), 1);
    scene.repository.origin.put("2.acme.json", outside.into_bytes());
    scene.accepted(&["check"], &[]);
}

/// Row 54: control characters, non-ASCII text in every normal form, odd names and times with a fraction, in every spelling that
/// JSON has for them: what was signed verifies, and the nearest other text does not.
#[test]
fn text_that_is_signed_as_it_is() {
    let mut scene = Scene::synced();
    let odd = json!({
        "control": (0..0x20_u8).map(char::from).chain(['\u{7f}', '\u{80}', '\u{9f}', '\u{2028}', '\u{feff}']).collect::<String>(),
        "forms": "\u{e9} e\u{301} \u{212b} \u{c5} \u{fb01}",
        "wide": "\u{1f600}\u{ffff}\u{10ffff}",
        "quotes": "\\ \" / \\\" \\u0041",
        // Sorted by code point; by UTF-16 units, with the closing quote or by escapes the order would be another one.
        "a": 1, "a!": 2, "a\"": 3, "a\u{1}": 4, "\u{ff61}": 5, "\u{1f600}": 6, "": 7, "A": 8,
    });
    scene.repository.timestamp["x"] = odd;
    scene.repository.timestamp["expires"] =
        json!(scene.repository.timestamp["expires"].as_str().unwrap().replace('Z', ".250000Z"));
    for spell in [ascii as fn(&Value) -> String, Value::to_string, pretty] {
        raise(&mut scene.repository.timestamp);
        let signed = scene.repository.timestamp.clone();
        let (text, message) = (spell(&signed), encode(&signed));
        scene.repository.origin.put("timestamp.json", wrap(&text, &message, &[3]));
        scene.accepted(&["sync"], &["timestamp.json"]);
        for (one, other) in [('\u{e9}', "e\u{301}"), ('\u{212b}', "\u{c5}"), ('\u{80}', ""), ('\u{1}', "\u{2}")] {
            let mut near = signed.clone();
            raise(&mut near);
            let message = encode(&near);
            for member in ["control", "forms"] {
                near["x"][member] = json!(near["x"][member].as_str().unwrap().replace(one, other));
            }
            scene.repository.origin.put("timestamp.json", wrap(&spell(&near), &message, &[3]));
            scene.refused(&["sync"], 5, "RP5002", &[]);
        }
    }
}

/// Row 54: odd names of targets do not hinder the good ones beside them.
#[test]
fn names_that_are_signed_as_they_are() {
    let mut scene = Scene::synced();
    for name in ["acme.\u{7}", "acme.\u{e9}", "acme.e\u{301}", "acme.\"\\", "acme. ", "acme.\u{202e}gpj", "acme.a/../b"] {
        scene.repository.add_target("acme", name, b"x", &json!({"ragnos": {"format": 1, "name": name}}));
    }
    scene.repository.add_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.repository.publish_undescribed();
    let signed = scene.repository.signed("acme").clone();
    scene.repository.origin.put("2.acme.json", wrap(&ascii(&signed), &encode(&signed), &[6]));
    scene.run(&["update", "--json"]).expect(0);
    assert!(scene.user.read("project/ragnos.lock").contains("1.1.0"));
}

/// JSON in ASCII, as Python's `json.dumps` writes it.
fn ascii(value: &Value) -> String {
    let escape = |one: char| {
        let mut units = [0; 2];
        one.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>()
    };
    value.to_string().chars().map(|one| if one.is_ascii() && one != '\u{7f}' { one.to_string() } else { escape(one) }).collect()
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap()
}
