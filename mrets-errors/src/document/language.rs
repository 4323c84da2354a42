//! [`Language`]: the language in which an error is answered.

#[cfg(feature = "fluent")]
pub(crate) use crate::document::languages::language::Language;

#[cfg(all(not(feature = "fluent"), any(feature = "docs", feature = "html")))]
use crate::document::word::{Value, Word};

/// No language: without the feature no dialect has any.
#[cfg(not(feature = "fluent"))]
#[derive(Debug, Clone, Copy)]
pub(crate) enum Language {}

#[cfg(all(not(feature = "fluent"), any(feature = "docs", feature = "html")))]
impl Language {
    pub(crate) fn default_tag(self) -> &'static str {
        match self {}
    }

    #[cfg(any(feature = "docs", all(feature = "html", feature = "__rewrite")))]
    pub(crate) fn is_right_to_left(self) -> bool {
        match self {}
    }

    pub(crate) fn word(self, _: Word, _: &[(&'static str, Value<'_>)]) -> Option<String> {
        match self {}
    }

    pub(crate) fn title_of_status(self, _: &str) -> Option<String> {
        match self {}
    }

    #[cfg(feature = "docs")]
    pub(crate) fn detail_of_status(self, _: &str) -> Option<String> {
        match self {}
    }
}

#[cfg(not(feature = "fluent"))]
impl Language {
    pub(crate) fn tag(self) -> &'static str {
        match self {}
    }

    #[cfg(any(feature = "__rewrite", feature = "tonic"))]
    pub(crate) fn is_default(self) -> bool {
        match self {}
    }
}
