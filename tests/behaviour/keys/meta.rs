//! `meta(...)`, `#[meta]` and `#[meta(flatten)]`, which become the member `meta`.

use crate::support::{body, object};
use http::StatusCode;
use mrets_errors::{MretsError, Problem};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

#[derive(Debug, Clone, Serialize)]
struct Limits {
    zulu: u8,
    alpha: Option<u8>,
}

#[derive(Debug, MretsError)]
enum Meta {
    #[status(422, meta(zulu = .z, "other-key" = "text", alpha = .z + 1, r#type = 'c'))]
    Keys { z: u8 },
    #[status(422, meta(limits = .0, list = .1, map = .2))]
    Structured(Limits, Vec<Option<f64>>, HashMap<String, i64>),
    #[status(422)]
    Fields {
        #[meta]
        beta: u8,
        #[meta]
        r#type: &'static str,
        hidden: u8,
    },
    #[status(422, meta(middle = .middle, again = .middle))]
    Both {
        #[meta]
        zeta: bool,
        middle: u8,
        #[meta]
        alpha: (u8, char),
    },
    #[status(422)]
    Tuple(#[meta] u8, u8, #[meta] &'static str),
    #[status(.status, meta(status = .status.as_u16()))]
    RunTime { status: StatusCode },
    #[status(422)]
    Without,
}

/// The member `meta` as text, since a `Value` would not show its order.
fn meta(error: &Meta) -> String {
    let body = body(error);
    let (_, meta) = body.split_once(r#""meta":"#).unwrap();
    meta.strip_suffix("}]}").unwrap().to_owned()
}

#[test]
fn keys_are_sorted_and_named_as_written() {
    assert_eq!(
        meta(&Meta::Keys { z: 7 }),
        r#"{"alpha":8,"other-key":"text","type":"c","zulu":7}"#
    );
    assert!(!body(&Meta::Without).contains("meta"));
}

#[test]
fn values_are_serialized_and_their_keys_sorted() {
    let limits = Limits {
        zulu: 1,
        alpha: None,
    };
    let map = HashMap::from([("b".to_owned(), -1), ("a".to_owned(), i64::MIN)]);
    let error = Meta::Structured(limits, vec![Some(1.5), None, Some(f64::NAN)], map);
    assert_eq!(
        meta(&error),
        r#"{"limits":{"alpha":null,"zulu":1},"list":[1.5,null,null],"map":{"a":-9223372036854775808,"b":-1}}"#
    );
}

#[test]
fn fields_become_members_by_their_name() {
    let error = Meta::Fields {
        beta: 1,
        r#type: "t",
        hidden: 3,
    };
    let Meta::Fields { hidden, .. } = error else {
        unreachable!()
    };
    assert_eq!(hidden, 3);
    assert_eq!(meta(&error), r#"{"beta":1,"type":"t"}"#);
    assert_eq!(meta(&Meta::Tuple(1, 2, "c")), r#"{"0":1,"2":"c"}"#);
    assert!(matches!(Meta::Tuple(1, 2, "c"), Meta::Tuple(_, 2, _)));
    let error = Meta::Both {
        zeta: true,
        middle: 2,
        alpha: (1, 'a'),
    };
    assert_eq!(
        meta(&error),
        r#"{"again":2,"alpha":[1,"a"],"middle":2,"zeta":true}"#
    );
}

#[test]
fn members_beside_a_run_time_status() {
    let error = Meta::RunTime {
        status: StatusCode::LOCKED,
    };
    assert_eq!(meta(&error), r#"{"status":423}"#);
    // A 304 has no body, whatever is written beside the status.
    let error = Meta::RunTime {
        status: StatusCode::NOT_MODIFIED,
    };
    assert_eq!(body(&error), "");
}

/// A map whose keys are not strings cannot be JSON. It is left out, and the answer stands.
#[test]
fn a_value_that_json_cannot_hold_is_left_out() {
    #[derive(Debug, MretsError)]
    #[status(422, detail = "fine", meta(bad = .0, good = 1))]
    struct Unserializable(BTreeMap<(u8, u8), u8>);
    let error = Unserializable(BTreeMap::from([((1, 2), 3)]));
    assert_eq!(object(&error)["meta"], json!({"good": 1}));
    assert_eq!(object(&error)["detail"], "fine");
}

#[derive(Debug, MretsError)]
enum Flat {
    #[status(422, code = "flat", meta(written = .own, zulu = 1))]
    Beside {
        own: u8,
        #[meta]
        named: &'static str,
        #[meta(flatten)]
        rest: BTreeMap<&'static str, Value>,
    },
    #[status(422)]
    Alone(#[meta(flatten)] Option<HashMap<String, u8>>),
    #[status(422)]
    Any(#[meta(flatten)] Value),
    #[status(422)]
    Struct {
        #[meta(flatten)]
        limits: Limits,
        #[meta(flatten)]
        borrowed: &'static [(&'static str, u8)],
    },
    #[status(422, retry = "never")]
    Pairs(#[meta(flatten)] BTreeMap<(u8, u8), u8>),
}

fn flat_meta(error: &Flat) -> Value {
    object(error).get("meta").cloned().unwrap_or_default()
}

#[test]
fn members_of_a_map_are_members_of_meta() {
    let rest = BTreeMap::from([("alpha", json!({"z": 1, "a": [2]})), ("gamma", json!(null))]);
    let error = Flat::Beside {
        own: 7,
        named: "n",
        rest,
    };
    assert!(body(&error).ends_with(
        r#""meta":{"alpha":{"a":[2],"z":1},"gamma":null,"named":"n","written":7,"zulu":1}}]}"#
    ));
    let limits = Limits {
        zulu: 1,
        alpha: None,
    };
    let error = Flat::Struct {
        limits,
        borrowed: &[("a", 1)],
    };
    assert_eq!(flat_meta(&error), json!({"zulu": 1, "alpha": null}));
    let map = HashMap::from([("a".to_owned(), 1)]);
    assert_eq!(flat_meta(&Flat::Alone(Some(map))), json!({"a": 1}));
    assert_eq!(flat_meta(&Flat::Alone(None)), Value::Null);
    assert_eq!(flat_meta(&Flat::Alone(Some(HashMap::new()))), Value::Null);
}

#[test]
fn a_written_member_stands_before_one_of_a_map() {
    let rest = ["written", "named", "zulu", "other"].map(|name| (name, json!("of the map")));
    let error = Flat::Beside {
        own: 7,
        named: "n",
        rest: rest.into(),
    };
    assert_eq!(
        flat_meta(&error),
        json!({"written": 7, "named": "n", "zulu": 1, "other": "of the map"})
    );
}

#[test]
fn a_flattened_value_that_is_no_object_is_left_out() {
    for value in [json!(null), json!(1), json!("text"), json!([{"a": 1}])] {
        assert_eq!(flat_meta(&Flat::Any(value)), Value::Null);
    }
    assert_eq!(flat_meta(&Flat::Any(json!({"a": 1}))), json!({"a": 1}));
    let unserializable = BTreeMap::from([((1, 2), 3)]);
    assert_eq!(
        flat_meta(&Flat::Pairs(unserializable)),
        json!({"retry": "never"})
    );
}

/// Members of `meta` are members of the problem (RFC 9457), and none replaces another.
#[test]
fn a_flattened_map_in_a_problem_document_and_back() {
    let reserved = [
        "type", "title", "status", "detail", "instance", "errors", "code", "id", "source", "meta",
    ];
    let members = reserved.iter().map(|name| (*name, json!("forged")));
    let members = members.chain([("balance", json!(30)), ("accounts", json!(["/a", "/b"]))]);
    let error = Flat::Beside {
        own: 7,
        named: "n",
        rest: members.collect(),
    };
    let problem: Value = serde_json::from_slice(&error.to_problem().to_json()).unwrap();
    assert_eq!(problem["balance"], 30);
    assert_eq!(problem["accounts"], json!(["/a", "/b"]));
    assert_eq!(problem["named"], "n");
    assert_eq!(problem["type"], "about:blank");
    assert_eq!(problem["title"], "Unprocessable Entity");
    assert_eq!(problem["status"], 422);
    assert_eq!(problem["code"], "flat");
    for absent in ["instance", "errors", "id", "source"] {
        assert_eq!(problem.get(absent), None, "{absent}");
    }
    for name in reserved {
        assert_eq!(problem["meta"][name], "forged", "{name}");
    }
    let read = Problem::from_slice(&error.to_problem().to_json()).unwrap();
    assert_eq!(read.to_envelope(), error.to_envelope());
}

/// A flattened parameter of a generic type gets its bound.
#[test]
fn a_flattened_type_parameter() {
    #[derive(Debug, MretsError)]
    #[status(422)]
    struct Rest<T>(#[meta(flatten)] T);
    assert_eq!(object(&Rest(json!({"a": 1})))["meta"], json!({"a": 1}));
}

#[test]
fn the_catalogue_says_that_there_are_others() {
    let entries = Flat::catalog();
    let [beside, alone, ..] = entries.entries().as_slice() else {
        panic!("{entries:?}");
    };
    assert_eq!(beside.meta, ["named", "written", "zulu"]);
    assert!(beside.has_other_meta && alone.has_other_meta);
    assert!(Meta::catalog().entries().all(|entry| !entry.has_other_meta));
    let schemas = entries.openapi_components();
    let schemas = schemas["schemas"].as_object().unwrap();
    let (_, alone) = schemas
        .iter()
        .find(|(name, _)| name.ends_with("Flat.Alone"))
        .unwrap();
    assert_eq!(alone["properties"]["meta"]["additionalProperties"], true);
    assert!(
        !alone["required"]
            .as_array()
            .unwrap()
            .contains(&json!("meta"))
    );
    assert!(
        entries
            .to_markdown()
            .contains("- Meta: Others, as the error says")
    );
}
