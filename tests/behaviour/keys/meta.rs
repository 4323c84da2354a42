//! `meta(...)` and `#[meta]`, which become the member `meta`.

use crate::support::{body, object};
use http::StatusCode;
use mrets_errors::MretsError;
use serde::Serialize;
use serde_json::json;
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
