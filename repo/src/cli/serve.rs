//! `serve`: a repository on this machine's loopback device, for trying things out.
//!
//! Owns: its flags, and the line that says where it listens. Never does: end by itself. In: [`Serve`]. Out: HTTP.

use std::net::SocketAddr;

use clap::Args;
use serde_json::json;

use super::{Failure, Report};
use crate::serve::{Fault, Server};
use crate::storage::{self, Access, Place};

/// Serve a repository on the loopback device, for development: the headers of a good CDN, and faults on request.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The repository: a folder, or s3://BUCKET/PREFIX.
    #[arg(value_name = "DIR")]
    place: Place,
    /// Where to listen, on the loopback device; port 0 takes a free one, which is printed.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0", value_parser = loopback)]
    listen: SocketAddr,
    /// Answer some paths badly: slow=SPAN@PATH, truncate=BYTES@PATH or status=CODE@PATH, where PATH may have stars; may be given
    /// more than once.
    #[arg(long = "fault", value_name = "FAULT")]
    faults: Vec<Fault>,
}

fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text.parse().map_err(|_| "an address with a port, such as 127.0.0.1:8000".to_owned())?;
    let refused = || "this server is for the loopback device only: 127.0.0.1 or [::1]".to_owned();
    if address.ip().is_loopback() { Ok(address) } else { Err(refused()) }
}

impl Serve {
    pub(super) async fn run(self, as_json: bool) -> Result<Report, Failure> {
        let storage = self.place.open(Access::Read).await?;
        let failed = storage::Error::io(&self.listen);
        let server = Server::listen(self.listen, storage, self.faults).await.map_err(&failed)?;
        let url = format!("http://{}/", server.address().map_err(&failed)?);
        Report::new("server", format!("{url} serves {}\n", self.place), json!({ "url": url })).print_line(as_json);
        match server.run().await.map_err(&failed)? {}
    }
}
