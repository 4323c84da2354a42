//! The error objects of a body.

use super::{Failure, other};
use crate::document::envelope::Envelope;
use crate::document::object::ErrorObject;
use crate::document::problem::Problem;
use serde::Deserialize;
use serde_json::Value;

/// What a body says.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// It follows a standard.
    Envelope(Envelope),
    /// It is another API's, or says nothing.
    Errors(Vec<ErrorObject>),
}

impl Content {
    /// Of a body that says nothing.
    pub(super) const NONE: Self = Self::Errors(Vec::new());

    /// Reads a body; `is_problem` where its Content-Type is that of a problem document.
    pub(super) fn read(body: &str, is_problem: bool) -> Self {
        let read = Envelope::read(body.as_bytes(), Failure::MOST_ERRORS);
        let envelope = match read {
            // The common case, without a look at what else the document has.
            Ok((envelope, false)) if is_told(&envelope) => {
                return Self::Envelope(envelope);
            }
            read => read.ok().map(|(envelope, _)| envelope),
        };
        let Ok(mut document) = serde_json::from_str::<Value>(body) else {
            // What is passed over in an envelope may be nested deeper than a value can be.
            return envelope.map_or(Self::NONE, Self::Envelope);
        };
        let is_problem = by_content(&document) || is_problem && has_problem_member(&document);
        if is_problem {
            if let Some(Value::Array(errors)) = document.get_mut("errors") {
                // The problem is one of them.
                errors.truncate(Failure::MOST_ERRORS - 1);
            }
            // It is an object, since it has a member.
            let problem = Problem::deserialize(document);
            return problem.map_or(Self::NONE, |problem| {
                Self::Envelope(problem.into_envelope())
            });
        }
        match envelope {
            Some(envelope) if is_told(&envelope) => Self::Envelope(envelope),
            Some(envelope) => {
                let errors = other::errors(document);
                if errors.iter().any(is_message) {
                    Self::Errors(errors)
                } else {
                    Self::Envelope(envelope)
                }
            }
            None => Self::Errors(other::errors(document)),
        }
    }
}

/// Whether each object says what went wrong: one that has not the members of JSON:API for it may
/// have others, as in `{"errors":[{"message":"..."}]}`.
fn is_told(envelope: &Envelope) -> bool {
    envelope.errors.iter().all(is_message)
}

fn is_message(error: &ErrorObject) -> bool {
    error.title.is_some() || error.detail.is_some()
}

/// Whether a document is a problem document though its Content-Type does not say so: it has a title,
/// which is no member of a JSON:API document, or a type that goes with it.
fn by_content(document: &Value) -> bool {
    let text = |name| document.get(name).and_then(Value::as_str);
    text("title").is_some()
        || text("type").is_some_and(|kind| kind.contains(':') || text("detail").is_some())
}

/// Whether a document that is said to be a problem can be one.
fn has_problem_member(document: &Value) -> bool {
    let names = ["type", "title", "status", "detail", "instance"];
    names.iter().any(|name| document.get(name).is_some())
}
