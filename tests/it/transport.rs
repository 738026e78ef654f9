//! Opening repositories, and ordinary requests. What goes wrong on a network is in `attacks::network`.

use camino::Utf8Path;
use futures_util::TryStreamExt as _;
use ragnos_plugin::origin::{Folder, Origin, OriginError};
use ragnos_plugin::transport;

use crate::server::{Answer, Server, nobody};

pub(crate) async fn read(origin: &dyn Origin, folder: Folder, path: &str, limit: u64) -> Result<Vec<u8>, OriginError> {
    let stream = origin.open(folder, path, limit).await?;
    let chunks: Vec<_> = stream.try_collect().await?;
    Ok(chunks.concat())
}

#[tokio::test]
async fn a_file_is_asked_for_below_the_base_and_read_whole() {
    let server = Server::scripted([Answer::of("200 OK", &[], "hello")]);
    let origin = transport::open(&format!("{}/base", server.url), Utf8Path::new("/")).unwrap();
    assert_eq!(read(&*origin, Folder::Targets, "dir/a%20b", 5).await.unwrap(), b"hello");
    let request = &server.taken()[0];
    assert_eq!(request.path, "base/targets/dir/a%20b");
    assert_eq!(request.headers["user-agent"], concat!("ragnos-plugin/", env!("CARGO_PKG_VERSION")));
}

#[tokio::test]
async fn nobody_listening_is_unreachable_and_no_secret_is_shown() {
    let url = format!("{}/?token=secret", nobody().replace("//", "//user:secret@"));
    let origin = transport::open(&url, Utf8Path::new("/")).unwrap();
    let error = read(&*origin, Folder::Targets, "x", 10).await.unwrap_err();
    assert!(matches!(error, OriginError::Unreachable { .. }));
    assert!(!error.to_string().contains("secret") && !origin.shown().contains("secret"), "{error}");
}

#[test]
fn only_four_kinds_of_place_are_repositories() {
    for good in ["https://example.org/r", "http://127.0.0.1:1/", "file:///srv/r", "some/folder", "/srv/r"] {
        assert!(transport::open(good, Utf8Path::new("/project")).is_ok(), "{good}");
        assert!(transport::open_all("/srv/r", &[good.to_owned()], Utf8Path::new("/project")).is_ok(), "{good}");
    }
    for bad in ["ftp://example.org", "s3://bucket/x", "http://", "file://host/share"] {
        assert!(transport::open(bad, Utf8Path::new("/project")).is_err(), "{bad}");
        assert!(transport::open_all("/srv/r", &[bad.to_owned()], Utf8Path::new("/project")).is_err(), "{bad}");
    }
}
