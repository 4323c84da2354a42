//! Splitting token streams where syn, without its feature `full`, has no parser.

use proc_macro2::{Delimiter, Spacing, Span, TokenStream, TokenTree};

/// A run of tokens between two separating commas, and the comma before it.
pub(crate) struct Run {
    pub(crate) comma: Option<Span>,
    pub(crate) tokens: Vec<TokenTree>,
}

impl Run {
    /// What stands before the first comma, and what behind it.
    pub(crate) fn split_at_comma(mut self) -> (Self, Option<Self>) {
        let comma = self.tokens.iter().position(|token| is_punct(token, ','));
        let rest = comma.map(|at| {
            let mut tokens = self.tokens.split_off(at).into_iter();
            Self {
                comma: tokens.next().map(|comma| comma.span()),
                tokens: tokens.collect(),
            }
        });
        (self, rest)
    }
}

/// Splits at each comma after which a new item may start. A comma in the head of a closure or
/// within a turbofish (`|a, b|`, `::<A, B>`) belongs to an expression and does not split.
pub(crate) fn split(tokens: TokenStream, starts_item: impl Fn(&[TokenTree]) -> bool) -> Vec<Run> {
    let tokens = flatten(tokens);
    let mut runs = Vec::new();
    let mut run = Run {
        comma: None,
        tokens: Vec::new(),
    };
    let mut nesting = Nesting::default();
    let mut rest = tokens.as_slice();
    while let [token, after @ ..] = rest {
        rest = after;
        nesting.enter(&run.tokens, token);
        if is_punct(token, ',') && nesting.is_outermost() && starts_item(rest) {
            let next = Run {
                comma: Some(token.span()),
                tokens: Vec::new(),
            };
            runs.push(std::mem::replace(&mut run, next));
        } else {
            run.tokens.push(token.clone());
        }
    }
    // Nothing stands behind a trailing comma, nor between empty parentheses.
    if !run.tokens.is_empty() {
        runs.push(run);
    }
    runs
}

/// Takes tokens out of the invisible groups in which `macro_rules!` hands over its fragments.
fn flatten(tokens: TokenStream) -> Vec<TokenTree> {
    tokens
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Group(group)
                if group.delimiter() == Delimiter::None && is_atom(&group.stream()) =>
            {
                flatten(group.stream())
            }
            token => vec![token],
        })
        .collect()
}

/// Takes tokens out of one invisible group around them, where they stand as the user wrote them.
pub(crate) fn ungrouped(tokens: TokenStream) -> TokenStream {
    let mut only = tokens.clone().into_iter();
    match (only.next(), only.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::None => {
            ungrouped(group.stream())
        }
        _ => tokens,
    }
}

/// One literal or one identifier, at any depth of invisible groups: it has no precedence to lose.
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

/// Where in an expression's own lists, of closure parameters and generic arguments, we are.
#[derive(Default)]
pub(crate) struct Nesting {
    closure_head: bool,
    turbofish: usize,
}

impl Nesting {
    /// Takes note of `token`, which follows `before`; true where it closes a turbofish.
    pub(crate) fn enter(&mut self, before: &[TokenTree], token: &TokenTree) -> bool {
        if is_punct(token, '|') {
            self.closure_head = !self.closure_head;
        } else if is_punct(token, '<') && (self.turbofish > 0 || ends_with(before, "::")) {
            self.turbofish += 1;
        } else if is_punct(token, '>') && self.turbofish > 0 && !ends_with(before, "-") {
            self.turbofish -= 1;
            return true;
        }
        false
    }

    fn is_outermost(&self) -> bool {
        !self.closure_head && self.turbofish == 0
    }
}

fn ends_with(tokens: &[TokenTree], puncts: &str) -> bool {
    let mut tokens = tokens.iter().rev();
    puncts.chars().rev().all(|punct| {
        matches!(tokens.next(), Some(TokenTree::Punct(p))
            if p.as_char() == punct && p.spacing() == Spacing::Joint)
    })
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
