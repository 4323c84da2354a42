//! Expressions that see the fields, such as `.field`.

use crate::format::read::{Raw, captures, read};
use crate::parse::ast::field::Field;
use crate::parse::ast::field_set::FieldSet;
use crate::parse::ast::variant::Variant;
use crate::parse::attr::text::{Str, evaluate};
use crate::parse::scan::{Mark, scan};
use crate::parse::tokens::{flatten, is_punct, ungrouped};
use crate::report::ctxt::Ctxt;
use crate::report::suggest::list;
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Expr, Lit};

/// An expression that sees the fields, such as `.field`.
pub(crate) struct Value<'a> {
    pub(crate) tokens: TokenStream,
    /// The fields that it names.
    pub(crate) fields: FieldSet,
    /// The field, if the expression is only a field, so that a bound can be inferred.
    pub(crate) field: Option<&'a Field<'a>>,
    /// The literal, if the expression is one.
    pub(crate) constant: Option<Lit>,
    /// Whether the expression is `self`.
    pub(crate) is_self: bool,
}

impl<'a> Value<'a> {
    /// Resolves the fields that `tokens` names; `None` if a field does not exist.
    pub(crate) fn resolve(
        cx: &Ctxt,
        tokens: TokenStream,
        variant: &'a Variant<'a>,
    ) -> Option<Self> {
        let constant = constant(&tokens);
        if let Some(Lit::Str(text)) = &constant
            && let Some(name) = shown_field(&text.value(), variant)
        {
            cx.error(
                text.span(),
                format_args!(
                    "this text is no format string, so `{{{name}}}` stays as it is: \
                     write `.{name}`, or `format!(...)`"
                ),
            );
            return None;
        }
        let mut shorthand = Shorthand {
            cx,
            variant,
            fields: FieldSet::default(),
            failed: false,
        };
        let tokens = shorthand.expand(tokens, true);
        let (fields, failed) = (shorthand.fields, shorthand.failed);
        let only = only_ident(&tokens);
        let is_only = |field: &&Field<'_>| only.as_ref().is_some_and(|only| field.binding == *only);
        let field = variant.fields.iter().find(is_only);
        let is_self = only.as_ref().is_some_and(|only| only == "self");
        (!failed).then_some(Self {
            tokens,
            fields,
            field,
            constant,
            is_self,
        })
    }

    /// Whether it is a place within a field, rather than the result of a call.
    pub(crate) fn is_place(&self) -> bool {
        let mut tokens = self.tokens.clone().into_iter();
        !self.fields.is_empty()
            && matches!(tokens.next(), Some(TokenTree::Ident(_)))
            && tokens.all(|token| match token {
                TokenTree::Group(index) => index.delimiter() == Delimiter::Bracket,
                TokenTree::Punct(punct) => punct.as_char() == '.',
                TokenTree::Ident(_) | TokenTree::Literal(_) => true,
            })
    }

    /// The expression with `this` in place of `self`, for a closure.
    pub(crate) fn tokens_with(&self, this: &Ident) -> TokenStream {
        replace_self(self.tokens.clone(), this)
    }

    /// The field itself, as a value.
    pub(crate) fn of_field(field: &'a Field<'a>) -> Self {
        let mut fields = FieldSet::default();
        fields.insert(field.index);
        Self {
            tokens: field.binding.to_token_stream(),
            fields,
            field: Some(field),
            constant: None,
            is_self: false,
        }
    }

    /// A value that has `Display`: a path shows itself by `display()`.
    pub(crate) fn displayed(&self) -> TokenStream {
        match self.field {
            Some(field) if field.may_be_path => as_display(self.tokens.span(), &self.tokens),
            _ => self.tokens.clone(),
        }
    }
}

/// Writes `{ use __mrets::AsDisplay as _; path.__mrets_as_display() }`.
pub(super) fn as_display(span: Span, value: &impl ToTokens) -> TokenStream {
    let span = span.resolved_at(Span::mixed_site());
    quote_spanned! {span=> {
        use __mrets::AsDisplay as _;
        #value.__mrets_as_display()
    }}
}

fn replace_self(tokens: TokenStream, this: &Ident) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut out = Vec::new();
    while let Some(token) = tokens.next() {
        out.push(match token {
            // `self` may start a path.
            TokenTree::Ident(name)
                if name == "self" && !tokens.peek().is_some_and(|next| is_punct(next, ':')) =>
            {
                TokenTree::Ident(this.clone())
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), replace_self(group.stream(), this));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            token => token,
        });
    }
    out.into_iter().collect()
}

/// The identifier, if an expression is nothing else.
fn only_ident(tokens: &TokenStream) -> Option<Ident> {
    let mut tokens = ungrouped(tokens.clone()).into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(only)), None) => Some(only),
        _ => None,
    }
}

/// The field that a text seems to show, as a format string would.
pub(crate) fn shown_field(text: &str, variant: &Variant<'_>) -> Option<String> {
    let mut pieces = read(text).ok()?.into_iter();
    pieces.find_map(|piece| match piece {
        Raw::Hole { name, .. } => variant.field(&name).map(|_| name),
        Raw::Text(_) => None,
    })
}

fn constant(tokens: &TokenStream) -> Option<Lit> {
    let all: Vec<TokenTree> = tokens.clone().into_iter().collect();
    match evaluate(&all) {
        Some(Ok((text, taken))) if taken == all.len() => Some(Lit::Str(text.to_syn())),
        _ => syn::parse2(tokens.clone()).ok(),
    }
}

/// The delimiter of a group. rustc sees through the invisible group of a `macro_rules!` fragment, so a group that may
/// bind less tightly than its neighbours gets parentheses.
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

/// Replaces `.field` by the field's binding.
struct Shorthand<'cx, 'a> {
    cx: &'cx Ctxt,
    variant: &'a Variant<'a>,
    fields: FieldSet,
    failed: bool,
}

impl Shorthand<'_, '_> {
    /// Expands an expression, or the expressions in a group. If `is_checked`, one without an end is a
    /// mistake: rustc would refuse the whole expansion, and miss every impl.
    fn expand(&mut self, tokens: TokenStream, is_checked: bool) -> TokenStream {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let (mut dots, mut groups, mut second) = (Vec::new(), Vec::new(), None);
        let ends = scan(&tokens, &mut |at, mark| match mark {
            Mark::Field => dots.push(at),
            Mark::Group => groups.push(at),
            Mark::Operand => second = second.or(Some(at)),
            Mark::Comma => {}
        });
        if is_checked
            && !self.failed
            && let Some(second) = second.and_then(|at| tokens.get(at))
        {
            self.failed = true;
            self.cx.error(
                second.span(),
                format_args!("expected `,` or an operator before `{second}`"),
            );
        }
        if is_checked
            && !ends
            && !self.failed
            && let Some(last) = tokens.last()
        {
            self.failed = true;
            self.cx.error(
                last.span(),
                "the expression ends here, unfinished: complete it",
            );
        }
        let mut dots = dots.into_iter().peekable();
        let mut out: Vec<TokenTree> = Vec::new();
        let mut tokens = tokens.into_iter().enumerate().peekable();
        while let Some((at, token)) = tokens.next() {
            if dots.next_if_eq(&at).is_some()
                && let Some((_, member)) = tokens.next_if(|(_, token)| is_member(token))
            {
                out.extend(self.member(&member));
                continue;
            }
            let token = match token {
                TokenTree::Group(group) => {
                    if let [.., TokenTree::Ident(_), bang] = &out[..]
                        && is_punct(bang, '!')
                    {
                        self.captures(&group);
                    }
                    let is_checked = is_checked && groups.contains(&at);
                    let inner = self.expand(group.stream(), is_checked);
                    let mut inner = Group::new(delimiter(&group), inner);
                    inner.set_span(group.span());
                    TokenTree::Group(inner)
                }
                TokenTree::Ident(ident) => TokenTree::Ident(self.mention(ident, &out)),
                token => token,
            };
            out.push(token);
        }
        out.into_iter().collect()
    }

    /// Notes a name. A field can be named without the dot too, as the pattern binds it. `self` is the receiver of the
    /// generated method, wherever the user's token comes from.
    fn mention(&mut self, ident: Ident, before: &[TokenTree]) -> Ident {
        if ident == "self" {
            return Ident::new("self", ident.span().resolved_at(Span::call_site()));
        }
        let is_member = match before {
            [.., before, last] => is_punct(last, '.') && !is_punct(before, '.'),
            [last] => is_punct(last, '.'),
            [] => false,
        };
        let mut fields = self.variant.fields.iter();
        match fields.find(|field| field.is_called(&ident)) {
            Some(field) if !is_member => {
                self.fields.insert(field.index);
                field.binding_at(ident.span())
            }
            _ => ident,
        }
    }

    /// Finds the fields that a macro's own format string captures, `format!("{field}")`: the pattern binds them.
    fn captures(&mut self, arguments: &Group) {
        for token in flatten(arguments.stream()) {
            let TokenTree::Literal(literal) = token else {
                continue;
            };
            let Some(literal) = Str::read(&literal) else {
                continue;
            };
            for name in captures(literal.value()) {
                let mut fields = self.variant.fields.iter();
                if let Some(field) = fields.find(|field| field.binding == *name) {
                    self.fields.insert(field.index);
                }
            }
        }
    }

    /// Resolves `.field`, `.0` and `.0.1`, which is one token behind the dot.
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

/// The message about a name that no field has.
pub(crate) fn no_field(name: &str, variant: &Variant<'_>) -> String {
    if variant.fields.is_empty() {
        return format!("no field `{name}`: `{}` has no fields", variant.ident);
    }
    let mut fields = Vec::new();
    for field in &variant.fields {
        fields.push(field.name());
    }
    let fields = list(&fields);
    format!(
        "no field `{name}`: the fields of `{}` are {fields}",
        variant.ident
    )
}
