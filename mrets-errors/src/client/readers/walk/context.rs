//! The surroundings of an object, which decide what the names of its members mean.

use serde_json::{Map, Value};

pub(super) type Members = Map<String, Value>;

/// Where an object stands, as far as it changes what its members mean.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// It is a problem document.
    pub(super) is_problem: bool,
    /// It is an error object of an envelope, so that its names are those of JSON:API.
    pub(super) is_strict: bool,
    /// It is a problem document of this library's, so that all other names belong to `meta`.
    pub(super) is_ours: bool,
    /// It stands within a member that holds errors.
    pub(super) is_inside: bool,
    /// It is an item of a list.
    pub(super) is_item: bool,
    /// It is an item of a list that holds nothing but errors.
    pub(super) is_listed_error: bool,
}
