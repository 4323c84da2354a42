//! Places in the source. rustc tells them to a macro; in unit tests, which run without rustc, proc-macro2 does, by its
//! feature `span-locations`. With that feature users would compile proc-macro2's map of sources, and never use it.

use proc_macro2::Span;
use std::path::PathBuf;

/// The line and the column at which a span starts.
pub(crate) fn start(span: Span) -> (usize, usize) {
    #[cfg(test)]
    let start = (span.start().line, span.start().column);
    #[cfg(not(test))]
    let start = (span.unwrap().line(), span.unwrap().column());
    start
}

/// The line at which a span starts.
pub(crate) fn line(span: Span) -> usize {
    start(span).0
}

/// The file that a span stands in.
pub(crate) fn file(span: Span) -> Option<PathBuf> {
    #[cfg(test)]
    let file = span.local_file();
    #[cfg(not(test))]
    let file = span.unwrap().local_file();
    file
}
