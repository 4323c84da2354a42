//! The shop's dialect: the body that its clients know, and the texts of errors without their own.

use mrets_errors::{
    Dialect,
    dialect::{Body, Codes, PublicError, Text},
};
use serde::Serialize;

/// The page of the shop's errors.
pub(crate) const PAGE: &str = "/errors";

pub(crate) static SHOP: Dialect = Dialect::NEUTRAL
    .codes(Codes::SnakeCase)
    .docs("/errors#{code}")
    .texts(&[Text {
        status: 500,
        title: "Internal Server Error",
        detail: "Something broke on our side. We know of it.",
    }])
    .body("application/json", shape);

#[derive(Serialize)]
struct Shape<'a> {
    error: Inner<'a>,
}

#[derive(Serialize)]
struct Inner<'a> {
    code: &'a str,
    message: &'a str,
    r#type: &'a str,
    link: &'a str,
}

fn shape(error: &PublicError<'_>) -> Body {
    let links = error
        .errors()
        .first()
        .and_then(|error| error.links.as_ref());
    Body::json(&Shape {
        error: Inner {
            code: error.code(),
            message: error.detail(),
            r#type: match error.status().as_u16() {
                401 | 403 => "auth_error",
                500.. => "shop_error",
                _ => "request_error",
            },
            // An answer that axum's router gives by itself names no entry of the page.
            link: links
                .and_then(|links| links.type_.as_deref())
                .unwrap_or(PAGE),
        },
    })
}
