//! The macro by which generated code shows a value with a format.

/// The value of a placeholder with a format, such as `{price:.2}`. A message takes the value itself.
#[cfg(feature = "fluent")]
#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_formatted {
    ($value:expr, $text:expr) => {
        &$crate::private::Formatted {
            value: $value,
            text: $text,
        }
    };
}

#[cfg(not(feature = "fluent"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_formatted {
    ($value:expr, $text:expr) => {
        &$text
    };
}
