//! Rows 83 to 90, 93, 95, 103, 104: servers that are slow, endless, cut short, odd, or not the repository at all.
//!
//! What would take its time runs against the library, with time limits of a test's own; everything else is the real program.

use std::sync::Arc;
use std::time::Duration;

use camino::Utf8Path;
use miette::Diagnostic as _;
use ragnos_plugin::origin::{Folder, Origin};
use ragnos_plugin::transport::{Network, Timing};
use ragnos_plugin::tuf::Client;

use super::scene::{Scene, in_hours, release};
use super::web::{PLUGINS, Web, server_of};
use crate::cli::Ended;
use crate::server::{Answer, Server, Step};
use crate::transport::read;
use crate::tuf::repository::{Machine, NOW, Repository, options, raise};

/// The same limits as for users, a thousand times shorter where a test has to wait for them.
fn impatient() -> Timing {
    let short = Duration::from_millis(100);
    Timing { idle: short, retries: 1, pause: short / 100, longest_pause: short / 50, ..Timing::default() }
}

fn origin(server: &Server, timing: Timing) -> Arc<dyn Origin> {
    Network::new(timing).open(&server.url, Utf8Path::new("/")).unwrap()
}

/// A machine that has refreshed once from a server, after which the repository went on.
struct Library {
    repository: Repository,
    machine: Machine,
    server: Server,
}

impl Library {
    async fn new() -> Self {
        let mut repository = Repository::new();
        let (machine, server) = (Machine::new(), server_of(&repository.origin));
        machine.refresh(&repository).await.unwrap();
        repository.publish_next();
        Self { repository, machine, server }
    }

    async fn refresh(&self, timing: Timing) -> Result<(), String> {
        let origin = origin(&self.server, timing);
        let state = self.machine.state();
        let refreshed = Client::refresh(&self.repository.anchor(), &state, origin, &options(NOW)).await;
        refreshed.map(drop).map_err(|error| format!("{} {error}", error.code().unwrap()))
    }

    /// This answer for the timestamp ends in that code, and the trust state stays as it was.
    async fn refused(&self, answer: Answer, timing: Timing, code: &str) -> String {
        let before = self.machine.content();
        self.server.on("timestamp.json", [answer]);
        let error = self.refresh(timing).await.unwrap_err();
        assert!(error.starts_with(code), "{error}");
        assert_eq!(self.machine.content(), before, "the trust state changed");
        self.server.mend();
        error
    }

    /// Without the attack all is well, with the limits for users.
    async fn accepted(&self) {
        self.refresh(Timing::default()).await.unwrap();
        assert_eq!(self.machine.version("timestamp"), Some(2));
    }
}

/// Row 83: one byte now and then, in the headers or in the body: given up at the time limit, or below the least speed.
#[tokio::test]
async fn slow_retrieval() {
    let library = Library::new().await;
    let every = Duration::from_millis(10);
    let head = Answer::nothing().then(Step::Trickle(b"HTTP/1.1 200 OK\r\nX-Slow: 1\r\n".repeat(50), every));
    library.refused(head, impatient(), "RP7002").await;
    let body = Answer::head("200 OK", &["Content-Length: 9000"]).then(Step::Trickle(vec![b' '; 9000], every));
    // A byte every ten milliseconds is never silence.
    let timing = Timing { idle: Duration::from_millis(200), ..impatient() };
    let error = library.refused(body, timing, "RP7021").await;
    assert!(error.contains("slower than 1024 bytes a second") || error.contains("timed out"), "{error}");
    library.accepted().await;
}

/// Row 84: the connection stands and nothing comes, before the headers or in the middle of the body.
#[tokio::test]
async fn a_server_that_says_nothing() {
    let library = Library::new().await;
    library.server.taken();
    library.refused(Answer::nothing().then(Step::Silence), impatient(), "RP7002").await;
    assert_eq!(library.server.paths().iter().filter(|path| path.ends_with("timestamp.json")).count(), 2, "one more try");
    let half = Answer::head("200 OK", &["Content-Length: 99"]).send("{").then(Step::Silence);
    library.refused(half, impatient(), "RP7021").await;
    library.accepted().await;
}

/// Row 85: a body without a length and without an end, for each role and for an archive: read to the cap and no further.
#[test]
fn endless_bodies() {
    let mut scene = Scene::synced();
    let web = Web::of(&scene);
    raise(scene.repository.top());
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    // Each run keeps what it verified before the endless file.
    for (path, code, state) in [
        ("metadata/2.root.json", "RP5009", &[][..]),
        ("metadata/timestamp.json", "RP5009", &[]),
        ("metadata/2.snapshot.json", "RP5009", &["timestamp.json"]),
        ("metadata/2.targets.json", "RP5009", &["snapshot.json"]),
        ("metadata/2.acme.json", "RP5301", &["targets.json"]),
        ("acme.tool-1.1.0.tar.gz", "RP5120", &["role.acme.json"]),
    ] {
        web.server.on(path, [Answer::head("200 OK", &["Connection: close"]).then(Step::Endless(vec![b' '; 1 << 16]))]);
        web.server.sent();
        scene.refused(&["update"], 5, code, state);
        // The largest cap, and what the system's buffers take.
        let sent = web.server.sent();
        assert!(sent < 16 << 20, "{path}: {sent} bytes were taken");
        web.server.mend();
    }
    scene.accepted(&["update"], &[]);
    assert!(scene.user.read("project/ragnos.lock").contains("1.1.0"));
}

/// Row 86: `Content-Length` too large, too small, twice, beside chunks; chunks that end early or are none.
#[test]
fn bodies_that_are_not_what_their_length_says() {
    let mut scene = Scene::synced();
    let web = Web::of(&scene);
    scene.repository.publish_next();
    let whole = scene.repository.origin.get("timestamp.json").unwrap();
    let (length, half) = (whole.len(), &whole[..whole.len() / 2]);
    let of = |headers: &[&str]| Answer::head("200 OK", headers);
    let sized = |size: usize| of(&[&format!("Content-Length: {size}")]);
    let chunks = |body: &str| of(&["Transfer-Encoding: chunked"]).send(body).close();
    for (answer, exit, code) in [
        (sized(length + 1).send(&whole).close(), 7, "RP7021"),
        (sized(length).send(half).close(), 7, "RP7021"),
        (sized(length).send(half).then(Step::Reset), 7, "RP7021"),
        (chunks(&format!("{length:x}\r\n")).send(half), 7, "RP7021"),
        (chunks("5\r\nhello\r\n"), 7, "RP7021"),
        (chunks("zz\r\nhello\r\n0\r\n\r\n"), 7, "RP7021"),
        (sized(length / 2).send(&whole), 5, "RP5001"),
        (of(&[]).send(half).close(), 5, "RP5001"),
        (of(&["Content-Length: 9", &format!("Content-Length: {length}")]).send(&whole), 7, "RP7002"),
        (of(&["Content-Length: -1"]).send(&whole), 7, "RP7002"),
        (sized(100 << 20).send(&whole), 7, "RP7003"),
    ] {
        web.server.on("timestamp.json", [answer]);
        scene.refused(&["sync"], exit, code, &[]);
    }
    // Read by its framing: to the end of the connection, or chunk by chunk whatever a length beside says.
    let chunked = [format!("{length:x}\r\n").as_bytes(), &whole, b"\r\n0\r\n\r\n"].concat();
    web.server.on("timestamp.json", [of(&["Transfer-Encoding: chunked"]).send(chunked)]);
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
    web.server.on("timestamp.json", [of(&[]).send(&whole).close()]);
    scene.accepted(&["sync"], &[]);
}

/// Rows 87, 88: a connection that is reset in the middle of an archive. The file is asked for again from its start, never a
/// range of it, so that nobody can answer with a range of something else; and the digest is of the whole.
#[test]
fn a_download_that_breaks_off() {
    let mut scene = Scene::synced();
    let web = Web::of(&scene);
    let packed = release("acme/tool", "1.1.0", "");
    scene.repository.publish_release("acme", &packed);
    let archive = packed.archive();
    let cut = || {
        let head = Answer::head("200 OK", &[&format!("Content-Length: {}", archive.len()), "Accept-Ranges: bytes"]);
        head.send(&archive[..archive.len() / 2]).then(Step::Reset)
    };
    let mut other = archive.to_vec();
    *other.last_mut().unwrap() ^= 1;
    let file = "acme.tool-1.1.0.tar.gz";
    scene.accepted(&["update", "--no-sync"], &["role.acme.json", "snapshot.json", "timestamp.json"]);
    web.server.on(file, [cut()]);
    scene.refused(&["sync"], 7, "RP7021", &[]);
    web.server.on(file, [cut(), Answer::of("200 OK", &[], &other)]);
    scene.refused(&["sync"], 5, "RP5120", &[]);
    // The rest of another file, offered as if a range had been asked for.
    let rest = Answer::of("206 Partial Content", &["Content-Range: bytes 1-2/3"], &other[other.len() / 2..]);
    web.server.on(file, [cut(), rest]);
    scene.refused(&["sync"], 7, "RP7003", &[]);
    web.server.on(file, [cut(), cut(), Answer::file()]);
    scene.accepted(&["sync"], &[]);
    let requests = web.server.taken();
    assert!(!requests.iter().any(|request| request.headers.contains_key("range")));
    assert_eq!(requests.iter().filter(|request| request.path.ends_with(file)).count(), 3 + 2 + 2 + 3);
}

/// Row 89: a status that is not 200, with a body as if it were; a page for people in the place of a file.
#[test]
fn answers_that_are_not_the_file() {
    let mut scene = Scene::synced();
    let web = Web::of(&scene);
    scene.repository.publish_next();
    let whole = scene.repository.origin.get("timestamp.json").unwrap();
    let page = Answer::of("200 OK", &["Content-Type: text/html; charset=utf-8"], "<html>Not today</html>");
    for path in ["2.root.json", "timestamp.json"] {
        for status in
            ["201 Created", "203 Transformed", "206 Partial Content", "304 Not Modified", "300 Choose", "402 Pay", "451 No"]
        {
            web.server.on(path, [Answer::of(status, &[], &whole).close()]);
            scene.refused(&["sync"], 7, "RP7003", &[]);
        }
        web.server.on(path, [Answer::status("204 No Content")]);
        scene.refused(&["sync"], 7, "RP7003", &[]);
        web.server.on(path, [page.clone()]);
        let said = scene.refused(&["sync"], 7, "RP7003", &[]).stderr;
        assert!(said.contains("a web page"), "{said}");
        web.server.mend();
    }
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
}

/// Row 90: a server that is busy, and asks to come back in a century: a few tries, no long wait.
#[tokio::test]
async fn a_server_that_asks_to_wait() {
    let library = Library::new().await;
    for status in ["429 Too Many Requests", "503 Service Unavailable", "500 Broken", "408 Timeout"] {
        for after in ["3153600000", "99999999999999999999999999", "-1", "Fri, 31 Dec 2999 23:59:59 GMT", "soon"] {
            library.server.taken();
            let answer = Answer::of(status, &[&format!("Retry-After: {after}")], "");
            library.refused(answer, impatient(), "RP7002").await;
            assert_eq!(library.server.taken().len(), 3, "the next root, and the timestamp twice");
        }
    }
    // It is asked again, and once it has the file all is well.
    library.server.on("timestamp.json", [Answer::of("503 Busy", &["Retry-After: 0"], ""), Answer::file()]);
    library.accepted().await;
}

/// Row 93: headers without end, ten thousand of them, or one of ten megabytes.
#[tokio::test]
async fn header_bombs() {
    let library = Library::new().await;
    let begun = || Answer::nothing().send("HTTP/1.1 200 OK\r\n");
    for bomb in [
        begun().then(Step::Endless(b"X-Bomb: 1\r\n".repeat(1000))),
        begun().send("X-Bomb: 1\r\n".repeat(10_000)).send("\r\n"),
        begun().send(format!("X-Bomb: {}\r\n\r\n", "x".repeat(10 << 20))),
        Answer::nothing().then(Step::Endless(vec![b'x'; 1 << 16])),
    ] {
        library.server.sent();
        let timing = Timing { idle: Duration::from_mins(1), ..impatient() };
        library.refused(bomb, timing, "RP7002").await;
        let sent = library.server.sent();
        assert!(sent < 32 << 20, "{sent} bytes were taken in two tries");
    }
    let some = Answer::head("200 OK", &["Connection: close", "X-More: 1\r\n".repeat(80).trim_end()]);
    library.server.on("timestamp.json", [some.send(library.repository.origin.get("timestamp.json").unwrap()).close()]);
    library.accepted().await;
}

/// Runs the program with proxy variables.
pub(super) fn run_behind(scene: &Scene, proxy: &Server, arguments: &[&str]) -> Ended {
    let state = scene.user.path("state");
    let variables = [("XDG_STATE_HOME", state.to_str().unwrap()), ("http_proxy", &proxy.url)];
    scene.user.run_with("project", &[arguments, &["--json"]].concat(), &variables)
}

/// Row 95: a proxy that somebody else set, or a name that now leads to another server: it is asked, and cannot lie.
#[test]
fn another_server_in_between() {
    let mut scene = Scene::synced();
    let honest = Web::of(&scene);
    scene.manifest("http://plugins.example.org/r", PLUGINS);
    scene.repository.publish_next();
    let (project, trust) = (scene.user.contents("project"), scene.trust());
    let mut forger = Repository::expiring(&in_hours(1), &in_hours(1));
    forger.set_keys("timestamp", &[21], 1);
    forger.publish_next();
    let lies = server_of(&forger.origin);
    let strip = |path: &str| path.trim_start_matches("r/").to_owned();
    let files = Arc::clone(&forger.origin);
    let liar = Server::from(move |path| files.at(&strip(path)));
    let ended = run_behind(&scene, &liar, &["sync"]);
    assert_eq!((ended.code, &*ended.error()), (5, "RP5002"), "{}", ended.stderr);
    assert!(liar.taken().iter().any(|request| request.target == "http://plugins.example.org/r/metadata/timestamp.json"));
    assert_eq!((scene.user.contents("project"), scene.trust()), (project, trust));
    // The same without a proxy: the name has moved.
    scene.manifest(&lies.url, PLUGINS);
    scene.refused(&["sync"], 5, "RP5002", &[]);
    // An honest proxy is just another way to the repository.
    scene.manifest("http://plugins.example.org", PLUGINS);
    run_behind(&scene, &honest.server, &["sync"]).expect(0);
    assert_eq!(scene.version("timestamp"), Some(2));
}

/// Row 103: base URLs with and without a slash at the end, with a query, with escapes; names with escapes below it.
#[tokio::test]
async fn requests_are_what_the_url_says() {
    for (base, path, wanted) in [
        ("", "1.root.json", "metadata/1.root.json"),
        ("/", "1.root.json", "metadata/1.root.json"),
        ("/r", "1.root.json", "r/metadata/1.root.json"),
        ("/r/", "1.root.json", "r/metadata/1.root.json"),
        ("/a%20b/%C3%A9", "1.root.json", "a%20b/%C3%A9/metadata/1.root.json"),
        ("/r?key=v%26w", "1.root.json", "r/metadata/1.root.json?key=v%26w"),
        ("/r#part", "1.root.json", "r/metadata/1.root.json"),
        ("/r/../s", "1.root.json", "s/metadata/1.root.json"),
        ("/r", "2.a%2Fb%3F%23%25.json", "r/metadata/2.a%2Fb%3F%23%25.json"),
        ("/r", "dir/0f.a%20b", "r/metadata/dir/0f.a%20b"),
    ] {
        let server = Server::scripted([Answer::of("200 OK", &[], "hello")]);
        let origin = Network::new(Timing::default()).open(&format!("{}{base}", server.url), Utf8Path::new("/")).unwrap();
        assert_eq!(read(&*origin, Folder::Metadata, path, 9).await.unwrap(), b"hello");
        assert_eq!(server.paths(), [wanted], "{base:?}");
        assert!(!origin.shown().contains("key"), "{}", origin.shown());
    }
}

/// Row 104: a captive portal answers everything with its own page, or leads there.
#[test]
fn a_captive_portal() {
    let mut scene = Scene::synced();
    let web = Web::of(&scene);
    scene.repository.publish_next();
    let page = Answer::of("200 OK", &["Content-Type: text/html"], "<html>Please log in</html>");
    let portal = Server::scripted([page.clone()]);
    let leads_there = Answer::redirect(&format!("{}/login", portal.url));
    for answer in [page, leads_there] {
        web.server.on("", [answer]);
        let said = scene.refused(&["sync"], 7, "RP7003", &[]).stderr;
        assert!(said.contains("a web page, as a captive portal"), "{said}");
    }
    // One that does not even say what it serves is still no repository.
    web.server.on("", [Answer::of("200 OK", &[], "Please log in")]);
    scene.refused(&["sync"], 5, "RP5001", &[]);
    web.server.mend();
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
}
