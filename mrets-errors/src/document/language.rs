//! [`Language`]: the language in which an error is answered.

#[cfg(feature = "fluent")]
pub(crate) use crate::document::languages::Language;

/// No language: without the feature no dialect has any.
#[cfg(not(feature = "fluent"))]
#[derive(Debug, Clone, Copy)]
pub(crate) enum Language {}

#[cfg(not(feature = "fluent"))]
impl Language {
    pub(crate) fn tag(self) -> &'static str {
        match self {}
    }

    pub(crate) fn is_default(self) -> bool {
        match self {}
    }
}
