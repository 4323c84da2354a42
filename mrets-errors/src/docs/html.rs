//! Doc comments as HTML.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

/// Renders the Markdown of a doc comment. HTML in it is text, a heading stands below the entry's own,
/// and an image, which the page would have to load, is a link to it.
pub(super) fn rendered(doc: &str) -> String {
    // No footnotes: their anchors could meet those of the entries.
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(doc, options).map(as_text_and_links);
    let mut out = String::with_capacity(doc.len() * 2);
    html::push_html(&mut out, events);
    out
}

fn as_text_and_links(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        Event::Start(tag) => Event::Start(start(tag)),
        Event::End(tag) => Event::End(end(tag)),
        other => other,
    }
}

fn start(tag: Tag<'_>) -> Tag<'_> {
    match tag {
        Tag::HtmlBlock => Tag::Paragraph,
        Tag::Heading {
            level,
            classes,
            attrs,
            ..
        } => Tag::Heading {
            level: below(level),
            id: None,
            classes,
            attrs,
        },
        Tag::Image {
            dest_url,
            title,
            id,
            ..
        }
        | Tag::Link {
            dest_url,
            title,
            id,
            ..
        } => Tag::Link {
            link_type: LinkType::Inline,
            dest_url: harmless(dest_url),
            title,
            id,
        },
        other => other,
    }
}

fn end(tag: TagEnd) -> TagEnd {
    match tag {
        TagEnd::HtmlBlock => TagEnd::Paragraph,
        TagEnd::Heading(level) => TagEnd::Heading(below(level)),
        TagEnd::Image => TagEnd::Link,
        other => other,
    }
}

/// The entry's own heading is of the third level.
fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H4,
        HeadingLevel::H2 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

/// A link leads to a page, to a mail or to a place here; what would run a script leads nowhere.
fn harmless(url: CowStr<'_>) -> CowStr<'_> {
    // Browsers skip these (WHATWG URL, "basic URL parser").
    let read: String = url
        .chars()
        .filter(|char| !char.is_ascii_control() && *char != ' ')
        .collect();
    let scheme = read
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase())
        .filter(|scheme| !scheme.contains(['/', '?', '#']));
    match scheme.as_deref() {
        None | Some("http" | "https" | "mailto") => url,
        Some(_) => CowStr::Borrowed("#"),
    }
}
