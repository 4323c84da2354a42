//! [`Answered`]: the data of a response, beside its body.

use crate::document::defaults::Defaults;
use crate::document::dialect::stand_in::StandIn;
use crate::document::dialect::{DEFAULT_DIALECT, Dialect};
use crate::document::envelope::Envelope;
use crate::document::format::Format;
#[cfg(any(feature = "__rewrite", all(feature = "fluent", feature = "tonic")))]
use crate::document::language::Language;
#[cfg(feature = "fluent")]
use crate::document::languages::source::Origin;
#[cfg(all(feature = "fluent", any(feature = "__rewrite", feature = "tonic")))]
use crate::document::languages::source::TextSource;
use http::{HeaderValue, StatusCode};
#[cfg(any(feature = "__rewrite", all(feature = "fluent", feature = "tonic")))]
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// The data of an error response: the envelope, and facts that the body does not show.
///
/// Every response that a framework makes of our errors carries it as an extension. `EnvelopeLayer` and
/// its counterparts know our responses by it. They make ids and other formats from it, so that they never
/// read a body back. Functions set with `observe` get it for each answered error.
///
#[cfg_attr(
    feature = "axum",
    doc = r#"
```
use mrets_errors::axum::IntoResponse;
use mrets_errors::{Answered, MretsError};

#[derive(Debug, MretsError)]
enum AccountError {
    #[status(409, code = "closed")]
    Closed,
}

let response = AccountError::Closed.into_response();
let answered = response.extensions().get::<Answered>().unwrap();
assert_eq!(answered.status(), 409);
assert_eq!(answered.code(), "closed");
assert_eq!(answered.variant(), Some("Closed"));
assert_eq!(answered.envelope().errors.len(), 1);
```
"#
)]
#[derive(Clone)]
pub struct Answered {
    /// Shared, since extensions are cloned with their response.
    data: Arc<Data>,
    request_id: Option<HeaderValue>,
    is_reported: bool,
    #[cfg(feature = "__rewrite")]
    is_by_others: bool,
    /// The language of the body; `None` is the language of the attributes.
    #[cfg(any(feature = "__rewrite", all(feature = "fluent", feature = "tonic")))]
    language: Option<Language>,
}

#[derive(Clone)]
struct Data {
    status: StatusCode,
    variant: Option<&'static str>,
    /// The format that the handler chose.
    format: Option<Format>,
    envelope: Envelope,
    dialect: &'static Dialect,
    /// Beside each error object.
    #[cfg_attr(
        not(any(feature = "__rewrite", all(feature = "fluent", feature = "tonic"))),
        allow(dead_code, reason = "only what changes the words reads it")
    )]
    defaults: Vec<Defaults>,
    /// Beside each error object, if there are languages to translate it to.
    #[cfg(feature = "fluent")]
    origins: Vec<Origin>,
}

impl Answered {
    /// The data of an answer that was made by hand, in the words of the default dialect.
    pub(crate) fn new(
        status: StatusCode,
        variant: Option<&'static str>,
        envelope: Envelope,
    ) -> Self {
        let defaults = envelope.errors.iter().map(Defaults::of_object).collect();
        Self::in_dialect(&DEFAULT_DIALECT, status, variant, envelope, defaults)
    }

    /// The data of an error that spoke in this dialect, from which the defaults came.
    pub(crate) fn in_dialect(
        dialect: &'static Dialect,
        status: StatusCode,
        variant: Option<&'static str>,
        envelope: Envelope,
        defaults: Vec<Defaults>,
    ) -> Self {
        Self {
            data: Arc::new(Data {
                status,
                variant,
                format: None,
                envelope,
                dialect,
                defaults,
                #[cfg(feature = "fluent")]
                origins: Vec::new(),
            }),
            request_id: None,
            is_reported: false,
            #[cfg(feature = "__rewrite")]
            is_by_others: false,
            #[cfg(any(feature = "__rewrite", all(feature = "fluent", feature = "tonic")))]
            language: None,
        }
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.data.status
    }

    /// The code of the first error object; the status as text if no object has a code.
    #[must_use]
    pub fn code(&self) -> &str {
        let first = self.data.envelope.errors.first();
        let code = first.and_then(|error| error.code.as_deref());
        code.unwrap_or_else(|| self.data.status.as_str())
    }

    /// The name of the variant, or of the struct, that answered. `None` for an error object that was
    /// made by hand, and for a response that a framework or a handler made by itself.
    #[must_use]
    pub fn variant(&self) -> Option<&'static str> {
        self.data.variant
    }

    /// The envelope, whatever format the response has; without errors for a 304.
    #[must_use]
    pub fn envelope(&self) -> &Envelope {
        &self.data.envelope
    }

    /// The id of the request, at most 128 visible ASCII characters of it. It is the response's own
    /// `x-request-id`, else the request's, else the trace id of the request's `traceparent`. `None`
    /// if all are missing, or if no `EnvelopeLayer` or counterpart saw the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_ref()?.to_str().ok()
    }

    /// The format that the handler chose, whatever `Accept` says.
    #[cfg(feature = "__rewrite")]
    pub(crate) fn format(&self) -> Option<Format> {
        self.data.format
    }

    pub(crate) fn set_format(&mut self, format: Format) {
        Arc::make_mut(&mut self.data).format = Some(format);
    }

    /// Replaces the data by the answer that stands in for an error whose shape failed.
    pub(crate) fn set_stand_in(&mut self, stand_in: StandIn) {
        self.data = Arc::new(Data {
            status: stand_in.status,
            variant: self.data.variant,
            format: stand_in.format,
            envelope: stand_in.envelope,
            dialect: self.data.dialect,
            defaults: Vec::new(),
            #[cfg(feature = "fluent")]
            origins: Vec::new(),
        });
    }

    /// Sets the facts on which the messages of the error objects depend.
    #[cfg(feature = "fluent")]
    #[must_use]
    pub(crate) fn with_origins(mut self, origins: Vec<Origin>) -> Self {
        Arc::make_mut(&mut self.data).origins = origins;
        self
    }

    /// Sets the language that the body shall have, and tells whether the body has another one.
    #[cfg(any(feature = "__rewrite", all(feature = "fluent", feature = "tonic")))]
    pub(crate) fn set_language(&mut self, language: Option<Language>) -> bool {
        let translated = |language: Option<Language>| {
            let translated = language.filter(|language| !language.is_default());
            translated.map(Language::tag)
        };
        let is_other = translated(self.language) != translated(language);
        self.language = language;
        is_other
    }

    /// The language that is set, which may be the attributes' own.
    #[cfg(feature = "__rewrite")]
    pub(crate) fn language(&self) -> Option<Language> {
        self.language
    }

    /// The envelope in the language that is set, and the tags of the languages that it then speaks. There are no tags
    /// if the dialect has no languages. `keeps_titles` is for problem documents, whose titles name the
    /// kind of problem.
    #[cfg(any(feature = "__rewrite", all(feature = "fluent", feature = "tonic")))]
    pub(crate) fn translated(&self, keeps_titles: bool) -> (Cow<'_, Envelope>, Vec<&'static str>) {
        match self.language {
            None => {
                let _ = keeps_titles;
                (Cow::Borrowed(&self.data.envelope), Vec::new())
            }
            #[cfg(not(feature = "fluent"))]
            Some(language) => match language {},
            #[cfg(feature = "fluent")]
            Some(language) => {
                let mut envelope = self.data.envelope.clone();
                let source = TextSource {
                    defaults: &self.data.defaults,
                    origins: &self.data.origins,
                    code_of: &|status| self.data.dialect.code_of(status),
                    keeps_titles,
                };
                let spoken = language.translate(&mut envelope, self.data.status, &source);
                (Cow::Owned(envelope), spoken)
            }
        }
    }

    /// The dialect in which the error speaks.
    #[cfg(any(feature = "__rewrite", feature = "tonic"))]
    pub(crate) fn dialect(&self) -> &'static Dialect {
        self.data.dialect
    }

    /// Restates the texts of the default dialect in this one, and tells whether the body may differ. An error that
    /// has a dialect keeps it.
    #[cfg(feature = "__rewrite")]
    pub(crate) fn speak(&mut self, dialect: &'static Dialect) -> bool {
        if dialect.is_default() || !self.data.dialect.is_default() {
            return false;
        }
        let data = Arc::make_mut(&mut self.data);
        data.dialect = dialect;
        // A problem document sums several errors up in the words of its dialect.
        let mut is_changed = !dialect.is_json_api() || data.format == Some(Format::Problem);
        for (object, defaults) in data.envelope.errors.iter_mut().zip(&data.defaults) {
            is_changed |= dialect.restate(object, *defaults, data.status);
        }
        is_changed
    }

    /// Whether the log and the observer know of it.
    pub(crate) fn is_reported(&self) -> bool {
        self.is_reported
    }

    pub(crate) fn set_reported(&mut self) {
        self.is_reported = true;
    }

    /// Whether others wrote the body. To change it, the layer reads it again, since the envelope here may lack some
    /// of its members.
    #[cfg(feature = "__rewrite")]
    pub(crate) fn is_by_others(&self) -> bool {
        self.is_by_others
    }

    #[cfg(feature = "__rewrite")]
    pub(crate) fn set_by_others(&mut self) {
        self.is_by_others = true;
    }

    /// Sets the id of the request, which is visible ASCII.
    #[cfg(feature = "__rewrite")]
    pub(crate) fn set_request_id(&mut self, id: Option<HeaderValue>) {
        self.request_id = id;
    }

    #[cfg(feature = "__rewrite")]
    /// Gives the first error object the request's id, unless it has an id. Tells whether it did.
    pub(crate) fn identify(&mut self) -> bool {
        let first = self.data.envelope.errors.first();
        if self.request_id.is_none() || first.is_none_or(|error| error.id.is_some()) {
            return false;
        }
        let id = self.request_id().map(str::to_owned);
        if let Some(first) = Arc::make_mut(&mut self.data).envelope.errors.first_mut() {
            first.id = id;
        }
        true
    }
}

impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answered")
            .field("status", &self.status())
            .field("code", &self.code())
            .field("variant", &self.variant())
            .field("request_id", &self.request_id())
            .finish_non_exhaustive()
    }
}
