//! Writes Markdown that GitHub, mdBook and MDX read in one way, so that text looks as it is written.

/// Escapes text in a paragraph, a heading, an item or a cell. A line break in it stays a line break.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("<br />"),
            char => push_escaped(&mut out, char),
        }
    }
    out
}

/// Escapes a character that Markdown or MDX would read as more than itself.
pub(super) fn push_escaped(out: &mut String, char: char) {
    if matches!(
        char,
        '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '<' | '>' | '#' | '|' | '~' | '&' | '$'
    ) {
        out.push('\\');
    }
    out.push(char);
}

/// Writes a code span, whose fence is longer than any run of backticks in it.
pub(super) fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let fence = "`".repeat(longest_run(&text) + 1);
    // Readers strip these spaces (CommonMark, "Code spans").
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Gives the fence of a code block of this text.
pub(super) fn fence(text: &str) -> String {
    "`".repeat(longest_run(text).max(2) + 1)
}

fn longest_run(text: &str) -> usize {
    text.split(|char| char != '`')
        .map(str::len)
        .max()
        .unwrap_or_default()
}
