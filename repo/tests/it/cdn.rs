//! A repository in a bucket behind a CDN that holds back what is new: attacked, told, and seen through.

use serde_json::Value;

use super::edge::{Control, Habit, Varnish};
use super::emulator::Emulator;
use super::program::{INIT, ONLINE, Operator};
use super::publishing::client_sees;
use super::s3::BUCKET;

/// Makes a distribution and prints its id.
const DISTRIBUTION: &str = "
import botocore.session
cloudfront = botocore.session.get_session().create_client('cloudfront')
origin = {'Id': 's3', 'DomainName': 'plugins.s3.eu-central-1.amazonaws.com', 'S3OriginConfig': {'OriginAccessIdentity': ''}}
print(cloudfront.create_distribution(DistributionConfig={
    'CallerReference': 'tests', 'Comment': '', 'Enabled': True, 'Origins': {'Quantity': 1, 'Items': [origin]},
    'DefaultCacheBehavior': {'TargetOriginId': 's3', 'ViewerProtocolPolicy': 'https-only'}})['Distribution']['Id'])
";

const PLACE: &str = "s3://plugins/registry";

/// A repository behind a cache that keeps more than it should, and what the two commands are that follow.
struct Scene {
    emulator: Emulator,
    operator: Operator,
    cache: Varnish,
    control: Control,
    distribution: String,
}

impl Scene {
    fn set(habit: Habit) -> Self {
        let (emulator, operator) = (Emulator::start(false), Operator::new());
        emulator.script(BUCKET);
        let cache = Varnish::start(&emulator, "plugins/registry", habit);
        let control = Control::start(&emulator, &cache);
        let distribution = emulator.script(DISTRIBUTION);
        operator.in_cloud(&emulator, &INIT.replace("init repo", &format!("init {PLACE}")));
        let acme = "--role-key keys/acme-1 --key keys/targets";
        let scene = Self { emulator, operator, cache, control, distribution };
        scene.done(&format!("delegate add {PLACE} acme {acme} {ONLINE}"));
        scene
    }

    #[track_caller]
    fn done(&self, line: &str) -> String {
        self.operator.in_cloud(&self.emulator, line)
    }

    /// The code of what has to fail because the change is not seen.
    fn unseen(&self, line: &str) -> String {
        let ended = self.operator.run_with(&self.emulator, &format!("{line} {} --json", self.through("1s")), &[]);
        let error: Value = serde_json::from_str(&ended.stderr).unwrap();
        assert_eq!((ended.code, &error["code"]), (7, &"RP7911".into()), "{error}");
        error["seen"].as_str().unwrap().to_owned()
    }

    fn through(&self, limit: &str) -> String {
        format!("--through {} --propagation-limit {limit}", self.cache.url())
    }

    /// Tells the CDN too.
    fn told(&self) -> String {
        format!("{} --invalidate {}", self.through("30s"), self.control.cdn(&self.distribution))
    }

    async fn users_see(&self, version: &str) -> bool {
        let root = self.emulator.script(
            "import botocore.session\n\
             s3 = botocore.session.get_session().create_client('s3')\n\
             print(s3.get_object(Bucket='plugins', Key='registry/metadata/1.root.json')['Body'].read().decode())",
        );
        client_sees(&self.cache.url(), root.into_bytes(), version).await
    }

    fn publish(&self, version: &str) -> String {
        self.operator.pack("acme/text", version);
        format!("publish {PLACE} dist --key keys/acme-1 --key keys/log {ONLINE}")
    }
}

#[tokio::test]
async fn a_change_is_seen_through_a_cache_that_keeps_to_cache_control() {
    let scene = Scene::set(Habit::Sound);
    assert!(!scene.users_see("1.2.0").await);
    let line = scene.publish("1.2.0");
    // Nobody tells the cache: its five seconds pass.
    let said = scene.done(&format!("{line} {}", scene.through("30s")));
    assert!(said.contains(&format!("version 3 is seen through {} after ", scene.cache.url())), "{said}");
    assert!(scene.users_see("1.2.0").await);
    // A new root, of which every client has been told that there is none.
    let rotate = format!("root rotate {PLACE} --role timestamp --role-key keys/other --key keys/root-1 --key keys/root-2");
    scene.done(&format!("{rotate} --key keys/snapshot {}", scene.through("30s")));
    assert!(scene.users_see("1.2.0").await);
    assert_eq!(scene.control.invalidated(), Vec::<String>::new());
}

#[tokio::test]
async fn a_cache_that_freezes_the_timestamp_is_found_out_and_told() {
    let scene = Scene::set(Habit::Freezes);
    assert!(!scene.users_see("1.2.0").await);
    let publish = scene.publish("1.2.0");
    assert_eq!(scene.unseen(&publish), "timestamp version 2 is there");
    assert!(!scene.users_see("1.2.0").await, "users are held back");
    let said = scene.done(&format!("{publish} {}", scene.told()));
    assert!(said.starts_with("nothing to do\nversion 3 is seen through "), "{said}");
    assert!(scene.users_see("1.2.0").await);
    assert_eq!(scene.control.invalidated(), ["/metadata/timestamp.json"]);
}

#[tokio::test]
async fn a_cache_that_remembers_that_there_was_no_next_root_is_found_out_and_told() {
    let scene = Scene::set(Habit::RemembersErrors);
    scene.done(&scene.publish("1.2.0"));
    assert!(scene.users_see("1.2.0").await);
    let rotate = |role: &str, new: &str| {
        format!(
            "root rotate {PLACE} --role {role} --role-key keys/{new} --key keys/root-1 --key keys/root-2 --key keys/snapshot"
        )
    };
    scene.unseen(&rotate("timestamp", "other"));
    // Whoever has not seen the new root refuses what the new key has signed, as soon as the old timestamp is out of the cache.
    scene.done(&format!("refresh {PLACE} --key keys/snapshot --key keys/other {}", scene.told()));
    assert_eq!(scene.control.invalidated(), ["/metadata/2.root.json", "/metadata/timestamp.json"]);
    assert!(scene.users_see("1.2.0").await);
    // With the CDN told from the start, there is no gap.
    scene.done(&format!("{} {}", rotate("timestamp", "acme-2"), scene.told()));
    assert_eq!(scene.control.invalidated(), ["/metadata/3.root.json", "/metadata/timestamp.json"]);
    // Nothing but the timestamp otherwise.
    scene.done(&format!("refresh {PLACE} --key keys/snapshot --key keys/acme-2 {}", scene.told()));
    assert_eq!(scene.control.invalidated(), ["/metadata/timestamp.json"]);
}

#[test]
fn a_cdn_that_cannot_be_told_says_why() {
    let (emulator, operator) = (Emulator::start(true), Operator::with_plugins());
    let distribution = emulator.script(DISTRIBUTION);
    let (id, secret) = emulator.nobody();
    let (id, secret) = (id.as_str(), secret.as_str());
    let ours = format!("cloudfront:{distribution}");
    for (changed, cdn, code) in [
        (&[][..], "cloudfront:EABSENT", "RP2954"),
        (&[][..], "cloudfront:", "RP2952"),
        (&[][..], "cloudfront:E1?colour=red", "RP2952"),
        (&[][..], "akamai:1", "RP2950"),
        (&[("AWS_ACCESS_KEY_ID", id), ("AWS_SECRET_ACCESS_KEY", secret)][..], &ours, "RP4915"),
        (&[("AWS_SECRET_ACCESS_KEY", "wrong"), ("AWS_ACCESS_KEY_ID", id)][..], &ours, "RP4915"),
        (&[("AWS_ENDPOINT_URL", "http://127.0.0.1:9")][..], &ours, "RP7910"),
        (&[("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", "")][..], &ours, "RP2953"),
    ] {
        let ended =
            operator.run_with(&emulator, &format!("refresh repo {ONLINE} --through repo --invalidate {cdn} --json"), changed);
        let exit: i32 = code[2..3].parse().unwrap();
        assert_eq!((ended.code, ended.stderr.contains(code)), (exit, true), "{code}: {}", ended.stderr);
    }
    let said = operator.run_with(&emulator, &format!("refresh repo {ONLINE} --through repo --invalidate {ours}"), &[]);
    assert_eq!(said.code, 0, "{}", said.stderr);
}
