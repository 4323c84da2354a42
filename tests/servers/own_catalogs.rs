//! The catalogues of the library's own answers, compared with the answers of extractors and layers.

use super::layered::now;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request};
use axum::response::Response;
use axum::routing::{get, post};
use bytes::Bytes;
use http_body_util::BodyExt as _;
use mrets_errors::axum::extract::{Json, Path, Query, Refusal};
use mrets_errors::axum::stack::{Limits, stack};
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::{Answered, Catalog, Envelope, MretsError as _};
use std::collections::{BTreeMap, BTreeSet};
use std::future::pending;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The parts of an answer by which a client decides: status, title and code.
type Meaning = (u16, String, String);

fn meanings(catalog: &Catalog) -> BTreeSet<Meaning> {
    let known = |text: Option<&str>| text.unwrap().to_owned();
    catalog
        .entries()
        .map(|entry| {
            let status = entry.status.unwrap().as_u16();
            (status, known(entry.code), known(entry.title))
        })
        .collect()
}

/// Reads the meaning of an answer, which must have the headers of its entry.
fn meaning(catalog: &Catalog, response: Response) -> Meaning {
    let (head, body) = response.into_parts();
    let body = now(body.collect()).unwrap().to_bytes();
    let object = Envelope::from_slice(&body).unwrap().errors.remove(0);
    assert_eq!(object.status.as_deref(), Some(head.status.as_str()));
    let meaning = (
        head.status.as_u16(),
        object.code.unwrap(),
        object.title.unwrap(),
    );
    let entries = catalog.by_code(&meaning.1);
    let described: BTreeSet<&str> = entries.flat_map(|entry| entry.headers).copied().collect();
    for header in described {
        assert!(head.headers.contains_key(header), "{header} of {meaning:?}");
    }
    meaning
}

async fn send(app: &Router, request: Request) -> Response {
    let answer = tower_service::Service::call(&mut app.clone(), request).await;
    answer.unwrap()
}

/// A body that breaks off, or does not come.
struct Upload {
    breaks_off: bool,
}

impl http_body::Body for Upload {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        if self.breaks_off {
            Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
        } else {
            Poll::Pending
        }
    }
}

fn upload(breaks_off: bool) -> Body {
    Body::new(Upload { breaks_off })
}

fn request(method: &str, path: &str, body: impl Into<Body>) -> Request {
    let request = Request::builder().method(method).uri(path);
    let request = request.header("content-type", "application/json");
    request.body(body.into()).unwrap()
}

fn routes() -> Router {
    Router::new()
        .route("/", get(|| async { "hello" }))
        .route("/panic", get(|| async { panic!("secret") as &str }))
        .route("/slow", get(pending::<()>))
        .route("/body", post(|_: Bytes| async {}))
}

#[tokio::test]
async fn of_the_layer() {
    let catalog = EnvelopeLayer::catalog();
    let app = routes().layer(EnvelopeLayer::new());
    let mut answered = BTreeSet::new();
    for (method, path) in [("GET", "/nowhere"), ("PUT", "/body")] {
        let response = send(&app, request(method, path, "")).await;
        answered.insert(meaning(&catalog, response));
    }
    assert_eq!(answered, meanings(&catalog));
}

/// Tokio's clock moves on when nothing else is left to do.
#[tokio::test(start_paused = true)]
async fn of_the_stack() {
    let catalog = Limits::catalog();
    let limits = Limits {
        body: 10,
        ..Limits::default()
    };
    let none = Limits {
        concurrency: 0,
        ..limits
    };
    let app = stack(routes(), limits);
    let full = stack(routes(), none);
    let mut answered = BTreeSet::new();
    for (app, request) in [
        (&app, request("GET", "/nowhere", "")),
        (&app, request("PUT", "/body", "")),
        (&app, request("POST", "/body", upload(false))),
        (&app, request("POST", "/body", "0123456789x")),
        (&app, request("GET", "/panic", "")),
        (&full, request("GET", "/", "")),
        (&app, request("GET", "/slow", "")),
    ] {
        answered.insert(meaning(&catalog, send(app, request).await));
    }
    assert_eq!(answered, meanings(&catalog));
}

#[tokio::test]
async fn of_the_extractors() {
    let catalog = Refusal::catalog();
    let app = Router::new()
        .route("/body", post(|_: Json<BTreeMap<String, u8>>| async {}))
        .route("/query", get(|_: Query<BTreeMap<String, u8>>| async {}))
        .route("/path/{id}", get(|_: Path<u8>| async {}))
        .route("/list/{a}/{b}", get(|_: Path<(u8, u8, u8)>| async {}))
        .layer(DefaultBodyLimit::max(100));
    let mut text = request("POST", "/body", "{}");
    text.headers_mut().remove("content-type");
    let mut answered = BTreeSet::new();
    let mut variants = BTreeSet::new();
    for request in [
        request("POST", "/body", r#"{"a": "x"}"#),
        request("POST", "/body", "{"),
        text,
        request("POST", "/body", " ".repeat(101)),
        request("POST", "/body", upload(true)),
        request("GET", "/query?a=x", ""),
        // A name that is too long to be repeated.
        request("GET", &format!("/query?{}=x", "a".repeat(1_000)), ""),
        request("GET", "/path/x", ""),
        request("GET", "/list/1/2", ""),
    ] {
        let response = send(&app, request).await;
        let variant = response.extensions().get::<Answered>().unwrap().variant();
        let variant = variant.unwrap();
        let status = response.status();
        let mut entries = catalog.entries();
        let entry = entries.find(|entry| entry.variant == variant);
        assert_eq!(entry.unwrap().status, Some(status), "{variant}");
        variants.insert(variant);
        answered.insert(meaning(&catalog, response));
    }
    assert_eq!(answered, meanings(&catalog));
    let all = [
        "ContentType",
        "Defect",
        "Incomplete",
        "Located",
        "Malformed",
        "Parameter",
        "Parameters",
        "TooLarge",
    ];
    assert_eq!(variants, BTreeSet::from(all));
}
