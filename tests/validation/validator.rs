//! Errors of validator: one 422 object for each message, with the rule in `code` and `meta`.

use http::StatusCode;
use mrets_errors::{AnyError, ErrorObject, Errors, MretsError, validator::errors};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

#[derive(Clone, Validate)]
#[validate(schema(function = "differ", skip_on_field_errors = false))]
struct Account {
    #[validate(length(min = 3, max = 5, message = "Name is too short."))]
    name: String,
    #[validate(email)]
    email: String,
    #[validate(nested)]
    address: Address,
    #[validate(nested)]
    holdings: Vec<Holding>,
    #[validate(nested)]
    rows: Vec<Vec<Holding>>,
    #[validate(must_match(other = "password", code = "confirmed"))]
    confirmation: String,
    password: String,
    #[validate(custom(function = "is_first_of_january"))]
    since: String,
    #[validate(required)]
    r#type: Option<String>,
    #[validate(range(exclusive_min = 0.0, max = 1.5))]
    share: f64,
    #[validate(length(min = 1), does_not_contain(pattern = "x"))]
    note: String,
}

#[derive(Clone, Validate)]
struct Address {
    #[validate(length(equal = 2, code = "iso"))]
    country: String,
}

#[derive(Clone, Validate)]
#[validate(schema(function = "is_odd"))]
struct Holding {
    #[validate(range(min = 1))]
    quantity: u32,
}

fn differ(account: &Account) -> Result<(), ValidationError> {
    if account.name == account.password {
        return Err(
            ValidationError::new("differ").with_message("Name and password are one.".into())
        );
    }
    Ok(())
}

fn is_odd(holding: &Holding) -> Result<(), ValidationError> {
    if holding.quantity % 2 == 1 {
        return Ok(());
    }
    Err(ValidationError::new("odd"))
}

fn is_first_of_january(since: &str) -> Result<(), ValidationError> {
    if since.ends_with("-01-01") {
        return Ok(());
    }
    let mut error = ValidationError::new("january");
    error.add_param("month".into(), &1);
    Err(error)
}

fn valid() -> Account {
    Account {
        name: "Ada".to_owned(),
        email: "ada@example.org".to_owned(),
        address: Address {
            country: "US".to_owned(),
        },
        holdings: Vec::new(),
        rows: Vec::new(),
        confirmation: "secret".to_owned(),
        password: "secret".to_owned(),
        since: "2024-01-01".to_owned(),
        r#type: Some("account".to_owned()),
        share: 1.0,
        note: "a".to_owned(),
    }
}

#[track_caller]
fn errors_of(value: &impl Validate) -> Errors<ErrorObject> {
    value.validate().unwrap_err().into()
}

/// The pointer of each error.
#[track_caller]
fn pointers(errors: Errors<ErrorObject>) -> Vec<String> {
    let pointer = |error: ErrorObject| error.source.unwrap().pointer.unwrap();
    errors.into_iter().map(pointer).collect()
}

/// The one error.
#[track_caller]
fn error(value: &impl Validate) -> Value {
    let errors = errors_of(value);
    assert_eq!(errors.len(), 1);
    json!(errors.into_iter().next())
}

fn create(account: &Account) -> Result<u32, Errors<ErrorObject>> {
    account.validate()?;
    Ok(1)
}

#[test]
fn a_handler_returns_the_errors_by_question_mark() {
    assert_eq!(create(&valid()).unwrap(), 1);
    let errors = create(&Account {
        name: "A".to_owned(),
        ..valid()
    })
    .unwrap_err();
    assert_eq!(errors.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        errors.to_json(),
        r#"{"errors":[{"title":"Unprocessable Entity","detail":"Name is too short.","code":"length","source":{"pointer":"/data/attributes/name"},"status":"422","meta":{"max":5,"min":3}}]}"#
    );
    let response = errors.to_response();
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        response.headers()["content-type"],
        "application/vnd.api+json"
    );
}

#[test]
fn any_error_takes_them_too() {
    fn handler(account: &Account) -> Result<(), AnyError> {
        create(account)?;
        Ok(())
    }
    let error = handler(&Account {
        name: String::new(),
        ..valid()
    })
    .unwrap_err();
    assert_eq!(error.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(error.code(), "length");
}

#[test]
fn the_rule_is_the_code_and_its_parameters_are_meta() {
    let object = |code, meta: Value| json!({ "code": code, "meta": meta });
    let told = |account: &Account| {
        let error = error(account);
        object(
            error["code"].as_str().unwrap().to_owned(),
            error["meta"].clone(),
        )
    };
    let object = |code: &str, meta| object(code.to_owned(), meta);
    let email = Account {
        email: "ada".to_owned(),
        ..valid()
    };
    assert_eq!(told(&email), object("email", Value::Null));
    let share = Account {
        share: 2.0,
        ..valid()
    };
    assert_eq!(
        told(&share),
        object("range", json!({ "exclusive_min": 0.0, "max": 1.5 }))
    );
    let note = Account {
        note: "xyz".to_owned(),
        ..valid()
    };
    assert_eq!(
        told(&note),
        object("does_not_contain", json!({ "needle": "x" }))
    );
    let since = Account {
        since: "2024".to_owned(),
        ..valid()
    };
    assert_eq!(told(&since), object("january", json!({ "month": 1 })));
    let address = Account {
        address: Address {
            country: "USA".to_owned(),
        },
        ..valid()
    };
    assert_eq!(told(&address), object("iso", json!({ "equal": 2 })));
    let kind = Account {
        r#type: None,
        ..valid()
    };
    assert_eq!(told(&kind), object("required", Value::Null));
}

#[test]
fn without_a_message_the_detail_names_the_rule() {
    let email = Account {
        email: "ada".to_owned(),
        ..valid()
    };
    assert_eq!(
        error(&email)["detail"],
        "email does not satisfy the rule email."
    );
}

/// Values that a client sent may be secret. No answer repeats one, neither the value of the field nor
/// the value that it has to match.
#[test]
fn what_was_submitted_is_not_repeated() {
    let account = Account {
        name: "hunter2-name".to_owned(),
        email: "hunter2-email".to_owned(),
        address: Address {
            country: "hunter2-country".to_owned(),
        },
        confirmation: "hunter2-confirmation".to_owned(),
        password: "hunter2-password".to_owned(),
        since: "hunter2-since".to_owned(),
        note: "x-hunter2-note".to_owned(),
        ..valid()
    };
    let errors = errors_of(&account);
    assert_eq!(errors.len(), 6);
    let answer = format!("{:?} {errors} {errors:?}", errors.to_response());
    assert!(!answer.contains("hunter2"), "{answer}");
}

#[test]
fn a_nested_struct_is_a_path() {
    let account = Account {
        address: Address {
            country: String::new(),
        },
        ..valid()
    };
    assert_eq!(
        pointers(errors_of(&account)),
        ["/data/attributes/address/country"]
    );
}

#[test]
fn an_item_of_a_list_is_its_index() {
    let holdings = [0, 1, 0].map(|quantity| Holding { quantity }).to_vec();
    let account = Account {
        holdings,
        ..valid()
    };
    assert_eq!(
        pointers(errors_of(&account)),
        [
            "/data/attributes/holdings/0/quantity",
            "/data/attributes/holdings/2/quantity"
        ]
    );
}

#[test]
fn lists_in_lists_and_lists_by_themselves_are_paths_too() {
    let row = vec![Holding { quantity: 1 }, Holding { quantity: 0 }];
    assert_eq!(pointers(errors_of(&row)), ["/data/attributes/1/quantity"]);
    let account = Account {
        rows: vec![Vec::new(), row],
        ..valid()
    };
    assert_eq!(
        pointers(errors_of(&account)),
        ["/data/attributes/rows/1/1/quantity"]
    );
}

/// A rule about the whole struct points to its JSON object.
#[test]
fn a_rule_of_the_struct_points_to_the_struct() {
    let account = Account {
        name: "Adas".to_owned(),
        password: "Adas".to_owned(),
        confirmation: "Adas".to_owned(),
        ..valid()
    };
    let error = error(&account);
    assert_eq!(error["source"], json!({ "pointer": "/data/attributes" }));
    assert_eq!(error["detail"], "Name and password are one.");
    let account = Account {
        holdings: vec![Holding { quantity: 2 }],
        ..valid()
    };
    let error = self::error(&account);
    assert_eq!(
        error["source"],
        json!({ "pointer": "/data/attributes/holdings/0" })
    );
    assert_eq!(error["code"], "odd");
    assert_eq!(error["detail"], "The object does not satisfy the rule odd.");
}

/// In JSON the member is `type`: `r#` is Rust's.
#[test]
fn a_raw_identifier_is_its_name() {
    let error = error(&Account {
        r#type: None,
        ..valid()
    });
    assert_eq!(
        error["source"],
        json!({ "pointer": "/data/attributes/type" })
    );
    assert_eq!(error["detail"], "type does not satisfy the rule required.");
}

#[test]
fn the_prefix_is_the_callers() {
    let account = Account {
        name: String::new(),
        ..valid()
    };
    let validation = account.validate().unwrap_err();
    assert_eq!(pointers(errors(&validation, "")), ["/name"]);
    assert_eq!(
        pointers(errors(&validation, "/data/relationships")),
        ["/data/relationships/name"]
    );
    assert_eq!(pointers(errors(&validation, "/a~1b")), ["/a~1b/name"]);
}

/// validator keeps its errors unordered, and the answer is still the same each time.
#[test]
fn errors_are_in_the_order_of_their_pointers() {
    let account = Account {
        name: String::new(),
        email: String::new(),
        address: Address {
            country: String::new(),
        },
        note: "x".to_owned(),
        since: String::new(),
        ..valid()
    };
    let expected = ["address/country", "email", "name", "note", "since"]
        .map(|name| format!("/data/attributes/{name}"));
    for _ in 0..20 {
        assert_eq!(pointers(errors_of(&account)), expected);
    }
}

#[test]
fn each_message_is_one_error() {
    let mut validation = ValidationErrors::new();
    validation.add("name", ValidationError::new("b"));
    validation.add("name", ValidationError::new("a"));
    let errors: Errors<ErrorObject> = validation.into();
    let codes: Vec<_> = errors
        .iter()
        .map(|error| error.code.as_deref().unwrap())
        .collect();
    assert_eq!(codes, ["a", "b"]);
}

#[test]
fn no_errors_are_no_error() {
    let errors: Errors<ErrorObject> = ValidationErrors::new().into();
    assert!(errors.into_result(()).is_ok());
}

proptest! {
    #![proptest_config(crate::support::proptest_config())]

    /// RFC 6901: the pointer finds the value, whatever the names on its path.
    #[test]
    fn a_pointer_finds_the_value(outer in crate::support::text(), inner in crate::support::text(), index in 0_usize..3) {
        for name in [&outer, &inner] {
            // Rust and validator use these names themselves, see above.
            prop_assume!(!name.starts_with("r#") && !name.starts_with('_'));
        }
        let field = vec![ValidationError::new("x")];
        let item = HashMap::from([(Cow::from(inner.clone()), ValidationErrorsKind::Field(field))]);
        let list = BTreeMap::from([(index, Box::new(ValidationErrors(item)))]);
        let validation = ValidationErrors(HashMap::from([(Cow::from(outer.clone()), ValidationErrorsKind::List(list))]));
        let mut items = vec![json!({ "other": 1 }); 3];
        items[index] = json!({ inner: "found" });
        let request = json!({ "data": { "attributes": { outer: items } } });
        let pointers = pointers(validation.into());
        prop_assert_eq!(request.pointer(&pointers[0]), Some(&json!("found")));
    }

    #[test]
    fn message_and_parameters_are_kept(message in crate::support::text(), name in crate::support::text()) {
        prop_assume!(!["value", "other"].contains(&name.as_str()));
        let mut error = ValidationError::new("x").with_message(message.clone().into());
        error.add_param(name.clone().into(), &message);
        let mut validation = ValidationErrors::new();
        validation.add("field", error);
        let errors: Errors<ErrorObject> = validation.into();
        prop_assert_eq!(errors.detail(), message.as_str());
        prop_assert_eq!(json!(errors.to_envelope().errors[0].meta), json!({ name: message }));
    }
}
