//! Installing while somebody pulls the plug on the program (row 124). Stops after each step of a commit are in `store::commit`.

use std::process::Stdio;
use std::time::Duration;

use super::scene::{Scene, release};
use crate::tuf::repository::raise;

/// How often the program is killed.
const KILLS: u64 = 30;
/// How much later each time, milliseconds: from the start of the process to past the usual end of a small update.
const STEP: u64 = 3;

/// The version of each plugin that a host would load, as its own file says it.
fn installed(scene: &Scene) -> [String; 2] {
    ["acme/tool", "beta/theme"].map(|name| {
        let text = scene.user.read(&format!("project/.ragnos/plugins/{name}/main.txt"));
        text.trim().strip_prefix(name).unwrap().trim().to_owned()
    })
}

/// Starts `update` and kills it (`SIGKILL`) after so many milliseconds.
pub(super) fn update_killed_after(scene: &Scene, milliseconds: u64) {
    let mut running = scene.command("project").arg("update").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(milliseconds));
    running.kill().unwrap();
    running.wait().unwrap();
}

/// Row 124: an update of two plugins is killed at thirty moments. What a host loads is both old or both new, the lockfile is one of
/// the two and is never behind the plugins, no lock stays held, and the next run ends as an undisturbed one.
#[test]
fn an_update_killed_at_any_moment_leaves_old_or_new() {
    let mut scene = Scene::synced();
    for kill in 0..KILLS {
        let (old, new) = (format!("1.{kill}.0"), format!("1.{}.0", kill + 1));
        for (role, plugin) in [("acme", "acme/tool"), ("beta", "beta/theme")] {
            scene.repository.add_release(role, &release(plugin, &new, ""));
            raise(scene.repository.targets.get_mut(role).unwrap());
        }
        scene.repository.publish_next();
        scene.repository.origin.write_to(&scene.user.path("repo"));
        update_killed_after(&scene, kill * STEP);
        let [tool, theme] = installed(&scene);
        assert_eq!(tool, theme, "a mix after {} ms", kill * STEP);
        assert!(tool == old || tool == new, "{tool} after {old} -> {new}");
        let lock = scene.user.read("project/ragnos.lock");
        let locked = |version: &str| ["acme.tool", "beta.theme"].map(|name| lock.contains(&format!("{name}-{version}.tar.gz")));
        assert!([[true, false], [false, true]].contains(&[locked(&old)[0], locked(&new)[0]]), "{lock}");
        assert_eq!(locked(&old)[0], locked(&old)[1], "half a lockfile: {lock}");
        assert!(locked(&new)[0] || tool == old, "the plugins are ahead of the lockfile");
        scene.run(&["update", "--no-wait"]).expect(0);
        assert_eq!(installed(&scene), [new.clone(), new]);
        let contents = scene.user.contents("project");
        let stray =
            contents.keys().find(|path| [".staging-", ".ragnos-tmp-"].iter().any(|it| path.to_str().unwrap().contains(it)));
        assert_eq!(stray, None);
    }
    scene.accepted(&["check"], &[]);
}
