//! Ids of messages, and names of their arguments, as Fluent's grammar has identifiers: a letter, then
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

/// A name whose forbidden characters are `-`, behind a prefix where no letter leads.
fn identifier(prefix: &str, name: &str) -> String {
    let is_allowed = |char: &char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
    let chars = name.chars();
    let chars = chars.map(|char| Some(char).filter(is_allowed).unwrap_or('-'));
    let has_letter = name.starts_with(|char: char| char.is_ascii_alphabetic());
    let prefix = if has_letter { "" } else { prefix };
    prefix.chars().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::{argument_name, message_id, message_id_of_variant};

    #[test]
    fn ids_are_identifiers() {
        assert_eq!(message_id("too_few"), "too_few");
        assert_eq!(message_id("404"), "error-404");
        assert_eq!(message_id("a.b"), "a-b");
        assert_eq!(message_id("ärger"), "error--rger");
        assert_eq!(message_id(""), "error-");
        assert_eq!(
            message_id_of_variant("404", "NoAccount"),
            "error-404-NoAccount"
        );
        assert_eq!(
            message_id_of_variant("not_found", "NoAccount"),
            "not_found-NoAccount"
        );
    }

    #[test]
    fn arguments_are_identifiers() {
        assert_eq!(argument_name("left"), "left");
        assert_eq!(argument_name("0"), "arg0");
        assert_eq!(argument_name("_id"), "arg_id");
        assert_eq!(argument_name("größe"), "gr--e");
    }
}
