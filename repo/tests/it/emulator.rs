//! The AWS emulator `ministack`, and SeaweedFS as another S3, started and stopped by the test that needs one.
//!
//! `cargo xtask test` installs them and says where with `RAGNOS_WITNESS_PYTHON`.

use std::process::Command;

use aws_sdk_kms::Client;
use aws_sdk_kms::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_kms::types::{KeySpec, KeyUsageType};
use camino::Utf8Path;

use super::background::Background;
use super::program::{Ended, Operator};

/// The flags for the further ports of SeaweedFS.
const SEAWEED: [&str; 7] =
    ["s3.port.grpc", "filer.port", "filer.port.grpc", "master.port", "master.port.grpc", "volume.port", "volume.port.grpc"];
const WHO_MAY: &str = r#"{ "identities": [
    { "name": "test", "credentials": [{ "accessKey": "test", "secretKey": "test" }], "actions": ["Admin"] },
    { "name": "anonymous", "actions": ["Read"] }
] }"#;
/// Waits until the parts of SeaweedFS have found one another.
const READY: &str = "
import botocore.session, time
s3 = botocore.session.get_session().create_client('s3')
for left in range(100, -1, -1):
    try:
        s3.create_bucket(Bucket='ready')
        s3.put_object(Bucket='ready', Key='a', Body=b'1')
        break
    except Exception:
        if not left:
            raise
        time.sleep(0.1)
";

/// A running emulator.
pub(crate) struct Emulator {
    server: Background,
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
        let server = Background::start(|port, _| {
            let mut command = Command::new(python());
            command.args(["-m", "ministack"]).env("BIND_HOST", "127.0.0.1").env("IOT_MTLS_ENABLED", "0");
            command.env("GATEWAY_PORT", port.to_string()).env("AUTH", auth.to_string());
            command
        });
        Self { server }
    }

    /// Starts SeaweedFS instead, which is an S3 and nothing else of AWS. Everybody may read; `test` may do everything.
    #[expect(clippy::disallowed_methods, reason = "another program is needed here")]
    pub(crate) fn seaweed() -> Self {
        let server = Background::start_with_ports(1 + SEAWEED.len(), |ports, home| {
            fs_err::write(home.join("s3.json"), WHO_MAY).unwrap();
            fs_err::create_dir(home.join("data")).unwrap();
            let mut command = Command::new(Utf8Path::new(&python()).with_file_name("weed"));
            command.args(["server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-dir=data", "-filer", "-s3", "-s3.config=s3.json"]);
            command.args(["-s3.port.iceberg=0", "-s3.port.lance=0", "-volume.max=0", "-master.volumeSizeLimitMB=64"]);
            command.arg(format!("-s3.port={}", ports[0]));
            command.args(SEAWEED.iter().zip(&ports[1..]).map(|(flag, port)| format!("-{flag}={port}")));
            command
        });
        let emulator = Self { server };
        emulator.script(READY);
        emulator
    }

    pub(crate) fn port(&self) -> u16 {
        self.server.port()
    }

    /// Where it listens.
    pub(crate) fn endpoint(&self) -> String {
        self.server.endpoint()
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

    /// A user without any right: the id of a key, and its secret.
    pub(crate) fn nobody(&self) -> (String, String) {
        let user = self.script(
            "import botocore.session as s\n\
             iam = s.get_session().create_client('iam')\n\
             iam.create_user(UserName='nobody')\n\
             key = iam.create_access_key(UserName='nobody')['AccessKey']\n\
             print(key['AccessKeyId'], key['SecretAccessKey'])",
        );
        let (id, secret) = user.split_once(' ').unwrap();
        (id.to_owned(), secret.to_owned())
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // SeaweedFS has its sockets in the machine's own folder for such, by port.
        for entry in fs_err::read_dir("/tmp").into_iter().flatten().flatten() {
            let name = entry.file_name().into_string().unwrap_or_default();
            let is_ours = |port: &u16| name.starts_with("seaweedfs-") && name.ends_with(&format!("-{port}.sock"));
            if self.server.ports().iter().any(is_ours) {
                let _ = fs_err::remove_file(entry.path());
            }
        }
    }
}

impl Operator {
    /// Runs one command line against the emulator; it has to succeed.
    #[track_caller]
    pub(crate) fn in_cloud(&self, emulator: &Emulator, line: &str) -> String {
        let ended = self.run_with(emulator, line, &[]);
        assert_eq!(ended.code, 0, "{line}: {}{}", ended.stdout, ended.stderr);
        ended.stdout + &ended.stderr
    }

    /// Runs one command line against the emulator, with some variables changed; the machine's own settings are not looked at.
    pub(crate) fn run_with(&self, emulator: &Emulator, line: &str, changed: &[(&str, &str)]) -> Ended {
        let (home, environment) = (self.path(""), emulator.environment());
        let own = [("AWS_EC2_METADATA_DISABLED", "true"), ("HOME", home.as_str())];
        // Later values hold.
        let environment = environment.iter().map(|(name, value)| (*name, value.as_str()));
        let environment: Vec<(&str, &str)> = environment.chain(own).chain(changed.iter().copied()).collect();
        self.run_in(line, &environment)
    }
}
