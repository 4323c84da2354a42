//! Readers, which turn the bytes of a body in any format into error objects.
//!
//! [`body::read`] is the way in. It makes a tree of JSON or XML, and [`walk`] turns the tree into error
//! objects, by the tables in [`names`].

pub(super) mod body;
pub(super) mod excerpt;
pub(super) mod hints;
mod html;
mod json;
mod names;
mod place;
pub(super) mod text;
mod walk;
mod xml;

use serde_json::{Map, Value};

/// The id of the request in `meta`, by the names that services use.
pub(super) fn request_id_of(meta: &Map<String, Value>) -> Option<&str> {
    let mut ids = meta
        .iter()
        .filter(|(name, _)| names::roles(name).is_request_id);
    ids.find_map(|(_, value)| value.as_str().filter(|id| !id.is_empty()))
}
