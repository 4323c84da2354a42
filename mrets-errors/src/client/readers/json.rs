//! JSON as a tree of bounded depth.

use crate::client::bounds::DEPTH;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::borrow::Cow;
use std::fmt;

/// Parses a text; `None` if it is no JSON.
///
/// A value that is nested too deep becomes `null`, since the rest of the document may still tell the error.
pub(super) fn parse(text: &str) -> Option<Value> {
    let text = without_guard(text);
    match tree(text) {
        Ok(value) => Some(value),
        // JavaScript writes half of a character if it cuts a text there.
        Err(_) if text.contains("\\u") => tree(&without_surrogates(text)).ok(),
        Err(_) => None,
    }
}

fn tree(text: &str) -> Result<Value, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = Node { depth: 0 }.deserialize(&mut json)?;
    json.end()?;
    Ok(value)
}

/// Drops the `)]}'` that Gerrit and Google write before JSON, so that no script can load it.
fn without_guard(text: &str) -> &str {
    let guarded = text.trim_start().strip_prefix(")]}'");
    guarded.map_or(text, |rest| rest.trim_start_matches([',', '\r', '\n']))
}

/// Replaces each escape of a lone surrogate, which is no character, by the escape of U+FFFD.
fn without_surrogates(text: &str) -> Cow<'_, str> {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        written.push_str(before);
        let (length, is_sound) = match unit(escape) {
            Some(0xd800..0xdc00) => {
                let low = escape.get(6..).and_then(unit);
                let is_pair = matches!(low, Some(0xdc00..0xe000));
                (if is_pair { 12 } else { 6 }, is_pair)
            }
            Some(0xdc00..0xe000) => (6, false),
            _ => (
                escape
                    .char_indices()
                    .nth(2)
                    .map_or(escape.len(), |(end, _)| end),
                true,
            ),
        };
        let (escape, after) = escape.split_at(length);
        written.push_str(if is_sound { escape } else { "\\ufffd" });
        rest = after;
    }
    written.push_str(rest);
    Cow::Owned(written)
}

/// The UTF-16 unit of an escape such as `\ud83d`.
fn unit(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}

struct Node {
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Node {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.depth > DEPTH {
            // It does not recurse.
            let IgnoredAny = serde::Deserialize::deserialize(deserializer)?;
            return Ok(Value::Null);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(Node {
            depth: self.depth + 1,
        })? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        // With serde_json's feature `arbitrary_precision` a number comes as an object of this member.
        const NUMBER: &str = "$serde_json::private::Number";
        let mut members = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            if name == NUMBER && members.is_empty() {
                let number: String = object.next_value()?;
                return number.parse().map(Value::Number).map_err(A::Error::custom);
            }
            let value = object.next_value_seed(Node {
                depth: self.depth + 1,
            })?;
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}
