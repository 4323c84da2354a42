//! Reports of garde: one 422 object for each message, with its place.

use garde::error::{Kind, NoKey, Path, PathComponentKind};
use garde::{Report, Validate};
use http::StatusCode;
use mrets_errors::{AnyError, ErrorObject, Errors, MretsError, garde::errors};
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt;

#[derive(Validate)]
struct Account {
    #[garde(length(min = 1), ascii)]
    name: String,
    #[garde(dive)]
    address: Address,
    #[garde(length(max = 3), dive)]
    holdings: Vec<Holding>,
    #[garde(dive)]
    by_year: BTreeMap<String, Holding>,
    #[garde(inner(length(min = 1)))]
    tags: Vec<String>,
    #[garde(inner(inner(length(min = 2))))]
    aliases: Vec<Option<String>>,
    #[garde(dive)]
    pair: (Holding, Holding),
    #[garde(dive)]
    owner: Owner,
    #[garde(required, length(min = 1))]
    r#type: Option<String>,
    #[garde(custom(|since: &str, (): &()| is_first_of_january(since)))]
    since: String,
    #[garde(skip)]
    _note: String,
}

#[derive(Validate)]
struct Address {
    #[garde(length(equal = 2))]
    country: String,
}

#[derive(Clone, Validate)]
struct Holding {
    #[garde(range(min = 1))]
    quantity: u32,
}

#[derive(Validate)]
#[garde(transparent)]
struct Owner(#[garde(prefix("M-"))] String);

#[derive(Validate)]
enum Transfer {
    Named {
        #[garde(range(max = 9))]
        quantity: u32,
    },
    Tuple(#[garde(range(max = 9))] u32, #[garde(ascii)] String),
}

fn is_first_of_january(since: &str) -> garde::Result {
    if since.ends_with("-01-01") {
        Ok(())
    } else {
        Err(garde::Error::new("is not the first of January"))
    }
}

fn valid() -> Account {
    let holding = Holding { quantity: 1 };
    Account {
        name: "Ada".to_owned(),
        address: Address {
            country: "US".to_owned(),
        },
        holdings: Vec::new(),
        by_year: BTreeMap::new(),
        tags: Vec::new(),
        aliases: Vec::new(),
        pair: (holding.clone(), holding),
        owner: Owner("M-1".to_owned()),
        r#type: Some("account".to_owned()),
        since: "2024-01-01".to_owned(),
        _note: String::new(),
    }
}

#[track_caller]
fn report(value: &impl Validate<Context = ()>) -> Report {
    value.validate().unwrap_err()
}

/// The pointer of each error.
#[track_caller]
fn pointers(errors: Errors<ErrorObject>) -> Vec<String> {
    let pointer = |error: ErrorObject| error.source.unwrap().pointer.unwrap();
    errors.into_iter().map(pointer).collect()
}

#[track_caller]
fn pointers_of(value: &impl Validate<Context = ()>) -> Vec<String> {
    pointers(report(value).into())
}

fn create(account: &Account) -> Result<u32, Errors<ErrorObject>> {
    account.validate()?;
    Ok(1)
}

#[test]
fn a_handler_returns_the_report_by_question_mark() {
    assert_eq!(create(&valid()).unwrap(), 1);
    let errors = create(&Account {
        name: String::new(),
        ..valid()
    })
    .unwrap_err();
    assert_eq!(errors.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        errors.to_json(),
        r#"{"errors":[{"title":"Unprocessable Entity","detail":"length is lower than 1","code":"422","source":{"pointer":"/data/attributes/name"},"status":"422"}]}"#
    );
    let response = errors.to_response();
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        response.headers()["content-type"],
        "application/vnd.api+json"
    );
}

#[test]
fn any_error_takes_a_report_too() {
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
    assert_eq!(error.to_envelope().errors.len(), 1);
}

#[test]
fn each_message_is_one_error() {
    let account = Account {
        name: String::new(),
        owner: Owner("1".to_owned()),
        since: "2024-02-01".to_owned(),
        ..valid()
    };
    let errors: Errors<ErrorObject> = report(&account).into();
    let details: Vec<_> = errors
        .iter()
        .map(|error| error.detail.clone().unwrap())
        .collect();
    assert_eq!(details.len(), 3);
    assert!(details.contains(&"is not the first of January".to_owned()));
    let two_of_one_field = Account {
        aliases: vec![Some(String::new()); 2],
        ..valid()
    };
    assert_eq!(pointers_of(&two_of_one_field).len(), 2);
}

#[test]
fn a_nested_struct_is_a_path() {
    let account = Account {
        address: Address {
            country: String::new(),
        },
        ..valid()
    };
    assert_eq!(pointers_of(&account), ["/data/attributes/address/country"]);
}

#[test]
fn an_item_of_a_list_is_its_index() {
    let holding = |quantity| Holding { quantity };
    let account = Account {
        holdings: vec![holding(0), holding(1), holding(0)],
        ..valid()
    };
    assert_eq!(
        pointers_of(&account),
        [
            "/data/attributes/holdings/0/quantity",
            "/data/attributes/holdings/2/quantity"
        ]
    );
    let tags = Account {
        tags: vec!["a".to_owned(), String::new()],
        ..valid()
    };
    assert_eq!(pointers_of(&tags), ["/data/attributes/tags/1"]);
}

#[test]
fn a_list_itself_is_the_field() {
    let account = Account {
        holdings: vec![Holding { quantity: 1 }; 4],
        ..valid()
    };
    assert_eq!(pointers_of(&account), ["/data/attributes/holdings"]);
}

#[test]
fn a_value_of_a_map_is_its_key() {
    let by_year = ["2024", "a/b~c", ""].map(|year| (year.to_owned(), Holding { quantity: 0 }));
    let account = Account {
        by_year: by_year.into(),
        ..valid()
    };
    assert_eq!(
        pointers_of(&account),
        [
            "/data/attributes/by_year//quantity",
            "/data/attributes/by_year/2024/quantity",
            "/data/attributes/by_year/a~1b~0c/quantity",
        ]
    );
}

#[test]
fn an_element_of_a_tuple_is_its_index() {
    let holding = |quantity| Holding { quantity };
    let account = Account {
        pair: (holding(1), holding(0)),
        ..valid()
    };
    assert_eq!(pointers_of(&account), ["/data/attributes/pair/1/quantity"]);
    assert_eq!(
        pointers_of(&Transfer::Tuple(10, "é".to_owned())),
        ["/data/attributes/0", "/data/attributes/1"]
    );
    assert_eq!(
        pointers_of(&Transfer::Named { quantity: 10 }),
        ["/data/attributes/quantity"]
    );
}

/// JSON has neither options nor newtypes, so a pointer has no part for them.
#[test]
fn options_and_newtypes_have_no_place_of_their_own() {
    let account = Account {
        aliases: vec![None, Some("a".to_owned())],
        ..valid()
    };
    assert_eq!(pointers_of(&account), ["/data/attributes/aliases/1"]);
    let account = Account {
        owner: Owner("1".to_owned()),
        ..valid()
    };
    assert_eq!(pointers_of(&account), ["/data/attributes/owner"]);
    assert_eq!(pointers_of(&Owner("1".to_owned())), ["/data/attributes"]);
}

/// In JSON the member is `type`: `r#` is Rust's.
#[test]
fn a_raw_identifier_is_its_name() {
    let account = Account {
        r#type: None,
        ..valid()
    };
    assert_eq!(pointers_of(&account), ["/data/attributes/type"]);
}

/// A rule about the whole struct points to its JSON object.
#[test]
fn a_rule_of_the_struct_points_to_the_struct() {
    #[derive(Validate)]
    #[garde(custom(|range: &Range, (): &()| range.is_ordered()))]
    #[garde(allow_unvalidated)]
    struct Range {
        min: u32,
        max: u32,
    }

    impl Range {
        fn is_ordered(&self) -> garde::Result {
            let error = || garde::Error::new("min is more than max");
            (self.min <= self.max).then_some(()).ok_or_else(error)
        }
    }

    #[derive(Validate)]
    struct Filter {
        #[garde(dive)]
        ranges: Vec<Range>,
    }

    let range = |min, max| Range { min, max };
    assert_eq!(pointers_of(&range(2, 1)), ["/data/attributes"]);
    let filter = Filter {
        ranges: vec![range(1, 2), range(2, 1)],
    };
    assert_eq!(pointers_of(&filter), ["/data/attributes/ranges/1"]);
}

#[test]
fn the_prefix_is_the_callers() {
    let report = report(&Account {
        name: String::new(),
        ..valid()
    });
    assert_eq!(pointers(errors(&report, "")), ["/name"]);
    assert_eq!(
        pointers(errors(&report, "/data/relationships")),
        ["/data/relationships/name"]
    );
    assert_eq!(pointers(errors(&report, "/a~1b")), ["/a~1b/name"]);
}

/// garde has no code for a rule, so the code is the status.
#[test]
fn the_code_is_the_status() {
    let errors: Errors<ErrorObject> = report(&Account {
        name: String::new(),
        ..valid()
    })
    .into();
    assert_eq!(errors.code(), "422");
    assert_eq!(errors.title(), "Unprocessable Entity");
    assert!(errors.iter().all(|error| error.meta.is_none()));
}

#[test]
fn an_empty_report_is_no_error() {
    let errors: Errors<ErrorObject> = Report::new().into();
    assert!(errors.is_empty());
    assert!(errors.into_result(()).is_ok());
}

/// A component whose `Display` writes in parts.
#[derive(Clone)]
struct Parts(String);

impl fmt::Display for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|char| write!(f, "{char}"))
    }
}

impl PathComponentKind for Parts {
    fn component_kind() -> Kind {
        Kind::Key
    }
}

proptest! {
    #![proptest_config(crate::support::proptest_config())]

    /// RFC 6901: the pointer finds the value, whatever the names on its path.
    #[test]
    fn a_pointer_finds_the_value(name in crate::support::text(), index in 0_usize..3, key in crate::support::text()) {
        // JSON has the name without `r#`, see above.
        prop_assume!(!name.starts_with("r#") && !key.starts_with("r#"));
        let mut report = Report::new();
        let path = Path::new(name.as_str()).join(NoKey::default()).join(index).join(Parts(key.clone()));
        report.append(path, garde::Error::new("x"));
        let pointers = pointers(report.into());
        let mut items = vec![json!({ "other": 1 }); 3];
        items[index] = json!({ key: "found" });
        let request = json!({ "data": { "attributes": { name: items } } });
        prop_assert_eq!(request.pointer(&pointers[0]), Some(&json!("found")));
    }

    #[test]
    fn the_message_is_the_detail(message in crate::support::text()) {
        let mut report = Report::new();
        report.append(Path::new("a"), garde::Error::new(&message));
        let errors: Errors<ErrorObject> = report.into();
        prop_assert_eq!(errors.detail(), message);
    }
}
