//! poem.

use crate::cases::{self, Instead::Lacks, Instead::Status};
use crate::domain::{self, RegistryError};
use mrets_errors::poem::envelopes;
use mrets_errors::{Envelope, ErrorObject, Errors};
use poem::http::StatusCode;
use poem::listener::{Acceptor, Listener, TcpListener};
use poem::middleware::{CatchPanic, SizeLimit};
use poem::web::{Json, Path, Query};
use poem::{EndpointExt, Response, Result, Route, Server, get, handler, post};
use serde::Deserialize;

#[derive(Deserialize)]
struct Account {
    name: String,
}

#[derive(Deserialize)]
struct Page {
    page: u32,
}

#[handler]
fn record(Path(id): Path<u32>) -> Result<&'static str, RegistryError> {
    domain::record(id)
}

#[handler]
fn by_question_mark(Path(kind): Path<String>) -> Result<&'static str> {
    Ok(domain::domain(&kind)?)
}

#[handler]
fn any(Path(kind): Path<String>) -> Result<&'static str> {
    Ok(domain::any(&kind)?)
}

#[handler]
fn errors() -> Result<&'static str, Errors<domain::Blank>> {
    domain::errors()
}

#[handler]
fn generic() -> Result<&'static str, domain::Generic<String>> {
    Err(domain::generic())
}

#[handler]
fn object() -> ErrorObject {
    domain::object()
}

#[handler]
fn envelope() -> Envelope {
    domain::envelope()
}

#[handler]
fn search(Query(page): Query<Page>) -> String {
    page.page.to_string()
}

#[handler]
fn account(Json(account): Json<Account>) -> String {
    account.name
}

#[handler]
fn text(Path(status): Path<u16>) -> Response {
    let response = Response::builder()
        .status(StatusCode::from_u16(status).unwrap())
        .content_type("text/plain; charset=utf-8");
    match status {
        503 => response
            .header("retry-after", "7")
            .body("secret: 10.0.0.1 is down"),
        401 => response
            .header("www-authenticate", "Basic realm=\"x\"")
            .body("by hand"),
        413 => response.body("x".repeat(2_000)),
        _ => response.body("by hand"),
    }
}

#[handler]
fn problem() -> Response {
    Response::builder()
        .status(StatusCode::IM_A_TEAPOT)
        .content_type("application/problem+json")
        .body(r#"{"title":"tea"}"#)
}

#[handler]
fn panic() -> &'static str {
    panic!("secret")
}

#[handler]
fn panic_number() -> &'static str {
    std::panic::panic_any(7)
}

#[tokio::test]
async fn every_answer_is_an_envelope() {
    let app = Route::new()
        .at("/records/:id", get(record).head(record))
        .at("/domain/:kind", get(by_question_mark))
        .at("/any/:kind", get(any))
        .at("/errors", get(errors))
        .at("/generic", get(generic))
        .at("/object", get(object))
        .at("/envelope", get(envelope))
        .at("/search", get(search))
        .at("/accounts", post(account).with(SizeLimit::new(1024)))
        .at("/text/:status", get(text))
        .at("/problem", get(problem))
        .at("/panic", get(panic))
        .at("/panic/number", get(panic_number))
        .with(CatchPanic::new())
        .around(envelopes);
    let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await;
    let acceptor = acceptor.unwrap();
    let address = *acceptor.local_addr()[0].as_socket_addr().unwrap();
    tokio::spawn(Server::new_with_acceptor(acceptor).run(app));
    cases::run(
        address,
        &[("another method", Lacks), ("a bad path", Status(400))],
    )
    .await;
}

/// The error that a handler returned can be had from poem's.
#[test]
fn an_error_keeps_its_type() {
    let error = poem::Error::from(RegistryError::Unauthenticated);
    assert_eq!(error.status(), StatusCode::UNAUTHORIZED);
    assert!(error.is::<RegistryError>());
    let boxed = mrets_errors::AnyError::from(RegistryError::Unauthenticated);
    let error = poem::Error::from(boxed);
    assert_eq!(error.status(), StatusCode::UNAUTHORIZED);
}
