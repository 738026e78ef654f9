//! A server of another project, started and stopped by the test that needs it, on the loopback interface only.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use camino::Utf8Path;

/// So many ports that nobody has at this moment, each another one.
fn free_ports(count: usize) -> Vec<u16> {
    let held: Vec<TcpListener> = (0..count).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    held.iter().map(|listener| listener.local_addr().unwrap().port()).collect()
}

/// A running server; it ends with the value.
pub(crate) struct Background {
    process: Child,
    ports: Vec<u16>,
    home: tempfile::TempDir,
}

impl Background {
    /// Starts the command that is made for a port and a folder of its own.
    pub(crate) fn start(command: impl Fn(u16, &Utf8Path) -> Command) -> Self {
        Self::start_with_ports(1, |ports, home| command(ports[0], home))
    }

    /// The same for one that listens at several ports; the first one is its own.
    pub(crate) fn start_with_ports(count: usize, command: impl Fn(&[u16], &Utf8Path) -> Command) -> Self {
        // Between the choice and the start somebody may take a port: the server ends then, and others are tried.
        for _ in 0..8 {
            let home = tempfile::tempdir().unwrap();
            let ports = free_ports(count);
            let mut command = command(&ports, Utf8Path::from_path(home.path()).unwrap());
            let log = std::fs::File::create(home.path().join("log")).unwrap();
            command.current_dir(home.path()).env("HOME", home.path()).env("TMPDIR", home.path());
            command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
            let shown = command.get_program().display().to_string();
            let process = command.spawn().unwrap_or_else(|error| panic!("{shown} is needed by these tests: {error}"));
            let mut server = Self { process, ports, home };
            if server.listens() {
                return server;
            }
        }
        panic!("the server did not start");
    }

    pub(crate) fn port(&self) -> u16 {
        self.ports[0]
    }

    pub(crate) fn ports(&self) -> &[u16] {
        &self.ports
    }

    /// Where it listens.
    pub(crate) fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port())
    }

    /// Waits until it listens at all its ports; false when it ended before, because one was taken.
    fn listens(&mut self) -> bool {
        for _ in 0..1200 {
            if let Some(status) = self.process.try_wait().unwrap() {
                let said = fs_err::read_to_string(self.home.path().join("log")).unwrap();
                assert!(said.contains("in use"), "the server ended with {status}: {said}");
                return false;
            }
            let places = self.listeners();
            // Loopback addresses as /proc writes them.
            let strange = places
                .iter()
                .find(|place| !(place.starts_with("0100007F:") || place.starts_with("00000000000000000000000001000000:")));
            assert_eq!(strange, None, "the server listens beyond this machine");
            let is_there = |port: &u16| {
                places.contains(&format!("0100007F:{port:04X}")) && TcpStream::connect(("127.0.0.1", *port)).is_ok()
            };
            if self.ports.iter().all(is_there) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the server is silent");
    }

    /// Where the server's own process listens, as /proc/net has it.
    pub(crate) fn listeners(&self) -> Vec<String> {
        let process = format!("/proc/{}", self.process.id());
        let descriptors = fs_err::read_dir(format!("{process}/fd")).into_iter().flatten().flatten();
        let sockets: Vec<String> = descriptors
            .filter_map(|entry| fs_err::read_link(entry.path()).ok()?.to_str().map(str::to_owned))
            .filter(|link| link.starts_with("socket:"))
            .collect();
        let mut found = Vec::new();
        for table in ["tcp", "tcp6"] {
            let text = fs_err::read_to_string(format!("{process}/net/{table}")).unwrap_or_default();
            for line in text.lines().skip(1) {
                let fields: Vec<&str> = line.split_whitespace().collect();
                let (local, state, inode) = (fields[1], fields[3], fields[9]);
                if state == "0A" && sockets.contains(&format!("socket:[{inode}]")) {
                    found.push(local.to_owned());
                }
            }
        }
        found
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
