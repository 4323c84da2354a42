//! [`Dialect`]: how one service speaks.

use crate::document::defaults::{Address, Defaults};
use crate::document::envelope::Envelope;
#[cfg(feature = "html")]
use crate::document::error_page::ErrorPage;
use crate::document::format::Format;
#[cfg(all(feature = "html", feature = "__rewrite"))]
use crate::document::language::Language;
#[cfg(feature = "fluent")]
use crate::document::languages::Languages;
use crate::document::neutral;
use crate::document::object::ErrorObject;
use crate::document::public_error::{Body, PublicError};
use crate::document::table;
use bytes::Bytes;
use http::StatusCode;
#[cfg(all(feature = "html", feature = "__rewrite"))]
use http::{HeaderMap, HeaderValue};
use serde_json::Value;
use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
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
    #[must_use]
    pub const fn challenge(mut self, challenge: &'static str) -> Self {
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
    #[must_use]
    pub const fn texts(mut self, texts: &'static [Text]) -> Self {
        self.texts = texts;
        self
    }

    /// Sets the service's own body, and the Content-Type that names it.
    ///
    /// It replaces JSON:API as the default. A client whose `Accept` names
    /// `application/vnd.api+json` or `application/problem+json` still gets those. The function sees only what
    /// has passed the privacy rules. It must be pure, since the body of a constant answer may be rendered once.
    #[must_use]
    pub const fn body(mut self, media_type: &'static str, render: RenderBody) -> Self {
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
    #[allow(
        clippy::redundant_closure_for_method_calls,
        reason = "the method takes a page of one lifetime, and the field of any"
    )]
    pub const fn html(self) -> Self {
        // A method of `ErrorPage<'a>` is for one lifetime, and the pointer for all.
        #[allow(clippy::redundant_closure_for_method_calls)]
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

    /// The document that a client gets unless it asks for another.
    #[cfg(feature = "__catalog")]
    pub(crate) const fn shape(&self) -> Shape {
        self.shape
    }

    /// Whether that document is the envelope.
    #[cfg(feature = "__rewrite")]
    pub(crate) const fn is_json_api(&self) -> bool {
        matches!(self.shape, Shape::JsonApi)
    }

    /// The Content-Type of that document.
    pub(crate) const fn media_type(&self) -> &'static str {
        match self.shape {
            Shape::JsonApi => Format::JsonApi.media_type(),
            Shape::Problem => Format::Problem.media_type(),
            Shape::Own { media_type, .. } => media_type,
        }
    }

    /// The schema of the service's own body, if the service gives one.
    #[cfg(feature = "__catalog")]
    pub(crate) fn body_schema(&self) -> Option<Value> {
        self.schema.map(|schema| schema())
    }

    /// The challenge of a 401.
    pub(crate) const fn challenge_text(&self) -> &'static str {
        self.challenge
    }

    /// The name of the service; empty if the dialect gives none.
    #[cfg(feature = "tonic")]
    pub(crate) const fn domain_name(&self) -> &'static str {
        self.domain
    }

    /// Whether there is a page of errors, to which `links.type` leads.
    pub(crate) const fn has_docs(&self) -> bool {
        self.link.is_some()
    }

    /// The `links.type` of an error at this address of the page, with this code; `None` if there is no page.
    pub(crate) fn link(
        &self,
        address: &Address,
        code: Option<&str>,
        status: StatusCode,
    ) -> Option<String> {
        Some(self.link?(address, self.docs, code, status))
    }

    /// The code of a status, unless it is the status as text.
    pub(crate) fn word_of(&self, status: StatusCode) -> Option<&'static str> {
        Some(self.code?(status))
    }

    /// The code of a status.
    pub(crate) fn code_of(&self, status: StatusCode) -> Cow<'static, str> {
        match self.word_of(status) {
            Some(word) => Cow::Borrowed(word),
            None => Cow::Owned(status.as_str().to_owned()),
        }
    }

    /// The title of a status.
    pub(crate) fn title_of(&self, status: StatusCode) -> &'static str {
        match self.text_of(status) {
            Some(text) => text.title,
            None => (self.texts_of)(status).0,
        }
    }

    /// The detail of a status.
    pub(crate) fn detail_of(&self, status: StatusCode) -> Option<&'static str> {
        match self.text_of(status) {
            Some(text) => Some(text.detail).filter(|detail| !detail.is_empty()),
            None => (self.texts_of)(status).1,
        }
    }

    fn text_of(&self, status: StatusCode) -> Option<&'static Text> {
        let number = status.as_u16();
        self.texts.iter().find(|text| text.status == number)
    }

    /// The error object of a status, as in an answer without keys.
    pub(crate) fn error_object(&self, status: StatusCode) -> ErrorObject {
        let mut object = ErrorObject::default().with_title(self.title_of(status));
        object.detail = self.detail_of(status).map(str::to_owned);
        object.code = Some(self.code_of(status).into_owned());
        object.status = Some(status.as_str().to_owned());
        object
    }

    /// Restates in this dialect the texts that came from another one, and tells whether any of them was another
    /// text. `status` is the answer's, for an object without a status.
    pub(crate) fn restate(
        &self,
        object: &mut ErrorObject,
        defaults: Defaults,
        status: StatusCode,
    ) -> bool {
        let status = object.http_status().unwrap_or(status);
        let mut is_changed = false;
        if defaults.title {
            is_changed |= set(&mut object.title, Some(self.title_of(status)));
        }
        if defaults.detail {
            is_changed |= set(&mut object.detail, self.detail_of(status));
        }
        if defaults.code {
            is_changed |= set(&mut object.code, Some(&self.code_of(status)));
        }
        if let Some(address) = &defaults.address {
            let link = self.link(address, object.code.as_deref(), status);
            if link.is_some() || object.links.is_some() {
                let links = object.links.get_or_insert_default();
                is_changed |= set(&mut links.type_, link.as_deref());
            }
        }
        is_changed
    }
}

/// Sets a text, and tells whether it was another one.
fn set(text: &mut Option<String>, said: Option<&str>) -> bool {
    let is_other = text.as_deref() != said;
    if is_other {
        *text = said.map(str::to_owned);
    }
    is_other
}

/// The answer in place of one whose shape failed: the dialect's 500.
pub(crate) struct StandIn {
    pub(crate) status: StatusCode,
    pub(crate) media_type: &'static str,
    /// `None` is the dialect's own document.
    #[cfg(feature = "__framework")]
    pub(crate) format: Option<Format>,
    #[cfg(feature = "__framework")]
    pub(crate) envelope: Envelope,
    pub(crate) body: Bytes,
}

impl Dialect {
    /// Writes an envelope as the dialect's own document.
    ///
    /// # Errors
    ///
    /// Fails if the shape panics, or its value cannot be serialized. An event at ERROR says so. The 500 in its place
    /// has the dialect's shape too, unless that fails again.
    pub(crate) fn render(
        &'static self,
        status: StatusCode,
        envelope: &Envelope,
    ) -> Result<Bytes, Box<StandIn>> {
        (self.render)(self, status, envelope)
    }

    #[allow(
        clippy::unnecessary_wraps,
        reason = "it stands beside functions that may fail"
    )]
    fn render_json_api(
        _: &'static Self,
        _: StatusCode,
        envelope: &Envelope,
    ) -> Result<Bytes, Box<StandIn>> {
        Ok(envelope.to_json())
    }

    #[allow(
        clippy::unnecessary_wraps,
        reason = "it stands beside functions that may fail"
    )]
    fn render_problem(
        &'static self,
        status: StatusCode,
        envelope: &Envelope,
    ) -> Result<Bytes, Box<StandIn>> {
        Ok(envelope.to_body(Format::Problem, status, self))
    }

    fn render_shape(
        &'static self,
        status: StatusCode,
        envelope: &Envelope,
    ) -> Result<Bytes, Box<StandIn>> {
        let Shape::Own { render, .. } = self.shape else {
            return Ok(envelope.to_json());
        };
        let error = match attempt(|| render(&PublicError::new(status, envelope))) {
            Ok(body) => return Ok(body),
            Err(error) => error,
        };
        report_failure(status, "shape", &*error);
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        let envelope = Envelope::new([self.error_object(status)]);
        let body = attempt(|| render(&PublicError::new(status, &envelope))).ok();
        let format = body.is_none().then(Format::default);
        Err(Box::new(StandIn {
            status,
            media_type: format.map_or(self.media_type(), Format::media_type),
            #[cfg(feature = "__framework")]
            format,
            body: body.unwrap_or_else(|| envelope.to_json()),
            #[cfg(feature = "__framework")]
            envelope,
        }))
    }

    /// Reads a body of the service's own shape; `None` if it is no error of the service, or there is no reader.
    pub(crate) fn read_body(&self, body: &[u8]) -> Option<Envelope> {
        let read = self.read?;
        let envelope = catch_unwind(|| read(body)).ok()?;
        envelope.filter(|envelope| !envelope.errors.is_empty())
    }

    /// The page of an error whose response has these headers; `None` if the dialect has none.
    #[cfg(all(feature = "html", feature = "__rewrite"))]
    pub(crate) fn render_page(
        &self,
        error: PublicError<'_>,
        headers: &HeaderMap,
        content_language: Option<&HeaderValue>,
        language: Option<Language>,
    ) -> Option<Bytes> {
        let render = self.page?;
        let status = error.status();
        let title_of_status = (self.code_of(status), self.title_of(status));
        let page = ErrorPage::new(error, headers, content_language, language, title_of_status);
        match attempt(|| render(&page)) {
            Ok(body) => Some(body),
            Err(error) => {
                report_failure(status, "page", &*error);
                page.to_body().into_bytes().ok()
            }
        }
    }

    /// Whether the dialect has a page for people.
    #[cfg(all(feature = "html", feature = "__rewrite"))]
    pub(crate) const fn has_page(&self) -> bool {
        self.page.is_some()
    }
}

/// Calls a function of the service, which may panic.
fn attempt(render: impl FnOnce() -> Body) -> Result<Bytes, Box<dyn Error>> {
    match catch_unwind(AssertUnwindSafe(render)) {
        Ok(body) => body.into_bytes().map_err(Box::from),
        Err(_) => Err("it panicked".into()),
    }
}

fn report_failure(status: StatusCode, what: &str, error: &dyn Error) {
    #[cfg(feature = "tracing")]
    tracing::error!(target: "mrets_errors::log", status = status.as_u16(), "the {what} of a dialect gave no body: {error}");
    #[cfg(not(feature = "tracing"))]
    let _ = (status, what, error);
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
