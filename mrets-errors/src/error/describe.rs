//! How a field's type describes its answers, where it can.

use crate::answer::catalog::Catalog;
use crate::error::bounds::{AsMretsError, ErrorCollection};
use std::marker::PhantomData;

/// The type of a field that answers for its variant, or whose items do.
///
/// What is wrong with it is said where the answer is written. That it would be said here again is
/// what the second trait is against: its method is found where the first one's is not.
#[derive(Debug)]
pub struct Inner<T: ?Sized>(PhantomData<fn(&T)>);

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
}

impl<T: ?Sized> Items<T> {
    pub const TYPE: Self = Self(PhantomData);
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
