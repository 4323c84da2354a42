//! Texts that `concat!`, `stringify!`, `env!` and `include_str!` make, and constants.

use crate::support::{body, object};
use mrets_errors::MretsError;

const TITLE: &str = "From a constant";

mod codes {
    pub(super) const GONE: &str = "gone_for_good";
}

/// An enum of many codes, as a macro writes it.
macro_rules! service_errors {
    ($($variant:ident = $status:literal $code:ident $title:literal;)*) => {
        #[derive(Debug, MretsError)]
        enum ServiceError {
            $(
                #[doc = concat!("Answers ", stringify!($status), ".")]
                #[status(
                    $status,
                    title = $title,
                    code = stringify!($code),
                    type = concat!("https://example.org/errors/", stringify!($code)),
                    detail = concat!("It is {self:?}: ", $title, ".")
                )]
                $variant,
            )*
        }
    };
}

service_errors! {
    NotFound = 404 NOT_FOUND "Not found";
    Taken = 409 TAKEN "Taken";
}

impl ServiceError {
    const ALL: [Self; 2] = [Self::NotFound, Self::Taken];
}

#[test]
fn a_macro_writes_an_enum_of_codes() {
    let [first, second] = &ServiceError::ALL;
    assert_eq!((&*first.code(), &*second.code()), ("NOT_FOUND", "TAKEN"));
    assert_eq!(
        object(second)["links"]["type"],
        "https://example.org/errors/TAKEN"
    );
    let catalog = ServiceError::catalog();
    let docs: Vec<_> = catalog.entries().map(|entry| entry.doc).collect();
    assert_eq!(docs, ["Answers 404.", "Answers 409."]);
}

#[test]
fn title_and_code_may_be_constants() {
    #[derive(Debug, MretsError)]
    #[mrets(decode)]
    enum Error {
        #[status(410, title = TITLE, code = codes::GONE, detail = "It is gone.")]
        Gone,
        #[status(409, title = self::TITLE, detail = "{0}")]
        Other(String),
    }
    assert_eq!(
        body(&Error::Gone),
        r#"{"errors":[{"title":"From a constant","detail":"It is gone.","code":"gone_for_good","status":"410"}]}"#
    );
    assert_eq!(Error::Other("x".to_owned()).title(), TITLE);
    let entries = Error::catalog();
    assert_eq!(entries.by_code(codes::GONE).count(), 1);
    let envelope = Error::Gone.to_envelope();
    let received = Error::from_error_object(&envelope.errors[0]);
    assert!(matches!(received, Ok(Error::Gone)));
}

#[test]
fn variables_and_files_of_the_compilation() {
    #[derive(Debug, MretsError)]
    #[status(
        401,
        title = env!("CARGO_PKG_NAME"),
        challenge = concat!("Basic realm=", '"', 1, -2, 3.5, true, '"'),
        detail = include_str!("constants.txt")
    )]
    #[doc = include_str!("constants.txt")]
    struct Error;
    assert_eq!(Error.title(), "mrets-errors-tests");
    assert_eq!(Error.detail(), "From a file.");
    assert_eq!(
        Error.headers()["www-authenticate"],
        r#"Basic realm="1-23.5true""#
    );
    let catalog = Error::catalog();
    assert_eq!(catalog.entries().next().unwrap().doc, "From a file.");
}
