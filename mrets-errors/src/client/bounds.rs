//! The bounds within which a response is read.

/// The longest body that is parsed, in bytes.
pub(super) const LONGEST_BODY: usize = 1024 * 1024;

/// The length of the part of a longer body that is read, in bytes: the head of a page may be long.
pub(super) const LOOKED_AT: usize = 64 * 1024;

/// At most this many error objects are kept.
pub(super) const MOST_ERRORS: usize = 10_000;

/// The longest excerpt, in bytes.
pub(super) const LONGEST_EXCERPT: usize = 256;

/// The depth of nesting beyond which a value is skipped.
pub(super) const DEPTH: usize = 64;

/// The longest text or `meta`, in bytes of JSON, that is copied into each of several errors which share it.
pub(super) const REPEATED: usize = 1024;
