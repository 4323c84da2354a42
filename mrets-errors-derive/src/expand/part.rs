//! The parts of an answer that its row does not hold.

use crate::format::{DocsLink, MetaCall, Text, Value, WriteCall, out};
use crate::model::{Answer, Code, Detail};
use crate::parse::ast::field::Field;
use crate::parse::ast::field_set::FieldSet;
use crate::parse::attr::keys::{Escape, Member};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned as _;

/// A part of an answer that a row does not hold, as the runtime names it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Detail,
    Display,
    Id,
    Code,
    Member(Member),
    Meta,
    Headers,
    Errors,
}

/// The value of a part, and the way to write it.
pub(super) enum PartValue<'m, 'a> {
    Text(&'m Text<'a>, Escape),
    Shown(&'m Value<'a>),
    /// A code, by `AsRef<str>`, else by `Display`.
    Code(&'m Value<'a>),
    /// The members with names, and the fields that bring others.
    Meta(&'m [(String, Value<'a>)], &'m [&'a Field<'a>]),
    Headers {
        written: &'m [(String, Value<'a>)],
        retry_after: Option<&'m Value<'a>>,
        /// The fields that bring others.
        fields: &'m [&'a Field<'a>],
    },
    /// The errors of a field, which match three visits.
    Errors,
    /// The type's own `Display`.
    Message,
}

impl Part {
    /// The variant of the runtime's `Part`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Detail => "Detail",
            Self::Display => "Display",
            Self::Id => "Id",
            Self::Code => "Code",
            Self::Member(member) => member.part,
            Self::Meta => "Meta",
            Self::Headers => "Headers",
            Self::Errors => "Errors",
        }
    }

    pub(super) fn ident(self) -> Ident {
        Ident::new(self.name(), Span::call_site())
    }
}

/// Everything of an answer that its row does not hold.
pub(super) fn parts_of<'m, 'a>(answer: &'m Answer<'a>) -> Vec<(Part, PartValue<'m, 'a>)> {
    let Answer {
        status: _,
        title: _,
        detail,
        expose: _,
        display,
        code,
        id,
        docs: _,
        members,
        meta,
        flattened,
        headers,
        header_fields,
        retry_after,
        challenge: _,
        log: _,
        errors,
        restored: _,
        retry: _,
        grpc: _,
    } = answer;
    let mut parts = Vec::new();
    match detail {
        Detail::Written(text) if text.is_format() => {
            parts.push((Part::Detail, PartValue::Text(text, Escape::None)));
        }
        Detail::Message => parts.push((Part::Detail, PartValue::Message)),
        Detail::Written(_) | Detail::Description(_) => {}
    }
    if let Some(text) = display
        && text.is_format()
    {
        parts.push((Part::Display, PartValue::Text(text, Escape::None)));
    }
    if let Some(value) = id {
        parts.push((Part::Id, PartValue::Shown(value)));
    }
    if let Code::Value(value) = code {
        parts.push((Part::Code, PartValue::Code(value)));
    }
    for (member, text) in members {
        let value = PartValue::Text(text, member.escape);
        parts.push((Part::Member(*member), value));
    }
    if !meta.is_empty() || !flattened.is_empty() {
        parts.push((Part::Meta, PartValue::Meta(meta, flattened)));
    }
    if !headers.is_empty() || retry_after.is_some() || !header_fields.is_empty() {
        let headers = PartValue::Headers {
            written: headers,
            retry_after: retry_after.as_ref(),
            fields: header_fields,
        };
        parts.push((Part::Headers, headers));
    }
    if errors.is_some() {
        parts.push((Part::Errors, PartValue::Errors));
    }
    parts
}

/// Writes the type's own message.
pub(super) fn message() -> TokenStream {
    write_value(quote!(self))
}

impl PartValue<'_, '_> {
    pub(super) fn collect_fields(&self, fields: &mut FieldSet) {
        match self {
            Self::Text(Text::Format(format), _) => fields.insert_all(&format.fields),
            Self::Text(Text::Const(_) | Text::Docs(_), _) | Self::Message | Self::Errors => {}
            Self::Shown(value) | Self::Code(value) => fields.insert_all(&value.fields),
            Self::Meta(values, maps) => {
                for (_, value) in *values {
                    fields.insert_all(&value.fields);
                }
                for map in *maps {
                    fields.insert(map.index);
                }
            }
            Self::Headers {
                written,
                retry_after,
                fields: maps,
            } => {
                for (_, value) in *written {
                    fields.insert_all(&value.fields);
                }
                if let Some(value) = retry_after {
                    fields.insert_all(&value.fields);
                }
                for map in *maps {
                    fields.insert(map.index);
                }
            }
        }
    }

    /// An expression that writes the part to `__out`.
    pub(super) fn write(&self) -> TokenStream {
        match self {
            Self::Text(Text::Const(text), _) => {
                let mut call = WriteCall::default();
                call.text(text);
                call.finish()
            }
            Self::Text(Text::Format(format), escape) => format.write(*escape),
            Self::Text(Text::Docs(link), _) => {
                let link = docs_link(link);
                write_value(quote!(&#link))
            }
            Self::Shown(value) => {
                let span = value_span(value);
                let value = value.displayed();
                write_value(quote_spanned!(span=> &(#value)))
            }
            // Autoref picks the trait by which the value is a text.
            Self::Code(value) => {
                let span = value_span(value);
                let value = &value.tokens;
                let value = quote_spanned!(span=> (&&__mrets::CodeValue(&(#value))).__mrets_code());
                let write = write_value(quote!(&#value));
                quote! {{
                    use __mrets::{IsText as _, NoCode as _, ShowsText as _};
                    #write
                }}
            }
            Self::Meta(members, maps) => write_meta(members, maps),
            Self::Headers {
                written,
                retry_after,
                fields,
            } => write_headers(written, *retry_after, fields),
            // Match three visits them, so match two has nothing to write.
            Self::Errors => quote!(__mrets::Ok(())),
            Self::Message => message(),
        }
    }
}

fn write_value(value: TokenStream) -> TokenStream {
    let mut call = WriteCall::default();
    call.value(value);
    call.finish()
}

fn write_meta(members: &[(String, Value<'_>)], maps: &[&Field<'_>]) -> TokenStream {
    let out = out();
    let mut call = MetaCall::default();
    for (name, value) in members {
        let (span, tokens) = (value_span(value), &value.tokens);
        let value = match value.field {
            Some(field) => {
                let mut binding = field.binding.clone();
                binding.set_span(span.resolved_at(binding.span()));
                binding.into_token_stream()
            }
            None => quote_spanned!(span=> &(#tokens)),
        };
        call.member(name, value);
    }
    let call = call.finish().unwrap_or_else(|| quote!(__mrets::Ok(())));
    if maps.is_empty() {
        return call;
    }
    let mut flattens = Vec::new();
    for map in maps {
        let binding = &map.binding;
        flattens.push(quote_spanned!(map.ty().span()=> #out.flatten(#binding);));
    }
    // The maps come first, since the others replace their members.
    quote!({ #(#flattens)* #call })
}

fn write_headers(
    written: &[(String, Value<'_>)],
    retry_after: Option<&Value<'_>>,
    fields: &[&Field<'_>],
) -> TokenStream {
    let out = out();
    let mut calls = Vec::new();
    for (name, value) in written {
        let span = value_span(value);
        let value = value.displayed();
        calls.push(quote_spanned!(span=> #out.header(#name, &(#value));));
    }
    if let Some(value) = retry_after {
        let span = value_span(value);
        let value = &value.tokens;
        calls.push(quote_spanned!(span=> #out.retry_after(&(#value));));
    }
    // They come last, since they do not replace the others.
    for field in fields {
        let binding = field.pointee_binding();
        calls.push(quote_spanned!(field.ty().span()=> #out.header_fields(#binding);));
    }
    quote!({ #(#calls)* __mrets::Ok(()) })
}

/// The link to the documentation of a variant, whose anchor has the modules of its type.
fn docs_link(link: &DocsLink<'_>) -> TokenStream {
    let DocsLink {
        template,
        variant,
        code,
        status,
    } = link;
    let code = code
        .as_ref()
        .map_or_else(|| quote!(""), ToTokens::to_token_stream);
    quote! {
        __mrets::DocsLink {
            template: #template,
            table: &__TABLE,
            variant: #variant,
            code: #code,
            status: #status,
        }
    }
}

/// The place at which rustc says that a value lacks a trait: a field's type, or the expression.
fn value_span(value: &Value<'_>) -> Span {
    match value.field {
        Some(field) if field.attrs.meta.is_some() => field.ty().span(),
        _ => value.tokens.span(),
    }
}

/// The error that a variant is like.
pub(super) fn inner_of(value: &Value<'_>) -> TokenStream {
    if let Some(field) = value.field {
        return inner(field);
    }
    let tokens = &value.tokens;
    quote_spanned!(tokens.span()=> __mrets::inner(&(#tokens)))
}

/// The error in a transparent field. It is one call at the type's span, so that rustc reports once if the type is no
/// error.
pub(super) fn inner(field: &Field<'_>) -> TokenStream {
    let binding = &field.binding;
    quote_spanned!(field.ty().span()=> __mrets::inner(#binding))
}
