//! One gzip member, the same bytes on every machine and date.
//!
//! Owns: the gzip settings of everything that is published: no file name, no time, no system, one level.
//! Never does: read without a limit. In: bytes. Out: bytes.

use std::io::{self, Read as _, Write};

use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};

/// RFC 1952, section 2.3: the system is not told.
const NO_SYSTEM: u8 = 255;

/// A writer that compresses into memory.
pub(super) fn writer() -> GzEncoder<Vec<u8>> {
    GzBuilder::new().mtime(0).operating_system(NO_SYSTEM).write(Vec::new(), Compression::new(6))
}

/// Compresses `bytes`.
///
/// # Errors
/// None but what the compressor itself would raise; memory does not refuse.
pub fn compress(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = writer();
    writer.write_all(bytes)?;
    writer.finish()
}

/// The content of the first gzip member, up to `limit` bytes of it.
///
/// # Errors
/// The bytes are not gzip, are damaged, or hold more than `limit` bytes.
pub fn decompress(bytes: &[u8], limit: u64) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    flate2::bufread::GzDecoder::new(bytes).take(limit.saturating_add(1)).read_to_end(&mut content)?;
    if content.len() as u64 > limit {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("it holds more than {limit} bytes")));
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_and_no_more_than_the_limit() {
        let gzip = compress(b"abc").unwrap();
        // ID, method, flags, four bytes of time, extra flags, system: no more than the format demands.
        assert_eq!(gzip[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
        assert_eq!(decompress(&gzip, 3).unwrap(), b"abc");
        assert!(decompress(&gzip, 2).is_err());
        assert!(decompress(&gzip[..gzip.len() - 1], 3).is_err());
    }
}
