//! The responses: one for each type and status.

use super::names;
use super::schemas::{reachable, reference};
use crate::answer::catalog::{Catalog, Group};
use crate::answer::entry::Entry;
use crate::docs::example;
use crate::document::dialect::{DEFAULT_DIALECT, Dialect, Shape};
use crate::document::format::Format;
use http::StatusCode;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::ptr;

/// The entries of each status; `None` is a status that is known only at run time.
type ByStatus<'a> = BTreeMap<Option<StatusCode>, Vec<&'a Entry>>;

/// Gives the responses of every type.
pub(super) fn components(catalog: &Catalog) -> Map<String, Value> {
    let mut responses = Map::new();
    for group in &catalog.groups {
        let name = names::group(group);
        for (status, entries) in by_status(catalog, group) {
            let response = response(catalog, status, &entries, std::slice::from_ref(&name));
            responses.insert(names::response(&name, status), response);
        }
    }
    responses
}

/// Gives the statuses of the types that a user asked for, each with its response.
pub(super) fn of_operation(catalog: &Catalog) -> Value {
    let mut statuses: BTreeMap<Option<StatusCode>, Vec<String>> = BTreeMap::new();
    let mut entries: ByStatus<'_> = BTreeMap::new();
    for group in catalog.groups.iter().filter(|group| group.is_root) {
        for (status, own) in by_status(catalog, group) {
            statuses
                .entry(status)
                .or_default()
                .push(names::group(group));
            entries.entry(status).or_default().extend(own);
        }
    }
    if catalog.is_open() && catalog.groups.is_empty() {
        let response = any_error();
        return json!({ "default": response });
    }
    let responses = statuses.into_iter().map(|(status, groups)| {
        let response = match groups.as_slice() {
            [group] => {
                json!({ "$ref": names::response_reference(&names::response(group, status)) })
            }
            groups => {
                let entries = entries.get(&status).map_or(&[][..], Vec::as_slice);
                response(catalog, status, entries, groups)
            }
        };
        (names::key(status), response)
    });
    Value::Object(responses.collect())
}

/// Gives the response of an error whose type is known only at run time.
fn any_error() -> Value {
    let envelope = json!({ "schema": reference("Envelope") });
    json!({
        "description": AT_RUN_TIME,
        "content": { (Format::JsonApi.media_type()): envelope },
    })
}

const AT_RUN_TIME: &str = "An error whose status is known only at run time.";

pub(super) fn by_status<'a>(catalog: &'a Catalog, group: &'a Group) -> ByStatus<'a> {
    let reachable = reachable(catalog, group);
    let mut statuses: ByStatus<'_> = BTreeMap::new();
    if reachable.is_open {
        statuses.insert(None, Vec::new());
    }
    for entry in reachable.entries {
        statuses.entry(entry.status).or_default().push(entry);
    }
    statuses
}

fn response(
    catalog: &Catalog,
    status: Option<StatusCode>,
    entries: &[&Entry],
    groups: &[String],
) -> Value {
    let dialect = entries.first().map(|entry| entry.answer.dialect);
    let dialect = dialect.unwrap_or(&DEFAULT_DIALECT);
    let description = match status {
        Some(status) => (dialect.detail_of(status)).unwrap_or_else(|| dialect.title_of(status)),
        None => AT_RUN_TIME,
    };
    let mut response = json!({ "description": description });
    let names: BTreeSet<&str> = entries
        .iter()
        .flat_map(|entry| entry.headers)
        .copied()
        .collect();
    if !names.is_empty() {
        let header = json!({ "schema": { "type": "string" } });
        let headers: Map<String, Value> = names
            .into_iter()
            .map(|name| (name.to_owned(), header.clone()))
            .collect();
        insert(&mut response, "headers", Value::Object(headers));
    }
    if status != Some(StatusCode::NOT_MODIFIED) {
        insert(&mut response, "content", content(catalog, entries, groups));
    }
    response
}

fn insert(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

/// Gives every media type that the service sends by itself or by `Accept`. The documents of the dialects have
/// the examples.
fn content(catalog: &Catalog, entries: &[&Entry], groups: &[String]) -> Value {
    let of_groups = |name: fn(&str) -> String| {
        let schemas: Vec<Value> = groups.iter().map(|group| reference(&name(group))).collect();
        any_of(schemas)
    };
    let of_format = |format| match format {
        Format::Problem => of_groups(names::problem),
        Format::JsonApi | Format::Json => of_groups(names::envelope),
    };
    let mut dialects: Vec<&Dialect> = entries.iter().map(|entry| entry.answer.dialect).collect();
    dialects.dedup_by(|one, other| ptr::eq(*one, *other));
    let mut documents: Vec<Document> = Vec::new();
    for dialect in dialects {
        let of_dialect = || (entries.iter()).filter(|entry| ptr::eq(entry.answer.dialect, dialect));
        let examples = || of_dialect().filter_map(|entry| example(catalog, entry));
        let schema = match dialect.shape() {
            Shape::JsonApi => Some(of_format(Format::JsonApi)),
            Shape::Problem => Some(of_format(Format::Problem)),
            Shape::Own { .. } => own_schema(dialect, examples().map(|(_, example)| example)),
        };
        add(&mut documents, dialect.media_type(), schema, examples());
    }
    for format in Format::ALL {
        let is_taken = |document: &Document| document.media_type == format.media_type();
        if !documents.iter().any(is_taken) {
            let schema = Some(of_format(format));
            add(&mut documents, format.media_type(), schema, []);
        }
    }
    let content = documents.into_iter().map(|document| {
        let mut members = Map::new();
        // If one dialect gives no schema, the media type has none.
        let schemas: Option<Vec<Value>> = document.schemas.into_iter().collect();
        members.extend(schemas.map(|schemas| ("schema".to_owned(), any_of(schemas))));
        if !document.examples.is_empty() {
            members.insert("examples".to_owned(), Value::Object(document.examples));
        }
        (document.media_type.to_owned(), Value::Object(members))
    });
    Value::Object(content.collect())
}

/// The content that a media type stands for.
struct Document {
    media_type: &'static str,
    /// The schema of each dialect that has the media type; `None` is unknown.
    schemas: Vec<Option<Value>>,
    examples: Map<String, Value>,
}

/// Adds a document; several dialects may have one media type.
fn add(
    documents: &mut Vec<Document>,
    media_type: &'static str,
    schema: Option<Value>,
    examples: impl IntoIterator<Item = (String, Value)>,
) {
    let at = documents
        .iter()
        .position(|document| document.media_type == media_type);
    let at = at.unwrap_or(documents.len());
    if at == documents.len() {
        documents.push(Document {
            media_type,
            schemas: Vec::new(),
            examples: Map::new(),
        });
    }
    if let Some(document) = documents.get_mut(at) {
        if !document.schemas.contains(&schema) {
            document.schemas.push(schema);
        }
        document.examples.extend(examples);
    }
}

fn any_of(mut schemas: Vec<Value>) -> Value {
    match schemas.pop() {
        Some(schema) if schemas.is_empty() => schema,
        last => {
            schemas.extend(last);
            json!({ "anyOf": schemas })
        }
    }
}

/// Gives the schema of a body in the service's own shape: the dialect's, else an open one for the type of the examples;
/// `None` if they are neither objects nor texts.
fn own_schema(dialect: &Dialect, examples: impl Iterator<Item = Value>) -> Option<Value> {
    if let Some(schema) = dialect.body_schema() {
        return Some(schema);
    }
    let mut bodies = examples.map(|example| match example.get("value") {
        Some(Value::Object(_)) => Some("object"),
        Some(Value::String(_)) => Some("string"),
        _ => None,
    });
    let first = bodies.next()??;
    let is_alike = bodies.all(|kind| kind == Some(first));
    is_alike.then(|| match first {
        "object" => json!({ "type": first, "additionalProperties": true }),
        _ => json!({ "type": first }),
    })
}

/// Gives the example of an entry, by its anchor.
fn example(catalog: &Catalog, entry: &Entry) -> Option<(String, Value)> {
    let value = example::value(catalog, entry)?;
    let summary = entry.title.unwrap_or(entry.variant);
    Some((
        entry.anchor(),
        json!({ "summary": summary, "value": value }),
    ))
}
