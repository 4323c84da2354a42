//! Shapes that panic, or cannot be written.

use super::layer::ask;
use axum::Router;
use axum::routing::get;
use http::{StatusCode, header};
use mrets_errors::dialect::{Body, Codes};
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::{Dialect, Envelope, Format, MretsError};
use serde_json::Value;

static PANICS: Dialect = Dialect::NEUTRAL.body("application/json", |_| panic!("a shape"));
static FAILS: Dialect = Dialect::NEUTRAL.body("application/json", |_| {
    Body::json(&std::collections::HashMap::from([((1, 2), 3)]))
});
/// A shape that can show only a 5xx.
static NARROW: Dialect = Dialect::NEUTRAL
    .codes(Codes::SnakeCase)
    .body("text/plain", |error| {
        assert!(error.status().is_server_error());
        Body::text(format!("{}: {}", error.code(), error.detail()))
    });

#[derive(Debug, MretsError)]
#[mrets(dialect = PANICS)]
#[status(429, retry_after = 7)]
struct Panics;

#[derive(Debug, MretsError)]
#[mrets(dialect = FAILS)]
#[status(404)]
struct Fails;

#[derive(Debug, MretsError)]
#[mrets(dialect = NARROW)]
#[status(404, detail = "{0}")]
struct Narrow(&'static str);

#[test]
fn a_shape_that_fails_is_the_neutral_500() {
    let said = "An unexpected error occurred on the server. Try again later.";
    for response in [Panics.to_response(), Fails.to_response()] {
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "application/vnd.api+json"
        );
        assert_eq!(response.headers().len(), 1);
        let document: Value = serde_json::from_slice(response.body()).unwrap();
        assert_eq!(document["errors"][0]["detail"], said);
        assert_eq!(document["errors"][0]["status"], "500");
    }
}

const NARROWED: &str =
    "internal_server_error: An unexpected error occurred on the server. Try again later.";

#[test]
fn the_500_has_the_shape_where_the_shape_can_show_it() {
    let response = Narrow("secret").to_response();
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/plain");
    assert_eq!(response.body(), NARROWED);
    // A problem document does not need the shape.
    let response = Narrow("here").to_response_as(Format::Problem);
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_layer_answers_in_place_of_a_shape_that_fails() {
    let router = || {
        Router::new()
            .route("/", get(|| async { Narrow("here") }))
            .layer(EnvelopeLayer::new())
    };
    let (status, media_type, body) = ask(router(), "/", None).await;
    assert_eq!((status.as_u16(), &*media_type), (500, "text/plain"));
    assert_eq!(body, NARROWED);
    let (status, _, body) = ask(router(), "/", Some("application/vnd.api+json")).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    let envelope = Envelope::from_slice(body.as_bytes()).unwrap();
    assert_eq!(envelope.errors[0].status.as_deref(), Some("500"));
    assert!(!body.contains("here"));
}
