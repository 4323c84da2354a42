//! The answers of the guest's errors, and a macro of the guest in a crate that does not have the guest's
//! dependencies.

use http::StatusCode;
use mrets::{AnyError, MretsError};
use mrets_errors_guest::names::Names;
use mrets_errors_guest::{Decoded, Empty, Everything, Generic, Growing, Part, Temporaries};
use serde_json::{json, Value};
use std::cell::RefCell;
use std::time::Duration;

/// The first error object, after comparing body and data model.
#[track_caller]
fn object(error: &dyn MretsError) -> Value {
    let body = error.to_json();
    assert_eq!(body, serde_json::to_vec(&error.to_envelope()).unwrap());
    let document: Value = serde_json::from_slice(&body).unwrap();
    document["errors"][0].clone()
}

#[test]
fn every_shape_answers() {
    let all = Everything::All {
        count: 1,
        name: "a/b".to_owned(),
        wait: Duration::from_secs(2),
        extra: None,
    };
    assert_eq!(all.to_string(), "1 later");
    assert_eq!(
        object(&all),
        json!({
            "title": "All",
            "detail": "1 of 2",
            "id": "1",
            "code": "all",
            "source": { "pointer": "/a~1b", "parameter": "a/b", "header": "a/b" },
            "links": { "about": "a/a%2Fb", "type": "t/a%2Fb" },
            "status": "429",
            "meta": { "count": 1, "extra": null, "other key": "a/b" },
        })
    );
    let response = all.to_response();
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.headers()["x-count"], "1");
    assert_eq!(response.headers()["retry-after"], "2");

    let default = object(&Everything::Default);
    assert_eq!(default["code"], "DEFAULT");
    assert_eq!(default["status"], "500");
    assert_eq!(
        default["links"]["type"],
        "https://example.org/errors#DEFAULT"
    );
    assert_eq!(object(&Everything::Constant)["detail"], "{}");
    let status = StatusCode::BAD_GATEWAY;
    assert_eq!(
        object(&Everything::RunTime { status })["detail"],
        "502 Bad Gateway"
    );
    let source = Everything::from(std::io::Error::other("secret"));
    assert_eq!(source.status(), 500);
    assert_eq!(Everything::Maybe(None).status(), 500);
    let several = Everything::Several(vec![all, Everything::NotModified, source]);
    assert_eq!(several.to_envelope().errors.len(), 2);
    let boxed = Everything::Boxed(Box::new(several));
    assert_eq!(Everything::from(AnyError::from(boxed)).status(), 422);
    let generic = Generic {
        text: "a",
        values: [1, 2],
    };
    assert_eq!(object(&generic)["detail"], "a [1, 2]");
    assert_eq!(object(&Growing::not_found(7))["detail"], "There is no 7.");
    let none: Option<Empty> = None;
    assert!(none.is_none());
}

#[test]
fn what_is_sent_comes_back() {
    for (error, back) in [
        (Decoded::Fields(7, Some('c')), Decoded::Fields(7, Some('c'))),
        (
            Decoded::RunTime {
                status: StatusCode::GONE,
                value: 'c',
                secret: "secret".to_owned(),
            },
            Decoded::RunTime {
                status: StatusCode::GONE,
                value: 'c',
                secret: String::new(),
            },
        ),
        (Decoded::from(std::fmt::Error), Decoded::Source(None)),
    ] {
        let envelope = error.to_envelope();
        assert_eq!(Decoded::from_error_object(&envelope.errors[0]), Ok(back));
    }
    let parts = [Part("a".to_owned())].into_iter().collect();
    let several: Decoded<u8> = Decoded::Several(parts);
    let envelope = several.to_envelope();
    assert_eq!(Decoded::from_error_object(&envelope.errors[0]), Ok(several));
    let not_modified: Decoded<u8> = Decoded::NotModified;
    assert!(not_modified.to_json().is_empty());
}

#[test]
fn keywords_of_other_editions() {
    let error = Names::gen { gen: 1, r#type: 2 };
    let object_of = object(&error);
    assert_eq!(object_of["detail"], "1 1 2 2");
    assert_eq!(object_of["code"], "gen");
    assert_eq!(object_of["id"], "1");
    assert_eq!(object_of["source"]["pointer"], "/1");
    assert_eq!(object_of["meta"], json!({ "gen": 1, "type": 2 }));
    assert_eq!(error.headers()["x-gen"], "1");
    let raw = Names::Raw {
        r#gen: 1,
        r#async: 2,
    };
    assert_eq!(object(&raw)["detail"], "1 1 2");
    let tried = Names::Try { r#try: 1, r#dyn: 2 };
    assert_eq!(object(&tried)["detail"], "1 2");
    for error in [error, raw, tried] {
        let envelope = error.to_envelope();
        assert_eq!(Names::from_error_object(&envelope.errors[0]), Ok(error));
    }
}

#[test]
fn temporaries_live_long_enough() {
    let error = Temporaries {
        cell: RefCell::new("text".to_owned()),
    };
    let object = object(&error);
    assert_eq!(error.to_string(), "\"text\" 4");
    assert_eq!(object["detail"], "text");
    assert_eq!(object["id"], "text");
    assert_eq!(object["meta"], json!({ "length": 4, "text": "text" }));
    assert_eq!(error.headers()["x-cell"], "text");
    assert_eq!(error.headers()["retry-after"], "4");
}

mrets_errors_guest::error! {
    #[mrets(codes = "kebab-case")]
    pub(crate) enum Written<'a> {
        TooMany(429, detail = "{count} are too many.", count + 1, 2 * 3, { [1, 2].len() }, pointer = "/{count}", header = "{count:?}") {
            count: u8
        }
    }
    from std::fmt::Error
}

#[test]
fn a_macro_of_another_crate() {
    let error = Written::TooMany { count: 7 };
    let object_of = object(&error);
    assert_eq!(object_of["detail"], "7 are too many.");
    assert_eq!(object_of["id"], "8");
    assert_eq!(object_of["code"], "too-many");
    assert_eq!(object_of["meta"]["block"], 2);
    assert_eq!(
        object_of["source"],
        json!({ "pointer": "/7", "header": "7" })
    );
    assert_eq!(error.headers()["retry-after"], "6");
    assert_eq!(Written::from(std::fmt::Error).status(), 500);
    assert_eq!(object(&Written::Text("a"))["detail"], "a");
}

#[test]
fn in_the_body_of_a_function() {
    #[derive(Debug, thiserror::Error, MretsError)]
    #[mrets(crate = mrets)]
    enum Local {
        #[error("there is no {0}")]
        #[status(404)]
        NotFound(u8),
    }
    assert_eq!(object(&Local::NotFound(7))["detail"], "there is no 7");
}
