//! A storage that is a bucket of S3, or the part of one below a prefix.
//!
//! Owns: that files are created once and `timestamp.json` is compared and swapped, both by conditional writes, so that no lock is
//! needed; and what caches are told about each file. Never does: delete or replace anything but `timestamp.json`.
//! In: `BUCKET[/PREFIX][?region=R&endpoint=URL&profile=P&lock=MODE:SPAN&timestamp-lock=MODE:SPAN]`. Out: [`S3`].

mod error;
mod retention;

use std::sync::{Mutex, PoisonError};

use aws_sdk_s3::Client;
use aws_sdk_s3::error::{ProvideErrorMetadata as _, SdkError};
use aws_sdk_s3::operation::get_object::GetObjectError;
use aws_sdk_s3::operation::head_object::HeadObjectError;
use aws_sdk_s3::operation::put_object::builders::PutObjectFluentBuilder;
use aws_sdk_s3::operation::put_object::{PutObjectError, PutObjectOutput};
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::ChecksumAlgorithm;
use futures_util::future::BoxFuture;
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Folder;

use super::{Error, Storage, TIMESTAMP, folder_name, same};
use crate::aws::Reach;
use crate::headers::{cache_control, content_type};

pub use error::Error as S3Error;
use retention::Retention;

/// A bucket.
#[derive(Debug)]
pub struct S3 {
    client: Client,
    bucket: String,
    /// Empty, or with a slash at its end.
    prefix: String,
    /// As it was written, for messages.
    shown: String,
    /// How long uploads cannot be deleted, counted from when the bucket was opened.
    retention: Retention,
    /// `timestamp.json` as it was read last: its digest, and the entity tag that S3 compares.
    seen: Mutex<Option<(Sha256, String)>>,
}

/// How a conditional write ended.
enum Written {
    Yes,
    /// The condition does not hold.
    No,
}

impl S3 {
    /// Makes a client for the bucket; `text` is what follows `s3://`. The bucket is not asked.
    ///
    /// # Errors
    /// [`S3Error`] when the place cannot be read, or no region is known.
    pub async fn open(text: &str) -> Result<Self, S3Error> {
        let (shown, (place, query)) = (format!("s3://{text}"), text.split_once('?').unwrap_or((text, "")));
        let form = |reason: &str| S3Error::Form { place: shown.clone(), reason: reason.to_owned() };
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        let plain = |one: char| one.is_ascii_alphanumeric() || "-._".contains(one);
        if bucket.is_empty() || !bucket.chars().all(plain) {
            return Err(form("the bucket's name is missing, or has characters that none has"));
        }
        let prefix = prefix.trim_end_matches('/');
        if !prefix.chars().all(|one| plain(one) || one == '/')
            || prefix.split('/').any(|part| !prefix.is_empty() && part.is_empty())
        {
            return Err(form("a prefix is letters, digits, hyphens, dots and underscores between slashes"));
        }
        let (mut retention, now) = (Retention::default(), SystemClock.now());
        let reach = Reach::parse_with(query, |name, value| retention.take(name, value, now)).map_err(form)?;
        let config = reach.config().await;
        if config.region().is_none_or(|region| region.as_ref().is_empty()) {
            return Err(S3Error::NoRegion { place: shown });
        }
        // Other makers of S3 are reached by one name for all buckets.
        let other = config.endpoint_url().is_some();
        let client = Client::from_conf(aws_sdk_s3::config::Builder::from(&config).force_path_style(other).build());
        Ok(Self { shown, retention, ..Self::with_client(client, bucket, prefix) })
    }

    /// A bucket that is reached with a client that was made elsewhere; `prefix` is empty, or names below which it lies.
    pub fn with_client(client: Client, bucket: &str, prefix: &str) -> Self {
        let shown = format!("s3://{bucket}/{prefix}");
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
        Self { client, bucket: bucket.to_owned(), prefix, shown, retention: Retention::default(), seen: Mutex::new(None) }
    }

    fn key(&self, folder: Folder, name: &str) -> String {
        format!("{}{}/{name}", self.prefix, folder_name(folder))
    }

    async fn get(&self, folder: Folder, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let answer = self.client.get_object().bucket(&self.bucket).key(self.key(folder, name)).send().await;
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) if error.as_service_error().is_some_and(GetObjectError::is_no_such_key) => return Ok(None),
            Err(error) => return Err(S3Error::of(&self.shown, &error).into()),
        };
        let tag = answer.e_tag().map(str::to_owned);
        let bytes = answer.body.collect().await.map_err(|error| S3Error::broken(&self.shown, &error))?.to_vec();
        if folder == Folder::Metadata && name == TIMESTAMP {
            let seen = tag.map(|tag| (Sha256::of(&bytes), tag));
            *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = seen;
        }
        Ok(Some(bytes))
    }

    fn request(&self, folder: Folder, name: &str, bytes: &[u8]) -> PutObjectFluentBuilder {
        let kind = content_type(name);
        let cache = cache_control(name);
        let request = self.client.put_object().bucket(&self.bucket).key(self.key(folder, name));
        let request = request.content_type(kind).cache_control(cache).checksum_algorithm(ChecksumAlgorithm::Sha256);
        self.retention.keep(request, name == TIMESTAMP).body(ByteStream::from(bytes.to_vec()))
    }

    fn ended(&self, answer: Result<PutObjectOutput, SdkError<PutObjectError>>) -> Result<Written, S3Error> {
        match answer {
            Ok(_) => Ok(Written::Yes),
            // The condition does not hold; somebody else writes at this moment; there is nothing to compare with.
            Err(error) if matches!(error.code(), Some("PreconditionFailed" | "ConditionalRequestConflict" | "NoSuchKey")) => {
                Ok(Written::No)
            }
            Err(error) => Err(S3Error::of(&self.shown, &error)),
        }
    }

    async fn create_now(&self, folder: Folder, name: &str, bytes: &[u8]) -> Result<bool, Error> {
        match self.ended(self.request(folder, name, bytes).if_none_match("*").send().await)? {
            Written::Yes => Ok(true),
            Written::No => match self.get(folder, name).await? {
                Some(there) => same(folder, name, &there, bytes).map(|()| false),
                None => Err(Error::Busy { place: self.shown.clone() }),
            },
        }
    }

    async fn commit_now(&self, expected: Option<Sha256>, bytes: &[u8]) -> Result<(), Error> {
        let busy = || Error::Busy { place: self.shown.clone() };
        let request = self.request(Folder::Metadata, TIMESTAMP, bytes);
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let request = match (expected, seen) {
            (None, _) => request.if_none_match("*"),
            (Some(expected), Some((digest, tag))) if expected == digest => request.if_match(tag),
            _ => return Err(busy()),
        };
        if let Written::Yes = self.ended(request.send().await)? {
            return Ok(());
        }
        // An answer may have been lost on the way, and the repetition found the file that it had written itself.
        match self.get(Folder::Metadata, TIMESTAMP).await? {
            Some(there) if there == bytes => Ok(()),
            _ => Err(busy()),
        }
    }
}

impl Storage for S3 {
    fn read<'a>(&'a self, folder: Folder, name: &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>, Error>> {
        Box::pin(self.get(folder, name))
    }

    fn exists<'a>(&'a self, folder: Folder, name: &'a str) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            match self.client.head_object().bucket(&self.bucket).key(self.key(folder, name)).send().await {
                Ok(_) => Ok(true),
                Err(error) if error.as_service_error().is_some_and(HeadObjectError::is_not_found) => Ok(false),
                Err(error) => Err(S3Error::of(&self.shown, &error).into()),
            }
        })
    }

    fn create<'a>(&'a self, folder: Folder, name: &'a str, bytes: &'a [u8]) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(self.create_now(folder, name, bytes))
    }

    fn commit<'a>(&'a self, expected: Option<Sha256>, bytes: &'a [u8]) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(self.commit_now(expected, bytes))
    }
}
