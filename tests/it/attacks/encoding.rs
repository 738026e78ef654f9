//! Row 92: what is packed on the way. Metadata may be, with gzip; everything else is refused, and a bomb ends at the cap.

use std::io::Write as _;
use std::sync::Arc;

use camino::Utf8Path;
use flate2::Compression;
use flate2::write::GzEncoder;
use ragnos_plugin::origin::Origin;
use ragnos_plugin::transport;
use ragnos_plugin::tuf::Client;

use super::scene::{Scene, release};
use super::web::{Web, server_of};
use crate::server::{Answer, Step};
use crate::tuf::repository::{Machine, NOW, Repository, list, options};

/// The gzip form of so many zeros, which never need to be in memory.
fn zeros(megabytes: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let block = vec![0; 1 << 20];
    for _ in 0..megabytes {
        encoder.write_all(&block).unwrap();
    }
    encoder.finish().unwrap()
}

/// Row 92: bombs in gzip, for a role without a known length and for one with a known length: no more than the cap is unpacked.
#[test]
fn decompression_bombs() {
    let mut scene = Scene::synced();
    let web = Web::of(&scene);
    scene.repository.publish_next();
    let bomb = |megabytes: usize| Answer::of("200 OK", &["Content-Encoding: gzip"], zeros(megabytes));
    // A thousand to one: 40 MB in 40 KB, within what could be a good answer; and 200 MB in 200 KB, which is not.
    web.server.on("timestamp.json", [bomb(40)]);
    let said = scene.refused(&["sync"], 5, "RP5009", &[]).stderr;
    assert!(said.contains("65537 bytes, 65536 are signed or allowed"), "{said}");
    web.server.on("timestamp.json", [bomb(200)]);
    scene.refused(&["sync"], 7, "RP7003", &[]);
    web.server.on("2.root.json", [bomb(200)]);
    scene.refused(&["sync"], 5, "RP5009", &[]);
    web.server.mend();
    web.server.on("2.snapshot.json", [bomb(1)]);
    scene.refused(&["sync"], 5, "RP5009", &["timestamp.json"]);
    // Blocks that unpack to nothing, without end.
    let empty = Answer::head("200 OK", &["Content-Encoding: gzip"]).send([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
    web.server.on("2.snapshot.json", [empty.then(Step::Endless([0, 0, 0, 0xff, 0xff].repeat(1 << 12)))]);
    scene.refused(&["sync"], 7, "RP7003", &[]);
    web.server.mend();
    web.server.gzip();
    scene.accepted(&["sync"], &["snapshot.json"]);
}

/// Row 92: another encoding than gzip, gzip over gzip, gzip that is none or is cut, gzip over an archive: refused, untouched.
#[test]
fn encodings_that_nobody_asked_for() {
    let mut scene = Scene::synced();
    let web = Web::of(&scene);
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    let whole = scene.repository.origin.get("timestamp.json").unwrap();
    let packed = crate::server::gzipped(&whole);
    let of = |encoding: &str, body: &[u8]| Answer::of("200 OK", &[&format!("Content-Encoding: {encoding}")], body);
    let twice = Answer::of("200 OK", &["Content-Encoding: gzip", "Content-Encoding: gzip"], &packed);
    for answer in [
        of("br", &whole),
        of("zstd", &whole),
        of("deflate", &whole),
        of("gzip, gzip", &packed),
        of("x-gzip", &packed),
        of("", &whole),
        twice,
        of("gzip", &whole),
        of("gzip", &packed[..packed.len() - 1]),
        of("gzip", &packed[..9]),
        of("gzip", b""),
        of("gzip", &[&packed[..], &packed[..]].concat()),
    ] {
        web.server.on("timestamp.json", [answer]);
        scene.refused(&["sync"], 7, "RP7003", &[]);
    }
    web.server.on("timestamp.json", [of("identity", &whole)]);
    scene.accepted(&["update", "--no-sync"], &["role.acme.json", "snapshot.json", "timestamp.json"]);
    web.server.on("acme.tool-1.1.0.tar.gz", [of("gzip", release("acme/tool", "1.1.0", "").archive())]);
    scene.refused(&["sync"], 7, "RP7003", &[]);
    web.server.mend();
    web.server.gzip();
    web.server.taken();
    scene.accepted(&["sync"], &[]);
    let asked = web.server.taken().into_iter().map(|request| {
        let folder = request.path.split('/').next().unwrap().to_owned();
        (folder, request.headers["accept-encoding"].clone())
    });
    let mut asked: Vec<_> = asked.collect();
    asked.dedup();
    assert_eq!(asked, [("metadata".to_owned(), "gzip".to_owned()), ("targets".to_owned(), "identity".to_owned())]);
}

/// Row 92: the other side: gzip is used where the server offers it. A targets role of 1 MB crosses the wire in half of that or
/// less, and what is stored are the unpacked bytes.
#[tokio::test]
async fn metadata_is_packed_on_the_way() {
    let mut repository = Repository::new();
    for number in 0..4400 {
        list(repository.top(), &format!("acme.plugin-{number}-1.0.0.tar.gz"));
    }
    repository.publish_next();
    let large = repository.origin.get("1.targets.json").unwrap();
    assert!(large.len() > 1_000_000, "{}", large.len());
    let mut sent = Vec::new();
    for packs in [false, true] {
        let (server, machine) = (server_of(&repository.origin), Machine::new());
        if packs {
            server.gzip();
        }
        let origin: Arc<dyn Origin> = transport::open(&server.url, Utf8Path::new("/")).unwrap();
        Client::refresh(&repository.anchor(), &machine.state(), origin, &options(NOW)).await.unwrap();
        assert_eq!(machine.content()["targets.json"], large);
        sent.push(server.sent());
    }
    assert!(sent[0] > 1_000_000 && sent[1] < sent[0] / 2, "bytes sent plain and packed: {sent:?}");
}
