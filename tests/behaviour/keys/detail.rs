//! `detail`, which tells a client about one occurrence, and never about its cause.

use crate::support::body;
use http::StatusCode;
use mrets_errors::{MretsError, table};

fn description(status: u16) -> &'static str {
    let status = StatusCode::from_u16(status).unwrap();
    table::row(status).unwrap().description
}

#[derive(Debug, MretsError)]
enum Details {
    #[status(404)]
    Table,
    #[status(409)]
    NoRow,
    #[status(404, detail = "There is no such account.")]
    Constant,
    #[status(404, detail = "There is no account {0}.")]
    Varying(u32),
    #[status(404, detail("There is no account {}.", .0 + 1))]
    Computed(u32),
    #[status(404, detail("There is no account."))]
    Parenthesized,
    #[status(404, detail = "{{{0}}}")]
    Braces(u32),
    #[status(404, display = "for the log: {0}")]
    DisplayOnly(u32),
}

#[test]
fn a_written_detail_and_its_defaults() {
    assert_eq!(Details::Table.detail(), description(404));
    assert_eq!(Details::NoRow.detail(), "");
    assert_eq!(Details::Constant.detail(), "There is no such account.");
    assert_eq!(Details::Varying(7).detail(), "There is no account 7.");
    assert_eq!(Details::Computed(7).detail(), "There is no account 8.");
    assert_eq!(Details::Parenthesized.detail(), "There is no account.");
    assert_eq!(Details::Braces(7).detail(), "{7}");
    assert_eq!(Details::DisplayOnly(7).detail(), description(404));
    for error in [
        Details::Table,
        Details::NoRow,
        Details::Constant,
        Details::Varying(7),
        Details::Computed(7),
        Details::Braces(7),
        Details::DisplayOnly(7),
    ] {
        body(&error);
    }
}

#[test]
fn without_a_row_the_member_is_left_out() {
    assert_eq!(
        body(&Details::NoRow),
        r#"{"errors":[{"title":"Conflict","code":"409","status":"409"}]}"#
    );
}

#[derive(Debug, thiserror::Error)]
#[error("the secret is {0}")]
struct Cause(&'static str);

#[derive(Debug, MretsError)]
enum Failures {
    #[status(500)]
    Plain(#[source] Cause),
    #[status(503, display("down, {name}: {0}", name = "db1"), title = "Down")]
    Logged(Cause),
    #[status(500, detail = "Try again tomorrow.")]
    Constant(#[source] Cause),
    #[status(500, expose, detail = "The disk of {host} is full.")]
    Exposed { host: &'static str, source: Cause },
    #[status(502)]
    NoRow(#[source] Cause),
}

impl Failures {
    const ALL: [fn() -> Self; 5] = [
        || Self::Plain(Cause("hunter2")),
        || Self::Logged(Cause("hunter2")),
        || Self::Constant(Cause("hunter2")),
        || Self::Exposed {
            host: "db1",
            source: Cause("hunter2"),
        },
        || Self::NoRow(Cause("hunter2")),
    ];
}

#[test]
fn a_5xx_says_what_the_table_says() {
    let details = [
        description(500),
        description(503),
        "Try again tomorrow.",
        "The disk of db1 is full.",
        "",
    ];
    for (failure, detail) in Failures::ALL.iter().zip(details) {
        assert_eq!(failure().detail(), detail);
    }
}

#[test]
fn the_cause_is_never_in_the_answer() {
    for failure in Failures::ALL {
        let error = failure();
        assert!(!body(&error).contains("hunter2"), "{error:?}");
        let answer = format!("{:?}", error.to_response());
        assert!(!answer.contains("hunter2"), "{answer}");
    }
}

#[test]
fn a_log_reads_what_a_client_does_not() {
    assert_eq!(
        Failures::Logged(Cause("hunter2")).to_string(),
        "down, db1: the secret is hunter2"
    );
}
