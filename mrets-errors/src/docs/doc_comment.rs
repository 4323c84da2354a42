//! Doc comments: their sections, and links to other Rust items.

use crate::answer::catalog::Catalog;
use crate::answer::entry::Entry;
use pulldown_cmark::{
    BrokenLink, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};
use std::collections::HashMap;
use std::ops::Range;

/// The extensions of Markdown, without footnotes, whose anchors could clash with the entries'.
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// A doc comment in three parts, each Markdown.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Doc {
    /// All text that stands under no other heading.
    pub(super) meaning: String,
    /// The section `# Causes`.
    pub(super) causes: String,
    /// The section `# Solutions`.
    pub(super) solutions: String,
}

#[derive(Clone, Copy)]
enum Section {
    Meaning,
    Causes,
    Solutions,
}

impl Section {
    fn of(heading: &str) -> Self {
        match heading.trim().to_ascii_lowercase().as_str() {
            "cause" | "causes" => Self::Causes,
            "solution" | "solutions" | "what to do" => Self::Solutions,
            _ => Self::Meaning,
        }
    }
}

impl Doc {
    pub(super) fn of(text: &str) -> Self {
        let mut doc = Self::default();
        let mut section = Section::Meaning;
        let mut level = HeadingLevel::H6;
        let mut start = 0;
        for (heading_level, title, range) in headings(text) {
            let named = Section::of(&title);
            let ends_section = heading_level <= level;
            if !ends_section && matches!(named, Section::Meaning) {
                continue;
            }
            doc.push(section, text.get(start..range.start));
            // The page has a heading of its own for the section.
            start = match named {
                Section::Meaning => range.start,
                _ => range.end,
            };
            section = named;
            level = heading_level;
        }
        doc.push(section, text.get(start..));
        doc
    }

    fn push(&mut self, section: Section, text: Option<&str>) {
        let part = match section {
            Section::Meaning => &mut self.meaning,
            Section::Causes => &mut self.causes,
            Section::Solutions => &mut self.solutions,
        };
        // Spaces at the start can belong to a code block.
        let text = text.unwrap_or_default().trim_end().trim_start_matches('\n');
        if !text.trim().is_empty() {
            if !part.is_empty() {
                part.push_str("\n\n");
            }
            part.push_str(text);
        }
    }
}

/// Gives the headings at the top level: level, text, and place.
fn headings(text: &str) -> Vec<(HeadingLevel, String, Range<usize>)> {
    let mut headings = Vec::new();
    let mut depth = 0_usize;
    let mut open: Option<(HeadingLevel, String, Range<usize>)> = None;
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                open = Some((level, String::new(), range));
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(TagEnd::Heading(_)) if depth == 1 => {
                headings.extend(open.take());
                depth = 0;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(part) | Event::Code(part) => {
                if let Some((_, title, _)) = &mut open {
                    title.push_str(&part);
                }
            }
            _ => {}
        }
    }
    headings
}

/// The errors that a doc comment can name, each with its anchor.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The anchors by the variant's path, such as `TransferError::TooFew`, and by type.
    anchors: HashMap<String, String>,
}

impl Names {
    pub(super) fn of(catalog: &Catalog) -> Self {
        let mut anchors = HashMap::new();
        for entry in catalog.entries().filter(|entry| !entry.is_hidden) {
            let path = format!("{}::{}", entry.type_name, entry.variant);
            anchors.entry(path).or_insert_with(|| entry.anchor());
            anchors
                .entry(entry.type_name.to_owned())
                .or_insert_with(|| entry.anchor());
        }
        Self { anchors }
    }

    /// Gives the anchor of a Rust path, found as rustdoc finds it. `from` is the entry that `Self` stands for.
    fn anchor(&self, path: &str, from: Option<&Entry>) -> Option<&str> {
        let mut names = bare(path).rsplit("::");
        let last = names.next()?;
        let of = match names.next() {
            Some("Self") => from.map(|entry| entry.type_name),
            other => other,
        };
        let variant = of.and_then(|of| self.anchors.get(&format!("{of}::{last}")));
        Some(variant.or_else(|| self.anchors.get(last))?.as_str())
    }
}

/// Removes the marks by which rustdoc tells kinds of items apart, as in `type@Name`, `name()` and `name!`.
fn bare(target: &str) -> &str {
    let path = target.split_once('@').map_or(target, |(_, path)| path);
    path.trim_end_matches("()").trim_end_matches('!')
}

/// Whether a link's target is a Rust path, rather than a URL.
fn is_path(target: &str) -> bool {
    let path = bare(target);
    !path.is_empty()
        && path.split("::").all(|name| {
            let mut chars = name.chars();
            let first = chars.next();
            first.is_some_and(|first| first.is_alphabetic() || first == '_')
                && chars.all(|char| char.is_alphanumeric() || char == '_')
        })
}

/// The scheme of a link that rustdoc resolves.
const RUST: &str = "rust:";

/// Reads the doc comment of an entry, or the text of the page. Links to Rust items become links on the page, or plain
/// text. HTML is text. An image, which the page would have to load, becomes a link. A link that would run a script
/// leads nowhere.
pub(super) fn events<'a>(
    doc: &'a str,
    from: Option<&'a Entry>,
    names: &'a Names,
) -> Vec<Event<'a>> {
    let callback = |link: BrokenLink<'_>| {
        let target = link.reference.trim();
        let is_code = target.starts_with('`');
        let target = target.trim_matches('`');
        let is_known = names.anchor(target, from).is_some();
        // `[x]` can be any text, but in backticks, or as a path, it is an item.
        (is_path(target) && (is_code || is_known || target.contains("::"))).then(|| {
            (
                CowStr::from(format!("{RUST}{target}")),
                CowStr::Borrowed(""),
            )
        })
    };
    let parser = Parser::new_with_broken_link_callback(doc, OPTIONS, Some(callback));
    let mut events = Vec::new();
    // Whether each open link is kept.
    let mut links = Vec::new();
    for event in parser {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                events.push(Event::Text(CowStr::from(html.into_string())));
            }
            Event::Start(Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            Event::Start(
                Tag::Link {
                    dest_url, title, ..
                }
                | Tag::Image {
                    dest_url, title, ..
                },
            ) => {
                let url = url_of(dest_url, from, names);
                links.push(url.is_some());
                if let Some(dest_url) = url {
                    events.push(Event::Start(Tag::Link {
                        link_type: LinkType::Inline,
                        dest_url: CowStr::from(dest_url.into_string()),
                        title: CowStr::from(title.into_string()),
                        id: CowStr::Borrowed(""),
                    }));
                }
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if links.pop() == Some(true) {
                    events.push(Event::End(TagEnd::Link));
                }
            }
            other => events.push(other.into_static()),
        }
    }
    events
}

/// The URL of a link on the page; `None` if it leads to a Rust item that is not on it.
fn url_of<'a>(target: CowStr<'a>, from: Option<&Entry>, names: &Names) -> Option<CowStr<'a>> {
    let item = target.strip_prefix(RUST);
    let item = item.or_else(|| Some(&*target).filter(|path| is_path(path) && path.contains("::")));
    match item {
        Some(item) => {
            let anchor = names.anchor(item, from)?;
            Some(CowStr::from(format!("#{anchor}")))
        }
        None => Some(harmless(target)),
    }
}

/// Keeps a link to a page, to a mail or to a place on this page. One that would run a script leads nowhere.
fn harmless(url: CowStr<'_>) -> CowStr<'_> {
    // Browsers skip these characters (WHATWG URL, "basic URL parser").
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
