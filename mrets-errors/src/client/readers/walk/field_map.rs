//! Recognizes a map of errors by field, such as `{"name":["can't be blank"]}`.

use super::context::Members;
use super::texts::is_sentence;
use crate::client::readers::names::{Holder, normal, roles};
use crate::client::readers::place::is_whole;
use serde_json::Value;

/// The leaves that a map by field may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaves {
    /// Lists of texts.
    Lists,
    /// Also texts with spaces.
    Sentences,
    /// Also words.
    Texts,
}

/// Whether an object is a map of errors by field, rather than an error.
pub(super) fn is_field_map(members: &Members, leaves: Leaves) -> bool {
    is_field_map_within(members, leaves, DEEPEST_MAP)
}

/// Whether an object consists of a code and a sentence.
fn is_coded_message(members: &Members) -> bool {
    let has_code = members.get("code").is_some_and(Value::is_string);
    let mut texts = members.values().filter_map(Value::as_str);
    members.len() == 2 && has_code && texts.any(is_sentence)
}

/// Whether a name is about the object that it stands in, such as `__type` and `@odata.type`.
pub(super) fn is_about_itself(name: &str) -> bool {
    let is_json_path = name
        .strip_prefix('$')
        .is_some_and(|path| path.is_empty() || path.starts_with(['.', '[']));
    name.starts_with(['@', '$']) && !is_json_path || name.starts_with("__") && !is_whole(name)
}

/// The depth of nesting of maps by field. A bound is needed, since each level reads the levels below it again.
const DEEPEST_MAP: usize = 10;

fn is_field_map_within(members: &Members, leaves: Leaves, depth: usize) -> bool {
    let is_message = |name: &str| name == "title" || roles(name).message.is_some();
    let mut is_known = true;
    let mut has_leaf = false;
    for (name, value) in members {
        if is_about_itself(name) {
            continue;
        }
        match value {
            Value::String(_) if roles(name).is_request_id => return false,
            Value::String(text) => {
                let fits = match leaves {
                    Leaves::Lists => false,
                    Leaves::Sentences => is_sentence(text),
                    Leaves::Texts => true,
                };
                // `{"detail":"Not Found"}` of Phoenix is no field.
                if !fits
                    || matches!(
                        normal(name).as_str(),
                        "detail" | "message" | "msg" | "errormessage"
                    )
                {
                    return false;
                }
                is_known &= is_message(name);
                has_leaf = true;
            }
            Value::Array(items) => {
                is_known = false;
                has_leaf |= !items.is_empty();
                let is_error = |item: &Value| match item {
                    Value::String(_) => true,
                    Value::Object(members) => {
                        leaves != Leaves::Lists || members.keys().any(|name| is_message(name))
                    }
                    _ => false,
                };
                let holds = |items: &[Value]| match roles(name).holder {
                    Some(Holder::Strong) => true,
                    Some(Holder::Weak) => items.iter().any(Value::is_object),
                    None => false,
                };
                if !items.iter().all(is_error) || !roles(name).is_leaf && holds(items) {
                    return false;
                }
            }
            Value::Object(inner) => {
                is_known = false;
                let is_map = depth > 0 && is_field_map_within(inner, leaves, depth - 1);
                has_leaf |= is_map;
                let is_told = inner
                    .iter()
                    .any(|(name, value)| value.is_string() && is_message(name));
                // PocketBase has a code and a message for each field.
                let is_error = is_told && (leaves != Leaves::Lists || is_coded_message(inner));
                let has_leaves = inner
                    .keys()
                    .any(|name| roles(name).holder == Some(Holder::Strong));
                has_leaf |= is_error || has_leaves;
                if !is_map && !is_error && !has_leaves
                    || roles(name).holder == Some(Holder::Strong) && !roles(name).is_leaf
                {
                    return false;
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => return false,
        }
    }
    has_leaf && !is_known
}
