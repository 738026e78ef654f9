//! nginx on the loopback address: one server for every contestant, so that none of them measures a slow server.
//!
//! Owns: its configuration, its start and its end. Never does: listen on any other address.
//! In: the folder to serve. Out: [`Server`], which serves until it is dropped.

use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use camino::Utf8Path;

use super::Failure;

const ADDRESS: &str = "127.0.0.1:18080";

/// Where what is served can be reached.
pub(super) fn base() -> String {
    format!("http://{ADDRESS}")
}

/// A running server.
pub(super) struct Server(Child);

impl Server {
    /// Serves `root`; configuration and logs are kept in `own`.
    pub(super) fn start(root: &Utf8Path, own: &Utf8Path) -> Result<Self, Failure> {
        Self::start_with(root, own, "access_log off;")
    }

    /// The same; each answer is written to `log` as its bytes and its path. Files that are there gzipped are served so to whom asks.
    pub(super) fn logging(root: &Utf8Path, own: &Utf8Path, log: &Utf8Path) -> Result<Self, Failure> {
        let written = format!("log_format plain '$bytes_sent $uri'; access_log {log} plain; gzip_static on;");
        Self::start_with(root, own, &written)
    }

    fn start_with(root: &Utf8Path, own: &Utf8Path, options: &str) -> Result<Self, Failure> {
        if TcpStream::connect(ADDRESS).is_ok() {
            return Err(format!("something listens on {ADDRESS} already; end it first").into());
        }
        let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        let folders: String = folders.iter().map(|kind| format!("  {kind}_temp_path {own}/{kind};\n")).collect();
        // One process: it ends with its child handle, and a loopback client never keeps it busy.
        let text = format!(
            "daemon off; master_process off; pid {own}/nginx.pid; error_log {own}/error.log;\n\
             events {{ worker_connections 1024; }}\n\
             http {{\n{folders}  {options} sendfile on; tcp_nopush on; keepalive_requests 100000;\n\
             \x20 open_file_cache max=20000 inactive=600s; open_file_cache_valid 60s;\n\
             \x20 default_type application/octet-stream; index index.json;\n\
             \x20 server {{ listen {ADDRESS}; root {root};\n\
             \x20   location /npm/ {{ default_type application/json; }}\n\
             \x20   location /simple/ {{ types {{ }} default_type application/vnd.pypi.simple.v1+json; }}\n  }}\n}}\n"
        );
        fs_err::create_dir_all(own)?;
        let configuration = own.join("nginx.conf");
        fs_err::write(&configuration, text)?;
        let mut command = Command::new("nginx");
        // Debian keeps it where only root's PATH looks.
        let path = std::env::var("PATH").unwrap_or_default() + ":/usr/sbin";
        command
            .args(["-p", own.as_str(), "-c", configuration.as_str(), "-e", own.join("error.log").as_str()])
            .env("PATH", path);
        let started = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut child = started.map_err(|error| format!("nginx: {error}; install it with `apt-get install nginx-light`"))?;
        for _ in 0..50 {
            if TcpStream::connect(ADDRESS).is_ok() {
                return Ok(Self(child));
            }
            if child.try_wait()?.is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(format!("nginx did not start: {}", fs_err::read_to_string(own.join("error.log")).unwrap_or_default().trim()).into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
