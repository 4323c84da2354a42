//! The static table: one row for each variant that answers for itself, and the texts of all rows.

use super::json::{Rendered, constant_detail, render};
use super::part::parts_of;
use crate::format::Text;
use crate::model::{Answer, Code, Constant, Detail, Model, ReplyKind, Status};
use crate::parse::ast::{Input, Variant};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

pub(super) fn expand(model: &Model<'_>) -> TokenStream {
    let mut texts = String::new();
    let rows: Vec<TokenStream> = own_answers(model)
        .map(|(variant, answer)| row(variant, answer, &mut texts))
        .collect();
    let constants = own_answers(model)
        .enumerate()
        .flat_map(|(row, (_, answer))| constants(row, answer));
    let dialect = dialect(model.input);
    let path = path(model.input);
    let arguments = own_answers(model).enumerate();
    let arguments: Vec<TokenStream> = arguments
        .filter_map(|(row, (_, answer))| arguments_of(row, answer))
        .collect();
    let arguments = if arguments.is_empty() {
        quote!(__mrets::NO_ARGUMENTS)
    } else {
        quote!(__mrets::arguments!(#(#arguments),*))
    };
    quote! {
        static __TABLE: __mrets::Table = __mrets::Table {
            path: #path,
            texts: #texts,
            rows: &[#(#rows),*],
            constants: &[#(#constants),*],
            dialect: #dialect,
            rendered: __mrets::Rendered::new(),
            arguments: #arguments,
        };
    }
}

/// The type's dialect, else its crate's: `dialect!` gives the crate's root a constant of this name, and the
/// glob of it comes before the import of the default one around it.
fn dialect(input: &Input<'_>) -> TokenStream {
    match &input.attrs.dialect {
        Some(path) => quote!(&#path),
        None => quote!({
            use crate::*;
            &__MRETS_DIALECT
        }),
    }
}

/// The type's path. `type_name` is none that a static can hold.
fn path(input: &Input<'_>) -> TokenStream {
    let name = format!("::{}", input.original.ident);
    quote!(::core::concat!(::core::module_path!(), #name))
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

/// A row, whose texts go behind the texts of the other rows. The runtime has the default texts itself.
fn row(variant: &Variant<'_>, answer: &Answer<'_>, all_texts: &mut String) -> TokenStream {
    let status = match answer.status {
        Status::Fixed(status) => status,
        Status::Value(_) | Status::Like(_) => 0,
    };
    let is_like = matches!(answer.status, Status::Like(_));
    let like = is_like.then(|| quote!(__mrets::Row::LIKE));
    let (before, after) = match render(answer) {
        Rendered::Nothing => (String::new(), String::new()),
        Rendered::Body(body) => (body, String::new()),
        Rendered::Around { before, after } => (before, after),
    };
    let code = answer.code();
    // In the order of the runtime's `Text`.
    let texts = [
        &variant.name(),
        answer.challenge.as_deref().unwrap_or_default(),
        answer
            .title
            .as_ref()
            .and_then(Constant::text)
            .unwrap_or_default(),
        code.as_ref().and_then(Constant::text).unwrap_or_default(),
        detail(answer).unwrap_or_default(),
        display(answer).unwrap_or_default(),
        &before,
        &after,
    ];
    let mut bounds = vec![all_texts.len()];
    for text in texts {
        all_texts.push_str(text);
        bounds.push(all_texts.len());
    }
    let bounds = bounds.into_iter().map(Literal::usize_unsuffixed);
    let status = Literal::u16_unsuffixed(status);
    let parts = parts_of(answer).into_iter().map(|(part, _)| {
        let part = part.ident();
        quote!(__mrets::Part::#part.bit())
    });
    let expose = answer.expose.then(|| quote!(__mrets::Row::EXPOSE));
    let is_default = matches!(answer.code, Code::Default) && code.is_some();
    let default_code = is_default.then(|| quote!(__mrets::Row::DEFAULT_CODE));
    let log = answer.log.map(|level| {
        let level = Ident::new(level, Span::call_site());
        quote!(__mrets::LogLevel::#level.bits())
    });
    let grpc = answer.grpc.map(|code| {
        let code = Ident::new(code, Span::call_site());
        quote!(__mrets::GrpcCode::#code.bits())
    });
    let has_constants = constants(0, answer).next().is_some();
    let has_constants = has_constants.then(|| quote!(__mrets::Row::CONSTANTS));
    let mut parts = parts
        .chain(expose)
        .chain(default_code)
        .chain(log)
        .chain(grpc)
        .chain(has_constants)
        .chain(like)
        .peekable();
    let parts = if parts.peek().is_none() {
        quote!(0)
    } else {
        quote!(#(#parts)|*)
    };
    quote! {
        __mrets::Row { status: #status, parts: #parts, bounds: [#(#bounds),*] }
    }
}

/// The texts that rustc alone knows, each with its row.
fn constants(row: usize, answer: &Answer<'_>) -> impl Iterator<Item = TokenStream> {
    let row = Literal::usize_unsuffixed(row);
    let texts = [("Title", answer.title.clone()), ("Code", answer.code())];
    texts
        .into_iter()
        .filter_map(move |(name, constant)| match constant? {
            Constant::Text(_) => None,
            Constant::Path(path) => {
                let name = Ident::new(name, Span::call_site());
                Some(quote!((#row, __mrets::Text::#name, #path)))
            }
        })
}

/// The placeholders of a detail, which a translation names its arguments by. The facade drops them where
/// it has no languages.
fn arguments_of(row: usize, answer: &Answer<'_>) -> Option<TokenStream> {
    let Detail::Written(Text::Format(format)) = &answer.detail else {
        return None;
    };
    let row = Literal::usize_unsuffixed(row);
    let names = format.value_names();
    Some(quote!((#row, &[#(#names),*])))
}

/// The constant detail, where the attribute gives it.
fn detail<'a>(answer: &'a Answer<'_>) -> Option<&'a str> {
    match &answer.detail {
        Detail::Written(_) => constant_detail(answer),
        Detail::Message | Detail::Description(_) => None,
    }
}

/// The constant message of `Display`, where it is neither the detail nor the title.
fn display<'a>(answer: &'a Answer<'_>) -> Option<&'a str> {
    match &answer.display {
        Some(Text::Const(text)) => Some(text),
        _ => None,
    }
}
