//! Calls of the runtime's `Sink::write`.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// The sink that generated code writes to: a name that no field, nor any other name of the user's, is
/// mistaken for.
pub(crate) fn out() -> Ident {
    Ident::new("__out", Span::mixed_site())
}

/// The part that generated code is asked for; see [`out`].
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
    /// The runtime trusts texts to need no escape within JSON; one that does is a value.
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
        let values = values.into_iter().map(|(at, value)| {
            let at = Literal::usize_unsuffixed(at);
            quote!((#at, #value))
        });
        let out = out();
        quote!(#out.write(#text, &[#(#values),*]))
    }
}

/// Whether a JSON string writes it otherwise (RFC 8259, section 7).
pub(super) fn needs_escape(text: &str) -> bool {
    text.bytes()
        .any(|byte| byte < b' ' || byte == b'"' || byte == b'\\')
}
