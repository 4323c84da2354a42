//! Error objects of JSON that follows no standard.

use super::Failure;
use crate::document::object::ErrorObject;
use serde::Deserialize;
use serde_json::{Map, Value};

/// What one endpoint of M-RETS, frameworks, gateways and other services answer, as far as it is alike: a
/// text that says what went wrong, as a member of a known name, or lists of them.
pub(super) fn errors(document: Value) -> Vec<ErrorObject> {
    let mut found = Found::default();
    found.value(document, &mut Map::new());
    found.errors
}

/// Names of a text that says what went wrong, the most telling first.
const MESSAGES: [&str; 10] = [
    "message",
    "Message",
    "error_description",
    "error_message",
    "errorMessage",
    "msg",
    "description",
    "reason",
    "errors",
    "error",
];

/// Names under which there may be errors, and not only a text.
const NESTED: [&str; 5] = ["error", "message", "detail", "errors", "rows"];

/// What errors have in common is repeated in each of them where it is no longer than this, as JSON.
const REPEATED: usize = 1024;

#[derive(Default)]
struct Found {
    errors: Vec<ErrorObject>,
    /// Within a member that holds errors.
    is_inside: bool,
}

impl Found {
    /// `beside` is what the errors in this value have in common; it becomes their `meta`.
    fn value(&mut self, value: Value, beside: &mut Map<String, Value>) {
        match value {
            Value::String(text) if !text.is_empty() => {
                self.push(ErrorObject::default().with_detail(text), beside);
            }
            Value::Array(items) => {
                for item in items {
                    self.value(item, beside);
                }
            }
            Value::Object(members) => self.object(members, beside),
            Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn object(&mut self, mut members: Map<String, Value>, beside: &mut Map<String, Value>) {
        let nested = NESTED.map(|name| {
            let value = members.get(name)?;
            let is_nested = value.is_array() || value.is_object();
            is_nested.then(|| members.remove(name))?
        });
        let mut common = Map::new();
        if let Some(error) = object(&mut members) {
            self.push(error, beside);
        } else if nested.iter().any(Option::is_some) {
            common.append(beside);
            common.append(&mut members);
        } else if members.values().all(is_texts) || self.is_inside && !is_standard(&members) {
            self.by_attribute(members);
        }
        self.is_inside = true;
        for value in nested.into_iter().flatten() {
            self.value(value, &mut common);
        }
    }

    /// `{"name":["can't be blank"]}`
    fn by_attribute(&mut self, members: Map<String, Value>) {
        for (name, value) in members {
            let mut beside = Map::from_iter([("attribute".to_owned(), Value::String(name))]);
            self.value(value, &mut beside);
        }
    }

    fn push(&mut self, mut error: ErrorObject, beside: &mut Map<String, Value>) {
        if self.errors.len() >= Failure::MOST_ERRORS {
            return;
        }
        if !beside.is_empty() {
            let meta = error.meta.get_or_insert_default();
            let is_short = serde_json::to_vec(beside).is_ok_and(|json| json.len() <= REPEATED);
            let mut common = if is_short {
                beside.clone()
            } else {
                std::mem::take(beside)
            };
            common.append(meta);
            *meta = common;
        }
        self.errors.push(error);
    }
}

/// An object of JSON:API's that does not say what went wrong.
fn is_standard(members: &Map<String, Value>) -> bool {
    ["id", "status", "source", "links", "meta"]
        .iter()
        .any(|name| members.contains_key(*name))
}

fn is_texts(value: &Value) -> bool {
    let texts = value.as_array();
    texts.is_some_and(|texts| texts.iter().all(Value::is_string))
}

/// An error object of these members, all of which are in it then; none, and nothing is taken, where
/// they do not say what went wrong.
fn object(members: &mut Map<String, Value>) -> Option<ErrorObject> {
    let mut error = ErrorObject::deserialize(&*members).ok()?;
    let read = [
        ("title", error.title.is_some()),
        ("detail", error.detail.is_some()),
        ("id", error.id.is_some()),
        ("code", error.code.is_some()),
        ("source", error.source.is_some()),
        ("links", error.links.is_some()),
        ("status", error.status.is_some()),
        ("meta", error.meta.is_some()),
    ];
    let name = MESSAGES
        .into_iter()
        .find(|name| text(members, name).is_some());
    if error.title.is_none() && error.detail.is_none() && error.code.is_none() && name.is_none() {
        return None;
    }
    for (name, is_read) in read {
        if is_read {
            members.remove(name);
        }
    }
    if let Some(name) = name
        && error.detail.is_none()
    {
        error.detail = take(members, name);
        // Beside a message `error` says what kind of error it is; OAuth (RFC 6749, 5.2) has a code.
        let kind = if name == "error_description" {
            &mut error.code
        } else {
            &mut error.title
        };
        if kind.is_none() {
            *kind = take(members, "error");
        }
    }
    if !members.is_empty() {
        let meta = error.meta.get_or_insert_default();
        for (name, value) in std::mem::take(members) {
            meta.entry(name).or_insert(value);
        }
    }
    Some(error)
}

fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    let text = members.get(name)?.as_str()?;
    (!text.is_empty()).then_some(text)
}

fn take(members: &mut Map<String, Value>, name: &str) -> Option<String> {
    text(members, name)?;
    match members.remove(name)? {
        Value::String(text) => Some(text),
        _ => None,
    }
}
