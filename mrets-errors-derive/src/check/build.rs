//! Builds the model, each node in one expression.

use super::{decode, docs, fields, grpc, headers, log, meta};
use crate::format::{Text, Value, constant};
use crate::model::{Answer, Code, Constant, Detail, Model, Reply, ReplyKind, Status};
use crate::parse::ast::Input;
use crate::parse::ast::variant::Variant;
use crate::parse::attr::field::FieldAttrs;
use crate::parse::attr::item::FormatArgs;
use crate::parse::attr::keys::{Member, TYPE, members};
use crate::parse::attr::message::DisplayOwner;
use crate::parse::attr::status::StatusAttr;
use crate::parse::attr::status_arg::{Fixed, StatusArg};
use crate::parse::attr::text::{ConstText, TextOrExpr};
use crate::report::ctxt::Ctxt;
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use std::borrow::Cow;
use syn::{GenericParam, Path};

/// Builds the model. Resolving a name reports it if no field has it.
pub(super) fn model<'a>(cx: &Ctxt, input: &'a Input<'a>) -> Model<'a> {
    let replies = input.variants.iter();
    Model {
        input,
        replies: replies
            .filter_map(|variant| reply(cx, input, variant))
            .collect(),
    }
}

pub(super) fn status_is_missing(cx: &Ctxt, input: &Input<'_>, variant: &Variant<'_>) {
    let ident = variant.ident;
    let of_fields = variant
        .fields
        .iter()
        .flat_map(|field| &field.original.attrs);
    let is_misplaced = input.attrs.misplaced_status.is_some()
        || of_fields
            .into_iter()
            .any(|attr| attr.path().is_ident("status"))
        || input.is_enum() && variant.attrs.iter().any(|attr| attr.is("mrets"));
    if is_misplaced {
        // That is reported.
        return;
    }
    if input.is_enum() {
        cx.error(
            ident.span(),
            format_args!(
                "`{ident}` has no status: write `#[status(404)]` on it, \
                 or `#[status(500)]` on the enum for all variants that have none"
            ),
        );
    } else {
        cx.error(
            ident.span(),
            format_args!("`{ident}` has no status: write `#[status(404)]` on it"),
        );
    }
}

fn reply<'a>(cx: &Ctxt, input: &'a Input<'a>, variant: &'a Variant<'a>) -> Option<Reply<'a>> {
    let attr = input.status_of(variant)?;
    let is_ours = input.display == DisplayOwner::Us;
    let from = fields::from_field(variant).filter(|_| is_ours);
    if let Some(StatusArg::Transparent(_)) = attr.status {
        let [field] = variant.fields.as_slice() else {
            return None;
        };
        return Some(Reply {
            variant,
            // The field's own.
            source: None,
            from,
            location: None,
            kind: ReplyKind::Transparent(field),
        });
    }
    // Check the keys too, even if the status is a mistake.
    let answer = answer(cx, input, variant, attr);
    attr.status.as_ref()?;
    Some(Reply {
        variant,
        source: fields::source_field(variant).filter(|_| is_ours),
        from,
        location: fields::location_field(variant),
        kind: ReplyKind::Own(Box::new(answer?)),
    })
}

/// The answer of a variant; `None` if its status names a field that does not exist.
fn answer<'a>(
    cx: &Ctxt,
    input: &'a Input<'a>,
    variant: &'a Variant<'a>,
    attr: &'a StatusAttr,
) -> Option<Answer<'a>> {
    let keys = &attr.keys;
    let fixed = match attr.status {
        Some(StatusArg::Fixed(fixed)) => Some(fixed),
        _ => None,
    };
    let value = |tokens: &Option<TokenStream>| {
        let tokens = tokens.clone();
        tokens.and_then(|tokens| Value::resolve(cx, tokens, variant))
    };
    let status = status(cx, variant, attr);
    let meta = meta::members(cx, input, variant, attr);
    let headers = headers::resolve(cx, &keys.headers, variant);
    let errors = fields::errors_field(variant);
    let marked = |mark: fn(&FieldAttrs) -> Option<Span>| {
        let fields = variant.fields.iter();
        fields.filter(move |field| mark(&field.attrs).is_some())
    };
    let is_like = matches!(attr.status, Some(StatusArg::Like(_)));
    let code = code(cx, input, variant, attr);
    let docs = docs::link(input, variant, status.as_ref(), &code);
    let docs = docs.filter(|_| !is_like);
    let answer = Answer {
        title: title(cx, input, keys.title.as_ref()),
        detail: detail(cx, input, variant, attr, fixed),
        expose: keys.expose,
        display: text(cx, keys.display.as_ref(), variant)
            .filter(|_| input.display == DisplayOwner::Us),
        id: value(&keys.id),
        docs: docs_template(input, &keys.members).filter(|_| !is_like),
        members: text_members(cx, variant, &keys.members, docs),
        challenge: headers::challenge(input, attr, fixed, &headers),
        log: log::level(cx, attr),
        grpc: grpc::code(cx, attr),
        headers,
        header_fields: marked(|attrs| attrs.headers).collect(),
        retry_after: value(&keys.retry_after),
        retry: keys.retry.as_ref().map(|word| word.value().to_owned()),
        errors,
        restored: decode::restored(input, variant, status.as_ref(), &code, &meta),
        code,
        meta,
        flattened: marked(|attrs| attrs.flatten).collect(),
        status: status?,
    };
    Some(answer)
}

/// The status. If it is broken, which is reported, any valid one stands in.
fn status<'a>(cx: &Ctxt, variant: &'a Variant<'a>, attr: &StatusAttr) -> Option<Status<'a>> {
    match &attr.status {
        Some(StatusArg::Fixed(fixed)) => Some(Status::Fixed(fixed.status)),
        Some(StatusArg::Value(tokens)) => {
            Value::resolve(cx, tokens.clone(), variant).map(Status::Value)
        }
        Some(StatusArg::Like(tokens)) => {
            Value::resolve(cx, tokens.clone(), variant).map(Status::Like)
        }
        Some(StatusArg::Transparent(_)) | None => Some(Status::Fixed(500)),
    }
}

fn text<'a>(cx: &Ctxt, args: Option<&'a FormatArgs>, variant: &'a Variant<'a>) -> Option<Text<'a>> {
    Text::resolve(cx, args?, variant)
}

/// A title names the kind of problem; it does not vary between occurrences (JSON:API).
fn title<'a>(cx: &Ctxt, input: &Input<'_>, written: Option<&'a ConstText>) -> Option<Constant<'a>> {
    match written? {
        ConstText::Path(path) if starts_with_self(path) && has_type_params(input) => {
            cx.error_spanned(
                path,
                "a title is the same for all parameters of the type: write the path of a constant \
                 outside of it",
            );
            None
        }
        ConstText::Path(path) => Some(constant_path(input, path)),
        ConstText::Literal(literal) => {
            let title = constant(cx, literal);
            if title.is_none() {
                cx.error(
                    literal.span(),
                    "a title does not vary between occurrences: put the placeholder into `detail`, \
                     or write `{{` for a brace",
                );
            }
            title.map(|title| Constant::Text(Cow::Owned(title)))
        }
    }
}

fn detail<'a>(
    cx: &Ctxt,
    input: &Input<'_>,
    variant: &'a Variant<'a>,
    attr: &'a StatusAttr,
    fixed: Option<Fixed>,
) -> Detail<'a> {
    let description = fixed.and_then(Fixed::row).and_then(|row| row.description);
    if let Some(args) = &attr.keys.detail {
        return match Text::resolve(cx, args, variant) {
            Some(text) => Detail::Written(text),
            None => Detail::Description(description),
        };
    }
    let is_client_error = fixed.is_none_or(|fixed| (400..500).contains(&fixed.status));
    match input.display {
        // The other error's.
        _ if matches!(attr.status, Some(StatusArg::Like(_))) => Detail::Description(None),
        // A hand-written message is the detail only by `detail = "{self}"`.
        DisplayOwner::Other if is_client_error && !input.attrs.no_display => Detail::Message,
        _ if fixed.is_some_and(|fixed| fixed.status == 304) => Detail::Description(None),
        _ => Detail::Description(description),
    }
}

fn code<'a>(
    cx: &Ctxt,
    input: &Input<'_>,
    variant: &'a Variant<'a>,
    attr: &'a StatusAttr,
) -> Code<'a> {
    let value = |tokens: TokenStream| {
        let value = Value::resolve(cx, tokens, variant);
        value.map_or(Code::Default, Code::Value)
    };
    match &attr.keys.code {
        Some(TextOrExpr::Expr(tokens)) => value(tokens.clone()),
        Some(TextOrExpr::Text(ConstText::Path(path))) => match path.get_ident() {
            Some(name) if variant.fields.iter().any(|field| field.is_called(name)) => {
                cx.error(
                    name.span(),
                    format_args!("`{name}` is a field: write `code = .{name}`"),
                );
                Code::Default
            }
            // A static cannot name a constant of a generic type.
            _ if starts_with_self(path) && has_type_params(input) => value(path.to_token_stream()),
            _ => Code::Constant(constant_path(input, path)),
        },
        Some(TextOrExpr::Text(ConstText::Literal(literal))) => {
            let code = constant(cx, literal);
            if code.is_none() {
                cx.error(
                    literal.span(),
                    "a code does not vary between occurrences: put the placeholder into `detail`",
                );
            }
            code.map_or(Code::Default, |code| {
                Code::Constant(Constant::Text(Cow::Owned(code)))
            })
        }
        None => match (input.attrs.codes, &attr.status) {
            (None, _) | (_, Some(StatusArg::Like(_))) => Code::Default,
            (Some(case), _) => {
                Code::Constant(Constant::Text(Cow::Owned(case.apply(&variant.name()))))
            }
        },
    }
}

/// `Self::TITLE` or `module::TITLE`, as the static table can name it outside of an impl.
fn constant_path<'a>(input: &Input<'_>, path: &'a Path) -> Constant<'a> {
    if !starts_with_self(path) {
        return Constant::Path(Cow::Borrowed(path));
    }
    let mut path = path.clone();
    if let Some(first) = path.segments.first_mut() {
        first.ident = input.original.ident.clone();
    }
    Constant::Path(Cow::Owned(path))
}

fn starts_with_self(path: &Path) -> bool {
    path.segments.len() > 1
        && path
            .segments
            .first()
            .is_some_and(|first| first.ident == "Self")
}

fn has_type_params(input: &Input<'_>) -> bool {
    let mut params = input.generics().params.iter();
    params.any(|param| !matches!(param, GenericParam::Lifetime(_)))
}

/// The template of `#[mrets(docs = "...")]`, unless the variant writes `type` itself.
fn docs_template(input: &Input<'_>, written: &[(Member, FormatArgs)]) -> Option<String> {
    let is_written = written.iter().any(|(member, _)| *member == TYPE);
    let docs = input.attrs.docs.as_ref()?;
    (!is_written).then(|| docs.value().to_owned())
}

/// The text members that are written, and the link to the errors' page, in the table's order.
fn text_members<'a>(
    cx: &Ctxt,
    variant: &'a Variant<'a>,
    written: &'a [(Member, FormatArgs)],
    mut docs: Option<Text<'a>>,
) -> Vec<(Member, Text<'a>)> {
    let mut texts = Vec::new();
    for member in members() {
        let args = written.iter().find(|(known, _)| *known == member);
        let text = match args {
            Some((_, args)) => Text::resolve(cx, args, variant),
            None if member == TYPE => docs.take(),
            None => None,
        };
        texts.extend(text.map(|text| (member, text)));
    }
    texts
}
