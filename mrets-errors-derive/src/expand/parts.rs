//! `Answerable`, the hidden half of the trait: match one gives a value its row, match two writes what
//! varies in it.

use super::bounds::Impl;
use super::notes;
use crate::format::{Escape, Text, Value, Write, out, part};
use crate::model::{Answer, Detail, Kind, Model, Reply, Status};
use crate::parse::ast::Field;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use std::collections::BTreeSet;
use syn::spanned::Spanned as _;

/// A part of an answer that a row does not hold, as the runtime names it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Detail,
    Display,
    Id,
    Pointer,
    Parameter,
    Header,
    About,
    Type,
    Meta,
    Headers,
    Errors,
}

impl Part {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Detail => ("Detail", "DETAIL"),
            Self::Display => ("Display", "DISPLAY"),
            Self::Id => ("Id", "ID"),
            Self::Pointer => ("Pointer", "POINTER"),
            Self::Parameter => ("Parameter", "PARAMETER"),
            Self::Header => ("Header", "HEADER"),
            Self::About => ("About", "ABOUT"),
            Self::Type => ("Type", "TYPE"),
            Self::Meta => ("Meta", "META"),
            Self::Headers => ("Headers", "HEADERS"),
            Self::Errors => ("Errors", "ERRORS"),
        }
    }

    fn variant(self) -> Ident {
        Ident::new(self.names().0, Span::call_site())
    }

    /// The constant of `Row` that says that a row has this part.
    pub(super) fn bit(self) -> Ident {
        Ident::new(self.names().1, Span::call_site())
    }
}

/// How a part is written.
pub(super) enum Source<'m, 'a> {
    Text(&'m Text<'a>, Escape),
    Value(&'m Value<'a>),
    Meta(&'m [(String, Value<'a>)]),
    Headers(&'m [(String, Value<'a>)], Option<&'m Value<'a>>),
    Errors(&'a Field<'a>),
    /// The type's own `Display`.
    Message,
}

/// Everything of an answer that its row does not hold.
pub(super) fn parts_of<'m, 'a>(answer: &'m Answer<'a>) -> Vec<(Part, Source<'m, 'a>)> {
    let Answer {
        status: _,
        title: _,
        detail,
        expose: _,
        display,
        code: _,
        id,
        pointer,
        parameter,
        header,
        about,
        type_,
        meta,
        headers,
        retry_after,
        challenge: _,
        errors,
        restored: _,
    } = answer;
    let format = |text: &'m Text<'a>| text.is_format().then_some(Source::Text(text, Escape::None));
    let text =
        |text: &'m Option<Text<'a>>, escape| text.as_ref().map(|text| Source::Text(text, escape));
    let detail = match detail {
        Detail::Written(text) => format(text),
        Detail::Message { .. } => Some(Source::Message),
        Detail::Description(_) => None,
    };
    let has_headers = !headers.is_empty() || retry_after.is_some();
    [
        (Part::Detail, detail),
        (Part::Display, display.as_ref().and_then(format)),
        (Part::Id, id.as_ref().map(Source::Value)),
        (Part::Pointer, text(pointer, Escape::Pointer)),
        (Part::Parameter, text(parameter, Escape::None)),
        (Part::Header, text(header, Escape::None)),
        (Part::About, text(about, Escape::Percent)),
        (Part::Type, text(type_, Escape::Percent)),
        (Part::Meta, (!meta.is_empty()).then_some(Source::Meta(meta))),
        (
            Part::Headers,
            has_headers.then_some(Source::Headers(headers, retry_after.as_ref())),
        ),
        (Part::Errors, errors.map(Source::Errors)),
    ]
    .into_iter()
    .filter_map(|(part, source)| Some((part, source?)))
    .collect()
}

pub(super) fn expand(model: &Model<'_>, imp: &Impl<'_>) -> TokenStream {
    let header = imp.header(&quote!(__mrets::Answerable), imp.bounds_of_parts());
    let answer = answer(model);
    let write = write(model);
    let errors = errors(model);
    let as_made = as_made(model);
    let describe = notes::expand(model);
    let (part, out) = (part(), out());
    quote! {
        #[automatically_derived]
        #header {
            fn answer(&self) -> __mrets::Answer {
                #answer
            }

            fn write(
                &self,
                #part: __mrets::Part,
                #out: &mut __mrets::Sink<'_>,
            ) -> ::core::fmt::Result {
                #write
            }

            #errors

            #as_made

            #describe
        }
    }
}

/// Match one.
fn answer(model: &Model<'_>) -> TokenStream {
    if model.replies.is_empty() {
        return quote!(match *self {});
    }
    let mut row = 0..;
    let arms = model.replies.iter().map(|reply| {
        let path = &reply.variant.path;
        match &reply.kind {
            Kind::Transparent(field) => {
                let pattern = pattern(reply, [field.index]);
                let inner = inner(field);
                quote!(#path #pattern => return __mrets::Answerable::answer(#inner).transparent(),)
            }
            Kind::Own(answer) => {
                let row = row.next().map(Literal::usize_unsuffixed);
                match answer.status {
                    // A number: rows would be a thousand addresses for LLVM to think about.
                    Status::Fixed(_) => quote!(#path { .. } => #row,),
                    Status::Field(field) => {
                        let pattern = pattern(reply, [field.index]);
                        let binding = &field.binding;
                        let status = quote_spanned! {field.ty().span()=>
                            __mrets::status_code(#binding)
                        };
                        quote!(#path #pattern => return __mrets::Answer::at(&__ROWS[#row], #status),)
                    }
                }
            }
        }
    });
    let arms = quote!(#(#arms)*);
    let all_return = model.replies.iter().all(|reply| match &reply.kind {
        Kind::Transparent(_) => true,
        Kind::Own(answer) => matches!(answer.status, Status::Field(_)),
    });
    if all_return {
        // The match never yields a row, and code behind it would be unreachable.
        return quote!(match *self { #arms });
    }
    quote!(__mrets::Answer::of(&__ROWS, match *self { #arms }))
}

/// Match three: the errors in fields.
fn errors(model: &Model<'_>) -> Option<TokenStream> {
    let visitor = visitor();
    let arms: Vec<TokenStream> = model
        .replies
        .iter()
        .filter_map(|reply| {
            let (field, visit) = match &reply.kind {
                Kind::Transparent(field) => {
                    let inner = inner(field);
                    (
                        *field,
                        quote!(__mrets::Answerable::errors(#inner, #visitor)),
                    )
                }
                Kind::Own(answer) => {
                    let field = answer.errors?;
                    (field, visit(field))
                }
            };
            let path = &reply.variant.path;
            let pattern = pattern(reply, [field.index]);
            Some(quote!(#path #pattern => #visit,))
        })
        .collect();
    if arms.is_empty() {
        return None;
    }
    let rest =
        (arms.len() < model.replies.len()).then(|| quote!(_ => ::core::result::Result::Ok(()),));
    Some(quote! {
        fn errors(&self, #visitor: &mut __mrets::Visit<'_>) -> ::core::fmt::Result {
            match *self {
                #(#arms)*
                #rest
            }
        }
    })
}

/// Visits the errors in an `#[errors]` field.
fn visit(field: &Field<'_>) -> TokenStream {
    let binding = &field.binding;
    let visitor = visitor();
    quote_spanned!(field.ty().span()=> __mrets::ErrorCollection::visit(#binding, #visitor))
}

/// The parameter of match three, whatever span the match is written at.
fn visitor() -> Ident {
    Ident::new("__visit", Span::call_site())
}

/// A transparent field may be an error object that was made by hand.
fn as_made(model: &Model<'_>) -> Option<TokenStream> {
    let mut transparent = model
        .replies
        .iter()
        .filter_map(|reply| match &reply.kind {
            Kind::Transparent(field) => Some((reply, *field)),
            Kind::Own(_) => None,
        })
        .peekable();
    transparent.peek()?;
    let arms: Vec<TokenStream> = transparent
        .map(|(reply, field)| {
            let path = &reply.variant.path;
            let pattern = pattern(reply, [field.index]);
            let inner = inner(field);
            quote!(#path #pattern => __mrets::Answerable::as_made(#inner),)
        })
        .collect();
    let rest =
        (arms.len() < model.replies.len()).then(|| quote!(_ => ::core::option::Option::None,));
    Some(quote! {
        fn as_made(&self) -> ::core::option::Option<&__mrets::ErrorObject> {
            match *self {
                #(#arms)*
                #rest
            }
        }
    })
}

/// Match two.
fn write(model: &Model<'_>) -> TokenStream {
    if model.replies.is_empty() {
        return quote!(match *self {});
    }
    let (part, out) = (part(), out());
    let mut shows_message = false;
    let arms: Vec<Option<TokenStream>> = model
        .replies
        .iter()
        .map(|reply| match &reply.kind {
            Kind::Transparent(field) => {
                let path = &reply.variant.path;
                let pattern = pattern(reply, [field.index]);
                let inner = inner(field);
                Some(quote!(#path #pattern => __mrets::forward(#inner, #part, #out),))
            }
            Kind::Own(answer) => {
                let mut parts = parts_of(answer);
                parts.retain(|(part, _)| *part != Part::Errors);
                match parts.as_slice() {
                    [] => None,
                    [(Part::Detail, Source::Message)] => {
                        shows_message = true;
                        None
                    }
                    parts => Some(arm(reply, parts)),
                }
            }
        })
        .collect();
    // Variants without an arm have no part, or no other than the message.
    let rest = arms.iter().any(Option::is_none).then(|| {
        if shows_message {
            let message = message();
            quote!(_ => #message,)
        } else {
            quote!(_ => ::core::result::Result::Ok(()),)
        }
    });
    quote! {
        match *self {
            #(#arms)*
            #rest
        }
    }
}

fn arm(reply: &Reply<'_>, parts: &[(Part, Source<'_, '_>)]) -> TokenStream {
    let path = &reply.variant.path;
    let mut fields = BTreeSet::new();
    for (_, source) in parts {
        source.collect_fields(&mut fields);
    }
    let pattern = pattern(reply, fields);
    if let [(_, source)] = parts {
        let write = source.write();
        return quote!(#path #pattern => #write,);
    }
    let arms = parts.iter().map(|(part, source)| {
        let part = part.variant();
        let write = source.write();
        quote!(__mrets::Part::#part => #write,)
    });
    let part = part();
    quote! {
        #path #pattern => match #part {
            #(#arms)*
            _ => ::core::result::Result::Ok(()),
        },
    }
}

/// `{ id: ref id, 1: ref _1, .. }`
fn pattern(reply: &Reply<'_>, fields: impl IntoIterator<Item = usize>) -> TokenStream {
    let bindings = fields
        .into_iter()
        .filter_map(|index| reply.variant.fields.get(index))
        .map(|field| {
            let (member, binding) = (&field.member, &field.binding);
            quote!(#member: ref #binding,)
        });
    quote!({ #(#bindings)* .. })
}

/// The error in a transparent field. One call, at the type's span: where it is none, rustc says so
/// once.
pub(super) fn inner(field: &Field<'_>) -> TokenStream {
    let binding = &field.binding;
    quote_spanned!(field.ty().span()=> __mrets::inner(#binding))
}

fn message() -> TokenStream {
    let out = out();
    quote!(#out.write(&[""], &[self]))
}

impl Source<'_, '_> {
    fn collect_fields(&self, fields: &mut BTreeSet<usize>) {
        match self {
            Self::Text(Text::Format(format), _) => fields.extend(&format.fields),
            Self::Text(Text::Const(_), _) | Self::Message => {}
            Self::Value(value) => fields.extend(&value.fields),
            Self::Meta(values) => values
                .iter()
                .for_each(|(_, value)| fields.extend(&value.fields)),
            Self::Headers(values, retry_after) => {
                let values = values.iter().map(|(_, value)| value);
                for value in values.chain(*retry_after) {
                    fields.extend(&value.fields);
                }
            }
            Self::Errors(field) => {
                fields.insert(field.index);
            }
        }
    }

    /// An expression that writes the part to `__out`.
    fn write(&self) -> TokenStream {
        let out = out();
        match self {
            Self::Text(Text::Const(text), _) => {
                let mut call = Write::default();
                call.text(text);
                call.finish()
            }
            Self::Text(Text::Format(format), escape) => format.write(*escape),
            Self::Value(value) => {
                let span = value_span(value);
                let value = &value.tokens;
                let value = quote_spanned!(span=> &(#value));
                quote!(#out.write(&[""], &[#value]))
            }
            Self::Meta(members) => {
                let members = members.iter().map(|(name, value)| {
                    let span = value_span(value);
                    let value = &value.tokens;
                    quote_spanned!(span=> #out.meta(#name, &(#value));)
                });
                quote!({ #(#members)* ::core::result::Result::Ok(()) })
            }
            Self::Headers(headers, retry_after) => {
                let headers = headers.iter().map(|(name, value)| {
                    let span = value_span(value);
                    let value = &value.tokens;
                    quote_spanned!(span=> #out.header(#name, &(#value));)
                });
                let retry_after = retry_after.map(|value| {
                    let span = value_span(value);
                    let value = &value.tokens;
                    quote_spanned!(span=> #out.retry_after(&(#value));)
                });
                quote!({ #(#headers)* #retry_after ::core::result::Result::Ok(()) })
            }
            Self::Errors(field) => visit(field),
            Self::Message => message(),
        }
    }
}

/// Where rustc points when a value lacks a trait: at a field's type, or at the expression.
fn value_span(value: &Value<'_>) -> Span {
    match value.field {
        Some(field) if field.attrs.meta.is_some() => field.ty().span(),
        _ => value.tokens.span(),
    }
}
