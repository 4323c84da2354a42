//! The answers of a field's type, if the type can describe them.

use crate::answer::catalog::Catalog;
use crate::error::bounds::{AsMretsError, ErrorCollection};
use std::marker::PhantomData;

/// The type of a field that answers for its variant.
///
/// If the type is no error, rustc says so at the code that answers. The second trait keeps rustc from
/// saying it here again: if the first trait's method is missing, rustc finds the second one's.
#[derive(Debug)]
pub struct Inner<T: ?Sized>(PhantomData<fn(&T)>);

/// The type of a field whose items answer for its variant.
#[derive(Debug)]
pub struct Items<T: ?Sized>(PhantomData<fn(&T)>);

pub trait Describe {
    fn __mrets_describe(&self, catalog: &mut Catalog);
}

pub trait DescribeNothing {
    fn __mrets_describe(&self, _: &mut Catalog) {}
}

impl<T: ?Sized> Inner<T> {
    pub const TYPE: Self = Self(PhantomData);

    /// The type of a value that answers for its variant.
    #[must_use]
    pub fn of(_: &T) -> Self {
        Self::TYPE
    }
}

impl<T: ?Sized> Items<T> {
    pub const TYPE: Self = Self(PhantomData);
}

/// Takes the type of an expression from a closure, which is not called.
#[must_use]
pub fn type_by<'a, S: 'a, T: ?Sized>(_: fn(&'a S) -> Option<Inner<T>>) -> Inner<T> {
    Inner::TYPE
}

impl<T: AsMretsError> Describe for Inner<T> {
    fn __mrets_describe(&self, catalog: &mut Catalog) {
        T::describe(catalog);
    }
}

impl<T: ErrorCollection + ?Sized> Describe for Items<T> {
    fn __mrets_describe(&self, catalog: &mut Catalog) {
        T::describe(catalog);
    }
}

impl<T: ?Sized> DescribeNothing for &Inner<T> {}
impl<T: ?Sized> DescribeNothing for &Items<T> {}
