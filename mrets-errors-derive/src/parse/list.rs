//! Token streams as lists between commas.

use super::scan::{Mark, scan};
use super::tokens::flatten;
use proc_macro2::{Span, TokenStream, TokenTree};

/// The tokens between two separating commas, and the comma before them.
pub(crate) struct Run {
    pub(crate) comma: Option<Span>,
    pub(crate) tokens: Vec<TokenTree>,
}

/// Splits a list of expressions at its commas. A trailing comma and empty parentheses give no empty
/// run.
pub(crate) fn split(tokens: TokenStream) -> Vec<Run> {
    let tokens = flatten(tokens);
    let mut commas = Vec::new();
    scan(&tokens, &mut |at, mark| {
        if mark == Mark::Comma {
            commas.push(at);
        }
    });
    let mut commas = commas.into_iter().peekable();
    let mut runs = Vec::new();
    let mut run = Run {
        comma: None,
        tokens: Vec::new(),
    };
    for (at, token) in tokens.into_iter().enumerate() {
        if commas.next_if_eq(&at).is_some() {
            let next = Run {
                comma: Some(token.span()),
                tokens: Vec::new(),
            };
            runs.push(std::mem::replace(&mut run, next));
        } else {
            run.tokens.push(token);
        }
    }
    if !run.tokens.is_empty() {
        runs.push(run);
    }
    runs
}
