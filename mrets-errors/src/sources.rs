//! Method calls of generated code, by which types that are no errors or show nothing themselves
//! still do: `Box<dyn Error>`, `anyhow::Error`, paths.

use std::error::Error;
use std::fmt::Display;
use std::panic::UnwindSafe;
use std::path::{self, Path, PathBuf};

/// The error behind a source field; autoderef finds the one inside a box.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an error, so it cannot be the source of one",
    label = "a `#[source]` or `#[from]` field is an `Error`"
)]
pub trait AsDynError<'a> {
    fn __mrets_as_dyn_error(&self) -> &(dyn Error + 'a);
}

impl<'a, T: Error + 'a> AsDynError<'a> for T {
    fn __mrets_as_dyn_error(&self) -> &(dyn Error + 'a) {
        self
    }
}

macro_rules! unsized_errors {
    ($($error:ty),*) => {
        $(
            impl<'a> AsDynError<'a> for $error {
                fn __mrets_as_dyn_error(&self) -> &(dyn Error + 'a) {
                    self
                }
            }
        )*
    };
}

unsized_errors!(
    dyn Error + 'a,
    dyn Error + Send + 'a,
    dyn Error + Send + Sync + 'a,
    dyn Error + Send + Sync + UnwindSafe + 'a
);

/// What a placeholder shows of a field: paths have no `Display` of their own.
pub trait AsDisplay<'a> {
    type Target: Display;

    fn __mrets_as_display(&'a self) -> Self::Target;
}

impl<'a, T: Display + ?Sized + 'a> AsDisplay<'a> for &T {
    type Target = &'a T;

    fn __mrets_as_display(&'a self) -> Self::Target {
        self
    }
}

impl<'a> AsDisplay<'a> for Path {
    type Target = path::Display<'a>;

    fn __mrets_as_display(&'a self) -> Self::Target {
        self.display()
    }
}

impl<'a> AsDisplay<'a> for PathBuf {
    type Target = path::Display<'a>;

    fn __mrets_as_display(&'a self) -> Self::Target {
        self.display()
    }
}
