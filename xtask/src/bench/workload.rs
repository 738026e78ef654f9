//! Synthetic plugins with the sizes of real ones: the same on every machine, without a download.
//!
//! Owns: how many files, how large, how compressible, and who depends on whom.
//! Never does: write files or know a package format.
//! In: a number of plugins. Out: [`Plugin`]s.

use std::collections::BTreeMap;

/// How many versions of each plugin are published; the newest one has content.
pub(super) const VERSIONS: u64 = 20;
/// Repository namespaces that the plugins are spread over.
pub(super) const NAMESPACES: usize = 4;

const SEED: u64 = 7;
const TEXT_BYTES: usize = 8 << 20;
const NOISE_BYTES: usize = 4 << 20;

/// One synthetic plugin.
pub(super) struct Plugin {
    /// Its name in every package format.
    pub(super) name: String,
    /// The repository namespace that it is in.
    pub(super) namespace: usize,
    /// Its newest version, as `10 * minor + patch`.
    newest: u64,
    /// Positions of the plugins that it needs; always later ones.
    pub(super) dependencies: Vec<usize>,
    /// Its files, by path.
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

impl Plugin {
    /// All published versions, the newest last.
    pub(super) fn versions(&self) -> impl Iterator<Item = String> {
        (self.newest + 1 - VERSIONS..=self.newest).map(version)
    }

    /// The version with content.
    pub(super) fn newest(&self) -> String {
        version(self.newest)
    }
}

fn version(number: u64) -> String {
    format!("1.{}.{}", number / 10, number % 10)
}

/// Those that no other one needs: what a project asks for.
pub(super) fn roots(plugins: &[Plugin]) -> impl Iterator<Item = &Plugin> {
    let needed: std::collections::BTreeSet<usize> = plugins.iter().flat_map(|one| one.dependencies.iter().copied()).collect();
    plugins.iter().enumerate().filter(move |(position, _)| !needed.contains(position)).map(|(_, one)| one)
}

/// Makes `count` plugins.
pub(super) fn plugins(count: usize) -> Vec<Plugin> {
    let mut random = Random(SEED);
    let text = text(&mut random);
    let noise: Vec<u8> = (0..NOISE_BYTES / 8).flat_map(|_| random.next().to_le_bytes()).collect();
    (0..count).map(|position| plugin(position, count, &text, &noise)).collect()
}

fn plugin(position: usize, count: usize, text: &[u8], noise: &[u8]) -> Plugin {
    let mut random = Random(SEED ^ ((position as u64 + 1) << 32));
    let mut files = BTreeMap::new();
    // 10 to 160 text files of 0.3 to 18 KB, most of them small.
    for number in 0..random.spread(10, 16.0) {
        let size = random.spread(300, 60.0);
        let mut content = format!("// plugin {position} file {number}\n").into_bytes();
        content.extend_from_slice(random.piece(text, size));
        files.insert(format!("lib/d{}/f{number:03}.js", number % 7), content);
    }
    // A third has one to three binaries of 0.1 to 2.4 MB, half of which compresses.
    if random.below(100) < 35 {
        for number in 0..=random.below(3) {
            let half = random.spread(50_000, 24.0);
            let mut content = format!("BIN{position}\0").into_bytes();
            content.extend_from_slice(random.piece(noise, half));
            content.extend_from_slice(random.piece(text, half));
            files.insert(format!("bin/b{number}.node"), content);
        }
    }
    let later = (count - position - 1).min(39) as u64;
    let wanted = if later == 0 { 0 } else { random.below(4) };
    let mut dependencies: Vec<usize> = (0..wanted).map(|_| position + 1 + index(random.below(later))).collect();
    dependencies.sort_unstable();
    dependencies.dedup();
    let newest = 50 + random.below(40);
    Plugin { name: format!("plug{position:04}"), namespace: position % NAMESPACES, newest, dependencies, files }
}

/// Text that compresses about as well as JavaScript: few frequent words, many rare ones.
fn text(random: &mut Random) -> Vec<u8> {
    let frequent =
        ["const ", "return ", "function ", "this.", " => {\n", "}\n", "(", ") ", ";\n", ", ", "await ", "null", " = "];
    let rare: Vec<String> = (0..3000).map(|_| random.word()).collect();
    let mut text = Vec::with_capacity(TEXT_BYTES + 16);
    while text.len() < TEXT_BYTES {
        if random.below(10) < 4 {
            text.extend_from_slice(frequent[index(random.below(frequent.len() as u64))].as_bytes());
        } else {
            // The smaller of two draws: low positions come more often.
            let drawn = random.below(3000).min(random.below(3000));
            text.extend_from_slice(rare[index(drawn)].as_bytes());
            text.push(b' ');
        }
    }
    text
}

fn index(number: u64) -> usize {
    usize::try_from(number).expect("numbers here are below a few millions")
}

/// The generator `SplitMix64`: a few lines, the same everywhere, good enough for sizes and words.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// From `least` to `least * factor`, each order of magnitude as likely as the next.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "sizes are small")]
    fn spread(&mut self, least: usize, factor: f64) -> usize {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        (least as f64 * factor.powf(share)) as usize
    }

    fn piece<'a>(&mut self, whole: &'a [u8], size: usize) -> &'a [u8] {
        let start = index(self.below((whole.len() - size) as u64));
        &whole[start..start + size]
    }

    fn word(&mut self) -> String {
        (0..3 + self.below(9)).map(|_| char::from(b'a' + u8::try_from(self.below(26)).unwrap_or_default())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workload_is_the_same_each_time_and_has_no_circles() {
        let (one, other) = (plugins(6), plugins(6));
        for (position, (one, other)) in one.iter().zip(&other).enumerate() {
            assert_eq!((one.newest(), &one.files), (other.newest(), &other.files));
            assert!(one.dependencies.iter().all(|needed| *needed > position));
            assert_eq!(one.versions().count() as u64, VERSIONS);
            assert_eq!(one.versions().last().unwrap(), one.newest());
        }
        assert!(roots(&one).count() >= 1);
    }
}
