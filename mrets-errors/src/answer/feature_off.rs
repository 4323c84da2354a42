//! Methods of features that are off. Calling one is a compile error that names the feature.
//!
//! For types and modules rustc names the feature by itself. For a method it says only "not found".

/// Writes methods of `Catalog` with the bound `$bound`, which no type satisfies.
#[cfg(not(all(feature = "docs", feature = "fluent")))]
macro_rules! methods {
    ($bound:ident: $($method:ident($($arg:ident),*);)*) => {
        impl crate::answer::catalog::Catalog {
            $(
                #[doc(hidden)]
                pub fn $method<T>(&self, $($arg: impl Sized),*) -> T
                where
                    // The lifetime makes it a bound that need not hold here.
                    for<'a> Self: $bound<'a>,
                {
                    $(drop($arg);)*
                    self.answer()
                }
            )*
        }
    };
}

#[cfg(not(feature = "docs"))]
#[diagnostic::on_unimplemented(
    message = "this method of `{Self}` needs the feature `docs` of `mrets-errors`",
    label = "the feature `docs` is off",
    note = "run `cargo add mrets-errors --features docs`"
)]
pub trait NeedsDocs<'a> {
    fn answer<T>(&'a self) -> T;
}

#[cfg(not(feature = "docs"))]
methods! {
    NeedsDocs:
    page();
    to_html();
    to_markdown();
    to_json();
    check(path);
    bless(path);
    check_documented();
}

#[cfg(not(feature = "__catalog"))]
#[diagnostic::on_unimplemented(
    message = "this method of `{Self}` needs the feature `docs` or `utoipa` of `mrets-errors`",
    label = "the features `docs` and `utoipa` are off",
    note = "run `cargo add mrets-errors --features docs`, or `--features utoipa`"
)]
pub trait NeedsCatalog<'a> {
    fn answer<T>(&'a self) -> T;
}

#[cfg(not(feature = "__catalog"))]
methods! {
    NeedsCatalog:
    openapi_components();
    openapi_responses();
    check_openapi(document);
    with_examples(examples);
}

#[cfg(not(feature = "fluent"))]
#[diagnostic::on_unimplemented(
    message = "this method of `{Self}` needs the feature `fluent` of `mrets-errors`",
    label = "the feature `fluent` is off",
    note = "run `cargo add mrets-errors --features fluent`"
)]
pub trait NeedsFluent<'a> {
    fn answer<T>(&'a self) -> T;
}

#[cfg(not(feature = "fluent"))]
methods! {
    NeedsFluent:
    to_fluent();
    check_fluent(dir);
}

#[cfg(not(feature = "html"))]
#[diagnostic::on_unimplemented(
    message = "this method of `{Self}` needs the feature `html` of `mrets-errors`",
    label = "the feature `html` is off",
    note = "run `cargo add mrets-errors --features html`"
)]
pub trait NeedsHtml<'a> {}

#[cfg(not(feature = "html"))]
impl crate::document::dialect::Dialect {
    #[doc(hidden)]
    #[must_use]
    pub const fn html(self) -> Self
    where
        // The lifetime makes it a bound that need not hold here.
        for<'a> Self: NeedsHtml<'a>,
    {
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn html_with<F: Copy>(self, _page: F) -> Self
    where
        for<'a> Self: NeedsHtml<'a>,
    {
        self
    }
}

#[cfg(not(feature = "client"))]
#[diagnostic::on_unimplemented(
    message = "`from_failure` of `{Self}` needs the feature `client` of `mrets-errors`",
    label = "the feature `client` is off",
    note = "run `cargo add mrets-errors --features client`"
)]
pub trait NeedsClient {}
