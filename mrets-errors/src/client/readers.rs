//! Readers: from the bytes of a body, whatever format they are in, to error objects.
//!
//! [`body::read`] is the way in. It makes one tree of JSON or XML, and one walk turns the tree into error
//! objects, by the tables in `names`.

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

/// The id of the request that stands in `meta`, by the names that services use.
pub(super) fn request_id_of(meta: &Map<String, Value>) -> Option<&str> {
    let mut ids = meta
        .iter()
        .filter(|(name, _)| names::roles(name).is_request_id);
    ids.find_map(|(_, value)| value.as_str().filter(|id| !id.is_empty()))
}
