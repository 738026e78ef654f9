//! A web server on the loopback interface that serves files and misbehaves where it is told to.
//!
//! Owns: connections that stay open, scripts by path, and what came in and went out: requests, connections, bytes.
//! Never does: know what is right; a test says what each path answers, step by step.
//! In: files, scripts. Out: [`Server`], which serves until it is dropped.

mod connection;
mod script;
pub(crate) mod tls;

use std::collections::{BTreeMap, VecDeque};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

pub(crate) use script::{Answer, Step, gzipped};

/// One request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// The path below the server, without the first `/`, as it was sent: percent-encoded, with its query.
    pub(crate) path: String,
    /// What stood in the request line; a proxy sees a whole URL here.
    pub(crate) target: String,
    /// By name in lower case.
    pub(crate) headers: BTreeMap<String, String>,
}

/// What there is to serve, by path.
type Files = dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync;

/// What threads share.
#[derive(Default)]
struct Shared {
    files: Option<Box<Files>>,
    tls: Option<Arc<rustls::ServerConfig>>,
    /// Answers by the end of a path; the first that fits.
    scripts: Mutex<Vec<(String, VecDeque<Answer>)>>,
    requests: Mutex<Vec<Request>>,
    connections: AtomicUsize,
    sent: AtomicU64,
    gzips: AtomicBool,
    stopping: AtomicBool,
}

/// A running server.
pub(crate) struct Server {
    /// Its URL, without a `/` at the end.
    pub(crate) url: String,
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Server {
    /// Serves the files below `folder`.
    pub(crate) fn of(folder: PathBuf) -> Self {
        Self::from(move |path| fs_err::read(folder.join(path)).ok())
    }

    /// Serves whatever `files` has for a path at that time.
    pub(crate) fn from(files: impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + 'static) -> Self {
        Self::start("http", Shared { files: Some(Box::new(files)), ..Shared::default() })
    }

    /// Answers every request with these answers in turn; the last one stays.
    pub(crate) fn scripted(answers: impl IntoIterator<Item = Answer>) -> Self {
        let server = Self::start("http", Shared::default());
        server.on("", answers);
        server
    }

    /// The same as [`Server::from`], over TLS.
    pub(crate) fn with_tls(
        files: impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + 'static,
        tls: Arc<rustls::ServerConfig>,
    ) -> Self {
        Self::start("https", Shared { files: Some(Box::new(files)), tls: Some(tls), ..Shared::default() })
    }

    fn start(scheme: &str, shared: Shared) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(shared);
        let seen = Arc::clone(&shared);
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                if seen.stopping.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(connection) = connection else { continue };
                seen.connections.fetch_add(1, Ordering::SeqCst);
                let shared = Arc::clone(&seen);
                std::thread::spawn(move || connection::serve(connection, &shared));
            }
        });
        Self { url: format!("{scheme}://{address}"), address, shared }
    }

    /// The same place under another name for the loopback address.
    pub(crate) fn at_host(&self, host: &str) -> String {
        self.url.replace("127.0.0.1", host)
    }

    /// Paths that end so are answered with these answers in turn; the last one stays. Replaces an earlier script.
    pub(crate) fn on(&self, ending: &str, answers: impl IntoIterator<Item = Answer>) {
        let mut scripts = self.shared.scripts.lock().unwrap();
        scripts.retain(|(known, _)| known != ending);
        scripts.push((ending.to_owned(), answers.into_iter().collect()));
    }

    /// Forgets all scripts.
    pub(crate) fn mend(&self) {
        self.shared.scripts.lock().unwrap().clear();
    }

    /// From now on files of `metadata` are packed for clients that ask for it, as nginx's `gzip_static` does.
    pub(crate) fn gzip(&self) {
        self.shared.gzips.store(true, Ordering::SeqCst);
    }

    /// The requests since the last call.
    pub(crate) fn taken(&self) -> Vec<Request> {
        std::mem::take(&mut *self.shared.requests.lock().unwrap())
    }

    /// The paths of the requests since the last call.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.taken().into_iter().map(|request| request.path).collect()
    }

    /// The connections since the last call.
    pub(crate) fn connections(&self) -> usize {
        self.shared.connections.swap(0, Ordering::SeqCst)
    }

    /// The bytes sent since the last call, headers included.
    pub(crate) fn sent(&self) -> u64 {
        self.shared.sent.swap(0, Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for connections.
        let _ = TcpStream::connect(self.address);
    }
}

/// A port of the loopback address where nobody listens.
pub(crate) fn nobody() -> String {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    format!("http://{address}")
}
