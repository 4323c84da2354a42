//! Where in its input a deserializer failed.

use crate::document::escape::Pointer;
use serde_path_to_error::{Path, Segment};
use std::fmt::Write as _;

/// RFC 6901. A variant's name is a member of JSON, as serde writes it.
pub(crate) fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        // Writing to a String does not fail.
        let _ = match segment {
            Segment::Seq { index } => write!(pointer, "/{index}"),
            Segment::Map { key: name } | Segment::Enum { variant: name } => {
                write!(pointer, "/{}", Pointer(name))
            }
            Segment::Unknown => Ok(()),
        };
    }
    pointer
}
