//! The schemas: of each variant, of each type, and of the documents that hold them.

use super::names;
use crate::answer::catalog::{Catalog, Group};
use crate::answer::entry::Entry;
use crate::answer::row::part::Part;
use crate::answer::row::table::RowId;
use crate::docs::meta_type;
use crate::docs::schema::Model;
use http::StatusCode;
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Gives every schema that these errors' responses refer to.
pub(super) fn all(catalog: &Catalog) -> Map<String, Value> {
    let mut schemas = Map::new();
    for model in Model::ALL {
        schemas.insert(
            model.name().to_owned(),
            model.schema(|model| reference(model.name())),
        );
    }
    let objects = Objects::of(catalog);
    for (name, entries) in &objects.all {
        let object = object(catalog, entries, objects.have_twins(entries), &mut schemas);
        schemas.insert(name.clone(), object);
    }
    for group in &catalog.groups {
        let name = names::group(group);
        schemas.insert(names::envelope(&name), envelope(&name));
        schemas.insert(names::problem(&name), problem(catalog, group, &name));
        schemas.insert(name, one_of(catalog, &objects, group));
    }
    schemas
}

pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": names::schema_reference(name) })
}

/// The error objects of a catalogue. Variants of one type that a client cannot tell apart have one.
struct Objects<'a> {
    /// The names, each with its variants.
    all: Vec<(String, Vec<&'a Entry>)>,
    /// The index of each variant's object.
    by_row: HashMap<RowId, usize>,
    /// Type, status and code of variants that nothing but the title tells apart.
    twins: HashSet<Identity<'a>>,
}

type Identity<'a> = (&'a str, Option<StatusCode>, Option<&'a str>);

fn identity(entry: &Entry) -> Identity<'_> {
    (entry.origin, entry.status, entry.code)
}

impl<'a> Objects<'a> {
    fn of(catalog: &'a Catalog) -> Self {
        let mut objects = Self {
            all: Vec::new(),
            by_row: HashMap::new(),
            twins: HashSet::new(),
        };
        let mut titles: HashMap<Identity<'_>, Option<&str>> = HashMap::new();
        let mut known: HashMap<(&str, Meaning<'_>), usize> = HashMap::new();
        for entry in catalog.entries() {
            if *titles.entry(identity(entry)).or_insert(entry.title) != entry.title {
                objects.twins.insert(identity(entry));
            }
            // A 304 has no body.
            if entry.is_hidden || entry.status == Some(StatusCode::NOT_MODIFIED) {
                continue;
            }
            let new = objects.all.len();
            let at = *known.entry((entry.origin, meaning(entry))).or_insert(new);
            objects.by_row.insert(entry.id, at);
            match objects.all.get_mut(at) {
                Some((_, entries)) => entries.push(entry),
                None => objects.all.push((names::variant(entry), vec![entry])),
            }
        }
        objects
    }

    fn have_twins(&self, entries: &[&Entry]) -> bool {
        let first = entries.first();
        first.is_some_and(|first| self.twins.contains(&identity(first)))
    }

    /// The names of a group's own objects, in the order of the catalogue.
    fn names(&self, group: &Group) -> impl Iterator<Item = &str> {
        let rows = group.rows.iter();
        let at: BTreeSet<usize> = rows
            .filter_map(|row| self.by_row.get(row).copied())
            .collect();
        at.into_iter()
            .filter_map(|at| self.all.get(at))
            .map(|(name, _)| &**name)
    }
}

/// Status, code and title, which tell one object from another.
type Meaning<'a> = (Option<StatusCode>, Option<&'a str>, Option<&'a str>);

fn meaning(entry: &Entry) -> Meaning<'_> {
    (entry.status, entry.code, entry.title)
}

/// Gives the error object of variants that have one meaning.
fn object(
    catalog: &Catalog,
    entries: &[&Entry],
    has_twins: bool,
    definitions: &mut Map<String, Value>,
) -> Value {
    let Some(first) = entries.first() else {
        return json!({ "type": "object", "additionalProperties": true });
    };
    let mut title = json!({ "type": "string" });
    if let (Some(text), true) = (first.title, has_twins) {
        // Only the title tells these variants apart.
        title = constant(text);
    }
    let mut required = vec!["title"];
    let mut properties = Map::new();
    properties.insert("title".to_owned(), title);
    properties.insert("detail".to_owned(), json!({ "type": "string" }));
    if entries.iter().all(|entry| has_detail(entry)) {
        required.push("detail");
    }
    properties.insert("id".to_owned(), json!({ "type": "string" }));
    let code = first
        .code
        .map_or_else(|| json!({ "type": "string" }), constant);
    properties.insert("code".to_owned(), code);
    required.push("code");
    if entries.iter().any(|entry| !entry.source.is_empty()) {
        properties.insert("source".to_owned(), reference(Model::Source.name()));
    }
    if entries
        .iter()
        .any(|entry| entry.link().is_some() || !entry.note.links.is_empty())
    {
        properties.insert("links".to_owned(), reference(Model::Links.name()));
    }
    let status = first.status.as_ref().map(StatusCode::as_str);
    let status = status.map_or_else(|| json!({ "type": "string" }), constant);
    properties.insert("status".to_owned(), status);
    required.push("status");
    let has_meta = |entry: &&Entry| !entry.meta.is_empty() || entry.has_other_meta;
    if entries.iter().any(has_meta) {
        properties.insert("meta".to_owned(), meta(catalog, entries, definitions));
        if entries.iter().all(|entry| !entry.meta.is_empty()) {
            required.push("meta");
        }
    }
    let mut object = json!({ "type": "object", "required": required, "properties": properties });
    let docs = entries
        .iter()
        .map(|entry| entry.doc)
        .filter(|doc| !doc.is_empty());
    let docs: Vec<&str> = docs.collect();
    if let Some(members) = object.as_object_mut() {
        if !docs.is_empty() {
            members.insert("description".to_owned(), json!(docs.join("\n\n")));
        }
        if entries.iter().all(|entry| entry.deprecated.is_some()) {
            members.insert("deprecated".to_owned(), json!(true));
        }
    }
    object
}

fn constant(text: &str) -> Value {
    json!({ "type": "string", "enum": [text] })
}

/// Whether the detail is always sent.
fn has_detail(entry: &Entry) -> bool {
    entry.status.is_some() && (entry.detail.is_some() || entry.answer.has(Part::Detail))
}

fn meta(catalog: &Catalog, entries: &[&Entry], definitions: &mut Map<String, Value>) -> Value {
    let mut properties = Map::new();
    for entry in entries {
        for name in entry.meta {
            let schema = meta_type::schema(catalog, entry, name, definitions);
            properties.insert((*name).to_owned(), schema.unwrap_or_else(|| json!({})));
        }
    }
    let is_always_sent = |name: &&String| {
        entries
            .iter()
            .all(|entry| entry.meta.contains(&name.as_str()))
    };
    let required: Vec<&String> = properties.keys().filter(is_always_sent).collect();
    json!({
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": true,
    })
}

/// Gives the error objects of a type: one of its variants, or of the types in its fields.
fn one_of(catalog: &Catalog, objects: &Objects<'_>, group: &Group) -> Value {
    let mut alternatives: Vec<Value> = objects.names(group).map(reference).collect();
    for inner in inner(catalog, group) {
        if inner.name != group.name {
            alternatives.push(reference(&names::group(inner)));
        }
    }
    let reachable = reachable(catalog, group);
    if reachable.is_open {
        alternatives.push(reference(Model::ErrorObject.name()));
    }
    if alternatives.is_empty() {
        return reference(Model::ErrorObject.name());
    }
    // `oneOf` fails for an object that two alternatives describe. Objects of one type differ in
    // code, status or title.
    let mut origins: HashMap<_, &str> = HashMap::new();
    let is_ambiguous = reachable.is_open
        || reachable.entries.iter().any(|entry| {
            let known = origins
                .entry((entry.status, entry.code))
                .or_insert(entry.origin);
            entry.status.is_none() || entry.code.is_none() || *known != entry.origin
        });
    let keyword = if is_ambiguous { "anyOf" } else { "oneOf" };
    json!({ (keyword): alternatives })
}

/// The types in a group's fields.
fn inner<'a>(catalog: &'a Catalog, group: &Group) -> Vec<&'a Group> {
    let names: BTreeSet<&str> = group.inner.iter().map(|(_, name)| *name).collect();
    let groups = catalog.groups.iter();
    groups
        .filter(|group| names.contains(&*group.name))
        .collect()
}

/// Every answer of a group, and whether there are others that are known only at run time.
pub(super) struct Reachable<'a> {
    pub(super) entries: Vec<&'a Entry>,
    pub(super) is_open: bool,
}

pub(super) fn reachable<'a>(catalog: &'a Catalog, group: &'a Group) -> Reachable<'a> {
    let mut seen: Vec<&Group> = vec![group];
    let mut at = 0;
    while let Some(group) = seen.get(at).copied() {
        for inner in inner(catalog, group) {
            if !seen.iter().any(|seen| seen.name == inner.name) {
                seen.push(inner);
            }
        }
        at += 1;
    }
    let rows: HashSet<RowId> = (seen.iter())
        .flat_map(|group| group.rows.iter().copied())
        .collect();
    let entries = catalog.entries().filter(|entry| !entry.is_hidden);
    Reachable {
        entries: entries.filter(|entry| rows.contains(&entry.id)).collect(),
        is_open: seen.iter().any(|group| !group.open.is_empty()),
    }
}

/// Gives the document of error objects.
fn envelope(group: &str) -> Value {
    let mut schema = Model::Envelope.schema(|model| reference(model.name()));
    if let Some(items) = schema.pointer_mut("/properties/errors/items") {
        *items = reference(group);
    }
    schema
}

/// Gives the problem document (RFC 9457).
fn problem(catalog: &Catalog, group: &Group, name: &str) -> Value {
    let reachable = reachable(catalog, group);
    let mut code = json!({ "type": "string" });
    let codes: Option<BTreeSet<&str>> = reachable.entries.iter().map(|entry| entry.code).collect();
    if let Some(codes) = codes
        && !reachable.is_open
        && !codes.is_empty()
    {
        code = json!({ "type": "string", "enum": codes });
    }
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "description": "A problem document (RFC 9457).",
        "required": ["type", "title", "status"],
        "properties": {
            "type": text,
            "title": text,
            "status": { "type": "integer" },
            "detail": text,
            "instance": text,
            "code": code,
            "id": text,
            "source": reference(Model::Source.name()),
            "errors": { "type": "array", "items": reference(name) },
        },
        "additionalProperties": true,
    })
}
