//! The status: the first item of `#[status(...)]`, and the default of an enum.

use crate::servers::layered;
use crate::support::{body, header, object};
use axum::response::IntoResponse;
use http::StatusCode;
use mrets_errors::{AsStatus, Format, MretsError, table};
use serde_json::json;
use std::cell::Cell;

#[derive(Debug, MretsError)]
enum Forms {
    #[status(404)]
    Number,
    #[status(IM_A_TEAPOT)]
    Name,
    #[status(.status)]
    Named { status: StatusCode },
    #[status(.1)]
    Tuple((), StatusCode),
    #[status(499, title = "Client Closed Request")]
    Unregistered,
    #[status(0x1f4)]
    Hexadecimal,
    #[status(.r#type)]
    Raw { r#type: StatusCode },
}

#[test]
fn every_form_of_the_first_item() {
    let statuses = [
        (Forms::Number, 404),
        (Forms::Name, 418),
        (
            Forms::Named {
                status: StatusCode::GONE,
            },
            410,
        ),
        (Forms::Tuple((), StatusCode::BAD_GATEWAY), 502),
        (Forms::Unregistered, 499),
        (Forms::Hexadecimal, 500),
        (
            Forms::Raw {
                r#type: StatusCode::LOCKED,
            },
            423,
        ),
    ];
    for (error, status) in statuses {
        assert_eq!(error.status(), status);
        assert_eq!(object(&error)["status"], status.to_string());
    }
}

#[test]
fn an_unregistered_status_has_its_title_and_no_detail() {
    assert_eq!(
        body(&Forms::Unregistered),
        r#"{"errors":[{"title":"Client Closed Request","code":"499","status":"499"}]}"#
    );
}

/// A failed call to another service, for example.
#[derive(Debug, MretsError)]
#[status(.0)]
struct RunTime(StatusCode);

fn run_time(status: u16) -> RunTime {
    RunTime(StatusCode::from_u16(status).unwrap())
}

#[test]
fn a_run_time_status_is_304_or_400_to_599_and_else_500() {
    for status in 100..=999 {
        let expected = match status {
            304 | 400..=599 => status,
            _ => 500,
        };
        let error = run_time(status);
        assert_eq!(error.status(), expected, "{status}");
        assert_eq!(error.to_response().status(), expected, "{status}");
        body(&error);
    }
}

#[test]
fn a_run_time_success_never_answers_as_one() {
    let error = run_time(200);
    let row = table::row(StatusCode::INTERNAL_SERVER_ERROR).unwrap();
    assert_eq!(
        object(&error),
        json!({"title": row.text, "detail": row.description, "code": "500", "status": "500"})
    );
}

#[test]
fn a_run_time_304_has_no_body() {
    let response = run_time(304).to_response();
    assert_eq!(response.status(), 304);
    assert!(response.body().is_empty());
    assert!(response.headers().is_empty());
    assert_eq!(run_time(304).detail(), "");
}

#[test]
fn a_run_time_status_brings_its_own_texts() {
    let row = table::row(StatusCode::NOT_FOUND).unwrap();
    assert_eq!(
        object(&run_time(404)),
        json!({"title": row.text, "detail": row.description, "code": "404", "status": "404"})
    );
    // The page has no row for it, so there is no detail.
    assert_eq!(
        object(&run_time(409)),
        json!({"title": "Conflict", "code": "409", "status": "409"})
    );
    // The text of the page, not the text of `http`.
    assert_eq!(run_time(504).title(), "Gateway timeout");
}

#[test]
fn a_run_time_status_without_phrase_says_what_its_class_says() {
    for (status, class) in [
        (419, StatusCode::BAD_REQUEST),
        (499, StatusCode::BAD_REQUEST),
        (509, StatusCode::INTERNAL_SERVER_ERROR),
        (599, StatusCode::INTERNAL_SERVER_ERROR),
    ] {
        let row = table::row(class).unwrap();
        let status_text = status.to_string();
        assert_eq!(
            object(&run_time(status)),
            json!({
                "title": row.text,
                "detail": row.description,
                "code": status_text,
                "status": status_text,
            })
        );
    }
}

#[test]
fn display_of_a_run_time_status_is_its_title() {
    assert_eq!(run_time(404).to_string(), "Not Found");
    assert_eq!(run_time(200).to_string(), "Internal Server Error");
}

#[test]
fn a_run_time_401_carries_a_challenge_and_others_do_not() {
    #[derive(Debug, MretsError)]
    #[status(.0, challenge = "Bearer")]
    struct Written(StatusCode);

    assert_eq!(
        header(&run_time(401), "www-authenticate").unwrap(),
        "ApiKey"
    );
    for status in [400, 403, 500, 304] {
        assert_eq!(header(&run_time(status), "www-authenticate"), None);
    }

    let error = Written(StatusCode::UNAUTHORIZED);
    assert_eq!(header(&error, "www-authenticate").unwrap(), "Bearer");
    let error = Written(StatusCode::FORBIDDEN);
    assert_eq!(header(&error, "www-authenticate"), None);
}

#[test]
fn keys_stand_beside_a_run_time_status() {
    #[derive(Debug, MretsError)]
    #[status(.status, title = "Upstream", code = "upstream", detail = "{name} is away.")]
    struct Upstream {
        status: StatusCode,
        name: &'static str,
    }
    let error = Upstream {
        status: StatusCode::CONFLICT,
        name: "Ada",
    };
    assert_eq!(
        body(&error),
        r#"{"errors":[{"title":"Upstream","detail":"Ada is away.","code":"upstream","status":"409"}]}"#
    );
}

#[test]
fn codes_are_names_beside_a_run_time_status_too() {
    #[derive(Debug, MretsError)]
    #[mrets(codes = "snake_case")]
    enum Named {
        #[status(.0)]
        AwayForNow(StatusCode),
    }
    let error = Named::AwayForNow(StatusCode::BAD_GATEWAY);
    assert_eq!(error.code(), "away_for_now");
    assert_eq!(object(&error)["status"], "502");
}

#[derive(Debug, MretsError)]
#[status(
    422,
    title = "Refused",
    code = "refused",
    detail = "Refused.",
    pointer = "/data"
)]
enum Defaulted {
    Plain,
    #[status(404)]
    Replaced,
    #[status(422)]
    SameStatus,
    #[status(.0)]
    RunTime(StatusCode),
}

#[test]
fn a_variant_without_status_takes_the_enums() {
    assert_eq!(
        body(&Defaulted::Plain),
        r#"{"errors":[{"title":"Refused","detail":"Refused.","code":"refused","source":{"pointer":"/data"},"status":"422"}]}"#
    );
    assert_eq!(Defaulted::Plain.to_string(), "Refused.");
}

#[test]
fn a_variants_own_status_replaces_the_default_whole() {
    for (error, status) in [
        (Defaulted::Replaced, StatusCode::NOT_FOUND),
        (Defaulted::SameStatus, StatusCode::UNPROCESSABLE_ENTITY),
        (
            Defaulted::RunTime(StatusCode::FORBIDDEN),
            StatusCode::FORBIDDEN,
        ),
    ] {
        let row = table::row(status).unwrap();
        assert_eq!(
            object(&error),
            json!({
                "title": row.text,
                "detail": row.description,
                "code": status.as_str(),
                "status": status.as_str(),
            })
        );
    }
}

#[test]
fn a_default_sees_the_fields_of_each_variant() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "{0}")]
    enum Inherit {
        Text(&'static str),
        Number(u8),
        #[status(400, detail = "other")]
        Other,
    }
    assert_eq!(Inherit::Text("a").detail(), "a");
    assert_eq!(Inherit::Number(7).detail(), "7");
    assert_eq!(Inherit::Other.detail(), "other");
}

#[test]
fn transparent_can_be_the_default() {
    #[derive(Debug, MretsError)]
    #[status(transparent)]
    enum Either {
        Forms(Forms),
        RunTime(RunTime),
        #[status(409)]
        Neither,
    }
    assert_eq!(Either::Forms(Forms::Number).status(), 404);
    assert_eq!(Either::RunTime(run_time(418)).status(), 418);
    assert_eq!(Either::Neither.status(), 409);
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Missing,
    Taken,
    Unknown,
}

impl Kind {
    /// Neither this inherent method nor a trait's of the same name is mistaken for ours.
    #[allow(clippy::unused_self)]
    fn as_status(self) -> &'static str {
        "not this one"
    }

    fn http(self) -> Option<u16> {
        match self {
            Self::Missing => Some(404),
            Self::Taken => Some(409),
            Self::Unknown => None,
        }
    }
}

impl AsStatus for Kind {
    fn as_status(&self) -> Option<StatusCode> {
        StatusCode::from_u16(self.http()?).ok()
    }
}

trait Shadow {
    fn as_status(&self) -> u8 {
        0
    }
}

impl Shadow for u16 {}
impl Shadow for Option<StatusCode> {}

mod statuses {
    use super::Kind;

    pub(super) fn status_of(kind: &Kind) -> u16 {
        kind.http().unwrap_or(418)
    }
}

#[derive(Debug, MretsError)]
enum Decided {
    #[status(.kind)]
    OwnType { kind: Kind },
    #[status(.kind.http())]
    Method { kind: Kind },
    #[status(.0.http())]
    OfNumber(Kind),
    #[status(.0.1)]
    Nested((u8, u16)),
    #[status(.0)]
    Number(u16),
    #[status(.0)]
    Maybe(Option<StatusCode>),
    #[status(.0)]
    MaybeNumber(Option<Option<u16>>),
    #[status(.0)]
    Borrowed(&'static StatusCode),
    #[status(statuses::status_of(.kind))]
    Function { kind: Kind },
    #[status(self::statuses::status_of(.0), detail = "by path")]
    FunctionByPath(Kind),
    #[status(Self::decide(.0))]
    Associated(Kind),
    #[status(self.decided())]
    Receiver(u8),
    #[status(.0.map_or(404, |n: u16| n + 1))]
    Closure(Option<u16>),
}

impl Decided {
    fn decide(kind: &Kind) -> StatusCode {
        AsStatus::as_status(kind).unwrap_or(StatusCode::BAD_GATEWAY)
    }

    fn decided(&self) -> u16 {
        match self {
            Self::Receiver(n) => 400 + u16::from(*n),
            _ => 0,
        }
    }
}

#[test]
fn an_expression_decides_the_status() {
    use Kind::{Missing, Taken, Unknown};
    static GONE: StatusCode = StatusCode::GONE;
    let cases = [
        (Decided::OwnType { kind: Missing }, 404),
        (Decided::OwnType { kind: Unknown }, 500),
        (Decided::Method { kind: Taken }, 409),
        (Decided::Method { kind: Unknown }, 500),
        (Decided::OfNumber(Missing), 404),
        (Decided::Nested((0, 422)), 422),
        (Decided::Number(402), 402),
        (Decided::Number(0), 500),
        (Decided::Number(204), 500),
        (Decided::Number(1000), 500),
        (Decided::Maybe(Some(StatusCode::CONFLICT)), 409),
        (Decided::Maybe(None), 500),
        (Decided::MaybeNumber(Some(Some(451))), 451),
        (Decided::MaybeNumber(Some(None)), 500),
        (Decided::Borrowed(&GONE), 410),
        (Decided::Function { kind: Unknown }, 418),
        (Decided::FunctionByPath(Missing), 404),
        (Decided::Associated(Unknown), 502),
        (Decided::Receiver(23), 423),
        (Decided::Closure(None), 404),
        (Decided::Closure(Some(427)), 428),
    ];
    for (error, status) in cases {
        assert_eq!(error.status(), status, "{error:?}");
        assert_eq!(object(&error)["status"], status.to_string());
        assert_eq!(error.to_response().status(), status);
    }
}

#[test]
fn a_5xx_of_an_expression_says_nothing_of_the_value() {
    #[derive(Debug, MretsError)]
    enum Upstream {
        #[status(.0.http(), detail = "{1}")]
        Private(Kind, &'static str),
        #[status(.0.http(), detail = "{1}", expose)]
        Exposed(Kind, &'static str),
    }
    let private = Upstream::Private(Kind::Unknown, "canary");
    assert!(!body(&private).contains("canary"));
    assert_eq!(private.to_string(), "canary"); // for the log
    assert_eq!(Upstream::Private(Kind::Taken, "taken").detail(), "taken");
    assert_eq!(Upstream::Exposed(Kind::Unknown, "shown").detail(), "shown");
}

#[test]
fn a_401_of_an_expression_has_its_challenge() {
    #[derive(Debug, MretsError)]
    enum Call {
        #[status(.0)]
        Default(u16),
        #[status(.0, challenge = "Bearer", retry_after = 7, headers("Allow" = "GET"))]
        Written(u16),
    }
    let challenge = |error: &Call| header(error, "www-authenticate");
    assert_eq!(challenge(&Call::Default(401)).as_deref(), Some("ApiKey"));
    assert_eq!(challenge(&Call::Default(403)), None);
    assert_eq!(challenge(&Call::Written(401)).as_deref(), Some("Bearer"));
    assert_eq!(challenge(&Call::Written(405)), None);
    assert_eq!(header(&Call::Written(405), "allow").as_deref(), Some("GET"));
    assert_eq!(
        header(&Call::Written(503), "retry-after").as_deref(),
        Some("7")
    );
}

#[test]
fn a_generic_field_decides_the_status() {
    #[derive(Debug, MretsError)]
    #[status(.kind)]
    struct Generic<K> {
        kind: K,
    }
    assert_eq!(Generic { kind: Kind::Taken }.status(), 409);
    assert_eq!(Generic { kind: 410_u16 }.status(), 410);
}

thread_local! {
    static ASKED: Cell<u32> = const { Cell::new(0) };
}

#[derive(Debug)]
struct Counting;

impl Counting {
    fn status(&self) -> u16 {
        ASKED.set(ASKED.get() + 1);
        401
    }
}

#[test]
fn an_expression_is_asked_once_an_answer() {
    #[derive(Debug, MretsError)]
    #[status(.0.status(), detail = "{1}", headers("Retry-After" = 1))]
    struct Counted(Counting, &'static str);

    fn asked<T>(answer: impl FnOnce(Counted) -> T) -> u32 {
        ASKED.set(0);
        answer(Counted(Counting, "no"));
        ASKED.get()
    }

    assert_eq!(asked(|error| error.to_response()), 1);
    assert_eq!(asked(|error| error.to_response_as(Format::JsonApi)), 1);
    assert_eq!(asked(|error| error.to_response_as(Format::Problem)), 1);
    assert_eq!(asked(|error| error.to_problem()), 1);
    assert_eq!(asked(IntoResponse::into_response), 1);
    // From its first request on, responses carry data for the layer.
    let layered = |error: Counted| layered::get(&[], error.to_response());
    asked(layered);
    assert_eq!(asked(layered), 1);
    assert_eq!(asked(|error| error.to_response_as(Format::Problem)), 1);
}

#[test]
fn expressions_that_build_on_others() {
    #[derive(Debug)]
    struct Listed {
        number: u16,
        text: &'static str,
    }

    impl Listed {
        fn number_of(&self) -> u16 {
            self.number
        }
    }

    static STATUSES: &[Listed] = &[
        Listed {
            number: 404,
            text: "missing",
        },
        Listed {
            number: 410,
            text: "gone",
        },
    ];

    macro_rules! teapot {
        ($is_one:expr) => {
            $is_one.then_some(418_u16)
        };
    }

    #[derive(Debug, MretsError)]
    enum Built {
        #[status(match .0 { Kind::Taken => StatusCode::CONFLICT, _ => StatusCode::GONE })]
        Match(Kind),
        #[status(if *.gone { StatusCode::GONE } else { StatusCode::NOT_FOUND }, code = "if")]
        If { gone: bool },
        #[status(u16::try_from(*.0).ok())]
        Converted(i32),
        #[status({ let four = 4; .0 + four })]
        Block(u16),
        #[status(*.0)]
        Reference(&'static u16),
        #[status(STATUSES[*.0].number, detail("{}", STATUSES[*.0].text))]
        Indexed(usize),
        #[status(teapot!(.0))]
        Macro(bool),
        #[status((.0.as_ref().map(|_| 410_u16)))]
        Parenthesized(Option<u8>),
        #[status((.0).0)]
        Field((u16, u8)),
        #[status(&.0[0])]
        Borrowed([u16; 1]),
        #[status(<Listed>::number_of(.0))]
        Qualified(&'static Listed),
    }
    for (error, status) in [
        (Built::Match(Kind::Taken), 409),
        (Built::Match(Kind::Unknown), 410),
        (Built::If { gone: true }, 410),
        (Built::If { gone: false }, 404),
        (Built::Converted(405), 405),
        (Built::Converted(-1), 500),
        (Built::Block(400), 404),
        (Built::Reference(&418), 418),
        (Built::Indexed(1), 410),
        (Built::Macro(true), 418),
        (Built::Parenthesized(Some(1)), 410),
        (Built::Field((409, 1)), 409),
        (Built::Borrowed([404]), 404),
        (Built::Qualified(&STATUSES[1]), 410),
    ] {
        assert_eq!(error.status(), status, "{error:?}");
    }
    assert_eq!(Built::If { gone: true }.code(), "if");
    assert_eq!(Built::Indexed(0).detail(), "missing");
}
