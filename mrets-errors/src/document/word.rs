//! [`Word`]: the words of our pages, which a service can translate beside its errors.

#[cfg(any(feature = "fluent", feature = "html"))]
pub(crate) mod error_page;

#[cfg(any(feature = "docs", feature = "html"))]
use std::fmt;

/// A text of a page's own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// The id of its message.
    #[cfg_attr(
        not(feature = "fluent"),
        expect(dead_code, reason = "translations have it")
    )]
    pub(crate) id: &'static str,
    /// The English text, with placeholders as `{since}`.
    pub(crate) english: &'static str,
    /// The English text for the number 1, if the only placeholder is a number on which the form depends.
    #[cfg_attr(
        not(any(feature = "docs", feature = "html")),
        expect(dead_code, reason = "pages show it")
    )]
    pub(crate) english_of_one: Option<&'static str>,
}

/// The value of a placeholder.
#[cfg(any(feature = "docs", feature = "html"))]
#[derive(Debug, Clone, Copy)]
pub(crate) enum Value<'a> {
    Text(&'a str),
    #[cfg_attr(
        not(feature = "html"),
        expect(dead_code, reason = "the page of one error has numbers")
    )]
    Number(u64),
}

#[cfg(any(feature = "docs", feature = "html"))]
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
        }
    }
}

/// Declares the words of a page as constants, and as one list. The id of each message starts with the page's prefix,
/// as no code of an error is likely to do. An English text for the number 1 stands behind `|`.
macro_rules! words {
    ($prefix:literal; $($constant:ident $name:literal $english:literal $(| $of_one:literal)?;)*) => {
        $(
            pub(crate) const $constant: Word = Word {
                id: concat!($prefix, $name),
                english: $english,
                english_of_one: words!(@of_one $($of_one)?),
            };
        )*

        /// All of them, in the order in which the page shows them.
        #[cfg(feature = "fluent")]
        pub(crate) static WORDS: &[Word] = &[$($constant),*];
    };
    (@of_one) => {
        None
    };
    (@of_one $of_one:literal) => {
        Some($of_one)
    };
}

pub(crate) use words;
