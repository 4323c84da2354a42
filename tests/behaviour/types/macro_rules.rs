//! Derives inside of `macro_rules!`, where fragments come in invisible groups, and names from two sides.

use crate::support::{body, header, object, objects};
use mrets_errors::MretsError;
use std::fmt::Debug;

macro_rules! error {
    (
        $vis:vis $name:ident {
            $($variant:ident ($status:literal, $title:literal, $detail:literal) { $($field:ident: $ty:ty),* };)*
        }
    ) => {
        #[derive(Debug, MretsError)]
        $vis enum $name {
            $(
                #[status($status, title = $title, detail = $detail)]
                $variant { $($field: $ty),* },
            )*
        }
    };
}

error! {
    pub(crate) Literals {
        NotFound(404, "Record not found", "There is no {kind} {id}.") { kind: &'static str, id: u32 };
        Taken(409, "Taken", "It is taken.") {};
        Broken(500, "Broken", "It is broken.") {};
    }
}

#[test]
fn literals_identifiers_and_types() {
    let error = Literals::NotFound {
        kind: "account",
        id: 7,
    };
    assert_eq!(
        body(&error),
        r#"{"errors":[{"title":"Record not found","detail":"There is no account 7.","code":"404","status":"404"}]}"#
    );
    assert_eq!(Literals::Taken {}.detail(), "It is taken.");
    assert_eq!(Literals::Broken {}.status(), 500);
}

macro_rules! fields {
    ($name:ident, $field:ident, $status:ident, $e:expr, $wait:expr) => {
        #[derive(Debug, MretsError)]
        #[status(
                                    $status,
                                    id = .$field,
                                    detail("{} and {twice} of {own}", .$field, twice = .$field * 2),
                                    display("{0}", .$field + .own),
                                    meta($field = .$field, sum = $e, product = $e * 2, own = .own),
                                    headers("X-Expr" = $e, "X-Field" = .$field.to_string()),
                                    retry_after = $wait
                                )]
        struct $name {
            $field: u32,
            own: u32,
        }
    };
}

fields!(Fields, count, TOO_MANY_REQUESTS, 1 + 2, 2 + 3);

macro_rules! outside {
    ($name:ident { $field:ident: $ty:ty } $e:expr, $path:path) => {
        #[derive(Debug, MretsError)]
        #[status(400, detail("{}", $e), id = $e - 1, meta(negative = -$e, double = 2 * $e, path = $path($e)))]
        struct $name {
            $field: $ty,
        }
    };
}

outside!(Outside { count: i16 } count + 1, i32::from);

#[test]
fn expressions_that_name_fields() {
    let error = Outside { count: 7 };
    assert_eq!(
        body(&error),
        r#"{"errors":[{"title":"Bad Request","detail":"8","id":"7","code":"400","status":"400","meta":{"double":16,"negative":-8,"path":8}}]}"#
    );
}

/// `2 * (1 + 2)`, not `1 + 2 * 2`: an expression stays whole.
#[test]
fn expressions_and_fields_from_both_sides() {
    let error = Fields { count: 7, own: 1 };
    assert_eq!(
        body(&error),
        r#"{"errors":[{"title":"Too Many Requests","detail":"7 and 14 of 1","id":"7","code":"429","status":"429","meta":{"count":7,"own":1,"product":6,"sum":3}}]}"#
    );
    assert_eq!(error.to_string(), "8");
    assert_eq!(header(&error, "x-expr").unwrap(), "3");
    assert_eq!(header(&error, "x-field").unwrap(), "7");
    assert_eq!(header(&error, "retry-after").unwrap(), "5");
}

macro_rules! from {
    ($name:ident { $($variant:ident($source:ty)),* } $(transparent $inner:ident($other:path))?) => {
        #[derive(Debug, MretsError)]
        #[status(500)]
        enum $name {
            $($variant(#[from] $source),)*
            $(#[status(transparent)] $inner(#[from] $other),)?
        }
    };
}

from!(Sources { Fmt(std::fmt::Error), Io(std::io::Error), Boxed(Box<dyn std::error::Error + Send + Sync>), Maybe(Option<std::num::ParseIntError>) } transparent Other(Literals));

#[test]
fn types_of_sources() {
    use std::error::Error as _;
    assert!(Sources::from(std::fmt::Error).source().is_some());
    assert!(Sources::from(std::io::Error::other("a")).source().is_some());
    let boxed: Box<dyn std::error::Error + Send + Sync> = "a".into();
    assert_eq!(Sources::from(boxed).source().unwrap().to_string(), "a");
    let number = Sources::from("x".parse::<u8>().unwrap_err());
    assert!(number.source().unwrap().is::<std::num::ParseIntError>());
    assert_eq!(Sources::from(Literals::Taken {}).status(), 409);
}

macro_rules! field_attributes {
    ($name:ident, $status:ty, $one:ty, $several:ty, $member:ty) => {
        #[derive(Debug, MretsError)]
        enum $name {
            #[status(422)]
            Several(#[errors] $several),
            #[status(.status)]
            RunTime {
                status: $status,
                #[meta]
                member: $member,
            },
            #[status(transparent)]
            One(#[from] $one),
        }
    };
}

field_attributes!(
    FieldAttributes,
    http::StatusCode,
    Literals,
    Vec<Literals>,
    Option<u8>
);

#[test]
fn types_of_fields_with_attributes() {
    let several = FieldAttributes::Several(vec![Literals::Taken {}, Literals::Broken {}]);
    assert_eq!(objects(&several).len(), 2);
    assert_eq!(several.status(), 422);
    let run_time = FieldAttributes::RunTime {
        status: http::StatusCode::GONE,
        member: Some(7),
    };
    assert_eq!(object(&run_time)["meta"]["member"], 7);
    assert_eq!(FieldAttributes::from(Literals::Taken {}).status(), 409);
}

macro_rules! tokens {
    ($(#[$meta:meta])* $name:ident, $($status:tt)*) => {
        #[derive(Debug, MretsError)]
        $(#[$meta])*
        #[status($($status)*)]
        struct $name(u32);
    };
}

tokens!(#[mrets(codes = "kebab-case")] TokenTrees, 404, detail("{0} {n}", n = .0 + 1), pointer = "/{0}");

#[test]
fn token_trees_and_whole_attributes() {
    assert_eq!(TokenTrees(7).detail(), "7 8");
    assert_eq!(TokenTrees(7).code(), "token-trees");
    assert_eq!(object(&TokenTrees(7))["source"]["pointer"], "/7");
}

macro_rules! keys {
    ($case:literal, $dialect:path, $challenge:literal, $code:literal, $pointer:literal, $about:literal, $key:literal, $value:literal) => {
        #[derive(Debug, MretsError)]
        #[mrets(codes = $case, dialect = $dialect, challenge = $challenge)]
        enum Keys {
            #[status(401)]
            LoginFirst,
            #[status(422, code = $code, pointer = $pointer, about = $about, id = $value, meta($key = $value), headers($key = $value))]
            All(&'static str),
        }
    };
}

keys!(
    "snake_case",
    crate::support::PLAIN_JSON,
    "Basic",
    "all",
    "/{0}",
    "a/{0}",
    "x-key",
    7
);

#[test]
fn literals_of_every_key() {
    assert_eq!(
        body(&Keys::All("a/b")),
        r#"{"errors":[{"title":"Unprocessable Entity","detail":"Returned when the data is unable to be processed (for example, if a to POST account is not valid, or the JSON body of a request is badly-formed).","id":"7","code":"all","source":{"pointer":"/a~1b"},"links":{"about":"a/a%2Fb"},"status":"422","meta":{"x-key":7}}]}"#
    );
    assert_eq!(header(&Keys::All(""), "x-key").unwrap(), "7");
    assert_eq!(Keys::LoginFirst.code(), "login_first");
    assert_eq!(
        header(&Keys::LoginFirst, "www-authenticate").unwrap(),
        "Basic"
    );
    assert_eq!(
        Keys::LoginFirst.to_response().headers()["content-type"],
        "application/json"
    );
}

macro_rules! generic {
    ($name:ident<$lifetime:lifetime, $param:ident: $($bound:path),*>) => {
        #[derive(Debug, MretsError)]
        #[status(400, detail = "{text} {value:?}")]
        struct $name<$lifetime, $param $(: $bound)*> {
            text: &$lifetime str,
            value: $param,
        }
    };
}

generic!(Generic<'a, T: std::fmt::Debug>);

#[test]
fn lifetimes_and_bounds() {
    let text = "text".to_owned();
    let error = Generic {
        text: &text,
        value: Some(1),
    };
    assert_eq!(error.detail(), "text Some(1)");
}

/// Names of the macro and names of its caller do not meet.
macro_rules! local {
    ($given:ident, $detail:literal) => {{
        #[derive(Debug, MretsError)]
        #[status(400, detail = $detail, display("{}", .value), id = .$given)]
        struct Local {
            $given: u8,
            value: u8,
        }
        Local {
            $given: 1,
            value: 2,
        }
    }};
}

#[test]
fn hygiene_of_two_sides() {
    let error = local!(other, "{other} {value}");
    assert_eq!(error.detail(), "1 2");
    assert_eq!(error.to_string(), "2");
    assert_eq!(object(&error)["id"], "1");
}

/// A macro that calls a macro.
macro_rules! outer {
    ($name:ident, $status:literal, $($rest:tt)*) => {
        inner!($name, $status, $($rest)*);
    };
}

macro_rules! inner {
    ($name:ident, $status:literal, $detail:literal, $e:expr) => {
        #[derive(Debug, MretsError)]
        #[status($status, detail = $detail, meta(n = $e))]
        struct $name(u8);
    };
}

outer!(Nested, 410, "{0} is gone.", 2 * 3);

#[test]
fn fragments_through_two_macros() {
    assert_eq!(Nested(7).detail(), "7 is gone.");
    assert_eq!(Nested(7).status(), 410);
    assert_eq!(object(&Nested(7))["meta"]["n"], 6);
}

/// Every kind of fragment, and the way back through them.
macro_rules! every_fragment {
    (
        $(#[$outer:meta])*
        $vis:vis enum $name:ident<$param:ident: $bound:path> {
            $($(#[$inner:meta])* $variant:ident $fields:tt,)*
        }
        $base:literal, $case:literal, $expr:expr_2021, $block:block, $constant:ident
    ) => {
        #[derive(Debug, PartialEq, MretsError)]
        $(#[$outer])*
        #[mrets(codes = $case, decode, docs = $base)]
        $vis enum $name<$param: $bound> {
            $($(#[$inner])* $variant $fields,)*
            #[status($constant, id = $expr, meta(block = $block), retry_after = $block)]
            Last,
        }
    };
}

every_fragment! {
    #[doc = "Outside."]
    #[mrets(challenge = "Basic")]
    #[status(500)]
    pub(crate) enum Fragments<T: Debug> {
        Default { secret: u8 },
        #[doc = "Inside."]
        #[status(422, detail = "{0:?} {1}", pointer = "/{1}")]
        Sent(T, #[meta] u8),
        #[status(.status, display("{}", .status.as_u16()))]
        RunTime { status: http::StatusCode, #[meta] member: T },
        #[status(400)]
        Several(#[errors] Vec<Fragments<T>>),
        #[status(transparent)]
        Boxed(Box<Fragments<T>>),
    }
    "https://example.org/errors", "camelCase", 1 + 2, { 2 * 3 }, TOO_MANY_REQUESTS
}

#[test]
fn every_kind_of_fragment() {
    type All = Fragments<char>;
    let last = All::Last;
    assert_eq!(object(&last)["id"], "3");
    assert_eq!(object(&last)["meta"]["block"], 6);
    assert_eq!(header(&last, "retry-after").unwrap(), "6");
    let link = "https://example.org/errors#last";
    assert_eq!(object(&last)["links"]["type"], link);
    let entries = All::catalog();
    assert_eq!(entries.entries().nth(1).unwrap().doc, "Inside.");
    for error in [
        All::Default { secret: 0 },
        All::RunTime {
            status: http::StatusCode::GONE,
            member: 'c',
        },
        All::Several(vec![]),
        last,
    ] {
        let envelope = error.to_envelope();
        assert_eq!(All::from_error_object(&envelope.errors[0]), Ok(error));
    }
    let sent = All::Boxed(Box::new(All::Sent('c', 7)));
    assert_eq!(object(&sent)["detail"], "'c' 7");
}

/// Paths and types before the parentheses of a call.
macro_rules! called {
    ($path:path, $ty:ty, $value:expr) => {
        #[derive(Debug, MretsError)]
        enum Called {
            #[status($path(.0), code = <$ty>::CODE)]
            Path(u16),
            #[status(<$ty>::twice(.0))]
            Type(u16),
            #[status($value)]
            Value,
            #[status(($value))]
            Parenthesized,
        }
    };
}

struct Doubled;

impl Doubled {
    const CODE: &str = "doubled";

    fn twice(half: &u16) -> u16 {
        half * 2
    }
}

called!(self::Doubled::twice, Doubled, 404);

#[test]
fn calls_of_fragments_decide_the_status() {
    assert_eq!(Called::Path(205).status(), 410);
    assert_eq!(Called::Path(205).code(), "doubled");
    assert_eq!(Called::Type(202).status(), 404);
    assert_eq!(Called::Value.status(), 404);
    assert_eq!(Called::Parenthesized.status(), 404);
}
