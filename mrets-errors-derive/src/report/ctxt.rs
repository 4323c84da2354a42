//! The error collector.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt::Display;

/// Takes the mistakes of one step, so that all of them are reported in one compile.
///
/// [`collect`] is the only way to make one, and returns what was collected: it cannot be dropped
/// unread.
pub(crate) struct Ctxt {
    errors: RefCell<Vec<syn::Error>>,
}

/// Runs one step of the macro with a collector.
pub(crate) fn collect<T>(step: impl FnOnce(&Ctxt) -> T) -> (T, Mistakes) {
    let cx = Ctxt {
        errors: RefCell::default(),
    };
    let value = step(&cx);
    (value, Mistakes(cx.errors.into_inner()))
}

impl Ctxt {
    /// A mistake at one token.
    pub(crate) fn error(&self, at: Span, message: impl Display) {
        self.push(syn::Error::new(at, message));
    }

    /// A mistake that spans all of `tokens`.
    pub(crate) fn error_spanned(&self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    fn push(&self, error: syn::Error) {
        self.errors.borrow_mut().push(error);
    }
}

/// What the steps collected.
#[must_use]
pub(crate) struct Mistakes(Vec<syn::Error>);

impl Mistakes {
    pub(crate) fn and(mut self, later: Self) -> Self {
        self.0.extend(later.0);
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One `compile_error!` a mistake, in source order.
    ///
    /// An enum-wide `#[status]` is checked once for each variant that it answers for, so the same
    /// mistake can be found several times; it is reported once. A message names the mistake, and
    /// behind the first colon what to write instead, which the variant may decide.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        let mut errors = self.0;
        let mut seen = HashSet::new();
        errors.retain(|error| {
            let message = error.to_string();
            let mistake = message.split(": ").next().unwrap_or_default();
            let start = error.span().start();
            seen.insert((start.line, start.column, mistake.to_owned()))
        });
        errors.sort_by_key(|error| error.span().start());
        errors.iter().map(syn::Error::to_compile_error).collect()
    }
}
