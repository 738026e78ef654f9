//! Clocks that are wrong, and times at the ends of the calendar (rows 109 to 111, 116).

use jiff::{SignedDuration, Timestamp};
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::tuf::Client;
use serde_json::json;

use super::code;
use super::scene::{Scene, in_hours};
use crate::tuf::repository::{Machine, NOW, Repository, options, raise};

impl Scene {
    /// As if an earlier run had been at that time, by this machine's clock.
    fn was_here(&self, at: Timestamp) {
        fs_err::write(self.state_file("last-seen"), format!("{at}\n")).unwrap();
    }
}

fn from_now(by: SignedDuration) -> Timestamp {
    SystemClock.now() + by
}

/// Row 109: a clock that is years ahead: everything has expired, which is said with the time that it was judged at, nothing is
/// installed, and nothing of that time is kept: put right, the clock locks nobody out.
#[tokio::test]
async fn a_clock_that_is_far_ahead() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    machine.refresh(&repository).await.unwrap();
    let before = machine.content();
    for ahead in ["2026-06-08T00:00:00Z", "2027-06-01T00:00:00Z", "2038-01-19T03:14:08Z", "9999-01-01T00:00:00Z"] {
        let refused = machine.refresh_with(&repository, &options(ahead)).await.map(|_| ());
        assert!(refused.as_ref().unwrap_err().to_string().contains(&format!("judged at {ahead}")), "{refused:?}");
        assert_eq!(code(refused), "RP5007", "{ahead}");
        assert_eq!(code(Client::offline(&repository.anchor(), &machine.state(), &options(ahead)).await), "RP5007");
        assert_eq!(machine.content(), before, "{ahead}");
    }
    // On a machine that was never right: root and nothing else is kept, and the time is not.
    let fresh = Machine::new();
    assert_eq!(code(fresh.refresh_with(&repository, &options("2040-01-01T00:00:00Z")).await), "RP5007");
    assert!(!fresh.content().contains_key("last-seen"));
    repository.publish_next();
    for one in [&machine, &fresh] {
        one.refresh(&repository).await.unwrap();
        assert_eq!(one.version("timestamp"), Some(2));
    }
}

/// Row 109: the clock was ahead in a good run, by so much that the metadata was still valid: the next run, with the clock put
/// right, is judged at the later time and says so; after more than thirty days it is the later time that is not believed.
#[test]
fn a_clock_that_was_ahead_in_an_earlier_run() {
    let scene = Scene::synced();
    for (hours, words) in [(10, "10 hours"), (23, "23 hours"), (40 * 24, "40 days"), (20 * 365 * 24, "7300 days")] {
        // A little more, since the clock goes on between here and there.
        scene.was_here(from_now(SignedDuration::from_hours(hours) + SignedDuration::from_mins(2)));
        let told = scene.run(&["sync"]).expect(0).stderr;
        assert!(told.contains(&format!("this machine's clock is {words} behind the time")), "{hours}: {told}");
    }
    // What was absurd is replaced by the time of the run, what was possible is kept.
    let kept: Timestamp = scene.user.read(&below(&scene, "last-seen")).trim_end().parse().unwrap();
    assert!(kept <= SystemClock.now());
}

/// The path of a file of the trust state below the user's folder.
fn below(scene: &Scene, name: &str) -> String {
    let path = scene.state_file(name);
    path.strip_prefix(scene.user.path("")).unwrap().to_str().unwrap().to_owned()
}

/// Row 110: the clock was set back, so that metadata looks fresh which had expired when this machine was last here. It is judged by
/// the time that was seen then, online, offline and in a dry run; `--json` and people are told which time that was.
#[test]
fn a_clock_set_back_to_make_expired_metadata_fresh() {
    let scene = Scene::synced();
    // The scene's timestamp expires in a day.
    let floor = from_now(SignedDuration::from_hours(25));
    scene.was_here(floor);
    for command in [&["sync"][..], &["sync", "--dry-run"], &["update", "--offline"], &["check"]] {
        let ended = scene.refused(command, 5, "RP5007", &[]);
        let said = ended.stderr + &ended.stdout;
        assert!(said.contains("the timestamp metadata expired at") && said.contains(&format!("judged at {floor}")), "{said}");
    }
    scene.was_here(from_now(SignedDuration::from_hours(-1)));
    scene.accepted(&["sync"], &["last-seen"]);
}

/// Row 111: the clock steps back by as much as an honest one is corrected: nobody is told, nothing is refused.
#[tokio::test]
async fn a_clock_that_steps_back_a_little() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    for (step, now) in ["2026-06-01T00:00:00.004Z", "2026-06-01T00:00:00.003Z", "2026-06-01T00:00:00Z", "2026-05-31T23:55:01Z"]
        .into_iter()
        .enumerate()
    {
        let client = machine.refresh_with(&repository, &options(now)).await.unwrap();
        assert_eq!(client.clock_step(), None, "{step}");
        repository.publish_next();
    }
    // Within that tolerance expiry is judged at the present time, not at the later one.
    raise(&mut repository.timestamp);
    repository.timestamp["expires"] = json!("2026-06-01T00:00:00.002Z");
    repository.publish_timestamp();
    machine.refresh_with(&repository, &options("2026-06-01T00:00:00.001Z")).await.unwrap();
    assert_eq!(code(machine.refresh_with(&repository, &options("2026-06-01T00:00:00.002Z")).await), "RP5007");
}

/// Row 111: the same with the program itself.
#[test]
fn a_clock_that_was_corrected_between_two_runs() {
    let scene = Scene::synced();
    for milliseconds in [1, 200, 60_000, 4 * 60_000] {
        scene.was_here(from_now(SignedDuration::from_millis(milliseconds)));
        assert_eq!(scene.run(&["sync"]).expect(0).stderr.matches("clock").count(), 0, "{milliseconds}");
    }
}

/// Row 116: the user's time zone means nothing for an expiry.
#[test]
fn expiry_in_every_time_zone() {
    let mut scene = Scene::synced();
    for (hours, exit) in [(1, 0), (-1, 5)] {
        scene.repository.timestamp["expires"] = json!(in_hours(hours));
        scene.repository.publish_next();
        for zone in ["Pacific/Kiritimati", "Etc/GMT+12", "<+14>-14", "<-12>12", "UTC", "no such zone"] {
            let ended = scene.run_in_zone(zone, &["sync", "--json"]).expect(exit);
            if exit != 0 {
                assert_eq!(ended.error(), "RP5007", "{zone}");
            }
        }
    }
}

impl Scene {
    fn run_in_zone(&self, zone: &str, arguments: &[&str]) -> crate::cli::Ended {
        self.repository.origin.write_to(&self.user.path("repo"));
        crate::cli::Ended::of(self.command("project").env("TZ", zone).args(arguments).output().unwrap())
    }
}

/// Row 116: times of expiry that are odd but exact: leap seconds, a leap day, fractions, the ends of 32-bit and of four-digit time.
/// Everything that is not such a time is refused as malformed, never read as another one.
#[tokio::test]
async fn odd_times_of_expiry() {
    for (expires, before, after) in [
        ("2026-06-30T23:59:60Z", "2026-06-30T23:59:58Z", "2026-07-01T00:00:00Z"),
        ("2028-02-29T12:00:00Z", "2028-02-29T11:59:59Z", "2028-02-29T12:00:00Z"),
        ("2026-12-31T23:59:59.999999999Z", "2026-12-31T23:59:59.9Z", "2027-01-01T00:00:00Z"),
        ("2038-01-19T03:14:07Z", "2038-01-19T03:14:06Z", "2038-01-19T03:14:07Z"),
        ("2106-02-07T06:28:15Z", "2106-02-07T06:28:14Z", "2106-02-07T06:28:16Z"),
        ("9999-12-31T23:59:59Z", "9999-12-29T00:00:00Z", ""),
    ] {
        let mut repository = Repository::expiring(expires, "9999-12-31T23:59:59Z");
        repository.timestamp["expires"] = json!(expires);
        repository.publish();
        Machine::new().refresh_with(&repository, &options(before)).await.unwrap();
        if !after.is_empty() {
            assert_eq!(code(Machine::new().refresh_with(&repository, &options(after)).await), "RP5007", "{expires}");
        }
    }
    for malformed in [
        json!("2030-01-01T00:00:00+01:00"),
        json!("2030-01-01T00:00:00"),
        json!("2030-01-01 00:00:00Z"),
        json!("2030-01-01T24:00:00Z"),
        json!("2030-02-29T00:00:00Z"),
        json!("2030-01-01T00:00:61Z"),
        json!("10000-01-01T00:00:00Z"),
        json!("-2030-01-01T00:00:00Z"),
        json!(1_893_456_000),
        json!("1893456000"),
        json!(null),
    ] {
        let (mut repository, machine) = (Repository::new(), Machine::new());
        repository.timestamp["expires"] = malformed.clone();
        repository.publish_timestamp();
        assert_eq!(code(machine.refresh_with(&repository, &options(NOW)).await), "RP5001", "{malformed}");
        assert_eq!(machine.version("timestamp"), None);
    }
}
