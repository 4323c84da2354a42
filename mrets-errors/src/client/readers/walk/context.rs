//! The surroundings of an object, which decide what the names of its members mean.

use serde_json::{Map, Value};

pub(super) type Members = Map<String, Value>;

/// The facts about an object that decide what its members mean.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// Whether it is a problem document.
    pub(super) is_problem: bool,
    /// Whether it is an error object of an envelope, which has the names of JSON:API.
    pub(super) is_strict: bool,
    /// Whether it is a problem document of this library's, whose other names belong to `meta`.
    pub(super) is_ours: bool,
    /// Whether it stands within a member that holds errors.
    pub(super) is_inside: bool,
    /// Whether it is an item of a list.
    pub(super) is_item: bool,
    /// Whether it is an item of a list that holds nothing but errors.
    pub(super) is_listed_error: bool,
}
