//! Example bodies: of real values, else made of the templates with values of the right type.

use crate::answer::asked::Asked;
use crate::answer::catalog::{Catalog, Example};
use crate::answer::entry::Entry;
use crate::answer::objects;
use crate::answer::row::part::Part;
use crate::answer::row::table::RowId;
use crate::docs::meta_type;
use crate::document::dialect::Dialect;
use crate::document::envelope::Envelope;
use crate::document::object::ErrorObject;
use crate::document::template::{Piece, pieces};
use crate::error::bounds::AsMretsError;
use bytes::Bytes;
use http::StatusCode;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::ptr;

/// Examples, of the features `docs` and `utoipa`.
#[cfg_attr(docsrs, doc(cfg(any(feature = "docs", feature = "utoipa"))))]
impl Catalog {
    /// Shows these values' bodies as examples, each at its entry. If several belong to one entry, the first one
    /// counts. An entry without a value shows its templates, such as `{id}`.
    ///
    /// ```
    /// use mrets_errors::MretsError;
    ///
    /// #[derive(Debug, MretsError)]
    /// enum RegistryError {
    ///     #[status(404, detail = "There is no account {id}.")]
    ///     NoAccount { id: u32 },
    ///     #[status(409, detail = "Account {id} is closed.")]
    ///     Closed { id: u32 },
    /// }
    ///
    /// let page = RegistryError::catalog()
    ///     .with_examples([RegistryError::NoAccount { id: 7 }])
    ///     .to_markdown();
    /// assert!(page.contains("\"detail\": \"There is no account 7.\""));
    /// assert!(page.contains("\"detail\": \"Account {id} is closed.\""));
    /// ```
    ///
    /// Pass values of several types as `&dyn MretsError`, or in several calls.
    #[must_use]
    pub fn with_examples<E: AsMretsError>(mut self, examples: impl IntoIterator<Item = E>) -> Self {
        let dialects: HashMap<RowId, &Dialect> = (self.entries())
            .map(|entry| (entry.id, entry.answer.dialect))
            .collect();
        for example in examples {
            let error = example.as_answering_error();
            let asked = Asked::of(error);
            let answer = asked.answer;
            let (envelope, defaults) = objects::envelope_and_defaults(error, &asked);
            let mut example = Example {
                status: answer.status,
                envelope,
                defaults,
            };
            let described = objects::described_by(error, &asked);
            // The dialect of an outer type, or of the catalogue, may differ from the value's own.
            if let Some(dialect) = dialects.get(&described.id())
                && !ptr::eq(*dialect, answer.dialect)
            {
                example.speak(dialect);
            }
            if !example.envelope.errors.is_empty() {
                self.examples.entry(described.id()).or_insert(example);
            }
        }
        self
    }
}

/// Gives the example body of an entry, in the document of its dialect; `None` for a 304, which has no body.
pub(crate) fn value(catalog: &Catalog, entry: &Entry) -> Option<Value> {
    let body = body(catalog, entry)?;
    if is_json(entry) {
        return serde_json::from_slice(&body).ok();
    }
    Some(Value::String(String::from_utf8(body.to_vec()).ok()?))
}

fn is_json(entry: &Entry) -> bool {
    let essence = entry.media_type.split(';').next().unwrap_or_default();
    essence.trim_end().ends_with("json")
}

/// Gives the example as text, with its members in the order on the wire.
#[cfg(feature = "docs")]
pub(crate) fn text(catalog: &Catalog, entry: &Entry) -> Option<String> {
    let text = String::from_utf8(body(catalog, entry)?.to_vec()).ok()?;
    Some(if is_json(entry) { pretty(&text) } else { text })
}

/// Gives the body; `None` for a 304, and if the shape of the dialect fails.
fn body(catalog: &Catalog, entry: &Entry) -> Option<Bytes> {
    let dialect = entry.answer.dialect;
    let body = match catalog.examples.get(&entry.id) {
        Some(Example {
            status, envelope, ..
        }) => dialect.render(*status, envelope),
        None if entry.status == Some(StatusCode::NOT_MODIFIED) => return None,
        None => {
            let envelope = Envelope::new([object(catalog, entry)]);
            dialect.render(entry.answer.status, &envelope)
        }
    };
    body.ok()
}

/// Gives JSON with a line for each member, in the same order.
#[cfg(feature = "docs")]
fn pretty(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth: usize = 0;
    let (mut is_text, mut is_escaped) = (false, false);
    let mut chars = json.chars().peekable();
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    while let Some(char) = chars.next() {
        match char {
            _ if is_text => {
                out.push(char);
                is_text = is_escaped || char != '"';
                is_escaped = char == '\\' && !is_escaped;
            }
            ' ' | '\n' | '\r' | '\t' => {}
            '{' | '[' => {
                while chars.next_if(char::is_ascii_whitespace).is_some() {}
                out.push(char);
                if let Some(close) = chars.next_if(|char| matches!(char, '}' | ']')) {
                    out.push(close);
                } else {
                    depth += 1;
                    line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(char);
            }
            ',' => {
                out.push(char);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            char => {
                is_text = char == '"';
                out.push(char);
            }
        }
    }
    out
}

fn object(catalog: &Catalog, entry: &Entry) -> ErrorObject {
    let has = |part| entry.answer.has(part);
    let status = entry.status.as_ref().map(StatusCode::as_str);
    let detail = match entry.detail {
        Some(detail) => Some(template(detail)),
        // The detail is known only at run time.
        None => (has(Part::Detail) || status.is_none()).then(|| placeholder("detail")),
    };
    let or_placeholder =
        |text: Option<&str>, name| text.map_or_else(|| placeholder(name), str::to_owned);
    let mut object = ErrorObject {
        title: Some(or_placeholder(entry.title, "title")),
        detail,
        id: has(Part::Id).then(|| placeholder("id")),
        code: Some(or_placeholder(
            entry.code,
            if has(Part::Code) { "code" } else { "status" },
        )),
        status: Some(or_placeholder(status, "status")),
        ..ErrorObject::default()
    };
    for (name, place) in entry.source.iter().zip(entry.note.places) {
        object.set_member("source", name, template(place));
    }
    for [name, link] in entry.note.links {
        object.set_member("links", name, template(link));
    }
    if let Some(link) = entry.link() {
        object.set_member("links", "type", template(&link));
    }
    for name in entry.meta {
        let mut definitions = Map::new();
        let schema = meta_type::schema(catalog, entry, name, &mut definitions);
        let value = schema.map_or_else(
            || json!(placeholder(name)),
            |schema| sample(&schema, &definitions, name, 0),
        );
        object = object.with_meta(*name, value);
    }
    object
}

/// The depth at which a schema that refers to itself ends.
const DEEPEST: u8 = 8;

/// Gives a value that a schema allows.
fn sample(schema: &Value, definitions: &Map<String, Value>, name: &str, depth: u8) -> Value {
    let first = |member: &str| schema.get(member)?.as_array()?.first().cloned();
    if depth > DEEPEST {
        return Value::Null;
    }
    let inner = |schema: &Value| sample(schema, definitions, name, depth + 1);
    for given in ["const", "default", "example"] {
        if let Some(value) = schema.get(given) {
            return value.clone();
        }
    }
    if let Some(value) = first("enum").or_else(|| first("examples")) {
        return value;
    }
    if let Some(alternative) = first("oneOf")
        .or_else(|| first("anyOf"))
        .or_else(|| first("allOf"))
    {
        return inner(&alternative);
    }
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap_or_default();
        return definitions.get(name).map_or(Value::Null, inner);
    }
    let kind = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str),
        Some(kind) => kind.as_str(),
        None => None,
    };
    match kind {
        Some("integer") => schema
            .get("minimum")
            .cloned()
            .filter(|least| *least != json!(0))
            .unwrap_or_else(|| json!(1)),
        Some("number") => json!(1.5),
        Some("boolean") => json!(true),
        Some("array") => Value::Array(schema.get("items").map(inner).into_iter().collect()),
        Some("object") => {
            let members = schema.get("properties").and_then(Value::as_object);
            let members = members.into_iter().flatten();
            members
                .map(|(name, schema)| (name.clone(), sample(schema, definitions, name, depth + 1)))
                .collect()
        }
        Some("null") => Value::Null,
        _ => match schema.get("format").and_then(Value::as_str) {
            Some("uuid") => json!("00000000-0000-0000-0000-000000000001"),
            Some("date-time") => json!("2026-01-31T12:00:00Z"),
            Some("date") => json!("2026-01-31"),
            _ => json!(placeholder(name)),
        },
    }
}

fn placeholder(name: &str) -> String {
    format!("{{{name}}}")
}

/// Gives a format string for readers: `{{` becomes a brace, and placeholders lose their format.
pub(crate) fn template(template: &str) -> String {
    let pieces = pieces(template).into_iter();
    let pieces = pieces.map(|piece| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Placeholder(name) => placeholder(name),
    });
    pieces.collect()
}
