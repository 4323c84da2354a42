//! The responses: one a type and status.

use super::names;
use super::schemas::{reachable, reference};
use crate::answer::catalog::{Catalog, Group};
use crate::answer::entry::Entry;
use crate::docs::example;
use crate::document::format::Format;
use crate::document::table;
use http::StatusCode;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The entries of each status; none is a status that is known only at run time.
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
    let description = match status {
        Some(status) => table::description(status).unwrap_or_else(|| table::title(status)),
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

/// Gives every media type that the service sends by itself or by `Accept`, the first with the examples.
fn content(catalog: &Catalog, entries: &[&Entry], groups: &[String]) -> Value {
    let of_groups = |name: fn(&str) -> String| {
        let schemas: Vec<Value> = groups.iter().map(|group| reference(&name(group))).collect();
        match schemas.as_slice() {
            [schema] => schema.clone(),
            schemas => json!({ "anyOf": schemas }),
        }
    };
    let envelope = of_groups(names::envelope);
    let mut content = Map::new();
    let own = entries.iter().map(|entry| entry.media_type);
    for media_type in own.chain([Format::JsonApi.media_type(), Format::Json.media_type()]) {
        let media_type = content.entry(media_type);
        media_type.or_insert_with(|| json!({ "schema": envelope }));
    }
    for entry in entries {
        let Some(example) = example(catalog, entry) else {
            continue;
        };
        let members = content.get_mut(entry.media_type);
        if let Some(members) = members.and_then(Value::as_object_mut) {
            let examples = members.entry("examples").or_insert_with(|| json!({}));
            insert(examples, &entry.anchor(), example);
        }
    }
    let problem = json!({ "schema": of_groups(names::problem) });
    content.insert(Format::Problem.media_type().to_owned(), problem);
    Value::Object(content)
}

fn example(catalog: &Catalog, entry: &Entry) -> Option<Value> {
    let value = example::value(catalog, entry)?;
    let summary = entry.title.unwrap_or(entry.variant);
    Some(json!({ "summary": summary, "value": value }))
}
