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
/// Largest archive that is downloaded: 2 GiB. The signed length is the cap that normally binds.
pub const ARCHIVE_BYTES: u64 = 2 << 30;
/// Largest SBOM, as it is served and unpacked: 64 MiB.
pub const SBOM_BYTES: u64 = 64 << 20;
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
/// Most files and directories in one archive.
pub const ARCHIVE_ENTRIES: u64 = 200_000;
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
/// Most delegated roles visited for one look-up (TUF spec 5.6.7.1).
pub const DELEGATED_ROLES: usize = 256;
/// Deepest JSON nesting of metadata.
pub const JSON_DEPTH: usize = 64;
