//! Ids of messages, and names of their arguments. Fluent's grammar has them start with a letter, and go on with
//! letters, digits, `-` and `_`.

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
