//! The input as a tree that borrows it. Every node keeps its syn original.

use super::attr::field::{FieldAttrs, refuse_misplaced};
use super::attr::message::{Message, owns_display};
use super::attr::mrets::MretsAttr;
use super::attr::status::StatusAttr;
use super::attr::text::evaluate;
use super::list::split;
use super::tokens::{flatten, stream};
use crate::parse::types;
use crate::report::ctxt::Ctxt;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Attribute, Data, DeriveInput, Fields, Generics, Index, Meta, Path, Token, Type};

/// An enum, or a struct, which counts as one variant.
pub(crate) struct Input<'a> {
    pub(crate) original: &'a DeriveInput,
    pub(crate) attrs: MretsAttr,
    /// The enum-wide `#[status]`.
    pub(crate) default: Option<StatusAttr>,
    pub(crate) variants: Vec<Variant<'a>>,
    pub(crate) display: DisplayOwner,
}

/// The author of `Display`, `Error` and `From`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum DisplayOwner {
    Us,
    /// Another derive, known by its attribute, or the user, known by `no_display`.
    Other,
}

pub(crate) struct Variant<'a> {
    pub(crate) ident: &'a Ident,
    attrs: &'a [Attribute],
    pub(crate) path: VariantPath<'a>,
    pub(crate) fields: Vec<Field<'a>>,
    pub(crate) status: Option<StatusAttr>,
}

/// `Self::Name` or, for a struct, `Self`.
pub(crate) struct VariantPath<'a>(Option<&'a Ident>);

impl ToTokens for VariantPath<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Ident::new("Self", Span::call_site()).to_tokens(tokens);
        if let Some(variant) = self.0 {
            <Token![::]>::default().to_tokens(tokens);
            variant.to_tokens(tokens);
        }
    }
}

pub(crate) struct Field<'a> {
    pub(crate) original: &'a syn::Field,
    pub(crate) index: usize,
    pub(crate) member: syn::Member,
    /// The name that a pattern binds it to: its own, or `_0`.
    pub(crate) binding: Ident,
    pub(crate) attrs: FieldAttrs,
    /// Whether the type names a `Path` or a `PathBuf`, which are shown by `display()`.
    pub(crate) may_be_path: bool,
    /// Whether the type is a primitive or a text, or an `Option` of one.
    pub(crate) is_plain_value: bool,
}

/// The indices of fields, in the order of the variant.
#[derive(Default)]
pub(crate) struct FieldSet(Vec<usize>);

impl FieldSet {
    pub(crate) fn insert(&mut self, field: usize) {
        if let Err(at) = self.0.binary_search(&field) {
            self.0.insert(at, field);
        }
    }

    pub(crate) fn insert_all(&mut self, others: &Self) {
        for field in &others.0 {
            self.insert(*field);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, usize> {
        self.0.iter()
    }
}

impl IntoIterator for FieldSet {
    type Item = usize;
    type IntoIter = std::vec::IntoIter<usize>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> Input<'a> {
    /// Reads the attributes, and reports mistakes within one of them.
    pub(crate) fn from_syn(cx: &Ctxt, original: &'a DeriveInput) -> Self {
        let attrs = MretsAttr::from_attrs(cx, &original.attrs);
        let display = if attrs.no_display || has_attribute(original, owns_display) {
            DisplayOwner::Other
        } else {
            DisplayOwner::Us
        };
        let status = StatusAttr::find(cx, &original.attrs);
        if display == DisplayOwner::Us {
            refuse_misplaced(cx, &original.attrs, "the type", &["from", "source"]);
        }
        refuse_misplaced(
            cx,
            &original.attrs,
            "the type",
            &["errors", "meta", "headers"],
        );
        let fields = |fields| fields_from_syn(cx, fields, display, &original.generics);
        let (default, variants) = match &original.data {
            Data::Enum(data) => {
                let variants = data.variants.iter().map(|variant| {
                    refuse_misplaced_on_variant(cx, variant, display);
                    let ident = &variant.ident;
                    Variant {
                        ident,
                        attrs: &variant.attrs,
                        path: VariantPath(Some(ident)),
                        fields: fields(&variant.fields),
                        status: StatusAttr::find(cx, &variant.attrs),
                    }
                });
                (status, variants.collect())
            }
            Data::Struct(data) => {
                let variant = Variant {
                    ident: &original.ident,
                    attrs: &original.attrs,
                    path: VariantPath(None),
                    fields: fields(&data.fields),
                    status,
                };
                (None, vec![variant])
            }
            Data::Union(data) => {
                cx.error(
                    data.union_token.span(),
                    "`MretsError` can be derived for enums and structs, not for unions: \
                     wrap the union in a struct",
                );
                (None, Vec::new())
            }
        };
        Self {
            original,
            attrs,
            default,
            variants,
            display,
        }
    }

    pub(crate) fn generics(&self) -> &'a Generics {
        &self.original.generics
    }

    pub(crate) fn is_enum(&self) -> bool {
        matches!(self.original.data, Data::Enum(_))
    }

    /// The `#[status]` of a variant: its own, else the enum-wide one.
    pub(crate) fn status_of<'s>(&'s self, variant: &'s Variant<'a>) -> Option<&'s StatusAttr> {
        variant.status.as_ref().or(self.default.as_ref())
    }

    /// Whether the type, a variant or a field is deprecated.
    pub(crate) fn is_deprecated(&self) -> bool {
        let mut attrs = self.all_attrs().into_iter();
        attrs.any(|attr| attr.path().is_ident("deprecated"))
    }

    /// The lints that the type, a variant or a field allows or expects.
    pub(crate) fn allowed_lints(&self) -> Vec<TokenStream> {
        let mut lints = Vec::new();
        for attr in self.all_attrs() {
            if let Meta::List(list) = &attr.meta
                && (list.path.is_ident("allow") || list.path.is_ident("expect"))
            {
                for run in split(list.tokens.clone()) {
                    let lint = stream(&run.tokens);
                    // Leave out `reason = "..."`.
                    if syn::parse2::<Path>(lint.clone()).is_ok() {
                        lints.push(lint);
                    }
                }
            }
        }
        lints
    }

    fn all_attrs(&self) -> Vec<&'a Attribute> {
        let mut attrs = Vec::new();
        // A struct is its own variant.
        if self.is_enum() {
            attrs.extend(&self.original.attrs);
        }
        for variant in &self.variants {
            attrs.extend(variant.attrs);
            for field in &variant.fields {
                attrs.extend(&field.original.attrs);
            }
        }
        attrs
    }

    /// Whether a field's name would trip rustc's lint when a pattern binds it.
    pub(crate) fn has_non_snake_case(&self) -> bool {
        self.fields().any(|field| {
            let name = field.name();
            name.contains(char::is_uppercase) || name.trim_matches('_').contains("__")
        })
    }

    /// Whether snafu writes `Display` and `Error`.
    pub(crate) fn is_of_snafu(&self) -> bool {
        has_attribute(self.original, |path| path.is_ident("snafu"))
    }

    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field<'a>> {
        self.variants.iter().flat_map(|variant| &variant.fields)
    }

    /// The path of the facade, `::mrets_errors` unless `crate = ...` names another.
    pub(crate) fn krate(&self) -> TokenStream {
        let path = self.attrs.krate.as_ref();
        path.map_or_else(|| quote!(::mrets_errors), ToTokens::to_token_stream)
    }
}

fn refuse_misplaced_on_variant(cx: &Ctxt, variant: &syn::Variant, display: DisplayOwner) {
    let on = "a variant";
    refuse_misplaced(
        cx,
        &variant.attrs,
        on,
        &["mrets", "errors", "meta", "headers"],
    );
    if display == DisplayOwner::Us {
        refuse_misplaced(cx, &variant.attrs, on, &["from", "source"]);
    }
}

impl<'a> Variant<'a> {
    pub(crate) fn attrs(&self) -> &'a [Attribute] {
        self.attrs
    }

    /// The field of this name or number.
    pub(crate) fn field(&self, name: &str) -> Option<&Field<'a>> {
        self.fields.iter().find(|field| field.name() == name)
    }

    pub(crate) fn is_tuple(&self) -> bool {
        self.fields
            .first()
            .is_some_and(|field| field.original.ident.is_none())
    }

    /// The name without `r#`.
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }

    /// The doc comment, without the space at the start of each line.
    pub(crate) fn doc(&self) -> String {
        let mut doc = String::new();
        for attr in self.attrs {
            if let Meta::NameValue(meta) = &attr.meta
                && meta.path.is_ident("doc")
                && let Some(text) = text_of(&meta.value)
            {
                for line in text.split('\n') {
                    doc.push_str(line.strip_prefix(' ').unwrap_or(line));
                    doc.push('\n');
                }
            }
        }
        doc.trim_matches('\n').trim_end().to_owned()
    }

    /// Whether documentation leaves it out: `#[doc(hidden)]`.
    pub(crate) fn is_hidden(&self) -> bool {
        self.attrs.iter().any(|attr| match &attr.meta {
            Meta::List(list) if list.path.is_ident("doc") => {
                let words = split(list.tokens.clone());
                words.iter().any(|word| {
                    matches!(word.tokens.as_slice(), [TokenTree::Ident(word)] if word == "hidden")
                })
            }
            _ => false,
        })
    }

    /// The note of `#[deprecated]`, which may be empty.
    pub(crate) fn deprecated(&self) -> Option<String> {
        let mut attrs = self.attrs.iter();
        let attr = attrs.find(|attr| attr.path().is_ident("deprecated"))?;
        let mut note = None;
        match &attr.meta {
            Meta::Path(_) => {}
            Meta::NameValue(meta) => note = text_of(&meta.value),
            // rustc has checked it already.
            Meta::List(list) => {
                let _ = list.parse_nested_meta(|meta| {
                    let value: syn::LitStr = meta.value()?.parse()?;
                    if meta.path.is_ident("note") {
                        note = Some(value.value());
                    }
                    Ok(())
                });
            }
        }
        Some(note.unwrap_or_default())
    }

    /// The format string of another derive's message, if the attribute holds it.
    pub(crate) fn message(&self) -> Option<String> {
        match Message::find(self.attrs)? {
            Message::Text { literal, .. } => Some(literal.value()),
            Message::Forwarded(_) | Message::Function(_) => None,
        }
    }

    /// Whether it has derive_more's `#[from]`, whose `From` takes the fields.
    pub(crate) fn is_converted(&self) -> bool {
        self.attrs.iter().any(|attr| {
            let is_skipped = || {
                let word = attr.parse_args::<Ident>();
                word.is_ok_and(|word| word == "skip" || word == "ignore")
            };
            attr.path().is_ident("from") && !is_skipped()
        })
    }
}

fn text_of(value: &impl ToTokens) -> Option<String> {
    let tokens = flatten(value.to_token_stream());
    let (text, _) = evaluate(&tokens)?.ok()?;
    Some(text.value())
}

fn fields_from_syn<'a>(
    cx: &Ctxt,
    fields: &'a Fields,
    display: DisplayOwner,
    generics: &Generics,
) -> Vec<Field<'a>> {
    let owned_elsewhere = display == DisplayOwner::Other;
    fields
        .iter()
        .enumerate()
        .map(|(index, original)| {
            let span = original.ty.span();
            let (member, binding) = if let Some(ident) = &original.ident {
                (syn::Member::Named(ident.clone()), ident.clone())
            } else {
                let mut member = Index::from(index);
                member.span = span;
                let binding = Ident::new(&format!("_{index}"), span);
                (syn::Member::Unnamed(member), binding)
            };
            Field {
                original,
                index,
                member,
                binding,
                attrs: FieldAttrs::from_attrs(cx, &original.attrs, owned_elsewhere),
                may_be_path: types::may_be_path(&original.ty, generics),
                is_plain_value: {
                    let option = types::argument_of(&original.ty, &["std", "option", "Option"]);
                    types::is_plain_value(option.unwrap_or(&original.ty), generics)
                },
            }
        })
        .collect()
}

impl<'a> Field<'a> {
    /// The name in placeholders: the field's without `r#`, or its number.
    pub(crate) fn name(&self) -> String {
        match &self.original.ident {
            Some(ident) => ident.unraw().to_string(),
            None => self.index.to_string(),
        }
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

    /// Whether a mark or its name makes it the source. `r#source` is a name like any
    /// other.
    pub(crate) fn is_source(&self) -> bool {
        let is_named = || {
            self.original
                .ident
                .as_ref()
                .is_some_and(|ident| ident == "source")
        };
        self.attrs.errors.is_none()
            && self.attrs.not_source.is_none()
            && (self.marked_as_source().is_some() || is_named())
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
            || (self.original.attrs.iter()).any(|attr| attr.path().is_ident("backtrace"))
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

/// Whether the type, a variant or a field has an attribute that fits.
fn has_attribute(input: &DeriveInput, fits: fn(&Path) -> bool) -> bool {
    let shows = |attrs: &[Attribute]| attrs.iter().any(|attr| fits(attr.path()));
    // On a field they have arguments: a bare `#[error]` is a slip for `#[errors]`, and rustc says so.
    let shows_in_list = |attr: &Attribute| matches!(attr.meta, Meta::List(_)) && fits(attr.path());
    let in_fields = |fields: &Fields| {
        let mut fields = fields.iter();
        fields.any(|field| field.attrs.iter().any(shows_in_list))
    };
    shows(&input.attrs)
        || match &input.data {
            Data::Enum(data) => data
                .variants
                .iter()
                .any(|variant| shows(&variant.attrs) || in_fields(&variant.fields)),
            Data::Struct(data) => in_fields(&data.fields),
            Data::Union(_) => false,
        }
}
