//! A refusal repeats nothing of a value, whatever the input and the type that it does not fit; and it is
//! one line of at most 512 bytes.

use crate::support::proptest_config;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::routing::get;
use http::{Request, Uri};
use mrets_errors::axum::extract::{Json, Path, Query};
use mrets_errors::{Envelope, MretsError};
use proptest::prelude::*;
use serde::de::{DeserializeOwned, Error as _, Unexpected};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::net::IpAddr;
use tower_service::Service as _;
use uuid::Uuid;

/// Types of all kinds; their fields have the names of [`NAMES`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Everything {
    whole: Option<u32>,
    small: Option<i8>,
    float: Option<f32>,
    flag: Option<bool>,
    letter: Option<char>,
    text: Option<String>,
    pair: Option<(u8, u8)>,
    list: Option<Vec<Everything>>,
    map: Option<BTreeMap<u8, bool>>,
    choice: Option<Choice>,
    tagged: Option<Tagged>,
    untagged: Option<Untagged>,
    flat: Option<Flat>,
    uuid: Option<Uuid>,
    address: Option<IpAddr>,
    telltale: Option<Telltale>,
    json: Option<Value>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
enum Choice {
    Whole,
    Text(u8),
    Pair(u8, u8),
    Map { whole: u8 },
}

#[derive(Deserialize)]
#[serde(tag = "choice")]
#[allow(dead_code)]
enum Tagged {
    Whole { whole: u8 },
}

#[derive(Deserialize)]
#[serde(untagged)]
#[allow(dead_code)]
enum Untagged {
    Whole(u8),
    Map { telltale: Telltale },
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Flat {
    #[serde(flatten)]
    rest: BTreeMap<String, Telltale>,
}

/// A type that repeats its input in each kind of error that serde has.
struct Telltale;

impl<'de> Deserialize<'de> for Telltale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let told = Value::deserialize(deserializer)?.to_string();
        let expected: &str = &told;
        let other = Unexpected::Other(&told);
        Err(match told.len() % 6 {
            0 => D::Error::custom(&told),
            1 => D::Error::invalid_value(other, &expected),
            2 => D::Error::invalid_type(other, &expected),
            3 => D::Error::invalid_length(told.len(), &expected),
            4 => D::Error::unknown_field(&told, &[]),
            _ => D::Error::unknown_variant(&told, &[]),
        })
    }
}

const NAMES: [&str; 19] = [
    "whole", "small", "float", "flag", "letter", "text", "pair", "list", "map", "choice", "tagged",
    "untagged", "flat", "uuid", "address", "telltale", "json", "Whole", "Text",
];

/// The numbers that our own words have.
const NUMBERS: &str = "0 255 -128 127 4294967295";

/// A value's text, of letters, signs and digits that our own words do not have.
fn value_text() -> impl Strategy<Value = String> {
    "[XZQ7Жß\n\r\t\"\\\\/~\u{1b}\u{2028}🦀]{0,40}"
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(&NAMES[..]).prop_map(str::to_owned),
        1 => "[a-z~/\n\"]{0,90}",
        1 => "[0-9]{1,3}",
    ]
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (7_000_000_000_u64..8_000_000_000).prop_map(Value::from),
        (-300_i64..300).prop_map(Value::from),
        (7.1e9..7.9e9).prop_map(Value::from),
        value_text().prop_map(Value::from),
        prop::sample::select(&NAMES[..]).prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            2 => prop::collection::vec((name(), inner.clone()), 0..6)
                .prop_map(|members| Value::Object(Map::from_iter(members))),
            1 => prop::collection::vec(inner, 0..4).prop_map(Value::from),
        ]
    })
}

/// The texts of all values, without the names of members.
fn values(json: &Value, texts: &mut Vec<String>) {
    match json {
        Value::Array(elements) => elements.iter().for_each(|element| values(element, texts)),
        Value::Object(members) => members.values().for_each(|member| values(member, texts)),
        Value::String(text) => texts.push(text.clone()),
        other => texts.push(other.to_string()),
    }
}

fn names(json: &Value, texts: &mut String) {
    match json {
        Value::Array(elements) => elements.iter().for_each(|element| names(element, texts)),
        Value::Object(members) => {
            for (name, member) in members {
                texts.push_str(name);
                texts.push('\n');
                names(member, texts);
            }
        }
        _ => {}
    }
}

/// Four bytes of a value that stand nowhere else are not in the refusal.
fn repeats_nothing(body: &[u8], sent: &[String], elsewhere: &str) -> Result<(), TestCaseError> {
    prop_assert!(body.len() <= 512, "{}", String::from_utf8_lossy(body));
    prop_assert!(!body.contains(&b'\n'));
    let envelope = Envelope::from_slice(body).unwrap();
    let [error] = &envelope.errors[..] else {
        return Err(TestCaseError::fail("several objects"));
    };
    let source = error.source.clone().unwrap_or_default();
    let texts = [&error.detail, &source.pointer, &source.parameter];
    let told: String = texts.into_iter().flatten().map(String::as_str).collect();
    prop_assert!(!told.contains(char::is_control), "{told:?}");
    for text in sent {
        let starts = text.char_indices().map(|(start, _)| start);
        let starts: Vec<usize> = starts.chain([text.len()]).collect();
        // Four characters are at least four bytes; a long text repeats itself.
        for window in starts.windows(5).take(1_000) {
            let part = &text[window[0]..window[4]];
            let is_elsewhere =
                elsewhere.contains(part) || NUMBERS.contains(part) || NAMES.contains(&part);
            let is_ours =
                "true false null".contains(part) || NAMES.iter().any(|name| name.contains(part));
            prop_assert!(
                is_elsewhere || is_ours || !told.contains(part),
                "{part:?} in {told:?}"
            );
        }
    }
    Ok(())
}

fn read<T: DeserializeOwned>(json: &Value) -> Result<(), TestCaseError> {
    let (mut sent, mut elsewhere) = (Vec::new(), String::new());
    values(json, &mut sent);
    names(json, &mut elsewhere);
    let Err(refusal) = Json::<T>::from_bytes(json.to_string().as_bytes()) else {
        return Ok(());
    };
    prop_assert_eq!(refusal.status(), 422);
    repeats_nothing(&refusal.to_json(), &sent, &elsewhere)
}

proptest! {
    #![proptest_config(proptest_config())]

    #[test]
    fn of_json_of_any_shape(json in json()) {
        read::<Everything>(&json)?;
        read::<Vec<Everything>>(&json)?;
        read::<BTreeMap<String, Telltale>>(&json)?;
        read::<Untagged>(&json)?;
        read::<Choice>(&json)?;
        read::<[Telltale; 2]>(&json)?;
    }

    #[test]
    fn of_any_bytes(json in json(), at in any::<prop::sample::Index>(), bytes: Vec<u8>) {
        let mut body = json.to_string().into_bytes();
        let at = at.index(body.len());
        let removed = bytes.len().min(body.len() - at);
        body.splice(at..at + removed, bytes);
        if let Err(refusal) = Json::<Everything>::from_bytes(&body) {
            let mut sent = Vec::new();
            values(&json, &mut sent);
            // Damage may turn a value into a name.
            let name = refusal.to_envelope().errors[0].source.clone().and_then(|source| source.pointer);
            repeats_nothing(&refusal.to_json(), &sent, &name.unwrap_or_default())?;
        }
    }

    #[test]
    fn of_queries(pairs in prop::collection::vec((name(), value_text()), 0..6)) {
        let mut query = form_urlencoded::Serializer::new(String::from("/?"));
        query.extend_pairs(&pairs);
        let uri: Uri = query.finish().parse().unwrap();
        if let Err(refusal) = Query::<Everything>::try_from_uri(&uri) {
            prop_assert_eq!(refusal.status(), 400);
            let (names, values): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
            repeats_nothing(&refusal.to_json(), &values, &names.concat())?;
        }
    }

    #[test]
    fn of_paths(value in value_text().prop_filter("a segment", |value| !value.is_empty())) {
        let encoded = value.bytes().fold(String::new(), |encoded, byte| format!("{encoded}%{byte:02X}"));
        let mut app = Router::new()
            .route("/text/{telltale}", get(|_: Path<Telltale>| async {}))
            .route("/whole/{whole}", get(|_: Path<u32>| async {}))
            .route("/choice/{choice}", get(|_: Path<Choice>| async {}));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        for route in ["text", "whole", "choice"] {
            let request = Request::get(format!("/{route}/{encoded}")).body(Body::empty());
            let response = runtime.block_on(app.call(request.unwrap())).unwrap();
            if response.status() != 200 {
                prop_assert_eq!(response.status(), 400);
                let body = runtime.block_on(to_bytes(response.into_body(), 1024)).unwrap();
                repeats_nothing(&body, std::slice::from_ref(&value), "")?;
            }
        }
    }
}

#[test]
fn of_a_string_of_three_megabytes() {
    let json = Value::from(vec![Value::from("XQ".repeat(1_500_000))]);
    read::<[u8; 1]>(&json).unwrap();
    read::<[Choice; 1]>(&json).unwrap();
    read::<[Telltale; 1]>(&json).unwrap();
    read::<[Uuid; 1]>(&json).unwrap();
    let name = format!("{{\"{}\": 7}}", "n".repeat(3_000_000));
    let refusal = Json::<BTreeMap<String, bool>>::from_bytes(name.as_bytes())
        .err()
        .unwrap();
    assert!(refusal.to_json().len() <= 512);
}
