//! `Answerable::describe`: the catalogue's notes, which only documentation reads.

use super::pattern::pattern;
use super::rows::own_answers;
use super::scope::local;
use crate::format::Value;
use crate::model::{Answer, Detail, Model, Reply, ReplyKind, Status};
use crate::parse::ast::field::Field;
use crate::parse::ast::variant::Variant;
use crate::parse::attr::keys::TYPE;
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use std::fmt::Write as _;
use syn::Lit;
use syn::spanned::Spanned as _;

pub(super) fn expand(model: &Model<'_>) -> TokenStream {
    let mut notes = String::new();
    let mut lists = Vec::new();
    for (row, (variant, answer)) in own_answers(model).enumerate() {
        for (kind, text) in texts(variant, answer) {
            // Writing to a String does not fail.
            let _ = write!(notes, "{row} {kind} {}:{text}", text.len());
        }
        let row = Literal::usize_unsuffixed(row);
        let of_row = lists_of(answer).into_iter();
        lists.extend(of_row.map(|list| quote!((#row, __mrets::NoteList::#list))));
    }
    let inner = inner(model);
    let catalog = local("catalog");
    let meta = meta_schemas(model);
    let describe_meta = (!meta.is_empty()).then(|| {
        quote! {
            use __mrets::MetaSchema as _;
            #catalog.describe_meta(&__TABLE, &[#(#meta),*]);
        }
    });
    // Autoref picks the trait whose method fits.
    let traits = (!inner.is_empty()).then(|| {
        quote! {
            use __mrets::{Describe as _, DescribeNothing as _};
        }
    });
    // Inlined, so that rustc makes code of it only if a program describes the type.
    quote! {
        #[inline]
        fn describe(#catalog: &mut __mrets::Catalog) {
            #traits
            #describe_meta
            #catalog.describe(
                __mrets::type_name::<Self>(),
                &__TABLE,
                #notes,
                &[#(#lists),*],
                &[#(#inner),*],
            );
        }
    }
}

/// The types that answer in fields, each with the number of the rows before it.
fn inner(model: &Model<'_>) -> Vec<TokenStream> {
    let mut rows = 0;
    let catalog = local("catalog");
    model
        .replies
        .iter()
        .filter_map(|reply| {
            let ty = match &reply.kind {
                ReplyKind::Transparent(field) => type_of_field(field),
                ReplyKind::Own(answer) => {
                    rows += 1;
                    match (&answer.status, answer.errors) {
                        (Status::Like(value), _) => type_of_like(model, reply, value),
                        (_, errors) => {
                            let ty = errors?.pointee();
                            quote!(__mrets::Items::<#ty>::TYPE)
                        }
                    }
                }
            };
            let rows = Literal::usize_unsuffixed(rows);
            let variant = reply.variant.name();
            Some(quote! {
                (#rows, #variant, |#catalog| (&#ty).__mrets_describe(#catalog))
            })
        })
        .collect()
}

fn type_of_field(field: &Field<'_>) -> TokenStream {
    let ty = field.ty();
    quote!(__mrets::Inner::<#ty>::TYPE)
}

/// The type of the error that a variant is like. A closure that is not called gives it.
fn type_of_like(model: &Model<'_>, reply: &Reply<'_>, value: &Value<'_>) -> TokenStream {
    if let Some(field) = value.field {
        return type_of_field(field);
    }
    let this = local("this");
    let pattern = pattern(reply, value.fields.iter().copied());
    let tokens = value.tokens_with(&this);
    let ty = quote_spanned!(tokens.span()=> __mrets::Inner::of(&(#tokens)));
    let rest = (model.replies.len() > 1).then(|| quote!(_ => __mrets::None,));
    quote! {
        __mrets::type_by::<Self, _>(|#this| match *#this {
            #pattern => __mrets::Some(#ty),
            #rest
        })
    }
}

/// The types of the members of `meta` that are fields or literals, each once, with notes of the rows and names of its
/// members.
fn meta_schemas(model: &Model<'_>) -> Vec<TokenStream> {
    let mut types: Vec<(String, TokenStream, String)> = Vec::new();
    for (row, (_, answer)) in own_answers(model).enumerate() {
        for (name, value) in &answer.meta {
            let ty = match (value.field, &value.constant) {
                (Some(field), _) => field.ty().to_token_stream(),
                (None, Some(Lit::Str(_))) => quote!(str),
                (None, Some(Lit::Int(_))) => quote!(i64),
                (None, Some(Lit::Bool(_))) => quote!(bool),
                _ => continue,
            };
            let text = ty.to_string();
            let note = format!("{row} meta {}:{name}", name.len());
            match types.iter_mut().find(|(known, ..)| *known == text) {
                Some((.., notes)) => notes.push_str(&note),
                None => types.push((text, ty, note)),
            }
        }
    }
    let types = types.into_iter();
    types
        .map(|(_, ty, notes)| quote!((#notes, (&&&&__mrets::MetaType::<#ty>::TYPE).__mrets_schema())))
        .collect()
}

/// The notes of a variant that are one text, or none, by the words that the runtime's `Notes` knows them by.
fn texts(variant: &Variant<'_>, answer: &Answer<'_>) -> Vec<(&'static str, String)> {
    let flag = |is_set: bool| is_set.then(String::new);
    let notes = [
        ("doc", Some(variant.doc()).filter(|doc| !doc.is_empty())),
        ("hidden", flag(variant.is_hidden())),
        ("deprecated", variant.deprecated()),
        ("detail", detail(variant, answer)),
        ("message", flag(matches!(answer.detail, Detail::Message))),
        ("docs", answer.docs.clone()),
        ("other_headers", flag(!answer.header_fields.is_empty())),
        ("other_meta", flag(!answer.flattened.is_empty())),
        ("retry", answer.retry.clone()),
    ];
    let notes = notes.into_iter();
    notes
        .filter_map(|(kind, text)| Some((kind, text?)))
        .collect()
}

/// The notes of a variant that are lists.
fn lists_of(answer: &Answer<'_>) -> Vec<TokenStream> {
    let mut lists = Vec::new();
    let source = answer.members_of("source");
    let (source, places): (Vec<_>, Vec<_>) = source
        .map(|(member, text)| (member.name, text.template()))
        .unzip();
    if !source.is_empty() {
        lists.push(quote!(Source(&[#(#source),*], &[#(#places),*])));
    }
    let links: Vec<TokenStream> = answer
        .members_of("links")
        .filter(|(member, _)| answer.docs.is_none() || *member != TYPE)
        .map(|(member, text)| {
            let (name, text) = (member.name, text.template());
            quote!((#name, #text))
        })
        .collect();
    if !links.is_empty() {
        lists.push(quote!(Links(&[#(#links),*])));
    }
    let headers = headers(answer);
    if !headers.is_empty() {
        lists.push(quote!(Headers(&[#(#headers),*])));
    }
    let meta: Vec<&String> = answer.meta.iter().map(|(name, _)| name).collect();
    if !meta.is_empty() {
        lists.push(quote!(Meta(&[#(#meta),*])));
    }
    lists
}

/// The detail as written, if the row does not hold it.
fn detail(variant: &Variant<'_>, answer: &Answer<'_>) -> Option<String> {
    match &answer.detail {
        Detail::Written(text) => {
            let template = text.template();
            let is_in_row = !text.is_format() && !template.contains(['{', '}']);
            (!is_in_row).then_some(template)
        }
        Detail::Message => variant.message(),
        Detail::Description(_) => None,
    }
}

/// The names of the headers, sorted.
fn headers(answer: &Answer<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut insert = |name: &str| {
        if let Err(at) = names.binary_search_by(|known| known.as_str().cmp(name)) {
            names.insert(at, name.to_owned());
        }
    };
    for (name, _) in &answer.headers {
        insert(name);
    }
    if answer.retry_after.is_some() {
        insert("retry-after");
    }
    if matches!(answer.status, Status::Fixed(401)) {
        insert("www-authenticate");
    }
    names
}
