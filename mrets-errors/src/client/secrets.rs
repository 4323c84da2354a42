//! Masks secrets in texts and values of strangers, since a failure is shown in logs.
//!
//! Some servers repeat the credentials of a request in its error. Only what is shown is masked, and not the data.

use crate::document::object::ErrorObject;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::ops::Range;

/// The ends of names whose values are secret, without case, `_` and `-`.
const NAMES: [&str; 14] = [
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "secret",
    "token",
    "apikey",
    "accesskey",
    "privatekey",
    "credential",
    "credentials",
    "sessionid",
    "authorization",
    "cookie",
];

/// Schemes of `Authorization`, before their credentials.
const SCHEMES: [&str; 2] = ["Bearer ", "Basic "];

const MASK: &str = "…";

/// A line without the secrets that can be told by their surroundings: values of secret names, credentials after their
/// scheme, JSON Web Tokens, and the password of a URI.
pub(super) fn masked(line: &str) -> Cow<'_, str> {
    let mut secrets = Secrets::default();
    let at = line.match_indices([':', '=']);
    secrets.find(at, |at, _| value_of_secret_name(line, at));
    for scheme in SCHEMES {
        secrets.find(line.match_indices(scheme), |at, scheme| {
            let word = word(line, at + scheme.len());
            line.get(word.clone()).is_some_and(is_token).then_some(word)
        });
    }
    secrets.find(line.match_indices("eyJ"), |at, _| {
        Some(word(line, at)).filter(|token| token.len() >= 16)
    });
    secrets.find(line.match_indices("://"), |at, sign| {
        password_of_uri(line, at + sign.len())
    });
    let Secrets(mut secrets) = secrets;
    if secrets.is_empty() {
        return Cow::Borrowed(line);
    }
    secrets.sort_by_key(|secret| secret.start);
    let mut shown = String::with_capacity(line.len());
    let mut end = 0;
    for secret in secrets {
        if secret.start >= end {
            shown.push_str(line.get(end..secret.start).unwrap_or_default());
            shown.push_str(MASK);
        }
        end = end.max(secret.end);
    }
    shown.push_str(line.get(end..).unwrap_or_default());
    Cow::Owned(shown)
}

/// The places of secrets in a line.
#[derive(Default)]
struct Secrets(Vec<Range<usize>>);

impl Secrets {
    /// Adds those that begin at these places, which are in order. A place within the secret before it is skipped, so that
    /// the work grows with the line alone.
    fn find<'a>(
        &mut self,
        places: impl Iterator<Item = (usize, &'a str)>,
        secret: impl Fn(usize, &'a str) -> Option<Range<usize>>,
    ) {
        let mut end = 0;
        for (at, found) in places {
            if at >= end
                && let Some(secret) = secret(at, found)
            {
                end = secret.end;
                self.0.push(secret);
            }
        }
    }
}

/// The value behind the `:` or the `=` at this place, if the name before it is secret.
fn value_of_secret_name(line: &str, at: usize) -> Option<Range<usize>> {
    let (before, after) = line.split_at_checked(at)?;
    let (before, name) = last_name(before);
    let name = if name == "value" {
        // VK repeats parameters as `{"key":"access_token","value":"..."}`.
        last_name(before).1
    } else {
        name
    };
    if !is_secret(name) {
        return None;
    }
    let is_pair = after.starts_with('=');
    let value = after.get(1..)?.trim_start();
    let start = line.len() - value.len();
    let quoted = value.trim_start_matches('\\');
    let quote = quoted
        .chars()
        .next()
        .filter(|char| matches!(char, '"' | '\''));
    if let Some(quote) = quote {
        let start = line.len() - quoted.len() + 1;
        let content = quoted.get(1..)?;
        let end = content.find(['\\', quote]).unwrap_or(content.len());
        let content = content.get(..end)?;
        return is_secret_value(name, content).then_some(start..start + end);
    }
    if is_pair {
        return Some(word(line, start)).filter(|word| !word.is_empty());
    }
    // Another name may follow.
    let word = word_until(line, start, |char| char == ':' || ends_word(char));
    let text = line.get(word.clone())?;
    let is_cookie = is_header(name) && text.contains('=');
    (is_token(text) || is_cookie).then_some(word)
}

/// The name at the end of a text, which may stand in quotes, and the text before it.
fn last_name(text: &str) -> (&str, &str) {
    let text = text.trim_end_matches(['"', '\'', '\\', ',', ' ']);
    let is_of_name = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-');
    text.split_at(text.trim_end_matches(is_of_name).len())
}

/// The password in the authority that begins at this place (RFC 3986, 3.2.1).
fn password_of_uri(line: &str, start: usize) -> Option<Range<usize>> {
    let rest = line.get(start..)?;
    let end = rest
        .find(['/', '?', '#', '"', '\'', ' '])
        .unwrap_or(rest.len());
    let (user, _) = rest.get(..end)?.rsplit_once('@')?;
    let (name, _) = user.split_once(':')?;
    Some(start + name.len() + 1..start + user.len())
}

/// The word that begins at this place.
fn word(line: &str, start: usize) -> Range<usize> {
    word_until(line, start, ends_word)
}

fn word_until(line: &str, start: usize, is_end: impl Fn(char) -> bool) -> Range<usize> {
    let rest = line.get(start..).unwrap_or_default();
    start..start + rest.find(is_end).unwrap_or(rest.len())
}

fn ends_word(char: char) -> bool {
    char.is_whitespace() || "&;,\"'\\<>(){}[]".contains(char)
}

/// Whether a word looks like credentials rather than prose.
fn is_token(word: &str) -> bool {
    word.len() >= 6 && word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether the values of a name are secret.
fn is_secret(name: &str) -> bool {
    let chars = name.chars().filter(|char| !matches!(char, '_' | '-'));
    let name: String = chars.map(|char| char.to_ascii_lowercase()).collect();
    NAMES.iter().any(|end| name.ends_with(end))
}

/// Whether a secret name is a header's, whose value may have spaces.
fn is_header(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("authorization") || name.ends_with("cookie")
}

/// Whether the value of a secret name is secret. A sentence is a message about it.
fn is_secret_value(name: &str, value: &str) -> bool {
    !value.is_empty() && (is_header(name) || !value.trim().contains(char::is_whitespace))
}

/// Error objects without the secrets in their texts and in `meta`.
pub(super) fn masked_errors(errors: &[ErrorObject]) -> Vec<ErrorObject> {
    let mut errors = errors.to_vec();
    for error in &mut errors {
        for text in [&mut error.title, &mut error.detail].into_iter().flatten() {
            mask_text(text);
        }
        error.meta.iter_mut().for_each(mask_members);
    }
    errors
}

fn mask_text(text: &mut String) {
    if let Cow::Owned(masked) = masked(text) {
        *text = masked;
    }
}

fn mask_members(members: &mut Map<String, Value>) {
    // VK repeats the parameters of the request as pairs.
    let key = members.get("key").or_else(|| members.get("name"));
    let is_pair = key.and_then(Value::as_str).is_some_and(is_secret);
    for (name, value) in members {
        match value {
            Value::String(text)
                if is_secret(name) && is_secret_value(name, text) || is_pair && name == "value" =>
            {
                MASK.clone_into(text);
            }
            value => mask_value(value),
        }
    }
}

/// Values are as deep as a body that is read, at most.
fn mask_value(value: &mut Value) {
    match value {
        Value::String(text) => mask_text(text),
        Value::Array(items) => items.iter_mut().for_each(mask_value),
        Value::Object(members) => mask_members(members),
        _ => {}
    }
}
