//! Several processes on one trust state, and processes that are killed while they write it (rows 112, 113).

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::json;

use super::scene::{FIRST, Scene, release};
use super::web::{PLUGINS, server_of};
use crate::cli::Ended;
use crate::tuf::repository::raise;

const PROCESSES: usize = 8;

impl Scene {
    /// Further projects beside the first one, all on one trust state and one cache.
    fn projects(&self) -> Vec<String> {
        let manifest = self.user.read("project/ragnos.toml");
        let project = |number: usize| {
            let name = format!("project-{number}");
            fs_err::create_dir_all(self.user.path(&format!("{name}/.ragnos/trust"))).unwrap();
            self.user.write(&format!("{name}/ragnos.toml"), &manifest);
            let root = self.repository.origin.get("1.root.json").unwrap();
            fs_err::write(self.user.path(&format!("{name}/.ragnos/trust/scene.root.json")), root).unwrap();
            name
        };
        (0..PROCESSES).map(project).collect()
    }

    fn start(&self, folder: &str, arguments: &[&str]) -> Child {
        let mut command = self.command(folder);
        command.args(arguments).arg("--json").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Every file is whole, is what this program wrote, and none is left over.
    #[track_caller]
    fn state_is_whole(&self) {
        self.run(&["trust", "verify"]).expect(0);
        let stray: Vec<_> = self.trust().into_keys().filter(|name| name.starts_with(".tmp-")).collect();
        assert_eq!(stray, Vec::<String>::new());
    }
}

fn end(running: Vec<Child>) -> Vec<Ended> {
    running.into_iter().map(|one| Ended::of(one.wait_with_output().unwrap())).collect()
}

/// Row 112: eight processes at once, each in a project of its own, on one trust state that is not there yet; then again when every
/// role and the root have moved on. All succeed, and the state is the one that a single run would have left.
#[test]
fn eight_processes_on_one_state() {
    let mut scene = Scene::new();
    scene.repository.origin.write_to(&scene.user.path("repo"));
    let projects = scene.projects();
    let all = |scene: &Scene, arguments: &[&str]| {
        let ended = end(projects.iter().map(|project| scene.start(project, arguments)).collect());
        for ended in ended {
            ended.expect(0);
        }
        scene.state_is_whole();
    };
    all(&scene, &["sync"]);
    let names: Vec<String> = scene.trust().into_keys().filter(|name| name != "seen").collect();
    assert_eq!(names, FIRST);
    scene.repository.set_keys("timestamp", &[113], 1);
    scene.repository.next_root(&[1, 2]);
    for (role, plugin) in [("acme", "acme/tool"), ("beta", "beta/theme")] {
        scene.repository.add_release(role, &release(plugin, "1.1.0", ""));
        raise(scene.repository.targets.get_mut(role).unwrap());
    }
    scene.repository.publish_next();
    scene.repository.origin.write_to(&scene.user.path("repo"));
    all(&scene, &["update"]);
    for (name, served) in [
        ("root.json", "2.root.json"),
        ("timestamp.json", "timestamp.json"),
        ("snapshot.json", "2.snapshot.json"),
        ("role.acme.json", "2.acme.json"),
        ("role.beta.json", "2.beta.json"),
    ] {
        assert_eq!(scene.trust().get(name), scene.repository.origin.get(served).as_ref(), "{name}");
    }
    for project in &projects {
        assert_eq!(scene.user.read(&format!("{project}/ragnos.lock")), scene.user.read("project-0/ragnos.lock"));
        assert!(scene.user.read(&format!("{project}/.ragnos/plugins/acme/tool/main.txt")).contains("1.1.0"));
    }
}

/// Row 112: four of the eight are served an older repository. Whoever comes first, the state ends with what is newest, and who
/// comes too late with the old one is told of the rollback.
#[test]
fn eight_processes_and_an_older_mirror() {
    let mut scene = Scene::synced();
    let older = server_of(&scene.repository.origin.copy());
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    let newer = server_of(&scene.repository.origin);
    let projects = scene.projects();
    let manifest = scene.user.read("project/ragnos.toml");
    for (number, project) in projects.iter().enumerate() {
        let server = if number % 2 == 0 { &older } else { &newer };
        scene.user.write(&format!("{project}/ragnos.toml"), &manifest.replace("../repo", &server.url));
    }
    for (number, ended) in end(projects.iter().map(|project| scene.start(project, &["sync"])).collect()).into_iter().enumerate()
    {
        if number % 2 == 0 && ended.code != 0 {
            assert_eq!(ended.error(), "RP5005", "{}", ended.stderr);
        } else {
            ended.expect(0);
        }
    }
    assert_eq!((scene.version("timestamp"), scene.version("snapshot")), (Some(2), Some(2)));
    scene.state_is_whole();
    scene.manifest(&older.url, PLUGINS);
    scene.refused(&["sync"], 5, "RP5005", &[]);
}

/// Row 112: eight processes in one project: they wait for one another, or say at once that they would have to.
#[test]
fn eight_processes_in_one_project() {
    let scene = Scene::new();
    scene.repository.origin.write_to(&scene.user.path("repo"));
    let ended = end((0..PROCESSES).map(|_| scene.start("project", &["sync"])).collect());
    for ended in ended {
        ended.expect(0);
    }
    scene.state_is_whole();
    let ended = end((0..PROCESSES).map(|_| scene.start("project", &["sync", "--no-wait"])).collect());
    assert!(ended.iter().any(|ended| ended.code == 0));
    for busy in ended.iter().filter(|ended| ended.code != 0) {
        assert_eq!((busy.code, &*busy.error()), (9, "RP9100"), "{}", busy.stderr);
    }
    scene.accepted(&["sync"], &[]);
}

/// Row 112: somebody holds the state for long: the program says that it waits, and goes on when the state is free.
#[test]
fn a_state_that_somebody_holds() {
    let scene = Scene::synced();
    let held = fs_err::OpenOptions::new().append(true).open(scene.state_file("lock")).unwrap();
    held.file().lock().unwrap();
    let mut running = scene.start("project", &["sync"]);
    let mut told = String::new();
    let mut stderr = BufReader::new(running.stderr.take().unwrap());
    stderr.read_line(&mut told).unwrap();
    assert!(told.contains("waiting for another process, which works on the trust state in"), "{told}");
    assert!(running.try_wait().unwrap().is_none());
    drop(held);
    assert!(running.wait().unwrap().success());
}

/// What tells of each file that gets its name, or loses it, in a folder.
#[cfg(target_os = "linux")]
mod watch {
    use std::mem::MaybeUninit;
    use std::os::fd::OwnedFd;
    use std::path::Path;

    use rustix::fs::inotify::{CreateFlags, Reader, WatchFlags, add_watch, init};

    pub(super) struct Watch(OwnedFd);

    impl Watch {
        pub(super) fn on(folder: &Path) -> Self {
            let watch = init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC).unwrap();
            add_watch(&watch, folder, WatchFlags::MOVED_TO | WatchFlags::DELETE).unwrap();
            Self(watch)
        }

        /// How many there were since the last look.
        pub(super) fn count(&self) -> usize {
            let mut buffer = [MaybeUninit::uninit(); 4096];
            let mut reader = Reader::new(&self.0, &mut buffer);
            std::iter::from_fn(|| reader.next().ok().map(|_| ())).count()
        }
    }
}

/// Row 113: the program is killed (`SIGKILL`) after the first write of the trust state, after the second, and so on to the last.
/// What it leaves is whole, is never behind what was known, and the next run ends as an undisturbed one.
#[cfg(target_os = "linux")]
#[test]
fn killed_after_each_write_of_the_state() {
    let mut scene = Scene::synced();
    let (before, old) = (scene.trust(), scene.repository.origin.get("timestamp.json").unwrap());
    scene.repository.next_root(&[1, 2]);
    scene.repository.set_keys("timestamp", &[113], 1);
    scene.repository.next_root(&[1, 2]);
    scene.repository.top()["note"] = json!("moved on");
    raise(scene.repository.top());
    scene.repository.publish_next();
    let new = scene.repository.origin.get("timestamp.json").unwrap();
    let mut writes = 1;
    loop {
        for name in scene.trust().into_keys().filter(|name| !before.contains_key(name)) {
            fs_err::remove_file(scene.state_file(&name)).unwrap();
        }
        for (name, bytes) in &before {
            fs_err::write(scene.state_file(name), bytes).unwrap();
        }
        let seen = scene.user.path("project/.ragnos/seen.json");
        // The project remembers as well; here the state has to do without it.
        let _ = fs_err::remove_file(seen);
        scene.repository.origin.write_to(&scene.user.path("repo"));
        let watch = watch::Watch::on(&scene.state_folder());
        let mut running = scene.start("project", &["sync"]);
        let mut seen = 0;
        let ended = loop {
            seen += watch.count();
            if seen >= writes {
                running.kill().unwrap();
                break running.wait().unwrap();
            }
            if let Some(ended) = running.try_wait().unwrap() {
                break ended;
            }
            std::thread::sleep(Duration::from_micros(20));
        };
        let root = scene.version("root").unwrap();
        scene.run(&["trust", "verify"]).expect(0);
        scene.repository.origin.put("timestamp.json", old.clone());
        assert_eq!(scene.run(&["sync", "--json"]).expect(5).error(), "RP5002", "after {writes} writes");
        scene.repository.origin.put("timestamp.json", new.clone());
        scene.run(&["sync"]).expect(0);
        scene.state_is_whole();
        assert!(root <= 3 && scene.version("root") == Some(3) && scene.version("timestamp") == Some(2));
        if ended.success() && seen < writes {
            break;
        }
        writes += 1;
    }
    assert!(writes > 8, "only {writes} writes: two roots, the end of the old keys, timestamp, snapshot, targets, notes");
}
