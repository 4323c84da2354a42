//! Headers of impls: generics as written, and the bounds that the attributes ask of field types.

use super::scope::within_core;
use crate::format::{Text, Trait, Value};
use crate::model::{Answer, Code, Detail, Model, ReplyKind, Restore, Status};
use crate::parse::ast::Input;
use crate::parse::ast::field::Field;
use crate::parse::ast::variant::Variant;
use crate::parse::attr::message::DisplayOwner;
use crate::parse::types;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::{
    Data, GenericParam, Generics, Token, Type, TypeGenerics, TypeParamBound, WherePredicate,
};

/// The parts that the headers of all impls for one type share.
pub(crate) struct Impl<'m, 'a> {
    /// The generic parameters without their defaults, as an impl declares them.
    pub(crate) params: Vec<GenericParam>,
    /// The type with its parameters.
    pub(crate) ty: OwnType<'a>,
    pub(crate) is_generic: bool,
    /// Whether it is a union. It gets impls beside its mistake, and cannot derive the `Debug` that they ask for.
    is_union: bool,
    is_error_ours: bool,
    ident: &'a Ident,
    pub(super) generics: &'a Generics,
    /// The bounds that `#[mrets(bound = "...")]` gives in place of the inferred ones.
    written: Option<&'m [WherePredicate]>,
    inferred: Vec<Bound>,
    /// The bounds of the fields behind `source()`.
    sources: Vec<Bound>,
}

/// The type that derives, with its parameters.
pub(crate) struct OwnType<'a> {
    ident: &'a Ident,
    arguments: TypeGenerics<'a>,
}

/// It appends its tokens. A stream that is kept and interpolated would be copied by rustc each time.
impl ToTokens for OwnType<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.ident.to_tokens(tokens);
        self.arguments.to_tokens(tokens);
    }
}

/// A predicate `ty: bounds`.
#[derive(Clone)]
pub(crate) struct Bound {
    ty: TokenStream,
    bound: TokenStream,
}

impl Bound {
    fn on_self(bound: TokenStream) -> Self {
        Self {
            ty: quote!(Self),
            bound,
        }
    }
}

/// The bound by which a field comes back.
fn bound_of_restore(restore: &Restore, answer: &Answer<'_>) -> Option<TokenStream> {
    Some(match restore {
        // Beside an `#[errors]` field, the field may or may not have been sent.
        Restore::Meta | Restore::Flattened if answer.errors.is_some() => {
            quote!(__mrets::FromMeta + __mrets::NotSent)
        }
        Restore::Meta | Restore::Flattened => quote!(__mrets::FromMeta),
        Restore::Status => quote!(__mrets::FromStatus),
        Restore::Like => quote!(__mrets::Decode),
        Restore::Location | Restore::Backtrace => return None,
        Restore::Errors => quote!(__mrets::DecodeErrors),
        Restore::Default => quote!(__mrets::NotSent),
    })
}

impl<'m, 'a> Impl<'m, 'a> {
    pub(crate) fn new(input: &'m Input<'a>) -> Self {
        let generics = input.generics();
        let ident = &input.original.ident;
        let (_, arguments, _) = generics.split_for_impl();
        let mut params = Vec::new();
        for param in &generics.params {
            let mut param = param.clone();
            match &mut param {
                GenericParam::Type(param) => param.default = None,
                GenericParam::Const(param) => param.default = None,
                GenericParam::Lifetime(_) => {}
            }
            params.push(param);
        }
        Self {
            params,
            ty: OwnType { ident, arguments },
            is_union: matches!(input.original.data, Data::Union(_)),
            is_generic: generics.type_params().next().is_some(),
            is_error_ours: input.display == DisplayOwner::Us,
            ident,
            generics,
            written: input.attrs.bound.as_deref(),
            inferred: Vec::new(),
            sources: Vec::new(),
        }
    }

    pub(crate) fn of_model(model: &'m Model<'a>) -> Self {
        let mut this = Self::new(model.input);
        if this.is_generic && this.written.is_none() {
            this.infer(model);
        }
        this
    }

    /// Writes `impl<...> Name for Type<...> where ...`, for a trait that the facade's hidden module has.
    pub(crate) fn header(&self, name: &str, bounds: Vec<Bound>) -> TokenStream {
        let name = Ident::new(name, Span::call_site());
        let (params, ty) = (&self.params, &self.ty);
        let where_clause = self.where_clause(bounds);
        quote!(impl<#(#params),*> __mrets::#name for #ty #where_clause)
    }

    /// Writes `impl<...> From<source> for Type<...> where ...`. At a user's span, rustc's `unused_qualifications` would
    /// complain of a path through the hidden module.
    pub(crate) fn header_of_from(
        &self,
        span: Span,
        source: &Type,
        bounds: Vec<Bound>,
    ) -> TokenStream {
        let (params, ty) = (&self.params, &self.ty);
        let where_clause = self.where_clause(bounds);
        let from = from_path(span);
        quote_spanned!(span=> impl<#(#params),*> #from<#source> for #ty #where_clause)
    }

    /// Writes `impl<...> From<source> for Box<Type<...>> where ...`.
    pub(crate) fn header_of_from_for_box(
        &self,
        span: Span,
        source: &Type,
        bounds: Vec<Bound>,
    ) -> TokenStream {
        let (params, ty) = (&self.params, &self.ty);
        let where_clause = self.where_clause(bounds);
        let from = from_path(span);
        let from = quote_spanned!(span=> #from<#source>);
        quote!(impl<#(#params),*> #from for __mrets::Box<#ty> #where_clause)
    }

    /// The `T` of a `Box<T>`, if `From` can box it: unless it may be unsized, or the
    /// error itself.
    pub(crate) fn unboxed<'t>(&self, ty: &'t Type) -> Option<&'t Type> {
        let inner = types::argument_of(ty, &["std", "boxed", "Box"])?;
        let is_own =
            types::mentions_params(inner, self.generics) || types::mentions_self(inner, self.ident);
        (!types::is_unsized(inner) && !is_own).then_some(inner)
    }

    /// The user's where clause and these bounds, as one clause, if there are any.
    pub(crate) fn where_clause(&self, bounds: Vec<Bound>) -> Option<TokenStream> {
        let mut predicates = Vec::new();
        if let Some(clause) = &self.generics.where_clause {
            for predicate in &clause.predicates {
                predicates.push(predicate.to_token_stream());
            }
        }
        for predicate in self.written.unwrap_or_default() {
            predicates.push(predicate.to_token_stream());
        }
        let mut added = Vec::new();
        for Bound { ty, bound } in bounds {
            let predicate = quote!(#ty: #bound);
            let text = predicate.to_string();
            if !added.contains(&text) {
                added.push(text);
                predicates.push(predicate);
            }
        }
        (!predicates.is_empty()).then(|| quote!(where #(#predicates),*))
    }

    /// The bounds of `Answerable`, and of `Display`, which calls it.
    pub(crate) fn bounds_of_parts(&self) -> Vec<Bound> {
        self.inferred.clone()
    }

    /// The bounds of the fields that `From` fills by `Default`.
    pub(crate) fn bounds_of_from(&self, variant: &Variant<'_>) -> Vec<Bound> {
        let mut bounds = Vec::new();
        for field in &variant.fields {
            if field.attrs.from_default.is_some() && self.depends_on_params(field) {
                bounds.push(Bound {
                    ty: field.ty().to_token_stream(),
                    bound: quote!(::core::default::Default),
                });
            }
        }
        bounds
    }

    pub(crate) fn bounds_of_error(&self) -> Vec<Bound> {
        let mut bounds = self.sources.clone();
        bounds.extend(self.bounds_of_union());
        if self.is_generic {
            bounds.push(Bound::on_self(quote!(::core::fmt::Debug)));
            bounds.push(Bound::on_self(quote!(::core::fmt::Display)));
        }
        bounds
    }

    /// The bounds of the public trait, which never asks for `Error` itself. So rustc reports once that a type is no
    /// error, or has no `Debug`: at our `Error`, or else at the marker.
    pub(crate) fn bounds_of_mrets_error(&self) -> Vec<Bound> {
        self.bounds_of_answer(true)
    }

    pub(crate) fn bounds_of_answering(&self) -> Vec<Bound> {
        self.bounds_of_answer(self.is_error_ours)
    }

    fn bounds_of_answer(&self, need_not_hold: bool) -> Vec<Bound> {
        let mut bounds = self.bounds_of_union();
        if self.is_generic {
            let bound = quote!(::core::error::Error + __mrets::Answerable);
            bounds.push(Bound::on_self(bound));
        } else if need_not_hold {
            // The lifetime makes it a bound that need not hold.
            let ty = &self.ty;
            bounds.push(Bound {
                ty: quote!(for<'__mrets> #ty),
                bound: quote!(__mrets::Error),
            });
        }
        bounds
    }

    /// The bound of a union, which need not hold, thanks to its lifetime.
    fn bounds_of_union(&self) -> Vec<Bound> {
        if !self.is_union {
            return Vec::new();
        }
        let ty = &self.ty;
        vec![Bound {
            ty: quote!(for<'__mrets> #ty),
            bound: quote!(::core::fmt::Debug),
        }]
    }

    pub(crate) fn bounds_of_response(&self) -> Vec<Bound> {
        if self.is_generic {
            // Not `Self`: an impl for a framework's own type has the same clause.
            vec![Bound {
                ty: self.ty.to_token_stream(),
                bound: quote!(__mrets::MretsError),
            }]
        } else {
            Vec::new()
        }
    }

    /// The bounds by which fields come back.
    pub(crate) fn bounds_of_decode(&self, model: &Model<'a>) -> Vec<Bound> {
        let mut bounds = Vec::new();
        if self.written.is_none() {
            let mut add = |field: &Field<'_>, bound| {
                if self.depends_on_params(field) {
                    let ty = field.ty().to_token_stream();
                    bounds.push(Bound { ty, bound });
                }
            };
            for reply in &model.replies {
                match &reply.kind {
                    ReplyKind::Transparent(field) => add(field, quote!(__mrets::Decode)),
                    ReplyKind::Own(answer) => {
                        for (field, restore) in &answer.restored {
                            if let Some(bound) = bound_of_restore(restore, answer) {
                                add(field, bound);
                            }
                        }
                    }
                }
            }
        }
        bounds.extend(self.bounds_of_any_decode());
        bounds
    }

    /// The bounds that `Decode` asks of every type with parameters.
    pub(crate) fn bounds_of_any_decode(&self) -> Vec<Bound> {
        let mut params = self.generics.params.iter();
        if params.any(|param| !matches!(param, GenericParam::Const(_))) {
            vec![Bound::on_self(quote!('static))]
        } else {
            Vec::new()
        }
    }

    fn infer(&mut self, model: &Model<'a>) {
        for reply in &model.replies {
            match &reply.kind {
                ReplyKind::Transparent(field) => {
                    self.bound_on(field, field.ty(), quote!(__mrets::AsMretsError));
                }
                ReplyKind::Own(answer) => self.infer_from_answer(answer),
            }
            if let Some(source) = reply.source
                && self.depends_on_params(source)
            {
                let ty = source.option_of().unwrap_or(source.ty());
                self.sources.push(Bound {
                    ty: ty.to_token_stream(),
                    bound: quote!(::core::error::Error + 'static),
                });
            }
        }
        let shows_itself = model.replies.iter().any(|reply| match &reply.kind {
            ReplyKind::Own(answer) => match &answer.detail {
                Detail::Message => true,
                Detail::Written(text) => text.shows_self(),
                Detail::Description(_) => false,
            },
            ReplyKind::Transparent(_) => false,
        });
        if shows_itself {
            self.inferred
                .push(Bound::on_self(quote!(::core::fmt::Display)));
        }
        let sources = self.sources.clone();
        let asks_a_field = model.replies.iter().any(|reply| match &reply.kind {
            ReplyKind::Transparent(_) => true,
            ReplyKind::Own(answer) => reply.source.is_none() && answer.lent_error().is_some(),
        });
        if asks_a_field {
            // `source()` asks the field for its own bound.
            self.sources = [self.inferred.clone(), sources].concat();
        }
    }

    fn infer_from_answer(&mut self, answer: &Answer<'a>) {
        let detail = match &answer.detail {
            Detail::Written(text) => Some(text),
            _ => None,
        };
        self.infer_from_text(detail);
        self.infer_from_text(answer.display.as_ref());
        for (_, text) in &answer.members {
            self.infer_from_text(Some(text));
        }
        if let Some(id) = &answer.id {
            self.bound_shown(id);
        }
        for (_, value) in &answer.headers {
            self.bound_shown(value);
        }
        for (_, value) in &answer.meta {
            self.bound_value(value, quote!(__mrets::Serialize));
        }
        for field in &answer.flattened {
            self.bound(field, quote!(__mrets::Serialize));
        }
        for field in &answer.header_fields {
            self.bound_on(field, field.pointee(), quote!(__mrets::HeaderFields));
        }
        if let Code::Value(value) = &answer.code
            && let Some(field) = value.field
            && !self.is_text(field)
        {
            self.bound(field, quote!(::core::fmt::Display));
        }
        match &answer.status {
            Status::Fixed(_) => {}
            Status::Value(value) => self.bound_value(value, quote!(__mrets::AsStatus)),
            Status::Like(value) => {
                if let Some(field) = value.field {
                    self.bound_on(field, field.ty(), quote!(__mrets::AsMretsError));
                }
            }
        }
        if let Some(value) = &answer.retry_after {
            self.bound_value(value, quote!(__mrets::RetryAfter));
        }
        if let Some(field) = answer.errors {
            self.bound_on(field, field.pointee(), quote!(__mrets::ErrorCollection));
        }
    }

    /// Whether the user's own bounds say that a field's type is `AsRef`, by which it is a code without `Display`.
    fn is_text(&self, field: &Field<'_>) -> bool {
        let ty = types::text_of(field.pointee());
        for param in self.generics.type_params() {
            if param.ident == ty && names_as_ref(&param.bounds) {
                return true;
            }
        }
        let Some(clause) = &self.generics.where_clause else {
            return false;
        };
        for predicate in &clause.predicates {
            if let WherePredicate::Type(predicate) = predicate
                && types::text_of(&predicate.bounded_ty) == ty
                && names_as_ref(&predicate.bounds)
            {
                return true;
            }
        }
        false
    }

    fn infer_from_text(&mut self, text: Option<&Text<'a>>) {
        if let Some(Text::Format(format)) = text {
            for (field, shown_by) in format.shown() {
                match shown_by {
                    Trait::Display if field.may_be_path => {}
                    // The type behind a reference need not be one.
                    Trait::Pointer => {
                        self.bound_on(field, field.ty(), shown_by.to_token_stream());
                    }
                    _ => self.bound(field, shown_by.to_token_stream()),
                }
            }
        }
    }

    /// Asks for `Display`, which a path does not have, and does not need.
    fn bound_shown(&mut self, value: &Value<'a>) {
        if let Some(field) = value.field
            && !field.may_be_path
        {
            self.bound(field, quote!(::core::fmt::Display));
        }
    }

    fn bound_value(&mut self, value: &Value<'a>, bound: TokenStream) {
        if let Some(field) = value.field {
            self.bound(field, bound);
        }
    }

    /// Asks for a bound of a field's type, or of the type behind a reference, by which the reference has it, too. If
    /// rustc knew the bound of the reference, it would take every other reference to that type for the same, and ask
    /// it to live as long.
    fn bound(&mut self, field: &Field<'_>, bound: TokenStream) {
        self.bound_on(field, types::dereferenced(field.ty()), bound);
    }

    /// Asks for a bound of a field's type, or of a part of it.
    fn bound_on(&mut self, field: &Field<'_>, ty: &Type, bound: TokenStream) {
        if self.depends_on_params(field) {
            self.inferred.push(Bound {
                ty: ty.to_token_stream(),
                bound,
            });
        } else if self.mentions_params(field) {
            // A recursive type: all its bounds follow from its other fields, except for this one.
            self.inferred
                .push(Bound::on_self(quote!(::core::fmt::Debug)));
        }
    }

    fn mentions_params(&self, field: &Field<'_>) -> bool {
        types::mentions_params(field.ty(), self.generics)
    }

    /// Whether a field needs a bound. A type that mentions the one being derived would ask for its own impl, without
    /// end.
    fn depends_on_params(&self, field: &Field<'_>) -> bool {
        self.mentions_params(field) && !types::mentions_self(field.ty(), self.ident)
    }
}

/// `From`, at a user's place.
fn from_path(span: Span) -> TokenStream {
    quote_spanned!(within_core(span)=> ::core::convert::From)
}

fn names_as_ref(bounds: &Punctuated<TypeParamBound, Token![+]>) -> bool {
    bounds.iter().any(|bound| match bound {
        TypeParamBound::Trait(bound) => {
            let name = bound.path.segments.last();
            name.is_some_and(|name| name.ident == "AsRef")
        }
        _ => false,
    })
}
