//! The extractors' types, which all frameworks share.

use std::ops::{Deref, DerefMut};

macro_rules! wrappers {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
            pub struct $name<T>(pub T);

            impl<T> $name<T> {
                /// The value, without the wrapper.
                pub fn into_inner(self) -> T {
                    self.0
                }
            }

            impl<T> Deref for $name<T> {
                type Target = T;

                fn deref(&self) -> &T {
                    &self.0
                }
            }

            impl<T> DerefMut for $name<T> {
                fn deref_mut(&mut self) -> &mut T {
                    &mut self.0
                }
            }

            impl<T> From<T> for $name<T> {
                fn from(value: T) -> Self {
                    Self(value)
                }
            }
        )*
    };
}

wrappers! {
    /// A body of JSON, with the Content-Type `application/json` or one of its family, such as
    /// `application/vnd.api+json`.
    Json;
    /// A form: the query of a GET or HEAD, else the body.
    Form;
    /// The query.
    Query;
    /// The parameters of the path: one value, a tuple, or a struct with a field for each name.
    Path;
}
