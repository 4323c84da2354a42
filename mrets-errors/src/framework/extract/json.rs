//! Bodies of JSON.

use crate::framework::extract::misfit::Misfit;
use crate::framework::extract::track::locate;
use serde::de::{DeserializeOwned, IgnoredAny};
use std::fmt::{self, Display};
use std::str;

/// The reason why a body is not read.
#[derive(Debug)]
pub(crate) enum Unread {
    Malformed(Malformed),
    Misfit(Misfit),
}

/// The reason why a body is no JSON, and the place.
#[derive(Debug)]
pub(crate) enum Malformed {
    NoUtf8,
    Ends,
    At { line: usize, column: usize },
}

/// Takes the place where the parser stopped.
impl From<&serde_json::Error> for Malformed {
    fn from(error: &serde_json::Error) -> Self {
        if error.is_eof() {
            return Self::Ends;
        }
        let (line, column) = (error.line(), error.column());
        Self::At { line, column }
    }
}

impl Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoUtf8 => f.write_str("it is not UTF-8"),
            Self::Ends => f.write_str("it ends too early"),
            Self::At { line, column } => write!(f, "line {line}, column {column}"),
        }
    }
}

/// Reads a body at serde_json's own speed. A body that does not fit is read once more, to find the wrong place.
pub(crate) fn from_slice<T: DeserializeOwned>(body: &[u8]) -> Result<T, Unread> {
    if let Ok(value) = serde_json::from_slice(body) {
        return Ok(value);
    }
    let body = str::from_utf8(body).map_err(|_| Unread::Malformed(Malformed::NoUtf8))?;
    // serde_json reports an element too many as malformed JSON, so check the JSON alone first.
    if let Err(error) = serde_json::from_str::<IgnoredAny>(body) {
        return Err(Unread::Malformed(Malformed::from(&error)));
    }
    locate(&mut serde_json::Deserializer::from_str(body)).map_err(Unread::Misfit)
}
