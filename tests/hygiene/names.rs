//! Generated code in places where every name means something else.

use crate::support::{PLAIN_JSON as PLAIN, body, header, object, objects};
use http::StatusCode;
use mrets_errors::{Failure, MretsError};
use std::error::Error as _;
use std::time::Duration;

/// Other items under the names that generated code uses.
mod shadowed {
    #![allow(
        dead_code,
        non_snake_case,
        non_camel_case_types,
        non_upper_case_globals,
        unused_macros,
        clippy::upper_case_acronyms,
        reason = "they are in the way"
    )]

    pub(super) struct Result;
    pub(super) struct Option;
    pub(super) struct String;
    pub(super) struct Vec;
    pub(super) struct Box;
    pub(super) struct Formatter;
    pub(super) struct StatusCode;
    pub(super) struct Envelope;
    pub(super) struct Parts;
    pub(super) struct Answer;
    pub(super) struct Row;
    pub(super) struct Out;
    pub(super) struct Errors;
    pub(super) struct Cow;
    pub(super) struct str;
    pub(super) struct bool;
    pub(super) struct u16;
    pub(super) struct usize;
    pub(super) trait MretsError {}
    pub(super) trait Error {}
    pub(super) trait Display {}
    pub(super) trait Debug {}
    pub(super) trait From {}
    pub(super) trait Into {}
    pub(super) trait Clone {}
    pub(super) trait Default {}
    pub(super) trait ToString {}
    pub(super) trait IntoIterator {}
    pub(super) trait Iterator {}
    pub(super) trait FromIterator {}
    pub(super) trait AsRef {}
    pub(super) trait Send {}
    pub(super) trait Sync {}
    pub(super) trait Sized {}
    pub(super) trait Fn {}
    pub(super) trait FnMut {}
    pub(super) trait Serialize {}
    pub(super) trait Decode {}
    pub(super) struct ErrorObject;
    pub(super) struct Catalog;
    pub(super) struct char;
    pub(super) struct u8;
    pub(super) struct u64;
    pub(super) const error: () = ();
    pub(super) const response: () = ();
    pub(super) const errors: () = ();
    pub(super) const inner: () = ();
    pub(super) const tried: () = ();
    pub(super) const part: () = ();
    pub(super) const out: () = ();
    pub(super) fn Ok() {}
    pub(super) fn Err() {}
    pub(super) fn Some() {}
    pub(super) fn None() {}
    pub(super) fn drop() {}
    pub(super) mod std {}
    pub(super) mod core {}
    pub(super) mod alloc {}
    pub(super) mod http {}
    pub(super) mod bytes {}
    pub(super) mod serde {}
    pub(super) mod serde_json {}
    pub(super) mod mrets_errors {}
    pub(super) mod axum {}
    macro_rules! format_args {
        ($($any:tt)*) => {
            compile_error!("shadowed")
        };
    }
    macro_rules! write {
        ($($any:tt)*) => {
            compile_error!("shadowed")
        };
    }
    macro_rules! matches {
        ($($any:tt)*) => {
            compile_error!("shadowed")
        };
    }
    macro_rules! unreachable {
        ($($any:tt)*) => {
            compile_error!("shadowed")
        };
    }
    macro_rules! respond {
        ($($any:tt)*) => {
            compile_error!("shadowed")
        };
    }
    macro_rules! concat {
        ($($any:tt)*) => {
            compile_error!("shadowed")
        };
    }
    macro_rules! panic {
        ($($any:tt)*) => {
            compile_error!("shadowed")
        };
    }

    #[derive(::core::fmt::Debug, ::mrets_errors::MretsError)]
    #[mrets(codes = "snake_case")]
    pub(super) enum Everything {
        #[status(404, detail = "no {id}", id = .id, pointer = "/{id}", about = "a/{id}")]
        NotFound { id: &'static ::core::primitive::str },
        #[status(500, display = "broken")]
        Broken(#[from] ::core::fmt::Error),
        #[status(500)]
        Maybe(#[source] ::core::option::Option<::std::io::Error>),
        #[status(429, retry_after = .0, headers("X-N" = 1), meta(n = 2))]
        Limited(::core::time::Duration),
        #[status(transparent)]
        Inner(Inner),
        #[status(422)]
        Several(#[errors] ::std::vec::Vec<Inner>),
        #[status(.0)]
        RunTime(::http::StatusCode),
        #[status(400, detail = "{0}")]
        Path(::std::path::PathBuf),
        #[status(.0, code = .1)]
        Decided(::core::primitive::u16, &'static ::core::primitive::str),
        #[status(like = .0, meta(n = .1))]
        Like(Inner, ::core::primitive::u32),
        #[status(like = self.made())]
        Made,
    }

    impl Everything {
        fn made(&self) -> Inner {
            Inner
        }
    }

    #[derive(::core::fmt::Debug, ::mrets_errors::MretsError)]
    #[status(403)]
    pub(super) struct Inner;

    #[derive(::core::fmt::Debug, ::mrets_errors::MretsError)]
    #[status(409, detail = "{0}")]
    pub(super) struct Generic<T>(pub(super) T);

    #[derive(::core::fmt::Debug, ::core::cmp::PartialEq, ::mrets_errors::MretsError)]
    #[mrets(
        codes = "snake_case",
        challenge = "Basic",
        dialect = super::PLAIN,
        decode,
        docs = "https://example.org/errors"
    )]
    pub(super) enum Decoded<E> {
        /// Documented.
        #[status(422, detail("{} and {n}", .0, n = .1.is_some()))]
        Sent(::std::string::String, ::core::option::Option<E>),
        #[status(.status)]
        RunTime {
            status: ::http::StatusCode,
            #[meta]
            value: E,
            secret: ::core::primitive::u8,
            #[meta(flatten)]
            others: ::core::option::Option<E>,
            #[headers]
            headers: ::std::vec::Vec<(::std::string::String, ::std::string::String)>,
        },
        #[status(500)]
        From(#[from] ::core::option::Option<::core::fmt::Error>),
        #[status(transparent)]
        Boxed(::std::boxed::Box<Decoded<E>>),
        #[status(400)]
        Several(#[errors] ::std::vec::Vec<Decoded<E>>),
        #[status(401)]
        Unauthenticated,
        #[status(304)]
        NotModified,
    }
}

#[test]
fn shadowed_names() {
    use shadowed::{Everything, Generic, Inner};
    let error = Everything::NotFound { id: "a/b" };
    assert_eq!(
        body(&error),
        r#"{"errors":[{"title":"Not Found","detail":"no a/b","id":"a/b","code":"not_found","source":{"pointer":"/a~1b"},"links":{"about":"a/a%2Fb"},"status":"404"}]}"#
    );
    let broken = Everything::from(std::fmt::Error);
    assert_eq!(broken.to_string(), "broken");
    assert!(broken.source().is_some());
    assert!(Everything::Maybe(None).source().is_none());
    let limited = Everything::Limited(Duration::from_secs(2));
    assert_eq!(header(&limited, "retry-after").unwrap(), "2");
    assert_eq!(object(&limited)["meta"]["n"], 2);
    assert_eq!(Everything::Inner(Inner).status(), 403);
    assert_eq!(objects(&Everything::Several(vec![Inner, Inner])).len(), 2);
    assert_eq!(Everything::RunTime(StatusCode::GONE).status(), 410);
    assert_eq!(Everything::Path("/a".into()).detail(), "/a");
    let decided = Everything::Decided(410, "gone");
    assert_eq!(object(&decided)["code"], "gone");
    assert_eq!(object(&Everything::Like(Inner, 3))["meta"]["n"], 3);
    assert_eq!(Everything::Made.status(), 403);
    assert!(Everything::catalog().is_open());
    assert_eq!(Generic(7).detail(), "7");
}

/// Decodes each variant where the names are in the way.
macro_rules! every_variant_comes_back {
    ($decoded:ident) => {
        let status = StatusCode::GONE;
        for error in [
            $decoded::Sent("a".to_owned(), Some('c')),
            $decoded::RunTime {
                status,
                value: 'c',
                secret: 0,
                others: None,
                headers: vec![],
            },
            $decoded::From(None),
            $decoded::Several(vec![]),
            $decoded::Unauthenticated,
        ] {
            let object = &error.to_envelope().errors[0];
            assert_eq!($decoded::from_error_object(object), Ok(error));
        }
        let errors = vec![$decoded::<char>::Unauthenticated, $decoded::From(None)];
        let errors = $decoded::Several(errors);
        assert_eq!(
            $decoded::from_failure(&Failure::from(&errors.to_response())),
            Ok(errors)
        );
        let boxed = $decoded::<char>::Boxed(Box::new($decoded::Unauthenticated));
        assert_eq!(header(&boxed, "www-authenticate").unwrap(), "Basic");
        assert_eq!(
            object(&boxed)["links"]["type"],
            "https://example.org/errors#unauthenticated"
        );
        assert_eq!(body(&$decoded::<char>::NotModified), "");
        assert_eq!(
            $decoded::<char>::catalog().entries().next().unwrap().doc,
            "Documented."
        );
    };
}

#[test]
fn shadowed_names_on_the_way_back() {
    use shadowed::Decoded;
    every_variant_comes_back!(Decoded);
}

mod without_prelude {
    #![no_implicit_prelude]

    #[derive(::core::fmt::Debug, ::mrets_errors::MretsError)]
    pub(super) enum Everything {
        #[status(404, detail("no {id} of {n}", n = .id.len()), meta(id = .id), pointer = "/{id}")]
        NotFound { id: &'static str },
        #[status(500)]
        Broken(#[from] ::core::fmt::Error),
        #[status(500)]
        Boxed(
            #[source]
            ::std::boxed::Box<
                dyn ::core::error::Error + ::core::marker::Send + ::core::marker::Sync,
            >,
        ),
        #[status(transparent)]
        Inner(Inner),
        #[status(422)]
        Several(#[errors] ::std::vec::Vec<Inner>),
        #[status(400, detail = "{path}")]
        Path { path: ::std::path::PathBuf },
    }

    #[derive(::core::fmt::Debug, ::mrets_errors::MretsError)]
    #[status(401)]
    pub(super) struct Inner;

    #[derive(::core::fmt::Debug, ::mrets_errors::MretsError)]
    pub(super) enum Never {}

    #[derive(::core::fmt::Debug, ::core::cmp::PartialEq, ::mrets_errors::MretsError)]
    #[mrets(
        codes = "snake_case",
        challenge = "Basic",
        decode,
        docs = "https://example.org/errors"
    )]
    pub(super) enum Decoded<E> {
        /// Documented.
        #[status(422, detail("{} and {n}", .0, n = .1.is_some()), retry_after = .0.len() as u64)]
        Sent(::std::string::String, ::core::option::Option<E>),
        #[status(.status, headers("X-Secret" = .secret))]
        RunTime {
            status: ::http::StatusCode,
            #[meta]
            value: E,
            secret: u8,
            #[meta(flatten)]
            others: ::core::option::Option<E>,
            #[headers]
            headers: ::std::vec::Vec<(::std::string::String, ::std::string::String)>,
        },
        #[status(500)]
        From(#[from] ::core::option::Option<::core::fmt::Error>),
        #[status(transparent)]
        Boxed(::std::boxed::Box<Decoded<E>>),
        #[status(400)]
        Several(#[errors] ::std::vec::Vec<Decoded<E>>),
        #[status(401)]
        Unauthenticated,
        #[status(304)]
        NotModified,
    }
}

#[test]
fn no_implicit_prelude_on_the_way_back() {
    use without_prelude::Decoded;
    every_variant_comes_back!(Decoded);
}

#[test]
fn no_implicit_prelude() {
    use without_prelude::{Everything, Inner, Never};
    let error = Everything::NotFound { id: "a/b" };
    assert_eq!(
        body(&error),
        r#"{"errors":[{"title":"Not Found","detail":"no a/b of 3","code":"404","source":{"pointer":"/a~1b"},"status":"404","meta":{"id":"a/b"}}]}"#
    );
    assert!(Everything::from(std::fmt::Error).source().is_some());
    let boxed = Everything::Boxed(std::fmt::Error.into());
    assert!(boxed.source().unwrap().is::<std::fmt::Error>());
    let inner = Everything::Inner(Inner);
    assert_eq!(header(&inner, "www-authenticate").unwrap(), "ApiKey");
    assert_eq!(objects(&Everything::Several(vec![Inner])).len(), 1);
    assert_eq!(Everything::Path { path: "/a".into() }.detail(), "/a");
    let never: Option<Never> = None;
    assert!(never.is_none());
}

/// A blanket trait in scope that gives every type methods of these names.
mod meddled {
    #![allow(dead_code, reason = "nobody is to call them")]

    pub(super) trait Meddler {
        fn status(&self) {}
        fn answer(&self) {}
        fn write(&self) {}
        fn write_fmt(&self) {}
        fn write_str(&self) {}
        fn as_parts(&self) {}
        fn as_ref(&self) {}
        fn map(&self) {}
        fn meta(&self) {}
        fn header(&self) {}
        fn retry_after(&self) {}
        fn source(&self) {}
        fn as_dyn_error(&self) {}
        fn as_display(&self) {}
        fn to_string(&self) {}
    }

    impl<T: ?Sized> Meddler for T {}

    #[derive(Debug, mrets_errors::MretsError)]
    pub(super) enum Everything {
        #[status(404, detail = "no {id}", id = .id, pointer = "/{id}")]
        NotFound { id: &'static str },
        #[status(500)]
        Maybe(#[source] Option<Box<dyn std::error::Error + Send + Sync>>),
        #[status(429, retry_after = .0, headers("X-N" = .0), meta(n = .0))]
        Limited(u32),
        #[status(transparent)]
        Boxed(Box<Everything>),
        #[status(422)]
        Several(#[errors] Vec<Everything>),
        #[status(.0)]
        RunTime(http::StatusCode),
    }
}

#[test]
fn methods_of_a_blanket_trait() {
    use meddled::Everything;
    let error = Everything::NotFound { id: "a" };
    assert_eq!(object(&error)["source"]["pointer"], "/a");
    let maybe = Everything::Maybe(Some(std::fmt::Error.into()));
    assert!(maybe.source().is_some());
    let limited = || Everything::Limited(3);
    assert_eq!(header(&limited(), "retry-after").unwrap(), "3");
    assert_eq!(header(&limited(), "x-n").unwrap(), "3");
    let boxed = Everything::Boxed(Box::new(limited()));
    assert_eq!(object(&boxed)["meta"]["n"], 3);
    assert_eq!(
        objects(&Everything::Several(vec![limited(), boxed])).len(),
        2
    );
    assert_eq!(Everything::RunTime(StatusCode::GONE).status(), 410);
}

/// A type with methods of the same names as the trait's, and a constant of its own.
#[test]
fn methods_of_the_type_itself() {
    #[derive(Debug, MretsError)]
    enum Own {
        #[status(404, detail = "{0}")]
        NotFound(u8),
        #[status(transparent)]
        Boxed(Box<Own>),
    }
    #[expect(clippy::unused_self, reason = "as methods are")]
    impl Own {
        fn status(&self) -> &'static str {
            "own"
        }
        fn answer(&self) -> bool {
            matches!(self, Self::NotFound(_))
        }
        fn write(&self) {}
        fn as_parts(&self) {}
        fn to_json(&self) {}
    }
    let error = Own::Boxed(Box::new(Own::NotFound(7)));
    assert_eq!(error.status(), "own");
    assert!(!error.answer());
    error.write();
    error.as_parts();
    error.to_json();
    assert_eq!(MretsError::status(&error), 404);
    assert_eq!(object(&error)["detail"], "7");
}

/// Variants, types and parameters with names that generated code uses.
#[test]
fn variants_and_parameters_of_well_known_names() {
    #[derive(Debug, PartialEq, MretsError)]
    #[status(400)]
    #[mrets(codes = "snake_case", decode, docs = "https://example.org/errors")]
    #[expect(clippy::enum_variant_names, reason = "well-known ones")]
    enum Ok<Result, Option, __W, T, E> {
        #[status(400, detail = "{0}")]
        Ok(Result),
        #[status(400, detail = "{0:?}")]
        Err(Option),
        Some(__W),
        None(T),
        String(E),
        Self_,
        Parts,
        Part,
        Row,
        Answer,
        Out,
        Note,
        Decode,
        Error,
    }
    type All = Ok<u8, char, (), [u8; 1], String>;
    for (error, code) in [
        (All::Ok(1), "ok"),
        (All::Err('c'), "err"),
        (All::Some(()), "some"),
        (All::None([1]), "none"),
        (All::String(String::new()), "string"),
        (All::Self_, "self"),
        (All::Parts, "parts"),
        (All::Part, "part"),
        (All::Row, "row"),
        (All::Answer, "answer"),
        (All::Out, "out"),
        (All::Note, "note"),
        (All::Decode, "decode"),
        (All::Error, "error"),
    ] {
        assert_eq!(object(&error)["code"], code);
        let envelope = error.to_envelope();
        let back = All::from_error_object(&envelope.errors[0]);
        assert_eq!(back.as_ref(), Result::Ok(&error));
    }
    assert_eq!(All::Ok(1).detail(), "1");
    assert_eq!(All::Err('c').detail(), "'c'");
}

/// `crate = ...` with every kind of path.
mod renamed {
    pub(super) mod facade {
        pub(in crate::hygiene::names) use mrets_errors as alias;
    }

    use mrets_errors as local;

    #[derive(Debug, local::MretsError)]
    #[mrets(crate = local)]
    #[status(404, detail = "{0}")]
    pub(super) struct ByUse(pub(super) u8);

    #[derive(Debug, facade::alias::MretsError)]
    #[mrets(crate = crate::hygiene::names::renamed::facade::alias)]
    pub(super) enum ByCratePath {
        #[status(500)]
        Broken(#[from] std::fmt::Error),
        #[status(transparent)]
        Other(ByUse),
    }

    #[derive(Debug, local::MretsError)]
    #[mrets(crate = self::facade::alias)]
    #[status(404)]
    pub(super) struct BySelf;

    #[derive(Debug, local::MretsError)]
    #[mrets(crate = super::renamed::facade::alias)]
    #[status(404)]
    pub(super) struct BySuper;

    #[derive(Debug, local::MretsError)]
    #[mrets(crate = ::mrets_errors)]
    #[status(404)]
    pub(super) struct ByGlobal;
}

#[test]
fn a_renamed_crate() {
    use renamed::{ByCratePath, ByGlobal, BySelf, BySuper, ByUse};
    assert_eq!(object(&ByUse(7))["detail"], "7");
    assert_eq!(ByCratePath::from(std::fmt::Error).status(), 500);
    assert_eq!(ByCratePath::Other(ByUse(7)).detail(), "7");
    let bodies = [body(&BySelf), body(&BySuper), body(&ByGlobal)];
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(bodies[0], bodies[2]);
}

#[test]
fn in_the_body_of_a_function() {
    fn fail(id: u8) -> Result<(), impl MretsError> {
        #[derive(Debug, MretsError)]
        enum Local {
            #[status(404, detail = "{id} of {MAX}", meta(limit = limit()))]
            NotFound { id: u8 },
        }
        const MAX: u8 = 3;
        fn limit() -> u8 {
            MAX
        }
        Err(Local::NotFound { id })
    }
    let error = fail(7).unwrap_err();
    assert_eq!(error.detail(), "7 of 3");
    assert_eq!(object(&error)["meta"]["limit"], 3);
}

/// Several types in one module share no generated name.
#[test]
fn two_of_one_name_in_two_scopes() {
    let first = {
        #[derive(Debug, MretsError)]
        #[status(404)]
        struct Twin;
        body(&Twin)
    };
    let second = {
        #[derive(Debug, MretsError)]
        #[status(409)]
        struct Twin;
        body(&Twin)
    };
    assert_ne!(first, second);
}

/// Names that generated code uses itself, as fields.
#[derive(Debug, PartialEq, MretsError)]
#[mrets(decode, docs = "https://example.org/errors")]
enum OurNames {
    #[status(
        409,
        code = "shown",
        detail("{out} {part} {formatter} {__out} {f}", formatter = .__formatter),
        display = "{error} {errors} {inner} {self_} {__mrets}",
        id = .part,
        meta(sum = part + .out),
        headers("X-Out" = .out, "X-Error" = error),
        retry_after = .inner,
        pointer = "/{error}"
    )]
    Shown {
        out: u8,
        part: u8,
        f: u8,
        error: u8,
        errors: u8,
        inner: u8,
        self_: u8,
        __mrets: u8,
        __formatter: u8,
        __out: u8,
    },
    #[status(422, code = "several", detail = "{error} {inner}")]
    Several {
        #[errors]
        errors: Vec<OurNames>,
        error: u8,
        inner: u8,
    },
    #[status(.status, code = "source")]
    Source {
        status: StatusCode,
        #[source]
        __source: Option<std::fmt::Error>,
        #[meta]
        source_: u8,
        #[meta]
        error: u8,
    },
    #[status(transparent)]
    Transparent { errors: Box<OurNames> },
}

#[test]
fn fields_with_our_names() {
    let shown = || OurNames::Shown {
        out: 1,
        part: 2,
        f: 3,
        error: 4,
        errors: 5,
        inner: 6,
        self_: 7,
        __mrets: 8,
        __formatter: 9,
        __out: 10,
    };
    let error = shown();
    assert_eq!(error.to_string(), "4 5 6 7 8");
    let object_of = object(&error);
    assert_eq!(object_of["detail"], "1 2 9 10 3");
    assert_eq!(object_of["id"], "2");
    assert_eq!(object_of["source"]["pointer"], "/4");
    assert_eq!(object_of["meta"]["__mrets"], 8);
    assert_eq!(object_of["meta"]["out"], 1);
    assert_eq!(object_of["meta"]["sum"], 3);
    assert_eq!(header(&error, "x-error").unwrap(), "4");
    assert_eq!(header(&error, "retry-after").unwrap(), "6");
    let several = |errors, error| OurNames::Several {
        errors,
        error,
        inner: 0,
    };
    assert_eq!(several(vec![], 7).to_string(), "7 0");
    assert_eq!(objects(&several(vec![shown(), shown()], 0)).len(), 2);
    let source = OurNames::Source {
        status: StatusCode::GONE,
        __source: Some(std::fmt::Error),
        source_: 1,
        error: 2,
    };
    assert!(source.source().is_some());
    assert_eq!(object(&source)["meta"]["error"], 2);
    let transparent = OurNames::Transparent {
        errors: Box::new(shown()),
    };
    assert_eq!(object(&transparent), object(&shown()));
    for error in [
        shown(),
        several(vec![shown(), shown()], 0),
        several(vec![], 0),
    ] {
        let failure = Failure::from(&error.to_response());
        assert_eq!(OurNames::from_failure(&failure), Ok(error));
    }
}
