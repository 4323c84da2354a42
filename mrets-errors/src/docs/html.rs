//! Doc comments as HTML.

use super::doc_comment::{Names, events};
use crate::answer::entry::Entry;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd, html};

/// Renders the Markdown of an entry's doc comment. The headings of the entry's parts have the fourth level.
pub(super) fn rendered(doc: &str, from: &Entry, names: &Names) -> String {
    below(doc, Some(from), names, 3)
}

/// Renders the Markdown of an introduction, below the page's own heading.
pub(super) fn introduction(text: &str, names: &Names) -> String {
    below(text, None, names, 1)
}

/// Renders Markdown whose headings stand so many levels lower.
fn below(text: &str, from: Option<&Entry>, names: &Names, levels: usize) -> String {
    let lower = |level| HeadingLevel::try_from(level as usize + levels).unwrap_or(HeadingLevel::H6);
    let events = events(text, from, names).into_iter();
    let events = events.map(|event| match event {
        Event::Start(Tag::Heading {
            level,
            classes,
            attrs,
            ..
        }) => Event::Start(Tag::Heading {
            level: lower(level),
            id: None,
            classes,
            attrs,
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        other => other,
    });
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, events);
    out
}
