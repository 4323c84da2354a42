//! The format behind the colon of a placeholder.

use super::read::is_of_name;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

/// The trait of `core::fmt` that a placeholder calls.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trait {
    Display,
    Debug,
    Octal,
    LowerHex,
    UpperHex,
    Pointer,
    Binary,
    LowerExp,
    UpperExp,
}

impl Trait {
    pub(super) fn of_spec(spec: &str) -> Self {
        match spec.trim_end().chars().next_back() {
            Some('?') => Self::Debug,
            Some('o') => Self::Octal,
            Some('x') => Self::LowerHex,
            Some('X') => Self::UpperHex,
            Some('p') => Self::Pointer,
            Some('b') => Self::Binary,
            Some('e') => Self::LowerExp,
            Some('E') => Self::UpperExp,
            _ => Self::Display,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Display => "Display",
            Self::Debug => "Debug",
            Self::Octal => "Octal",
            Self::LowerHex => "LowerHex",
            Self::UpperHex => "UpperHex",
            Self::Pointer => "Pointer",
            Self::Binary => "Binary",
            Self::LowerExp => "LowerExp",
            Self::UpperExp => "UpperExp",
        }
    }
}

impl ToTokens for Trait {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = Ident::new(self.name(), Span::call_site());
        tokens.extend(quote!(::core::fmt::#name));
    }
}

/// The letters behind width and precision, which name the trait.
pub(super) fn type_of(spec: &str) -> &str {
    let mut chars = spec.chars();
    let spec = match (chars.next(), chars.next()) {
        (Some(_), Some('<' | '^' | '>')) => chars.as_str(),
        _ => spec.trim_start_matches(['<', '^', '>']),
    };
    let spec = behind_count(spec.trim_start_matches(['+', '-', '#']));
    match spec.strip_prefix('.') {
        Some(precision) => precision
            .strip_prefix('*')
            .unwrap_or_else(|| behind_count(precision)),
        None => spec,
    }
}

/// The rest behind a count, which is a number or an argument: `8`, `width$`.
fn behind_count(spec: &str) -> &str {
    match spec.split_once('$') {
        Some((name, rest)) if name.chars().all(is_of_name) => rest,
        _ => spec.trim_start_matches(|c: char| c.is_ascii_digit()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Trait, type_of};

    #[test]
    fn type_of_a_spec() {
        for spec in [
            "", ">8", "é^8", "#?", "+08.3", "w$", "0w$.3", ".p$", "8.*", "<",
        ] {
            assert!(matches!(type_of(spec), "" | "?"), "{spec}");
        }
        assert_eq!(type_of("z>#010x"), "x");
        assert_eq!(type_of("8.*e"), "e");
        assert_eq!(type_of("w$.p$x?"), "x?");
        assert_eq!(type_of("z"), "z");
        assert_eq!(type_of("8 8"), " 8");
    }

    #[test]
    fn trait_of_a_spec() {
        assert!(Trait::of_spec("") == Trait::Display);
        assert!(Trait::of_spec(">8") == Trait::Display);
        assert!(Trait::of_spec("#?") == Trait::Debug);
        assert!(Trait::of_spec("x?") == Trait::Debug);
        assert!(Trait::of_spec("#010x") == Trait::LowerHex);
    }
}
