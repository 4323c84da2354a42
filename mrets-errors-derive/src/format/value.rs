//! Expressions that see the fields, `.field` among them.

use super::resolve::no_field;
use crate::parse::ast::{Field, Variant};
use crate::parse::tokens::{Nesting, is_punct};
use crate::report::ctxt::Ctxt;
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::BTreeSet;
use syn::ext::IdentExt as _;
use syn::{Expr, Lit};

/// An expression that sees the fields, `.field` among them.
pub(crate) struct Value<'a> {
    pub(crate) tokens: TokenStream,
    /// The fields that it names.
    pub(crate) fields: BTreeSet<usize>,
    /// The field that it is, where it is nothing else: then a bound can be inferred.
    pub(crate) field: Option<&'a Field<'a>>,
    /// The literal that it is.
    pub(crate) constant: Option<Lit>,
}

impl<'a> Value<'a> {
    /// Resolves the fields that `tokens` names; none where there is no such field.
    pub(crate) fn resolve(
        cx: &Ctxt,
        tokens: TokenStream,
        variant: &'a Variant<'a>,
    ) -> Option<Self> {
        let constant = syn::parse2::<Lit>(tokens.clone()).ok();
        let mut shorthand = Shorthand {
            cx,
            variant,
            fields: BTreeSet::new(),
            failed: false,
        };
        let tokens = shorthand.expand(tokens);
        let (fields, mut failed) = (shorthand.fields, shorthand.failed);
        if !failed
            && is_unfinished(&tokens)
            && let Some(last) = tokens.clone().into_iter().last()
        {
            failed = true;
            cx.error(
                last.span(),
                "the expression ends here, unfinished: complete it",
            );
        }
        let field = syn::parse2::<Ident>(tokens.clone())
            .ok()
            .and_then(|only| variant.fields.iter().find(|field| field.binding == only));
        (!failed).then_some(Self {
            tokens,
            fields,
            field,
            constant,
        })
    }

    /// The field itself, as a value.
    pub(crate) fn of_field(field: &'a Field<'a>) -> Self {
        Self {
            tokens: field.binding.to_token_stream(),
            fields: BTreeSet::from([field.index]),
            field: Some(field),
            constant: None,
        }
    }
}

/// Whether an expression lacks its end: rustc would refuse the whole expansion, and miss every impl.
fn is_unfinished(tokens: &TokenStream) -> bool {
    // Without its feature `full`, syn does not know all expressions; but where one ends it knows.
    syn::parse2::<Expr>(tokens.clone())
        .is_err_and(|error| error.to_string().starts_with("unexpected end of input"))
}

/// A `macro_rules!` fragment comes in an invisible group, which rustc sees through: what binds less
/// tightly than its neighbours might is kept together by parentheses.
fn delimiter(group: &Group) -> Delimiter {
    let is_loose = || {
        matches!(
            syn::parse2(group.stream()),
            Ok(Expr::Binary(_) | Expr::Cast(_) | Expr::Unary(_))
        )
    };
    match group.delimiter() {
        Delimiter::None if is_loose() => Delimiter::Parenthesis,
        delimiter => delimiter,
    }
}

/// Puts the field's binding where `.field` stands.
struct Shorthand<'cx, 'a> {
    cx: &'cx Ctxt,
    variant: &'a Variant<'a>,
    fields: BTreeSet<usize>,
    failed: bool,
}

impl Shorthand<'_, '_> {
    fn expand(&mut self, tokens: TokenStream) -> TokenStream {
        let mut out: Vec<TokenTree> = Vec::new();
        let mut nesting = Nesting::default();
        // An expression can begin here, so a dot is no member access.
        let mut begins = true;
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            if begins
                && is_punct(&token, '.')
                && let Some(member) = tokens.next_if(is_member)
            {
                begins = false;
                out.extend(self.member(&member));
                continue;
            }
            let closes_turbofish = nesting.enter(&out, &token);
            begins = !closes_turbofish && may_begin_after(&token);
            let token = match token {
                TokenTree::Group(group) => {
                    let inner = self.expand(group.stream());
                    let mut inner = Group::new(delimiter(&group), inner);
                    inner.set_span(group.span());
                    TokenTree::Group(inner)
                }
                TokenTree::Ident(ident) => {
                    self.mention(&ident, &out);
                    TokenTree::Ident(ident)
                }
                token => token,
            };
            out.push(token);
        }
        out.into_iter().collect()
    }

    /// A field can be named without the dot too, as the pattern binds it.
    fn mention(&mut self, ident: &Ident, before: &[TokenTree]) {
        let is_method = before.last().is_some_and(|token| is_punct(token, '.'));
        let field = self
            .variant
            .fields
            .iter()
            .find(|field| field.binding == *ident);
        if let Some(field) = field
            && !is_method
        {
            self.fields.insert(field.index);
        }
    }

    /// `.field`, `.0` and `.0.1`, which is one token behind the dot.
    fn member(&mut self, member: &TokenTree) -> Vec<TokenTree> {
        let span = member.span();
        let text = match member {
            TokenTree::Ident(ident) => ident.unraw().to_string(),
            member => member.to_string(),
        };
        let (name, inner) = text
            .split_once('.')
            .map_or((text.as_str(), None), |(name, inner)| {
                (name, inner.parse::<u32>().ok())
            });
        let Some(field) = self.variant.field(name) else {
            self.failed = true;
            self.cx.error(span, no_field(name, self.variant));
            return Vec::new();
        };
        self.fields.insert(field.index);
        let mut tokens = vec![TokenTree::Ident(field.binding_at(span))];
        if let Some(inner) = inner {
            let mut dot = Punct::new('.', Spacing::Alone);
            dot.set_span(span);
            let mut index = Literal::u32_unsuffixed(inner);
            index.set_span(span);
            tokens.extend([TokenTree::Punct(dot), TokenTree::Literal(index)]);
        }
        tokens
    }
}

fn is_member(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(_) => true,
        TokenTree::Literal(literal) => literal
            .to_string()
            .starts_with(|c: char| c.is_ascii_digit()),
        _ => false,
    }
}

fn may_begin_after(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(punct) => !matches!(punct.as_char(), '.' | '?' | '\'' | '#' | '$' | '@'),
        TokenTree::Ident(ident) => matches!(
            ident.to_string().as_str(),
            "break" | "else" | "if" | "in" | "match" | "mut" | "return" | "while" | "move"
        ),
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    }
}
