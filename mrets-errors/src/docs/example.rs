//! What an entry answers when no real value is at hand: its templates, in the place of values.
//! And what names its example among all.

use crate::answer::catalog::Catalog;
use crate::answer::entry::Entry;
use crate::answer::row::Part;
use crate::document::envelope::Envelope;
use crate::document::object::ErrorObject;
use http::StatusCode;
use std::collections::HashSet;

/// The envelope of an entry, with placeholders left in it; none for a 304, which has no body.
pub(crate) fn envelope(entry: &Entry) -> Option<Envelope> {
    if entry.status == Some(StatusCode::NOT_MODIFIED) {
        return None;
    }
    Some(Envelope::new([object(entry)]))
}

fn object(entry: &Entry) -> ErrorObject {
    let has = |part| entry.row.has(part);
    let status = entry.status.as_ref().map(StatusCode::as_str);
    let detail = match entry.detail {
        Some(detail) => Some(text(detail)),
        // Known only at run time.
        None => (has(Part::Detail) || status.is_none()).then(|| placeholder("detail")),
    };
    let mut object = ErrorObject {
        title: Some(
            entry
                .title
                .map_or_else(|| placeholder("title"), str::to_owned),
        ),
        detail,
        id: has(Part::Id).then(|| placeholder("id")),
        code: Some(
            entry
                .code
                .map_or_else(|| placeholder("status"), str::to_owned),
        ),
        status: Some(status.map_or_else(|| placeholder("status"), str::to_owned)),
        ..ErrorObject::default()
    };
    for (name, place) in entry.source.iter().zip(entry.note.places) {
        object.set_member("source", name, text(place));
    }
    for (name, link) in entry.note.links {
        object.set_member("links", name, text(link));
    }
    for name in entry.meta {
        object = object.with_meta(*name, placeholder(name));
    }
    object
}

fn placeholder(name: &str) -> String {
    format!("{{{name}}}")
}

/// A format string as its readers know it: `{{` is a brace, and how a value is shown is left out of
/// its placeholder.
pub(crate) fn text(template: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, after) = rest.split_at(at);
        text.push_str(before);
        if let Some(after) = after.strip_prefix("{{") {
            text.push('{');
            rest = after;
        } else if let Some(after) = after.strip_prefix("}}") {
            text.push('}');
            rest = after;
        } else if let Some((inside, after)) = after.split_once('}') {
            let name = inside.split(':').next().unwrap_or(inside);
            text.push_str(name);
            text.push('}');
            rest = after;
        } else {
            break;
        }
    }
    text.push_str(rest);
    text
}

/// The entries with their anchors, each a different one.
pub(crate) fn anchored(catalog: &Catalog) -> impl Iterator<Item = (String, &Entry)> {
    let mut taken = HashSet::new();
    catalog
        .entries()
        .map(move |entry| (unique(&entry.anchor(), &mut taken), entry))
}

/// Two types may have one name: the second has a number behind its anchor.
fn unique(anchor: &str, taken: &mut HashSet<String>) -> String {
    let mut unique = anchor.to_owned();
    let mut number = 2_u32;
    while !taken.insert(unique.clone()) {
        unique = format!("{anchor}-{number}");
        number += 1;
    }
    unique
}
