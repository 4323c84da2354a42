//! The facts of a request on which its errors depend.

use crate::document::accept::{negotiate_in, prefers_html};
use crate::document::dialect::{DEFAULT_DIALECT, Dialect};
use crate::document::format::{Format, Representation};
use crate::document::language::Language;
use crate::document::wanted;
use crate::framework::request_id::{SentId, TRACEPARENT, X_REQUEST_ID, is_id};
#[cfg(feature = "fluent")]
use http::header::ACCEPT_LANGUAGE;
use http::header::{ACCEPT, HeaderValue};
use http::{HeaderMap, StatusCode};

/// The facts of a request that decide how its errors are answered. It is made for every request, so it
/// copies little and reads less.
pub(crate) struct RequestContext {
    pub(super) is_head: bool,
    accept: Accept,
    /// All lines of `Accept-Language` in one.
    #[cfg(feature = "fluent")]
    accept_language: Option<HeaderValue>,
    pub(crate) id: Option<SentId>,
    /// The dialect of the layer.
    pub(super) dialect: &'static Dialect,
}

impl RequestContext {
    /// The names of the headers that are read.
    #[cfg(feature = "__foreign-head")]
    pub(crate) const HEADERS: &[&str] = &[
        "accept",
        #[cfg(feature = "fluent")]
        "accept-language",
        "traceparent",
        "x-request-id",
    ];

    /// Reads a request. Errors without a dialect of their own speak in this one, if there is one.
    pub(crate) fn new(
        is_head: bool,
        headers: &HeaderMap,
        dialect: Option<&'static Dialect>,
    ) -> Self {
        let mut context = Self::unread(is_head, dialect);
        // One walk, since a look-up of each name would hash it. Names are compared as such: their texts take longer.
        for (name, value) in headers {
            if *name == ACCEPT {
                context.accept.add(value);
            } else if *name == X_REQUEST_ID {
                context.add_request_id(value);
            } else if *name == TRACEPARENT {
                context.add_trace_parent(value);
            }
            #[cfg(feature = "fluent")]
            if *name == ACCEPT_LANGUAGE {
                context.add_languages(value);
            }
        }
        context
    }

    /// The context of a request whose headers are not read.
    pub(crate) fn unread(is_head: bool, dialect: Option<&'static Dialect>) -> Self {
        wanted::ANSWERED.want();
        let dialect = dialect.unwrap_or(&DEFAULT_DIALECT);
        #[cfg(feature = "fluent")]
        if dialect.known_languages().is_some() {
            wanted::LANGUAGES.want();
        }
        Self {
            is_head,
            accept: Accept::Absent,
            #[cfg(feature = "fluent")]
            accept_language: None,
            id: None,
            dialect,
        }
    }

    #[cfg(feature = "fluent")]
    fn add_languages(&mut self, value: &HeaderValue) {
        let Some(before) = &self.accept_language else {
            self.accept_language = Some(value.clone());
            return;
        };
        // A line may have bytes that are not ASCII. Its ranges are skipped; the others count.
        let lines = [before.as_bytes(), value.as_bytes()].join(&b',');
        self.accept_language = HeaderValue::from_bytes(&lines).ok();
    }

    /// Takes an `x-request-id`. The first one that is an id counts, before a `traceparent`.
    fn add_request_id(&mut self, value: &HeaderValue) {
        if !matches!(self.id, Some(SentId::RequestId(_))) && is_id(value) {
            self.id = Some(SentId::RequestId(value.clone()));
        }
    }

    fn add_trace_parent(&mut self, value: &HeaderValue) {
        if self.id.is_none() {
            self.id = Some(SentId::TraceParent(value.clone()));
        }
    }

    /// Whether a response of this status is an error. A status above 599 is an error of the server (RFC 9110,
    /// section 15).
    pub(crate) fn concerns(status: StatusCode) -> bool {
        status.as_u16() >= 400
    }

    /// The representation in which the client wants its errors.
    pub(super) fn representation(&self, dialect: &Dialect) -> Representation {
        let is_json_api = dialect.is_json_api();
        let one = |value: HeaderValue| HeaderMap::from_iter([(ACCEPT, value)]);
        match &self.accept {
            Accept::Absent => Representation::Own,
            Accept::Known(_, format) if is_json_api => Representation::Format(*format),
            Accept::Known(text, _) => negotiate_in(dialect, &one(HeaderValue::from_static(text))),
            Accept::Value(value) => negotiate_in(dialect, &one(value.clone())),
            Accept::Values(headers) => negotiate_in(dialect, headers),
        }
    }

    /// The language in which the client wants its errors; `None` if the dialect has no languages.
    #[cfg_attr(
        not(feature = "fluent"),
        allow(clippy::unused_self, reason = "no dialect has languages")
    )]
    pub(super) fn language(&self, dialect: &Dialect) -> Option<Language> {
        #[cfg(feature = "fluent")]
        {
            let accept = self.accept_language.as_ref().map(HeaderValue::as_bytes);
            let accept = String::from_utf8_lossy(accept.unwrap_or_default());
            Some(dialect.known_languages()?.choose(&accept))
        }
        #[cfg(not(feature = "fluent"))]
        {
            let _ = dialect;
            None
        }
    }

    /// Whether the client prefers a page to each of our formats.
    pub(super) fn prefers_html(&self) -> bool {
        match &self.accept {
            Accept::Absent | Accept::Known(..) => false,
            Accept::Value(value) => prefers_html(&HeaderMap::from_iter([(ACCEPT, value.clone())])),
            Accept::Values(headers) => prefers_html(headers),
        }
    }
}

/// `Accept`, which is negotiated only for an error.
enum Accept {
    Absent,
    /// A well-known value, with its format: most clients send one of these.
    Known(&'static str, Format),
    Value(HeaderValue),
    /// Several lines. They are rare, and boxed so that other requests do not carry their size.
    Values(Box<HeaderMap>),
}

impl Accept {
    const KNOWN: [(&str, Format); 4] = [
        ("*/*", Format::JsonApi),
        (Format::JsonApi.media_type(), Format::JsonApi),
        (Format::Json.media_type(), Format::Json),
        (Format::Problem.media_type(), Format::Problem),
    ];

    fn new(value: &HeaderValue) -> Self {
        let mut known = Self::KNOWN.iter();
        match known.find(|(text, _)| text.as_bytes() == value.as_bytes()) {
            Some((text, format)) => Self::Known(text, *format),
            None => Self::Value(value.clone()),
        }
    }

    /// Adds a line, since the header may occur several times.
    fn add(&mut self, value: &HeaderValue) {
        let before = match self {
            Self::Absent => {
                *self = Self::new(value);
                return;
            }
            Self::Known(text, _) => HeaderValue::from_static(text),
            Self::Value(before) => before.clone(),
            Self::Values(headers) => {
                headers.append(ACCEPT, value.clone());
                return;
            }
        };
        let values = [(ACCEPT, before), (ACCEPT, value.clone())];
        *self = Self::Values(Box::new(values.into_iter().collect()));
    }
}
