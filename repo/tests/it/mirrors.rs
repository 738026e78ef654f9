//! A repository served for development, and copied: what others see, what is refused, and that a copy never goes back.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::program::{ONLINE, Operator};
use crate::publishing::client_sees;
use crate::witness::both_agree;

/// `ragnos-repo serve`, until the test ends.
struct Served {
    process: Child,
    url: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Operator {
    #[expect(clippy::disallowed_methods, reason = "the program itself is the thing under test")]
    fn serve(&self, line: &str) -> Served {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ragnos-repo"));
        command.arg("serve").args(line.split_whitespace()).arg("--json").current_dir(self.path("")).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut said = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut said).unwrap();
        let said: Value = serde_json::from_str(&said).unwrap();
        Served { process, url: said["url"].as_str().unwrap().to_owned() }
    }

    fn root(&self) -> Vec<u8> {
        fs_err::read(self.path("repo/metadata/1.root.json")).unwrap()
    }

    fn files_of(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let mut found = Vec::new();
        for part in ["metadata", "targets"] {
            for entry in self.path(folder).join(part).read_dir_utf8().unwrap() {
                let entry = entry.unwrap();
                found.push((format!("{part}/{}", entry.file_name()), fs_err::read(entry.path()).unwrap()));
            }
        }
        found.sort();
        found
    }
}

/// An answer: status, headers in lower case, body.
struct Answer {
    status: u16,
    headers: String,
    body: Vec<u8>,
}

impl Served {
    fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let place = self.url.strip_prefix("http://").unwrap().trim_end_matches('/');
        let mut connection = TcpStream::connect(place).unwrap();
        write!(connection, "{method} {path} HTTP/1.1\r\nhost: {place}\r\nconnection: close\r\n{headers}\r\n").unwrap();
        let mut bytes = Vec::new();
        connection.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, headers: head, body: bytes[end + 4..].to_vec() }
    }
}

#[test]
fn a_served_repository_has_the_headers_that_a_cdn_should_send() {
    let operator = Operator::with_plugins();
    let served = operator.serve("repo");
    let timestamp = served.ask("GET", "/metadata/timestamp.json", "");
    assert_eq!(timestamp.body, fs_err::read(operator.path("repo/metadata/timestamp.json")).unwrap());
    for header in
        ["cache-control: public, max-age=5, must-revalidate", "content-type: application/json", "accept-ranges: bytes"]
    {
        assert!(timestamp.headers.contains(header), "{}", timestamp.headers);
    }
    let tag = timestamp.headers.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    let same = served.ask("GET", "/metadata/timestamp.json", &format!("if-none-match: \"x\", {tag}\r\n"));
    assert_eq!((same.status, same.body.len()), (304, 0));
    let root = served.ask("HEAD", "/metadata/1.root.json", "");
    assert!(root.headers.contains("max-age=31536000, immutable") && root.body.is_empty(), "{}", root.headers);
    assert!(root.headers.contains(&format!("content-length: {}", operator.root().len())), "{}", root.headers);
    let part = served.ask("GET", "/metadata/1.root.json", "range: bytes=1-3\r\n");
    assert_eq!((part.status, &part.body[..]), (206, &operator.root()[1..4]));
    assert!(part.headers.contains(&format!("content-range: bytes 1-3/{}", operator.root().len())), "{}", part.headers);
    let missing = served.ask("GET", "/metadata/2.root.json", "");
    assert!(missing.status == 404 && missing.headers.contains("cache-control: no-store"), "{}", missing.headers);
    fs_err::write(operator.path("repo/secret"), "a secret").unwrap();
    for path in ["/secret", "/metadata/../secret", "/metadata/..%2fsecret", "/targets/%2e%2e/secret", "/"] {
        assert_eq!(served.ask("GET", path, "").status, 404, "{path}");
    }
    assert_eq!(served.ask("PUT", "/metadata/timestamp.json", "content-length: 0\r\n").status, 405);
    assert_eq!(operator.run("serve repo --listen 0.0.0.0:0").code, 2);
    assert_eq!(operator.run("serve repo --fault drop=1@*").code, 2);
}

#[tokio::test]
async fn faults_are_made_on_request_and_the_client_names_them() {
    let operator = Operator::with_plugins();
    let monitor = |url: &str| operator.run(&format!("monitor --root repo/metadata/1.root.json {url} --json"));
    let slow = operator.serve("repo --fault slow=1ms@**");
    assert!(client_sees(&slow.url, operator.root(), "1.2.0").await);
    assert_eq!(monitor(&slow.url).code, 0);
    for (fault, said) in [
        ("status=503@metadata/timestamp.json", "RP7002"),
        ("status=404@metadata/*.snapshot.json", "RP7001"),
        ("truncate=100@metadata/*.snapshot.json", "RP7021"),
    ] {
        let served = operator.serve(&format!("repo --fault {fault}"));
        let ended = monitor(&served.url);
        assert_eq!(ended.code, 7, "{fault}: {}", ended.stderr);
        assert!(ended.stdout.contains(said), "{fault}: {}", ended.stdout);
    }
}

#[tokio::test]
async fn a_copy_is_what_clients_take_in_place_of_the_repository() {
    let operator = Operator::with_plugins();
    let served = operator.serve("repo");
    let mirror = format!("mirror {} copy --root repo/metadata/1.root.json", served.url);
    let done = operator.json(&mirror);
    assert_eq!((&done["schema"], &done["targets"]), (&"ragnos.repo/mirror/v1".into(), &5.into()), "{done:#}");
    both_agree(&operator.path("copy"), &operator.root()).await;
    assert_eq!(operator.json(&mirror)["written"], serde_json::json!([]));
    // A new version: what is there is not fetched again, and timestamp.json is the last to be written.
    operator.pack("acme/word-count", "1.1.0");
    operator.publish();
    let written = operator.json(&mirror)["written"].clone();
    let written: Vec<&str> = written.as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect();
    assert_eq!(written.iter().filter(|file| file.starts_with("targets/")).count(), 3, "archive, SBOM, log: {written:?}");
    assert_eq!(written.last(), Some(&"metadata/timestamp.json"));
    let roles: Vec<&&str> = written.iter().filter(|file| file.starts_with("metadata/")).collect();
    assert_eq!(roles.len(), 4, "{written:?}");
    both_agree(&operator.path("copy"), &operator.root()).await;
    // The copy of a copy has the same files, but for versions that nobody asks for any more.
    let again = operator.serve("copy");
    operator.done(&format!("mirror {} second --root repo/metadata/1.root.json", again.url));
    let copy = operator.files_of("copy");
    assert!(operator.files_of("second").iter().all(|file| copy.contains(file)));
    both_agree(&operator.path("second"), &operator.root()).await;
}

#[test]
fn a_copy_never_goes_back_and_takes_nothing_that_is_not_signed() {
    let operator = Operator::with_plugins();
    let mirror = "mirror repo copy --root repo/metadata/1.root.json";
    operator.copy("repo", "old");
    operator.done(&format!("refresh repo {ONLINE}"));
    operator.done(mirror);
    let before = operator.files_of("copy");
    let refused = |line: &str, exit: i32| -> String {
        let ended = operator.run(&format!("{line} --json"));
        assert_eq!(ended.code, exit, "{line}: {}", ended.stderr);
        assert_eq!(operator.files_of("copy"), before);
        serde_json::from_str::<Value>(&ended.stderr).unwrap()["code"].as_str().unwrap().to_owned()
    };
    assert_eq!(refused("mirror old copy --root repo/metadata/1.root.json", 5), "RP5005");
    // A target that was exchanged at the origin: nothing of a new copy becomes visible.
    let archive = operator.path("repo/targets").read_dir_utf8().unwrap().map(|entry| entry.unwrap().into_path());
    let archive = archive.into_iter().find(|path| path.as_str().ends_with("acme.text-1.2.0.tar.gz")).unwrap();
    let good = fs_err::read(&archive).unwrap();
    fs_err::write(&archive, "something else").unwrap();
    assert_eq!(refused("mirror repo fresh --root repo/metadata/1.root.json", 5), "RP5912");
    assert!(!operator.path("fresh/metadata/timestamp.json").exists());
    // It goes on where it stopped.
    fs_err::write(&archive, &good).unwrap();
    operator.done("mirror repo fresh --root repo/metadata/1.root.json");
    assert_eq!(operator.files_of("fresh"), before);
    // A target of the copy that somebody changed is named; once it is away, it is fetched.
    let copied = operator.path("copy/targets").join(archive.file_name().unwrap());
    fs_err::write(&copied, "something else").unwrap();
    assert_eq!(operator.run(&format!("{mirror} --json")).code, 5);
    assert!(operator.run(mirror).stderr.contains("RP5913"));
    fs_err::remove_file(&copied).unwrap();
    operator.done(mirror);
    assert_eq!(operator.files_of("copy"), before);
}
