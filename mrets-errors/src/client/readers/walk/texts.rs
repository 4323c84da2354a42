//! Reads the text of a message and the code of an error from a member's value.

use super::context::{Context, Members};
use crate::client::readers::names::{FIRST_WORD, normal, roles};
use http::StatusCode;
use serde_json::Value;

/// Whether a text is for people, rather than a word for programs.
pub(super) fn is_sentence(text: &str) -> bool {
    text.trim().contains(char::is_whitespace) || !text.is_ascii()
}

/// Whether a text is merely the phrase of the status.
pub(super) fn is_reason(text: &str, http: StatusCode) -> bool {
    let reason = http.canonical_reason();
    reason.is_some_and(|reason| reason.eq_ignore_ascii_case(text.trim()))
}
/// The text of a message, which may be an object by language: English, if there are several.
pub(super) fn message(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Object(members) if (1..=16).contains(&members.len()) => {
            // OData's `{"lang":"en","value":"..."}`, SOAP's `<Text>`, Confluence's `translation`
            let by_name = ["value", "text", "Text", "content", "translation"]
                .iter()
                .find_map(|name| members.get(*name)?.as_str());
            let is_language = |(name, value): (&String, &Value)| {
                let (language, _) = name.split_once(['-', '_']).unwrap_or((name, ""));
                let is_code =
                    language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase());
                is_code && value.is_string()
            };
            match by_name {
                Some(text) => text,
                None if members.iter().all(is_language) => {
                    let mut names = members.keys();
                    let english = names.find(|name| name.starts_with("en"));
                    let name = english.or_else(|| members.keys().next())?;
                    members.get(name)?.as_str()?
                }
                None => return None,
            }
        }
        _ => return None,
    };
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// The code in a member of this name, if its value is one.
pub(super) fn code(name: &str, rank: usize, value: &Value, context: Context) -> Option<String> {
    if context.is_strict {
        return match value {
            Value::String(text) if rank < FIRST_WORD => Some(text.clone()),
            Value::Number(number) if rank < FIRST_WORD => Some(number.to_string()),
            _ => None,
        };
    }
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        // Last.fm has a number in `error`, beside a message.
        Value::Number(number) if rank < FIRST_WORD || name == "error" => number.to_string(),
        // SOAP 1.2
        Value::Object(members) if name == "code" => members.get("Value")?.as_str()?.to_owned(),
        _ => return None,
    };
    let is_word = !text.is_empty() && text.len() <= 128 && !is_sentence(&text);
    let is_lower = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    let fits = match name {
        "code" => !text.is_empty(),
        // AWS: `com.amazonaws.dynamodb.v20120810#ResourceNotFoundException`
        "type__" => return is_word.then(|| text.rsplit('#').next().unwrap_or(&text).to_owned()),
        "status" => is_word && text.bytes().all(is_upper),
        // vSphere: `com.vmware.vapi.not_found`
        "id" => {
            is_word && text.contains('_') && text.bytes().all(|byte| is_lower(byte) || byte == b'.')
        }
        "type" if context.is_problem => false,
        "type" => {
            is_word
                && !text.contains([':', '/'])
                && !matches!(text.as_str(), "error" | "Error" | "field")
        }
        _ => is_word && !text.contains("://"),
    };
    fits.then_some(text)
}

pub(super) fn is_upper(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte == b'_'
}

/// The code within GraphQL's `extensions`, tRPC's `data` or Apigee's `detail`.
pub(super) fn nested_code(members: &Members) -> Option<String> {
    ["extensions", "data", "detail", "details"]
        .iter()
        .find_map(|name| {
            let inner = members.get(*name)?.as_object()?;
            inner.iter().find_map(|(name, value)| {
                let rank = roles(name).code.filter(|rank| *rank < FIRST_WORD)?;
                value.as_str()?;
                code(&normal(name), rank, value, Context::default())
            })
        })
}
