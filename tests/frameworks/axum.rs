//! axum.

use crate::cases::{self, Exception};
use crate::domain::{self, Account, Fuel, Order, Page, RegistryError};
use crate::speaking::{SHOP, speaks};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use mrets_errors::axum::extract::{Form, Json, Path, Query};
use mrets_errors::axum::stack::{Limits, Stack, stack};
use std::net::SocketAddr;
use std::panic::panic_any;
use std::time::Duration;
use tokio::net::TcpListener;

async fn record(Path(id): Path<u32>) -> Result<&'static str, RegistryError> {
    domain::record(id)
}

async fn form(order: Form<Order>) -> String {
    domain::order(&order)
}

async fn text(Path(status): Path<u16>) -> Response {
    let status = StatusCode::from_u16(status).unwrap();
    let with = |header: (HeaderName, &'static str), text: &'static str| {
        (status, [header], text).into_response()
    };
    match status.as_u16() {
        503 => with((header::RETRY_AFTER, "7"), "secret: 10.0.0.1 is down"),
        401 => with((header::WWW_AUTHENTICATE, "Basic realm=\"x\""), "by hand"),
        413 => (status, "x".repeat(2_000)).into_response(),
        _ => (status, "by hand").into_response(),
    }
}

async fn endless(Path(status): Path<u16>) -> Response {
    let status = StatusCode::from_u16(status).unwrap();
    let text = [(header::CONTENT_TYPE, "text/plain")];
    (status, text, Body::from_stream(domain::endless())).into_response()
}

async fn cached(headers: HeaderMap) -> Response {
    let etag = [(header::ETAG, domain::ETAG)];
    match headers.get(header::IF_NONE_MATCH) {
        Some(known) if known == domain::ETAG => (StatusCode::NOT_MODIFIED, etag).into_response(),
        _ => (etag, "fresh").into_response(),
    }
}

pub(crate) const EXCEPTIONS: &[Exception] = &[];

fn routes() -> Router {
    Router::new()
        .route("/records/{id}", get(record))
        .route(
            "/domain/{kind}",
            get(|Path(kind): Path<String>| async move { domain::domain(&kind) }),
        )
        .route(
            "/any/{kind}",
            get(|Path(kind): Path<String>| async move { domain::any(&kind) }),
        )
        .route("/errors", get(|| async { domain::errors() }))
        .route("/generic", get(|| async { domain::generic() }))
        .route("/anyhow", get(|| async { domain::anyhow() }))
        .route("/wrapper", get(|| async { domain::wrapper() }))
        .route("/object", get(|| async { domain::object() }))
        .route("/envelope", get(|| async { domain::envelope() }))
        .route(
            "/search",
            get(|page: Query<Page>| async move { page.page.to_string() }),
        )
        .route(
            "/accounts",
            post(|Json(account): Json<Account>| async { account.name }),
        )
        .route(
            "/orders",
            post(|order: Json<Order>| async move { domain::order(&order) }),
        )
        .route("/orders/form", get(form).post(form))
        .route(
            "/orders/{id}/{fuel}",
            get(|Path((id, fuel)): Path<(u32, Fuel)>| async move { domain::line((id, &fuel)) }),
        )
        .route("/defect/{id}", get(|_: Path<(u8, u8)>| async { "fits" }))
        .route("/text/{status}", get(text))
        .route(
            "/hand/{name}",
            get(|Path(name): Path<String>| async move { domain::by_hand(&name).map(Body::from) }),
        )
        .route("/endless/{status}", get(endless))
        .route("/cached", get(cached))
        .route("/lock", get(|| async { domain::lock("axum") }))
        .route("/panic", get(|| async { panic!("secret") as &str }))
        .route("/panic/number", get(|| async { panic_any(7) as &str }))
}

fn limits() -> Limits {
    Limits {
        body: 1024,
        ..Limits::default()
    }
}

/// The whole service, until the test's runtime ends.
pub(crate) async fn serve_all() -> SocketAddr {
    let limits = limits();
    let never = Limits {
        timeout: Duration::from_millis(10),
        ..limits
    };
    let slow = Router::new().route("/", get(std::future::pending::<()>));
    let none = Limits {
        concurrency: 0,
        ..limits
    };
    let busy = Router::new().route("/", get(|| async { "not busy" }));
    let app = routes()
        .nest("/slow", stack(slow, never))
        .nest("/busy", stack(busy, none));
    serve(stack(app, limits)).await
}

async fn serve(app: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

#[tokio::test]
async fn the_stack_speaks_its_dialect() {
    let stack = Stack::new(limits()).dialect(&SHOP);
    speaks(serve(stack.around(routes())).await).await;
}

#[tokio::test]
async fn every_answer_is_an_envelope() {
    cases::run(serve_all().await, EXCEPTIONS).await;
}
