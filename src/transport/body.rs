//! A response's body as a stream: bounded in time and, where it is compressed, in what it unpacks to.
//!
//! Owns: the least speed, and gzip with a cap on both sides.
//! Never does: verify. In: a response. Out: a [`ByteStream`].

use std::io::Write;
use std::time::Duration;

use bytes::Bytes;
use flate2::write::GzDecoder;
use futures_util::stream::{self, StreamExt as _};
use reqwest::Response;
use tokio::time::Instant;

use super::Timing;
use super::http::{Asked, last_cause};
use crate::origin::{ByteStream, OriginError};

/// The body as it comes, unpacked by `gunzip` where there is one.
pub(super) fn stream(response: Response, asked: Asked, timing: Timing, gunzip: Option<Gunzip>) -> ByteStream {
    let body = Body { response, asked, timing, speed: Speed::default(), gunzip };
    let chunks = stream::unfold(Some(body), |body| async move {
        let mut body = body?;
        match body.next().await {
            Ok(Some((chunk, More::Maybe))) => Some((Ok(chunk), Some(body))),
            Ok(Some((chunk, More::No))) => Some((Ok(chunk), None)),
            Ok(None) => None,
            Err(error) => Some((Err(error), None)),
        }
    });
    chunks.boxed()
}

struct Body {
    response: Response,
    asked: Asked,
    timing: Timing,
    speed: Speed,
    gunzip: Option<Gunzip>,
}

enum More {
    Maybe,
    No,
}

impl Body {
    async fn next(&mut self) -> Result<Option<(Bytes, More)>, OriginError> {
        loop {
            let Some(chunk) = self.receive().await? else {
                let Some(gunzip) = self.gunzip.take() else { return Ok(None) };
                let rest = gunzip.finish().map_err(|reason| self.asked.refused(reason))?;
                return Ok(Some((rest, More::No)));
            };
            let Some(gunzip) = &mut self.gunzip else { return Ok(Some((chunk, More::Maybe))) };
            let unpacked = gunzip.push(&chunk).map_err(|reason| self.asked.refused(reason))?;
            if gunzip.is_full() {
                return Ok(Some((unpacked, More::No)));
            }
            if !unpacked.is_empty() {
                return Ok(Some((unpacked, More::Maybe)));
            }
        }
    }

    /// The next bytes as they were sent. hyper reports a body that is shorter than its framing says as an error.
    async fn receive(&mut self) -> Result<Option<Bytes>, OriginError> {
        let asked = Instant::now();
        let answer = self.response.chunk().await;
        self.speed.waited += asked.elapsed();
        let chunk = answer.map_err(|error| self.asked.interrupted(last_cause(&error)))?;
        self.speed.bytes += chunk.as_ref().map_or(0, |chunk| chunk.len() as u64);
        if chunk.is_some() && self.speed.is_too_slow(&self.timing) {
            return Err(self.asked.interrupted(format!("slower than {} bytes a second", self.timing.slowest)));
        }
        Ok(chunk)
    }
}

/// How fast a body has come so far. Only the time spent waiting for the server counts, not what the caller does in between.
#[derive(Default)]
struct Speed {
    waited: Duration,
    bytes: u64,
}

impl Speed {
    fn is_too_slow(&self, timing: &Timing) -> bool {
        let least = self.waited.as_millis() * u128::from(timing.slowest) / 1000;
        self.waited > timing.idle && u128::from(self.bytes) < least
    }
}

/// Unpacks gzip as it arrives, one byte past a limit at the most, so that the caller notices a file that is too long.
pub(super) struct Gunzip {
    decoder: GzDecoder<Capped>,
    taken: u64,
    most: u64,
}

impl Gunzip {
    /// For a file of at most `limit` bytes, unpacked.
    pub(super) fn new(limit: u64) -> Self {
        let capped = Capped { bytes: Vec::new(), left: limit.saturating_add(1) };
        Self { decoder: GzDecoder::new(capped), taken: 0, most: Self::most(limit) }
    }

    /// The largest body that can be right: the worst encoder makes nine bits of eight, and there is a header. Without this
    /// cap empty blocks could go on for ever and never unpack to anything.
    pub(super) fn most(limit: u64) -> u64 {
        limit.saturating_add(limit / 8).saturating_add(1 << 10)
    }

    fn push(&mut self, chunk: &[u8]) -> Result<Bytes, String> {
        let left = usize::try_from(self.most - self.taken).unwrap_or(usize::MAX);
        let wanted = &chunk[..left.min(chunk.len())];
        self.taken += wanted.len() as u64;
        match self.decoder.write_all(wanted).and_then(|()| self.decoder.flush()) {
            Err(error) if !self.is_full() => Err(format!("a broken gzip body: {error}")),
            Ok(()) if wanted.len() < chunk.len() => Err(format!("a gzip body of more than {} bytes", self.most)),
            _ => Ok(self.decoder.get_mut().take()),
        }
    }

    /// True once there is more than the limit: nothing more is unpacked.
    fn is_full(&self) -> bool {
        self.decoder.get_ref().left == 0
    }

    /// What is left at the end of a body that is whole.
    fn finish(mut self) -> Result<Bytes, String> {
        self.decoder.try_finish().map_err(|error| format!("a broken gzip body: {error}"))?;
        Ok(self.decoder.get_mut().take())
    }
}

/// Takes so many bytes and then none.
struct Capped {
    bytes: Vec<u8>,
    left: u64,
}

impl Capped {
    fn take(&mut self) -> Bytes {
        std::mem::take(&mut self.bytes).into()
    }
}

impl Write for Capped {
    fn write(&mut self, chunk: &[u8]) -> std::io::Result<usize> {
        let taken = usize::try_from(self.left).unwrap_or(usize::MAX).min(chunk.len());
        self.bytes.extend_from_slice(&chunk[..taken]);
        self.left -= taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn unpack(body: &[u8], limit: u64, pieces: usize) -> Result<Vec<u8>, String> {
        let mut gunzip = Gunzip::new(limit);
        let mut all = Vec::new();
        for piece in body.chunks(pieces) {
            all.extend_from_slice(&gunzip.push(piece)?);
            if gunzip.is_full() {
                return Ok(all);
            }
        }
        all.extend_from_slice(&gunzip.finish()?);
        Ok(all)
    }

    #[test]
    fn what_was_packed_comes_out_and_never_more_than_one_byte_past_the_limit() {
        let text = b"some text that repeats, some text that repeats".repeat(9000);
        for pieces in [1, 7, 1 << 20] {
            assert_eq!(unpack(&packed(&text), text.len() as u64, pieces).unwrap(), text);
            assert_eq!(unpack(&packed(&text), 100, pieces).unwrap(), &text[..101]);
        }
        let bomb = packed(&vec![0; 20 << 20]);
        assert!(bomb.len() < 32 << 10);
        assert_eq!(unpack(&bomb, 64 << 10, 1 << 10).unwrap().len(), (64 << 10) + 1);
        assert_eq!(unpack(&packed(b""), 0, 9).unwrap(), b"");
    }

    #[test]
    fn what_is_not_one_whole_gzip_member_is_refused() {
        let good = packed(&b"text".repeat(100));
        let with = |change: &dyn Fn(&mut Vec<u8>)| {
            let mut bad = good.clone();
            change(&mut bad);
            unpack(&bad, 1 << 10, 16).unwrap_err()
        };
        with(&|bad| bad.clear());
        with(&|bad| bad.truncate(5));
        with(&|bad| bad.truncate(bad.len() - 1));
        with(&|bad| bad.truncate(bad.len() - 9));
        with(&|bad| bad[0] = b'<');
        with(&|bad| *bad.last_mut().unwrap() ^= 1);
        with(&|bad| bad.extend_from_slice(&good));
        with(&|bad| bad.push(0));
    }

    #[test]
    fn endless_blocks_of_nothing_end_at_the_cap() {
        let mut body = packed(b"")[..10].to_vec();
        body.extend([0, 0, 0, 0xff, 0xff].repeat(1 << 10));
        assert!(unpack(&body, 10, 100).unwrap_err().contains("more than"));
        // A header whose file name does not end.
        let mut body = vec![0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3];
        body.extend([b'x'; 1 << 12]);
        assert!(unpack(&body, 10, 100).unwrap_err().contains("more than"));
    }

    #[test]
    fn a_trickle_is_given_up_and_a_slow_start_is_not() {
        let timing = Timing::default();
        let speed = |bytes, waited| Speed { waited: Duration::from_secs(waited), bytes };
        assert!(!speed(0, timing.idle.as_secs()).is_too_slow(&timing));
        assert!(speed(40, 40).is_too_slow(&timing));
        assert!(!speed(40 << 10, 40).is_too_slow(&timing));
    }
}
