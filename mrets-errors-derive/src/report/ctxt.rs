//! The error collector.

use super::place;
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use std::cell::RefCell;
use std::fmt::Display;
use std::panic::Location;

/// Collects the mistakes of one step, so that all of them are reported in one compile.
///
/// Only [`collect`] makes one, and it returns the mistakes, so that they cannot be dropped
/// unread.
pub(crate) struct Ctxt {
    mistakes: RefCell<Mistakes>,
}

struct Mistake {
    error: syn::Error,
    /// The call that reported it. Each kind of mistake has a call of its own.
    rule: &'static Location<'static>,
    /// The subject among several at one place, such as a placeholder of a string.
    subject: String,
}

impl Mistake {
    /// The line and the column.
    fn start(&self) -> (usize, usize) {
        place::start(self.error.span())
    }
}

/// Runs one step of the macro with a collector.
pub(crate) fn collect<T>(step: impl FnOnce(&Ctxt) -> T) -> (T, Mistakes) {
    let cx = Ctxt {
        mistakes: RefCell::default(),
    };
    let value = step(&cx);
    (value, cx.mistakes.into_inner())
}

impl Ctxt {
    /// Reports a mistake at one token.
    #[track_caller]
    pub(crate) fn error(&self, at: Span, message: impl Display) {
        self.push(syn::Error::new(at, message));
    }

    /// Reports a mistake that spans all of `tokens`.
    #[track_caller]
    pub(crate) fn error_spanned(&self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    /// Reports a mistake in one of several subjects at one place.
    #[track_caller]
    pub(crate) fn error_about(&self, subject: &str, at: Span, message: impl Display) {
        self.add(subject, syn::Error::new(at, message));
    }

    /// Reports a mistake that was found without a collector.
    #[track_caller]
    pub(crate) fn push(&self, error: syn::Error) {
        self.add("", error);
    }

    #[track_caller]
    fn add(&self, subject: &str, error: syn::Error) {
        self.mistakes.borrow_mut().insert(Mistake {
            error,
            rule: Location::caller(),
            subject: subject.to_owned(),
        });
    }
}

/// The mistakes that the steps collected, in source order.
#[must_use]
#[derive(Default)]
pub(crate) struct Mistakes(Vec<Mistake>);

impl Mistakes {
    /// Puts a mistake behind the others at its place. An enum-wide `#[status]` is checked once for each variant that
    /// it answers for, but its mistakes are kept once.
    fn insert(&mut self, mistake: Mistake) {
        let start = mistake.start();
        let mut at = self.0.partition_point(|known| known.start() < start);
        while let Some(known) = self.0.get(at)
            && known.start() == start
        {
            if (known.rule, &known.subject) == (mistake.rule, &mistake.subject) {
                return;
            }
            at += 1;
        }
        self.0.insert(at, mistake);
    }

    pub(crate) fn and(mut self, later: Self) -> Self {
        for mistake in later.0 {
            self.insert(mistake);
        }
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes one `compile_error!` for each mistake.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        let mut errors = TokenStream::new();
        for mistake in self.0 {
            errors.extend(mistake.error.to_compile_error());
        }
        errors
    }
}
