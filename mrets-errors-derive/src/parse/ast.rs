//! The input as a model that borrows it; every node keeps its syn original.

use crate::parse::attr::{FieldAttrs, MretsAttr, StatusAttr, refuse_misplaced};
use crate::report::ctxt::Ctxt;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned;
use syn::{
    Attribute, Data, DeriveInput, Expr, ExprLit, Fields, Generics, Index, Lit, Member, Meta, Path,
    Type,
};

/// An enum, or a struct, which is treated as one variant.
pub(crate) struct Input<'a> {
    pub(crate) original: &'a DeriveInput,
    pub(crate) attrs: MretsAttr,
    /// The enum-wide `#[status]`.
    pub(crate) default: Option<StatusAttr>,
    pub(crate) variants: Vec<Variant<'a>>,
    pub(crate) display: DisplayOwner,
}

/// Who implements `Display`, `Error` and `From`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum DisplayOwner {
    Us,
    /// Another derive, shown by its attribute, or the user, shown by `no_display`.
    Other,
}

pub(crate) struct Variant<'a> {
    pub(crate) ident: &'a Ident,
    attrs: &'a [Attribute],
    /// `Self::Name` or, for a struct, `Self`.
    pub(crate) path: TokenStream,
    pub(crate) fields: Vec<Field<'a>>,
    pub(crate) status: Option<StatusAttr>,
}

pub(crate) struct Field<'a> {
    pub(crate) original: &'a syn::Field,
    pub(crate) index: usize,
    pub(crate) member: Member,
    /// What a pattern binds it to: its own name, or `_0`.
    pub(crate) binding: Ident,
    pub(crate) attrs: FieldAttrs,
}

impl<'a> Input<'a> {
    /// Reads the attributes; what is wrong with one by itself is reported here.
    pub(crate) fn from_syn(cx: &Ctxt, original: &'a DeriveInput) -> Self {
        let attrs = MretsAttr::from_attrs(cx, &original.attrs);
        let display = if attrs.no_display || shows_other_owner(original) {
            DisplayOwner::Other
        } else {
            DisplayOwner::Us
        };
        let status = StatusAttr::find(cx, &original.attrs);
        if display == DisplayOwner::Us {
            refuse_misplaced(cx, &original.attrs, "the type", &["from", "source"]);
        }
        refuse_misplaced(cx, &original.attrs, "the type", &["errors", "meta"]);
        let (default, variants) = match &original.data {
            Data::Enum(data) => {
                let variants = data
                    .variants
                    .iter()
                    .map(|variant| Variant::from_syn(cx, variant, display));
                (status, variants.collect())
            }
            Data::Struct(data) => {
                let variant = Variant {
                    ident: &original.ident,
                    attrs: &original.attrs,
                    path: quote!(Self),
                    fields: fields_from_syn(cx, &data.fields, display),
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

    /// Whether the type, a variant or a field is deprecated.
    pub(crate) fn is_deprecated(&self) -> bool {
        let is_marked = |attrs: &[Attribute]| {
            let mut attrs = attrs.iter();
            attrs.any(|attr| attr.path().is_ident("deprecated"))
        };
        is_marked(&self.original.attrs)
            || self.variants.iter().any(|variant| is_marked(variant.attrs))
            || self.fields().any(|field| is_marked(&field.original.attrs))
    }

    /// Whether a field's name would trip rustc's lint, where a pattern binds it.
    pub(crate) fn has_non_snake_case(&self) -> bool {
        self.fields()
            .any(|field| field.name().contains(char::is_uppercase))
    }

    fn fields(&self) -> impl Iterator<Item = &Field<'a>> {
        self.variants.iter().flat_map(|variant| &variant.fields)
    }

    /// The path of the facade, `::mrets_errors` unless `crate = ...` names another.
    pub(crate) fn krate(&self) -> TokenStream {
        let path = self.attrs.krate.as_ref();
        path.map_or_else(|| quote!(::mrets_errors), ToTokens::to_token_stream)
    }
}

impl<'a> Variant<'a> {
    fn from_syn(cx: &Ctxt, original: &'a syn::Variant, display: DisplayOwner) -> Self {
        let ident = &original.ident;
        let on = "a variant";
        refuse_misplaced(cx, &original.attrs, on, &["mrets", "errors", "meta"]);
        if display == DisplayOwner::Us {
            refuse_misplaced(cx, &original.attrs, on, &["from", "source"]);
        }
        Self {
            ident,
            attrs: &original.attrs,
            path: quote!(Self::#ident),
            fields: fields_from_syn(cx, &original.fields, display),
            status: StatusAttr::find(cx, &original.attrs),
        }
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

    /// The doc comment, without the space that each line starts with.
    pub(crate) fn doc(&self) -> String {
        let lines = self.attrs.iter().filter_map(|attr| match &attr.meta {
            Meta::NameValue(meta) if meta.path.is_ident("doc") => literal(&meta.value),
            _ => None,
        });
        let lines: Vec<String> = lines
            .flat_map(|text| text.split('\n').map(str::to_owned).collect::<Vec<_>>())
            .map(|line| line.strip_prefix(' ').map(str::to_owned).unwrap_or(line))
            .collect();
        lines.join("\n").trim_matches('\n').trim_end().to_owned()
    }

    /// The message that another derive shows, where its attribute holds it: thiserror's
    /// `#[error("...")]`, derive_more's `#[display("...")]`, snafu's `#[snafu(display("..."))]`.
    pub(crate) fn message(&self) -> Option<String> {
        self.attrs.iter().find_map(|attr| match &attr.meta {
            Meta::List(list) if owns_display(&list.path) => first_literal(list.tokens.clone()),
            _ => None,
        })
    }
}

fn literal(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

/// The string that tokens, or a call of `display`, start with.
fn first_literal(tokens: TokenStream) -> Option<String> {
    let mut tokens = tokens.into_iter();
    match tokens.next()? {
        TokenTree::Literal(literal) => match Lit::new(literal) {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        TokenTree::Ident(name) if name == "display" => match tokens.next()? {
            TokenTree::Group(group) => first_literal(group.stream()),
            _ => None,
        },
        _ => None,
    }
}

fn fields_from_syn<'a>(cx: &Ctxt, fields: &'a Fields, display: DisplayOwner) -> Vec<Field<'a>> {
    let owned_elsewhere = display == DisplayOwner::Other;
    fields
        .iter()
        .enumerate()
        .map(|(index, original)| {
            let span = original.ty.span();
            let (member, binding) = match &original.ident {
                Some(ident) => (Member::Named(ident.clone()), ident.clone()),
                None => {
                    let mut member = Index::from(index);
                    member.span = span;
                    (
                        Member::Unnamed(member),
                        format_ident!("_{index}", span = span),
                    )
                }
            };
            Field {
                original,
                index,
                member,
                binding,
                attrs: FieldAttrs::from_attrs(cx, &original.attrs, owned_elsewhere),
            }
        })
        .collect()
}

impl<'a> Field<'a> {
    /// As a placeholder names it: without `r#`, or by its number.
    pub(crate) fn name(&self) -> String {
        match &self.original.ident {
            Some(ident) => ident.unraw().to_string(),
            None => self.index.to_string(),
        }
    }

    pub(crate) fn ty(&self) -> &'a Type {
        &self.original.ty
    }

    /// The binding as used at `span`; it keeps its own hygiene, which `macro_rules!` needs.
    pub(crate) fn binding_at(&self, span: Span) -> Ident {
        let mut binding = self.binding.clone();
        binding.set_span(span.resolved_at(self.binding.span()));
        binding
    }

    /// Whether the type names a `Path` or a `PathBuf`, which show themselves by `display()`.
    pub(crate) fn may_be_path(&self) -> bool {
        mentions(self.ty().to_token_stream(), &|ident| {
            ident == "Path" || ident == "PathBuf"
        })
    }

    pub(crate) fn is_reference(&self) -> bool {
        matches!(ungrouped(self.ty()), Type::Reference(_))
    }

    /// The `T` of an `Option<T>`.
    pub(crate) fn option_of(&self) -> Option<&'a Type> {
        let Type::Path(path) = ungrouped(self.ty()) else {
            return None;
        };
        let last = path.path.segments.last()?;
        match &last.arguments {
            syn::PathArguments::AngleBracketed(args) if last.ident == "Option" => {
                match args.args.first() {
                    Some(syn::GenericArgument::Type(inner)) if args.args.len() == 1 => Some(inner),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// Without the invisible groups of `macro_rules!` fragments.
fn ungrouped(mut ty: &Type) -> &Type {
    while let Type::Group(group) = ty {
        ty = &group.elem;
    }
    ty
}

/// Whether an identifier that `wanted` accepts stands anywhere in `tokens`.
pub(crate) fn mentions(tokens: TokenStream, wanted: &dyn Fn(&Ident) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => wanted(&ident),
        TokenTree::Group(group) => mentions(group.stream(), wanted),
        _ => false,
    })
}

fn owns_display(attribute: &Path) -> bool {
    let mut owners = ["error", "snafu", "display"].iter();
    owners.any(|owner| attribute.is_ident(owner))
}

/// The attributes by which another derive shows that it writes `Display` and `Error`: thiserror's
/// and derive_more's `#[error]`, snafu's `#[snafu]`, derive_more's `#[display]`.
fn shows_other_owner(input: &DeriveInput) -> bool {
    let shows = |attrs: &[Attribute]| attrs.iter().any(|attr| owns_display(attr.path()));
    let in_fields = |fields: &Fields| fields.iter().any(|field| shows(&field.attrs));
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
