//! `detail`, which tells a client about one occurrence, and never about its cause.

use crate::support::body;
use http::StatusCode;
use mrets_errors::{MretsError, table};
use std::fmt;

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

/// A message that the derive cannot see is the detail only by `detail = "{self}"`.
#[test]
fn a_display_by_hand_is_the_detail_where_that_is_written() {
    #[derive(Debug, MretsError)]
    #[mrets(no_display)]
    enum ByHand<T: fmt::Display> {
        #[status(404)]
        Quiet(T),
        #[status(404, detail = "{self}")]
        Said(T),
        #[status(404, detail = "<{self:>8}>")]
        Padded(T),
        #[status(.0, detail = "{self}")]
        RunTime(StatusCode, T),
        #[status(.0)]
        QuietRunTime(StatusCode, T),
    }
    impl<T: fmt::Display> fmt::Display for ByHand<T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let (Self::Quiet(id)
            | Self::Said(id)
            | Self::Padded(id)
            | Self::RunTime(_, id)
            | Self::QuietRunTime(_, id)) = self;
            f.pad(&format!("no {id}"))
        }
    }
    impl<T: fmt::Debug + fmt::Display> std::error::Error for ByHand<T> {}

    assert_eq!(ByHand::Quiet(7).to_string(), "no 7");
    assert_eq!(ByHand::Quiet(7).detail(), description(404));
    assert_eq!(ByHand::Said("a\"b").detail(), "no a\"b");
    assert_eq!(ByHand::Padded(7).detail(), "<    no 7>");
    let run_time = |status| ByHand::RunTime(status, 7);
    assert_eq!(run_time(StatusCode::GONE).detail(), "no 7");
    let broken = StatusCode::INTERNAL_SERVER_ERROR;
    assert_eq!(run_time(broken).detail(), description(500));
    let gone = ByHand::QuietRunTime(StatusCode::NOT_FOUND, 7);
    assert_eq!(gone.detail(), description(404));
    for error in [
        ByHand::Quiet("a"),
        ByHand::Said("a\"b"),
        ByHand::Padded("a"),
    ] {
        body(&error);
    }
}

/// A message that shows a cause is the detail only with `expose`.
#[test]
fn a_message_that_shows_a_cause() {
    #[derive(Debug, thiserror::Error, MretsError)]
    enum Shown {
        #[error("no number: {0}")]
        #[status(400, expose)]
        Number(#[from] std::num::ParseIntError),
        #[error("no float: {0}")]
        #[status(400, detail = "That is no number.")]
        Float(#[from] std::num::ParseFloatError),
        #[error("no text: {0}")]
        #[status(.1, expose)]
        RunTime(#[source] fmt::Error, StatusCode),
    }
    let error = Shown::from("x".parse::<u8>().unwrap_err());
    assert_eq!(error.detail(), "no number: invalid digit found in string");
    let error = Shown::from("x".parse::<f32>().unwrap_err());
    assert_eq!(error.to_string(), "no float: invalid float literal");
    assert_eq!(error.detail(), "That is no number.");
    let error = Shown::RunTime(fmt::Error, StatusCode::GONE);
    assert!(error.detail().starts_with("no text: "));
}
