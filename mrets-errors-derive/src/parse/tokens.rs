//! Small questions about tokens.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Takes tokens out of the invisible groups in which `macro_rules!` hands over its fragments.
pub(crate) fn flatten(tokens: TokenStream) -> Vec<TokenTree> {
    flatten_trees(tokens.into_iter().collect())
}

fn flatten_trees(tokens: Vec<TokenTree>) -> Vec<TokenTree> {
    // Nearly all streams have no invisible group.
    if !tokens.iter().any(is_invisible) {
        return tokens;
    }
    let mut out = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group)
                if group.delimiter() == Delimiter::None && is_atom(&group.stream()) =>
            {
                out.extend(flatten(group.stream()));
            }
            token => out.push(token),
        }
    }
    out
}

/// Takes tokens out of an invisible group around them, and out of the groups within it.
pub(crate) fn bare(tokens: &[TokenTree]) -> Vec<TokenTree> {
    match tokens {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => {
            flatten(ungrouped(group.stream()))
        }
        tokens => flatten_trees(tokens.to_vec()),
    }
}

fn is_invisible(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::None)
}

/// Takes tokens out of one invisible group around them, as the user wrote them.
pub(crate) fn ungrouped(tokens: TokenStream) -> TokenStream {
    let mut only = tokens.clone().into_iter();
    match (only.next(), only.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::None => {
            ungrouped(group.stream())
        }
        _ => tokens,
    }
}

/// Whether this is one literal or identifier, at any depth of invisible groups, which has no precedence to lose.
fn is_atom(tokens: &TokenStream) -> bool {
    let mut tokens = tokens.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(group)), None) => {
            group.delimiter() == Delimiter::None && is_atom(&group.stream())
        }
        (Some(TokenTree::Literal(_) | TokenTree::Ident(_)), None) => true,
        _ => false,
    }
}

pub(crate) fn is_punct(token: &TokenTree, punct: char) -> bool {
    matches!(token, TokenTree::Punct(p) if p.as_char() == punct)
}

/// Whether `tokens` start with a single `=`, as opposed to `==` and `=>`.
pub(crate) fn starts_with_eq(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Punct(eq), next, ..] if eq.as_char() == '=' => {
            eq.spacing() == Spacing::Alone || !(is_punct(next, '=') || is_punct(next, '>'))
        }
        [TokenTree::Punct(eq)] => eq.as_char() == '=',
        _ => false,
    }
}

pub(crate) fn stream(tokens: &[TokenTree]) -> TokenStream {
    tokens.iter().cloned().collect()
}
