//! When delegated roles are asked for: all at once for a listing, one after the other for a single name.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use ragnos_plugin::origin::{ByteStream, Folder, Origin, OriginError};
use ragnos_plugin::tuf::{Client, ListedTarget};
use tokio::sync::Barrier;

use super::repository::{Machine, NOW, Repository, Served, delegate, options};

/// Two roles are asked for at the same time: no answer comes before both have been asked for.
#[derive(Debug)]
struct Together {
    served: Arc<Served>,
    both: Barrier,
}

impl Origin for Together {
    fn open<'a>(&'a self, folder: Folder, path: &'a str, limit: u64) -> BoxFuture<'a, Result<ByteStream, OriginError>> {
        Box::pin(async move {
            if path.ends_with("first.json") || path.ends_with("last.json") {
                self.both.wait().await;
            }
            self.served.open(folder, path, limit).await
        })
    }

    fn shown(&self) -> String {
        self.served.shown()
    }
}

#[tokio::test]
async fn independent_roles_are_loaded_at_the_same_time_for_a_listing_and_in_order_for_a_name() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    delegate(repository.top(), "first", &["x*"], false, &[6]);
    delegate(repository.top(), "last", &["*"], false, &[7]);
    repository.role("first", 6, &["x1"]);
    repository.role("last", 7, &["x1", "x2"]);
    repository.publish();
    let together: Arc<dyn Origin> = Arc::new(Together { served: repository.origin.clone(), both: Barrier::new(2) });
    let client = Client::refresh(&repository.anchor(), &machine.state(), together, &options(NOW)).await.unwrap();
    let listing = client.find_prefix("x");
    let listing = tokio::time::timeout(Duration::from_mins(1), listing).await.expect("one role waits for the other").unwrap();
    assert_eq!(listing.targets.iter().map(ListedTarget::name).collect::<Vec<_>>(), ["x1", "x2"]);
    // A search asks the second role only when the first one has no answer.
    let machine = Machine::new();
    let client = machine.refresh(&repository).await.unwrap();
    client.find("x1").await.unwrap().unwrap();
    assert_eq!(repository.origin.requests()[4..], ["1.first.json"]);
    client.find("x2").await.unwrap().unwrap();
    assert_eq!(repository.origin.requests()[4..], ["1.first.json", "1.last.json"]);
}
