//! A layer's dialect: what each framework answers by itself, in the words and the shape of one service.

use mrets_errors::dialect::{Body, Codes, PublicError};
use mrets_errors::{Dialect, Envelope};
use serde::Serialize;
use std::net::SocketAddr;

pub(crate) static SHOP: Dialect = Dialect::NEUTRAL
    .codes(Codes::SnakeCase)
    .body("application/json", shape);

#[derive(Serialize)]
struct Shape<'a> {
    code: &'a str,
    message: &'a str,
}

fn shape(error: &PublicError<'_>) -> Body {
    Body::json(&Shape {
        code: error.code(),
        message: error.detail(),
    })
}

/// An unknown path speaks the dialect; JSON:API stands there for who asks for it.
pub(crate) async fn speaks(address: SocketAddr) {
    let client = reqwest::Client::new();
    let unknown = format!("http://{address}/no/such/path");
    let response = client.get(&unknown).send().await.unwrap();
    assert_eq!(response.status(), 404);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(
        response.text().await.unwrap(),
        r#"{"code":"not_found","message":"Nothing was found at this address."}"#
    );
    let asked = client
        .get(&unknown)
        .header("accept", "application/vnd.api+json");
    let response = asked.send().await.unwrap();
    assert_eq!(
        response.headers()["content-type"],
        "application/vnd.api+json"
    );
    let envelope = Envelope::from_slice(&response.bytes().await.unwrap()).unwrap();
    assert_eq!(envelope.errors[0].code.as_deref(), Some("not_found"));
}
