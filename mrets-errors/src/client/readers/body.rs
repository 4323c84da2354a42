//! [`read`], which finds the error objects of a body.

use super::{excerpt, json, text, walk, xml};
use crate::client::bounds::{LONGEST_BODY, LONGEST_EXCERPT, LOOKED_AT, MOST_ERRORS};
use crate::document::envelope::Envelope;
use crate::document::object::ErrorObject;
use crate::document::problem::{Problem, STANDARD};
use http::{HeaderMap, StatusCode};
use serde::Deserialize as _;
use serde_json::{Map, Value};

/// The content of a body.
#[derive(Debug, Clone)]
pub(crate) struct FoundBody {
    pub(crate) content: Content,
    /// The beginning of the body, as text.
    pub(crate) excerpt: Option<String>,
}

/// The error objects of a body.
#[allow(clippy::large_enum_variant, reason = "it stands in a box already")]
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// The body follows a standard.
    Envelope(Envelope),
    /// The body is another API's, or says nothing.
    Errors(Vec<ErrorObject>),
}

impl Content {
    const NONE: Self = Self::Errors(Vec::new());

    pub(crate) fn errors(&self) -> &[ErrorObject] {
        match self {
            Self::Envelope(envelope) => &envelope.errors,
            Self::Errors(errors) => errors,
        }
    }

    pub(crate) fn errors_mut(&mut self) -> &mut Vec<ErrorObject> {
        match self {
            Self::Envelope(envelope) => &mut envelope.errors,
            Self::Errors(errors) => errors,
        }
    }
}

/// Reads a body, by its content: a wrong Content-Type misleads nobody. Only `text/plain` is never markup.
pub(crate) fn read(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> FoundBody {
    if body.len() > LONGEST_BODY {
        let (beginning, _) = body.split_at(LOOKED_AT);
        let text = text::decode(headers, beginning);
        return FoundBody {
            content: Content::NONE,
            excerpt: excerpt::of(&text, text::is_plain(headers)),
        };
    }
    let text = text::decode(headers, body);
    if let Some(document) = json::parse(&text) {
        return FoundBody {
            content: content(document, status, text::is_problem(headers)),
            excerpt: excerpt::of(&text, true),
        };
    }
    let is_markup = !text::is_plain(headers) && text.trim_start().starts_with('<');
    if is_markup && let Some(document) = xml::parse(&text) {
        return FoundBody {
            content: content(document.clone(), status, text::is_problem(headers)),
            excerpt: excerpt::of(&xml::text(&document, LONGEST_EXCERPT), true),
        };
    }
    FoundBody {
        content: Content::NONE,
        excerpt: excerpt::of(&text, !is_markup),
    }
}

/// The beginning of a body as text.
pub(crate) fn excerpt(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    let (beginning, _) = body.split_at(body.len().min(LOOKED_AT));
    excerpt::of(&text::decode(headers, beginning), text::is_plain(headers))
}

fn content(document: Value, status: StatusCode, is_problem: bool) -> Content {
    if by_content(&document) || is_problem && has_problem_member(&document) {
        return Content::Envelope(problem(document, status));
    }
    match document {
        Value::Object(members) if is_empty_list(members.get("errors")) => {
            let document = Value::Object(members);
            let errors = walk::errors_of(&document, status, false);
            match document {
                Value::Object(mut members) if errors.is_empty() => {
                    let envelope = envelope(&mut members, status);
                    envelope.map_or(Content::NONE, Content::Envelope)
                }
                _ => Content::Errors(errors),
            }
        }
        Value::Object(mut members) => match envelope(&mut members, status) {
            Some(envelope) => Content::Envelope(envelope),
            None => Content::Errors(walk::errors_of(&Value::Object(members), status, false)),
        },
        document => Content::Errors(walk::errors_of(&document, status, false)),
    }
}

/// The envelope of a problem and of the errors that it holds. A problem of ours that only sums them up is left out.
fn problem(document: Value, status: StatusCode) -> Envelope {
    let mut errors = walk::errors_of(&document, status, true);
    if errors.is_empty() {
        // It has only a status, or a type.
        let problem = Problem::deserialize(document);
        return problem.map_or_else(|_| Envelope::default(), |problem| problem.to_envelope());
    }
    if errors.len() > 1 && is_summary(&document) {
        errors.remove(0);
    }
    Envelope::new(errors)
}

/// Whether a problem has nothing of its own, beside the errors that it holds.
fn is_summary(document: &Value) -> bool {
    let Some(members) = document.as_object() else {
        return false;
    };
    if !members.get("errors").is_some_and(Value::is_array) {
        return false;
    }
    let mut own = Map::new();
    for (name, value) in members.iter().filter(|(name, _)| *name != "errors") {
        if !STANDARD.contains(&name.as_str()) {
            return false;
        }
        own.insert(name.clone(), value.clone());
    }
    let problem = Problem::deserialize(Value::Object(own));
    problem.is_ok_and(|problem| problem.is_summary())
}

/// Whether a member is an empty list. Gitea has one beside its message.
fn is_empty_list(member: Option<&Value>) -> bool {
    member.and_then(Value::as_array).is_some_and(Vec::is_empty)
}

/// The envelope, if `errors` is an array of error objects of JSON:API.
fn envelope(members: &mut Map<String, Value>, status: StatusCode) -> Option<Envelope> {
    const NAMES: [&str; 8] = [
        "title", "detail", "id", "code", "source", "links", "status", "meta",
    ];
    let items = members.get("errors")?.as_array()?;
    let is_told = |item: &Map<String, Value>| {
        ["title", "detail"]
            .iter()
            .any(|name| item.get(*name).is_some_and(Value::is_string))
    };
    let is_standard = |item: &Value| {
        let item = item.as_object();
        item.is_some_and(|item| {
            is_told(item) || item.keys().all(|name| NAMES.contains(&name.as_str()))
        })
    };
    if !items.iter().all(is_standard) {
        return None;
    }
    let objects = items.iter().take(MOST_ERRORS).filter_map(Value::as_object);
    let mut envelope = Envelope::new(objects.map(|item| walk::error_object_of(item, status)));
    members.shift_remove("errors");
    let mut take = |name: &str| {
        let object = std::mem::take(members.get_mut(name)?.as_object_mut()?);
        members.shift_remove(name);
        Some(object)
    };
    envelope.jsonapi = take("jsonapi");
    envelope.links = take("links");
    envelope.meta = take("meta");
    // Members that JSON:API does not know become `meta` of the whole document.
    for (name, value) in std::mem::take(members) {
        if !value.is_null() {
            envelope
                .meta
                .get_or_insert_default()
                .entry(name)
                .or_insert(value);
        }
    }
    Some(envelope)
}

/// Whether a document is a problem document though its Content-Type does not say so. It has a title,
/// which is no member of a JSON:API document, or a type with other members of a problem.
fn by_content(document: &Value) -> bool {
    let text = |name| document.get(name).and_then(Value::as_str);
    text("title").is_some()
        || text("type").is_some_and(|kind| kind.contains(':') || text("detail").is_some())
}

/// Whether a document whose Content-Type says that it is a problem can be one.
fn has_problem_member(document: &Value) -> bool {
    STANDARD.iter().any(|name| document.get(name).is_some())
}
