//! The CDN of the tests: Varnish, a real HTTP cache, in front of the emulator's bucket, and CloudFront's control in front of both.
//!
//! The emulator accepts invalidations and serves nothing through an edge; so [`Control`] hands each request on to it, and then
//! does to Varnish what CloudFront does to its edges.

use std::io::{BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::background::Background;
use super::emulator::Emulator;

/// What a cache does beside keeping what `Cache-Control` allows.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Habit {
    /// Keeps errors for a second.
    Sound,
    /// Keeps `timestamp.json` for an hour, whatever the origin says.
    Freezes,
    /// Keeps for an hour that a file is not there.
    RemembersErrors,
}

/// A running cache.
pub(crate) struct Varnish(Background);

impl Varnish {
    /// Starts one in front of a part of a bucket.
    #[expect(clippy::disallowed_methods, reason = "another program is needed here")]
    pub(crate) fn start(emulator: &Emulator, origin: &str, habit: Habit) -> Self {
        Self(Background::start(|port, home| {
            let rules = home.join("edge.vcl");
            fs_err::write(&rules, vcl(emulator.port(), origin, habit)).unwrap();
            let mut command = Command::new("varnishd");
            command.args(["-F", "-j", "none", "-T", "none", "-s", "malloc,16m", "-p", "thread_pool_min=8"]);
            command.args(["-a", &format!("127.0.0.1:{port}"), "-n", home.join("work").as_str(), "-f", rules.as_str()]);
            command
        }))
    }

    pub(crate) fn url(&self) -> String {
        format!("{}/", self.0.endpoint())
    }
}

/// The cache's rules: the key is the path alone, only reading is let through, and times come from `Cache-Control`.
fn vcl(port: u16, origin: &str, habit: Habit) -> String {
    let habit = match habit {
        Habit::Sound => "if (beresp.status >= 400) { set beresp.ttl = 1s; }",
        Habit::Freezes => "if (bereq.url ~ \"/timestamp.json$\") { set beresp.ttl = 1h; }",
        Habit::RemembersErrors => "if (beresp.status >= 400) { set beresp.ttl = 1h; }",
    };
    format!(
        r#"vcl 4.1;
backend bucket {{ .host = "127.0.0.1"; .port = "{port}"; }}
sub vcl_recv {{
    set req.http.host = "edge";
    set req.url = regsub(req.url, "\?.*$", "");
    if (req.method == "PURGE") {{ return (purge); }}
    if (req.method != "GET" && req.method != "HEAD") {{ return (synth(405)); }}
    unset req.http.cookie;
    unset req.http.authorization;
    return (hash);
}}
sub vcl_backend_fetch {{
    set bereq.url = "/{origin}" + bereq.url;
    set bereq.http.host = "127.0.0.1:{port}";
}}
sub vcl_backend_response {{
    set beresp.grace = 0s;
    {habit}
    return (deliver);
}}
"#
    )
}

/// CloudFront's control: what it is asked for, the emulator is asked for, and the cache forgets it.
pub(crate) struct Control {
    address: String,
    paths: Arc<Mutex<Vec<String>>>,
}

impl Control {
    pub(crate) fn start(emulator: &Emulator, cache: &Varnish) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let paths = Arc::new(Mutex::new(Vec::new()));
        let (told, emulator, cache) = (Arc::clone(&paths), emulator.port(), cache.0.port());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let (head, body) = request(&mut BufReader::new(&stream));
                let answer = ask(emulator, &head, &body);
                if answer.starts_with("HTTP/1.1 201 ") {
                    for part in body.split("<Path>").skip(1) {
                        let path = part.split("</Path>").next().unwrap();
                        let purged = ask(cache, &format!("PURGE {path} HTTP/1.1\r\nhost: edge\r\n"), "");
                        assert!(purged.starts_with("HTTP/1.1 200 "), "{purged}");
                        told.lock().unwrap().push(path.to_owned());
                    }
                }
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        Self { address, paths }
    }

    /// How the program is told of it.
    pub(crate) fn cdn(&self, distribution: &str) -> String {
        format!("cloudfront:{distribution}?endpoint={}", self.address)
    }

    /// The paths that were invalidated since the last look.
    pub(crate) fn invalidated(&self) -> Vec<String> {
        std::mem::take(&mut self.paths.lock().unwrap())
    }
}

/// The first lines of a request without the empty one, and its body.
fn request(reader: &mut impl std::io::BufRead) -> (String, String) {
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if line.trim().is_empty() {
            break;
        }
        let lower = line.to_lowercase();
        length = lower.strip_prefix("content-length:").map_or(length, |text| text.trim().parse().unwrap());
        if !lower.starts_with("connection:") {
            head += &line;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    (head, String::from_utf8(body).unwrap())
}

/// Sends a request and gives the whole answer.
fn ask(port: u16, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    write!(stream, "{head}connection: close\r\n\r\n{body}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
