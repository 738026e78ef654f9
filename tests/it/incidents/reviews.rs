//! Signed reviews: whose word counts is a policy's to say, and what nobody of them has signed is worth nothing.

use camino::Utf8Path;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::review::{FILE, Review, Reviews, Signature};
use ragnos_repo::keys::{FileKey, KeyKind};
use serde_json::json;

use super::scene::synced;
use crate::attacks::scene::{Scene, release};

/// The reviewers' keys: one of each kind that signs fast.
fn ada() -> FileKey {
    FileKey::from_seed(&[70; 32])
}

fn bob() -> FileKey {
    FileKey::from_seed(&[71; 32])
}

fn mallory() -> FileKey {
    FileKey::from_seed(&[72; 32])
}

/// A project with a plain review of `acme/tool`, whose policy wants two signatures of the named reviewers.
fn scene(reviewers: &[(&str, &FileKey)]) -> Scene {
    let scene = synced();
    let add = ["review", "add", "acme/tool", "--criteria", "safe-to-run", "--by", "Ada", "--notes", "all of it: \"quoted\", ü"];
    scene.run(&add).expect(0);
    let keys: String = reviewers.iter().map(|(name, key)| format!("{name} = \"\"\"\n{}\"\"\"\n", key.public().pem())).collect();
    let rules =
        format!("[policy]\nreviews = {{ \"acme/*\" = [\"safe-to-run\"] }}\nmin-reviewers = 2\n[policy.reviewers]\n{keys}");
    let manifest = scene.user.read("project/ragnos.toml");
    scene.user.write("project/ragnos.toml", &format!("{manifest}\n{rules}"));
    scene
}

fn read(scene: &Scene) -> Reviews {
    Reviews::parse(&scene.user.read("project/ragnos-reviews.toml"), FILE).unwrap()
}

fn write(scene: &Scene, name: &str, reviews: &Reviews) {
    scene.user.write(&format!("project/{name}"), &reviews.to_text().unwrap());
}

/// As `ragnos-repo review sign` does it.
fn sign(reviews: &mut Reviews, key: FileKey) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let versions = ["acme/tool@1.0.0".parse().unwrap()];
    runtime.block_on(ragnos_repo::review::sign(reviews, FILE, &versions, &*key.into_signer())).unwrap();
}

/// The only record, changed.
fn changed(reviews: &Reviews, change: impl FnOnce(&mut Review)) -> Reviews {
    let mut one = reviews.iter().next().unwrap().clone();
    change(&mut one);
    let mut changed = Reviews::default();
    changed.add(one);
    changed
}

/// Refused, and who has signed so far.
#[track_caller]
fn short(scene: &Scene, signed_by: &str) {
    let ended = scene.fails(&["check"], 4, "RP4005");
    let text = format!("{}{}", ended.stdout, ended.stderr);
    assert!(text.contains(&format!("must have signed these bytes for safe-to-run (signed by {signed_by})")), "{text}");
}

#[test]
fn a_criterion_needs_the_signatures_of_so_many_named_reviewers() {
    let p256 = FileKey::generate(KeyKind::P256).unwrap();
    let mut scene = scene(&[("ada", &ada()), ("carol", &p256)]);
    // A plain record counts for nothing where reviewers are named.
    short(&scene, "nobody");
    let mut reviews = read(&scene);
    sign(&mut reviews, ada());
    write(&scene, FILE, &reviews);
    short(&scene, "ada");
    // Once more, and in a record of its own: the same reviewer counts once.
    sign(&mut reviews, ada());
    assert_eq!(reviews.iter().next().unwrap().signatures.len(), 1);
    let mut other = changed(&reviews, |one| {
        one.by = "Ada again".parse().unwrap();
        one.signatures.clear();
    });
    sign(&mut other, ada());
    other.iter().for_each(|one| reviews.add(one.clone()));
    write(&scene, FILE, &reviews);
    short(&scene, "ada");
    // Another file with the signature that is missing: both are kept.
    let mut theirs = changed(&reviews, |one| one.signatures.clear());
    sign(&mut theirs, p256);
    write(&scene, "theirs.toml", &theirs);
    scene.run(&["review", "import", "theirs.toml"]).expect(0);
    scene.run(&["check"]).expect(0);
    let listed = scene.run(&["review", "list", "--json"]).expect(0).json();
    assert_eq!(listed["reviews"][0]["signed_by"], json!(["ada", "carol"]));
    // The next version has other bytes.
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.fails(&["update", "acme/tool", "--precise", "1.1.0"], 4, "RP4004");
}

#[test]
fn what_was_changed_or_signed_by_others_does_not_count_and_is_not_imported() {
    let scene = scene(&[("ada", &ada()), ("bob", &bob())]);
    let plain = read(&scene);
    let mut good = plain.clone();
    sign(&mut good, ada());
    sign(&mut good, bob());
    let import = |reviews: &Reviews| {
        write(&scene, FILE, &plain);
        write(&scene, "theirs.toml", reviews);
        scene.run(&["review", "import", "theirs.toml", "--json"])
    };
    let mut forged = plain.clone();
    sign(&mut forged, mallory());
    let forged = changed(&forged, |one| {
        let Signature { sig, .. } = one.signatures.pop_first().unwrap();
        one.signatures.insert(Signature { keyid: ada().public().id().parse().unwrap(), sig });
    });
    for (what, attack) in [
        (
            "another criterion",
            changed(&good, |one| one.criteria = ["safe-to-run".parse().unwrap(), "fast".parse().unwrap()].into()),
        ),
        ("another version", changed(&good, |one| one.version = "1.0.1".parse().unwrap())),
        ("another note", changed(&good, |one| one.notes = None)),
        ("another archive beside", changed(&good, |one| one.sha256.extend([Sha256::of(b"other")]))),
        ("a wrong key in ada's name", forged),
    ] {
        write(&scene, FILE, &attack);
        short(&scene, "nobody");
        assert_eq!(import(&attack).expect(5).error(), "RP5410", "{what}");
        assert_eq!(read(&scene), plain, "{what}: nothing is taken over");
    }
    // Rightly signed, and worth nothing here: another archive, and somebody whom no policy names.
    let mut elsewhere = changed(&plain, |one| one.sha256 = [Sha256::of(b"other")].into());
    sign(&mut elsewhere, ada());
    sign(&mut elsewhere, bob());
    import(&elsewhere).expect(0);
    short(&scene, "nobody");
    let mut unknown = plain.clone();
    sign(&mut unknown, mallory());
    import(&unknown).expect(0);
    short(&scene, "nobody");
    import(&good).expect(0);
    scene.run(&["check"]).expect(0);
    // At load as well.
    let options = crate::loader::options(&scene, 0);
    let load = || ragnos_plugin::load::Loader::open(&options)?.load(&"acme/tool".parse().unwrap());
    load().unwrap();
    write(&scene, FILE, &plain);
    assert!(load().is_err());
}

/// The publisher's program signs what a file says of a version, and nothing that is not there.
#[test]
fn the_operators_program_signs_reviews() {
    use std::os::unix::fs::PermissionsExt;
    let scene = scene(&[("ada", &ada()), ("bob", &bob())]);
    let path = |name: &str| scene.user.path(name).to_str().unwrap().to_owned();
    let run = |arguments: &[&str]| ragnos_repo::cli::main(arguments.iter().map(std::ffi::OsString::from));
    let key = path("key");
    assert_eq!(run(&["ragnos-repo", "key", "generate", "--unencrypted", "--out", &key]), std::process::ExitCode::SUCCESS);
    assert_eq!(fs_err::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let file = path("project/ragnos-reviews.toml");
    let failed = run(&["ragnos-repo", "review", "sign", &file, "acme/tool@2.0.0", "--key", &key]);
    assert_eq!(failed, std::process::ExitCode::from(2));
    assert!(read(&scene).iter().all(|one| one.signatures.is_empty()));
    let signed = run(&["ragnos-repo", "review", "sign", &file, "acme/tool@1.0.0", "--key", &key]);
    assert_eq!(signed, std::process::ExitCode::SUCCESS);
    let public = fs_err::read_to_string(Utf8Path::new(&format!("{key}.pub"))).unwrap();
    let manifest = scene.user.read("project/ragnos.toml").replace("min-reviewers = 2", "min-reviewers = 1");
    scene.user.write("project/ragnos.toml", &format!("{manifest}carol = \"\"\"\n{public}\"\"\"\n"));
    scene.run(&["check"]).expect(0);
}
