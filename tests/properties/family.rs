//! The family: every key, every first item, every kind of field and of type, with any value in them.

use crate::support::{PLAIN_JSON, text};
use http::StatusCode;
use mrets_errors::{AnyError, ErrorObject, Errors, MretsError, Source};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use std::path::PathBuf;
use std::time::Duration;

pub(super) const JSON_API: &str = "application/vnd.api+json";
const CUSTOM: &str = "application/json";

/// One value, and its answer by its attributes.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) error: Box<dyn MretsError>,
    pub(super) status: u16,
    pub(super) media_type: &'static str,
    /// The number of headers that its attributes write, less one for each value that HTTP forbids.
    pub(super) headers: usize,
}

impl Subject {
    fn new(error: impl MretsError + 'static, status: u16, headers: usize) -> Self {
        Self {
            error: Box::new(error),
            status,
            media_type: JSON_API,
            headers,
        }
    }

    fn custom(error: impl MretsError + 'static, status: u16, headers: usize) -> Self {
        Self {
            media_type: CUSTOM,
            ..Self::new(error, status, headers)
        }
    }
}

/// Every key, on an enum.
#[derive(Debug, MretsError)]
#[status(500)]
#[mrets(
    codes = "snake_case",
    challenge = "Bearer",
    docs = "https://example.org/errors"
)]
enum Every {
    #[status(404)]
    Unit,
    #[status(GONE, title = "It is {{gone}}", detail = "All of it.")]
    Constant {},
    #[status(404, detail = "There is no {0} of {1:?} at {2}.")]
    Tuple(String, u64, PathBuf),
    #[status(409, detail("{} of {most} {kind:>9}", .items.len(), most = .most), display = "{items:?}")]
    Arguments {
        items: Vec<String>,
        most: i64,
        kind: Cow<'static, str>,
    },
    #[status(422, code = "of_source", id = .id, pointer = "/data/{name}", parameter = "filter[{name}]", header = "X-{name}")]
    OfSource {
        id: i128,
        name: String,
    },
    #[status(400, about = "https://example.org/{0}?q={0}", type = "/types/{0}")]
    OfLinks(String),
    #[status(409, meta(text = .0, "other-key" = .1, both = (.0, .1)))]
    OfMeta(String, Option<f64>),
    #[status(422)]
    Members {
        #[meta]
        members: BTreeMap<String, Vec<Option<String>>>,
        #[meta]
        r#type: char,
    },
    #[status(403, headers("X-Text" = .text, "X-Number" = .number, "Vary" = "Accept"))]
    OfHeaders {
        text: String,
        number: f32,
    },
    #[status(429, retry_after = .0)]
    Seconds(i64),
    #[status(503, retry_after = .wait)]
    Wait {
        wait: Option<Duration>,
    },
    #[status(401)]
    Challenged(String),
    #[status(401, challenge = "Basic", headers("X-Text" = .0))]
    Basic(String),
    #[status(405, headers("Allow" = .0))]
    NotAllowed(String),
    Default {
        secret: String,
    },
    #[status(502, expose, detail = "{0} and {0:?}")]
    Exposed(String),
    #[status(500, detail = "It is broken.", display = "{0}")]
    Logged(String),
    Sourced(#[from] std::num::ParseIntError),
    #[status(500)]
    Maybe(#[source] Option<Box<dyn std::error::Error + Send + Sync>>),
    #[status(304, headers("ETag" = .0), display = "{0}")]
    NotModified(String),
    #[status(.status, detail = "{text}", headers("X-Text" = .text))]
    RunTime {
        status: StatusCode,
        text: String,
    },
    #[status(.0, expose, title = "Upstream", detail = "{1}", meta(text = .1))]
    RunTimeExposed(StatusCode, String),
    #[status(transparent)]
    Boxed(Box<Every>),
    #[status(transparent)]
    Other(#[from] Thiserror),
    #[status(transparent)]
    Any(#[from] AnyError),
    #[status(422, headers("X-Text" = .text))]
    Several {
        #[errors]
        errors: Vec<Every>,
        text: String,
    },
    #[status(400)]
    Mixed(#[errors] Errors<AnyError>),
}

impl Every {
    /// The media type of the error that answers.
    fn media_type(&self) -> &'static str {
        match self {
            Self::Boxed(inner) => inner.media_type(),
            Self::Other(_) => CUSTOM,
            _ => JSON_API,
        }
    }
}

/// An enum whose Display comes from another derive.
#[derive(Debug, thiserror::Error, MretsError)]
#[mrets(codes = "kebab-case", dialect = PLAIN_JSON)]
enum Thiserror {
    #[error("there is no {name}: {0:?}", .number.to_string())]
    #[status(404, pointer = "/{name}")]
    NotFound { name: String, number: u8 },
    #[error("the disk says {0}")]
    #[status(500)]
    Disk(String, #[source] std::fmt::Error),
    #[error("{0}")]
    #[status(.1)]
    RunTime(String, StatusCode),
    #[error(transparent)]
    #[status(transparent)]
    Unit(#[from] Unit),
}

#[derive(Debug, Clone, Copy, thiserror::Error, MretsError)]
#[error("unit")]
#[mrets(dialect = PLAIN_JSON)]
#[status(402)]
struct Unit;

/// An enum with the way back.
#[derive(Debug, Clone, PartialEq, MretsError)]
#[mrets(
    codes = "camelCase",
    decode,
    docs = "https://example.org/",
    no_response
)]
pub(super) enum Decoded {
    #[status(422, detail = "{0}")]
    Sent(String, Option<Value>),
    #[status(422)]
    Marked {
        #[meta]
        text: String,
        unsent: u8,
    },
    #[status(500)]
    Private(String),
    #[status(transparent)]
    Boxed(Box<Decoded>),
    #[status(400)]
    Several(#[errors] Vec<Decoded>, u8),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Value {
    Text(String),
    Map(BTreeMap<String, i8>),
}

/// Structs, and parameters in the detail, in `meta`, and as an inner error.
#[derive(Debug, MretsError)]
#[status(409, code = "{{generic}}", detail = "{0} {1:?}", id = .0, meta(value = .1))]
struct Generic<T: 'static, U>(T, U);

#[derive(Debug, MretsError)]
#[status(transparent)]
struct Wrapper<E> {
    #[from]
    inner: E,
}

#[derive(Debug, MretsError)]
#[status(412, detail = "{texts:?}", pointer = "/{last}", headers("X-Last" = .last))]
struct Array<const N: usize> {
    texts: [String; N],
    last: String,
}

/// Any status of http's types, more often one that an error may have.
pub(super) fn status() -> impl Strategy<Value = StatusCode> {
    let code = |number| StatusCode::from_u16(number).unwrap();
    prop_oneof![
        4 => (400_u16..=599).prop_map(code),
        1 => Just(StatusCode::NOT_MODIFIED),
        1 => (100_u16..=999).prop_map(code),
    ]
}

/// The status that `.status` makes of a field's value.
fn answered(status: StatusCode) -> u16 {
    match status.as_u16() {
        number @ (304 | 400..=599) => number,
        _ => 500,
    }
}

/// The number of headers, with content and without.
fn every() -> BoxedStrategy<(Every, u16, usize)> {
    let answer = |status, headers| move |error| (error, status, headers);
    let constant = prop_oneof![
        Just(()).prop_map(|()| Every::Unit).prop_map(answer(404, 0)),
        Just(())
            .prop_map(|()| Every::Constant {})
            .prop_map(answer(410, 0)),
        text().prop_map(Every::Challenged).prop_map(answer(401, 1)),
        text().prop_map(Every::Basic).prop_map(answer(401, 2)),
        text().prop_map(Every::NotAllowed).prop_map(answer(405, 1)),
        text().prop_map(Every::NotModified).prop_map(answer(304, 1)),
    ];
    let details = prop_oneof![
        (text(), any::<u64>(), text())
            .prop_map(|(name, number, path)| Every::Tuple(name, number, path.into()))
            .prop_map(answer(404, 0)),
        (vec(text(), 0..4), any::<i64>(), text())
            .prop_map(|(items, most, kind)| Every::Arguments {
                items,
                most,
                kind: kind.into()
            })
            .prop_map(answer(409, 0)),
        (any::<i128>(), text())
            .prop_map(|(id, name)| Every::OfSource { id, name })
            .prop_map(answer(422, 0)),
        text().prop_map(Every::OfLinks).prop_map(answer(400, 0)),
        (text(), any::<Option<f64>>())
            .prop_map(|(text, number)| Every::OfMeta(text, number))
            .prop_map(answer(409, 0)),
        (
            btree_map(text(), vec(proptest::option::of(text()), 0..3), 0..4),
            any::<char>()
        )
            .prop_map(|(members, r#type)| Every::Members { members, r#type })
            .prop_map(answer(422, 0)),
    ];
    let headers = prop_oneof![
        (text(), any::<f32>())
            .prop_map(|(text, number)| Every::OfHeaders { text, number })
            .prop_map(answer(403, 3)),
        any::<i64>()
            .prop_map(Every::Seconds)
            .prop_map(answer(429, 1)),
        any::<Option<Duration>>()
            .prop_map(|wait| Every::Wait { wait })
            .prop_map(answer(503, 1)),
    ];
    let server = prop_oneof![
        text()
            .prop_map(|secret| Every::Default { secret })
            .prop_map(answer(500, 0)),
        text().prop_map(Every::Exposed).prop_map(answer(502, 0)),
        text().prop_map(Every::Logged).prop_map(answer(500, 0)),
        "[a-z]{1,8}"
            .prop_map(|text| Every::from(text.parse::<u8>().unwrap_err()))
            .prop_map(answer(500, 0)),
        proptest::option::of(text())
            .prop_map(|text| Every::Maybe(text.map(Into::into)))
            .prop_map(answer(500, 0)),
    ];
    // Boxed, here and below, since the tree of all alternatives does not fit the stack of a test.
    let leaf = prop_oneof![
        constant.boxed(),
        details.boxed(),
        headers.boxed(),
        server.boxed(),
        run_time(),
    ]
    .boxed();
    leaf.prop_recursive(3, 24, 4, move |inner| {
        prop_oneof![
            inner
                .clone()
                .prop_map(|(error, status, headers)| (Every::Boxed(error.into()), status, headers))
                .boxed(),
            thiserror()
                .prop_map(|(error, status)| (Every::from(error), status, 1))
                .boxed(),
            any_error()
                .prop_map(|(error, status, headers)| (error.into(), status, headers))
                .boxed(),
            (vec(inner, 0..4), text())
                .prop_map(|(errors, text)| {
                    let errors = errors.into_iter().map(|(error, ..)| error).collect();
                    (Every::Several { errors, text }, 422, 1)
                })
                .boxed(),
            vec(any_error(), 0..4)
                .prop_map(|errors| {
                    let errors = errors.into_iter().map(|(error, ..)| error);
                    (Every::Mixed(errors.collect()), 400, 0)
                })
                .boxed(),
        ]
    })
    .boxed()
}

/// Errors whose status a field holds.
fn run_time() -> BoxedStrategy<(Every, u16, usize)> {
    prop_oneof![
        (status(), text()).prop_map(|(status, text)| {
            // A 401 has a challenge by itself.
            let headers = 1 + usize::from(status == 401);
            (Every::RunTime { status, text }, answered(status), headers)
        }),
        (status(), text()).prop_map(|(status, text)| (
            Every::RunTimeExposed(status, text),
            answered(status),
            usize::from(status == 401),
        )),
    ]
    .boxed()
}

fn thiserror() -> BoxedStrategy<(Thiserror, u16)> {
    prop_oneof![
        (text(), any::<u8>())
            .prop_map(|(name, number)| (Thiserror::NotFound { name, number }, 404)),
        text().prop_map(|text| (Thiserror::Disk(text, std::fmt::Error), 500)),
        (text(), status())
            .prop_map(|(text, status)| (Thiserror::RunTime(text, status), answered(status))),
        Just(Unit).prop_map(|unit| (unit.into(), 402)),
    ]
    .boxed()
}

/// An error behind `AnyError`.
fn any_error() -> BoxedStrategy<(AnyError, u16, usize)> {
    prop_oneof![
        text().prop_map(|text| (Every::OfLinks(text).into(), 400, 0)),
        text().prop_map(|text| (Every::Basic(text).into(), 401, 2)),
        made().prop_map(|(object, status, headers)| (object.into(), status, headers)),
        decoded().prop_map(|(error, status)| (error.into(), status, 0)),
    ]
    .boxed()
}

/// An error object made by hand.
fn made() -> impl Strategy<Value = (ErrorObject, u16, usize)> {
    (400_u16..=599, text(), proptest::option::of(text())).prop_map(|(status, text, pointer)| {
        let object = ErrorObject::new(StatusCode::from_u16(status).unwrap())
            .with_title(text.clone())
            .with_code(text.clone())
            .with_detail(text.clone())
            .with_meta(text, 1);
        let object = match pointer {
            Some(pointer) => object.with_source(Source::pointer(pointer)),
            None => object,
        };
        (object, status, usize::from(status == 401))
    })
}

pub(super) fn decoded() -> BoxedStrategy<(Decoded, u16)> {
    let value = prop_oneof![
        text().prop_map(Value::Text),
        btree_map(text(), any::<i8>(), 0..3).prop_map(Value::Map),
    ];
    let leaf = prop_oneof![
        (text(), proptest::option::of(value))
            .prop_map(|(text, value)| (Decoded::Sent(text, value), 422)),
        (text(), any::<u8>()).prop_map(|(text, unsent)| (Decoded::Marked { text, unsent }, 422)),
        text().prop_map(|text| (Decoded::Private(text), 500)),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            inner
                .clone()
                .prop_map(|(error, status)| (Decoded::Boxed(error.into()), status)),
            (vec(inner, 0..3), any::<u8>()).prop_map(|(errors, unsent)| {
                let errors = errors.into_iter().map(|(error, _)| error).collect();
                (Decoded::Several(errors, unsent), 400)
            }),
        ]
    })
    .boxed()
}

fn generic<T, U>(
    texts: impl Strategy<Value = T>,
    values: impl Strategy<Value = U>,
) -> impl Strategy<Value = Subject>
where
    T: Debug + Display + 'static,
    U: Debug + Serialize + 'static,
{
    (texts, values).prop_map(|(text, value)| Subject::new(Generic(text, value), 409, 0))
}

/// Any error of the family.
pub(super) fn family() -> BoxedStrategy<Subject> {
    let thiserror_headers = |status| usize::from(status == 401);
    prop_oneof![
        12 => every().prop_map(|(error, status, headers)| Subject {
            media_type: error.media_type(),
            ..Subject::new(error, status, headers)
        })
        .boxed(),
        3 => thiserror().prop_map(move |(error, status)| {
            Subject::custom(error, status, thiserror_headers(status))
        }).boxed(),
        3 => decoded().prop_map(|(error, status)| Subject::new(error, status, 0)).boxed(),
        1 => made().prop_map(|(object, status, headers)| Subject::new(object, status, headers)).boxed(),
        1 => generic(text(), any::<Option<i8>>()).boxed(),
        1 => generic(any::<f64>(), vec(text(), 0..3)).boxed(),
        1 => generic(any::<char>(), btree_map(any::<i16>(), text(), 0..3)).boxed(),
        1 => decoded().prop_map(|(inner, status)| Subject::new(Wrapper { inner }, status, 0)).boxed(),
        1 => thiserror().prop_map(move |(inner, status)| {
            let headers = thiserror_headers(status);
            Subject::custom(Wrapper { inner: Box::new(inner) }, status, headers)
        }).boxed(),
        1 => (text(), text()).prop_map(|(first, last)| {
            let texts = [first, last.clone()];
            Subject::new(Array { texts, last }, 412, 1)
        })
        .boxed(),
    ]
    .boxed()
}
