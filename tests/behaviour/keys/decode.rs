//! `#[mrets(decode)]`, which leads from the envelope back to the variant.

use http::StatusCode;
use mrets_errors::{AnyError, Decode, Envelope, ErrorObject, Errors, Failure, Known, MretsError};
use proptest::collection::vec;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

#[derive(Debug, Clone, PartialEq, MretsError)]
#[mrets(codes = "snake_case", decode)]
enum Field {
    #[status(
        422,
        pointer = "/data/attributes/{name}",
        detail = "{name} can't be blank."
    )]
    Blank { name: String },
    #[status(422)]
    TooLong(String, usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
enum State {
    Issued,
    Retired { year: u16 },
}

#[derive(Debug, Default, Clone, PartialEq)]
struct Cause;

impl std::fmt::Display for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("secret")
    }
}

impl std::error::Error for Cause {}

#[derive(Debug, Clone, PartialEq, MretsError)]
#[mrets(codes = "snake_case", decode)]
enum Error {
    #[status(404, detail = "There is no {id}.")]
    NotFound { id: u64 },
    #[status(409, code = "state")]
    Conflict(State, Option<Cow<'static, str>>),
    #[status(429, retry_after = .wait)]
    TooMany { wait: Duration },
    #[status(409)]
    Measured { exactly: f64, nearly: f32 },
    #[status(422)]
    Marked {
        #[meta]
        sent: i32,
        kept: i32,
    },
    #[status(400)]
    Cause {
        r#type: String,
        #[meta(skip)]
        skipped: Option<std::num::NonZeroU8>,
        #[source]
        cause: Cause,
    },
    #[status(500)]
    Broken { secret: String },
    #[status(503)]
    Busy {
        #[meta]
        queue: u8,
        host: String,
    },
    #[status(.status)]
    Upstream {
        status: StatusCode,
        #[meta]
        host: String,
        port: u16,
    },
    #[status(500)]
    Io(#[from] Option<Cause>),
    #[status(transparent)]
    Field(#[from] Field),
    #[status(422)]
    Fields(#[errors] Vec<Field>, u8, #[meta] Option<u8>),
    #[status(304)]
    NotModified,
}

/// Sends an error and decodes it at the other end of the wire.
fn received(error: &Error) -> Result<Error, Box<ErrorObject>> {
    let envelope = Envelope::from_slice(&error.to_json()).unwrap();
    let [object] = envelope.errors.as_slice() else {
        panic!("one object: {envelope:?}");
    };
    Error::from_error_object(object).map_err(|object| Box::new(object.clone()))
}

#[test]
fn every_variant_comes_back() {
    for error in [
        Error::NotFound { id: u64::MAX },
        Error::Conflict(State::Retired { year: 2026 }, None),
        Error::Conflict(State::Issued, Some("re\"issued".into())),
        Error::TooMany {
            wait: Duration::new(3, 7),
        },
        Error::Marked { sent: -1, kept: 0 },
        Error::Cause {
            r#type: "nul".to_owned(),
            skipped: None,
            cause: Cause,
        },
        Error::Broken {
            secret: String::new(),
        },
        Error::Busy {
            queue: 7,
            host: String::new(),
        },
        Error::Upstream {
            status: StatusCode::CONFLICT,
            host: "a".to_owned(),
            port: 0,
        },
        Error::Io(None),
        Error::Field(Field::Blank {
            name: "name".to_owned(),
        }),
        Error::Field(Field::TooLong("name".to_owned(), 40)),
        Error::Fields(Vec::new(), 0, Some(7)),
    ] {
        assert_eq!(received(&error), Ok(error));
    }
}

#[test]
fn what_is_not_sent_is_default() {
    assert_eq!(
        received(&Error::Marked { sent: 1, kept: 2 }),
        Ok(Error::Marked { sent: 1, kept: 0 })
    );
    let busy = Error::Busy {
        queue: 1,
        host: "db.internal".to_owned(),
    };
    assert!(
        !busy
            .to_json()
            .escape_ascii()
            .to_string()
            .contains("internal")
    );
    assert_eq!(
        received(&busy),
        Ok(Error::Busy {
            queue: 1,
            host: String::new()
        })
    );
    let io = Error::from(Cause);
    assert_eq!(received(&io), Ok(Error::Io(None)));
}

#[test]
fn the_fields_of_a_4xx_stand_in_meta() {
    assert_eq!(
        Error::NotFound { id: 7 }.to_json(),
        r#"{"errors":[{"title":"Not Found","detail":"There is no 7.","code":"not_found","status":"404","meta":{"id":7}}]}"#
    );
    let body = Error::Broken {
        secret: "s3cr3t".to_owned(),
    }
    .to_json();
    let body = std::str::from_utf8(&body).unwrap();
    assert!(!body.contains("meta"), "{body}");
    let skipped = Error::Cause {
        r#type: "nul".to_owned(),
        skipped: std::num::NonZeroU8::new(7),
        cause: Cause,
    };
    let envelope = skipped.to_envelope();
    assert_eq!(
        serde_json::to_string(&envelope.errors[0].meta).unwrap(),
        r#"{"type":"nul"}"#
    );
    // A marked field is sent.
    let marked = Error::Marked { sent: 1, kept: 2 }.to_envelope();
    assert_eq!(
        serde_json::to_string(&marked.errors[0].meta).unwrap(),
        r#"{"sent":1}"#
    );
}

#[test]
fn what_is_unknown_or_does_not_fit_is_given_back() {
    let unknown = ErrorObject::new(StatusCode::GONE).with_code("expired");
    assert_eq!(Error::from_error_object(&unknown), Err(&unknown));
    let no_code = ErrorObject::default();
    assert_eq!(Error::from_error_object(&no_code), Err(&no_code));
    let without_id = ErrorObject::new(StatusCode::NOT_FOUND).with_code("not_found");
    assert_eq!(Error::from_error_object(&without_id), Err(&without_id));
    let wrong = without_id.with_meta("id", "seven");
    assert_eq!(Error::from_error_object(&wrong), Err(&wrong));
    // A code is not compared with the status, nor the status with the code.
    let status = ErrorObject::new(StatusCode::NOT_FOUND).with_meta("id", 7);
    assert_eq!(Error::from_error_object(&status), Err(&status));
}

#[test]
fn what_is_absent_may_be_an_option() {
    let old = ErrorObject::new(StatusCode::CONFLICT)
        .with_code("state")
        .with_meta("0", "Issued");
    assert_eq!(
        Error::from_error_object(&old),
        Ok(Error::Conflict(State::Issued, None))
    );
}

#[derive(Debug, MretsError)]
#[mrets(decode)]
enum Wrapped {
    #[status(404)]
    NotFound,
    #[status(transparent)]
    Boxed(Box<Field>),
    #[status(transparent)]
    Several(Errors<Field>),
    #[status(transparent)]
    Other(AnyError),
}

fn decoded<E: MretsError + Decode>(error: &impl MretsError) -> E {
    let envelope = error.to_envelope();
    let Ok(decoded) = E::from_error_object(&envelope.errors[0]) else {
        panic!("{envelope:?}");
    };
    decoded
}

#[test]
fn what_wraps_comes_back_wrapped() {
    let blank = || Field::Blank {
        name: "name".to_owned(),
    };
    assert!(matches!(decoded(&Wrapped::NotFound), Wrapped::NotFound));
    let Wrapped::Boxed(field) = decoded(&Wrapped::Boxed(Box::new(blank()))) else {
        panic!();
    };
    assert_eq!(*field, blank());
    let gone = ErrorObject::new(StatusCode::GONE);
    let Wrapped::Other(other) = decoded(&Wrapped::Other(gone.clone().into())) else {
        panic!();
    };
    assert_eq!(other.downcast_ref::<ErrorObject>(), Some(&gone));
    let errors: Errors<Field> = decoded(&Errors::from(blank()));
    assert_eq!(errors, Errors::from(blank()));
}

/// Types that hold themselves, and each other.
#[derive(Debug, PartialEq, MretsError)]
#[mrets(codes = "snake_case", decode)]
enum Tree {
    #[status(transparent)]
    Boxed(Box<Tree>),
    #[status(422)]
    Several(#[errors] Vec<Tree>),
    #[status(transparent)]
    Shared(std::sync::Arc<Branch>),
    #[status(404)]
    Leaf(u8),
}

#[derive(Debug, PartialEq, MretsError)]
#[mrets(codes = "snake_case", decode)]
enum Branch {
    #[status(transparent)]
    Tree(Box<Tree>),
    #[status(400)]
    Trees(#[errors] Errors<Tree>),
    #[status(409)]
    Twig,
}

/// The search for an error that the client does not know ends.
#[test]
fn recursive_types_give_back_what_is_unknown() {
    let unknown = ErrorObject::new(StatusCode::GONE).with_code("unknown");
    assert_eq!(Tree::from_error_object(&unknown), Err(&unknown));
    assert_eq!(Branch::from_error_object(&unknown), Err(&unknown));
    for count in [0, 2, 40] {
        let envelope = Envelope::new(vec![unknown.clone(); count]);
        let failure = Failure::from(&envelope.to_response());
        assert_eq!(Tree::from_failure(&failure), Err(failure.error()));
    }
}

#[test]
fn recursive_types_come_back() {
    assert_eq!(decoded::<Tree>(&Tree::Leaf(1)), Tree::Leaf(1));
    // No more layers are built than the value needs.
    let boxed = Tree::Boxed(Box::new(Tree::Boxed(Box::new(Tree::Leaf(1)))));
    assert_eq!(decoded::<Tree>(&boxed), Tree::Leaf(1));
    assert_eq!(
        decoded::<Tree>(&Branch::Twig),
        Tree::Shared(Branch::Twig.into())
    );
    assert_eq!(
        decoded::<Branch>(&Tree::Leaf(1)),
        Branch::Tree(Box::new(Tree::Leaf(1)))
    );
    let several = Tree::Several(vec![Tree::Leaf(1), Tree::Shared(Branch::Twig.into())]);
    assert_eq!(over_http(&several), Ok(several));
}

#[derive(Debug, PartialEq, MretsError)]
#[mrets(decode)]
#[status(422, code = "generic")]
struct Generic<T, U> {
    value: T,
    #[source]
    cause: Option<U>,
}

#[test]
fn generic_types_ask_for_what_they_need() {
    let sent = Generic::<Vec<u8>, Cause> {
        value: vec![1, 2],
        cause: Some(Cause),
    };
    let received: Generic<Vec<u8>, Cause> = decoded(&sent);
    assert_eq!(
        received,
        Generic {
            value: vec![1, 2],
            cause: None
        }
    );
}

/// Decodes a response, as a client does.
fn over_http<E: MretsError + Decode>(error: &impl MretsError) -> Result<E, Box<ErrorObject>> {
    let failure = Failure::from(&error.to_response());
    E::from_failure(&failure).map_err(|object| Box::new(object.clone()))
}

#[derive(Debug, PartialEq, MretsError)]
#[mrets(decode)]
enum Outer {
    #[status(transparent)]
    Error(Box<Error>),
}

#[test]
fn several_objects_and_none_come_back() {
    let fields = vec![
        Field::TooLong("a".to_owned(), 1),
        Field::Blank {
            name: "b".to_owned(),
        },
    ];
    let several = Error::Fields(fields.clone(), 7, Some(7));
    let sent = Error::Fields(fields.clone(), 0, None);
    assert_eq!(over_http(&several), Ok(sent.clone()));
    assert_eq!(over_http(&Error::NotModified), Ok(Error::NotModified));

    for inner in [Error::NotModified, sent] {
        let outer = Outer::Error(Box::new(inner));
        assert_eq!(over_http(&outer), Ok(outer));
    }
    let errors: Errors<Field> = fields.into_iter().collect();
    assert_eq!(over_http(&errors), Ok(errors));
}

#[test]
fn what_is_no_envelope_is_given_back() {
    let failure = Failure::from_parts(
        StatusCode::BAD_GATEWAY,
        &http::HeaderMap::new(),
        b"<html>Bad Gateway",
    );
    assert_eq!(Error::from_failure(&failure), Err(failure.error()));
    assert_eq!(Vec::from_iter(failure.errors()), Vec::<&ErrorObject>::new());
    // One object of several is unknown, and all are given back.
    let errors = Envelope::new([
        Field::TooLong(String::new(), 0).to_envelope().errors[0].clone(),
        ErrorObject::new(StatusCode::GONE).with_code("unknown"),
    ]);
    let failure = Failure::from(&errors.to_response());
    assert_eq!(Error::from_failure(&failure), Err(&failure.errors()[0]));
    let Ok(Wrapped::Other(any)) = Wrapped::from_failure(&failure) else {
        panic!();
    };
    assert_eq!(any.to_envelope(), errors);
}

fn any_field() -> impl Strategy<Value = Field> {
    prop_oneof![
        any::<String>().prop_map(|name| Field::Blank { name }),
        any::<(String, usize)>().prop_map(|(name, longest)| Field::TooLong(name, longest)),
    ]
}

/// Any value, and the value that a client gets back.
fn any_error() -> impl Strategy<Value = (Error, Error)> {
    let state = prop_oneof![
        Just(State::Issued),
        any::<u16>().prop_map(|year| State::Retired { year }),
    ];
    let whole = prop_oneof![
        any::<u64>().prop_map(|id| Error::NotFound { id }),
        (state, any::<Option<String>>())
            .prop_map(|(state, why)| Error::Conflict(state, why.map(Cow::from))),
        any::<Duration>().prop_map(|wait| Error::TooMany { wait }),
        // JSON has no number for NaN and the infinities.
        any::<(f64, f32)>().prop_map(|(exactly, nearly)| Error::Measured { exactly, nearly }),
        any::<String>().prop_map(|r#type| Error::Cause {
            r#type,
            skipped: None,
            cause: Cause
        }),
        any_field().prop_map(Error::Field),
        Just(Error::Io(None)),
        Just(Error::NotModified),
    ];
    prop_oneof![
        whole.prop_map(|error| (error.clone(), error)),
        any::<(i32, i32)>().prop_map(|(sent, kept)| (
            Error::Marked { sent, kept },
            Error::Marked { sent, kept: 0 }
        )),
        any::<String>().prop_map(|secret| (
            Error::Broken { secret },
            Error::Broken {
                secret: String::new()
            }
        )),
        any::<(u8, String)>().prop_map(|(queue, host)| (
            Error::Busy { queue, host },
            Error::Busy {
                queue,
                host: String::new()
            }
        )),
        (400..600_u16, any::<(String, u16)>()).prop_map(|(status, (host, port))| {
            let upstream = |port| Error::Upstream {
                status: StatusCode::from_u16(status).unwrap(),
                host: host.clone(),
                port,
            };
            (upstream(port), upstream(0))
        }),
        (vec(any_field(), 0..5), any::<u8>()).prop_map(|(fields, kept)| (
            Error::Fields(fields.clone(), kept, Some(kept)),
            match <[Field; 1]>::try_from(fields) {
                // A single error object decodes as itself.
                Ok([field]) => Error::Field(field),
                // Marked fields stand in the variant's own object.
                Err(fields) => {
                    let sent = fields.is_empty().then_some(kept);
                    Error::Fields(fields, 0, sent)
                }
            }
        )),
    ]
}

proptest! {
    #[test]
    fn encode_http_decode_is_the_identity_on_what_is_sent((error, sent) in any_error()) {
        prop_assert_eq!(over_http(&error), Ok(sent.clone()));
        // The decoded value comes back as well.
        prop_assert_eq!(over_http(&sent), Ok(sent));
    }
}

/// A code of another API is not ours, and neither is our code with another status.
#[test]
fn strangers_are_refused() {
    let read = |status: u16, body: &str| {
        let status = StatusCode::from_u16(status).unwrap();
        Failure::from_parts(status, &http::HeaderMap::new(), body.as_bytes())
    };
    for (status, body) in [
        // No envelope, though the code is ours.
        (
            404,
            r#"{"code":"not_found","message":"no route for /v2/accounts","meta":{"id":7}}"#,
        ),
        (409, r#"{"error":{"code":"state","message":"x"}}"#),
        // Another status than the variant's.
        (
            503,
            r#"{"errors":[{"title":"x","code":"not_found","status":"503","meta":{"id":7}}]}"#,
        ),
        (
            503,
            r#"{"errors":[{"title":"x","code":"not_found","meta":{"id":7}}]}"#,
        ),
        // The response's status differs from the object's.
        (
            502,
            r#"{"errors":[{"title":"x","code":"not_found","status":"404","meta":{"id":7}}]}"#,
        ),
        (
            400,
            r#"{"errors":[{"title":"x","code":"too_long","status":"422","meta":{"0":"a","1":1}},{"title":"x","code":"too_long","status":"422","meta":{"0":"a","1":1}}]}"#,
        ),
    ] {
        let failure = read(status, body);
        assert_eq!(
            Error::from_failure(&failure),
            Err(failure.error()),
            "{body}"
        );
    }
    let ours = r#"{"errors":[{"title":"x","code":"not_found","meta":{"id":7}}]}"#;
    assert_eq!(
        Error::from_failure(&read(404, ours)),
        Ok(Error::NotFound { id: 7 })
    );
}

/// A problem document of ours (RFC 9457) decodes like an envelope, whatever the fields are called.
#[test]
fn a_problem_document_comes_back() {
    #[derive(Debug, PartialEq, MretsError)]
    #[mrets(codes = "snake_case", decode)]
    enum Named {
        #[status(422)]
        Wrong {
            field: String,
            message: String,
            path: Vec<String>,
            errors: u8,
        },
    }
    let error = Named::Wrong {
        field: "name".to_owned(),
        message: "It is too long.".to_owned(),
        path: vec!["a".to_owned()],
        errors: 7,
    };
    let mut response = http::Response::new(error.to_problem().to_json());
    *response.status_mut() = error.status();
    let failure = Failure::from(&response);
    assert_eq!(Named::from_failure(&failure), Ok(error));
}

/// If the field is an `Option`, a client that does not know a value yet gets the variant without it.
#[test]
fn a_value_that_is_new_is_none() {
    #[derive(Debug, PartialEq, MretsError)]
    #[mrets(codes = "snake_case", decode)]
    enum Old {
        #[status(409)]
        Moved { state: Option<State>, id: u8 },
        #[status(409)]
        Kept { state: State },
    }
    let sent = |code: &str| {
        let object = ErrorObject::new(StatusCode::CONFLICT).with_code(code);
        object.with_meta("state", "Suspended").with_meta("id", 7)
    };
    let moved = sent("moved");
    assert_eq!(
        Old::from_error_object(&moved),
        Ok(Old::Moved { state: None, id: 7 })
    );
    let kept = sent("kept");
    assert_eq!(Old::from_error_object(&kept), Err(&kept));
}

/// A list with a new error comes back, with the new one beside the others.
#[test]
fn an_error_that_is_new_stands_beside_those_that_are_known() {
    #[derive(Debug, PartialEq, MretsError)]
    #[mrets(codes = "snake_case", decode)]
    enum Lenient {
        #[status(422)]
        Fields(#[errors] Errors<Known<Field>>),
        #[status(409)]
        Taken,
    }
    let known = Field::TooLong("name".to_owned(), 7);
    let object = known.to_envelope().errors[0].clone();
    let new = ErrorObject::new(StatusCode::UNPROCESSABLE_ENTITY).with_code("reserved");
    let over = |objects: Vec<ErrorObject>| {
        Lenient::from_failure(&Failure::from(&Envelope::new(objects).to_response()))
            .map_err(|object| Box::new(object.clone()))
    };
    let both = Lenient::Fields(
        [Known::Unknown(new.clone()), Known::Known(known.clone())]
            .into_iter()
            .collect(),
    );
    assert_eq!(over(vec![new.clone(), object.clone()]), Ok(both));
    assert_eq!(
        over(vec![object.clone()]),
        Ok(Lenient::Fields(Errors::from(Known::from(known))))
    );
    // The client knows none of them.
    assert_eq!(
        over(vec![new.clone(), new.clone()]),
        Err(Box::new(new.clone()))
    );
    assert_eq!(over(vec![new.clone()]), Err(Box::new(new)));
    // It answers as it was sent.
    let again = Lenient::Fields(
        [Known::Known(Field::Blank {
            name: "a".to_owned(),
        })]
        .into_iter()
        .collect(),
    );
    assert_eq!(over_http(&again), Ok(again));
    assert_eq!(over_http(&Lenient::Taken), Ok(Lenient::Taken));
}

/// A map takes the members of `meta` that no other field has. Headers are not read back.
#[test]
fn a_flattened_map_comes_back() {
    #[derive(Debug, Clone, PartialEq, MretsError)]
    #[mrets(codes = "snake_case", decode)]
    enum Flat {
        #[status(422, meta(computed = .id + 1), retry = "never")]
        Map {
            id: u8,
            #[meta(flatten)]
            rest: BTreeMap<String, Value>,
            #[headers]
            headers: Vec<(String, String)>,
        },
        #[status(423)]
        Maybe(#[meta(flatten)] Option<BTreeMap<String, u8>>),
        #[status(503, expose)]
        Exposed(#[meta(flatten)] Value),
    }
    let rest = |names: &[&str]| -> BTreeMap<String, Value> {
        let members = names.iter().map(|name| ((*name).to_owned(), json!([1])));
        members.collect()
    };
    let map = |rest, headers| Flat::Map {
        id: 7,
        rest,
        headers,
    };
    let headers = vec![("x-a".to_owned(), "1".to_owned())];
    for names in [&["balance", "accounts"][..], &[]] {
        let sent = map(rest(names), headers.clone());
        assert_eq!(over_http(&sent), Ok(map(rest(names), Vec::new())));
    }
    // The written members stand, and are no members of the map.
    let sent = map(rest(&["id", "computed", "retry", "other"]), Vec::new());
    assert_eq!(over_http(&sent), Ok(map(rest(&["other"]), Vec::new())));
    let some = Flat::Maybe(Some(BTreeMap::from([("a".to_owned(), 1)])));
    assert_eq!(over_http(&some), Ok(some.clone()));
    assert_eq!(over_http(&Flat::Maybe(None)), Ok(Flat::Maybe(None)));
    // A map of another type counts as missing, as a field in `meta` does.
    let other = ErrorObject::new(StatusCode::LOCKED).with_code("maybe");
    let other = other.with_meta("a", "text");
    assert_eq!(Flat::from_error_object(&other), Ok(Flat::Maybe(None)));
    let exposed = Flat::Exposed(json!({"a": {"b": null}}));
    assert_eq!(over_http(&exposed), Ok(exposed.clone()));
}
