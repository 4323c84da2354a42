//! Writes the bodies of a dialect: its own document, and the page of an error. Reads the document, too.

use crate::document::dialect::stand_in::StandIn;
use crate::document::dialect::{Dialect, Shape};
use crate::document::envelope::Envelope;
#[cfg(all(feature = "html", feature = "__rewrite"))]
use crate::document::error_page::ErrorPage;
use crate::document::format::Format;
#[cfg(all(feature = "html", feature = "__rewrite"))]
use crate::document::language::Language;
use crate::document::public_error::{Body, PublicError};
use bytes::Bytes;
use http::StatusCode;
#[cfg(all(feature = "html", feature = "__rewrite"))]
use http::{HeaderMap, HeaderValue};
#[cfg(feature = "__catalog")]
use serde_json::Value;
use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};

impl Dialect {
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
    pub(super) fn render_json_api(
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
    pub(super) fn render_problem(
        &'static self,
        status: StatusCode,
        envelope: &Envelope,
    ) -> Result<Bytes, Box<StandIn>> {
        Ok(envelope.to_body(Format::Problem, status, self))
    }

    pub(super) fn render_shape(
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
