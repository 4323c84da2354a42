//! The text of HTML and XML, as far as a line in a log needs it.

use super::Failure;

/// What a reader sees: no tags, comments, scripts or styles; a text that follows itself, as a title
/// is the heading as well, stands there once.
pub(super) fn text(markup: &str) -> String {
    let mut text = String::new();
    let mut last = "";
    let mut rest = markup;
    while !rest.is_empty() && text.len() <= Failure::LONGEST_EXCERPT {
        let (run, tag) = rest.split_once('<').unwrap_or((rest, ""));
        let run = run.trim();
        if !run.is_empty() && run != last {
            text.push_str(&html_escape::decode_html_entities(run));
            text.push(' ');
            last = run;
        }
        rest = after(tag);
    }
    text
}

/// What follows a tag whose `<` has been read.
fn after(tag: &str) -> &str {
    if let Some(comment) = tag.strip_prefix("!--") {
        return comment.split_once("-->").map_or("", |(_, rest)| rest);
    }
    let (tag, rest) = tag.split_once('>').unwrap_or_default();
    let end = tag.find(|char: char| !char.is_ascii_alphanumeric());
    let (name, _) = tag.split_at(end.unwrap_or(tag.len()));
    let is_hidden = ["script", "style"]
        .iter()
        .any(|hidden| name.eq_ignore_ascii_case(hidden));
    if !is_hidden {
        return rest;
    }
    let mut ends = rest.match_indices("</").filter_map(|(at, _)| {
        let (_, end) = rest.split_at(at + 2);
        let closes = end.get(..name.len())?.eq_ignore_ascii_case(name);
        closes.then_some(end)
    });
    ends.next()
        .and_then(|end| end.split_once('>'))
        .map_or("", |(_, rest)| rest)
}
