//! The response traits of the frameworks whose features are on, in one macro: generated code calls it,
//! and so do the errors of this crate.

/// Names each framework's macro; one whose feature is off does nothing.
macro_rules! frameworks {
    ($($feature:literal $name:ident $macro:ident)*) => {
        $(
            #[cfg(feature = $feature)]
            pub use crate::$macro as $name;
            #[cfg(not(feature = $feature))]
            pub use crate::__mrets_nothing as $name;
        )*
    };
}

frameworks! {
    "actix-web" actix_web __mrets_actix_web
    "axum" axum __mrets_axum
    "poem" poem __mrets_poem
    "rocket" rocket __mrets_rocket
    "salvo" salvo __mrets_salvo
    "tonic" tonic __mrets_tonic
    "utoipa" utoipa __mrets_utoipa
    "utoipa" utoipa_selection __mrets_utoipa_selection
    "warp" warp __mrets_warp
}

#[cfg(feature = "__framework")]
pub use crate::__mrets_items as with_framework;
/// The items, if a framework is on.
#[cfg(not(feature = "__framework"))]
pub use crate::__mrets_nothing as with_framework;

#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_nothing {
    ($($item:tt)*) => {};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_items {
    ($($item:tt)*) => { $($item)* };
}

/// Implements the traits of responses, and the traits that describe responses, for
/// `[generic parameters] [type] [where clause]`, and for a box of the type. rocket and warp have their
/// own for boxes. The `*` leads from the box to the error, since a box as an error would need a table of
/// methods for each type, too.
///
/// The log and observers get the error as a value, so it must be `'static`. That bound, and warp's,
/// has a lifetime parameter, so that rustc checks it only where it is used. So a type that borrows still
/// compiles, and is no response.
#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_respond {
    ([] [$ty:ty] []) => {
        $crate::__mrets_respond! { @all [] [$ty] [where] [where] }
    };
    ([$($params:tt)*] [$ty:ty] []) => {
        $crate::__mrets_respond! { [$($params)*] [$ty] [where] }
    };
    ([$($params:tt)*] [$ty:ty] [where $($bounds:tt)*]) => {
        $crate::__mrets_respond! {
            @all [$($params)*] [$ty]
            [where for<'__mrets_static> $ty: 'static, $($bounds)*]
            [where $($bounds)*]
        }
    };
    (@all [$($params:tt)*] [$ty:ty] [$($bounds:tt)*] [$($written:tt)*]) => {
        $crate::__mrets_respond! { @each [$($params)*] [$ty] [$($bounds)*] [$($written)*] }
        $crate::private::frameworks::actix_web! { [$($params)*] [$crate::private::Box<$ty>] [$($bounds)*] * }
        $crate::private::frameworks::axum! { [$($params)*] [$crate::private::Box<$ty>] [$($bounds)*] * }
        $crate::private::frameworks::poem! { [$($params)*] [$crate::private::Box<$ty>] [$($bounds)*] * }
        $crate::private::frameworks::salvo! { [$($params)*] [$crate::private::Box<$ty>] [$($bounds)*] * }
        $crate::private::frameworks::tonic! { [$($params)*] [$crate::private::Box<$ty>] [$($bounds)*] * }
        $crate::private::frameworks::utoipa! { [$($params)*] [$crate::private::Box<$ty>] [$($written)*] }
    };
    (@each [$($params:tt)*] [$ty:ty] [$($bounds:tt)*] [$($written:tt)*]) => {
        $crate::private::frameworks::actix_web! { [$($params)*] [$ty] [$($bounds)*] }
        $crate::private::frameworks::axum! { [$($params)*] [$ty] [$($bounds)*] }
        $crate::private::frameworks::poem! { [$($params)*] [$ty] [$($bounds)*] }
        $crate::private::frameworks::rocket! { [$($params)*] [$ty] [$($bounds)*] }
        $crate::private::frameworks::salvo! { [$($params)*] [$ty] [$($bounds)*] }
        $crate::private::frameworks::tonic! { [$($params)*] [$ty] [$($bounds)*] }
        $crate::private::frameworks::utoipa! { [$($params)*] [$ty] [$($written)*] }
        $crate::private::frameworks::warp! { [$($params)*] [$ty] [$($written)*] }
    };
}

/// Implements the traits for a type that answers and is no error itself. warp's `Rejection` is not among them, since it
/// takes only errors.
#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_respond_wrapper {
    ([$($params:tt)*] [$ty:ty] []) => {
        $crate::__mrets_respond_wrapper! { [$($params)*] [$ty] [where] }
    };
    ($($impl:tt)*) => {
        $crate::private::frameworks::actix_web! { wrapper $($impl)* }
        $crate::private::frameworks::axum! { $($impl)* }
        $crate::private::frameworks::poem! { wrapper $($impl)* }
        $crate::private::frameworks::rocket! { $($impl)* }
        $crate::private::frameworks::salvo! { $($impl)* }
        $crate::private::frameworks::tonic! { $($impl)* }
        $crate::private::frameworks::utoipa! { $($impl)* }
        $crate::private::frameworks::warp! { reply $($impl)* }
    };
}

__mrets_respond! { [__E: crate::error::bounds::AsMretsError] [crate::Errors<__E>] [] }
__mrets_respond! { [] [crate::ErrorObject] [] }

actix_web! { [] [crate::AnyError] [where] }
axum! { [] [crate::AnyError] [where] }
poem! { [] [crate::AnyError] [where] }
rocket! { [] [crate::AnyError] [where] }
salvo! { [] [crate::AnyError] [where] }
tonic! { [] [crate::AnyError] [where] }
utoipa! { [] [crate::AnyError] [where] }
// An `AnyError` is a rejection already.
warp! { reply [] [crate::AnyError] [where] }

// A box of it would not be one, which is no error.
__mrets_respond! { @each [] [crate::Internal] [where] [where] }
