//! The text of a page, as a reader sees it.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use std::borrow::Cow;

/// Elements whose text is not shown.
const HIDDEN: [&[u8]; 9] = [
    b"script",
    b"style",
    b"template",
    b"noscript",
    b"iframe",
    b"svg",
    b"textarea",
    b"select",
    b"object",
];

/// The text of a page, until there is enough, without tags, attributes, comments, scripts and templates. A text that
/// repeats the one before it, as a heading repeats the title, is left out.
pub(super) fn text(page: &str, enough: usize) -> String {
    let mut emitter = DefaultEmitter::default();
    // Then the tokenizer takes the content of scripts and styles as text.
    emitter.naively_switch_states(true);
    let page = without_source(page);
    let mut text = String::new();
    let mut last = String::new();
    let mut run = String::new();
    // The name of the open hidden element, and the number of open elements of this name within it.
    let mut hidden: Option<(Vec<u8>, usize)> = None;
    for Ok(token) in Tokenizer::new_with_emitter(&*page, emitter) {
        match token {
            Token::StartTag(tag) => {
                end_run(&mut run, &mut last, &mut text);
                match &mut hidden {
                    Some((name, depth)) if **name == *tag.name => *depth += 1,
                    None if is_hidden(&tag) && !tag.self_closing => {
                        hidden = Some((tag.name.to_vec(), 1));
                    }
                    _ => {}
                }
            }
            Token::EndTag(tag) => {
                end_run(&mut run, &mut last, &mut text);
                if let Some((name, depth)) = &mut hidden
                    && **name == *tag.name
                {
                    *depth -= 1;
                    if *depth == 0 {
                        hidden = None;
                    }
                }
            }
            Token::String(string) if hidden.is_none() => {
                run.push_str(&String::from_utf8_lossy(&string));
            }
            _ => {}
        }
        if text.len() > enough || run.len() > enough {
            break;
        }
    }
    end_run(&mut run, &mut last, &mut text);
    text
}

/// Whether an element is hidden by its name, or by the attribute `hidden`.
fn is_hidden(tag: &html5gum::StartTag<()>) -> bool {
    // An `input` has no text and no end tag.
    let is_void = [&b"input"[..], b"img", b"br", b"hr", b"meta", b"link"].contains(&&**tag.name);
    HIDDEN.contains(&&**tag.name) || !is_void && tag.attributes.contains_key(&b"hidden"[..])
}

fn end_run(run: &mut String, last: &mut String, text: &mut String) {
    let shown = run.trim();
    if !shown.is_empty() && shown != last {
        text.push_str(shown);
        text.push(' ');
        shown.clone_into(last);
    }
    run.clear();
}

/// Leaves out code for the server (PHP, ASP, ERB), of which a browser would show a part.
fn without_source(page: &str) -> Cow<'_, str> {
    const SOURCES: [(&str, &str); 2] = [("<?", "?>"), ("<%", "%>")];
    let next = |text: &str| {
        let starts = SOURCES
            .iter()
            .filter_map(|(start, end)| Some((text.find(start)?, *end)));
        starts.min()
    };
    if next(page).is_none() {
        return Cow::Borrowed(page);
    }
    let mut kept = String::new();
    let mut rest = page;
    while let Some((at, end)) = next(rest) {
        let (before, source) = rest.split_at(at);
        kept.push_str(before);
        rest = source.split_once(end).map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}
