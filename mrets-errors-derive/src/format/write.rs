//! Calls of the runtime's `Sink::write`.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// The name of the sink that generated code writes to. Its hygiene keeps it apart from the user's names.
pub(crate) fn out() -> Ident {
    Ident::new("__out", Span::mixed_site())
}

/// The name of the part that generated code shall write; see [`out`].
pub(crate) fn part() -> Ident {
    Ident::new("__part", Span::mixed_site())
}

/// A call of `Sink::write`: a text, and the values with their places in it.
#[derive(Default)]
pub(crate) struct WriteCall {
    text: String,
    values: Vec<(usize, TokenStream)>,
}

impl WriteCall {
    /// Adds a text. The runtime trusts texts to need no escape within JSON, so one that does becomes a value.
    pub(crate) fn text(&mut self, text: &str) {
        if needs_escape(text) {
            self.value(quote!(&#text));
        } else {
            self.text.push_str(text);
        }
    }

    pub(crate) fn value(&mut self, value: TokenStream) {
        self.values.push((self.text.len(), value));
    }

    pub(crate) fn finish(self) -> TokenStream {
        let Self { text, values } = self;
        let (places, values): (Vec<_>, Vec<_>) = values.into_iter().unzip();
        let places = places.into_iter().map(Literal::usize_unsuffixed);
        let out = out();
        quote!(#out.write(#text, &[#((#places, #values)),*]))
    }
}

/// Whether a JSON string must escape a character of the text (RFC 8259, section 7).
pub(super) fn needs_escape(text: &str) -> bool {
    text.bytes()
        .any(|byte| byte < b' ' || byte == b'"' || byte == b'\\')
}
