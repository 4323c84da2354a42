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
    let (mut notes, mut words) = (String::new(), Vec::new());
    for (row, (variant, answer)) in own_answers(model).iter().enumerate() {
        let mut add = |kind: &str, text: &str| {
            // Writing to a String does not fail.
            let _ = write!(notes, "{row} {kind} {}:{text}", text.len());
        };
        add_texts(variant, answer, &mut add);
        add_lists(answer, &mut |kind: &str, list: Vec<String>| {
            if !list.is_empty() {
                add(kind, &list.len().to_string());
                words.extend(list);
            }
        });
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
                &[#(#words),*],
                &[#(#inner),*],
            );
        }
    }
}

/// The types that answer in fields, each with the number of the rows before it.
fn inner(model: &Model<'_>) -> Vec<TokenStream> {
    let mut rows = 0;
    let catalog = local("catalog");
    let mut types = Vec::new();
    for reply in &model.replies {
        let ty = match &reply.kind {
            ReplyKind::Transparent(field) => type_of_field(field),
            ReplyKind::Own(answer) => {
                rows += 1;
                match (&answer.status, answer.errors) {
                    (Status::Like(value), _) => type_of_like(model, reply, value),
                    (_, Some(errors)) => {
                        let ty = errors.pointee();
                        quote!(__mrets::Items::<#ty>::TYPE)
                    }
                    (_, None) => continue,
                }
            }
        };
        let rows = Literal::usize_unsuffixed(rows);
        let variant = reply.variant.name();
        types.push(quote! {
            (#rows, #variant, |#catalog| (&#ty).__mrets_describe(#catalog))
        });
    }
    types
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
    let pattern = pattern(reply, value.fields.as_slice());
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
    for (row, (_, answer)) in own_answers(model).iter().enumerate() {
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
    let mut schemas = Vec::new();
    for (_, ty, notes) in types {
        schemas.push(quote!((#notes, __mrets::MetaType::<#ty>::TYPE.__mrets_schema())));
    }
    schemas
}

/// Adds the notes of a variant that are one text, or none, by the words that the runtime's `Notes` knows them by.
fn add_texts(variant: &Variant<'_>, answer: &Answer<'_>, add: &mut dyn FnMut(&str, &str)) {
    let doc = variant.doc();
    if !doc.is_empty() {
        add("doc", &doc);
    }
    if variant.is_hidden() {
        add("hidden", "");
    }
    if let Some(note) = variant.deprecated() {
        add("deprecated", &note);
    }
    if let Some(detail) = detail(variant, answer) {
        add("detail", &detail);
    }
    if matches!(answer.detail, Detail::Message) {
        add("message", "");
    }
    if let Some(docs) = &answer.docs {
        add("docs", docs);
    }
    if !answer.header_fields.is_empty() {
        add("other_headers", "");
    }
    if !answer.flattened.is_empty() {
        add("other_meta", "");
    }
    if let Some(retry) = &answer.retry {
        add("retry", retry);
    }
}

/// Adds the notes of a variant that are lists.
fn add_lists(answer: &Answer<'_>, add: &mut dyn FnMut(&str, Vec<String>)) {
    let (mut source, mut places) = (Vec::new(), Vec::new());
    for (member, text) in answer.members_of("source") {
        source.push(member.name.to_owned());
        places.push(text.template());
    }
    add("source", source);
    add("places", places);
    let mut links = Vec::new();
    for (member, text) in answer.members_of("links") {
        if answer.docs.is_none() || member != TYPE {
            links.extend([member.name.to_owned(), text.template()]);
        }
    }
    add("links", links);
    add("headers", headers(answer));
    let mut meta = Vec::new();
    for (name, _) in &answer.meta {
        meta.push(name.clone());
    }
    add("meta", meta);
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
