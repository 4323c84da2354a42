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
    let (mut constants, mut arguments) = (Vec::new(), String::new());
    for (number, (variant, answer)) in own_answers(model).iter().enumerate() {
        row(variant, answer, &mut texts, &mut rows);
        add_constants(number, answer, &mut constants);
        add_arguments(number, answer, &mut arguments);
    }
    let rows = Literal::byte_string(&rows);
    let dialect = dialect(model.input);
    let path = path(model.input);
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
pub(super) fn own_answers<'m, 'a>(model: &'m Model<'a>) -> Vec<(&'a Variant<'a>, &'m Answer<'a>)> {
    let mut answers = Vec::new();
    for reply in &model.replies {
        if let ReplyKind::Own(answer) = &reply.kind {
            answers.push((reply.variant, &**answer));
        }
    }
    answers
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
    let code = answer.code();
    let is_path = |text: Option<&Constant<'_>>| matches!(text, Some(Constant::Path(_)));
    let mut bits = 0;
    for (part, _) in parts_of(answer) {
        bits |= bits::of_part(part);
    }
    if matches!(answer.status, Status::Like(_)) {
        bits |= bits::LIKE;
    }
    if matches!(answer.code, Code::Default) && code.is_some() {
        bits |= bits::DEFAULT_CODE;
    }
    if is_path(answer.title.as_ref()) || is_path(code.as_ref()) {
        bits |= bits::CONSTANTS;
    }
    if answer.expose {
        bits |= bits::EXPOSE;
    }
    bits | answer.log.map_or(0, bits::of_level) | answer.grpc.map_or(0, bits::of_grpc)
}

/// Adds the texts that only rustc knows, each with its row.
fn add_constants(row: usize, answer: &Answer<'_>, constants: &mut Vec<TokenStream>) {
    let mut add = |name: &str, text: Option<&Constant<'_>>| {
        if let Some(Constant::Path(path)) = text {
            let row = Literal::usize_unsuffixed(row);
            let name = Ident::new(name, Span::call_site());
            constants.push(quote!((#row, __mrets::Text::#name, #path)));
        }
    };
    add("Title", answer.title.as_ref());
    add("Code", answer.code().as_ref());
}

/// Adds the placeholders of a detail, as a line of the runtime's `Table::arguments`. A translation names its
/// arguments by them.
fn add_arguments(row: usize, answer: &Answer<'_>, lines: &mut String) {
    if let Detail::Written(Text::Format(format)) = &answer.detail {
        lines.push_str(&row.to_string());
        for name in format.value_names() {
            lines.push(' ');
            lines.push_str(name);
        }
        lines.push('\n');
    }
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
