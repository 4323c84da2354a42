//! The members of `meta`, and their types as far as they are known.

use crate::answer::catalog::Catalog;
use crate::answer::entry::Entry;
use serde_json::{Map, Value};

/// Gives the schema of a member, and adds the definitions that it refers to; `None` if it is unknown.
pub(crate) fn schema(
    catalog: &Catalog,
    entry: &Entry,
    member: &str,
    definitions: &mut Map<String, Value>,
) -> Option<Value> {
    let schema = catalog.schemas.get(&(entry.id, member))?;
    Some(schema(definitions)).filter(|schema| !schema.is_null())
}

/// Gives the type of a member as one word, such as `integer` or `string[]`.
#[cfg(feature = "docs")]
pub(crate) fn name(catalog: &Catalog, entry: &Entry, member: &str) -> Option<String> {
    word(&schema(catalog, entry, member, &mut Map::new())?)
}

#[cfg(feature = "docs")]
fn word(schema: &Value) -> Option<String> {
    match schema.get("type")? {
        Value::String(name) if name == "array" => {
            let items = schema.get("items").and_then(word);
            Some(items.map_or_else(|| "array".to_owned(), |items| format!("{items}[]")))
        }
        Value::String(name) => Some(name.clone()),
        Value::Array(names) => {
            let names = names.iter().filter_map(Value::as_str);
            Some(names.collect::<Vec<_>>().join(" or "))
        }
        _ => None,
    }
}
