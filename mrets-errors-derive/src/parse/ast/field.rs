//! [`Field`]: a field of a variant.

use crate::parse::attr::Attr;
use crate::parse::attr::field::FieldAttrs;
use crate::parse::attr::message::DisplayOwner;
use crate::parse::types;
use crate::report::ctxt::Ctxt;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned as _;
use syn::{Fields, Generics, Index, Type};

pub(crate) struct Field<'a> {
    pub(crate) original: &'a syn::Field,
    /// The name in placeholders: the field's without `r#`, or its number.
    name: String,
    /// Whether the name is `source`. `r#source` is a name like any other.
    is_named_source: bool,
    pub(crate) index: usize,
    pub(crate) member: syn::Member,
    /// The name that a pattern binds it to: its own, or `_0`.
    pub(crate) binding: Ident,
    pub(crate) attrs: FieldAttrs,
    /// All attributes, as written.
    pub(crate) written: Vec<Attr<'a>>,
    /// Whether the type names a `Path` or a `PathBuf`, which are shown by `display()`.
    pub(crate) may_be_path: bool,
    /// Whether the type is a primitive or a text, or an `Option` of one.
    pub(crate) is_plain_value: bool,
}

/// Reads the fields of a variant, and reports mistakes in their attributes.
pub(super) fn fields_from_syn<'a>(
    cx: &Ctxt,
    fields: &'a Fields,
    display: DisplayOwner,
    generics: &Generics,
) -> Vec<Field<'a>> {
    let mut all = Vec::new();
    for (index, original) in fields.iter().enumerate() {
        let span = original.ty.span();
        let (written, member, binding) = if let Some(ident) = &original.ident {
            let member = syn::Member::Named(ident.clone());
            (ident.to_string(), member, ident.clone())
        } else {
            let mut member = Index::from(index);
            member.span = span;
            let binding = Ident::new(&format!("_{index}"), span);
            (index.to_string(), syn::Member::Unnamed(member), binding)
        };
        let attrs = Attr::all(&original.attrs);
        all.push(Field {
            original,
            name: written.strip_prefix("r#").unwrap_or(&written).to_owned(),
            is_named_source: written == "source",
            index,
            member,
            binding,
            attrs: FieldAttrs::from_attrs(cx, &attrs, display),
            written: attrs,
            may_be_path: types::may_be_path(&original.ty, generics),
            is_plain_value: {
                let option = types::argument_of(&original.ty, &["std", "option", "Option"]);
                types::is_plain_value(option.unwrap_or(&original.ty), generics)
            },
        });
    }
    all
}

impl<'a> Field<'a> {
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn ty(&self) -> &'a Type {
        &self.original.ty
    }

    /// The binding at `span`. It keeps its own hygiene, which `macro_rules!` needs.
    pub(crate) fn binding_at(&self, span: Span) -> Ident {
        let mut binding = self.binding.clone();
        binding.set_span(span.resolved_at(self.binding.span()));
        binding
    }

    /// The binding as a reference to the [pointee](Self::pointee).
    pub(crate) fn pointee_binding(&self) -> TokenStream {
        let binding = &self.binding;
        if types::is_reference(self.ty()) {
            quote!(*#binding)
        } else if self.boxed().is_some() {
            quote!(&**#binding)
        } else {
            binding.to_token_stream()
        }
    }

    /// The type that the field refers to or boxes; else its own.
    pub(crate) fn pointee(&self) -> &'a Type {
        match types::ungrouped(self.ty()) {
            Type::Reference(reference) => &reference.elem,
            ty => self.boxed().unwrap_or(ty),
        }
    }

    fn boxed(&self) -> Option<&'a Type> {
        const BOXES: [[&str; 3]; 3] = [
            ["std", "boxed", "Box"],
            ["std", "rc", "Rc"],
            ["std", "sync", "Arc"],
        ];
        let mut boxes = BOXES.iter();
        boxes.find_map(|path| types::argument_of(self.ty(), path))
    }

    /// Whether an identifier of the user's means this field, as a pattern binds it.
    pub(crate) fn is_called(&self, ident: &Ident) -> bool {
        self.binding == *ident
    }

    /// The attribute that marks it as the source.
    pub(crate) fn marked_as_source(&self) -> Option<Span> {
        self.attrs.source.or(self.attrs.from)
    }

    /// Whether a mark or its name makes it the source.
    pub(crate) fn is_source(&self) -> bool {
        self.attrs.errors.is_none()
            && self.attrs.not_source.is_none()
            && (self.marked_as_source().is_some() || self.is_named_source)
    }

    /// Whether `From` captures it: a `std::backtrace::Backtrace`.
    pub(crate) fn is_backtrace(&self) -> bool {
        types::is_path_to(self.ty(), &["std", "backtrace", "Backtrace"])
    }

    /// Whether it is a trace of the calls that led to the error, of any crate.
    pub(crate) fn is_trace(&self) -> bool {
        let has_name = self.original.ident.as_ref();
        has_name.is_some_and(|name| name == "backtrace")
            || types::names_any(self.ty(), &["Backtrace", "SpanTrace"])
            || self.written.iter().any(|attr| attr.is("backtrace"))
    }

    /// Whether it is a place in the source code. snafu fills a `Location` that has an attribute of snafu's.
    pub(crate) fn is_place(&self) -> bool {
        let is_of_snafu = || {
            let mut attrs = self.original.attrs.iter();
            attrs.any(|attr| attr.path().is_ident("snafu"))
                && types::names_any(self.ty(), &["Location"])
        };
        self.attrs.location.is_some() || types::is_location(self.ty()) || is_of_snafu()
    }

    /// The attribute that shows clients a whole map, whatever it holds.
    pub(crate) fn shown_map(&self) -> Option<Span> {
        self.attrs.flatten.or(self.attrs.headers)
    }

    /// The `T` of an `Option<T>`.
    pub(crate) fn option_of(&self) -> Option<&'a Type> {
        types::argument_of(self.ty(), &["std", "option", "Option"])
    }

    /// The type that `From` takes: the field's, or the `T` of an `Option<T>`.
    pub(crate) fn converted_type(&self) -> &'a Type {
        self.option_of().unwrap_or(self.ty())
    }
}
