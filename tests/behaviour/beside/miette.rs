//! Beside miette, whose trait also has a method `code`, so that only the macro is imported.

use miette::{Diagnostic, NamedSource, SourceSpan};
use mrets_errors::derive::MretsError;
use thiserror::Error;

#[derive(Debug, Error, Diagnostic, MretsError)]
enum QueryError {
    #[error("the filter is not closed")]
    #[diagnostic(code(registry::filter), help("close it by `]`"))]
    #[status(400, code = "open_filter", parameter = "filter")]
    OpenFilter {
        #[source_code]
        query: NamedSource<String>,
        #[label("here")]
        at: SourceSpan,
    },
    #[error(transparent)]
    #[diagnostic(transparent)]
    #[status(transparent)]
    Inner(#[from] Inner),
}

#[derive(Debug, Error, Diagnostic, MretsError)]
#[error("the secret")]
#[diagnostic(code(registry::inner), severity(Warning))]
#[status(500)]
struct Inner;

#[test]
fn code_is_miettes_and_ours_by_the_traits_name() {
    let error = QueryError::OpenFilter {
        query: NamedSource::new("query", "filter[a".to_owned()),
        at: (6, 1).into(),
    };
    assert_eq!(error.code().unwrap().to_string(), "registry::filter");
    assert_eq!(error.help().unwrap().to_string(), "close it by `]`");
    assert_eq!(mrets_errors::MretsError::code(&error), "open_filter");
    assert_eq!(
        crate::support::body(&error),
        r#"{"errors":[{"title":"Bad Request","detail":"the filter is not closed","code":"open_filter","source":{"parameter":"filter"},"status":"400"}]}"#
    );
    assert_eq!(error.labels().unwrap().count(), 1);
}

#[test]
fn transparent_on_both_sides() {
    let error = QueryError::from(Inner);
    assert_eq!(error.code().unwrap().to_string(), "registry::inner");
    assert_eq!(mrets_errors::MretsError::status(&error), 500);
    assert!(!crate::support::body(&error).contains("secret"));
}

/// miette alone, with our `Display`.
#[test]
fn the_codes_of_both_traits_stay_apart() {
    #[derive(Debug, Diagnostic, MretsError)]
    enum Alone {
        #[diagnostic(code(registry::alone))]
        #[status(404, detail = "There is no {0}.")]
        NotFound(&'static str),
    }
    let error = Alone::NotFound("account");
    assert_eq!(error.to_string(), "There is no account.");
    assert_eq!(error.code().unwrap().to_string(), "registry::alone");
    assert_eq!(mrets_errors::MretsError::code(&error), "404");
}

/// The trait and the macro under one name. Only a call of `code` would be ambiguous.
#[test]
fn both_traits_in_scope() {
    use mrets_errors::MretsError;

    #[derive(Debug, Error, Diagnostic, MretsError)]
    #[error("gone")]
    #[diagnostic(code(registry::gone))]
    #[status(410)]
    struct Gone;
    assert_eq!(Gone.status(), 410);
    assert_eq!(MretsError::code(&Gone), "410");
    assert_eq!(
        Diagnostic::code(&Gone).unwrap().to_string(),
        "registry::gone"
    );
}
