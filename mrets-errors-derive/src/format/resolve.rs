//! Resolves placeholders to fields, arguments and constants.

use super::read::{Raw, is_of_name, read};
use super::spec::{Trait, type_of};
use super::text::{Arg, Format, Hole, Piece, SpecPiece, Target, Text, argument};
use super::value::{Value, as_display, no_field};
use crate::parse::ast::field::Field;
use crate::parse::ast::field_set::FieldSet;
use crate::parse::ast::variant::Variant;
use crate::parse::attr::item::FormatArgs;
use crate::parse::attr::text::{Str, span_within};
use crate::parse::list::split;
use crate::parse::tokens::{is_punct, starts_with_eq};
use crate::report::ctxt::Ctxt;
use crate::report::suggest::list;
use proc_macro2::{Ident, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use std::ops::Range;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;

/// An argument behind the format string.
struct Written<'a> {
    name: Option<Ident>,
    value: Value<'a>,
    tokens: TokenStream,
    used: bool,
}

impl<'a> Text<'a> {
    /// Resolves the placeholders against the fields of `variant`; `None` if one is wrong, which
    /// is reported.
    pub(crate) fn resolve(
        cx: &Ctxt,
        args: &'a FormatArgs,
        variant: &'a Variant<'a>,
    ) -> Option<Self> {
        Resolver::new(cx, args, variant)?.resolve()
    }
}

struct Resolver<'cx, 'a> {
    cx: &'cx Ctxt,
    literal: &'a Str,
    /// The current placeholder, and its place in the literal.
    placeholder: String,
    place: Range<usize>,
    variant: &'a Variant<'a>,
    written: Vec<Written<'a>>,
    next_positional: usize,
    args: Vec<Arg<'a>>,
    fields: FieldSet,
    /// Whether an argument is a mistake. A placeholder may have meant it.
    argument_failed: bool,
    failed: bool,
}

impl<'cx, 'a> Resolver<'cx, 'a> {
    fn new(cx: &'cx Ctxt, args: &'a FormatArgs, variant: &'a Variant<'a>) -> Option<Self> {
        let mut this = Self {
            cx,
            literal: &args.literal,
            placeholder: String::new(),
            place: 0..0,
            variant,
            written: Vec::new(),
            next_positional: 0,
            args: Vec::new(),
            fields: FieldSet::default(),
            argument_failed: false,
            failed: false,
        };
        let mut tokens = args.args.clone().into_iter();
        if let Some(comma) = tokens.next()
            && !is_punct(&comma, ',')
        {
            cx.error(comma.span(), "expected `,` after the format string");
            return None;
        }
        for run in split(tokens.collect()) {
            this.write_arg(&run.tokens);
        }
        Some(this)
    }

    fn write_arg(&mut self, tokens: &[TokenTree]) {
        let (name, value) = match tokens {
            [TokenTree::Ident(name), rest @ ..] if starts_with_eq(rest) => {
                (Some(name.unraw()), rest.get(1..).unwrap_or_default())
            }
            [TokenTree::Ident(name), TokenTree::Punct(colon), ..]
                if colon.as_char() == ':' && colon.spacing() == Spacing::Alone =>
            {
                self.argument_failed = true;
                self.error(
                    colon.span(),
                    format_args!("expected `=` after `{name}`: write `{name} = .field`"),
                );
                return;
            }
            _ => (None, tokens),
        };
        let value: TokenStream = value.iter().cloned().collect();
        if value.is_empty() {
            let at = name.map_or_else(|| self.literal.span(), |name| name.span());
            self.argument_failed = true;
            self.error(
                at,
                "an argument is missing its value: write `name = .field`",
            );
            return;
        }
        let tokens = tokens.iter().cloned().collect();
        let Some(value) = Value::resolve(self.cx, value, self.variant) else {
            self.argument_failed = true;
            self.failed = true;
            return;
        };
        self.written.push(Written {
            name,
            value,
            tokens,
            used: false,
        });
    }

    fn resolve(mut self) -> Option<Text<'a>> {
        let pieces = match read(self.literal.value()) {
            Ok(pieces) => pieces,
            Err((place, message)) => {
                self.error(span_within(self.literal, place), message);
                return None;
            }
        };
        let mut resolved = Vec::new();
        for piece in pieces {
            match piece {
                Raw::Text(text) => resolved.push(Piece::Text(text)),
                Raw::Hole { name, spec, place } => {
                    self.place = place;
                    self.placeholder.clone_from(&name);
                    if let Some(hole) = self.hole(&name, &spec) {
                        resolved.push(Piece::Hole(hole));
                    }
                }
            }
        }
        for arg in self.written.iter().filter(|arg| !arg.used) {
            // A failed placeholder may have meant this one.
            if !self.failed {
                self.cx.error_spanned(
                    &arg.tokens,
                    "unused argument: show it by a placeholder of the format string, or leave it out",
                );
            }
        }
        if self.failed || self.written.iter().any(|arg| !arg.used) {
            return None;
        }
        if self.args.is_empty() {
            return Some(Text::Const(constant_text(&resolved)));
        }
        Some(Text::Format(Format {
            literal: self.literal,
            pieces: resolved,
            args: self.args,
            written: self.written.into_iter().map(|arg| arg.value).collect(),
            fields: self.fields,
        }))
    }

    #[track_caller]
    fn error(&mut self, at: Span, message: impl std::fmt::Display) {
        self.failed = true;
        self.cx.error_about(&self.placeholder, at, message);
    }

    /// Reports a mistake in the current placeholder.
    #[track_caller]
    fn error_here(&mut self, message: impl std::fmt::Display) {
        self.error(span_within(self.literal, self.place.clone()), message);
    }

    fn hole(&mut self, name: &str, spec: &str) -> Option<Hole> {
        let kind = type_of(spec);
        if !matches!(
            kind,
            "" | "?" | "x?" | "X?" | "x" | "X" | "o" | "b" | "e" | "E" | "p"
        ) {
            self.error_here(format_args!(
                "unknown format `{kind}`: write `{{{name}}}`, `{{{name}:?}}`, or another of \
                     `x`, `X`, `o`, `b`, `e`, `E`, `p`"
            ));
            return None;
        }
        // `.*` takes its precision from the arguments before the value.
        let (spec, mut pieces) = match spec.split_once(".*") {
            Some((before, after)) => {
                let precision = self.positional(Trait::Display)?;
                let mut pieces = self.spec(&format!("{before}."))?;
                pieces.push(SpecPiece::Arg(precision));
                (after, pieces)
            }
            None => (spec, Vec::new()),
        };
        let shown_by = Trait::of_spec(spec);
        let arg = if name.is_empty() {
            self.positional(shown_by)?
        } else {
            self.named(name, shown_by)?
        };
        pieces.extend(self.spec(spec)?);
        let name = if name.is_empty() {
            self.next_positional.saturating_sub(1).to_string()
        } else {
            name.to_owned()
        };
        Some(Hole {
            name,
            arg,
            spec: pieces,
        })
    }

    /// The position of the nth argument without a name.
    fn nth_unnamed(&self, n: usize) -> Option<usize> {
        let args = self.written.iter().enumerate();
        let mut unnamed = args.filter(|(_, arg)| arg.name.is_none());
        unnamed.nth(n).map(|(position, _)| position)
    }

    /// Resolves `{}`: the next argument without a name.
    fn positional(&mut self, shown_by: Trait) -> Option<usize> {
        let position = self.nth_unnamed(self.next_positional);
        self.next_positional += 1;
        if position.is_none() && !self.argument_failed {
            let hint = match self.variant.fields.first() {
                Some(field) => format!("name a field, as in `{{{}}}`", field.name()),
                None => "give it an argument behind the string".to_owned(),
            };
            self.error_here(format_args!("`{{}}` has no argument: {hint}"));
        }
        self.written(position?, shown_by)
    }

    /// Resolves a width or precision that is an argument: `{0:>1$}`, `{0:.places$}`. A `$` that fills, as in
    /// `{0:$<8}`, is text.
    fn spec(&mut self, spec: &str) -> Option<Vec<SpecPiece>> {
        let mut pieces = Vec::new();
        let mut chars = spec.chars();
        let (mut text, mut rest) = match (chars.next(), chars.next()) {
            (Some(fill), Some(align @ ('<' | '^' | '>'))) => {
                (String::from_iter([fill, align]), chars.as_str())
            }
            _ => (String::new(), spec),
        };
        while let Some((before, after)) = rest.split_once('$') {
            let flags = before.trim_end_matches(is_of_name);
            let name = before.get(flags.len()..).unwrap_or_default();
            let is_number = name.starts_with(|c: char| c.is_ascii_digit());
            // In `08$`, the zero is a flag.
            let zero = if is_number && name.len() > 1 && name.starts_with('0') {
                "0"
            } else {
                ""
            };
            let name = name.get(zero.len()..).unwrap_or(name);
            pieces.push(SpecPiece::Text(format!("{text}{flags}{zero}")));
            pieces.push(SpecPiece::Arg(self.named(name, Trait::Display)?));
            text.clear();
            rest = after;
        }
        text.push_str(rest);
        if !text.is_empty() {
            pieces.push(SpecPiece::Text(text));
        }
        Some(pieces)
    }

    /// Resolves `{name}` and `{0}`: an argument, a field, or a constant in scope.
    fn named(&mut self, name: &str, shown_by: Trait) -> Option<usize> {
        let written = self
            .written
            .iter()
            .position(|arg| arg.name.as_ref().is_some_and(|arg| arg == name));
        if let Some(position) = written {
            return self.written(position, shown_by);
        }
        if let Ok(number) = name.parse::<usize>()
            && self.nth_unnamed(0).is_some()
        {
            return self.numbered(number, shown_by);
        }
        if let Some(field) = self.variant.field(name) {
            return Some(self.field(field, shown_by));
        }
        let span = self.literal.span();
        if name == "self" {
            let this = Ident::new("self", Span::call_site());
            return Some(self.arg(Target::This, this.to_token_stream(), None));
        }
        if is_constant(name)
            && let Ok(mut constant) = syn::parse_str::<Ident>(name)
        {
            constant.set_span(span);
            let target = Target::Constant(name.to_owned());
            return Some(self.arg(target, constant.into_token_stream(), None));
        }
        if let Some(raw) = name.strip_prefix("r#") {
            self.error_here(format_args!(
                "a placeholder takes no `r#`: write `{{{raw}}}`"
            ));
        } else if name == "_" || !name.chars().all(is_of_name) {
            self.error_here(format_args!(
                "`{{{name}}}` is no name: a placeholder shows a field or an argument, \
                 as `n` in `detail(\"{{n}}\", n = .items.len())`"
            ));
        } else if !self.argument_failed {
            let mut message = no_field(name, self.variant);
            let mut names = Vec::new();
            for arg in &self.written {
                names.extend(arg.name.as_ref().map(Ident::to_string));
            }
            let arguments = list(&names);
            if !arguments.is_empty() {
                message = format!("{message}, the arguments are {arguments}");
            }
            self.error_here(message);
        }
        None
    }

    /// Resolves `{0}` among arguments without names.
    fn numbered(&mut self, number: usize, shown_by: Trait) -> Option<usize> {
        if self.variant.is_tuple() {
            self.error_here(format_args!(
                "`{{{number}}}` could be a field or an argument: give the argument a name"
            ));
            return None;
        }
        let position = self.nth_unnamed(number);
        if position.is_none() {
            self.error_here(format_args!(
                "`{{{number}}}` has no argument: give it one behind the string, \
                     where the first is `{{0}}`"
            ));
        }
        self.written(position?, shown_by)
    }

    fn field(&mut self, field: &'a Field<'a>, shown_by: Trait) -> usize {
        self.fields.insert(field.index);
        let span = self.literal.span();
        let binding = field.binding_at(span);
        let tokens = match shown_by {
            // `{:p}` means the pointer in the field, and not a pointer to the field.
            Trait::Pointer => quote_spanned!(span=> *#binding),
            Trait::Display if field.may_be_path => as_display(span, &binding),
            _ => binding.into_token_stream(),
        };
        let target = Target::Field(field.index, shown_by);
        self.arg(target, tokens, Some((field, shown_by)))
    }

    fn written(&mut self, position: usize, shown_by: Trait) -> Option<usize> {
        let written = self.written.get_mut(position)?;
        written.used = true;
        let value = &written.value;
        self.fields.insert_all(&value.fields);
        // The expression is evaluated once, to a reference of this name.
        let span = value.tokens.span();
        let binding = argument(position, span);
        let tokens = match (shown_by, value.field) {
            (Trait::Display, Some(field)) if field.may_be_path => as_display(span, &binding),
            _ => quote_spanned!(span=> *#binding),
        };
        let shows = value.field.map(|field| (field, shown_by));
        Some(self.arg(Target::Written(position, shown_by), tokens, shows))
    }

    fn arg(
        &mut self,
        target: Target,
        tokens: TokenStream,
        shows: Option<(&'a Field<'a>, Trait)>,
    ) -> usize {
        if let Some(known) = self.args.iter().position(|arg| arg.target == target) {
            return known;
        }
        self.args.push(Arg {
            target,
            tokens,
            shows,
        });
        self.args.len() - 1
    }
}

/// The text of pieces without placeholders.
fn constant_text(pieces: &[Piece]) -> String {
    let mut all = String::new();
    for piece in pieces {
        if let Piece::Text(text) = piece {
            all.push_str(text);
        }
    }
    all
}

/// Whether a name is a constant's, which is in capitals. Another name that no field has is a mistake.
fn is_constant(name: &str) -> bool {
    name.starts_with(|c: char| c.is_uppercase() || c == '_')
        && name.chars().any(char::is_uppercase)
        && !name.chars().any(char::is_lowercase)
}
