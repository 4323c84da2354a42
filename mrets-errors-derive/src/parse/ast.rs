//! The input as a tree that borrows it. Every node keeps its syn original.

pub(crate) mod field;
pub(crate) mod field_set;
pub(crate) mod variant;

use crate::parse::ast::field::{Field, fields_from_syn};
use crate::parse::ast::variant::{Variant, VariantPath};
use crate::parse::attr::field::refuse_misplaced;
use crate::parse::attr::message::{DisplayOwner, owns_display};
use crate::parse::attr::mrets::MretsAttr;
use crate::parse::attr::status::StatusAttr;
use crate::parse::attr::{self, Attr};
use crate::parse::list::split;
use crate::parse::tokens::stream;
use crate::report::ctxt::Ctxt;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::spanned::Spanned as _;
use syn::{Attribute, Data, DeriveInput, Fields, Generics, Meta, Path};

/// An enum, or a struct, which counts as one variant.
pub(crate) struct Input<'a> {
    pub(crate) original: &'a DeriveInput,
    pub(crate) attrs: MretsAttr,
    /// All attributes of the type, as written.
    pub(crate) written: Vec<Attr<'a>>,
    /// The enum-wide `#[status]`.
    pub(crate) default: Option<StatusAttr>,
    pub(crate) variants: Vec<Variant<'a>>,
    pub(crate) display: DisplayOwner,
}

impl<'a> Input<'a> {
    /// Reads the attributes, and reports mistakes within one of them.
    pub(crate) fn from_syn(cx: &Ctxt, original: &'a DeriveInput) -> Self {
        let written = Attr::all(&original.attrs);
        let attrs = MretsAttr::from_attrs(cx, &written);
        let display = if attrs.no_display || has_attribute(original, owns_display) {
            DisplayOwner::Other
        } else {
            DisplayOwner::Us
        };
        let status = StatusAttr::find(cx, &written);
        if display == DisplayOwner::Us {
            refuse_misplaced(cx, &written, "the type", &["from", "source", "location"]);
        }
        refuse_misplaced(cx, &written, "the type", &["errors", "meta", "headers"]);
        let fields = |fields| fields_from_syn(cx, fields, display, &original.generics);
        let (default, variants) = match &original.data {
            Data::Enum(data) => {
                let mut variants = Vec::new();
                for variant in &data.variants {
                    let attrs = Attr::all(&variant.attrs);
                    refuse_misplaced_on_variant(cx, &attrs, display);
                    let ident = &variant.ident;
                    variants.push(Variant {
                        ident,
                        path: VariantPath(Some(ident)),
                        fields: fields(&variant.fields),
                        status: StatusAttr::find(cx, &attrs),
                        attrs,
                    });
                }
                (status, variants)
            }
            Data::Struct(data) => {
                let variant = Variant {
                    ident: &original.ident,
                    attrs: Attr::all(&original.attrs),
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
            written,
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
        let attrs = self.all_attrs();
        attrs.iter().any(|attr| attr.is("deprecated"))
    }

    /// The lints that the type, a variant or a field allows or expects.
    pub(crate) fn allowed_lints(&self) -> Vec<TokenStream> {
        let mut lints = Vec::new();
        for attr in self.all_attrs() {
            if let Meta::List(list) = attr.meta()
                && (attr.is("allow") || attr.is("expect"))
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

    fn all_attrs(&self) -> Vec<&Attr<'a>> {
        let mut attrs = Vec::new();
        // A struct is its own variant.
        if self.is_enum() {
            attrs.extend(&self.written);
        }
        for variant in &self.variants {
            attrs.extend(&variant.attrs);
            for field in &variant.fields {
                attrs.extend(&field.written);
            }
        }
        attrs
    }

    /// Whether a field's name would trip rustc's lint when a pattern binds it.
    pub(crate) fn has_non_snake_case(&self) -> bool {
        self.fields().iter().any(|field| {
            let name = field.name();
            name.contains(char::is_uppercase) || name.trim_matches('_').contains("__")
        })
    }

    /// Whether snafu writes `Display` and `Error`.
    pub(crate) fn is_of_snafu(&self) -> bool {
        has_attribute(self.original, |name| name == "snafu")
    }

    pub(crate) fn fields(&self) -> Vec<&Field<'a>> {
        let mut fields = Vec::new();
        for variant in &self.variants {
            fields.extend(&variant.fields);
        }
        fields
    }

    /// The path of the facade, `::mrets_errors` unless `crate = ...` names another.
    pub(crate) fn krate(&self) -> TokenStream {
        let path = self.attrs.krate.as_ref();
        path.map_or_else(|| quote!(::mrets_errors), ToTokens::to_token_stream)
    }
}

fn refuse_misplaced_on_variant(cx: &Ctxt, attrs: &[Attr<'_>], display: DisplayOwner) {
    let on = "a variant";
    refuse_misplaced(cx, attrs, on, &["mrets", "errors", "meta", "headers"]);
    if display == DisplayOwner::Us {
        refuse_misplaced(cx, attrs, on, &["from", "source", "location"]);
    }
}

/// Whether the type, a variant or a field has an attribute that fits.
fn has_attribute(input: &DeriveInput, fits: fn(&str) -> bool) -> bool {
    let fits = |attr: &Attribute| attr::name(attr).is_some_and(|name| fits(&name));
    let shows = |attrs: &[Attribute]| attrs.iter().any(fits);
    // On a field they have arguments: a bare `#[error]` is a slip for `#[errors]`, and rustc says so.
    let shows_in_list = |attr: &Attribute| matches!(attr.meta, Meta::List(_)) && fits(attr);
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
