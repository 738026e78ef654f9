//! A request of a service whose SDK would be compiled for this one request: signed and sent, again where the service is busy.
//!
//! Owns: the client, the signature, the tries. Never does: know a service; what an answer means is said by whoever asks.
//! In: a [`Request`]. Out: the answer's status and text.

use std::time::Duration;

use aws_config::SdkConfig;
use aws_sdk_s3::config::ProvideCredentials as _;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use ragnos_plugin::clock::{Clock as _, SystemClock};
use reqwest::{Client, StatusCode};

use super::deepest;

/// The longest that one request may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it is sent where the service is busy.
const TRIES: u32 = 3;
/// The first pause; each one is twice as long as the one before.
const PAUSE: Duration = Duration::from_millis(500);

/// A POST request.
pub(crate) struct Request<'r> {
    /// The service's name in signatures.
    pub(crate) service: &'r str,
    /// The region that it is signed for.
    pub(crate) region: &'r str,
    pub(crate) url: String,
    pub(crate) headers: &'r [(&'static str, &'static str)],
    pub(crate) body: String,
}

/// What an answer means.
pub(crate) enum Answer<E> {
    Accepted,
    /// The same request may succeed later.
    Busy(String),
    Refused(E),
}

/// Why there is no answer.
pub(crate) enum Unsent {
    /// There is nothing to sign it with.
    NoCredentials(String),
    /// It was not answered.
    Unanswered(String),
}

impl Request<'_> {
    /// Sends it until the service is not busy; `meaning` reads an answer.
    pub(crate) async fn send<E>(
        &self,
        config: &SdkConfig,
        meaning: impl Fn(StatusCode, &str) -> Answer<E>,
    ) -> Result<Result<(), E>, Unsent> {
        let client = Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).build();
        let client = client.map_err(|error| Unsent::Unanswered(deepest(&error)))?;
        let mut pause = PAUSE;
        for left in (0..TRIES).rev() {
            let busy = match self.once(&client, config).await {
                Ok((status, text)) => match meaning(status, &text) {
                    Answer::Accepted => return Ok(Ok(())),
                    Answer::Refused(error) => return Ok(Err(error)),
                    Answer::Busy(reason) => reason,
                },
                Err(Unsent::Unanswered(reason)) => reason,
                Err(bare) => return Err(bare),
            };
            if left == 0 {
                return Err(Unsent::Unanswered(busy));
            }
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
        Err(Unsent::Unanswered("it was not asked".to_owned()))
    }

    async fn once(&self, client: &Client, config: &SdkConfig) -> Result<(StatusCode, String), Unsent> {
        let bare = |reason: String| Unsent::NoCredentials(reason);
        let provider = config.credentials_provider().ok_or_else(|| bare("there is no provider of any".to_owned()))?;
        let identity = provider.provide_credentials().await.map_err(|error| bare(deepest(&error)))?.into();
        let unsigned = |error: &dyn std::error::Error| Unsent::Unanswered(deepest(error));
        let parameters = v4::SigningParams::builder().identity(&identity).region(self.region).name(self.service);
        let parameters = parameters.time(SystemClock.now().into()).settings(SigningSettings::default());
        let parameters = parameters.build().map_err(|error| unsigned(&error))?.into();
        let body = SignableBody::Bytes(self.body.as_bytes());
        let request = SignableRequest::new("POST", &self.url, self.headers.iter().copied(), body);
        let request = request.map_err(|error| unsigned(&error))?;
        let (signature, _) = sign(request, &parameters).map_err(|error| unsigned(&error))?.into_parts();
        let headers = self.headers.iter().copied().chain(signature.headers());
        let request = headers.fold(client.post(&self.url), |request, (name, value)| request.header(name, value));
        let answer = request.body(self.body.clone()).send().await.map_err(|error| unsigned(&error))?;
        let status = answer.status();
        Ok((status, answer.text().await.unwrap_or_default()))
    }
}
