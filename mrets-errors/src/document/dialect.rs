//! [`Dialect`]: how one service speaks.

mod render;
pub(crate) mod stand_in;
mod words;

use crate::document::address::Address;
use crate::document::dialect::stand_in::StandIn;
use crate::document::envelope::Envelope;
#[cfg(feature = "html")]
use crate::document::error_page::ErrorPage;
#[cfg(feature = "fluent")]
use crate::document::languages::Languages;
use crate::document::neutral;
use crate::document::public_error::{Body, PublicError};
use crate::document::table;
use bytes::Bytes;
use http::StatusCode;
use serde_json::Value;
use std::fmt;
use std::ptr;

/// How one service speaks: the texts, codes and challenge of errors that bring none of their own, and
/// the shape of its bodies.
///
/// A service says it once, as a constant value, and [`dialect!`](crate::dialect!) makes it the dialect of
/// all derived types of the crate:
///
/// ```
/// use mrets_errors::Dialect;
/// use mrets_errors::dialect::{Body, Codes, PublicError, Text};
/// use serde::Serialize;
///
/// pub static SHOP: Dialect = Dialect::NEUTRAL
///     .codes(Codes::SnakeCase)
///     .challenge("Bearer")
///     .docs("https://shop.example/errors#{code}")
///     .texts(&[Text { status: 404, title: "Not here", detail: "No such page in this shop." }])
///     .body("application/json", shape);
///
/// #[derive(Serialize)]
/// struct Shape<'a> {
///     code: &'a str,
///     message: &'a str,
/// }
///
/// fn shape(error: &PublicError<'_>) -> Body {
///     Body::json(&Shape { code: error.code(), message: error.detail() })
/// }
/// # fn main() {}
/// ```
///
/// A key in an attribute comes before the dialect. The dialect of a type comes before the dialect of a layer, and the
/// dialect of an outer type before the dialects of the inner types that answer for it.
// A binary carries only what its dialects use: each builder stores the function that it needs.
#[derive(Clone, Copy)]
pub struct Dialect {
    texts_of: TextsOf,
    texts: &'static [Text],
    /// `None` is the status as text.
    code: Option<CodeOf>,
    challenge: &'static str,
    docs: &'static str,
    link: Option<MakeLink>,
    domain: &'static str,
    shape: Shape,
    render: RenderDocument,
    read: Option<ReadBody>,
    schema: Option<fn() -> Value>,
    #[cfg(feature = "html")]
    page: Option<RenderPage>,
    #[cfg(feature = "fluent")]
    languages: Option<&'static Languages>,
}

/// Whether the path of a module is the root of its crate. [`dialect!`](crate::dialect!) asks while compiling.
#[must_use]
pub const fn is_root(module: &str) -> bool {
    let mut rest = module.as_bytes();
    while let [first, others @ ..] = rest {
        if *first == b':' {
            return false;
        }
        rest = others;
    }
    true
}

/// The dialect of a crate that declares none.
pub static DEFAULT_DIALECT: Dialect = Dialect::MRETS;

/// Gives the title and the detail that errors of a status have by themselves.
type TextsOf = fn(StatusCode) -> (&'static str, Option<&'static str>);

/// Gives the code of a status.
type CodeOf = fn(StatusCode) -> &'static str;

/// Makes the link to an address on the page.
type MakeLink = fn(&Address, &str, Option<&str>, StatusCode) -> String;

/// Renders the dialect's own document.
type RenderDocument = fn(&'static Dialect, StatusCode, &Envelope) -> Result<Bytes, Box<StandIn>>;

/// Renders a body of the service's own shape.
type RenderBody = fn(&PublicError<'_>) -> Body;

/// Reads a body of the service's own shape.
type ReadBody = fn(&[u8]) -> Option<Envelope>;

/// Renders the page of an error.
#[cfg(feature = "html")]
type RenderPage = fn(&ErrorPage<'_>) -> Body;

/// The document that a client gets unless its `Accept` asks for another.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    JsonApi,
    Problem,
    Own {
        media_type: &'static str,
        render: RenderBody,
    },
}

/// The codes of errors without a code of their own.
///
/// ```
/// use http::StatusCode;
/// use mrets_errors::Dialect;
/// use mrets_errors::dialect::Codes;
///
/// fn code(status: StatusCode) -> &'static str {
///     match status.as_u16() {
///         404 => "M_UNRECOGNIZED",
///         413 => "M_TOO_LARGE",
///         _ => "M_UNKNOWN",
///     }
/// }
///
/// pub static SERVER: Dialect = Dialect::NEUTRAL.codes(Codes::Own(code));
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Codes {
    /// The status as text: `404`.
    Status,
    /// The canonical reason of the status in snake case: `not_found`.
    SnakeCase,
    /// A code of the service's own for each status.
    Own(fn(StatusCode) -> &'static str),
}

/// The title and the detail of errors of one status that have none of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)] // It is written as a literal.
pub struct Text {
    /// The HTTP status.
    pub status: u16,
    /// The title: the same in every occurrence.
    pub title: &'static str,
    /// The detail; if it is empty, the member is left out.
    pub detail: &'static str,
}

impl Dialect {
    /// The M-RETS API's own dialect, and the default: the texts of its [page](crate::table), the status as
    /// code, the challenge `ApiKey`, bodies of JSON:API.
    pub const MRETS: Self = Self {
        texts_of: table::texts,
        texts: &[],
        code: None,
        challenge: "ApiKey",
        docs: "",
        link: None,
        domain: "",
        shape: Shape::JsonApi,
        render: Self::render_json_api,
        read: None,
        schema: None,
        #[cfg(feature = "html")]
        page: None,
        #[cfg(feature = "fluent")]
        languages: None,
    };

    /// A dialect that names nobody: a plain sentence for every registered status, the status as code, the
    /// challenge `Bearer`, bodies of JSON:API.
    pub const NEUTRAL: Self = Self {
        texts_of: neutral::texts,
        challenge: "Bearer",
        ..Self::MRETS
    };

    /// Sets the codes of errors without a code of their own.
    #[must_use]
    pub const fn codes(mut self, codes: Codes) -> Self {
        self.code = match codes {
            Codes::Status => None,
            Codes::SnakeCase => Some(neutral::code),
            Codes::Own(code) => Some(code),
        };
        self
    }

    /// Sets the `WWW-Authenticate` of a 401 (RFC 9110, 11.6.1).
    ///
    /// # Panics
    ///
    /// Panics if the text is no header's value. In a `static`, rustc reports it.
    #[must_use]
    #[track_caller]
    pub const fn challenge(mut self, challenge: &'static str) -> Self {
        assert!(
            is_header_value(challenge),
            "a challenge is printable ASCII: leave other characters out"
        );
        self.challenge = challenge;
        self
    }

    /// Sets the address of the errors' page, to which the `links.type` of each error leads that has none of its own.
    /// The error's [anchor](crate::Entry::anchor) on the page replaces `{code}`; without `{code}` it follows a `#`.
    #[must_use]
    pub const fn docs(mut self, url: &'static str) -> Self {
        self.docs = url;
        self.link = if url.is_empty() {
            None
        } else {
            Some(Address::link)
        };
        self
    }

    /// Sets the name of the service, such as `shop.example`. Over gRPC it is the `domain` beside each
    /// error's `reason` (google.rpc.ErrorInfo). Without it the domain is the host of the errors' page.
    #[must_use]
    pub const fn domain(mut self, domain: &'static str) -> Self {
        self.domain = domain;
        self
    }

    /// Sets title and detail for some statuses; the others keep theirs.
    ///
    /// # Panics
    ///
    /// Panics if a status is not 400 to 599, since no other answer has a text. In a `static`, rustc reports it.
    #[must_use]
    #[track_caller]
    pub const fn texts(mut self, texts: &'static [Text]) -> Self {
        let mut unchecked = texts;
        while let [text, rest @ ..] = unchecked {
            assert!(
                matches!(text.status, 400..=599),
                "a text belongs to a status of 400 to 599"
            );
            unchecked = rest;
        }
        self.texts = texts;
        self
    }

    /// Sets the service's own body, and the Content-Type that names it.
    ///
    /// It replaces JSON:API as the default. A client whose `Accept` names
    /// `application/vnd.api+json` or `application/problem+json` still gets those. The function sees only what
    /// has passed the privacy rules. It must be pure, since the body of a constant answer may be rendered once.
    ///
    /// # Panics
    ///
    /// Panics if the Content-Type is no header's value. In a `static`, rustc reports it.
    #[must_use]
    #[track_caller]
    pub const fn body(mut self, media_type: &'static str, render: RenderBody) -> Self {
        assert!(
            is_header_value(media_type) && !media_type.is_empty(),
            "a Content-Type is printable ASCII, such as `application/json`"
        );
        self.shape = Shape::Own { media_type, render };
        self.render = Self::render_shape;
        self
    }

    /// Sets the function by which a client reads the service's own body: it turns a body of [`body`](Self::body) into
    /// an envelope again, and gives `None` for a body that is no error of the service.
    ///
    /// With the feature `client`, [`MretsError::from_failure`](crate::MretsError::from_failure()) and `decode` of a
    /// response call it by the dialect of the type that they decode;
    /// [`Failure::in_dialect`](crate::Failure::in_dialect()) calls it for a client without the type. An answer with
    /// the Content-Type of JSON:API or of a problem document is read as that document. An error object needs no
    /// `status`: the response's stands in. If the function panics, nothing is read.
    ///
    #[cfg_attr(
        feature = "client",
        doc = r##"
```
use mrets_errors::dialect::{Body, PublicError};
use mrets_errors::{Dialect, Envelope, ErrorObject, Failure, MretsError};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

static SHOP: Dialect = Dialect::NEUTRAL.body("application/json", shape).read(read);

#[derive(Serialize, Deserialize)]
struct Shape<'a> {
    code: Cow<'a, str>,
    message: Cow<'a, str>,
}

fn shape(error: &PublicError<'_>) -> Body {
    Body::json(&Shape { code: error.code().into(), message: error.detail().into() })
}

fn read(body: &[u8]) -> Option<Envelope> {
    let Shape { code, message } = serde_json::from_slice(body).ok()?;
    Some(Envelope::new([ErrorObject::default().with_code(code).with_detail(message)]))
}

#[derive(Debug, PartialEq, MretsError)]
#[mrets(codes = "snake_case", decode, dialect = SHOP)]
enum OrderError {
    #[status(409, detail = "It is sold out.")]
    SoldOut,
}

let response = OrderError::SoldOut.to_response();
assert_eq!(response.body(), r#"{"code":"sold_out","message":"It is sold out."}"#);
assert_eq!(OrderError::from_failure(&Failure::from(&response)), Ok(OrderError::SoldOut));
```
"##
    )]
    #[must_use]
    pub const fn read(mut self, read: fn(&[u8]) -> Option<Envelope>) -> Self {
        self.read = Some(read);
        self
    }

    /// Sets the JSON Schema of the service's own body, which OpenAPI documents show. Without it the schema allows any
    /// member, and each error's example shows the body.
    ///
    /// ```
    /// use mrets_errors::Dialect;
    /// use mrets_errors::dialect::Body;
    /// use serde_json::json;
    ///
    /// pub static SHOP: Dialect = Dialect::NEUTRAL
    ///     .body("application/json", |error| Body::json(&json!({ "message": error.detail() })))
    ///     .schema(|| json!({
    ///         "type": "object",
    ///         "required": ["message"],
    ///         "properties": { "message": { "type": "string" } },
    ///     }));
    /// # fn main() {}
    /// ```
    #[must_use]
    pub const fn schema(mut self, schema: fn() -> Value) -> Self {
        self.schema = Some(schema);
        self
    }

    /// Makes bodies problem documents (RFC 9457), unless the client's `Accept` asks for another.
    ///
    /// ```
    /// use mrets_errors::{Dialect, MretsError};
    ///
    /// static SHOP: Dialect = Dialect::NEUTRAL.problem();
    ///
    /// #[derive(Debug, MretsError)]
    /// #[mrets(dialect = SHOP)]
    /// #[status(410)]
    /// struct Gone;
    ///
    /// let response = Gone.to_response();
    /// assert_eq!(response.headers()["content-type"], "application/problem+json");
    /// ```
    #[must_use]
    pub const fn problem(mut self) -> Self {
        self.shape = Shape::Problem;
        self.render = Self::render_problem;
        self
    }

    /// Sets the languages of titles and details, of the feature `fluent`.
    ///
    /// `EnvelopeLayer` and its counterparts answer in the language that `Accept-Language` asks for, and say
    /// so in `Content-Language`. Without a layer, or if the request asks for no other, the answer has the
    /// language of the attributes.
    ///
    /// ```
    /// use mrets_errors::{Dialect, Languages, MretsError};
    ///
    /// static LANGUAGES: Languages = Languages::new("en", &[("pl", "sold_out = { $item } wyprzedano.")]);
    /// static SHOP: Dialect = Dialect::NEUTRAL.languages(&LANGUAGES);
    ///
    /// #[derive(Debug, MretsError)]
    /// #[mrets(codes = "snake_case", dialect = SHOP)]
    /// enum ShopError {
    ///     #[status(409, detail = "{item} is sold out.")]
    ///     SoldOut { item: &'static str },
    /// }
    ///
    /// let error = ShopError::SoldOut { item: "GMN-500" };
    /// assert_eq!(error.detail(), "GMN-500 is sold out.");
    /// let envelope = error.to_envelope_in("pl-PL, en;q=0.5");
    /// assert_eq!(envelope.errors[0].detail.as_deref(), Some("GMN-500 wyprzedano."));
    /// ```
    #[cfg(feature = "fluent")]
    #[cfg_attr(docsrs, doc(cfg(feature = "fluent")))]
    #[must_use]
    pub const fn languages(mut self, languages: &'static Languages) -> Self {
        self.languages = Some(languages);
        self
    }

    /// The languages, if there are several.
    #[cfg(feature = "fluent")]
    pub(crate) const fn known_languages(&self) -> Option<&'static Languages> {
        self.languages
    }

    /// Shows errors as a page to clients that prefer HTML, which are people with a browser.
    ///
    /// The layer of the framework, such as `EnvelopeLayer`, sends the page if `Accept` prefers `text/html` to each
    /// format of the dialect. `*/*` alone does not, so that `fetch` and curl get the same as before.
    /// [`ErrorPage`] says what the page shows. The layer leaves pages of HTML alone that a handler sends by itself.
    ///
    /// ```
    /// use mrets_errors::Dialect;
    ///
    /// pub static SHOP: Dialect = Dialect::NEUTRAL.html();
    /// # fn main() {}
    /// ```
    #[cfg(feature = "html")]
    #[cfg_attr(docsrs, doc(cfg(feature = "html")))]
    #[must_use]
    pub const fn html(self) -> Self {
        #[allow(
            clippy::redundant_closure_for_method_calls,
            reason = "a method of `ErrorPage<'a>` is for one lifetime, and the pointer for all"
        )]
        self.html_with(|page| page.to_body())
    }

    /// Shows errors as a page of the service's own, instead of ours as [`html`](Self::html) does.
    ///
    /// The template must escape the texts that it puts in. If the function panics, our page replaces it, with an event
    /// at ERROR.
    ///
    /// ```
    /// use askama::Template;
    /// use mrets_errors::Dialect;
    /// use mrets_errors::dialect::{Body, ErrorPage};
    ///
    /// #[derive(Template)]
    /// #[template(source = "<h1>{{ title }}</h1><p>{{ detail }} {{ advice }}</p>", ext = "html")]
    /// struct Page<'a> {
    ///     title: &'a str,
    ///     detail: &'a str,
    ///     advice: &'a str,
    /// }
    ///
    /// fn page(page: &ErrorPage<'_>) -> Body {
    ///     let error = page.error();
    ///     if error.status().is_server_error() {
    ///         return page.to_body();
    ///     }
    ///     let advice = page.advice();
    ///     let page = Page { title: error.title(), detail: error.detail(), advice: &advice };
    ///     Body::html(page.to_string())
    /// }
    ///
    /// pub static SHOP: Dialect = Dialect::NEUTRAL.html_with(page);
    /// # fn main() {}
    /// ```
    #[cfg(feature = "html")]
    #[cfg_attr(docsrs, doc(cfg(feature = "html")))]
    #[must_use]
    pub const fn html_with(mut self, render: fn(&ErrorPage<'_>) -> Body) -> Self {
        self.page = Some(render);
        self
    }

    /// Whether this is the dialect of crates that declare none. Bodies that were rendered at compile time speak
    /// it, and the dialect of an outer type or of a layer comes before it. A service that declares
    /// [`MRETS`](Self::MRETS) has a dialect, and keeps it.
    pub(crate) fn is_default(&'static self) -> bool {
        ptr::eq(self, &raw const DEFAULT_DIALECT)
    }
}

impl Default for Dialect {
    fn default() -> Self {
        Self::MRETS
    }
}

impl fmt::Debug for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dialect")
            .field("texts", &self.texts)
            .field("challenge", &self.challenge)
            .field("docs", &self.docs)
            .field("domain", &self.domain)
            .field("is_read", &self.read.is_some())
            .field("has_schema", &self.schema.is_some())
            .finish_non_exhaustive()
    }
}

/// Whether a text is printable ASCII, as a header's value is.
const fn is_header_value(text: &str) -> bool {
    let mut bytes = text.as_bytes();
    while let [byte, rest @ ..] = bytes {
        if !matches!(*byte, b' '..=b'~') {
            return false;
        }
        bytes = rest;
    }
    true
}
