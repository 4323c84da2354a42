//! The observer: called once for each answered error.

use crate::servers::layered::{by_hand, get};
use axum::response::IntoResponse as _;
use mrets_errors::{Answered, ErrorObject, MretsError, observe, report};
use std::error::Error;
use std::sync::{Mutex, Once};

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case")]
#[allow(clippy::enum_variant_names)] // The codes tell these errors from those of other tests.
enum Seen {
    #[status(500)]
    ObservedBroken(#[from] std::io::Error),
    #[status(404, detail = "There is no {0}.")]
    ObservedMissing(&'static str),
    #[status(304)]
    ObservedFresh,
}

#[derive(Debug, PartialEq, Clone)]
struct Call {
    status: u16,
    code: String,
    variant: Option<&'static str>,
    request_id: Option<String>,
    detail: Option<String>,
    is_seen: Option<bool>,
}

static CALLS: Mutex<Vec<Call>> = Mutex::new(Vec::new());

/// Other tests answer errors meanwhile, so calls are told apart by their codes or ids.
fn note(answered: &Answered, error: Option<&(dyn Error + 'static)>) {
    let call = Call {
        status: answered.status().as_u16(),
        code: answered.code().to_owned(),
        variant: answered.variant(),
        request_id: answered.request_id().map(str::to_owned),
        detail: answered.envelope().errors[0].detail.clone(),
        is_seen: error.map(<dyn Error>::is::<Seen>),
    };
    CALLS.lock().unwrap().push(call);
    assert_ne!(
        answered.code(),
        "observer_panics",
        "what an observer does harms nobody"
    );
}

fn calls(is_wanted: impl Fn(&Call) -> bool) -> Vec<Call> {
    let calls = CALLS.lock().unwrap();
    calls
        .iter()
        .filter(|call| is_wanted(call))
        .cloned()
        .collect()
}

fn set() {
    static SET: Once = Once::new();
    SET.call_once(|| observe(note));
}

#[test]
fn an_error_of_ours_comes_as_itself() {
    set();
    let error = Seen::from(std::io::Error::other("secret"));
    assert_eq!(error.into_response().status(), 500);
    let [call] = &calls(|call| call.code == "observed_broken")[..] else {
        panic!("once");
    };
    assert_eq!(call.variant, Some("ObservedBroken"));
    assert_eq!(call.is_seen, Some(true));
    assert_eq!(Seen::ObservedFresh.into_response().status(), 304);
    assert!(calls(|call| call.status == 304).is_empty());
}

#[test]
fn a_replaced_response_has_no_error() {
    set();
    let text = [("content-type", "text/plain")];
    for (status, detail) in [(418, Some("by hand")), (500, None)] {
        let id = format!("observed-{status}");
        get(&[("x-request-id", &id)], by_hand(status, &text, "by hand"));
        let [call] = &calls(|call| call.request_id.as_ref() == Some(&id))[..] else {
            panic!("once");
        };
        assert_eq!((call.status, call.is_seen), (status, None));
        assert!(detail.is_none() || call.detail.as_deref() == detail);
    }
    // A response that is left alone is not an error of ours.
    let grpc = by_hand(415, &[("content-type", "application/grpc")], "");
    get(&[("x-request-id", "observed-grpc")], grpc);
    assert!(calls(|call| call.request_id.as_deref() == Some("observed-grpc")).is_empty());
}

/// Sends errors through two layers, and errors that were reported before.
#[test]
fn none_is_counted_twice() {
    set();
    let missing = Seen::ObservedMissing("page");
    let mut response = by_hand(404, &[], "a page of one's own");
    response.extensions_mut().insert(report(&missing));
    let (head, body) = get(&[("x-request-id", "a")], response);
    get(
        &[("x-request-id", "b")],
        http::Response::from_parts(head, body),
    );
    let all = calls(|call| call.code == "observed_missing");
    assert_eq!(all.len(), 1, "{all:?}");
}

#[test]
fn an_observer_that_panics_harms_nobody() {
    set();
    let object = ErrorObject::new(http::StatusCode::CONFLICT).with_code("observer_panics");
    assert_eq!(object.into_response().status(), 409);
    assert_eq!(calls(|call| call.code == "observer_panics").len(), 1);
}
