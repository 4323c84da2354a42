//! The demands of thiserror's own tests on `#[error]`, made of `#[status]`: 52 functions, one for each
//! test that applies. The others test `fmt = path` (2), backtraces by the unstable
//! `provide` (3), and a folder of compile errors (1).

mod display;
mod expr;
mod from;
mod generics;
mod lints;
mod option;
mod path;
mod source;
mod transparent;

use mrets_errors::MretsError;

/// Checks both texts that a detail becomes.
#[track_caller]
fn says(error: &impl MretsError, expected: &str) {
    assert_eq!(error.to_string(), expected);
    assert_eq!(error.detail(), expected);
}
