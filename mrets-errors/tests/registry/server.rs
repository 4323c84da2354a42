//! The service on a socket of its own, and the questions that the tests ask it.

use std::{
    cell::RefCell,
    fs,
    future::IntoFuture,
    io::{self, Write},
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::LazyLock,
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use mrets_errors::table;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use uuid::Uuid;

use crate::{
    api,
    guard::MAINTENANCE_PATH,
    pages,
    service::{Limits, Service},
};

pub(super) const ACCOUNTS: &str = "/v1/public/rec/accounts";
pub(super) const TRANSACTIONS: &str = "/v1/public/rec/transactions";
pub(super) const BROKEN: &str = "/v1/public/rec/reports/broken";
pub(super) const SLOW: &str = "/v1/public/rec/reports/slow";

/// The id of no account.
pub(super) const NOBODY: Uuid = Uuid::nil();

/// Limits that no test meets, however slow the machine.
pub(super) fn no_limits() -> Limits {
    Limits {
        database: Duration::from_secs(600),
        ..Limits::none()
    }
}

/// Limits under which the slow report times out soon, and nothing else does, on a busy machine either.
pub(super) fn short_of_time() -> Limits {
    Limits {
        database: Duration::from_secs(1),
        ..no_limits()
    }
}

thread_local! {
    /// The log of this thread, which runs one test and its server.
    pub(super) static LOG: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.with_borrow_mut(|log| log.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One subscriber for all tests. With one for each test, tracing asks the subscriber of any thread
/// whether an event is wanted, and remembers the answer for all.
static LOGGING: LazyLock<()> = LazyLock::new(|| {
    tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(|| Log)
        .init();
});

pub(super) struct Server {
    client: Client,
    pub(super) base: String,
    stop: oneshot::Sender<()>,
    task: JoinHandle<io::Result<()>>,
}

impl Server {
    pub(super) async fn start() -> Self {
        Self::start_with(None, no_limits()).await
    }

    pub(super) async fn start_with(path: Option<&Path>, limits: Limits) -> Self {
        LazyLock::force(&LOGGING);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = api::router(Service::open(path, limits).unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let server = axum::serve(listener, router).with_graceful_shutdown(async {
            // A test that panics stops its server too.
            let _ = stopped.await;
        });
        Self {
            client: Client::builder().no_proxy().build().unwrap(),
            base,
            stop,
            task: tokio::spawn(server.into_future()),
        }
    }

    pub(super) async fn stop(self) {
        drop((self.stop, self.client));
        self.task.await.unwrap().unwrap();
    }

    /// A request without a key.
    pub(super) fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.bare(method, path).header("x-api-key", "demo-key")
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        answer(self.request(Method::GET, path)).await
    }

    pub(super) async fn transfer(&self, attributes: Value) -> Answer {
        let document = json!({ "data": { "type": "transactions", "attributes": attributes } });
        answer(self.request(Method::POST, TRANSACTIONS).json(&document)).await
    }

    pub(super) async fn maintenance(&self, enabled: bool) -> Answer {
        let body = json!({ "enabled": enabled });
        answer(self.request(Method::PUT, MAINTENANCE_PATH).json(&body)).await
    }

    /// All holdings of all accounts.
    pub(super) async fn holdings(&self) -> Value {
        let answer = self.get(ACCOUNTS).await;
        assert_eq!(answer.status, 200);
        answer.json()
    }

    pub(super) async fn holdings_of(&self, account: Uuid) -> Vec<(Uuid, i64)> {
        let answer = self.get(&format!("{ACCOUNTS}/{account}")).await;
        answer.json()["data"]["attributes"]["holdings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|holding| {
                let certificate = holding["certificate"].as_str().unwrap().parse().unwrap();
                (certificate, holding["quantity"].as_i64().unwrap())
            })
            .collect()
    }
}

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

pub(super) async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: response.bytes().await.unwrap(),
    }
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The error objects of an envelope of this status.
    pub(super) fn errors(&self, status: u16) -> Vec<Value> {
        let text = self.text();
        assert_eq!(self.status, status, "{text}");
        assert_eq!(
            self.header("content-type"),
            Some("application/vnd.api+json")
        );
        let document = self.json();
        let errors = document["errors"].as_array().unwrap().clone();
        assert_eq!(document.as_object().unwrap().len(), 1, "{text}");
        assert!(!errors.is_empty(), "{text}");
        for error in &errors {
            assert_eq!(error["status"], status.to_string(), "{text}");
            assert!(error["title"].is_string(), "{text}");
            assert!(error["code"].is_string(), "{text}");
        }
        errors
    }

    pub(super) fn pointers(&self) -> Vec<String> {
        self.errors(422)
            .iter()
            .map(|error| error["source"]["pointer"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Checks that the answer has the texts of the table for this status, a link to read more, and
    /// nothing else.
    pub(super) fn says_only_the_table(&self, status: StatusCode) {
        let row = table::row(status).unwrap();
        let catalog = pages::catalog();
        let mut entries = catalog.entries();
        let entry = entries
            .find(|entry| entry.type_name == "RegistryError" && entry.status == Some(status))
            .unwrap();
        let expected = json!({ "errors": [{
            "title": row.text,
            "detail": row.description,
            "code": entry.code,
            "links": { "type": format!("/errors#{}", entry.anchor()) },
            "status": status.as_str(),
        }] });
        self.errors(status.as_u16());
        assert_eq!(self.json(), expected);
    }
}

/// A database file that is gone after the test.
pub(super) struct File(pub(super) PathBuf);

impl File {
    pub(super) fn new() -> Self {
        Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.sqlite", Uuid::new_v4())))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // A file that cannot be removed does not exist.
        let _ = fs::remove_file(&self.0);
    }
}

pub(super) fn attributes(from: Uuid, to: Uuid, certificate: Uuid, quantity: i64) -> Value {
    json!({
        "from_account": from.to_string(),
        "to_account": to.to_string(),
        "certificate": certificate.to_string(),
        "quantity": quantity,
    })
}
