//! Dialects: the texts, codes and bodies of one service. It is a crate of its own, since a dialect belongs to a crate.

use http::StatusCode;
use mrets_errors::dialect::{Body, Codes, PublicError, Text};
use mrets_errors::{Dialect, ErrorObject, MretsError};
use serde::Serialize;
use std::sync::atomic::{AtomicUsize, Ordering};

mod shop {
    use super::*;

    pub(crate) static SHOP: Dialect = Dialect::NEUTRAL
        .codes(Codes::SnakeCase)
        .challenge("Bearer realm=\"shop\"")
        .docs("https://shop.example/errors#{code}")
        .texts(&[Text {
            status: 404,
            title: "Not here",
            detail: "No such page in this shop.",
        }])
        .body("application/json", shape);

    #[derive(Serialize)]
    struct Shape<'a> {
        code: &'a str,
        message: &'a str,
    }

    pub(crate) static RENDERED: AtomicUsize = AtomicUsize::new(0);

    fn shape(error: &PublicError<'_>) -> Body {
        RENDERED.fetch_add(1, Ordering::Relaxed);
        Body::json(&Shape {
            code: error.code(),
            message: error.detail(),
        })
    }
}

mrets_errors::dialect!(crate::shop::SHOP);

static PLAIN: Dialect = Dialect::NEUTRAL.codes(Codes::Own(|status| match status.as_u16() {
    409 => "E_TAKEN",
    _ => "E_OTHER",
}));

#[derive(Debug, MretsError)]
enum ShopError {
    #[status(404)]
    NoPage,
    #[status(
        404,
        title = "Not Found",
        detail = "There is no article {id}.",
        code = "no_article"
    )]
    NoArticle { id: u32 },
    #[status(401)]
    Stranger,
    #[status(503)]
    Busy,
    #[status(500)]
    Broken(#[from] std::io::Error),
    #[status(.0)]
    Upstream(StatusCode),
    #[status(304)]
    Same,
}

#[derive(Debug, MretsError)]
#[mrets(dialect = PLAIN)]
enum PlainError {
    #[status(409)]
    Taken,
    #[status(transparent)]
    Shop(ShopError),
    #[status(422)]
    Several(#[errors] Vec<ShopError>),
}

#[derive(Debug, MretsError)]
#[status(transparent)]
struct Outer(ErrorObject);

fn text(error: &dyn MretsError) -> String {
    String::from_utf8(error.to_json().to_vec()).unwrap()
}

/// The tests, by subject.
mod dialect {
    mod addresses;
    mod client;
    mod documents;
    mod failing_shapes;
    mod layer;
    mod precedence;
    mod texts;
    mod types;
}
