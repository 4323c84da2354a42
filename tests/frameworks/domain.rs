//! The errors of the service.

use bytes::Bytes;
use futures_util::{Stream, stream};
use http::Response;
use mrets_errors::dialect::Body;
use mrets_errors::{AnyError, Dialect, Envelope, ErrorObject, Errors, MretsError, PassThrough};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

#[derive(Debug, MretsError)]
pub(crate) enum RegistryError {
    #[status(
        404,
        title = "Record not found",
        detail = "The record identified by {id} could not be found."
    )]
    RecordNotFound { id: Uuid },
    #[status(401, challenge = "Bearer realm=\"records\"")]
    Unauthenticated,
    #[status(429, retry_after = .0)]
    TooManyRequests(u32),
    #[status(304, headers("ETag" = "\"v1\""))]
    NotModified,
    #[status(422)]
    Invalid(#[errors] Vec<Blank>),
    #[status(500)]
    Broken(#[from] io::Error),
    #[status(405, headers("Allow" = "GET", "X-Twice" = "1", "X-Twice" = "2"))]
    MethodNotAllowed,
    #[status(503, retry_after = 1)]
    Overloaded,
    #[status(424, detail = "The upstream failed.")]
    Upstream(#[headers] Vec<(&'static str, &'static str)>),
}

/// The error of a database that knows nothing of HTTP.
enum StoreError {
    NoRow(u32),
    NoPlace,
}

/// A hand-written `From`, beside the `#[from]` of `io::Error`.
impl From<StoreError> for RegistryError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoRow(id) => Self::RecordNotFound {
                id: Uuid::from_u128(id.into()),
            },
            StoreError::NoPlace => Self::Overloaded,
        }
    }
}

#[derive(Debug, MretsError)]
#[status(
    422,
    code = "blank",
    pointer = "/data/attributes/{0}",
    detail = "{0} is blank."
)]
pub(crate) struct Blank(&'static str);

#[derive(Debug, MretsError)]
#[status(409, detail = "{0}")]
pub(crate) struct Generic<T>(T);

/// Any error, as axum's example for anyhow has it.
pub(crate) struct AppError(anyhow::Error);

impl<E: Into<anyhow::Error>> From<E> for AppError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

mrets_errors::answers!(AppError => .0);

/// A domain error of any type.
pub(crate) struct Wrapper {
    error: AnyError,
}

impl<E: Into<AnyError>> From<E> for Wrapper {
    fn from(error: E) -> Self {
        let error = error.into();
        Self { error }
    }
}

mrets_errors::answers!(Wrapper => .error);

/// The envelope of JSON:API by another name.
static PLAIN_JSON: Dialect =
    Dialect::MRETS.body("application/json", |error| Body::json(error.envelope()));

/// An error of a crate whose clients know plain JSON.
#[derive(Debug, MretsError)]
#[mrets(dialect = PLAIN_JSON)]
#[status(403, code = "plain_json")]
pub(crate) struct PlainJson;

static SHAPELESS: Dialect = Dialect::NEUTRAL.body("text/plain", |_| panic!("a shape"));

/// An error of a crate with two dialects.
#[derive(Debug, MretsError)]
#[mrets(dialect = PLAIN_JSON)]
pub(crate) enum Nested {
    #[status(transparent)]
    Shapeless(Shapeless),
    #[status(422)]
    Several(#[errors] Vec<Shapeless>),
}

/// An error whose shape fails.
#[derive(Debug, MretsError)]
#[mrets(dialect = SHAPELESS)]
#[status(410, headers("X-Secret" = "secret"))]
pub(crate) struct Shapeless;

pub(crate) fn record(id: u32) -> Result<&'static str, RegistryError> {
    if id == 0 {
        return Ok("found");
    }
    let id = Uuid::from_u128(id.into());
    Err(RegistryError::RecordNotFound { id })
}

pub(crate) fn domain(kind: &str) -> Result<&'static str, RegistryError> {
    Err(match kind {
        "unauthenticated" => RegistryError::Unauthenticated,
        "limited" => RegistryError::TooManyRequests(3),
        "fresh" => RegistryError::NotModified,
        "invalid" => RegistryError::Invalid(vec![Blank("name"), Blank("e/mail")]),
        "broken" => RegistryError::Broken(io::Error::other("secret: the disk is on fire")),
        "method" => RegistryError::MethodNotAllowed,
        "upstream" => RegistryError::Upstream(vec![
            ("X-Upstream", "1"),
            ("Content-Length", "7"),
            ("Content-Type", "text/html"),
            ("X-Upstream", "2"),
            ("Transfer-Encoding", "chunked"),
            ("X-Split", "a\r\nX-Injected: 1"),
        ]),
        "no-row" => Err(StoreError::NoRow(7))?,
        "no-place" => Err(StoreError::NoPlace)?,
        _ => return Ok("fine"),
    })
}

pub(crate) fn any(kind: &str) -> Result<&'static str, AnyError> {
    match kind {
        "blank" => Err(Blank("name"))?,
        "json" => Err(PlainJson)?,
        "nested" => Err(Nested::Shapeless(Shapeless))?,
        "several" => Err(Nested::Several(vec![Shapeless, Shapeless]))?,
        "shapeless" => Err(Shapeless)?,
        kind => Ok(domain(kind)?),
    }
}

pub(crate) fn errors() -> Result<&'static str, Errors<Blank>> {
    Errors::from_iter([Blank("a"), Blank("b")]).into_result("valid")
}

pub(crate) fn generic() -> Generic<String> {
    Generic("taken".to_owned())
}

pub(crate) fn anyhow() -> Result<&'static str, AppError> {
    let read: io::Result<&str> = Err(io::Error::other("secret: the disk is on fire"));
    Ok(read?)
}

pub(crate) fn wrapper() -> Result<&'static str, Wrapper> {
    Err(Blank("name"))?
}

pub(crate) fn object() -> ErrorObject {
    ErrorObject::new(http::StatusCode::GONE)
}

pub(crate) fn envelope() -> Envelope {
    let error = ErrorObject::new(http::StatusCode::CONFLICT).with_detail("By hand.");
    Envelope::new([error])
}

const SECRET_ENVELOPE: &str = r#"{"errors":[{"status":"500","detail":"secret"}]}"#;

/// The answers of handlers without any error of ours.
#[allow(clippy::too_many_lines)] // A list.
pub(crate) fn by_hand(name: &str) -> Response<Vec<u8>> {
    let text = ("content-type", "text/plain; charset=utf-8");
    let json = ("content-type", "application/json");
    let json_api = ("content-type", "application/vnd.api+json");
    let (status, headers, body) = match name {
        "identified" => (409, vec![text, ("x-request-id", "r-1")], "by hand"),
        "invalid" => (403, vec![text], "secret"),
        "large" => (400, vec![text], "secret"),
        "proxied" => (502, vec![text], "from elsewhere"),
        "problem" => (
            418,
            vec![("content-type", "application/problem+json")],
            r#"{"title":"tea"}"#,
        ),
        "html" => (403, vec![("content-type", "text/html")], "<p>secret</p>"),
        "json" => (409, vec![json], r#"{"secret":"secret"}"#),
        "message" => (409, vec![json], r#"{"error":"taken by 9"}"#),
        "oauth" => (
            400,
            vec![json],
            r#"{"error":"invalid_grant","error_description":"The code is used."}"#,
        ),
        "numbers" => (
            409,
            vec![json_api],
            r#"{"errors":[{"status":"409","meta":{"n":996817187.0762287,"big":12345678901234567890123},"cookie":"k"}]}"#,
        ),
        "no-envelope" => (400, vec![json_api], r#"{"oops":"secret"}"#),
        "secret-envelope" => (500, vec![json_api], SECRET_ENVELOPE),
        "secret-json" => (500, vec![json], SECRET_ENVELOPE),
        "secret-problem" => (
            500,
            vec![("content-type", "application/problem+json")],
            r#"{"detail":"secret"}"#,
        ),
        "secret-page" => (500, vec![("content-type", "text/html")], "<p>secret</p>"),
        "secret-text" => (502, vec![text], "secret: 10.0.0.1 is down"),
        "beyond" => (799, vec![text], "secret"),
        "graphql" => (
            400,
            vec![("content-type", "application/graphql-response+json")],
            r#"{"errors":[{"message":"no such field"}]}"#,
        ),
        "grpc" => (
            415,
            vec![("content-type", "application/grpc"), ("grpc-status", "3")],
            "frames",
        ),
        "page" => (404, vec![("content-type", "text/html")], "<h1>app</h1>"),
        "range" => (
            416,
            vec![text, ("content-range", "bytes */3893")],
            "no such range",
        ),
        "errors" => (409, vec![json], r#"{"errors":[{"detail":"secret"}]}"#),
        "envelope" => (
            409,
            vec![json],
            r#"{"errors":[{"title":"Conflict","status":"409"}]}"#,
        ),
        "described" => (
            500,
            vec![
                text,
                ("content-language", "en"),
                ("etag", "\"v1\""),
                ("cache-control", "no-store"),
                ("x-twice", "1"),
                ("x-twice", "2"),
            ],
            "secret",
        ),
        "unauthorized" => (401, vec![], ""),
        _ => (404, vec![], ""),
    };
    let mut body = body.as_bytes().to_vec();
    match name {
        "invalid" => body.push(0xff),
        "large" => body = body.repeat(8 * 1024 * 1024 / body.len()),
        _ => {}
    }
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(name, value);
    }
    let mut response = response.body(body).unwrap();
    if name == "proxied" {
        response.extensions_mut().insert(PassThrough);
    }
    response
}

/// The version of the answer of `/cached`.
pub(crate) const ETAG: &str = "\"v1\"";

/// A body that never ends and states no length.
pub(crate) fn endless() -> impl Stream<Item = io::Result<Bytes>> + Send + Unpin + 'static {
    stream::repeat_with(|| Ok(Bytes::from_static(b"secret, and so on and on ")))
}

/// A handler that panics while it holds a lock, the first time.
pub(crate) fn lock(framework: &'static str) -> &'static str {
    static VISITORS: Mutex<BTreeMap<&str, u32>> = Mutex::new(BTreeMap::new());
    let mut visitors = VISITORS.lock().unwrap_or_else(PoisonError::into_inner);
    let visits = visitors.entry(framework).or_default();
    *visits += 1;
    assert!(*visits > 1, "secret");
    "unlocked"
}

/// The body of the handler that takes a name.
#[derive(Deserialize)]
pub(crate) struct Account {
    pub(crate) name: String,
}

/// The query of the handler that takes a number.
#[derive(Deserialize)]
pub(crate) struct Page {
    pub(crate) page: u32,
}

/// An input of every kind of value.
#[derive(Debug, Deserialize)]
pub(crate) struct Order {
    quantity: u32,
    #[serde(default)]
    fuel: Fuel,
    #[serde(default)]
    lines: Vec<Line>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fuel {
    #[default]
    Wind,
    Solar,
}

#[derive(Debug, Deserialize)]
struct Line {
    price: u32,
}

pub(crate) fn order(order: &Order) -> String {
    let prices = order.lines.iter().map(|line| line.price).sum::<u32>();
    line((order.quantity, &order.fuel)) + &format!(" for {prices}")
}

pub(crate) fn line((quantity, fuel): (u32, &Fuel)) -> String {
    format!("{quantity} of {fuel:?}")
}
