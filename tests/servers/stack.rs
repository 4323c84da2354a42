//! The layers around a router: panics, time-outs, overload and large bodies are envelopes.

use crate::servers::server::Server;
use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};
use bytes::Bytes;
use mrets_errors::ErrorObject;
use mrets_errors::axum::stack::{Limits, stack};
use std::panic::panic_any;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;

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
