//! How much of a response is read.

/// The longest body that is parsed, in bytes.
pub(super) const LONGEST_BODY: usize = 1024 * 1024;

/// How much of a longer body is looked at, in bytes: the head of a page may be long.
pub(super) const LOOKED_AT: usize = 64 * 1024;

/// How many error objects are kept.
pub(super) const MOST_ERRORS: usize = 10_000;

/// The longest excerpt, in bytes.
pub(super) const LONGEST_EXCERPT: usize = 256;

/// How deep a value may be nested before it is passed over.
pub(super) const DEPTH: usize = 64;

/// Errors that have something in common each get a copy of it, up to this many bytes of JSON.
pub(super) const REPEATED: usize = 1024;
