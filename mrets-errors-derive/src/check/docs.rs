//! `#[mrets(docs = "...")]`: where the errors' page is.

use crate::format::Text;
use crate::parse::ast::{Input, Variant};
use crate::report::ctxt::Ctxt;
use std::fmt::Write as _;
use syn::ext::IdentExt as _;

/// An anchor is put behind it, so it has none, and nothing that ends a URL.
pub(super) fn is_url(cx: &Ctxt, input: &Input<'_>) {
    let Some(docs) = &input.attrs.docs else {
        return;
    };
    let url = docs.value();
    if url.is_empty() || !url.chars().all(may_stand_in_url) {
        cx.error(
            docs.span(),
            "not the URL of a page: write `docs = \"https://example.org/errors\"`, \
             the anchor of each variant is put behind it",
        );
    }
}

/// The characters of RFC 3986 but `#`.
fn may_stand_in_url(char: char) -> bool {
    char.is_ascii_alphanumeric() || "-._~:/?[]@!$&'()*+,;=%".contains(char)
}

/// The page, and the variant's anchor on it, as the runtime's `Entry::anchor` gives it.
pub(super) fn link<'a>(input: &Input<'_>, variant: &Variant<'_>) -> Option<Text<'a>> {
    let docs = input.attrs.docs.as_ref()?;
    let (ty, variant) = (input.original.ident.unraw().to_string(), variant.name());
    let anchor = if ty == variant {
        variant
    } else {
        format!("{ty}-{variant}")
    };
    Some(Text::Const(format!(
        "{}#{}",
        docs.value(),
        encoded(&anchor)
    )))
}

/// Percent-encoded, RFC 3986: an identifier can have letters of any script.
fn encoded(anchor: &str) -> String {
    anchor.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
