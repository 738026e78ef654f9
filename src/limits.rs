//! Every cap on hostile input, in one place, each with its unit and its reason.
//!
//! Owns: the numbers. Never does: the checking (that is beside the code that reads the bytes).

/// Largest `ragnos.lock` that is read: 8 MiB (lockfile-spec section "Limits").
pub const LOCKFILE_BYTES: u64 = 8 << 20;
/// Most plugins in one lockfile: 10,000 (lockfile-spec section "Limits").
pub const LOCKFILE_PLUGINS: usize = 10_000;
/// Longest string in a lockfile, bytes (lockfile-spec section "Limits").
pub const LOCKFILE_STRING_BYTES: usize = 1024;
/// Largest integer in a lockfile: what JSON readers hold exactly (lockfile-spec section "Limits").
pub const LOCKFILE_INTEGER: u64 = (1 << 53) - 1;
/// Largest `ragnos.toml` that is read: 1 MiB.
pub const MANIFEST_BYTES: u64 = 1 << 20;
/// Largest plugin list of another package manager: 4 MiB; a package.json has some kilobytes.
pub const PLUGIN_LIST_BYTES: u64 = 4 << 20;
/// Largest archive that is downloaded: 1 GiB. The signed length is the cap that normally binds. An archive is held in memory
/// from its first byte to its last, so that what was hashed is what is parsed.
pub const ARCHIVE_BYTES: u64 = 1 << 30;
/// Largest SBOM, as it is served and unpacked: 64 MiB.
pub const SBOM_BYTES: u64 = 64 << 20;
/// Largest lock file of another package manager that `pack` reads: 16 MiB; the largest that people keep have some 5.
pub const FOREIGN_LOCK_BYTES: u64 = 16 << 20;
/// Most packages that such files list together.
pub const LOCKED_PACKAGES: usize = 50_000;
/// Largest OSV record: 16 MiB; the largest in public databases are below 1 MiB.
pub const ADVISORY_BYTES: u64 = 16 << 20;
/// Most bytes of OSV records in one archive, unpacked: 16 GiB; all of osv.dev has less.
pub const ADVISORIES_BYTES: u64 = 16 << 30;
/// Largest signed target of advisories, as it is served: 512 MiB.
pub const ADVISORIES_TARGET_BYTES: u64 = 512 << 20;
/// Largest VEX document: 16 MiB.
pub const VEX_BYTES: u64 = 16 << 20;
/// Largest unpacked tree: 8 GiB. The signed unpacked size is the cap that normally binds.
pub const UNPACKED_BYTES: u64 = 8 << 30;
/// Largest file in an archive: 2 GiB.
pub const FILE_BYTES: u64 = 2 << 30;
/// Most times larger than the archive that its files may be together, beyond [`UNPACK_RATIO_FREE_BYTES`]. Text reaches 20, long
/// runs of one byte reach deflate's bound of 1032.
pub const UNPACK_RATIO: u64 = 200;
/// Unpacked bytes that no ratio is asked of: 1 MiB.
pub const UNPACK_RATIO_FREE_BYTES: u64 = 1 << 20;
/// Most headers in one archive: files, folders and what extends them.
pub const ARCHIVE_ENTRIES: u64 = 200_000;
/// Most bytes of tar that are not content (headers, long names, padding, folders): this for each signed file ...
pub const TAR_BYTES_PER_FILE: u64 = 4 << 10;
/// ... and this for the archive: 1 MiB.
pub const TAR_BYTES_FREE: u64 = 1 << 20;
/// Most zeros after the end of a tar archive: 64 KiB, what the largest usual record size adds.
pub const TAR_PADDING_BYTES: u64 = 64 << 10;
/// Largest PAX header: 8 KiB, a path of the longest kind with room for times and owners.
pub const PAX_BYTES: u64 = 8 << 10;
/// Largest tar stream that is inflated into memory at once: 64 MiB. A larger one is inflated twice, a piece at a time.
pub const INFLATED_IN_MEMORY_BYTES: u64 = 64 << 20;
/// Longest path in an archive, bytes (research/reliability.md 1.3).
pub const PATH_BYTES: usize = 1024;
/// Longest component of a path in an archive, bytes.
pub const PATH_COMPONENT_BYTES: usize = 255;
/// Deepest path in an archive, components.
pub const PATH_DEPTH: usize = 64;
/// Largest TUF root, bytes (TUF spec 5.3.3 asks for a fixed cap).
pub const ROOT_BYTES: u64 = 1 << 20;
/// Most root versions walked in one refresh (TUF spec 5.3.3).
pub const ROOT_STEPS: u64 = 1024;
/// Largest TUF timestamp, bytes (TUF spec 5.4.1).
pub const TIMESTAMP_BYTES: u64 = 64 << 10;
/// Largest TUF snapshot where the timestamp gives no length, bytes.
pub const SNAPSHOT_BYTES: u64 = 64 << 20;
/// Largest targets role where the snapshot gives no length, bytes.
pub const TARGETS_BYTES: u64 = 64 << 20;
/// Largest list of roles and versions that the trust state keeps beside them, bytes.
pub const SEEN_BYTES: u64 = 8 << 20;
/// Largest list of revocations that a project remembers, bytes.
pub const REVOCATIONS_BYTES: u64 = 16 << 20;
/// Largest file of reviews, bytes.
pub const REVIEWS_BYTES: u64 = 8 << 20;
/// Largest small note of the trust state (key digests, last-seen time), bytes.
pub const STATE_NOTE_BYTES: u64 = 4 << 10;
/// Most delegated roles visited for one look-up (TUF spec 5.6.7.1).
pub const DELEGATED_ROLES: usize = 256;
/// Most delegated roles visited for a listing of every target: a registry of some thousand namespaces, and no more.
pub const LISTED_ROLES: usize = 4096;
/// Longest pattern of a delegation that is matched, bytes: no name that it could match is longer.
pub const PATH_PATTERN_BYTES: usize = 1024;
/// Longest name of a delegated role's file, bytes: with a version in front, too, it is a file name everywhere.
pub const ROLE_FILE_BYTES: usize = 220;
/// Deepest JSON nesting of metadata.
pub const JSON_DEPTH: usize = 64;
/// Most members of one object in metadata; a target with its digest takes a hundred bytes of the largest role.
pub const JSON_MEMBERS: usize = 1 << 20;
/// What a part of metadata may weigh that is held as a tree: a value 1, a list or an object 16 more. Some 128 MiB of memory, or
/// 40,000 delegations.
pub const JSON_WEIGHT: usize = 4 << 20;
