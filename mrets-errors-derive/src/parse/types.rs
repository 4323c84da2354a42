//! Facts that a macro can read from a type. The first segment resolves a path, so an identifier elsewhere in the type
//! never counts.

use super::tokens::is_punct;
use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, GenericParam, Generics, PathArguments, Type, TypePath};

/// The tokens of a type as text, by which equal types are found. `PartialEq` of syn's types is a feature of syn that
/// every user's build would pay for.
pub(crate) fn text_of(ty: &Type) -> String {
    ty.to_token_stream().to_string()
}

/// Removes the invisible groups of `macro_rules!` fragments.
pub(crate) fn ungrouped(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Group(group) => &group.elem,
            Type::Paren(paren) => &paren.elem,
            ty => return ty,
        };
    }
}

/// Removes the references around a type.
pub(crate) fn dereferenced(mut ty: &Type) -> &Type {
    loop {
        ty = match ungrouped(ty) {
            Type::Reference(reference) => &reference.elem,
            ty => return ty,
        };
    }
}

/// Whether a type mentions a type parameter.
pub(crate) fn mentions_params(ty: &Type, generics: &Generics) -> bool {
    any_path(ty, &mut |path| {
        let first = path.first();
        first.is_some_and(|first| first == "Self" || is_param(generics, first))
    })
}

/// Whether a type mentions the type `ident`, by its name alone or by a path within this crate.
pub(crate) fn mentions_self(ty: &Type, ident: &Ident) -> bool {
    any_path(ty, &mut |path| {
        let (first, last) = (path.first(), path.last());
        match path.segments.len() {
            1 => first.is_some_and(|only| only == "Self" || only == ident),
            _ => {
                let roots = ["crate", "self", "super"];
                first.is_some_and(|first| roots.iter().any(|root| first == root))
                    && last.is_some_and(|last| last == ident)
            }
        }
    })
}

/// Whether a type names a `Path` or a `PathBuf`.
pub(super) fn may_be_path(ty: &Type, generics: &Generics) -> bool {
    names_any(ty, &["Path", "PathBuf"]) && !mentions_params(ty, generics)
}

/// Whether a type names one of these types, by the last segment of a path.
pub(super) fn names_any(ty: &Type, names: &[&str]) -> bool {
    any_path(ty, &mut |path| {
        // rustc makes a text of an identifier each time that one is compared.
        let last = path.last().map(Ident::to_string);
        last.is_some_and(|last| names.contains(&last.as_str()))
    })
}

/// Whether a type is a primitive or a text, and so no error.
pub(crate) fn is_plain_value(ty: &Type, generics: &Generics) -> bool {
    const PRIMITIVES: [&str; 17] = [
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8",
        "u16", "u32", "u64", "u128", "usize",
    ];
    let ty = match ungrouped(ty) {
        Type::Reference(reference) => ungrouped(&reference.elem),
        ty => ty,
    };
    let Type::Path(path) = ty else {
        return false;
    };
    let is_primitive = path.path.get_ident().is_some_and(|only| {
        !is_param(generics, only) && PRIMITIVES.contains(&only.to_string().as_str())
    });
    is_primitive || (is_path_to(ty, &["std", "string", "String"]) && !mentions_params(ty, generics))
}

/// Whether a type is std's `Location<'static>`, or snafu's: a place in the source code. Another `Location` has neither a
/// lifetime nor these paths.
pub(crate) fn is_location(ty: &Type) -> bool {
    let Type::Path(ty) = dereferenced(ty) else {
        return false;
    };
    let Some(last) = ty
        .path
        .segments
        .last()
        .filter(|last| last.ident == "Location")
    else {
        return false;
    };
    let mut before = ty.path.segments.iter().rev().skip(1);
    let has_lifetime = matches!(&last.arguments, PathArguments::AngleBracketed(arguments)
        if matches!(arguments.args.first(), Some(GenericArgument::Lifetime(_))));
    has_lifetime
        || before
            .next()
            .is_some_and(|module| module.ident == "panic" || module.ident == "snafu")
}

/// Whether a type may be a `&'static Location<'static>`. An alias without arguments may hide one.
pub(crate) fn may_be_location(ty: &Type) -> bool {
    match ungrouped(ty) {
        Type::Reference(reference) => names_any(&reference.elem, &["Location"]),
        Type::Path(path) => {
            let is_alias = path.qself.is_none()
                && path
                    .path
                    .segments
                    .iter()
                    .all(|segment| segment.arguments.is_none());
            is_alias && !names_any(ty, &["Location"]) && !is_plain_value(ty, &Generics::default())
        }
        _ => false,
    }
}

/// Whether a type is a text, a slice or a trait object without a pointer to it.
pub(crate) fn is_unsized(ty: &Type) -> bool {
    match ungrouped(ty) {
        Type::Slice(_) | Type::TraitObject(_) => true,
        ty => is_path_to(ty, &["core", "primitive", "str"]),
    }
}

pub(crate) fn is_reference(ty: &Type) -> bool {
    matches!(ungrouped(ty), Type::Reference(_))
}

/// Whether a type is this path of the standard library, written in full, from `core`, or by its last
/// name.
pub(crate) fn is_path_to(ty: &Type, path: &[&str]) -> bool {
    let Type::Path(ty) = ungrouped(ty) else {
        return false;
    };
    let segments = ty.path.segments.iter().map(|segment| &segment.ident);
    let segments: Vec<&Ident> = segments.collect();
    ty.qself.is_none()
        && match (segments.as_slice(), path) {
            ([only], [.., last]) => *only == last,
            (segments, [_, rest @ ..]) => match segments {
                [root, inner @ ..] => {
                    ["std", "core", "alloc"].iter().any(|known| *root == known)
                        && inner.len() == rest.len()
                        && inner.iter().zip(rest).all(|(inner, known)| *inner == known)
                }
                [] => false,
            },
            _ => false,
        }
}

/// The one type argument of this type of the standard library.
pub(crate) fn argument_of<'a>(ty: &'a Type, path: &[&str]) -> Option<&'a Type> {
    if !is_path_to(ty, path) {
        return None;
    }
    let Type::Path(ty) = ungrouped(ty) else {
        return None;
    };
    match &ty.path.segments.last()?.arguments {
        PathArguments::AngleBracketed(args) => match args.args.first() {
            Some(GenericArgument::Type(inner)) if args.args.len() == 1 => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

fn is_param(generics: &Generics, ident: &Ident) -> bool {
    generics.params.iter().any(|param| match param {
        GenericParam::Type(param) => param.ident == *ident,
        GenericParam::Const(_) | GenericParam::Lifetime(_) => false,
    })
}

/// A path in a type, without its arguments.
#[derive(Default)]
struct Segments<'t> {
    /// Whether it follows a `::` without a name before it, so that the first segment resolves nothing.
    is_continued: bool,
    segments: Vec<&'t Ident>,
}

impl<'t> Segments<'t> {
    /// The segment that resolves the path.
    fn first(&self) -> Option<&'t Ident> {
        self.segments
            .first()
            .copied()
            .filter(|_| !self.is_continued)
    }

    fn last(&self) -> Option<&'t Ident> {
        self.segments.last().copied()
    }
}

/// Whether `wanted` accepts a path in a type.
fn any_path(ty: &Type, wanted: &mut dyn FnMut(&Segments<'_>) -> bool) -> bool {
    // Most types are a name alone.
    if let Type::Path(TypePath {
        qself: None, path, ..
    }) = ty
        && path
            .segments
            .iter()
            .all(|segment| segment.arguments.is_none())
    {
        return wanted(&Segments {
            is_continued: path.leading_colon.is_some(),
            segments: path.segments.iter().map(|segment| &segment.ident).collect(),
        });
    }
    any_path_in(ty.to_token_stream(), wanted)
}

/// Whether `wanted` accepts a path in the tokens of a type. The names of lifetimes, of bound associated types, and of
/// parameters in `fn(name: T)` are no paths.
fn any_path_in(tokens: TokenStream, wanted: &mut dyn FnMut(&Segments<'_>) -> bool) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_path_sep = |at: Option<usize>| {
        let Some(at) = at else { return false };
        matches!(tokens.get(at), Some(TokenTree::Punct(colon))
            if colon.as_char() == ':' && colon.spacing() == Spacing::Joint)
            && tokens.get(at + 1).is_some_and(|next| is_punct(next, ':'))
    };
    let mut path = Segments::default();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            TokenTree::Group(group) => {
                if any_path_in(group.stream(), wanted) {
                    return true;
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == '\'' => at += 1,
            TokenTree::Ident(ident) => {
                if path.segments.is_empty() {
                    path.is_continued = is_path_sep(at.checked_sub(2));
                }
                path.segments.push(ident);
                if is_path_sep(Some(at + 1))
                    && matches!(tokens.get(at + 3), Some(TokenTree::Ident(_)))
                {
                    at += 3;
                    continue;
                }
                let is_name = tokens.get(at + 1).is_some_and(|next| {
                    is_punct(next, '=')
                        || is_punct(next, '!')
                        || (is_punct(next, ':') && !is_path_sep(Some(at + 1)))
                });
                if !is_name && wanted(&path) {
                    return true;
                }
                path = Segments::default();
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        at += 1;
    }
    false
}
