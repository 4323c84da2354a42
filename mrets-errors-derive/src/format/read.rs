//! Takes a format string apart, by the grammar of `std::fmt`.

use crate::parse::attr::text::{Str, span_within};
use crate::report::ctxt::Ctxt;
use proc_macro2::Span;
use std::ops::Range;

/// A piece of a format string, its placeholders unresolved.
pub(super) enum Raw {
    Text(String),
    Hole {
        name: String,
        spec: String,
        /// The bytes of the string that it takes, braces included.
        place: Range<usize>,
    },
}

/// A brace without a partner: its place, and the message.
pub(super) type Unmatched = (Range<usize>, &'static str);

/// Takes a format string apart.
pub(super) fn read(format: &str) -> Result<Vec<Raw>, Unmatched> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = format;
    while let Some(brace) = next_brace(rest) {
        let (before, from_brace) = rest.split_at(brace);
        text.push_str(before);
        let at = format.len() - from_brace.len();
        let mut after = from_brace.chars();
        let brace = after.next();
        rest = after.as_str();
        if after.next() == brace {
            text.extend(brace);
            rest = after.as_str();
            continue;
        }
        if brace == Some('}') {
            let message = "unmatched `}`: open it by `{`, or write `}}` for a brace";
            return Err((at..at + 1, message));
        }
        let end = end_of_hole(rest).ok_or((
            at..at + 1,
            "unmatched `{`: close it by `}`, or write `{{` for a brace",
        ))?;
        let (hole, from_end) = rest.split_at(end);
        rest = from_end.strip_prefix('}').unwrap_or(from_end);
        let (name, spec) = hole.split_once(':').unwrap_or((hole, ""));
        if !text.is_empty() {
            pieces.push(Raw::Text(std::mem::take(&mut text)));
        }
        pieces.push(Raw::Hole {
            name: name.trim().to_owned(),
            spec: spec.trim_end().to_owned(),
            place: at..at + end + 2,
        });
    }
    text.push_str(rest);
    if !text.is_empty() {
        pieces.push(Raw::Text(text));
    }
    Ok(pieces)
}

/// Finds the next brace. A search for one char is fast, even in a macro that is not optimized.
fn next_brace(text: &str) -> Option<usize> {
    match (text.find('{'), text.find('}')) {
        (Some(open), Some(close)) => Some(open.min(close)),
        (open, close) => open.or(close),
    }
}

/// The position of a placeholder's `}`; a fill character, `{x:}>5}`, can be a brace too.
fn end_of_hole(rest: &str) -> Option<usize> {
    let fill = rest
        .find([':', '}'])
        .filter(|at| rest.as_bytes().get(*at) == Some(&b':'))
        .and_then(|colon| {
            let mut spec = rest.get(colon + 1..)?.chars();
            let fill = spec.next()?;
            matches!(spec.next(), Some('<' | '^' | '>')).then_some(colon + 1 + fill.len_utf8())
        })
        .unwrap_or(0);
    rest.get(fill..)?.find('}').map(|end| end + fill)
}

/// The names of the placeholders, each with its place; empty if a brace has no partner.
pub(crate) fn placeholders(literal: &Str) -> Vec<(String, Span)> {
    let mut names = Vec::new();
    for piece in read(literal.value()).unwrap_or_default() {
        if let Raw::Hole { name, place, .. } = piece {
            names.push((name, span_within(literal, place)));
        }
    }
    names
}

/// Whether a char may stand in the name of a placeholder.
pub(super) fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The names that a format string can capture: its placeholders, and their widths and precisions, `{x:width$}`.
pub(super) fn captures(format: &str) -> Vec<String> {
    let mut names = Vec::new();
    for piece in read(format).unwrap_or_default() {
        let Raw::Hole { name, spec, .. } = piece else {
            continue;
        };
        names.push(name);
        let mut before_dollars = spec.split('$');
        before_dollars.next_back();
        let counts = before_dollars.filter_map(|text| text.rsplit(|c| !is_of_name(c)).next());
        names.extend(counts.map(str::to_owned));
    }
    names
}

/// The text of a literal in which placeholders are not allowed; `None` if there is one.
pub(crate) fn constant(cx: &Ctxt, literal: &Str) -> Option<String> {
    let mut constant = String::new();
    match read(literal.value()) {
        Ok(pieces) => {
            for piece in pieces {
                match piece {
                    Raw::Text(text) => constant.push_str(&text),
                    Raw::Hole { .. } => return None,
                }
            }
        }
        Err((place, message)) => cx.error(span_within(literal, place), message),
    }
    Some(constant)
}

#[cfg(test)]
mod tests {
    use super::{Raw, read};

    fn shape(format: &str) -> Result<Vec<String>, super::Unmatched> {
        Ok(read(format)?
            .into_iter()
            .map(|piece| match piece {
                Raw::Text(text) => text,
                Raw::Hole { name, spec, .. } => format!("<{name}|{spec}>"),
            })
            .collect())
    }

    #[test]
    fn pieces_of_a_format_string() {
        assert_eq!(shape("").unwrap(), Vec::<String>::new());
        assert_eq!(shape("{{}}").unwrap(), ["{}"]);
        assert_eq!(shape("a {id} b").unwrap(), ["a ", "<id|>", " b"]);
        assert_eq!(shape("{ 0 :>8}{:?}").unwrap(), ["<0|>8>", "<|?>"]);
        assert_eq!(
            shape("{x:}>5}é{y:{<5}").unwrap(),
            ["<x|}>5>", "é", "<y|{<5>"]
        );
        assert!(shape("{").is_err());
        assert!(shape("}").is_err());
        assert!(shape("{id").is_err());
    }
}
