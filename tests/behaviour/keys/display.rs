//! `display`, the text of `Display`, for logs.

use mrets_errors::MretsError;
use std::fmt;

#[derive(Debug, MretsError)]
enum Shown {
    #[status(404)]
    Title,
    #[status(404, title = "Record not found")]
    OwnTitle,
    #[status(409)]
    Reason,
    #[status(504)]
    PageText,
    #[status(404, title = "Record not found", detail = "No record.")]
    Constant,
    #[status(404, detail = "No record {0}.")]
    Varying(u8),
    #[status(404, detail = "No record.", display = "looked {0} times")]
    Written(u8),
    #[status(404, detail = "No record {0}.", display = "looked in vain")]
    WrittenConstant(u8),
    #[status(404, display("{}", .0.join(", ")))]
    WrittenArguments(Vec<&'static str>),
    #[status(500, display = "pool of {size} is empty")]
    Failure { size: u8 },
    #[status(500)]
    BareFailure(#[source] fmt::Error),
    #[status(304)]
    NotModified,
    #[status(304, display = "same as {0}")]
    SameAs(&'static str),
    #[status(400, detail = "{{}}")]
    Braces,
    #[status(400, title = "{{}}")]
    BracedTitle,
}

#[test]
fn display_is_the_key_else_the_detail_as_written_else_the_title() {
    let shown = [
        (Shown::Title, "Not Found"),
        (Shown::OwnTitle, "Record not found"),
        (Shown::Reason, "Conflict"),
        (Shown::PageText, "Gateway timeout"),
        (Shown::Constant, "No record."),
        (Shown::Varying(7), "No record 7."),
        (Shown::Written(3), "looked 3 times"),
        (Shown::WrittenConstant(7), "looked in vain"),
        (Shown::WrittenArguments(vec!["a", "b"]), "a, b"),
        (Shown::Failure { size: 4 }, "pool of 4 is empty"),
        (Shown::BareFailure(fmt::Error), "Internal Server Error"),
        (Shown::NotModified, "Not Modified"),
        (Shown::SameAs("v1"), "same as v1"),
        (Shown::Braces, "{}"),
        (Shown::BracedTitle, "{}"),
    ];
    for (error, text) in shown {
        assert_eq!(error.to_string(), text, "{error:?}");
        assert!(!format!("{error:?}").is_empty());
    }
}

#[test]
fn a_display_key_is_no_message_for_clients() {
    assert_eq!(Shown::Written(3).detail(), "No record.");
    assert_eq!(Shown::WrittenConstant(7).detail(), "No record 7.");
    let bodies = [
        Shown::Failure { size: 4 }.to_json(),
        Shown::Written(3).to_json(),
    ];
    for body in bodies {
        let body = String::from_utf8(body.to_vec()).unwrap();
        assert!(!body.contains("pool") && !body.contains("looked"), "{body}");
    }
}

/// A sink that takes this many bytes.
struct Full(usize);

impl fmt::Write for Full {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

#[test]
fn a_formatter_that_fails_is_told_on() {
    use fmt::Write as _;
    for error in [
        Shown::Title,
        Shown::Constant,
        Shown::Varying(7),
        Shown::Written(3),
    ] {
        assert!(write!(Full(3), "{error}").is_err(), "{error:?}");
        assert!(write!(Full(99), "{error}").is_ok(), "{error:?}");
    }
}

#[test]
fn placeholders_keep_the_flags_of_the_format_string() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "[{0:>5}]")]
    struct Padded(u8);
    assert_eq!(Padded(7).to_string(), "[    7]");
    assert_eq!(Padded(7).detail(), "[    7]");
}
