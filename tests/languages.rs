//! Languages: titles and details in the client's language. It is a crate of its own, since a dialect belongs to a
//! crate.

#[path = "servers/server.rs"]
mod server;

use axum::Router;
use axum::body::Body as AxumBody;
use axum::routing::get;
use http::response::Parts;
use http::{HeaderMap, HeaderValue, Request};
use http_body_util::BodyExt as _;
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::{Dialect, Languages, MretsError};
use serde_json::Value;
use std::fmt;
use tower_service::Service as _;

static LANGUAGES: Languages = Languages::new(
    "en",
    &[
        ("pl", include_str!("languages/pl.ftl")),
        ("ar", include_str!("languages/ar.ftl")),
        ("ar", include_str!("languages/page_ar.ftl")),
    ],
);

static SHOP: Dialect = Dialect::MRETS.languages(&LANGUAGES);

mrets_errors::dialect!(crate::SHOP);

/// A number that hands the formatter on.
#[derive(Debug, Clone, Copy, serde::Serialize)]
#[serde(transparent)]
struct Count(u64);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[derive(Debug)]
struct Cause;

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("hunter2")
    }
}

impl std::error::Error for Cause {}

/// A value whose own `Display` fails.
#[derive(Debug)]
struct Failing;

impl fmt::Display for Failing {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Err(fmt::Error)
    }
}

#[derive(Debug, MretsError)]
enum ShopError {
    /// The account holds too little.
    ///
    /// Ask for less.
    #[status(
        422,
        code = "too_few",
        title = "Too few certificates",
        detail = "There are {left} certificates, and {wanted} are wanted.",
        meta(left = .left),
    )]
    TooFew { left: Count, wanted: u32 },
    #[status(404, code = "no_account", detail = "There is no account {id}.")]
    NoAccount { id: String },
    #[status(
        422,
        code = "invalid",
        title = "Invalid request",
        detail = "The request is invalid."
    )]
    Invalid(#[errors] Vec<FieldError>),
    #[status(404, detail = "There is no {0} here.")]
    ByStatus(&'static str),
    #[status(500, code = "database")]
    Database(#[source] Cause),
    #[status(503, code = "pause", detail = "Back at {at}.", expose)]
    Pause { at: &'static str },
    #[status(409, code = "shared", detail = "One.")]
    First,
    #[status(409, code = "shared", detail = "Two.")]
    Second,
    #[status(404, code = "unwritten", detail = "Nobody has translated {it}.")]
    Unwritten { it: &'static str },
    #[status(transparent)]
    Field(#[from] FieldError),
}

#[derive(Debug, MretsError)]
enum FieldError {
    #[status(
        422,
        code = "blank",
        pointer = "/data/attributes/{field}",
        detail = "{field} can't be blank."
    )]
    Blank { field: &'static str },
    #[status(422, code = "price", detail = "The price {price:.2} is too high.", meta(price = .price))]
    Price { price: f64 },
    #[status(422, code = "failing", detail = "It {0}.")]
    Failing(Failing),
}

fn too_few(left: u64) -> ShopError {
    ShopError::TooFew {
        left: Count(left),
        wanted: 200,
    }
}

/// The texts of one answer, asked through a layer.
async fn ask(layer: EnvelopeLayer, app: Router, request: Request<AxumBody>) -> (Parts, Value) {
    let response = app.layer(layer).call(request).await.unwrap();
    let (head, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (head, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

async fn answer(
    error: impl Fn() -> ShopError + Clone + Send + Sync + 'static,
    headers: &[(&str, &str)],
) -> (Parts, Value) {
    let app = Router::new().route("/", get(move || std::future::ready(Err::<(), _>(error()))));
    let mut request = Request::get("/");
    for (name, value) in headers {
        request = request.header(*name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    ask(
        EnvelopeLayer::new(),
        app,
        request.body(AxumBody::empty()).unwrap(),
    )
    .await
}

async fn first(
    error: impl Fn() -> ShopError + Clone + Send + Sync + 'static,
    language: &str,
) -> Value {
    let (_, body) = answer(error, &[("accept-language", language)]).await;
    body["errors"][0].clone()
}

fn values<'a>(headers: &'a HeaderMap, name: &str) -> Vec<&'a str> {
    let values = headers.get_all(name).iter();
    values.map(|value| value.to_str().unwrap()).collect()
}

fn app() -> Router {
    Router::new()
        .route(
            "/few/{left}",
            get(
                async |axum::extract::Path(left): axum::extract::Path<u64>| {
                    Err::<(), _>(too_few(left))
                },
            ),
        )
        .route(
            "/account",
            get(async || {
                Err::<(), _>(ShopError::NoAccount {
                    id: "A-7".to_owned(),
                })
            }),
        )
        .layer(EnvelopeLayer::new())
}

/// The tests, by subject.
mod languages {
    mod arguments;
    mod error_page;
    mod files;
    mod layer;
    mod messages;
    mod negotiation;
    mod page;
}
