//! The layers around a router: panics, time-outs, overload and large bodies are envelopes.

use crate::servers::server::Server;
use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};
use bytes::Bytes;
use mrets_errors::ErrorObject;
use mrets_errors::axum::extract::Json;
use mrets_errors::axum::stack::{Limits, Stack, stack};
use std::panic::panic_any;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;
use tower_http::compression::CompressionLayer;
use tower_http::cors::CorsLayer;

/// A handler that waits until a test opens the gate.
#[derive(Clone, Default)]
struct Gate {
    entered: Arc<Notify>,
    open: Arc<Notify>,
}

async fn wait(State(gate): State<Gate>) -> &'static str {
    gate.entered.notify_one();
    gate.open.notified().await;
    "done"
}

async fn lock(State(lock): State<Arc<Mutex<u8>>>) -> String {
    let mut count = lock
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    *count += 1;
    assert!(*count > 1, "the password is 1234");
    count.to_string()
}

fn app(gate: Gate, limits: Limits) -> Router {
    let routes = Router::new()
        .route("/wait", get(wait))
        .with_state(gate)
        .route("/lock", get(lock))
        .with_state(Arc::default())
        .route(
            "/panic/str",
            get(|| async { panic!("the password is 1234") as &str }),
        )
        .route(
            "/panic/string",
            get(|| async { panic!("the password is {}", 1234) as &str }),
        )
        .route("/panic/any", get(|| async { panic_any(1234) as &str }))
        .route("/", get(|| async { "hello" }))
        .route(
            "/body",
            post(|body: Bytes| async move { body.len().to_string() }),
        );
    stack(routes, limits)
}

fn description(status: u16) -> ErrorObject {
    ErrorObject::new(http::StatusCode::from_u16(status).unwrap())
}

#[tokio::test]
async fn a_panic_is_a_500_that_says_nothing() {
    let server = Server::start(app(Gate::default(), Limits::default())).await;
    for path in ["/panic/str", "/panic/string", "/panic/any"] {
        assert_eq!(
            server.get(path).await.error(500),
            description(500),
            "{path}"
        );
    }
    assert_eq!(server.get("/nowhere").await.error(404), description(404));
    assert_eq!(server.get("/").await.body, b"hello");
}

#[tokio::test]
async fn a_panic_that_holds_a_lock_is_one_answer() {
    let server = Server::start(app(Gate::default(), Limits::default())).await;
    // The client sends each request twice, and reads the second answer.
    assert_eq!(server.get("/lock").await.body, b"2");
}

#[tokio::test]
async fn too_long_is_a_504() {
    let limits = Limits {
        timeout: Duration::from_millis(20),
        ..Limits::default()
    };
    let server = Server::start(app(Gate::default(), limits)).await;
    assert_eq!(server.get("/wait").await.error(504), description(504));
}

#[tokio::test]
async fn too_many_are_503s() {
    let gate = Gate::default();
    let limits = Limits {
        concurrency: 1,
        ..Limits::default()
    };
    let server = Arc::new(Server::start(app(gate.clone(), limits)).await);
    let busy = tokio::spawn({
        let server = Arc::clone(&server);
        async move { server.get("/wait").await }
    });
    gate.entered.notified().await;
    let refused = server.get("/").await;
    assert_eq!(refused.error(503), description(503));
    assert_eq!(refused.header("retry-after"), Some("1"));
    // Both requests of the client.
    gate.open.notify_one();
    gate.entered.notified().await;
    gate.open.notify_one();
    assert_eq!(busy.await.unwrap().body, b"done");
    assert_eq!(server.get("/").await.body, b"hello");
}

#[tokio::test]
async fn too_large_is_a_413() {
    let limits = Limits {
        body: 10,
        ..Limits::default()
    };
    let server = Server::start(app(Gate::default(), limits)).await;
    assert_eq!(
        server.post("/body", "text/plain", b"0123456789").await.body,
        b"10"
    );
    let refused = server.post("/body", "text/plain", b"0123456789x").await;
    assert_eq!(refused.error(413).code.as_deref(), Some("413"));
}

/// CORS and compression, given to the stack: every answer has their headers.
#[tokio::test]
async fn layers_outside_see_every_answer() {
    let limits = Limits {
        timeout: Duration::from_millis(20),
        body: 10,
        ..Limits::default()
    };
    let none = Limits {
        concurrency: 0,
        ..limits
    };
    let routes = Router::new()
        .route("/wait", get(wait))
        .with_state(Gate::default())
        .route("/panic", get(|| async { panic!("secret") as &str }))
        .route("/body", post(|_: Bytes| async { "ok" }));
    let outside = |limits, routes| {
        Stack::new(limits)
            .outside(CompressionLayer::new())
            .outside(CorsLayer::permissive())
            .around(routes)
    };
    let server = Server::start(outside(limits, routes)).await;
    for (path, status) in [("/panic", 500), ("/wait", 504), ("/nowhere", 404)] {
        let answer = server.get(path).await;
        assert_eq!(answer.error(status).code.unwrap(), status.to_string());
        assert_eq!(
            answer.header("access-control-allow-origin"),
            Some("*"),
            "{path}"
        );
    }
    let large = server.post("/body", "text/plain", b"0123456789x").await;
    assert_eq!(large.error(413).code.as_deref(), Some("413"));
    assert_eq!(large.header("access-control-allow-origin"), Some("*"));
    let busy = Server::start(outside(none, Router::new().route("/", get(|| async {})))).await;
    let shed = busy.get("/").await;
    assert_eq!(shed.error(503), description(503));
    assert_eq!(shed.header("access-control-allow-origin"), Some("*"));
}

/// The status is the same on either side of compression, and with or without it.
#[tokio::test]
async fn compression_changes_no_status() {
    let routes = || {
        Router::new()
            .route("/ours", post(|_: Json<Vec<u8>>| async { "ok" }))
            .route("/axums", post(|_: axum::Json<Vec<u8>>| async { "ok" }))
    };
    let inside = stack(routes().layer(CompressionLayer::new()), Limits::default());
    let outside = Stack::new(Limits::default())
        .outside(CompressionLayer::new())
        .around(routes());
    for mut app in [inside, outside] {
        for (path, body, status) in [
            ("/ours", "[", 422),
            ("/ours", "{}", 422),
            ("/axums", "[", 400),
            ("/axums", "{}", 422),
        ] {
            for encoding in ["identity", "gzip"] {
                let request = http::Request::post(path)
                    .header("content-type", "application/json")
                    .header("accept-encoding", encoding)
                    .body(axum::body::Body::from(body));
                let answer = tower_service::Service::call(&mut app, request.unwrap()).await;
                assert_eq!(answer.unwrap().status(), status, "{path} {body} {encoding}");
            }
        }
    }
}

/// A body that says how long it is, and does not come.
struct Stalled;

impl http_body::Body for Stalled {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        std::task::Poll::Pending
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(20)
    }
}

fn upstream() -> (
    http::StatusCode,
    [(&'static str, &'static str); 1],
    axum::body::Body,
) {
    let text = [("content-type", "text/plain")];
    (
        http::StatusCode::NOT_FOUND,
        text,
        axum::body::Body::new(Stalled),
    )
}

/// An upstream that stalls after its head counts for the timeout and for the concurrency.
#[tokio::test(start_paused = true)]
async fn a_stalled_upstream_is_within_the_limits() {
    let limits = Limits {
        concurrency: 1,
        ..Limits::default()
    };
    let routes = Router::new()
        .route("/proxied", get(|| async { upstream() }))
        .route("/", get(|| async { "hello" }));
    let mut service = stack(routes, limits);
    let mut send = |path| {
        let mut request = http::Request::new(axum::body::Body::empty());
        *request.uri_mut() = http::Uri::from_static(path);
        tower_service::Service::call(&mut service, request)
    };
    let mut proxied = std::pin::pin!(send("/proxied"));
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(proxied.as_mut().poll(&mut cx).is_pending());
    assert_eq!(send("/").await.unwrap().status(), 503);
    // Tokio's clock moves on when nothing else is left to do.
    assert_eq!(proxied.await.unwrap().status(), 504);
    assert_eq!(send("/").await.unwrap().status(), 200);
}

/// The client is told that it was too slow, and not that the service was.
#[tokio::test]
async fn a_stalled_upload_is_a_408() {
    let limits = Limits {
        timeout: Duration::from_millis(20),
        ..Limits::default()
    };
    let server = Server::start(app(Gate::default(), limits)).await;
    let head = "POST /body HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\nhalf";
    let answer = server.stall(head).await;
    assert_eq!(answer.error(408), description(408));
    assert_eq!(answer.header("connection"), Some("close"));
}

/// Shedding a request is one warning, since nothing is broken.
#[tokio::test]
async fn a_request_that_is_shed_is_a_warning() {
    let limits = Limits {
        concurrency: 0,
        ..Limits::default()
    };
    let log = super::log::Log::default();
    let guard = tracing::subscriber::set_default(log.subscriber());
    let mut service = app(Gate::default(), limits);
    let request = http::Request::new(axum::body::Body::empty());
    let response = tower_service::Service::call(&mut service, request)
        .await
        .unwrap();
    drop(guard);
    assert_eq!(response.status(), 503);
    let log = log.text();
    assert!(log.starts_with(" WARN mrets_errors::log: "), "{log}");
    assert_eq!(log.lines().count(), 1, "{log}");
}
