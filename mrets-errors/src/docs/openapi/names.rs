//! The names of components. Each is made of a Rust type alone, so that an operation can refer to it, whatever else
//! the document holds.

use crate::answer::catalog::Group;
use crate::answer::entry::Entry;
use crate::document::address;
use http::StatusCode;
use std::fmt::Write as _;

/// Gives the name of a type's error objects: `shop::invoices::Error` is `InvoicesError`, and
/// the arguments of a generic type follow its name.
pub(super) fn group(group: &Group) -> String {
    match group.name.split_once('=') {
        // A selection without a name of its own is named by the type and the variants.
        Some((ty, variants)) => format!("{}_{}", of_path(ty), variants.replace(',', "_")),
        None => of_path(&group.name),
    }
}

/// Gives the name of a variant's error object.
pub(super) fn variant(entry: &Entry) -> String {
    let name = of_path(address::without_arguments(entry.origin));
    format!("{name}.{}", entry.variant)
}

/// Gives the name of the document that holds a type's error objects.
pub(super) fn envelope(group: &str) -> String {
    format!("{group}.envelope")
}

/// Gives the name of the problem document of a type.
pub(super) fn problem(group: &str) -> String {
    format!("{group}.problem")
}

/// Gives the name of a response.
pub(super) fn response(group: &str, status: Option<StatusCode>) -> String {
    format!("{group}.{}", key(status))
}

/// Gives the key of a status in a Responses Object.
pub(super) fn key(status: Option<StatusCode>) -> String {
    status.map_or_else(|| "default".to_owned(), |status| status.as_str().to_owned())
}

pub(super) fn schema_reference(name: &str) -> String {
    format!("#/components/schemas/{name}")
}

pub(super) fn response_reference(name: &str) -> String {
    format!("#/components/responses/{name}")
}

/// Gives the group of the component that a reference names.
pub(super) fn group_of_reference(reference: &str) -> &str {
    let name = reference.rsplit('/').next().unwrap_or(reference);
    name.split('.').next().unwrap_or(name)
}

fn of_path(path: &str) -> String {
    let mut name = String::new();
    for module in address::modules(path) {
        push_pascal_case(&mut name, module);
    }
    push_allowed(&mut name, address::short(path));
    if let Some((_, arguments)) = path.split_once('<') {
        // `A` and `B`, in `Pair<my_crate::A, my_crate::B>`.
        for argument in arguments.split(['<', '>', ',', ' ', '&', '(', ')', '[', ']']) {
            if !argument.is_empty() && !argument.starts_with('\'') {
                name.push('_');
                push_allowed(&mut name, address::short(argument));
            }
        }
    }
    name
}

fn push_pascal_case(name: &mut String, module: &str) {
    for word in module.split('_') {
        let mut chars = word.chars();
        name.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        push_allowed(name, chars.as_str());
    }
}

/// Adds text with only letters, digits, `.`, `-` and `_`, as names of components have (OpenAPI 3.1, "Components
/// Object").
fn push_allowed(name: &mut String, text: &str) {
    for char in text.chars() {
        match char {
            char if char.is_ascii_alphanumeric() || char == '_' => name.push(char),
            char => {
                // Writing to a String does not fail.
                let _ = write!(name, "u{:x}", u32::from(char));
            }
        }
    }
}
