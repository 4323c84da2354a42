//! Ids of messages, and names of their arguments. Fluent's grammar has them start with a letter, and go on with
//! letters, digits, `-` and `_`.

use crate::document::defaults::Defaults;
use http::StatusCode;

/// The text of an error object that a message can replace.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Member {
    Title,
    Detail,
}

impl Member {
    /// The attribute of the message that has the text; empty for the message's value.
    pub(crate) const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Title => Some("title"),
            Self::Detail => None,
        }
    }
}

/// The ids of the messages of an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MessageIds {
    /// The ids for its own texts, of which the first existing one counts: `code-Variant`, then `code`. If the code is
    /// the status's, there is the first id alone. A 5xx has none.
    pub(crate) own: Vec<String>,
    /// The id for the texts of its status.
    pub(crate) default: String,
}

impl MessageIds {
    /// `default_code` is the code that the dialect gives an error of this status. A 5xx has the texts of its status
    /// alone, since they are written without knowledge of any cause.
    pub(crate) fn new(
        status: Option<StatusCode>,
        code: &str,
        default_code: &str,
        defaults: Defaults,
        variant: &str,
    ) -> Self {
        let is_private = status.is_some_and(|status| status.is_server_error());
        let has_texts = !defaults.title || !defaults.detail;
        let is_own = !defaults.code || has_texts;
        let mut own = Vec::new();
        if is_own && !is_private && !variant.is_empty() {
            own.push(message_id_of_variant(code, variant));
        }
        if !defaults.code && !is_private {
            own.push(message_id(code));
        }
        Self {
            own,
            default: message_id(default_code),
        }
    }
}

/// The id of a code's message.
pub(crate) fn message_id(code: &str) -> String {
    identifier("error-", code)
}

/// The id of the message of an error that has texts of its own, and the code of its status.
pub(crate) fn message_id_of_variant(code: &str, variant: &str) -> String {
    message_id(&format!("{}-{variant}", message_id(code)))
}

/// The name of the argument that a placeholder, or a member of `meta`, gives.
pub(crate) fn argument_name(name: &str) -> String {
    identifier("arg", name)
}

/// A name with `-` for each forbidden character, behind a prefix unless it starts with a letter.
fn identifier(prefix: &str, name: &str) -> String {
    let is_allowed = |char: &char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
    let chars = name.chars();
    let chars = chars.map(|char| Some(char).filter(is_allowed).unwrap_or('-'));
    let has_letter = name.starts_with(|char: char| char.is_ascii_alphabetic());
    let prefix = if has_letter { "" } else { prefix };
    prefix.chars().chain(chars).collect()
}
