//! The response traits of the frameworks whose features are on, in one macro: generated code calls it,
//! and so do the errors of this crate.

/// Names each framework's macro; one whose feature is off does nothing. The framework's link is a macro that implements
/// its traits and calls the next link. If the feature is off, its name means the next link itself, so that rustc expands
/// nothing for it.
macro_rules! frameworks {
    ($($feature:literal $name:ident $macro:ident $link:ident, then $next:ident)*) => {
        $(
            #[cfg(feature = $feature)]
            pub use crate::$macro as $name;
            #[cfg(not(feature = $feature))]
            pub use crate::__mrets_nothing as $name;

            #[cfg(feature = $feature)]
            pub use crate::$macro as $link;
            #[cfg(not(feature = $feature))]
            pub use self::$next as $link;
        )*
    };
}

frameworks! {
    "actix-web" actix_web __mrets_actix_web all, then from_axum
    "axum" axum __mrets_axum from_axum, then from_poem
    "poem" poem __mrets_poem from_poem, then from_rocket
    "rocket" rocket __mrets_rocket from_rocket, then from_salvo
    "salvo" salvo __mrets_salvo from_salvo, then from_tonic
    "tonic" tonic __mrets_tonic from_tonic, then from_utoipa
    "utoipa" utoipa __mrets_utoipa from_utoipa, then from_warp
    "warp" warp __mrets_warp from_warp, then none
}

pub use crate::__mrets_nothing as none;

#[cfg(not(feature = "utoipa"))]
pub use crate::__mrets_nothing as utoipa_selection;
#[cfg(feature = "utoipa")]
pub use crate::__mrets_utoipa_selection as utoipa_selection;

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
///
/// Each link gets the bounds twice: with that one, and as they are written.
#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_respond {
    ([] [$ty:ty] []) => {
        $crate::private::frameworks::all! { link [] [$ty] [where] [where] }
    };
    ([$($params:tt)*] [$ty:ty] []) => {
        $crate::__mrets_respond! { [$($params)*] [$ty] [where] }
    };
    ([$($params:tt)*] [$ty:ty] [where $($bounds:tt)*]) => {
        $crate::private::frameworks::all! {
            link [$($params)*] [$ty]
            [where for<'__mrets_static> $ty: 'static, $($bounds)*]
            [where $($bounds)*]
        }
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
actix_web! { [] [crate::Internal] [where] }
axum! { [] [crate::Internal] [where] }
poem! { [] [crate::Internal] [where] }
rocket! { [] [crate::Internal] [where] }
salvo! { [] [crate::Internal] [where] }
tonic! { [] [crate::Internal] [where] }
utoipa! { [] [crate::Internal] [where] }
warp! { [] [crate::Internal] [where] }
