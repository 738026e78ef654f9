//! temp
use crate::lockfile::{lockfile, plugin};
#[test]
fn zz_speed() {
    let lock = lockfile((0..100).map(|n| plugin(&format!("acme/p{n}"), "1.2.3", &["acme/p1"])));
    let text = lock.to_text();
    let start = std::time::Instant::now();
    for _ in 0..200 { std::hint::black_box(ragnos_plugin::lockfile::Lockfile::parse(&text, "x").unwrap()); }
    eprintln!("PARSE {} bytes {:?}", text.len(), start.elapsed() / 200);
    let start = std::time::Instant::now();
    for _ in 0..200 { std::hint::black_box(lock.to_text()); }
    eprintln!("WRITE {:?}", start.elapsed() / 200);
    let (mut c, mut needless, mut real) = (0, 0, 0);
    let (mut exact, mut named) = (0, 0);
    for seed in 0..4000 { let b = crate::lock_merge::branches(seed);
        let (o, t) = (b.base.edited(&b.ours), b.base.edited(&b.theirs));
        match ragnos_plugin::lockfile::merge(&b.base.lock(), &o.lock(), &t.lock(), None) {
            ragnos_plugin::lockfile::Merged::Clean(l) => { c += 1; if crate::lock_merge::expected(&b).unwrap().lock() == l { exact += 1 } else { named += 1 } }
            _ => if crate::lock_merge::expected(&b).is_some() { needless += 1 } else { real += 1 } } }
    eprintln!("clean {c} (exact {exact}, superset/missing named by drift {named}), needless {needless}, real {real}");
}
