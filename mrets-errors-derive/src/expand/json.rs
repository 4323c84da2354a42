//! Error objects rendered at compile time. The runtime writes the same, byte for byte: the suite
//! `body` holds the two together.

use crate::format::{Text, Value};
use crate::model::{Answer, Detail, Status};
use std::fmt::Write as _;
use syn::Lit;

/// What does not vary in the body of one answer.
pub(crate) enum Rendered {
    /// Everything varies with a status that is known only at run time.
    Nothing,
    /// The error object up to its detail, from its code to its source, and from its status on.
    Fragments {
        head: String,
        middle: String,
        tail: String,
    },
    /// The whole envelope.
    Body(String),
    /// A 304 has none.
    NoBody,
}

pub(crate) fn render(answer: &Answer<'_>) -> Rendered {
    let (Status::Fixed(status), Some(title)) = (&answer.status, &answer.title) else {
        return Rendered::Nothing;
    };
    if *status == 304 {
        return Rendered::NoBody;
    }
    let mut head = format!("{{\"title\":{}", string(title));
    if let Some(detail) = constant_detail(answer) {
        member(&mut head, "detail", &string(detail));
    }
    let mut middle = String::new();
    let code = answer.code.clone().unwrap_or_else(|| status.to_string());
    member(&mut middle, "code", &string(&code));
    let mut tail = String::new();
    member(&mut tail, "status", &string(&status.to_string()));
    if let Some(body) = whole(answer, &head, &middle, &tail) {
        return Rendered::Body(body);
    }
    if !stands_between(answer) {
        middle.push_str(&tail);
        tail.clear();
    }
    Rendered::Fragments { head, middle, tail }
}

/// The detail, where it is the same in every occurrence.
pub(crate) fn constant_detail<'a>(answer: &'a Answer<'_>) -> Option<&'a str> {
    match &answer.detail {
        Detail::Written(Text::Const(text)) => Some(text),
        Detail::Description(description) => *description,
        Detail::Written(Text::Format(_)) | Detail::Message { .. } => None,
    }
}

/// Whether members stand between `code` and `status`.
fn stands_between(answer: &Answer<'_>) -> bool {
    [
        &answer.pointer,
        &answer.parameter,
        &answer.header,
        &answer.about,
        &answer.type_,
    ]
    .iter()
    .any(|text| text.is_some())
}

/// The envelope of an answer in which nothing varies.
fn whole(answer: &Answer<'_>, head: &str, middle: &str, tail: &str) -> Option<String> {
    if answer.errors.is_some() || varies(&answer.detail) {
        return None;
    }
    let mut object = head.to_owned();
    if let Some(id) = &answer.id {
        member(&mut object, "id", &string(&displayed(id)?));
    }
    object.push_str(middle);
    let source = [
        ("pointer", &answer.pointer),
        ("parameter", &answer.parameter),
        ("header", &answer.header),
    ];
    nested(&mut object, "source", texts(&source)?);
    let links = [("about", &answer.about), ("type", &answer.type_)];
    nested(&mut object, "links", texts(&links)?);
    object.push_str(tail);
    let meta: Option<Vec<(&str, String)>> = answer
        .meta
        .iter()
        .map(|(name, value)| Some((name.as_str(), serialized(value)?)))
        .collect();
    nested(&mut object, "meta", meta?);
    Some(format!("{{\"errors\":[{object}}}]}}"))
}

fn varies(detail: &Detail<'_>) -> bool {
    match detail {
        Detail::Written(text) => text.is_format(),
        Detail::Message { .. } => true,
        Detail::Description(_) => false,
    }
}

/// The members that are there; none at all where one of them varies.
fn texts<'a>(members: &[(&'a str, &Option<Text<'_>>)]) -> Option<Vec<(&'a str, String)>> {
    members
        .iter()
        .filter_map(|(name, text)| match text {
            None => None,
            Some(Text::Const(text)) => Some(Some((*name, string(text)))),
            Some(Text::Format(_)) => Some(None),
        })
        .collect()
}

/// What `Display` writes of a literal.
fn displayed(value: &Value<'_>) -> Option<String> {
    match value.constant.as_ref()? {
        Lit::Str(text) => Some(text.value()),
        Lit::Int(number) => number.base10_parse::<u64>().ok().map(|n| n.to_string()),
        Lit::Bool(bool) => Some(bool.value.to_string()),
        _ => None,
    }
}

/// What serde_json writes of a literal.
fn serialized(value: &Value<'_>) -> Option<String> {
    match value.constant.as_ref()? {
        Lit::Str(text) => Some(string(&text.value())),
        _ => displayed(value),
    }
}

fn nested(object: &mut String, name: &str, members: Vec<(&str, String)>) {
    let mut inner = String::new();
    for (name, value) in &members {
        member(&mut inner, name, value);
    }
    if let Some(inner) = inner.strip_prefix(',') {
        member(object, name, &format!("{{{inner}}}"));
    }
}

fn member(object: &mut String, name: &str, value: &str) {
    object.push(',');
    object.push_str(&string(name));
    object.push(':');
    object.push_str(value);
}

/// A JSON string, escaped as serde_json does it.
fn string(text: &str) -> String {
    let mut out = String::from('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            char if char < ' ' => {
                // Writing to a String does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(char));
            }
            char => out.push(char),
        }
    }
    out.push('"');
    out
}
