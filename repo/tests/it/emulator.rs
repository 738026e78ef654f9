//! The AWS emulator `ministack`, started and stopped by the test that needs it, on the loopback interface only.
//!
//! `cargo xtask test` installs it and says where with `RAGNOS_WITNESS_PYTHON`.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use aws_sdk_kms::Client;
use aws_sdk_kms::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_kms::types::{KeySpec, KeyUsageType};

/// A running emulator.
pub(crate) struct Emulator {
    process: Child,
    port: u16,
    home: tempfile::TempDir,
}

/// The interpreter of the virtual environment that has the emulator and python-tuf.
#[expect(clippy::disallowed_methods, reason = "cargo xtask test says it this way")]
pub(crate) fn python() -> String {
    std::env::var("RAGNOS_WITNESS_PYTHON").expect("these tests need Python packages: run them with `cargo xtask test`")
}

impl Emulator {
    /// Starts one; `auth` makes it check who asks and what they may.
    #[expect(clippy::disallowed_methods, reason = "another program is needed here")]
    pub(crate) fn start(auth: bool) -> Self {
        let mut home = tempfile::tempdir().unwrap();
        // Between the choice and the start somebody may take the port: the emulator ends then, and another port is tried.
        for _ in 0..8 {
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            let mut command = Command::new(python());
            let log = std::fs::File::create(home.path().join("log")).unwrap();
            command.args(["-m", "ministack"]).current_dir(home.path());
            command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
            command.env("HOME", home.path()).env("TMPDIR", home.path()).env("BIND_HOST", "127.0.0.1");
            command.env("IOT_MTLS_ENABLED", "0").env("GATEWAY_PORT", port.to_string()).env("AUTH", auth.to_string());
            let mut emulator = Self { process: command.spawn().unwrap(), port, home };
            if emulator.listens() {
                return emulator;
            }
            home = tempfile::tempdir().unwrap();
        }
        panic!("the emulator did not start");
    }

    /// Where it listens.
    pub(crate) fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What the program under test needs to know. Credentials of that name may do everything in the emulator.
    pub(crate) fn environment(&self) -> Vec<(&str, String)> {
        let fixed = [
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("AWS_REGION", "eu-central-1"),
            ("AWS_MAX_ATTEMPTS", "1"),
        ];
        let fixed = fixed.map(|(name, value)| (name, value.to_owned()));
        fixed.into_iter().chain([("AWS_ENDPOINT_URL", self.endpoint())]).collect()
    }

    /// A client for what the program under test never does: make, disable and delete keys.
    pub(crate) fn client(&self) -> Client {
        let config = aws_sdk_kms::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-central-1"))
            .endpoint_url(self.endpoint())
            .credentials_provider(Credentials::new("test", "test", None, None, "test"));
        Client::from_conf(config.build())
    }

    /// Makes a key and returns its ARN.
    pub(crate) async fn key(&self, spec: KeySpec) -> String {
        let usage = if spec == KeySpec::SymmetricDefault { KeyUsageType::EncryptDecrypt } else { KeyUsageType::SignVerify };
        let made = self.client().create_key().key_spec(spec).key_usage(usage).send().await.unwrap();
        made.key_metadata().unwrap().arn().unwrap().to_owned()
    }

    /// Runs Python with the emulator as AWS, and returns what it prints.
    #[expect(clippy::disallowed_methods, reason = "the emulator's own SDK is needed here")]
    pub(crate) fn script(&self, script: &str) -> String {
        let mut command = Command::new(python());
        let output =
            command.args(["-c", script]).envs(self.environment()).env("AWS_DEFAULT_REGION", "eu-central-1").output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Waits until the emulator listens; false when it ended before, because the port was taken.
    fn listens(&mut self) -> bool {
        for _ in 0..1200 {
            if let Some(status) = self.process.try_wait().unwrap() {
                let said = fs_err::read_to_string(self.home.path().join("log")).unwrap();
                assert!(said.contains("in use"), "the emulator ended with {status}: {said}");
                return false;
            }
            let places = self.listeners();
            // Loopback addresses as /proc writes them.
            let strange = places
                .iter()
                .find(|place| !(place.starts_with("0100007F:") || place.starts_with("00000000000000000000000001000000:")));
            assert_eq!(strange, None, "the emulator listens beyond this machine");
            if places.contains(&format!("0100007F:{:04X}", self.port)) && TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the emulator is silent");
    }

    /// Where the emulator's own process listens, as /proc/net has it.
    fn listeners(&self) -> Vec<String> {
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

impl Drop for Emulator {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
