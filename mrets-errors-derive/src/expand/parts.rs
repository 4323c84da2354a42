//! `Answerable`, the hidden half of the trait. Match one gives a value its row, match two writes the varying
//! parts, and match three visits the errors in fields.

use super::bounds::Impl;
use super::notes;
use super::part::{Part, PartValue, inner, inner_of, message, parts_of};
use super::pattern::pattern;
use super::scope::local;
use crate::format::{Value, out, part};
use crate::model::{Model, Reply, ReplyKind, Status};
use crate::parse::ast::{Field, FieldSet};
use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;

pub(super) fn expand(model: &Model<'_>, imp: &Impl<'_, '_>) -> TokenStream {
    let header = imp.header(&quote!(__mrets::Answerable), imp.bounds_of_parts());
    let answer = answer(model);
    let write = write(model);
    let errors = errors(model);
    let as_made = as_made(model);
    let location = location(model);
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

            #location

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
    let arms = model.replies.iter().map(|reply| match &reply.kind {
        ReplyKind::Transparent(field) => {
            let pattern = pattern(reply, [field.index]);
            let inner = inner(field);
            quote!(#pattern => return __mrets::Answerable::answer(#inner).transparent(&__TABLE),)
        }
        ReplyKind::Own(answer) => {
            let row = row.next().map(Literal::usize_unsuffixed);
            match &answer.status {
                // A number, since LLVM takes seconds for a thousand addresses.
                Status::Fixed(_) => {
                    let path = &reply.variant.path;
                    quote!(#path { .. } => #row,)
                }
                Status::Value(value) => {
                    let pattern = pattern(reply, value.fields.iter().copied());
                    let status = as_status(value);
                    quote!(#pattern => return __mrets::Answer::at(&__TABLE, #row, #status),)
                }
                Status::Like(value) => {
                    let pattern = pattern(reply, value.fields.iter().copied());
                    let inner = inner_of(value);
                    quote! {
                        #pattern => return __mrets::Answerable::answer(#inner).like(&__TABLE, #row),
                    }
                }
            }
        }
    });
    let arms: TokenStream = arms.collect();
    let all_return = model.replies.iter().all(|reply| match &reply.kind {
        ReplyKind::Transparent(_) => true,
        ReplyKind::Own(answer) => !matches!(answer.status, Status::Fixed(_)),
    });
    if all_return {
        // The match never yields a row, and code behind it would be unreachable.
        return quote!(match *self { #arms });
    }
    quote!(__mrets::Answer::of(&__TABLE, match *self { #arms }))
}

/// The status that a value decides. If it decides none, rustc points at the field's type.
fn as_status(value: &Value<'_>) -> TokenStream {
    let tokens = &value.tokens;
    match value.field {
        Some(field) => quote_spanned!(field.ty().span()=> __mrets::as_status(#tokens)),
        None => quote_spanned!(tokens.span()=> __mrets::as_status(&(#tokens))),
    }
}

/// Match three: the errors in fields, and the errors that variants are like.
fn errors(model: &Model<'_>) -> Option<TokenStream> {
    let visitor = local("visit");
    let arms = model.replies.iter().filter_map(|reply| {
        let (pattern, visit) = match &reply.kind {
            ReplyKind::Transparent(field) => {
                let inner = inner(field);
                let visit = quote!(__mrets::Answerable::errors(#inner, #visitor));
                (pattern(reply, [field.index]), visit)
            }
            ReplyKind::Own(answer) => match &answer.status {
                Status::Like(value) => {
                    let inner = inner_of(value);
                    let pattern = pattern(reply, value.fields.iter().copied());
                    (pattern, quote!(#visitor(#inner, 0)))
                }
                Status::Fixed(_) | Status::Value(_) => {
                    let field = answer.errors?;
                    (pattern(reply, [field.index]), visit(field))
                }
            },
        };
        Some(quote!(#pattern => #visit,))
    });
    let body = match_some(
        model,
        arms.collect(),
        &quote!(::core::result::Result::Ok(())),
    )?;
    Some(quote! {
        fn errors(&self, #visitor: &mut __mrets::Visit<'_>) -> ::core::fmt::Result {
            #body
        }
    })
}

/// Visits the errors in an `#[errors]` field.
fn visit(field: &Field<'_>) -> TokenStream {
    let binding = field.pointee_binding();
    let visitor = local("visit");
    quote_spanned!(field.ty().span()=> __mrets::ErrorCollection::visit(#binding, #visitor))
}

/// The method `as_made`, for transparent fields, which may hold an error object made by hand.
fn as_made(model: &Model<'_>) -> Option<TokenStream> {
    let arms = model.replies.iter().filter_map(|reply| {
        let ReplyKind::Transparent(field) = &reply.kind else {
            return None;
        };
        let pattern = pattern(reply, [field.index]);
        let inner = inner(field);
        Some(quote!(#pattern => __mrets::Answerable::as_made(#inner),))
    });
    let body = match_some(model, arms.collect(), &quote!(::core::option::Option::None))?;
    Some(quote! {
        fn as_made(&self) -> ::core::option::Option<&__mrets::ErrorObject> {
            #body
        }
    })
}

/// The place where the error was made, for the log.
fn location(model: &Model<'_>) -> Option<TokenStream> {
    let arms = model.replies.iter().filter_map(|reply| {
        let (pattern, place) = match (&reply.kind, reply.location) {
            (ReplyKind::Transparent(field), _) => {
                let inner = inner(field);
                let place = quote!(__mrets::Answerable::location(#inner));
                (pattern(reply, [field.index]), place)
            }
            (ReplyKind::Own(_), Some(field)) => {
                let binding = &field.binding;
                let some =
                    quote_spanned!(field.ty().span()=> ::core::option::Option::Some(*#binding));
                (pattern(reply, [field.index]), some)
            }
            (ReplyKind::Own(answer), None) => {
                let Status::Like(value) = &answer.status else {
                    return None;
                };
                let inner = inner_of(value);
                let pattern = pattern(reply, value.fields.iter().copied());
                (pattern, quote!(__mrets::Answerable::location(#inner)))
            }
        };
        Some(quote!(#pattern => #place,))
    });
    let body = match_some(model, arms.collect(), &quote!(::core::option::Option::None))?;
    Some(quote! {
        fn location(&self) -> ::core::option::Option<&'static ::core::panic::Location<'static>> {
            #body
        }
    })
}

/// A match of `self` with these arms, and `rest` for the other variants; `None` without arms.
pub(super) fn match_some(
    model: &Model<'_>,
    arms: Vec<TokenStream>,
    rest: &TokenStream,
) -> Option<TokenStream> {
    if arms.is_empty() {
        return None;
    }
    let rest = (arms.len() < model.replies.len()).then(|| quote!(_ => #rest,));
    // All at once, since `quote!` copies an interpolated stream for each one that follows it.
    let arms: TokenStream = arms.into_iter().chain(rest).collect();
    Some(quote!(match *self { #arms }))
}

/// Match two.
fn write(model: &Model<'_>) -> TokenStream {
    if model.replies.is_empty() {
        return quote!(match *self {});
    }
    let (part, out) = (part(), out());
    let mut shows_message = false;
    let arms = model.replies.iter().filter_map(|reply| match &reply.kind {
        ReplyKind::Transparent(field) => {
            let pattern = pattern(reply, [field.index]);
            let inner = inner(field);
            Some(quote!(#pattern => __mrets::forward(#inner, #part, #out),))
        }
        ReplyKind::Own(answer) => {
            let mut parts = parts_of(answer);
            parts.retain(|(part, _)| *part != Part::Errors);
            match parts.as_slice() {
                [] => None,
                [(Part::Detail, PartValue::Message)] => {
                    shows_message = true;
                    None
                }
                parts => Some(arm(reply, parts)),
            }
        }
    });
    let arms: Vec<TokenStream> = arms.collect();
    // Variants without an arm have no part, or only the message.
    let rest = if shows_message {
        message()
    } else {
        quote!(::core::result::Result::Ok(()))
    };
    match_some(model, arms, &rest).unwrap_or(rest)
}

fn arm(reply: &Reply<'_>, parts: &[(Part, PartValue<'_, '_>)]) -> TokenStream {
    let mut fields = FieldSet::default();
    for (_, value) in parts {
        value.collect_fields(&mut fields);
    }
    let pattern = pattern(reply, fields);
    if let [(_, value)] = parts {
        let write = value.write();
        return quote!(#pattern => #write,);
    }
    let arms = parts.iter().map(|(part, value)| {
        let part = part.ident();
        let write = value.write();
        quote!(__mrets::Part::#part => #write,)
    });
    let part = part();
    quote! {
        #pattern => match #part {
            #(#arms)*
            _ => ::core::result::Result::Ok(()),
        },
    }
}
