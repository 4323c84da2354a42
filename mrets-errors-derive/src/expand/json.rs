//! Error objects rendered at compile time. The runtime writes the same bytes, and the suite
//! `body` compares the two.

use crate::format::{Text, Value};
use crate::model::{Answer, Detail, Status};
use crate::parse::attr::keys::parents;
use std::fmt::Write as _;
use syn::Lit;

/// The constant part of the envelope of one answer.
pub(crate) enum Rendered {
    /// Nothing: more than the detail varies, or there is no body.
    Nothing,
    /// Everything except the detail.
    Around { before: String, after: String },
    /// The whole body.
    Body(String),
}

pub(crate) fn render(answer: &Answer<'_>) -> Rendered {
    let Status::Fixed(status) = answer.status else {
        return Rendered::Nothing;
    };
    if status == 304 || answer.errors.is_some() {
        return Rendered::Nothing;
    }
    let (Some(before), Some(after)) = (up_to_detail(answer), from_detail_on(answer, status)) else {
        return Rendered::Nothing;
    };
    match constant_detail(answer) {
        _ if varies(&answer.detail) => Rendered::Around {
            before: format!("{before},\"detail\":\""),
            after: format!("\"{after}"),
        },
        Some(detail) => Rendered::Body(format!("{before},\"detail\":{}{after}", string(detail))),
        None => Rendered::Body(format!("{before}{after}")),
    }
}

/// The detail, if it is the same in every occurrence.
pub(crate) fn constant_detail<'a>(answer: &'a Answer<'_>) -> Option<&'a str> {
    match &answer.detail {
        Detail::Written(Text::Const(text)) => Some(text),
        Detail::Description(description) => *description,
        Detail::Written(Text::Format(_) | Text::Docs(_)) | Detail::Message => None,
    }
}

/// The envelope up to the detail.
fn up_to_detail(answer: &Answer<'_>) -> Option<String> {
    let title = string(answer.title()?.text()?);
    Some(format!("{{\"errors\":[{{\"title\":{title}"))
}

/// The envelope behind the detail; `None` if another member varies.
fn from_detail_on(answer: &Answer<'_>, status: u16) -> Option<String> {
    let mut object = String::new();
    if let Some(id) = &answer.id {
        member(&mut object, "id", &string(&displayed(id)?));
    }
    member(&mut object, "code", &string(answer.code()?.text()?));
    for parent in parents() {
        nested(&mut object, parent, &texts(answer, parent)?);
    }
    member(&mut object, "status", &string(&status.to_string()));
    if !answer.flattened.is_empty() {
        return None;
    }
    let mut meta = Vec::new();
    for (name, value) in &answer.meta {
        meta.push((name.as_str(), serialized(value)?));
    }
    nested(&mut object, "meta", &meta);
    object.push_str("}]}");
    Some(object)
}

fn varies(detail: &Detail<'_>) -> bool {
    match detail {
        Detail::Written(text) => text.is_format(),
        Detail::Message => true,
        Detail::Description(_) => false,
    }
}

/// The members of one object; `None` if one of them varies.
fn texts(answer: &Answer<'_>, parent: &str) -> Option<Vec<(&'static str, String)>> {
    let mut texts = Vec::new();
    for (member, text) in answer.members_of(parent) {
        let Text::Const(text) = text else {
            return None;
        };
        texts.push((member.name, string(text)));
    }
    Some(texts)
}

/// A literal as `Display` writes it.
fn displayed(value: &Value<'_>) -> Option<String> {
    match value.constant.as_ref()? {
        Lit::Str(text) => Some(text.value()),
        Lit::Int(number) => number.base10_parse::<u64>().ok().map(|n| n.to_string()),
        Lit::Bool(bool) => Some(bool.value.to_string()),
        _ => None,
    }
}

/// A literal as serde_json writes it.
fn serialized(value: &Value<'_>) -> Option<String> {
    match value.constant.as_ref()? {
        Lit::Str(text) => Some(string(&text.value())),
        _ => displayed(value),
    }
}

fn nested(object: &mut String, name: &str, members: &[(&str, String)]) {
    let mut inner = String::new();
    for (name, value) in members {
        inner.push(',');
        inner.push_str(&string(name));
        inner.push(':');
        inner.push_str(value);
    }
    if let Some(inner) = inner.strip_prefix(',') {
        member(object, name, &format!("{{{inner}}}"));
    }
}

/// Adds a member of JSON:API, whose name needs no escape.
fn member(object: &mut String, name: &str, value: &str) {
    object.push_str(",\"");
    object.push_str(name);
    object.push_str("\":");
    object.push_str(value);
}

/// A JSON string, escaped as serde_json does it.
fn string(text: &str) -> String {
    // `Debug` escapes all that JSON does, and makes the text longer where it escapes. Its code is optimized, and
    // this crate's is not.
    let shown = format!("{text:?}");
    if shown.len() == text.len() + 2 {
        return shown;
    }
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
