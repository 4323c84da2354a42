//! A text of the model: constant pieces, placeholders, and their arguments.

use super::spec::Trait;
use super::value::Value;
use super::write::{WriteCall, is_value};
use crate::parse::ast::field::Field;
use crate::parse::ast::field_set::FieldSet;
use crate::parse::attr::keys::Escape;
use crate::parse::attr::text::Str;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use std::borrow::Cow;
use std::ops::Range;
use syn::Path;
use syn::spanned::Spanned as _;

/// A format string whose placeholders are resolved.
pub(crate) enum Text<'a> {
    /// A text without placeholders, as it is shown.
    Const(String),
    Format(Format<'a>),
    /// The link to the documentation, which the runtime makes of the type's name.
    Docs(DocsLink<'a>),
}

/// The link to the documentation of a variant whose anchor the macro does not know.
pub(crate) struct DocsLink<'a> {
    pub(crate) template: String,
    pub(crate) variant: String,
    pub(crate) code: Option<Cow<'a, Path>>,
    /// The HTTP status; 0 if it is known only at run time.
    pub(crate) status: u16,
}

/// A format string with placeholders.
pub(crate) struct Format<'a> {
    pub(crate) literal: &'a Str,
    pub(super) pieces: Vec<Piece>,
    pub(super) args: Vec<Arg<'a>>,
    /// The expressions behind the format string, in their order.
    pub(super) written: Vec<Value<'a>>,
    /// The fields that the arguments name.
    pub(crate) fields: FieldSet,
}

pub(super) enum Piece {
    Text(String),
    Hole(Hole),
}

/// A placeholder `{arg:spec}`. `arg` and the arguments in `spec` are indices into the format's arguments.
#[derive(Clone, Default)]
pub(super) struct Hole {
    /// The name as written, or the number of the argument for `{}`.
    pub(super) name: String,
    pub(super) arg: usize,
    pub(super) spec: Vec<SpecPiece>,
}

#[derive(Clone)]
pub(super) enum SpecPiece {
    Text(String),
    /// A width or precision, `arg$`.
    Arg(usize),
}

pub(super) struct Arg<'a> {
    pub(super) target: Target,
    pub(super) tokens: TokenStream,
    /// The field that the placeholder shows, and its trait, for the inference of bounds.
    pub(super) shows: Option<(&'a Field<'a>, Trait)>,
}

/// The target of a placeholder; equal ones share an argument.
#[derive(Clone, PartialEq)]
pub(super) enum Target {
    Field(usize, Trait),
    /// An argument that the user wrote, by its position.
    Written(usize, Trait),
    /// A constant in scope: `{MAX}`.
    Constant(String),
    This,
}

impl Text<'_> {
    /// Whether it has placeholders.
    pub(crate) fn is_format(&self) -> bool {
        matches!(self, Self::Format(_))
    }

    /// The format string; braces of a constant text are escaped again.
    pub(crate) fn template(&self) -> String {
        match self {
            Self::Const(text) => text.replace('{', "{{").replace('}', "}}"),
            Self::Format(format) => format.literal.value().to_owned(),
            Self::Docs(link) => link.template.clone(),
        }
    }

    /// Whether it shows the value itself, by `{self}`.
    pub(crate) fn shows_self(&self) -> bool {
        match self {
            Self::Const(_) | Self::Docs(_) => false,
            Self::Format(format) => format.args.iter().any(|arg| {
                let is_self = match arg.target {
                    Target::This => true,
                    Target::Written(position, _) => {
                        let value = format.written.get(position);
                        value.is_some_and(|value| value.is_self)
                    }
                    Target::Field(..) | Target::Constant(_) => false,
                };
                is_self && format.displays(arg)
            }),
        }
    }

    /// The constant pieces of a text that `literal` wrote.
    pub(crate) fn constant_pieces(&self, literal: &Str) -> Vec<ConstantPiece<'_>> {
        let value = literal.value();
        match self {
            Self::Docs(_) => Vec::new(),
            Self::Const(text) => vec![ConstantPiece {
                text,
                start: value.find(text.as_str()),
                is_behind_value: false,
            }],
            Self::Format(format) => {
                let (mut pieces, mut is_behind_value) = (Vec::new(), false);
                // Pieces stand in the order of the literal, where one may be a part of another.
                let mut end = 0;
                for part in &format.pieces {
                    if let Piece::Text(text) = part {
                        let rest = value.get(end..).unwrap_or_default();
                        let start = rest.find(text.as_str()).map(|at| end + at);
                        end = start.map_or(end, |start| start + text.len());
                        pieces.push(ConstantPiece {
                            text,
                            start,
                            is_behind_value,
                        });
                    }
                    is_behind_value = matches!(part, Piece::Hole(_));
                }
                pieces
            }
        }
    }
}

/// A piece of a format string between two placeholders.
pub(crate) struct ConstantPiece<'t> {
    pub(crate) text: &'t str,
    /// Its start in the literal, in bytes; `None` if it has escaped braces.
    start: Option<usize>,
    pub(crate) is_behind_value: bool,
}

impl ConstantPiece<'_> {
    /// The place of `len` of its bytes within the literal.
    pub(crate) fn place(&self, at: usize, len: usize) -> Option<Range<usize>> {
        let start = self.start? + at;
        Some(start..start + len)
    }
}

impl<'a> Format<'a> {
    /// The fields that placeholders show, each with the trait that its type needs for that.
    pub(crate) fn shown(&self) -> impl Iterator<Item = (&'a Field<'a>, Trait)> {
        self.args.iter().filter_map(|arg| arg.shows)
    }

    /// Writes `out.write("\u{c}There is no .", &[id])`. If the attribute has arguments,
    /// `match (&(a), &(b)) { (__0, __1) => ... }` stands around it, as `format_args!` does, so that each is evaluated
    /// once, in order.
    pub(crate) fn write(&self, escape: Escape) -> TokenStream {
        let mut call = WriteCall::default();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => call.text(text),
                Piece::Hole(hole) => {
                    if let Some(value) = self.value(hole, escape) {
                        call.value(value);
                    }
                }
            }
        }
        let call = call.finish();
        if self.written.is_empty() {
            return call;
        }
        let values = self.written.iter().map(|value| {
            let value = &value.tokens;
            quote_spanned!(value.span()=> &(#value))
        });
        let written = self.written.iter().enumerate();
        let names = written.map(|(at, value)| argument(at, value.tokens.span()));
        quote! {
            match (#(#values,)*) {
                (#(#names,)*) => #call,
            }
        }
    }

    /// The names of the values that [`write`](Self::write) writes, in order. A text that is
    /// written as a value has an empty name.
    pub(crate) fn value_names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) if is_value(text) => names.push(""),
                Piece::Text(_) => {}
                Piece::Hole(hole) => names.push(&hole.name),
            }
        }
        names
    }

    /// The value of a placeholder, as a `&dyn Display`.
    fn value(&self, hole: &Hole, escape: Escape) -> Option<TokenStream> {
        let span = self.literal.span();
        let value = self.bare_value(hole)?;
        let value = if hole.spec.is_empty() {
            value
        } else if hole.shown_by() == Trait::Display {
            let text = self.format_args(hole);
            let span = span.resolved_at(Span::mixed_site());
            quote_spanned!(span=> __mrets::formatted!(#value, #text))
        } else {
            let text = self.format_args(hole);
            quote!(&#text)
        };
        Some(match escape {
            Escape::None => value,
            Escape::Pointer => quote_spanned!(span=> &__mrets::Pointer(#value)),
            Escape::Percent => quote_spanned!(span=> &__mrets::Percent(#value)),
        })
    }

    /// The value of a placeholder, without its format.
    fn bare_value(&self, hole: &Hole) -> Option<TokenStream> {
        let arg = self.args.get(hole.arg)?;
        let tokens = &arg.tokens;
        Some(match arg.target {
            // These are references already.
            Target::Field(index, _) if !self.may_be_path(index) => tokens.clone(),
            Target::This => tokens.clone(),
            Target::Written(position, Trait::Display) if !self.shows_path(position) => {
                let value = self.written.get(position)?;
                let binding = argument(position, value.tokens.span());
                quote_spanned!(tokens.span()=> &#binding)
            }
            _ => quote_spanned!(tokens.span()=> &#tokens),
        })
    }

    /// Writes `format_args!("{0:>8}", id)`, for a placeholder with a format.
    fn format_args(&self, hole: &Hole) -> TokenStream {
        let mut used = Vec::new();
        let mut text = String::new();
        hole.write(&mut text, |arg| {
            used.iter()
                .position(|known| *known == arg)
                .unwrap_or_else(|| {
                    used.push(arg);
                    used.len() - 1
                })
        });
        let args = used
            .iter()
            .filter_map(|arg| self.args.get(*arg))
            .map(|arg| &arg.tokens);
        // Located at the user's literal, so that rustc points into it. Resolved at the macro, so that lints
        // about the user's style stay away.
        let span = self.literal.span().resolved_at(Span::mixed_site());
        let mut literal = Literal::string(&text);
        literal.set_span(span);
        quote_spanned!(span=> ::core::format_args!(#literal #(, #args)*))
    }

    fn may_be_path(&self, index: usize) -> bool {
        let mut shown = self.shown();
        shown.any(|(field, _)| field.index == index && field.may_be_path)
    }

    fn shows_path(&self, position: usize) -> bool {
        let field = self.written.get(position).and_then(|value| value.field);
        field.is_some_and(|field| field.may_be_path)
    }

    fn displays(&self, wanted: &Arg<'_>) -> bool {
        self.pieces.iter().any(|piece| match piece {
            Piece::Text(_) => false,
            Piece::Hole(hole) => {
                self.args
                    .get(hole.arg)
                    .is_some_and(|arg| arg.target == wanted.target)
                    && hole.shown_by() != Trait::Debug
            }
        })
    }
}

/// The name of a reference to a written argument.
pub(super) fn argument(position: usize, span: Span) -> Ident {
    Ident::new(&format!("__{position}"), span)
}

impl Hole {
    fn shown_by(&self) -> Trait {
        match self.spec.last() {
            Some(SpecPiece::Text(spec)) => Trait::of_spec(spec),
            _ => Trait::Display,
        }
    }

    fn write(&self, out: &mut String, mut number: impl FnMut(usize) -> usize) {
        out.push('{');
        out.push_str(&number(self.arg).to_string());
        if !self.spec.is_empty() {
            out.push(':');
        }
        for piece in &self.spec {
            match piece {
                SpecPiece::Text(text) => out.push_str(text),
                SpecPiece::Arg(arg) => {
                    out.push_str(&number(*arg).to_string());
                    out.push('$');
                }
            }
        }
        out.push('}');
    }
}
