//! The parts of a [`Dialect`](crate::Dialect): how one service speaks.

pub use crate::document::dialect::{Codes, Text};
#[cfg(feature = "html")]
#[cfg_attr(docsrs, doc(cfg(feature = "html")))]
pub use crate::document::error_page::ErrorPage;
pub use crate::document::public_error::{Body, PublicError};

/// Makes a [`Dialect`](crate::Dialect) the dialect of all derived types of this crate. Call it at the crate's root.
///
/// ```standalone_crate
/// mod errors {
///     use mrets_errors::Dialect;
///     use mrets_errors::dialect::Codes;
///
///     pub static SHOP: Dialect = Dialect::NEUTRAL.codes(Codes::SnakeCase);
/// }
///
/// mrets_errors::dialect!(crate::errors::SHOP);
/// # fn main() {}
/// ```
///
/// No type needs an attribute for it. Binaries, examples and integration tests are crates of their own, so each
/// declares its own. In a module no type would find it, so there the call does not compile.
#[macro_export]
macro_rules! dialect {
    (@ $($path:tt)+) => {
        #[doc(hidden)]
        #[allow(unused_imports)] // A crate may have no derived type yet.
        pub(crate) use $($path)+ as __MRETS_DIALECT;

        const _: () = ::core::assert!(
            $crate::private::is_root(::core::module_path!()),
            "`dialect!` belongs at the root of the crate, in `lib.rs` or `main.rs`: in a module no type would find it",
        );
    };
    ($($path:ident)::+ $(,)?) => {
        $crate::dialect! { @ $($path)::+ }
    };
    (:: $($path:ident)::+ $(,)?) => {
        $crate::dialect! { @ ::$($path)::+ }
    };
    ($($other:tt)*) => {
        ::core::compile_error!(
            "`dialect!` takes the path of a static: write `static SHOP: Dialect = ...;` and `dialect!(crate::SHOP);`"
        );
    };
}
