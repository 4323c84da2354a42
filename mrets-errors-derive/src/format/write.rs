//! Calls of the runtime's `Sink::write` and `Sink::meta`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The name of the sink that generated code writes to. Its hygiene keeps it apart from the user's names.
pub(crate) fn out() -> Ident {
    Ident::new("__out", Span::mixed_site())
}

/// The name of the part that generated code shall write; see [`out`].
pub(crate) fn part() -> Ident {
    Ident::new("__part", Span::mixed_site())
}

/// A call of `Sink::write`: a text with the length of each piece before it, and the values behind the pieces.
#[derive(Default)]
pub(crate) struct WriteCall {
    text: String,
    values: Vec<TokenStream>,
    /// The start of the piece behind the last value.
    piece: usize,
}

impl WriteCall {
    /// Adds a piece of text, or the value that it becomes.
    pub(crate) fn text(&mut self, text: &str) {
        if is_value(text) {
            self.value(quote!(&#text));
        } else {
            self.text.push_str(text);
        }
    }

    pub(crate) fn value(&mut self, value: TokenStream) {
        let length = self.text.len() - self.piece;
        self.text.insert(self.piece, char_of(length));
        self.piece = self.text.len();
        self.values.push(value);
    }

    pub(crate) fn finish(self) -> TokenStream {
        let Self { text, values, .. } = self;
        let out = out();
        quote!(#out.write(#text, &[#(#values),*]))
    }
}

/// A call of `Sink::meta`: a text with the length of each name before it, and the values behind the names.
#[derive(Default)]
pub(crate) struct MetaCall {
    names: String,
    values: Vec<TokenStream>,
}

impl MetaCall {
    pub(crate) fn member(&mut self, name: &str, value: TokenStream) {
        self.names.push(char_of(name.len()));
        self.names.push_str(name);
        self.values.push(value);
    }

    /// The call; `None` without a member.
    pub(crate) fn finish(self) -> Option<TokenStream> {
        let Self { names, values } = self;
        let out = out();
        (!values.is_empty()).then(|| quote!(#out.meta(#names, &[#(#values),*])))
    }
}

/// Whether a piece of text becomes a value. The runtime trusts the text of a call to need no escape within JSON,
/// and its length is the number of a char.
pub(super) fn is_value(text: &str) -> bool {
    const LONGEST: usize = 1_000_000;
    needs_escape(text) || text.len() > LONGEST
}

/// The char that stands for a number. A surrogate is no char, so numbers from the first one on skip them all.
fn char_of(number: usize) -> char {
    let number = if number < 0xD800 {
        number
    } else {
        number + 0x800
    };
    // Longer pieces are values.
    let char = u32::try_from(number).ok().and_then(char::from_u32);
    char.unwrap_or_default()
}

/// Whether a JSON string must escape a character of the text (RFC 8259, section 7).
fn needs_escape(text: &str) -> bool {
    text.bytes()
        .any(|byte| byte < b' ' || byte == b'"' || byte == b'\\')
}
