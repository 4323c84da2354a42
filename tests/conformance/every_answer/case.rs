//! [`Case`]: an answer in any of its forms.

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};
use mrets_errors::{AnyError, Envelope, Format, MretsError, Problem};
use serde_json::Value;

/// One answer, and its name in messages of broken rules.
pub(crate) struct Case {
    pub(crate) name: String,
    answer: Answer,
}

enum Answer {
    Error(Box<dyn MretsError>),
    Any(AnyError),
    Envelope(Envelope),
}

impl Case {
    pub(super) fn new(name: impl Into<String>, error: impl MretsError + 'static) -> Self {
        Self {
            name: name.into(),
            answer: Answer::Error(Box::new(error)),
        }
    }

    pub(super) fn any(name: impl Into<String>, error: AnyError) -> Self {
        Self {
            name: name.into(),
            answer: Answer::Any(error),
        }
    }

    pub(super) fn envelope_of(name: impl Into<String>, envelope: Envelope) -> Self {
        Self {
            name: name.into(),
            answer: Answer::Envelope(envelope),
        }
    }

    /// The error, unless the answer is an envelope.
    pub(crate) fn error(&self) -> Option<&dyn MretsError> {
        match &self.answer {
            Answer::Error(error) => Some(&**error),
            Answer::Any(error) => Some(&**error),
            Answer::Envelope(_) => None,
        }
    }

    pub(crate) fn json(&self) -> Bytes {
        match &self.answer {
            Answer::Envelope(envelope) => envelope.to_json(),
            Answer::Error(error) => error.to_json(),
            Answer::Any(error) => error.to_json(),
        }
    }

    pub(crate) fn envelope(&self) -> Envelope {
        match &self.answer {
            Answer::Envelope(envelope) => envelope.clone(),
            Answer::Error(error) => error.to_envelope(),
            Answer::Any(error) => error.to_envelope(),
        }
    }

    pub(crate) fn response(&self) -> Response<Bytes> {
        match &self.answer {
            Answer::Envelope(envelope) => envelope.to_response(),
            Answer::Error(error) => error.to_response(),
            Answer::Any(error) => error.to_response(),
        }
    }

    pub(crate) fn response_as(&self, format: Format) -> Response<Bytes> {
        match &self.answer {
            Answer::Envelope(envelope) => envelope.to_response_as(format),
            Answer::Error(error) => error.to_response_as(format),
            Answer::Any(error) => error.to_response_as(format),
        }
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.response().status()
    }

    pub(crate) fn headers(&self) -> HeaderMap {
        self.response().headers().clone()
    }

    pub(crate) fn problem(&self) -> Problem {
        match &self.answer {
            Answer::Envelope(envelope) => Problem::from_envelope(envelope, envelope.status()),
            Answer::Error(error) => error.to_problem(),
            Answer::Any(error) => error.to_problem(),
        }
    }

    /// Whether the answer has a body, as all except a 304 have.
    pub(crate) fn has_content(&self) -> bool {
        self.status() != StatusCode::NOT_MODIFIED
    }

    /// The body as JSON.
    #[track_caller]
    pub(crate) fn document(&self) -> Value {
        serde_json::from_slice(&self.json())
            .unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// The error objects of the body.
    #[track_caller]
    pub(crate) fn objects(&self) -> Vec<Value> {
        let document = self.document();
        let objects = document["errors"].as_array();
        objects
            .unwrap_or_else(|| panic!("{}: {document}", self.name))
            .clone()
    }
}
