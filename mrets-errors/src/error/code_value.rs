//! The text of a `code = EXPR`: by `AsRef<str>`, else by `Display`.
//!
//! Rustc picks the first of three traits that holds for the value's type, since each is behind one
//! reference less. The last trait holds for every type, and its method has a bound that no type satisfies. So rustc
//! says what a code is, instead of naming a hidden method.

use std::fmt::{self, Display};

/// The value of a `code = EXPR`.
pub struct CodeValue<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized> Clone for CodeValue<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for CodeValue<'_, T> {}

impl<T: ?Sized> fmt::Debug for CodeValue<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeValue")
    }
}

/// The value is a text.
pub trait IsText<'a> {
    fn __mrets_code(&self) -> &'a str;
}

impl<'a, T: AsRef<str> + ?Sized> IsText<'a> for &CodeValue<'a, T> {
    fn __mrets_code(&self) -> &'a str {
        self.0.as_ref()
    }
}

/// The value has a `Display`.
pub trait ShowsText<'a> {
    type Target: ?Sized;

    fn __mrets_code(&self) -> &'a Self::Target;
}

impl<'a, T: Display + ?Sized> ShowsText<'a> for CodeValue<'a, T> {
    type Target = T;

    fn __mrets_code(&self) -> &'a T {
        self.0
    }
}

/// The value is no code.
pub trait NoCode<'a, T: ?Sized> {
    fn __mrets_code(self) -> &'a str
    where
        T: Code + 'a;
}

impl<'a, T: ?Sized> NoCode<'a, T> for CodeValue<'a, T> {
    fn __mrets_code(self) -> &'a str
    where
        T: Code + 'a,
    {
        self.0.code()
    }
}

/// The bound that no type satisfies.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a code",
    label = "a code is a text: `AsRef<str>`, or `Display`",
    note = "implement `Display` for `{Self}`, or write an expression that gives a text"
)]
pub trait Code {
    fn code(&self) -> &str;
}
