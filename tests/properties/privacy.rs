//! Nothing private leaves: a canary in each field of a 5xx, and of its cause, is never in a body or a
//! head, whatever else the fields hold.

use crate::support::{PLAIN_JSON, proptest_config, text};
use bytes::Bytes;
use http::{Response, StatusCode};
use mrets_errors::{AnyError, Errors, Format, MretsError};
use proptest::prelude::*;
use spoken::Spoken;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::path::PathBuf;

#[derive(Debug, Clone, thiserror::Error)]
#[error("{text}")]
struct Cause {
    text: String,
    #[source]
    source: Option<Box<Cause>>,
}

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", docs = "https://example.org/errors")]
#[status(500)]
enum Private {
    Fields {
        text: String,
        path: PathBuf,
        debugged: Vec<Option<String>>,
    },
    #[status(500, detail = "It is broken.", display = "{0} and {0:?}")]
    Logged(String),
    #[status(503, display("{}", .text.to_uppercase()), retry_after = 7, headers("X-Note" = "constant"))]
    Constants {
        text: String,
    },
    From(#[from] Cause),
    #[status(502, display = "{source}")]
    Source {
        source: Box<dyn Error + Send + Sync>,
        beside: String,
    },
    Maybe(#[source] Option<Cause>, String),
    Anyhow(#[from] anyhow::Error),
    #[status(504)]
    Unit(Canary),
    #[status(.1, detail = "{0}")]
    RunTime(String, StatusCode),
    #[status(transparent)]
    Boxed(Box<Private>),
    #[status(transparent)]
    Any(AnyError),
    #[status(500)]
    Several(#[errors] Vec<Private>, String),
    #[status(422)]
    Invalid(#[errors] Errors<AnyError>),
}

/// Shows the canary by every trait.
struct Canary(String);

impl fmt::Debug for Canary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Debug, thiserror::Error, MretsError)]
enum Thiserror {
    #[error("{0}, {1}")]
    #[status(500)]
    Message(String, #[source] Cause),
    #[error("{text}")]
    #[status(503, detail = "Come back later.")]
    OwnDetail { text: String },
    #[error("{0}")]
    #[status(.1)]
    RunTime(String, StatusCode),
    #[error(transparent)]
    #[status(500)]
    Transparent(#[from] Cause),
}

#[derive(Debug, MretsError)]
#[mrets(codes = "kebab-case", decode, dialect = PLAIN_JSON)]
enum Decoded {
    #[status(500)]
    Fields { text: String, number: Option<u8> },
    #[status(503)]
    Marked {
        #[meta]
        shown: u8,
        hidden: String,
    },
    #[status(409)]
    Skipped {
        shown: u8,
        #[meta(skip)]
        hidden: String,
    },
    #[status(.status, display = "{text}")]
    RunTime { status: StatusCode, text: String },
}

#[derive(Debug, MretsError)]
#[status(500)]
struct Generic<T>(T);

/// Maps beside a status that is a 5xx only at run time.
#[derive(Debug, MretsError)]
#[status(.status, detail = "{text}", meta(status = .status.as_u16()), headers("X-Note" = "constant"))]
struct Maps {
    status: StatusCode,
    text: String,
    #[meta(flatten)]
    meta: BTreeMap<String, String>,
    #[headers]
    headers: Vec<(String, String)>,
}

/// Is a 5xx because another error is one.
#[derive(Debug, MretsError)]
#[status(like = .inner, detail = "{text}", display = "{text}")]
struct Like {
    inner: Private,
    text: String,
    #[meta(flatten)]
    meta: BTreeMap<String, String>,
    #[headers]
    headers: Vec<(String, String)>,
}

/// Speaks in a shape of its own.
mod spoken {
    use super::{BTreeMap, Cause, StatusCode};
    use mrets_errors::dialect::{Body, Codes, PublicError};
    use mrets_errors::{Dialect, MretsError};
    use serde_json::json;

    static SHOP: Dialect = Dialect::NEUTRAL
        .codes(Codes::SnakeCase)
        .body("application/json", shape);

    /// Everything that a shape can see.
    fn shape(error: &PublicError<'_>) -> Body {
        Body::json(&json!({
            "status": error.status().as_u16(),
            "code": error.code(),
            "title": error.title(),
            "detail": error.detail(),
            "errors": error.errors(),
            "envelope": error.envelope(),
        }))
    }

    #[derive(Debug, MretsError)]
    #[mrets(dialect = SHOP)]
    pub(super) enum Spoken {
        #[status(500)]
        From(#[from] Cause),
        #[status(503, display = "{text}")]
        Fields {
            text: String,
            beside: Option<String>,
        },
        #[status(.status, detail = "{text}")]
        RunTime {
            status: StatusCode,
            text: String,
            #[meta(flatten)]
            meta: BTreeMap<String, String>,
            #[headers]
            headers: Vec<(String, String)>,
        },
        #[status(transparent)]
        Maps(super::Maps),
        #[status(500)]
        Several(#[errors] Vec<super::Private>, String),
    }

    #[derive(Debug, thiserror::Error, MretsError)]
    #[mrets(dialect = SHOP)]
    pub(super) enum Message {
        #[error("{text}: {source}")]
        #[status(502)]
        Shown { text: String, source: Cause },
    }
}

fn private(canary: &str, beside: &str, status: StatusCode) -> Vec<AnyError> {
    let text = || format!("{beside}{canary}{beside}");
    let deep = Cause {
        text: text(),
        source: None,
    };
    let cause = || Cause {
        text: text(),
        source: Some(Box::new(deep.clone())),
    };
    let each = || {
        vec![
            Private::Fields {
                text: text(),
                path: text().into(),
                debugged: vec![None, Some(text())],
            },
            Private::Logged(text()),
            Private::Constants { text: text() },
            Private::from(cause()),
            Private::Source {
                source: text().into(),
                beside: text(),
            },
            Private::Maybe(Some(cause()), text()),
            Private::Maybe(None, text()),
            Private::from(anyhow::Error::new(cause()).context(text())),
            Private::Unit(Canary(text())),
            Private::RunTime(text(), status),
            // A status that is not an error's is a 500.
            Private::RunTime(text(), StatusCode::OK),
        ]
    };
    let thiserror = [
        Thiserror::Message(text(), cause()),
        Thiserror::OwnDetail { text: text() },
        Thiserror::RunTime(text(), status),
        Thiserror::from(cause()),
    ];
    let decoded = [
        Decoded::Fields {
            text: text(),
            number: None,
        },
        Decoded::Marked {
            shown: 7,
            hidden: text(),
        },
        Decoded::Skipped {
            shown: 7,
            hidden: text(),
        },
        Decoded::RunTime {
            status,
            text: text(),
        },
    ];
    let any = || each().into_iter().map(AnyError::from);
    let mut errors: Vec<AnyError> = any().collect();
    errors.extend(thiserror.map(AnyError::from));
    errors.extend(decoded.map(AnyError::from));
    errors.extend(maps_and_shapes(canary, &text(), status, &cause(), each));
    errors.push(Generic(text()).into());
    errors.push(Generic(cause()).into());
    errors.extend(
        each()
            .into_iter()
            .map(|error| Private::Boxed(error.into()).into()),
    );
    errors.extend(any().map(|error| Private::Any(error).into()));
    errors.push(Private::Several(each(), text()).into());
    errors.push(Private::Several(Vec::new(), text()).into());
    errors.push(Private::Invalid(any().collect()).into());
    errors.push(any().collect::<Errors<AnyError>>().into());
    errors
}

/// Maps beside a status that is a 5xx only at run time, and errors in a shape of their own.
fn maps_and_shapes(
    canary: &str,
    text: &str,
    status: StatusCode,
    cause: &Cause,
    each: impl Fn() -> Vec<Private>,
) -> Vec<AnyError> {
    let text = || text.to_owned();
    let maps = || Maps {
        status,
        text: text(),
        meta: BTreeMap::from([(canary.to_owned(), text()), ("a".to_owned(), text())]),
        headers: vec![
            (canary.to_owned(), "1".to_owned()),
            ("x-a".to_owned(), canary.to_owned()),
        ],
    };
    let spoken = [
        Spoken::from(cause.clone()),
        Spoken::Fields {
            text: text(),
            beside: Some(text()),
        },
        Spoken::RunTime {
            status,
            text: text(),
            meta: maps().meta,
            headers: maps().headers,
        },
        Spoken::Maps(maps()),
        Spoken::Several(each(), text()),
        Spoken::Several(Vec::new(), text()),
    ];
    let message = spoken::Message::Shown {
        text: text(),
        source: cause.clone(),
    };
    let mut errors = vec![AnyError::from(message), maps().into()];
    errors.extend(spoken.map(AnyError::from));
    let like = |inner| Like {
        inner,
        text: text(),
        meta: maps().meta,
        headers: maps().headers,
    };
    errors.extend(each().into_iter().map(like).map(AnyError::from));
    errors
}

/// Unescapes JSON, as a client does, so that escapes cannot hide the canary.
fn said(response: &Response<Bytes>) -> String {
    let body = response.body();
    let document: serde_json::Value = serde_json::from_slice(body).unwrap();
    format!(
        "{:?} {} {document:?}",
        response.headers(),
        body.escape_ascii()
    )
}

proptest! {
    #![proptest_config(proptest_config())]

    #[test]
    fn a_5xx_says_nothing_of_its_fields(
        canary in "CANARY[a-zA-Z0-9]{8}",
        beside in text(),
        status in 500_u16..=599,
    ) {
        let status = StatusCode::from_u16(status).unwrap();
        for error in private(&canary, &beside, status) {
            prop_assert!(format!("{error:?}").contains(&canary), "there is none in {error:?}");
            let mut responses = vec![error.to_response()];
            let formats = [Format::JsonApi, Format::Json, Format::Problem];
            responses.extend(formats.map(|format| error.to_response_as(format)));
            for response in responses {
                // The name of a header is in lower case.
                let said = said(&response).to_lowercase();
                prop_assert!(!said.contains(&canary.to_lowercase()), "{error:?} says\n{said}");
            }
            let read = format!(
                "{} {} {} {:?} {:?}",
                error.title(), error.code(), error.detail(), error.to_envelope(), error.headers(),
            );
            prop_assert!(!read.contains(&canary), "{error:?} says\n{read}");
        }
    }

    /// The test can see the canary: `expose` discloses it.
    #[test]
    fn an_exposed_canary_is_found(canary in "CANARY[a-zA-Z0-9]{8}", beside in text()) {
        #[derive(Debug, MretsError)]
        enum Exposed {
            #[status(500, expose, detail = "{0}")]
            Detail(String),
            #[status(500, meta(text = .0))]
            Meta(String),
            #[status(500, id = .0)]
            Id(String),
            #[status(.1, expose, detail = "{0}")]
            RunTime(String, StatusCode),
            #[status(500, expose)]
            Maps(#[meta(flatten)] BTreeMap<String, String>),
            #[status(500, expose)]
            Headers(#[headers] [(&'static str, String); 1]),
        }
        let text = || format!("{beside}{canary}");
        for error in [
            Exposed::Detail(text()),
            Exposed::Meta(text()),
            Exposed::Id(text()),
            Exposed::RunTime(text(), StatusCode::BAD_GATEWAY),
            Exposed::Maps(BTreeMap::from([("a".to_owned(), text())])),
            Exposed::Headers([("x-a", canary.clone())]),
        ] {
            prop_assert!(said(&error.to_response()).contains(&canary), "{error:?}");
        }
    }
}
