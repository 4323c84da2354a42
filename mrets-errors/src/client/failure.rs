//! [`Failure`].

use crate::client::bounds;
use crate::client::readers::body::{self, Content, FoundBody};
use crate::client::readers::excerpt::line;
use crate::client::readers::hints;
use crate::client::readers::text;
use crate::client::request_id;
use crate::client::retry::wait;
use crate::client::secrets::masked_errors;
use crate::document::dialect::Dialect;
use crate::document::envelope::Envelope;
use crate::document::object::ErrorObject;
use crate::document::table;
use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A response that is no success, as a client reads it, whatever the server or a proxy before it has sent.
///
/// The body may be a JSON:API document, a problem document (RFC 9457), the `{"rows":[...]}` that one
/// endpoint of M-RETS answers, the JSON of another API, text, HTML, or nothing. The content decides, so that a
/// wrong Content-Type misleads nobody.
///
/// ```
/// use http::{HeaderMap, Method, StatusCode};
/// use mrets_errors::{Failure, Retry};
/// use std::time::Duration;
///
/// let mut headers = HeaderMap::new();
/// headers.insert("x-request-id", "4f1c".parse()?);
/// let body = br#"{"errors":[{"title":"Record not found","code":"404","status":"404"}]}"#;
/// let failure = Failure::from_parts(StatusCode::NOT_FOUND, &headers, body);
/// assert_eq!(failure.errors()[0].title.as_deref(), Some("Record not found"));
/// assert_eq!(failure.to_string(), "404 Record not found (request 4f1c)");
/// assert_eq!(failure.retry(&Method::GET), Retry::No);
///
/// headers.insert("retry-after", "3".parse()?);
/// let failure = Failure::from_parts(StatusCode::TOO_MANY_REQUESTS, &headers, b"Retry later\n");
/// assert!(failure.errors().is_empty());
/// assert_eq!(failure.excerpt(), Some("Retry later"));
/// assert_eq!(failure.retry(&Method::POST), Retry::After(Duration::from_secs(3)));
/// # Ok::<(), http::header::InvalidHeaderValue>(())
/// ```
#[derive(Clone)]
pub struct Failure(Box<Inner>);

/// Boxed, so that a `Result` of it is small.
#[derive(Clone)]
struct Inner {
    status: StatusCode,
    headers: HeaderMap,
    content: Content,
    /// The body; empty if it is too long to be parsed.
    body: Bytes,
    /// The dialect of the service, if the client has said it.
    dialect: Option<&'static Dialect>,
    /// The error object if the content has none.
    stand_in: ErrorObject,
    excerpt: Option<String>,
    retry_after: Option<Duration>,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl Failure {
    /// The longest body that is parsed, in bytes: 1 MiB. A longer one gives only an [`excerpt`](Self::excerpt) of its
    /// beginning, so that a reader of a response may stop one byte behind this.
    pub const LONGEST_BODY: usize = bounds::LONGEST_BODY;

    /// At most this many error objects are kept.
    pub const MOST_ERRORS: usize = bounds::MOST_ERRORS;

    /// The longest [`excerpt`](Self::excerpt), in bytes.
    pub const LONGEST_EXCERPT: usize = bounds::LONGEST_EXCERPT;

    /// Reads a response. It always succeeds, in time and memory that grow with the length of the body only up to
    /// [`LONGEST_BODY`](Self::LONGEST_BODY).
    ///
    /// A date in `Retry-After` counts from the `Date` of the response, else from now.
    #[must_use]
    pub fn from_parts(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        let mut found = body::read(status, headers, body);
        if !status.is_redirection() {
            hints::add(headers, found.content.errors_mut());
        }
        let body = if body.len() > bounds::LONGEST_BODY {
            Bytes::new()
        } else {
            Bytes::copy_from_slice(body)
        };
        let retry_after = wait::retry_after(headers);
        Self::of_content(status, headers.clone(), body, found, retry_after)
    }

    /// The failure of an answer that has been read.
    pub(in crate::client) fn of_content(
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
        FoundBody { content, excerpt }: FoundBody,
        retry_after: Option<Duration>,
    ) -> Self {
        let row = table::row(status).map(|row| row.text);
        let stand_in = ErrorObject {
            title: row.or(status.canonical_reason()).map(str::to_owned),
            detail: excerpt.clone(),
            status: Some(status.as_str().to_owned()),
            ..ErrorObject::default()
        };
        Self(Box::new(Inner {
            status,
            headers,
            content,
            body,
            dialect: None,
            stand_in,
            excerpt,
            retry_after,
            source: None,
        }))
    }

    /// Reads the failure as one of a service that speaks this dialect. [`Dialect::read`] reads a body of the service's
    /// own shape, and errors without a code get [the dialect's](Dialect::codes).
    ///
    /// Clients whose types declare no dialect need it. `from_failure` knows the dialect of its type by itself.
    ///
    /// ```
    /// use http::{HeaderMap, StatusCode};
    /// use mrets_errors::{Dialect, Envelope, ErrorObject, Failure};
    ///
    /// static SHOP: Dialect = Dialect::NEUTRAL.read(|body| {
    ///     let text = str::from_utf8(body).ok()?;
    ///     let (code, message) = text.strip_prefix("E:")?.split_once(' ')?;
    ///     Some(Envelope::new([ErrorObject::default().with_code(code).with_detail(message)]))
    /// });
    ///
    /// let failure = Failure::from_parts(StatusCode::CONFLICT, &HeaderMap::new(), b"E:17 It is sold out.");
    /// assert_eq!(failure.error().code, None);
    /// let failure = failure.in_dialect(&SHOP);
    /// assert_eq!(failure.error().code.as_deref(), Some("17"));
    /// assert_eq!(failure.to_string(), "409 It is sold out. (code 17)");
    /// ```
    #[must_use]
    pub fn in_dialect(mut self, dialect: &'static Dialect) -> Self {
        let read = self.own_document();
        if let Some(mut envelope) = read.and_then(|body| dialect.read_body(body)) {
            envelope.errors.truncate(bounds::MOST_ERRORS);
            self.0.content = Content::Envelope(envelope);
        }
        self.0.dialect = Some(dialect);
        self
    }

    /// The body, if it may have a service's own shape: its Content-Type names none of the standards.
    pub(crate) fn own_document(&self) -> Option<&[u8]> {
        let is_standard = text::is_problem(&self.0.headers) || text::is_json_api(&self.0.headers);
        (!is_standard && !self.0.body.is_empty()).then_some(&self.0.body[..])
    }

    /// The dialect that the client has said.
    pub(crate) fn dialect(&self) -> Option<&'static Dialect> {
        self.0.dialect
    }

    /// The failure of a response whose body could not be read to its end.
    #[cfg(feature = "reqwest")]
    pub(crate) fn caused_by(mut self, source: Option<Arc<dyn Error + Send + Sync>>) -> Self {
        self.0.source = source;
        self
    }

    /// The HTTP status of the response, whatever its body says.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The JSON:API document, also made of a problem document (RFC 9457); `None` if the body is neither.
    #[must_use]
    pub fn envelope(&self) -> Option<&Envelope> {
        match &self.0.content {
            Content::Envelope(envelope) => Some(envelope),
            Content::Errors(_) => None,
        }
    }

    /// The error objects of the [`envelope`](Self::envelope), or made of another API's answer; empty
    /// if neither says what went wrong.
    ///
    /// By the names that services use, a message becomes `detail` or `title`, a code becomes `code`, and the place
    /// of a wrong field becomes `source`. All other members stand in `meta`, in the server's order. If the body lacks
    /// a message or a code, a header may have it: `WWW-Authenticate`, `X-Amzn-ErrorType`, `Grpc-Message` and others.
    ///
    /// ```
    /// use http::{HeaderMap, StatusCode};
    /// use mrets_errors::Failure;
    ///
    /// let body = br#"{"rows":[{"errors":["Quantity is too large"],"row":["727","206"]}]}"#;
    /// let failure = Failure::from_parts(StatusCode::BAD_REQUEST, &HeaderMap::new(), body);
    /// let [error] = failure.errors() else { panic!() };
    /// assert_eq!(error.detail.as_deref(), Some("Quantity is too large"));
    /// assert_eq!(error.meta.as_ref().unwrap()["row"][0], "727");
    /// assert!(failure.envelope().is_none());
    /// ```
    #[must_use]
    pub fn errors(&self) -> &[ErrorObject] {
        self.0.content.errors()
    }

    /// The first error object. If the body had none, it is made of the status and the excerpt. Then it has no
    /// `code`, since nobody sent one.
    ///
    /// ```
    /// use http::{HeaderMap, StatusCode};
    /// use mrets_errors::Failure;
    ///
    /// let page = b"<html><title>502 Bad Gateway</title><hr>nginx</html>";
    /// let failure = Failure::from_parts(StatusCode::BAD_GATEWAY, &HeaderMap::new(), page);
    /// assert_eq!(failure.error().title.as_deref(), Some("Bad Gateway"));
    /// assert_eq!(failure.error().detail.as_deref(), Some("502 Bad Gateway nginx"));
    /// assert_eq!(failure.error().code, None);
    /// ```
    #[must_use]
    pub fn error(&self) -> &ErrorObject {
        self.errors().first().unwrap_or(&self.0.stand_in)
    }

    /// The beginning of the body as text, on one line and printable: at most
    /// [`LONGEST_EXCERPT`](Self::LONGEST_EXCERPT) bytes, a `…` at its end where it was cut.
    ///
    /// HTML gives its text without the tags. White space becomes one space, and a character that
    /// controls or reorders text becomes U+FFFD. Passwords, tokens and cookies become `…`, if their surroundings tell
    /// what they are. `None` if the body is empty or no text.
    #[must_use]
    pub fn excerpt(&self) -> Option<&str> {
        self.0.excerpt.as_deref()
    }

    /// The id of the request in the server's logs: a header such as `X-Request-Id`, by the names that
    /// services use, else the `id` of the first error object, else a member of its `meta` such as
    /// `requestId`. It is not cut.
    ///
    /// ```
    /// use http::{HeaderMap, StatusCode};
    /// use mrets_errors::Failure;
    ///
    /// let body = br#"{"error":{"message":"No such bucket","requestId":"4f1c"}}"#;
    /// let failure = Failure::from_parts(StatusCode::NOT_FOUND, &HeaderMap::new(), body);
    /// assert_eq!(failure.request_id(), Some("4f1c"));
    /// ```
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id::of(self.headers(), self.envelope(), self.errors())
    }

    /// The wait that `Retry-After` (RFC 9110, 10.2.3) asks for: zero for a date that has passed, `None` if the
    /// header is absent or malformed.
    ///
    /// It also reads forms that servers write beside the standard: fractions (`1.5`), units (`60s`), seconds since
    /// the epoch, dates of other standards, and `Retry-After-Ms`. Of several waits the longest counts. A wait is at most
    /// 2⁴⁰ seconds, so that it can be added to an [`Instant`](std::time::Instant).
    ///
    /// ```
    /// use http::{HeaderMap, StatusCode};
    /// use mrets_errors::Failure;
    /// use std::time::Duration;
    ///
    /// let mut headers = HeaderMap::new();
    /// headers.insert("retry-after", "1.5".parse()?);
    /// let failure = Failure::from_parts(StatusCode::SERVICE_UNAVAILABLE, &headers, b"");
    /// assert_eq!(failure.retry_after(), Some(Duration::from_millis(1500)));
    /// # Ok::<(), http::header::InvalidHeaderValue>(())
    /// ```
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }
}

/// Reads a response with its whole body.
impl<B: AsRef<[u8]>> From<&Response<B>> for Failure {
    fn from(response: &Response<B>) -> Self {
        Self::from_parts(
            response.status(),
            response.headers(),
            response.body().as_ref(),
        )
    }
}

/// Shows one line for a log, of at most 1,400 bytes: the status, the first error's title and detail, its code, the
/// number of other errors, and the request's id.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = self.error();
        let reason = self.status().canonical_reason();
        let says = |text: Option<&str>| {
            let line = line(text?);
            (!line.is_empty()).then_some(line)
        };
        let title = says(error.title.as_deref());
        let detail = says(error.detail.as_deref()).filter(|detail| title.as_ref() != Some(detail));
        let title = title.or_else(|| says(reason.filter(|_| detail.is_none())));
        f.write_str(self.status().as_str())?;
        match (title, detail) {
            (Some(title), Some(detail)) => {
                write!(f, " {}: {detail}", title.trim_end_matches('.'))?;
            }
            (Some(text), None) | (None, Some(text)) => write!(f, " {text}")?,
            (None, None) => {}
        }
        let code = error.code.as_deref();
        let shown = [error.title.as_deref(), error.detail.as_deref()];
        let code = says(
            code.filter(|code| *code != self.status().as_str() && !shown.contains(&Some(code))),
        );
        let others = self.errors().len().saturating_sub(1);
        let source = self.0.source.as_ref().map(ToString::to_string);
        let notes = [
            code.map(|code| format!("code {code}")),
            (others > 0).then(|| format!("{others} more")),
            says(self.request_id()).map(|id| format!("request {id}")),
            says(source.as_deref()),
        ];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        if notes.is_empty() {
            return Ok(());
        }
        write!(f, " ({})", notes.join(", "))
    }
}

/// Shows headers by their names alone, except for a few that are harmless: a `Set-Cookie` is a secret. Secrets that the
/// body repeats are masked.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: [&str; 8] = [
            "content-length",
            "content-type",
            "date",
            "retry-after",
            "retry-after-ms",
            "ratelimit",
            "server",
            "via",
        ];
        let headers = self.headers().iter().map(|(name, value)| {
            let is_shown = SHOWN.contains(&name.as_str()) || request_id::is_id(name.as_str());
            let value = value.to_str().ok().filter(|_| is_shown);
            (name.as_str(), value.map_or_else(|| "…".to_owned(), line))
        });
        let headers: Vec<_> = headers.collect();
        f.debug_struct("Failure")
            .field("status", &self.status())
            .field("headers", &headers)
            .field("errors", &masked_errors(self.errors()))
            .field("is_envelope", &self.envelope().is_some())
            .field("excerpt", &self.excerpt())
            .field("source", &self.0.source)
            .finish()
    }
}

/// The source is the error that broke off the body, if one did.
impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.0.source.as_ref()?;
        Some(&**source)
    }
}
