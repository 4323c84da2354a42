//! The derived errors.

use http::StatusCode;
use mrets_errors::{AnyError, ErrorObject, Errors, MretsError};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use std::time::Duration;

/// Each status with only its number, and the headers that HTTP demands of it.
#[derive(Debug, MretsError)]
pub(crate) enum Bare {
    #[status(304)]
    NotModified,
    #[status(400)]
    BadRequest,
    #[status(401)]
    Unauthorized,
    #[status(402)]
    PaymentRequired,
    #[status(403)]
    Forbidden,
    #[status(404)]
    NotFound,
    #[status(405, headers("Allow" = "GET, HEAD"))]
    MethodNotAllowed,
    #[status(407, headers("Proxy-Authenticate" = "Basic"))]
    ProxyAuthenticationRequired,
    #[status(409)]
    Conflict,
    #[status(GONE)]
    Gone,
    #[status(413)]
    PayloadTooLarge,
    #[status(415)]
    UnsupportedMediaType,
    #[status(422)]
    UnprocessableEntity,
    #[status(426, headers("Upgrade" = "HTTP/2.0"))]
    UpgradeRequired,
    #[status(429)]
    TooManyRequests,
    #[status(499, title = "Client Closed Request")]
    ClientClosedRequest,
    #[status(500)]
    InternalServerError,
    #[status(501)]
    NotImplemented,
    #[status(502)]
    BadGateway,
    #[status(503)]
    ServiceUnavailable,
    #[status(504)]
    GatewayTimeout,
    #[status(599, title = "Network Connect Timeout")]
    NetworkConnectTimeout,
}

impl Bare {
    pub(crate) fn all() -> [Self; 22] {
        use Bare::*;
        [
            NotModified,
            BadRequest,
            Unauthorized,
            PaymentRequired,
            Forbidden,
            NotFound,
            MethodNotAllowed,
            ProxyAuthenticationRequired,
            Conflict,
            Gone,
            PayloadTooLarge,
            UnsupportedMediaType,
            UnprocessableEntity,
            UpgradeRequired,
            TooManyRequests,
            ClientClosedRequest,
            InternalServerError,
            NotImplemented,
            BadGateway,
            ServiceUnavailable,
            GatewayTimeout,
            NetworkConnectTimeout,
        ]
    }
}

/// Each key with a constant, alone and together.
#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", challenge = "Bearer realm=\"rec\"")]
pub(super) enum Constant {
    #[status(404, title = "Record not found", detail = "There is no \"record\".")]
    Texts,
    #[status(409, code = "taken")]
    Code,
    #[status(409, id = "4f1c")]
    Id,
    #[status(422, pointer = "/data/attributes/name")]
    Pointer,
    #[status(422, pointer = "")]
    WholeDocument,
    #[status(422, pointer = "/")]
    EmptyName,
    #[status(400, parameter = "page[size]")]
    Parameter,
    #[status(400, header = "X-Api-Key")]
    Header,
    #[status(409, about = "https://example.org/occurrences/1")]
    About,
    #[status(409, type = "https://example.org/problems/taken")]
    Type,
    #[status(409, meta(max = 25, "other-key" = [1, 2]))]
    Meta,
    #[status(401)]
    Challenged,
    #[status(401, challenge = "Digest realm=\"rec\", nonce=\"1\"")]
    Digest,
    #[status(429, retry_after = 5)]
    Wait,
    #[status(503, retry_after = Duration::from_millis(1200), headers("Cache-Control" = "no-store"))]
    Overloaded,
    #[status(304, headers("ETag" = "\"1\"", "Vary" = "Accept-Encoding", "Cache-Control" = "max-age=60", "Date" = "Tue, 15 Nov 1994 08:12:31 GMT"))]
    Fresh,
    #[status(
        422,
        title = "All of them",
        detail = "Each key at once.",
        code = "all",
        id = 7,
        pointer = "/data/attributes/name",
        parameter = "filter[name]",
        header = "X-Name",
        about = "https://example.org/occurrences/7",
        type = "https://example.org/problems/all",
        meta(b = true, a = "x"),
        headers("X-Note" = "note"),
        retry_after = 1
    )]
    All,
}

/// Each place where a text of the caller can stand.
#[derive(Debug, MretsError)]
pub(super) enum Varying {
    #[status(
        404,
        title = "Record not found",
        detail = "The record identified by {text} could not be found."
    )]
    Detail { text: String },
    #[status(422, code = "id", id = .text)]
    Id { text: String },
    #[status(422, code = "pointer", pointer = "/data/attributes/{text}")]
    Pointer { text: String },
    #[status(400, parameter = "filter[{text}]")]
    Parameter { text: String },
    #[status(400, header = "{text}")]
    Header { text: String },
    #[status(409, about = "https://example.org/occurrences/{text}")]
    About { text: String },
    #[status(409, type = "https://example.org/problems?kind={text}")]
    Type { text: String },
    #[status(409, meta(text = .text, "other-key" = .text.len()))]
    Meta { text: String },
    #[status(422)]
    MetaField {
        #[meta]
        text: String,
        #[meta]
        members: Map<String, Value>,
    },
    #[status(403, display = "{text}")]
    Display { text: String },
    #[status(500, expose, detail = "{text}")]
    Exposed { text: String },
    #[status(503, headers("X-Note" = .text, "X-Other" = "stands"), retry_after = .text.len())]
    Headers { text: String },
    #[status(.status, detail = "{text}")]
    Runtime { status: StatusCode, text: String },
    #[status(.status, expose, detail = "{text}")]
    RuntimeExposed { status: StatusCode, text: String },
    #[status(
        422,
        title = "All of them",
        detail = "Each key at once: {text}, {text:?}.",
        code = "all",
        id = .text,
        pointer = "/data/{text}/{text}",
        parameter = "{text}",
        header = "{text}",
        about = "/occurrences/{text}",
        type = "/problems/{text}",
        meta(b = .text, a = .text.len()),
        headers("X-Note" = .text)
    )]
    All { text: String },
}

#[derive(Debug, MretsError)]
#[status(422, code = "struct", detail = "{text}", pointer = "/{text}", meta(text = .text))]
pub(super) struct Struct {
    pub(super) text: String,
}

/// An enum whose own message is the detail of its 4xx, and never the detail of its 5xx.
#[derive(Debug, thiserror::Error, MretsError)]
pub(super) enum Thiserror {
    #[error("there is no {0}")]
    #[status(404)]
    Shown(String),
    #[error("the disk says {0}")]
    #[status(500)]
    Hidden(String),
}

/// Values that fail to be written, so that a body has to do without them.
#[derive(Debug, MretsError)]
pub(super) enum Failing {
    #[status(404, detail = "{fails}")]
    Detail { fails: Fails },
    #[status(409, detail = "{fails}")]
    DetailWithoutDescription { fails: Fails },
    #[status(.status, detail = "{fails}")]
    Runtime { status: StatusCode, fails: Fails },
    #[status(422, id = .fails, pointer = "/{fails}", parameter = "stands", about = "/{fails}")]
    Some { fails: Fails },
    #[status(422, pointer = "/{fails}", type = "/{fails}", meta(fails = .fails), headers("X-Fails" = .fails))]
    All { fails: Fails },
    #[status(422, meta(fails = .fails, stands = 1))]
    Meta { fails: Fails },
}

#[derive(Debug)]
pub(super) struct Fails;

impl std::fmt::Display for Fails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("begun")?;
        Err(std::fmt::Error)
    }
}

impl Serialize for Fails {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("it fails"))
    }
}

/// Errors that answer for others.
#[derive(Debug, MretsError)]
pub(super) enum Holder {
    #[status(422)]
    Flat(#[errors] Vec<Varying>),
    #[status(400, retry_after = 3)]
    Nested {
        #[errors]
        inner: Vec<Holder>,
    },
    #[status(403)]
    Any(#[errors] Vec<AnyError>),
    #[status(422)]
    Made(#[errors] Errors<ErrorObject>),
    #[status(transparent)]
    Bare(Bare),
    #[status(transparent)]
    Transparent(AnyError),
}
