//! The static table: one row for each variant that answers for itself, and the texts of all rows.

use super::bits;
use super::json::{Rendered, constant_detail, render};
use super::part::parts_of;
use crate::format::Text;
use crate::model::{Answer, Code, Constant, Detail, Model, ReplyKind, Status};
use crate::parse::ast::Input;
use crate::parse::ast::variant::Variant;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

pub(super) fn expand(model: &Model<'_>) -> TokenStream {
    let (mut texts, mut rows) = (String::new(), Vec::new());
    for (variant, answer) in own_answers(model) {
        row(variant, answer, &mut texts, &mut rows);
    }
    let rows = Literal::byte_string(&rows);
    let constants = own_answers(model)
        .enumerate()
        .flat_map(|(row, (_, answer))| constants(row, answer));
    let dialect = dialect(model.input);
    let path = path(model.input);
    let arguments = own_answers(model).enumerate();
    let arguments: String = arguments
        .filter_map(|(row, (_, answer))| arguments_of(row, answer))
        .collect();
    quote! {
        static __TABLE: __mrets::Table = __mrets::Table {
            path: #path,
            texts: #texts,
            rows: #rows,
            constants: &[#(#constants),*],
            dialect: #dialect,
            rendered: __mrets::Rendered::new(),
            arguments: #arguments,
        };
    }
}

/// The type's dialect, else its crate's. `dialect!` puts a constant of this name at the crate's root, and a glob of the
/// root shadows the outer import of the default.
fn dialect(input: &Input<'_>) -> TokenStream {
    match &input.attrs.dialect {
        Some(path) => quote!(&#path),
        None => quote!({
            use crate::*;
            &__MRETS_DIALECT
        }),
    }
}

/// The type's path. A static cannot hold the result of `type_name`.
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

/// Adds a row, as the bytes that the runtime's `RowBytes` describes, and its texts behind the texts of the other
/// rows. The runtime has the default texts itself.
fn row(variant: &Variant<'_>, answer: &Answer<'_>, all_texts: &mut String, rows: &mut Vec<u8>) {
    let status = match answer.status {
        Status::Fixed(status) => status,
        Status::Value(_) | Status::Like(_) => 0,
    };
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
    rows.extend(status.to_le_bytes());
    rows.extend(bits(answer).to_le_bytes());
    // Texts of 4 GiB do not compile.
    let mut add_bound =
        |bound: usize| rows.extend(u32::try_from(bound).unwrap_or_default().to_le_bytes());
    add_bound(all_texts.len());
    for text in texts {
        all_texts.push_str(text);
        add_bound(all_texts.len());
    }
}

/// The bits of the answer's varying parts, and its flags.
fn bits(answer: &Answer<'_>) -> u32 {
    let parts = parts_of(answer).into_iter();
    let parts = parts.fold(0, |bits, (part, _)| bits | bits::of_part(part));
    let is_default_code = matches!(answer.code, Code::Default) && answer.code().is_some();
    let flags = [
        (matches!(answer.status, Status::Like(_)), bits::LIKE),
        (is_default_code, bits::DEFAULT_CODE),
        (constants(0, answer).next().is_some(), bits::CONSTANTS),
        (answer.expose, bits::EXPOSE),
    ];
    let flags = flags.into_iter().filter(|(is_set, _)| *is_set);
    flags.fold(parts, |bits, (_, flag)| bits | flag)
        | answer.log.map_or(0, bits::of_level)
        | answer.grpc.map_or(0, bits::of_grpc)
}

/// The texts that only rustc knows, each with its row.
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

/// Gives the placeholders of a detail, as a line of the runtime's `Table::arguments`. A translation names its
/// arguments by them.
fn arguments_of(row: usize, answer: &Answer<'_>) -> Option<String> {
    let Detail::Written(Text::Format(format)) = &answer.detail else {
        return None;
    };
    let names: Vec<&str> = format.value_names().collect();
    Some(format!("{row} {}\n", names.join(" ")))
}

/// The constant detail, if the attribute gives one.
fn detail<'a>(answer: &'a Answer<'_>) -> Option<&'a str> {
    match &answer.detail {
        Detail::Written(_) => constant_detail(answer),
        Detail::Message | Detail::Description(_) => None,
    }
}

/// The constant message of `Display`, if it is neither the detail nor the title.
fn display<'a>(answer: &'a Answer<'_>) -> Option<&'a str> {
    match &answer.display {
        Some(Text::Const(text)) => Some(text),
        _ => None,
    }
}
