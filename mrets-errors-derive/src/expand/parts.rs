//! `Answerable`, the hidden half of the trait. Match one gives a value its row, match two writes the varying
//! parts, and match three visits the errors in fields.

use super::bounds::Impl;
use super::notes;
use super::part::{Part, PartValue, inner, inner_of, message, parts_of};
use super::pattern::{Arm, arm, match_self, match_some};
use super::scope::local;
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
    let reply = reply(model);
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

            #reply

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

/// Match three: the errors in fields, the errors that variants are like, and the place where an error was made.
fn reply(model: &Model<'_>) -> Option<TokenStream> {
    let question = local("question");
    let mut arms = Vec::new();
    for reply in &model.replies {
        let answer = match &reply.kind {
            ReplyKind::Transparent(field) => {
                let inner = inner(field);
                let forward = quote!(__mrets::Answerable::reply(#inner, #question));
                arms.push(arm(reply, &[field.index], forward));
                continue;
            }
            ReplyKind::Own(answer) => answer,
        };
        let mut fields = FieldSet::default();
        let mut body = None;
        if let Status::Like(value) = &answer.status {
            let inner = inner_of(value);
            fields.insert_all(&value.fields);
            body = Some(quote!(__mrets::like(self, #inner, #question)));
        } else if let Some(field) = answer.errors {
            fields.insert(field.index);
            body = Some(collection(field));
        }
        if let Some(field) = reply.location {
            fields.insert(field.index);
            let binding = &field.binding;
            let locate = quote_spanned!(field.ty().span()=> #question.locate(*#binding));
            let rest = body.unwrap_or_else(|| quote!(__mrets::Ok(())));
            body = Some(quote!({ #locate; #rest }));
        }
        if let Some(body) = body {
            arms.push(arm(reply, fields.as_slice(), body));
        }
    }
    let body = match_some(arms, model.replies.len(), quote!(__mrets::Ok(())))?;
    Some(quote! {
        fn reply(&self, #question: &mut __mrets::Question<'_>) -> __mrets::FmtResult {
            #body
        }
    })
}

/// Replies for an `#[errors]` field.
fn collection(field: &Field<'_>) -> TokenStream {
    let binding = field.pointee_binding();
    let question = local("question");
    quote_spanned!(field.ty().span()=> __mrets::ErrorCollection::reply(#binding, #question))
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
    // The runtime asks for a part only if the row has it.
    let (last, others) = match parts.split_last() {
        Some(((_, last), others)) => (last.write(), others),
        None => (quote!(__mrets::Ok(())), parts),
    };
    if others.is_empty() {
        return arm(reply, fields.as_slice(), last);
    }
    let mut writes = Vec::new();
    for (part, value) in others {
        let part = part.ident();
        let write = value.write();
        writes.push(quote!(__mrets::Part::#part => #write,));
    }
    let part = part();
    let write = quote! {
        match #part {
            #(#writes)*
            _ => #last,
        }
    };
    arm(reply, fields.as_slice(), write)
}
