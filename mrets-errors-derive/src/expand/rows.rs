//! The static table: one row for each variant that answers for itself.

use super::json::{Rendered, constant_detail, render};
use super::part::parts_of;
use crate::format::Text;
use crate::model::{Answer, Detail, Model, ReplyKind, Status};
use crate::parse::ast::Variant;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

pub(super) fn expand(model: &Model<'_>) -> TokenStream {
    let media_type = model.input.attrs.media_type.as_ref();
    let media_type = media_type.map(|media_type| quote!(media_type: #media_type,));
    let rows: Vec<TokenStream> = own_answers(model)
        .map(|(variant, answer)| row(variant, answer, media_type.as_ref()))
        .collect();
    let len = Literal::usize_unsuffixed(rows.len());
    quote! {
        static __ROWS: [__mrets::Row; #len] = [#(#rows),*];
    }
}

/// The variants that have a row, in the order of the table.
pub(super) fn own_answers<'m, 'a>(
    model: &'m Model<'a>,
) -> impl Iterator<Item = (&'a Variant<'a>, &'m Answer<'a>)> {
    model.replies.iter().filter_map(|reply| match &reply.kind {
        ReplyKind::Transparent(_) => None,
        ReplyKind::Own(answer) => Some((reply.variant, &**answer)),
    })
}

fn row(
    variant: &Variant<'_>,
    answer: &Answer<'_>,
    media_type: Option<&TokenStream>,
) -> TokenStream {
    let name = variant.name();
    let status = match answer.status {
        Status::Fixed(status) => {
            let status = Literal::u16_unsuffixed(status);
            Some(quote!(status: #status,))
        }
        Status::Field(_) => None,
    };
    let constants = [("title", answer.title.clone()), ("code", answer.code())]
        .into_iter()
        .filter_map(|(name, constant)| Some(field(name, constant?)));
    let texts = [
        ("detail", detail(answer)),
        ("display", display(answer)),
        ("challenge", answer.challenge.as_deref()),
    ]
    .into_iter()
    .filter_map(|(name, text)| Some(field(name, text?)));
    let expose = answer.expose.then(|| quote!(expose: true,));
    let parts: Vec<_> = parts_of(answer)
        .into_iter()
        .map(|(part, _)| part.ident())
        .collect();
    let parts = (!parts.is_empty()).then(|| quote!(parts: #(__mrets::Part::#parts.bit())|*,));
    let rendered = match render(answer) {
        Rendered::Nothing => Vec::new(),
        Rendered::Body(body) => vec![field("body", body)],
        Rendered::Around { before, after } => {
            vec![field("before", before), field("after", after)]
        }
    };
    quote! {
        __mrets::Row {
            variant: #name,
            #status
            #(#constants)*
            #(#texts)*
            #expose
            #parts
            #media_type
            #(#rendered)*
            ..__mrets::Row::BASE
        }
    }
}

fn field(name: &str, text: impl ToTokens) -> TokenStream {
    let name = Ident::new(name, Span::call_site());
    quote!(#name: #text,)
}

/// The constant detail, or what stands in where a varying one fails.
fn detail<'a>(answer: &'a Answer<'_>) -> Option<&'a str> {
    match &answer.detail {
        Detail::Written(Text::Format(_)) => answer.status.row()?.description,
        Detail::Message { fallback } => *fallback,
        Detail::Written(Text::Const(_)) | Detail::Description(_) => constant_detail(answer),
    }
}

/// The constant text of `Display`, where it is not the title.
fn display<'a>(answer: &'a Answer<'_>) -> Option<&'a str> {
    match (&answer.display, &answer.detail) {
        (Some(Text::Const(text)), _) | (None, Detail::Written(Text::Const(text))) => Some(text),
        _ => None,
    }
}
