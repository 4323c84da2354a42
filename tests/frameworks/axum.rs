//! axum.

use crate::cases::{self, Instead::Status};
use crate::domain::{self, RegistryError};
use axum::Router;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use mrets_errors::axum::extract::{Json, Path, Query};
use mrets_errors::axum::stack::{Limits, stack};
use serde::Deserialize;
use std::panic::panic_any;
use tokio::net::TcpListener;

#[derive(Deserialize)]
struct Account {
    name: String,
}

#[derive(Deserialize)]
struct Page {
    page: u32,
}

async fn record(Path(id): Path<u32>) -> Result<&'static str, RegistryError> {
    domain::record(id)
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

async fn problem() -> Response {
    let content_type = (header::CONTENT_TYPE, "application/problem+json");
    (
        StatusCode::IM_A_TEAPOT,
        [content_type],
        r#"{"title":"tea"}"#,
    )
        .into_response()
}

#[tokio::test]
async fn every_answer_is_an_envelope() {
    let app = Router::new()
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
        .route("/text/{status}", get(text))
        .route("/problem", get(problem))
        .route("/panic", get(|| async { panic!("secret") as &str }))
        .route("/panic/number", get(|| async { panic_any(7) as &str }));
    let limits = Limits {
        body: 1024,
        ..Limits::default()
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, stack(app, limits)).await });
    cases::run(address, &[("a bad path", Status(400))]).await;
}
