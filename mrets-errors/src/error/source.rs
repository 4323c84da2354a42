//! The error behind a source field.
//!
//! Rustc picks the first of four traits that holds for the field's type, since each is behind one
//! reference less. The last trait holds for every type, and its method has a bound that no type satisfies. So rustc
//! says what a source field is, instead of naming a hidden method.

use crate::error::bounds::AsDynError;
use std::error::Error;
use std::fmt;
use std::ops::Deref;

/// A source field.
pub struct SourceField<'a, T>(pub &'a T);

impl<T> Clone for SourceField<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for SourceField<'_, T> {}

impl<T> fmt::Debug for SourceField<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SourceField")
    }
}

/// The field is an error.
pub trait IsSource<'a> {
    fn __mrets_as_dyn_error(&self) -> &'a (dyn Error + 'static);
}

impl<'a, T: Error + 'static> IsSource<'a> for &&SourceField<'a, T> {
    fn __mrets_as_dyn_error(&self) -> &'a (dyn Error + 'static) {
        self.0
    }
}

/// The field points to an error, as a `Box<dyn Error>` and an `anyhow::Error` do.
pub trait PointsToSource<'a> {
    fn __mrets_as_dyn_error(&self) -> &'a (dyn Error + 'static);
}

impl<'a, T: Deref<Target: AsDynError<'static>>> PointsToSource<'a> for &SourceField<'a, T> {
    fn __mrets_as_dyn_error(&self) -> &'a (dyn Error + 'static) {
        (**self.0).__mrets_as_dyn_error()
    }
}

/// The field points to a pointer to an error, as an `Arc<anyhow::Error>` does.
pub trait PointsToPointer<'a> {
    fn __mrets_as_dyn_error(&self) -> &'a (dyn Error + 'static);
}

impl<'a, T> PointsToPointer<'a> for SourceField<'a, T>
where
    T: Deref<Target: Deref<Target: AsDynError<'static>>>,
{
    fn __mrets_as_dyn_error(&self) -> &'a (dyn Error + 'static) {
        (***self.0).__mrets_as_dyn_error()
    }
}

/// The traits of a field that `#[source]` or `#[from]` marks.
pub mod marked_source {
    use super::SourceField;
    pub use super::{IsSource, PointsToPointer, PointsToSource};
    use std::error::Error;

    /// The field is no error.
    pub trait NoMarkedSource<'a, T> {
        fn __mrets_as_dyn_error(self) -> &'a (dyn Error + 'static)
        where
            T: MarkedSource + 'a;
    }

    impl<'a, T> NoMarkedSource<'a, T> for SourceField<'a, T> {
        fn __mrets_as_dyn_error(self) -> &'a (dyn Error + 'static)
        where
            T: MarkedSource + 'a,
        {
            self.0.as_error()
        }
    }

    /// No type has it.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is not an error, so it cannot be the source of one",
        label = "a `#[source]` or `#[from]` field is an `Error`",
        note = "implement `std::error::Error` for `{Self}`, or leave the attribute out"
    )]
    pub trait MarkedSource {
        fn as_error(&self) -> &(dyn Error + 'static);
    }
}

/// The traits of a field that its name makes the source.
pub mod named_source {
    use super::SourceField;
    pub use super::{IsSource, PointsToPointer, PointsToSource};
    use std::error::Error;

    /// The field is no error.
    pub trait NoNamedSource<'a, T> {
        fn __mrets_as_dyn_error(self) -> &'a (dyn Error + 'static)
        where
            T: NamedSource + 'a;
    }

    impl<'a, T> NoNamedSource<'a, T> for SourceField<'a, T> {
        fn __mrets_as_dyn_error(self) -> &'a (dyn Error + 'static)
        where
            T: NamedSource + 'a,
        {
            self.0.as_error()
        }
    }

    /// No type has it.
    #[diagnostic::on_unimplemented(
        message = "a field named `source` is the error that caused this one, and `{Self}` is no error",
        label = "its name makes it the source, and this is no `Error`",
        note = "give the field another name, write `r#source`, or `#[source(skip)]` on it"
    )]
    pub trait NamedSource {
        fn as_error(&self) -> &(dyn Error + 'static);
    }
}
