//! The messages that a catalogue has.

use crate::answer::catalog::Catalog;
use crate::answer::entry::Entry;
use crate::answer::row::Text as RowText;
use crate::answer::row::part::Part;
use crate::document::defaults::Defaults;
use crate::document::languages::id::MessageIds;
use crate::document::languages::id::argument_name;
use crate::document::template::{Piece, pieces};
#[cfg(feature = "docs")]
use fluent_bundle::FluentArgs;
use http::StatusCode;
use std::collections::{BTreeSet, HashSet};

/// A message that a translation needs.
pub(super) struct Message {
    pub(super) status: Option<u16>,
    pub(super) id: String,
    /// The id of the message whose texts stand in for it, if an error has one.
    pub(super) stands_in: Option<String>,
    pub(super) note: String,
    pub(super) title: Option<Vec<Text>>,
    pub(super) detail: Option<Vec<Text>>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Text {
    Constant(String),
    Argument(String),
}

impl Text {
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Constant(text) if text.is_empty())
    }
}

/// The messages of all entries: first for their own texts, then for the texts of their statuses.
pub(super) fn messages(catalog: &Catalog) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    let mut taken = HashSet::new();
    let entries = catalog.entries().filter(|entry| has_body(entry));
    for entry in entries.clone() {
        let ids = ids_of(entry);
        let Some(id) = ids.own.last().filter(|_| has_own_texts(entry)) else {
            continue;
        };
        let is_shared = catalog
            .entries()
            .any(|other| other.code == entry.code && texts_of(other) != texts_of(entry));
        let (id, stands_in) = match ids.own.first() {
            Some(first) if is_shared => (first, Some(id)),
            _ => (id, None),
        };
        if taken.insert(id.clone()) {
            let (title, detail) = texts_of(entry);
            messages.push(Message {
                status: entry.status.as_ref().map(StatusCode::as_u16),
                id: id.clone(),
                stands_in: stands_in.filter(|other| *other != id).cloned(),
                note: entry.doc.to_owned(),
                title,
                detail,
            });
        }
    }
    messages.sort_by_key(|message| message.status);
    let mut defaults: Vec<(StatusCode, &Entry)> = entries
        .filter(|entry| defaults_of(entry).title || defaults_of(entry).detail)
        .filter_map(|entry| Some((entry.status?, entry)))
        .collect();
    defaults.sort_by_key(|(status, _)| *status);
    for (status, entry) in defaults {
        let id = ids_of(entry).default;
        if taken.insert(id.clone()) {
            let constant = |text: &str| vec![Text::Constant(text.to_owned())];
            messages.push(Message {
                status: Some(status.as_u16()),
                id,
                stands_in: None,
                note: "The text of every error of this status that has none of its own.".to_owned(),
                title: Some(constant(entry.answer.dialect.title_of(status))),
                detail: entry.answer.dialect.detail_of(status).map(constant),
            });
        }
    }
    messages
}

/// Whether an entry has a body, which a 304 has not.
pub(super) fn has_body(entry: &Entry) -> bool {
    entry.status != Some(StatusCode::NOT_MODIFIED)
}

/// The ids of an entry's messages. The default code of a status is known only if the status is.
pub(super) fn ids_of(entry: &Entry) -> MessageIds {
    let default_code = entry
        .status
        .map(|status| entry.answer.dialect.code_of(status));
    let default_code = default_code.unwrap_or_default();
    let code = entry.code.unwrap_or(&default_code);
    let mut ids = MessageIds::new(
        entry.status,
        code,
        &default_code,
        defaults_of(entry),
        entry.variant,
    );
    // Only a value knows the code.
    if entry.code.is_none() {
        ids.own.clear();
    }
    ids
}

/// The texts that come from the dialect. If a field holds the status, it is not known yet whether the
/// detail will be private.
pub(super) fn defaults_of(entry: &Entry) -> Defaults {
    let answer = entry.answer;
    Defaults {
        detail: answer.text(RowText::Detail).is_empty() && !answer.has(Part::Detail),
        ..answer.defaults()
    }
}

fn has_own_texts(entry: &Entry) -> bool {
    !defaults_of(entry).title || !defaults_of(entry).detail
}

/// Title and detail that the entry has of its own.
fn texts_of(entry: &Entry) -> (Option<Vec<Text>>, Option<Vec<Text>>) {
    let title = entry.title.filter(|_| !defaults_of(entry).title);
    let title = title.map(|title| vec![Text::Constant(title.to_owned())]);
    let detail = entry.detail.filter(|_| !defaults_of(entry).detail);
    (title, detail.map(|detail| text_of(entry, detail)))
}

/// A format string with its arguments. In a message of another derive, a placeholder that is no argument stays as it
/// is written.
fn text_of(entry: &Entry, template: &str) -> Vec<Text> {
    let mut placeholders = placeholders_of(entry);
    let mut text: Vec<Text> = Vec::new();
    for piece in pieces(template) {
        let piece = match piece {
            Piece::Text(constant) => Text::Constant(constant.to_owned()),
            Piece::Placeholder(name) if entry.note.is_message => {
                if entry.meta.contains(&name) {
                    Text::Argument(argument_name(name))
                } else {
                    Text::Constant(format!("{{{name}}}"))
                }
            }
            Piece::Placeholder(name) => {
                let name = placeholders.next().unwrap_or(name);
                Text::Argument(argument_name(name))
            }
        };
        match (text.last_mut(), piece) {
            (Some(Text::Constant(before)), Text::Constant(more)) => before.push_str(&more),
            (_, piece) => text.push(piece),
        }
    }
    text
}

fn placeholders_of(entry: &Entry) -> impl Iterator<Item = &'static str> {
    let names = entry.answer.placeholders().into_iter();
    names.filter(|name| !name.is_empty())
}

/// The arguments of an entry, each with its placeholder for a value.
#[cfg(feature = "docs")]
pub(super) fn arguments_shown(entry: &Entry) -> FluentArgs<'static> {
    let names = entry.meta.iter().copied().chain(placeholders_of(entry));
    names
        .map(|name| (argument_name(name), format!("{{{name}}}")))
        .collect()
}

/// The names of an entry's arguments; `None` if a map in `meta` gives others at run time.
pub(super) fn arguments_of(entry: &Entry) -> Option<BTreeSet<String>> {
    let names = placeholders_of(entry).chain(entry.meta.iter().copied());
    (!entry.has_other_meta).then(|| names.map(argument_name).collect())
}
