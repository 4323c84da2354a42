//! The message of an error, and the attribute's text that stands in for a broken one.

use super::files::check;
use crate::{Failing, FieldError, ShopError, first};
use mrets_errors::{Dialect, Languages, MretsError};
use std::sync::Mutex;

#[tokio::test]
async fn messages_are_found_by_code_and_variant() {
    let object = first(|| ShopError::First, "pl").await;
    assert_eq!(object["detail"], "Pierwszy.");
    let object = first(|| ShopError::Second, "pl").await;
    assert_eq!(object["detail"], "Wspólny.");
    // A code that is the status's is shared by all of this status.
    let object = first(|| ShopError::ByStatus("\u{1f980}"), "pl").await;
    assert_eq!(object["code"], "404");
    assert_eq!(object["title"], "Nie znaleziono");
    assert_eq!(object["detail"], "Nie ma \u{1f980} <b>&</b> \"tu\".");
    let object = first(|| FieldError::Blank { field: "<script>" }.into(), "pl").await;
    assert_eq!(object["detail"], "<script> nie może być puste.");
}

/// Fluent's identifiers allow fewer characters than codes and names.
#[test]
fn ids_are_made_of_codes() {
    #[derive(Debug, MretsError)]
    enum Code {
        #[status(409, code = "a.b/c", detail = "{x:}>5}!{_y}{grösse}")]
        Dots { x: u8, _y: u8, grösse: u8 },
        #[status(409, code = "ärger", detail = "x")]
        Letters,
        #[status(410, title = "Left", detail = "{0} left.")]
        Left(u8),
        #[status(410)]
        Gone,
        #[status(500, code = "private", detail = "We broke.")]
        Private,
    }

    let text = Code::catalog().to_fluent();
    for message in [
        "a-b-c = { $x }!{ $arg_y }{ $gr-sse }\n",
        "error--rger = x\n",
        "error-410-Left = { $arg0 } left.\n    .title = Left\n",
        "error-410 =\n    .title = Gone\n",
        "error-500 = ",
    ] {
        assert!(text.contains(message), "{message}: {text}");
    }
    assert!(!text.contains("We broke."), "{text}");
    check(&Code::catalog(), &[("pl.ftl", &text)]).unwrap();
}

/// A code that a value gives leads to its message at run time.
#[test]
fn codes_of_run_time_have_messages() {
    #[derive(Debug, MretsError)]
    #[status(409, code = .0, detail = "It is {1}.")]
    struct Coded(&'static str, &'static str);

    let catalog = Coded::catalog();
    let skeleton = catalog.to_fluent();
    assert!(!skeleton.contains("It is"), "{skeleton}");
    check(
        &catalog,
        &[("pl.ftl", &format!("{skeleton}\nprice = Cena {{ $arg1 }}"))],
    )
    .unwrap();
    let envelope = Coded("no_account", "x").to_envelope_in("pl");
    assert_eq!(envelope.errors[0].detail.as_deref(), Some("It is x."));
    let envelope = Coded("invalid", "x").to_envelope_in("pl");
    assert_eq!(
        envelope.errors[0].detail.as_deref(),
        Some("Żądanie jest błędne.")
    );
}

/// The log of a call.
fn logged<T>(run: impl FnOnce() -> T) -> (String, T) {
    let log = tempfile::NamedTempFile::new().unwrap();
    let subscriber = tracing_subscriber::fmt().with_ansi(false).without_time();
    let subscriber = subscriber
        .with_writer(Mutex::new(log.reopen().unwrap()))
        .finish();
    let result = tracing::subscriber::with_default(subscriber, run);
    (std::fs::read_to_string(log.path()).unwrap(), result)
}

/// The attribute's text stands in for each kind of broken message, and the log has one line of each kind.
#[test]
fn broken_files_fall_back() {
    static BROKEN: Languages = Languages::new(
        "en",
        &[
            ("pl", include_str!("broken.ftl")),
            ("pl", "no_account = { $id } po raz drugi"),
            ("no language!", "no_account = x"),
        ],
    );
    static DIALECT: Dialect = Dialect::NEUTRAL.languages(&BROKEN);

    #[derive(Debug, MretsError)]
    #[mrets(dialect = DIALECT)]
    enum Error {
        #[status(404, code = "no_account", detail = "There is no account {id}.")]
        NoAccount { id: u8 },
        #[status(409, code = "missing_argument", detail = "One.")]
        MissingArgument,
        #[status(409, code = "missing_term", detail = "Two.")]
        MissingTerm,
        #[status(409, code = "missing_message", detail = "Three.")]
        MissingMessage,
        #[status(409, code = "missing_function", detail = "Four.")]
        MissingFunction,
        #[status(409, code = "no_number", detail = "Four and {a}.")]
        NoNumber { a: &'static str },
        #[status(409, code = "selected", detail = "Four and a half.")]
        Selected,
        #[status(409, code = "cycle", detail = "Five.")]
        Cycle,
        #[status(409, code = "laughs", detail = "Six.")]
        Laughs,
        #[status(409, code = "huge", detail = "Seven {n}.")]
        Huge { n: u8 },
        #[status(409, code = "failing", detail = "{0}")]
        Failing(Failing),
        #[status(409, code = "absent", detail = "Eight.")]
        Absent,
    }

    let said = |error: &Error, language: &str| {
        let envelope = error.to_envelope_in(language);
        envelope.errors[0].detail.clone().unwrap_or_default()
    };
    let (log, ()) = logged(|| {
        for _ in 0..3 {
            assert_eq!(said(&Error::NoAccount { id: 7 }, "pl"), "Nie ma konta 7.");
            assert_eq!(said(&Error::MissingArgument, "pl"), "One.");
            assert_eq!(said(&Error::MissingTerm, "pl"), "Two.");
            assert_eq!(said(&Error::MissingMessage, "pl"), "Three.");
            assert_eq!(said(&Error::MissingFunction, "pl"), "Four.");
            assert_eq!(said(&Error::NoNumber { a: "b" }, "pl"), "Four and b.");
            assert_eq!(said(&Error::Selected, "pl"), "Four and a half.");
            assert_eq!(said(&Error::Cycle, "pl"), "Five.");
            assert_eq!(said(&Error::Laughs, "pl"), "Six.");
            assert_eq!(said(&Error::Huge { n: 1 }, "pl"), "Seven 1.");
            let failing = Error::Failing(Failing);
            assert_eq!(said(&failing, "pl"), failing.detail());
            assert_eq!(said(&Error::Absent, "pl"), "Eight.");
        }
    });
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), 3, "{log}");
    assert!(
        lines
            .iter()
            .all(|line| line.contains("WARN mrets_errors::log")),
        "{log}"
    );
    assert!(lines[0].contains("the file of `pl`"), "{log}");
    assert!(
        lines[1].contains("`pl` has no message `error-404.title`"),
        "{log}"
    );
    assert!(lines[2].contains("`missing_argument`"), "{log}");
}
