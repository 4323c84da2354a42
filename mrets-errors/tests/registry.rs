//! The example `registry`, over real sockets.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "../examples/registry/api.rs"]
mod api;
#[path = "../examples/registry/client.rs"]
mod client;
#[path = "../examples/registry/db.rs"]
mod db;
#[path = "../examples/registry/document.rs"]
mod document;
#[path = "../examples/registry/error.rs"]
mod error;
#[path = "../examples/registry/extract.rs"]
mod extract;
#[path = "../examples/registry/grpc.rs"]
mod grpc;
#[path = "../examples/registry/grpc_client.rs"]
mod grpc_client;
#[path = "../examples/registry/guard.rs"]
mod guard;
#[path = "../examples/registry/pages.rs"]
mod pages;
#[path = "../examples/registry/seed.rs"]
mod seed;
#[path = "../examples/registry/service.rs"]
mod service;
#[path = "../examples/registry/tour.rs"]
mod tour;
#[path = "../examples/registry/transfer.rs"]
mod transfer;

use std::{
    cell::RefCell,
    fs,
    future::IntoFuture,
    io::{self, Read, Write},
    net::{Ipv4Addr, TcpStream},
    num::NonZeroU32,
    path::{Path, PathBuf},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use governor::Quota;
use http::{HeaderMap, Method, StatusCode};
use mrets_errors::{Failure, MretsError, reqwest::ResponseExt as _, table};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use tonic::Code;
use tonic_types::StatusExt as _;
use uuid::Uuid;

use crate::{
    error::{FieldError, RegistryError},
    grpc::proto::{GetAccountRequest, accounts_client::AccountsClient},
    grpc_client::GrpcClient,
    guard::{BODY_LIMIT, MAINTENANCE_PATH},
    seed::{CITY_UTILITY, LAKE_SOLAR, PRAIRIE_WIND, SOLAR, WIND},
    service::{Limits, Service},
};

const ACCOUNTS: &str = "/v1/public/rec/accounts";
const TRANSACTIONS: &str = "/v1/public/rec/transactions";
const BROKEN: &str = "/v1/public/rec/reports/broken";
const SLOW: &str = "/v1/public/rec/reports/slow";

/// The id of no account.
const NOBODY: Uuid = Uuid::nil();

/// Limits that no test meets, however slow the machine.
fn no_limits() -> Limits {
    Limits {
        database: Duration::from_secs(600),
        ..Limits::none()
    }
}

/// Limits under which the slow report times out soon.
fn short_of_time() -> Limits {
    Limits {
        database: Duration::from_millis(50),
        ..no_limits()
    }
}

thread_local! {
    /// The log of this thread, which runs one test and its server.
    static LOG: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
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

struct Server {
    client: Client,
    base: String,
    stop: oneshot::Sender<()>,
    task: JoinHandle<io::Result<()>>,
}

impl Server {
    async fn start() -> Self {
        Self::start_with(None, no_limits()).await
    }

    async fn start_with(path: Option<&Path>, limits: Limits) -> Self {
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

    async fn stop(self) {
        drop((self.stop, self.client));
        self.task.await.unwrap().unwrap();
    }

    /// A request without a key.
    fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.bare(method, path).header("x-api-key", "demo-key")
    }

    async fn get(&self, path: &str) -> Answer {
        answer(self.request(Method::GET, path)).await
    }

    async fn transfer(&self, attributes: Value) -> Answer {
        let document = json!({ "data": { "type": "transactions", "attributes": attributes } });
        answer(self.request(Method::POST, TRANSACTIONS).json(&document)).await
    }

    async fn maintenance(&self, enabled: bool) -> Answer {
        let body = json!({ "enabled": enabled });
        answer(self.request(Method::PUT, MAINTENANCE_PATH).json(&body)).await
    }

    /// All holdings of all accounts.
    async fn holdings(&self) -> Value {
        let answer = self.get(ACCOUNTS).await;
        assert_eq!(answer.status, 200);
        answer.json()
    }

    async fn holdings_of(&self, account: Uuid) -> Vec<(Uuid, i64)> {
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

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: response.bytes().await.unwrap(),
    }
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The error objects of an envelope of this status.
    fn errors(&self, status: u16) -> Vec<Value> {
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

    fn pointers(&self) -> Vec<String> {
        self.errors(422)
            .iter()
            .map(|error| error["source"]["pointer"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Checks that the answer has the texts of the table for this status, a link to read more, and
    /// nothing else.
    fn says_only_the_table(&self, status: StatusCode) {
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
struct File(PathBuf);

impl File {
    fn new() -> Self {
        Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.sqlite", Uuid::new_v4())))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // A file that cannot be removed does not exist.
        let _ = fs::remove_file(&self.0);
    }
}

fn attributes(from: Uuid, to: Uuid, certificate: Uuid, quantity: i64) -> Value {
    json!({
        "from_account": from.to_string(),
        "to_account": to.to_string(),
        "certificate": certificate.to_string(),
        "quantity": quantity,
    })
}

#[tokio::test]
async fn the_tour_passes() {
    let limits = Limits {
        database: Duration::from_secs(1),
        ..Limits::default()
    };
    let server = Server::start_with(None, limits).await;
    let mut out = Vec::new();
    let passed = tour::run(&server.base, &mut out).await.unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(passed, "{out}");
    assert!(out.ends_with("\n11 of 11 answers are what the page says\n"));
    assert!(out.contains("GET /v1/public/rec/accounts?page[size]=abc HTTP/1.1\n"));
    assert!(out.contains("HTTP/1.1 404 Not Found\ncontent-type: application/vnd.api+json\n"));
    assert!(out.contains("\ngrpc-status: 5 NotFound\ngrpc-message: The record identified by "));
    assert!(out.contains(concat!(
        r#"{"errors":[{"title":"Record not found","detail":"The record identified by "#,
        "00000000-0000-0000-0000-000000000001",
        r#" could not be found.","code":"404","status":"404"}]}"#
    )));
}

#[tokio::test]
async fn a_path_that_is_none_gets_an_envelope() {
    let server = Server::start().await;
    for path in [
        "/",
        "/v1/public/rec/acounts",
        "/v1/public/rec/accounts/",
        "/%FF",
    ] {
        server
            .get(path)
            .await
            .says_only_the_table(StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_method_that_is_none_gets_an_envelope_and_the_allowed_ones() {
    let server = Server::start().await;
    let account = format!("{ACCOUNTS}/{PRAIRIE_WIND}");
    for (method, path, allow) in [
        (Method::DELETE, ACCOUNTS, "GET, HEAD"),
        (Method::PATCH, account.as_str(), "GET, HEAD"),
        (Method::GET, TRANSACTIONS, "POST"),
        (Method::POST, BROKEN, "GET, HEAD"),
        (Method::OPTIONS, SLOW, "GET, HEAD"),
        (Method::GET, MAINTENANCE_PATH, "PUT"),
    ] {
        let answer = answer(server.request(method, path)).await;
        answer.errors(405);
        assert_eq!(answer.header("allow"), Some(allow), "{path}");
    }
}

#[tokio::test]
async fn an_id_that_is_none_gets_an_envelope() {
    let server = Server::start().await;
    for id in [
        "1",
        "%20",
        "%FF",
        "%00",
        "a0000000-0000-4000-8000-00000000000g",
    ] {
        let errors = server.get(&format!("{ACCOUNTS}/{id}")).await.errors(400);
        assert_eq!(errors[0]["source"], json!({ "parameter": "id" }), "{id}");
    }
}

#[tokio::test]
async fn a_wrong_parameter_is_named() {
    let server = Server::start().await;
    for (query, parameter) in [
        ("page[size]=abc", "page[size]"),
        ("page[size]=", "page[size]"),
        ("page[size]=0", "page[size]"),
        ("page[size]=1001", "page[size]"),
        ("page%5Bsize%5D=-1", "page[size]"),
        ("page[size]=2&page[size]=%FF", "page[size]"),
        ("page[number]=0", "page[number]"),
        ("page[number]=4294967296", "page[number]"),
        ("page[number]=1.5", "page[number]"),
        ("sort=name", "sort"),
        ("%22%0A", "\"\n"),
    ] {
        let errors = server.get(&format!("{ACCOUNTS}?{query}")).await.errors(400);
        let source = json!({ "parameter": parameter });
        assert_eq!(errors[0]["source"], source, "{query}");
    }
}

#[tokio::test]
async fn pages_have_the_size_that_was_asked_for() {
    let server = Server::start().await;
    let all = [PRAIRIE_WIND, LAKE_SOLAR, CITY_UTILITY];
    for (query, expected) in [
        ("", all.as_slice()),
        ("?page[size]=1000", &all),
        ("?page[size]=2", &[PRAIRIE_WIND, LAKE_SOLAR]),
        ("?page[size]=2&page[number]=2", &[CITY_UTILITY]),
        ("?page[size]=1000&page[number]=4294967295", &[]),
    ] {
        let answer = server.get(&format!("{ACCOUNTS}{query}")).await;
        assert_eq!(answer.status, 200);
        let document = answer.json();
        let ids: Vec<Uuid> = document["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|account| account["id"].as_str().unwrap().parse().unwrap())
            .collect();
        assert_eq!(ids, expected, "{query}");
        assert_eq!(document["meta"]["total"], 3);
    }
}

#[tokio::test]
async fn a_body_that_is_no_document_gets_an_envelope() {
    let server = Server::start().await;
    let before = server.holdings().await;
    let deep = "[".repeat(BODY_LIMIT);
    for body in [
        b"".as_slice(),
        b"{",
        b"nonsense",
        b"\xff\xfe",
        b"{\"data\":{\"type\":\"transactions\",\"attributes\":{\"quantity\":\"\xff\"}}}",
        b"null",
        b"[]",
        b"{}",
        br#"{"data":null}"#,
        br#"{"data":{"type":"transactions"}}"#,
        br#"{"data":{"type":1,"attributes":{}}}"#,
        br#"{"data":{"type":"transactions","attributes":[]}}"#,
        br#"{"data":{"type":"transactions","attributes":{}}} {}"#,
        deep.as_bytes(),
    ] {
        for (method, path) in [
            (Method::POST, TRANSACTIONS),
            (Method::PUT, MAINTENANCE_PATH),
        ] {
            let request = server
                .request(method, path)
                .header("content-type", "application/vnd.api+json")
                .body(body.to_vec());
            answer(request).await.errors(422);
        }
    }
    assert_eq!(server.holdings().await, before);
}

#[tokio::test]
async fn a_resource_of_another_type_is_a_conflict() {
    let server = Server::start().await;
    let attributes = attributes(PRAIRIE_WIND, CITY_UTILITY, WIND, 1);
    let body = json!({ "data": { "type": "accounts", "attributes": attributes } });
    let errors = answer(server.request(Method::POST, TRANSACTIONS).json(&body))
        .await
        .errors(409);
    assert_eq!(errors[0]["source"], json!({ "pointer": "/data/type" }));
}

#[tokio::test]
async fn a_content_type_that_is_not_json_gets_an_envelope() {
    let server = Server::start().await;
    for content_type in [None, Some("text/plain"), Some("application/xml"), Some("")] {
        let mut request = server.request(Method::POST, TRANSACTIONS).body("{}");
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        let errors = answer(request).await.errors(415);
        assert_eq!(errors[0]["source"], json!({ "header": "Content-Type" }));
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_gets_an_envelope() {
    let server = Server::start().await;
    for size in [BODY_LIMIT + 1, 10_000_000] {
        for path in [TRANSACTIONS, ACCOUNTS, "/nowhere"] {
            let request = server
                .request(Method::POST, path)
                .header("content-type", "application/json")
                .body(vec![b' '; size]);
            answer(request).await.errors(413);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_of_broken_chunks_gets_an_envelope() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.base.trim_start_matches("http://")).unwrap();
    let request = format!(
        "POST {TRANSACTIONS} HTTP/1.1\r\nhost: registry\r\nx-api-key: demo-key\r\n\
         content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nno number\r\n"
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    assert!(
        response.starts_with("HTTP/1.1 400 Bad Request\r\n"),
        "{response}"
    );
    assert!(response.contains("content-type: application/vnd.api+json\r\n"));
    assert!(response.contains(r#"{"errors":[{"title":"Bad Request","#));
}

#[tokio::test]
async fn every_wrong_attribute_has_its_pointer() {
    let server = Server::start().await;
    for wrong in [json!(null), json!("many"), json!(0), json!([1]), json!({})] {
        let answer = server
            .transfer(json!({
                "from_account": PRAIRIE_WIND.to_string(),
                "to_account": wrong,
                "certificate": wrong,
                "quantity": wrong,
            }))
            .await;
        assert_eq!(
            answer.pointers(),
            [
                "/data/attributes/to_account",
                "/data/attributes/certificate",
                "/data/attributes/quantity"
            ]
        );
    }
    assert_eq!(server.transfer(json!({})).await.errors(422).len(), 4);
}

#[tokio::test]
async fn a_transfer_that_cannot_be_made_has_its_pointer_and_changes_nothing() {
    let server = Server::start().await;
    let before = server.holdings().await;
    let from = "/data/attributes/from_account";
    let to = "/data/attributes/to_account";
    let quantity = "/data/attributes/quantity";
    for (attributes, pointers) in [
        (attributes(NOBODY, CITY_UTILITY, WIND, 1), [from].as_slice()),
        (attributes(PRAIRIE_WIND, NOBODY, WIND, 1), &[to]),
        (attributes(NOBODY, Uuid::max(), WIND, 1), &[from, to]),
        (attributes(PRAIRIE_WIND, PRAIRIE_WIND, WIND, 1), &[to]),
        (
            attributes(PRAIRIE_WIND, PRAIRIE_WIND, WIND, 0),
            &[quantity, to],
        ),
        (
            attributes(PRAIRIE_WIND, CITY_UTILITY, WIND, 1201),
            &[quantity],
        ),
        (
            attributes(PRAIRIE_WIND, CITY_UTILITY, WIND, i64::MAX),
            &[quantity],
        ),
        (
            attributes(PRAIRIE_WIND, CITY_UTILITY, SOLAR, 1),
            &[quantity],
        ),
        (
            attributes(PRAIRIE_WIND, CITY_UTILITY, NOBODY, 1),
            &[quantity],
        ),
    ] {
        assert_eq!(server.transfer(attributes).await.pointers(), pointers);
    }
    assert_eq!(server.holdings().await, before);
}

#[tokio::test]
async fn a_transfer_moves_certificates() {
    let server = Server::start().await;
    let attributes = attributes(LAKE_SOLAR, CITY_UTILITY, SOLAR, 300);
    let answer = server.transfer(attributes.clone()).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert_eq!(
        answer.header("content-type"),
        Some("application/vnd.api+json")
    );
    let data = &answer.json()["data"];
    assert_eq!(data["type"], "transactions");
    assert_eq!(data["attributes"], attributes);
    assert!(data["id"].as_str().unwrap().parse::<Uuid>().is_ok());

    assert_eq!(server.holdings_of(LAKE_SOLAR).await, []);
    assert_eq!(
        server.holdings_of(CITY_UTILITY).await,
        [(WIND, 50), (SOLAR, 300)]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn transfers_at_once_never_overdraw() {
    let server = Server::start().await;
    let transfer = || server.transfer(attributes(CITY_UTILITY, PRAIRIE_WIND, WIND, 30));
    let (one, other) = tokio::join!(transfer(), transfer());
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422]);
    assert_eq!(server.holdings_of(CITY_UTILITY).await, [(WIND, 20)]);
    assert_eq!(server.holdings_of(PRAIRIE_WIND).await, [(WIND, 1230)]);
}

#[tokio::test]
async fn a_transfer_that_breaks_midway_changes_nothing_and_tells_nothing() {
    let file = File::new();
    let server = Server::start_with(Some(&file.0), no_limits()).await;
    let before = server.holdings().await;
    rusqlite::Connection::open(&file.0)
        .unwrap()
        .execute_batch(
            "CREATE TRIGGER fault BEFORE INSERT ON transactions
             BEGIN SELECT RAISE(ABORT, 'the vault is at 10 Main Street'); END",
        )
        .unwrap();
    server
        .transfer(attributes(PRAIRIE_WIND, CITY_UTILITY, WIND, 1))
        .await
        .says_only_the_table(StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(server.holdings().await, before);
}

#[tokio::test]
async fn a_file_keeps_what_was_acknowledged() {
    let file = File::new();
    let server = Server::start_with(Some(&file.0), no_limits()).await;
    let answer = server
        .transfer(attributes(PRAIRIE_WIND, CITY_UTILITY, WIND, 200))
        .await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let before = server.holdings().await;
    server.stop().await;

    let server = Server::start_with(Some(&file.0), no_limits()).await;
    assert_eq!(server.holdings().await, before);
    assert_eq!(server.holdings_of(CITY_UTILITY).await, [(WIND, 250)]);
}

#[tokio::test]
async fn failures_of_the_service_tell_only_what_the_table_says() {
    let server = Server::start_with(None, short_of_time()).await;
    server
        .get(BROKEN)
        .await
        .says_only_the_table(StatusCode::INTERNAL_SERVER_ERROR);
    server
        .get(SLOW)
        .await
        .says_only_the_table(StatusCode::GATEWAY_TIMEOUT);
}

#[tokio::test]
async fn the_log_has_each_failure_once_with_its_cause() {
    let server = Server::start_with(None, short_of_time()).await;
    LOG.take();
    server.get(BROKEN).await.errors(500);
    server.get(SLOW).await.errors(504);
    server.get("/nowhere").await.errors(404);
    assert_eq!(server.maintenance(true).await.status, 200);
    server.get(ACCOUNTS).await.errors(503);

    let log = String::from_utf8(LOG.take()).unwrap();
    let lines: Vec<&str> = log.lines().filter(|line| line.contains("ERROR")).collect();
    let causes = ["no such table: retirements", "interrupted", "maintenance"];
    assert_eq!(lines.len(), causes.len(), "{log}");
    for (line, cause) in lines.iter().zip(causes) {
        assert!(line.contains(cause), "{line}");
    }
}

#[tokio::test]
async fn a_client_that_hangs_up_does_not_hold_the_database() {
    let server = Server::start_with(None, short_of_time()).await;
    let hasty = server.request(Method::GET, SLOW);
    // The client may give up first or get its 504.
    let _ = hasty.timeout(Duration::from_millis(20)).send().await;
    let patient = server.request(Method::GET, ACCOUNTS);
    let answer = patient.timeout(Duration::from_secs(60)).send().await;
    assert!(answer.is_ok(), "{answer:?}");
}

#[tokio::test]
async fn a_key_must_be_known_and_may_do_only_what_it_may() {
    let server = Server::start().await;
    let bare = server.bare(Method::GET, ACCOUNTS);
    for (name, key) in [
        ("x-other", b"demo-key".as_slice()),
        ("x-api-key", b""),
        ("x-api-key", b"DEMO-KEY"),
        ("x-api-key", b"\xff"),
    ] {
        let answer = answer(bare.try_clone().unwrap().header(name, key)).await;
        answer.says_only_the_table(StatusCode::UNAUTHORIZED);
        assert_eq!(answer.header("www-authenticate"), Some("ApiKey"));
    }

    let read = bare.header("x-api-key", "readonly-key");
    assert_eq!(answer(read).await.status, 200);
    for (method, path) in [
        (Method::POST, TRANSACTIONS),
        (Method::PUT, MAINTENANCE_PATH),
    ] {
        let write = server
            .bare(method, path)
            .header("x-api-key", "readonly-key");
        answer(write)
            .await
            .says_only_the_table(StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn the_eleventh_request_of_a_key_must_wait() {
    let default = Limits::default().requests;
    // Ten more come in five seconds; here in hours, so that a slow machine sees none of them.
    assert_eq!(default.burst_size_replenished_in(), Duration::from_secs(5));
    let limits = Limits {
        requests: Quota::per_hour(NonZeroU32::MIN).allow_burst(default.burst_size()),
        ..no_limits()
    };
    let server = Server::start_with(None, limits).await;
    for _ in 0..10 {
        assert_eq!(server.get(ACCOUNTS).await.status, 200);
    }
    let refused = server.get(ACCOUNTS).await;
    refused.says_only_the_table(StatusCode::TOO_MANY_REQUESTS);
    let wait: u32 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=3600).contains(&wait), "{wait}");

    let other = server
        .bare(Method::GET, ACCOUNTS)
        .header("x-api-key", "readonly-key");
    assert_eq!(answer(other).await.status, 200);
}

#[tokio::test]
async fn maintenance_turns_everything_away_but_its_end() {
    let server = Server::start().await;
    assert_eq!(server.maintenance(true).await.status, 200);
    for path in [ACCOUNTS, TRANSACTIONS, BROKEN, "/nowhere"] {
        let answer = server.get(path).await;
        answer.says_only_the_table(StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.header("retry-after"), Some("60"));
    }
    assert_eq!(server.maintenance(false).await.status, 200);
    assert_eq!(server.get(ACCOUNTS).await.status, 200);
}

#[tokio::test]
async fn a_known_account_is_not_sent_again_until_it_changes() {
    let server = Server::start().await;
    let path = format!("{ACCOUNTS}/{PRAIRIE_WIND}");
    let first = server.get(&path).await;
    let etag = first.header("etag").unwrap();

    let ask = |tags: String| {
        let request = server.request(Method::GET, &path);
        answer(request.header("if-none-match", tags))
    };
    for tags in [
        etag.to_owned(),
        format!("\"other\", W/{etag}"),
        "*".to_owned(),
    ] {
        let answer = ask(tags).await;
        assert_eq!(answer.status, 304);
        assert_eq!(answer.header("etag"), Some(etag));
        assert_eq!(answer.header("content-type"), None);
        assert!(answer.body.is_empty());
    }
    assert_eq!(ask("\"other\"".to_owned()).await.status, 200);

    let transfer = attributes(PRAIRIE_WIND, CITY_UTILITY, WIND, 1);
    assert_eq!(server.transfer(transfer).await.status, 201);
    assert_eq!(ask(etag.to_owned()).await.status, 200);
}

#[tokio::test]
async fn a_client_that_asks_for_problems_gets_them() {
    let server = Server::start().await;
    let ask = |accept: &'static str| {
        let request = server.request(Method::GET, &format!("{ACCOUNTS}/{NOBODY}"));
        answer(request.header("accept", accept))
    };
    let problem = ask("application/problem+json, */*;q=0.1").await;
    assert_eq!(problem.status, 404);
    assert_eq!(
        problem.header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(problem.header("vary"), Some("Accept"));
    assert_eq!(
        problem.json(),
        json!({
            "type": "about:blank",
            "title": "Record not found",
            "status": 404,
            "detail": format!("The record identified by {NOBODY} could not be found."),
            "code": "404",
        })
    );

    let plain = ask("application/json").await;
    assert_eq!(plain.header("content-type"), Some("application/json"));
    let envelope = ask("image/png, */*").await;
    envelope.errors(404);
    assert_eq!(plain.body, envelope.body);
    assert_eq!(envelope.header("vary"), Some("Accept"));
    // A person with a browser.
    let page = ask("text/html, */*").await;
    assert_eq!(page.status, 404);
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(page.header("vary"), Some("Accept"));
    let page = String::from_utf8(page.body.to_vec()).unwrap();
    assert!(
        page.contains("<h1 dir=\"auto\">Record not found</h1>"),
        "{page}"
    );
}

#[tokio::test]
async fn the_page_has_the_anchor_of_every_link() {
    let server = Server::start_with(None, short_of_time()).await;
    let page = server.get(pages::ERRORS).await;
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let invalid = server.transfer(json!({ "quantity": 0 })).await;
    let same = attributes(PRAIRIE_WIND, PRAIRIE_WIND, WIND, 1);
    let same = server.transfer(same).await;
    let few = attributes(CITY_UTILITY, PRAIRIE_WIND, WIND, 1000);
    let few = server.transfer(few).await;
    let unknown = server.transfer(attributes(NOBODY, CITY_UTILITY, WIND, 1));
    let mut errors = Vec::new();
    for (answer, status) in [
        (server.get("/nowhere").await, 404),
        (server.get(&format!("{ACCOUNTS}?sort=name")).await, 400),
        (server.get(&format!("{ACCOUNTS}?page[size]=0")).await, 400),
        (server.get(TRANSACTIONS).await, 405),
        (server.get(BROKEN).await, 500),
        (server.get(SLOW).await, 504),
        (invalid, 422),
        (same, 422),
        (few, 422),
        (unknown.await, 422),
    ] {
        errors.extend(answer.errors(status));
    }
    assert!(errors.len() > 10);
    for error in errors {
        let link = error["links"]["type"].as_str().unwrap();
        let anchor = link.strip_prefix("/errors#").unwrap();
        let id = format!("<article id=\"{anchor}\"");
        assert!(page.text().contains(&id), "{id}");
    }
}

#[tokio::test]
async fn the_page_says_what_the_service_answers() {
    let server = Server::start().await;
    let page = server.get(pages::ERRORS).await;
    let text = page.text().replace("&#34;", "\"");
    let path = format!("{ACCOUNTS}/{}", Uuid::from_u128(1));
    let missing = server.get(&path);
    let untyped = server.request(Method::POST, TRANSACTIONS).body("{}");
    let envelope = mrets_errors::Envelope::from_slice(&missing.await.body).unwrap();
    let shown = serde_json::to_string_pretty(&envelope).unwrap();
    let shown = shown.replace('\'', "&#39;");
    assert!(text.contains(&shown), "{shown}");
    // The library's own answer stands there with its template.
    let untyped = answer(untyped).await.errors(415).remove(0);
    let detail = untyped["detail"].as_str().unwrap();
    let (said, _) = detail.split_once("application/json").unwrap();
    assert!(text.contains(&format!("{said}{{0}}.")), "{detail}");
}

#[tokio::test]
async fn the_openapi_document_has_the_statuses_of_the_errors() {
    let server = Server::start().await;
    let document = server.get(pages::OPENAPI).await.json();
    pages::catalog().check_openapi(&document).unwrap();
    let paths = document["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 6);
    for (path, operations) in paths {
        for operation in operations.as_object().unwrap().values() {
            for entry in RegistryError::catalog().entries() {
                let status = entry.status.unwrap();
                let response = &operation["responses"][status.as_str()];
                assert!(response.is_object(), "{path} {status}");
            }
        }
    }
    let page = server.get("/docs/").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), Some("text/html"));
    let script = server.get("/docs/swagger-ui-bundle.js").await;
    assert_eq!(script.status, 200);
}

#[test]
fn clients_find_the_errors_that_they_know() {
    let lock = "examples/registry/errors.lock.json";
    pages::catalog().check(lock).unwrap();
}

#[test]
fn each_error_says_what_it_means() {
    pages::catalog().check_documented().unwrap();
}

/// The failure that a client gets from a request.
async fn failure(request: RequestBuilder) -> Failure {
    let response = request.send().await.unwrap();
    if response.status() == StatusCode::NOT_MODIFIED {
        return Failure::from_parts(response.status(), response.headers(), b"");
    }
    response.or_failure().await.unwrap_err()
}

/// Provokes an error of the registry, and compares the variant that arrives.
macro_rules! arrives {
    ($request:expr, $variant:pat $(if $condition:expr)?) => {{
        let failure = failure($request).await;
        match RegistryError::from_failure(&failure) {
            Ok($variant) $(if $condition)? => {}
            other => panic!("{other:?} of {failure:?}"),
        }
    }};
}

#[tokio::test]
async fn each_variant_arrives_as_the_same_variant() {
    use {FieldError as Field, RegistryError as Registry};

    let server = Server::start_with(None, short_of_time()).await;
    let get = |path: &str| server.request(Method::GET, path);
    let transfer = |attributes: Value| {
        let document = json!({ "data": { "type": "transactions", "attributes": attributes } });
        server.request(Method::POST, TRANSACTIONS).json(&document)
    };
    let account = format!("{ACCOUNTS}/{PRAIRIE_WIND}");

    let etag = server.get(&account).await;
    let etag = etag.header("etag").unwrap();
    arrives!(
        get(&account).header("if-none-match", etag),
        Registry::NotModified { .. }
    );
    arrives!(
        get(&format!("{ACCOUNTS}?page[size]=0")),
        Registry::InvalidPage { name, max: 1000 } if name == "page[size]"
    );
    arrives!(
        get(&format!("{ACCOUNTS}?sort=name")),
        Registry::UnknownParameter { name } if name == "sort"
    );
    arrives!(
        server.bare(Method::GET, &account),
        Registry::Unauthenticated
    );
    arrives!(
        server
            .bare(Method::POST, TRANSACTIONS)
            .header("x-api-key", "readonly-key"),
        Registry::ReadOnlyKey
    );
    arrives!(
        get(&format!("{ACCOUNTS}/{NOBODY}")),
        Registry::RecordNotFound(_)
    );
    arrives!(get("/v2"), Registry::UnknownPath);
    arrives!(
        server.request(Method::DELETE, &account),
        Registry::MethodNotAllowed { allow } if allow == "GET, HEAD"
    );
    arrives!(
        server
            .request(Method::POST, TRANSACTIONS)
            .json(&json!({ "data": { "type": "accounts", "attributes": {} } })),
        Registry::WrongType { expected } if expected == "transactions"
    );
    arrives!(
        server
            .request(Method::POST, TRANSACTIONS)
            .body(vec![b' '; BODY_LIMIT + 1]),
        Registry::BodyTooLarge { limit: BODY_LIMIT }
    );
    arrives!(
        transfer(json!({})),
        Registry::Invalid(errors) if matches!(
            Vec::from_iter(&errors)[..],
            [
                Field::InvalidAttribute { name, .. },
                Field::InvalidAttribute { .. },
                Field::InvalidAttribute { .. },
                Field::InvalidAttribute { .. },
            ] if name == "from_account"
        )
    );
    arrives!(
        transfer(attributes(PRAIRIE_WIND, PRAIRIE_WIND, WIND, 1)),
        Registry::Field(Field::SameAccount)
    );
    arrives!(
        transfer(attributes(PRAIRIE_WIND, NOBODY, WIND, 1)),
        Registry::Field(Field::UnknownAccount { name, id: NOBODY }) if name == "to_account"
    );
    arrives!(
        transfer(attributes(LAKE_SOLAR, CITY_UTILITY, SOLAR, 301)),
        Registry::Field(Field::InsufficientCertificates {
            held: 300,
            wanted: 301
        })
    );
    arrives!(get(BROKEN), Registry::Database(None));
    arrives!(get(SLOW), Registry::DatabaseTimeout { .. });
    server.maintenance(true).await;
    arrives!(get(&account), Registry::Maintenance);
    server.stop().await;

    let one = const { NonZeroU32::new(1).unwrap() };
    let limits = Limits {
        requests: Quota::per_hour(one),
        ..no_limits()
    };
    let server = Server::start_with(None, limits).await;
    server.get(&account).await;
    arrives!(
        server.request(Method::GET, &account),
        Registry::TooManyRequests { .. }
    );
    server.stop().await;
}

/// The lines that the client prints, over one protocol.
async fn client_says(base: &str, is_grpc: bool, key: &str, quantity: i64) -> (bool, String) {
    let base: reqwest::Url = base.parse().unwrap();
    let mut out = Vec::new();
    let all_well = if is_grpc {
        let client = GrpcClient::new(&base, key).unwrap();
        client::run(&client, quantity, &mut out).await
    } else {
        let client = client::Client::new(base, key.to_owned()).unwrap();
        client::run(&client, quantity, &mut out).await
    };
    (all_well.unwrap(), String::from_utf8(out).unwrap())
}

#[tokio::test]
async fn the_client_says_what_it_did_and_what_was_wrong() {
    for is_grpc in [false, true] {
        let server = Server::start().await;
        let base = server.base.clone();
        let run = async |key: &str, quantity| client_says(&base, is_grpc, key, quantity).await;
        let (all_well, said) = run("demo-key", 7).await;
        assert!(all_well, "{said}");
        assert!(
            said.starts_with("Prairie Wind Farm    1200 wind\n"),
            "{said}"
        );
        assert!(
            said.contains(": 7 certificates sent\nPrairie Wind Farm    1193 wind\n"),
            "{said}"
        );

        let (all_well, said) = run("demo-key", 5000).await;
        assert!(!all_well);
        assert!(
            said.ends_with("error: 5000 are wanted, and only 1193 are there\n"),
            "{said}"
        );
        let (_, said) = run("demo-key", 0).await;
        assert!(
            said.ends_with("error: quantity must be a whole number of at least 1.\n"),
            "{said}"
        );
        let (_, said) = run("readonly-key", 1).await;
        assert!(said.ends_with("error: this key may only read\n"), "{said}");
        let (_, said) = run("stolen", 1).await;
        assert_eq!(
            said,
            "error: the registry does not know this key, give another by --key\n"
        );
        server.stop().await;
        let (_, said) = run("demo-key", 1).await;
        assert!(
            said.starts_with("error: the registry does not answer: "),
            "{said}"
        );
    }
}

/// A bare client of tonic's, on the port of the routes.
#[tokio::test]
async fn grpc_answers_with_the_same_errors() {
    let limits = Limits {
        requests: Quota::per_hour(NonZeroU32::MIN),
        ..no_limits()
    };
    let server = Server::start().await;
    let mut client = AccountsClient::connect(server.base.clone()).await.unwrap();
    let with_key = |mut request: tonic::Request<_>| {
        let metadata = request.metadata_mut();
        metadata.insert("x-api-key", "demo-key".parse().unwrap());
        metadata.insert("x-request-id", "r-7".parse().unwrap());
        request
    };
    let account = |id: Uuid| tonic::Request::new(GetAccountRequest { id: id.to_string() });

    let wind = client.get_account(with_key(account(PRAIRIE_WIND))).await;
    assert_eq!(wind.unwrap().get_ref().holdings[0].quantity, 1200);

    let status = client.get_account(account(NOBODY)).await.unwrap_err();
    assert_eq!(status.code(), Code::Unauthenticated);

    let status = client.get_account(with_key(account(NOBODY))).await;
    let status = status.unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
    assert_eq!(status.get_details_request_info().unwrap().request_id, "r-7");

    let id = "the city".to_owned();
    let request = tonic::Request::new(GetAccountRequest { id });
    let status = client.get_account(with_key(request)).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    let request = status.get_details_bad_request().unwrap();
    assert_eq!(request.field_violations[0].field, "id");
    server.stop().await;

    let server = Server::start_with(None, limits).await;
    let mut client = AccountsClient::connect(server.base.clone()).await.unwrap();
    client
        .get_account(with_key(account(NOBODY)))
        .await
        .unwrap_err();
    let status = client.get_account(with_key(account(NOBODY))).await;
    let status = status.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert!(status.get_details_retry_info().is_some());
    server.stop().await;
}

/// A registry that answers the second try.
#[tokio::test]
async fn the_client_tries_again_when_it_was_told_to() {
    static TRIES: AtomicU32 = AtomicU32::new(0);

    let router =
        axum::Router::new().fallback(async || match TRIES.fetch_add(1, Ordering::Relaxed) {
            0 => Err(RegistryError::TooManyRequests {
                wait: Duration::ZERO,
            }),
            _ => Ok(axum::Json(json!({ "data": [] }))),
        });
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(axum::serve(listener, router).into_future());
    let client = client::Client::new(base.parse().unwrap(), "demo-key".to_owned()).unwrap();
    let mut out = Vec::new();
    // The list of accounts is empty, and the transfer has no id.
    assert!(!client::run(&client, 1, &mut out).await.unwrap());
    let said = String::from_utf8(out).unwrap();
    assert!(
        said.starts_with(
            "\nerror: the registry says what this client does not know: 200 with an unexpected body: "
        ),
        "{said}"
    );
    assert_eq!(TRIES.load(Ordering::Relaxed), 3);
    server.abort();
}
