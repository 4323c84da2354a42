//! The message of an error in JSON that others made.

use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The members that hold a message, the most telling first. OAuth 2.0 has its text in
/// `error_description`, and a code in `error`.
const MEMBERS: [&str; 4] = ["error_description", "message", "detail", "error"];

/// The message of a JSON object. An `error` may be an object that holds it, and `errors` a list, as GraphQL's is, of
/// which the first has it.
pub(super) fn message_of(body: &[u8]) -> Option<String> {
    let members: BTreeMap<String, &RawValue> = serde_json::from_slice(body).ok()?;
    let texts = MEMBERS.iter().filter_map(|name| members.get(*name));
    let texts = texts.filter_map(|value| {
        let text = serde_json::from_str(value.get());
        text.ok().or_else(|| inner_message_of(value))
    });
    let mut texts = texts
        .into_iter()
        .chain(members.get("errors").and_then(|list| message_in(list)));
    texts.find(|text: &String| !text.trim().is_empty())
}

/// The first text of a list, or its first `message`. Error objects with a `detail` are no messages: they are read as an
/// envelope, or are another API's.
fn message_in(list: &RawValue) -> Option<String> {
    let list: Vec<&RawValue> = serde_json::from_str(list.get()).ok()?;
    let first = list.first()?.get();
    serde_json::from_str(first).ok().or_else(|| {
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(first).ok()?;
        serde_json::from_str(members.get("message")?.get()).ok()
    })
}

fn inner_message_of(value: &RawValue) -> Option<String> {
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(value.get()).ok()?;
    let mut texts = MEMBERS.iter().filter_map(|name| members.get(*name));
    texts.find_map(|value| serde_json::from_str(value.get()).ok())
}
