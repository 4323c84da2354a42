//! `Answerable`, the hidden half of the trait. Match one gives a value its row, match two writes the varying
//! parts, and match three visits the errors in fields.

use super::bounds::Impl;
use super::notes;
use super::part::{Part, PartValue, inner, inner_of, message, parts_of};
use super::pattern::{Arm, arm, match_self, match_some};
use super::scope::{local, within_core};
use crate::format::{Value, out, part};
use crate::model::{Model, Reply, ReplyKind, Status};
use crate::parse::ast::field::Field;
use crate::parse::ast::field_set::FieldSet;
use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;

pub(super) fn expand(model: &Model<'_>, imp: &Impl<'_, '_>) -> TokenStream {
    let header = imp.header("Answerable", imp.bounds_of_parts());
    let answer = answer(model);
    let write = write(model);
    let errors = errors(model);
    let made = made(model);
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
            ) -> __mrets::FmtResult {
                #write
            }

            #errors

            #made

            #location

            #describe
        }
    }
}

/// Match one: the row of a value.
fn answer(model: &Model<'_>) -> TokenStream {
    if model.replies.is_empty() {
        return quote!(match *self {});
    }
    let mut rows = 0;
    let mut all_return = true;
    let mut arms = Vec::new();
    for reply in &model.replies {
        arms.push(match &reply.kind {
            ReplyKind::Transparent(field) => {
                let inner = inner(field);
                let answer =
                    quote!(return __mrets::Answerable::answer(#inner).transparent(&__TABLE));
                arm(reply, &[field.index], answer)
            }
            ReplyKind::Own(answer) => {
                let row = Literal::usize_unsuffixed(rows);
                rows += 1;
                match &answer.status {
                    // A number, since LLVM takes seconds for a thousand addresses.
                    Status::Fixed(_) => {
                        all_return = false;
                        arm(reply, &[], row)
                    }
                    Status::Value(value) => {
                        let status = as_status(value);
                        let answer = quote!(return __mrets::Answer::at(&__TABLE, #row, #status));
                        arm(reply, value.fields.as_slice(), answer)
                    }
                    Status::Like(value) => {
                        let inner = inner_of(value);
                        let answer =
                            quote!(return __mrets::Answerable::answer(#inner).like(&__TABLE, #row));
                        arm(reply, value.fields.as_slice(), answer)
                    }
                }
            }
        });
    }
    let row = match_self(arms);
    if all_return {
        // The match never yields a row, and code behind it would be unreachable.
        return row;
    }
    quote!(__mrets::Answer::of(&__TABLE, #row))
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
    let mut arms = Vec::new();
    for reply in &model.replies {
        arms.push(match &reply.kind {
            ReplyKind::Transparent(field) => {
                let inner = inner(field);
                let visit = quote!(__mrets::Answerable::errors(#inner, #visitor));
                arm(reply, &[field.index], visit)
            }
            ReplyKind::Own(answer) => match (&answer.status, answer.errors) {
                (Status::Like(value), _) => {
                    let inner = inner_of(value);
                    let visit = quote!(#visitor(#inner, 0));
                    arm(reply, value.fields.as_slice(), visit)
                }
                (_, Some(field)) => arm(reply, &[field.index], visit(field)),
                (_, None) => continue,
            },
        });
    }
    let body = match_some(arms, model.replies.len(), quote!(__mrets::Ok(())))?;
    Some(quote! {
        fn errors(&self, #visitor: &mut __mrets::Visit<'_>) -> __mrets::FmtResult {
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

/// The method `made`, for transparent fields, which may hold an error object made by hand.
fn made(model: &Model<'_>) -> Option<TokenStream> {
    let answer = local("answer");
    let mut arms = Vec::new();
    for reply in &model.replies {
        if let ReplyKind::Transparent(field) = &reply.kind {
            let inner = inner(field);
            let made = quote!(__mrets::Answerable::made(#inner, #answer));
            arms.push(arm(reply, &[field.index], made));
        }
    }
    let body = match_some(arms, model.replies.len(), quote!(__mrets::None))?;
    Some(quote! {
        fn made(
            &self,
            #answer: &__mrets::Answer,
        ) -> __mrets::Option<__mrets::Box<__mrets::MadeObject>> {
            #body
        }
    })
}

/// The place where the error was made, for the log.
fn location(model: &Model<'_>) -> Option<TokenStream> {
    let mut arms = Vec::new();
    for reply in &model.replies {
        arms.push(match (&reply.kind, reply.location) {
            (ReplyKind::Transparent(field), _) => {
                let inner = inner(field);
                let place = quote!(__mrets::Answerable::location(#inner));
                arm(reply, &[field.index], place)
            }
            (ReplyKind::Own(_), Some(field)) => {
                let binding = &field.binding;
                let span = within_core(field.ty().span());
                let place = quote_spanned!(span=> ::core::option::Option::Some(*#binding));
                arm(reply, &[field.index], place)
            }
            (ReplyKind::Own(answer), None) => {
                let Status::Like(value) = &answer.status else {
                    continue;
                };
                let inner = inner_of(value);
                let place = quote!(__mrets::Answerable::location(#inner));
                arm(reply, value.fields.as_slice(), place)
            }
        });
    }
    let body = match_some(arms, model.replies.len(), quote!(__mrets::None))?;
    Some(quote! {
        fn location(&self) -> __mrets::Option<&'static __mrets::Location<'static>> {
            #body
        }
    })
}

/// Match two: the varying parts.
fn write(model: &Model<'_>) -> TokenStream {
    if model.replies.is_empty() {
        return quote!(match *self {});
    }
    let (part, out) = (part(), out());
    let mut shows_message = false;
    let mut arms = Vec::new();
    for reply in &model.replies {
        match &reply.kind {
            ReplyKind::Transparent(field) => {
                let inner = inner(field);
                let forward = quote!(__mrets::forward(#inner, #part, #out));
                arms.push(arm(reply, &[field.index], forward));
            }
            ReplyKind::Own(answer) => {
                let mut parts = parts_of(answer);
                // Match three visits them.
                parts.retain(|(part, _)| *part != Part::Errors);
                match parts.as_slice() {
                    [] => {}
                    [(Part::Detail, PartValue::Message)] => shows_message = true,
                    parts => arms.push(write_arm(reply, parts)),
                }
            }
        }
    }
    // Variants without an arm have no part, or only the message.
    let rest = if shows_message {
        message()
    } else {
        quote!(__mrets::Ok(()))
    };
    match_some(arms, model.replies.len(), rest.clone()).unwrap_or(rest)
}

fn write_arm<'m>(reply: &'m Reply<'_>, parts: &[(Part, PartValue<'_, '_>)]) -> Arm<'m> {
    let mut fields = FieldSet::default();
    for (_, value) in parts {
        value.collect_fields(&mut fields);
    }
    if let [(_, value)] = parts {
        return arm(reply, fields.as_slice(), value.write());
    }
    let mut writes = Vec::new();
    for (part, value) in parts {
        let part = part.ident();
        let write = value.write();
        writes.push(quote!(__mrets::Part::#part => #write,));
    }
    let part = part();
    let write = quote! {
        match #part {
            #(#writes)*
            _ => __mrets::Ok(()),
        }
    };
    arm(reply, fields.as_slice(), write)
}
