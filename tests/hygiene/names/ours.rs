//! Variants, types, parameters and fields have the names that generated code uses.

use crate::support::{header, object, objects};
use http::StatusCode;
use mrets_errors::{Failure, MretsError};
use std::error::Error as _;

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
