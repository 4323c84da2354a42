//! [`AnswerView`]: one answer of the page, of one variant.

use super::Page;
use crate::answer::entry::Entry;
use crate::answer::retry_class::RetryClass;
use crate::answer::row::part::Part;
use crate::docs::doc_comment::{Doc, Names};
use crate::docs::{example, grpc, html, markdown_writer, meta_type, word};
use crate::document::words::{Text, Words};
use http::StatusCode;
/// One variant that answers with the error.
pub(super) struct AnswerView<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) entry: &'a Entry,
    pub(super) path: String,
    pub(super) doc: Doc,
    pub(super) names: &'a Names,
    pub(super) detail: Option<Text>,
    pub(super) grpc: Option<&'static str>,
    pub(super) source: Vec<(&'static str, String)>,
    pub(super) headers: &'static [&'static str],
    pub(super) meta: Vec<(&'static str, Option<String>)>,
    pub(super) link: Option<String>,
    pub(super) has_list: bool,
    /// Status line and headers of the example.
    pub(super) head: String,
    pub(super) example: Option<String>,
}

impl<'a> AnswerView<'a> {
    pub(super) fn new(
        page: &Page,
        entry: &'a Entry,
        names: &'a Names,
        words: &'a Words<'a>,
    ) -> Self {
        let catalog = &page.catalog;
        let places = entry
            .note
            .places
            .iter()
            .map(|place| example::template(place));
        let meta = entry.meta.iter();
        Self {
            words,
            entry,
            path: entry.path(),
            doc: Doc::of(entry.doc),
            names,
            detail: words.detail_of(entry),
            grpc: grpc::code(entry),
            source: entry.source.iter().copied().zip(places).collect(),
            headers: entry.headers,
            meta: meta
                .map(|name| (*name, meta_type::name(catalog, entry, name)))
                .collect(),
            link: entry.link(),
            has_list: entry.answer.has(Part::Errors),
            head: head(entry),
            example: example::text(catalog, entry),
        }
    }

    pub(super) fn retry(&self) -> Text {
        if self.entry.status == Some(StatusCode::NOT_MODIFIED) {
            return self.words.say(word::NOT_NEEDED);
        }
        self.words.say(match self.entry.retry() {
            RetryClass::After if self.headers.contains(&"retry-after") => word::AFTER_HEADER,
            RetryClass::After => word::AFTER_WAIT,
            RetryClass::Never => word::NEVER,
            RetryClass::Unknown => word::MAYBE,
        })
    }

    pub(super) fn meaning_html(&self) -> String {
        html::rendered(&self.doc.meaning, self.entry, self.names)
    }

    pub(super) fn causes_html(&self) -> String {
        html::rendered(&self.doc.causes, self.entry, self.names)
    }

    pub(super) fn solutions_html(&self) -> String {
        html::rendered(&self.doc.solutions, self.entry, self.names)
    }

    pub(super) fn meaning_markdown(&self, level: &str) -> String {
        markdown_writer::rendered(&self.doc.meaning, self.entry, self.names, level)
    }

    pub(super) fn causes_markdown(&self, level: &str) -> String {
        markdown_writer::rendered(&self.doc.causes, self.entry, self.names, level)
    }

    pub(super) fn solutions_markdown(&self, level: &str) -> String {
        markdown_writer::rendered(&self.doc.solutions, self.entry, self.names, level)
    }
}

/// Gives the status line and the headers of an answer, with dots for values that only a request gives.
pub(super) fn head(entry: &Entry) -> String {
    let status = entry.status.map_or_else(
        || "{status}".to_owned(),
        |status| {
            format!(
                "{} {}",
                status.as_str(),
                status.canonical_reason().unwrap_or_default()
            )
        },
    );
    let mut lines = vec![format!("HTTP/1.1 {}", status.trim_end())];
    if entry.status != Some(StatusCode::NOT_MODIFIED) {
        lines.push(format!("content-type: {}", entry.media_type));
    }
    lines.extend(entry.headers.iter().map(|name| match entry.challenge {
        Some(challenge) if *name == "www-authenticate" => format!("{name}: {challenge}"),
        _ => format!("{name}: ..."),
    }));
    lines.join("\n")
}
