//! Doc comments as HTML.

use super::doc_comment::{Names, events};
use crate::answer::entry::Entry;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd, html};

/// Renders the Markdown of a doc comment. Its headings are below the entry's own ones.
pub(super) fn rendered(doc: &str, from: &Entry, names: &Names) -> String {
    let events = events(doc, from, names).into_iter().map(below_the_entry);
    let mut out = String::with_capacity(doc.len() * 2);
    html::push_html(&mut out, events);
    out
}

/// Renders the Markdown of an introduction. Its headings are below the page's own one.
pub(super) fn introduction(text: &str) -> String {
    let mut out = String::new();
    html::push_html(
        &mut out,
        pulldown_cmark::Parser::new(text)
            .filter(|event| !matches!(event, Event::Html(_) | Event::InlineHtml(_))),
    );
    out
}

fn below_the_entry(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Heading {
            level,
            classes,
            attrs,
            ..
        }) => Event::Start(Tag::Heading {
            level: below(level),
            id: None,
            classes,
            attrs,
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level))),
        other => other,
    }
}

/// Lowers a heading. The headings of an entry's parts have the fourth level.
fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H4,
        HeadingLevel::H2 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}
