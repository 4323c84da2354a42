//! Writing Markdown: text that comes out as it is written.

use pulldown_cmark::{Event, Parser, Tag};

/// Text of one line, in a paragraph, a heading, an item or a cell; a line break of its own stays one.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("<br>"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' => {
                out.push('\\');
                out.push(char);
            }
            char => out.push(char),
        }
    }
    out
}

/// A code span, whose fence is longer than any run of backticks in it.
pub(super) fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let fence = "`".repeat(longest_run(&text) + 1);
    // The spaces are taken off again (CommonMark, "Code spans").
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The fence of a code block of this text.
pub(super) fn fence(text: &str) -> String {
    "`".repeat(longest_run(text).max(2) + 1)
}

fn longest_run(text: &str) -> usize {
    text.split(|char| char != '`')
        .map(str::len)
        .max()
        .unwrap_or_default()
}

/// A doc comment as it is written. One that would swallow what comes behind it, as a fence does that
/// is never closed, stands in a quote, at whose end all ends.
pub(super) fn block(doc: &str) -> String {
    if ends_by_itself(doc) {
        return doc.to_owned();
    }
    let lines = doc.lines().map(|line| format!("> {line}"));
    lines.collect::<Vec<_>>().join("\n")
}

fn ends_by_itself(doc: &str) -> bool {
    let followed = format!("{doc}\n\nend");
    let mut depth = 0;
    let mut is_paragraph = false;
    for event in Parser::new(&followed) {
        match event {
            Event::Start(tag) => {
                is_paragraph = depth == 0 && tag == Tag::Paragraph;
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            Event::Text(text) if is_paragraph && &*text == "end" => return true,
            _ => is_paragraph = false,
        }
    }
    false
}
