//! Values whose `Display` or `Serialize` fails, panics, or answers a request of its own.

use crate::support::{body, header, object, objects};
use http::StatusCode;
use mrets_errors::{MretsError, table};
use serde::{Serialize, Serializer};
use std::fmt::{self, Display};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Fails when half of it is written.
#[derive(Debug, Clone, Copy)]
struct Failing;

impl Display for Failing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("half \"of")?;
        Err(fmt::Error)
    }
}

impl Serialize for Failing {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("cannot be serialized"))
    }
}

fn description(status: StatusCode) -> &'static str {
    table::row(status).unwrap().description
}

#[derive(Debug, MretsError)]
enum Parts {
    #[status(404, detail = "before {0} behind")]
    Detail(Failing),
    #[status(409, detail = "before {0} behind")]
    DetailWithoutRow(Failing),
    #[status(503, expose, detail = "before {0} behind")]
    Exposed(Failing),
    #[status(.status, detail = "{detail}")]
    RunTime { status: StatusCode, detail: Failing },
    #[status(404, detail = "fine", id = .0)]
    Id(Failing),
    #[status(404, detail = "fine", pointer = "/data/{0}")]
    Pointer(Failing),
    #[status(
        404,
        detail = "fine",
        pointer = "/data",
        parameter = "{0}",
        header = "X-Y"
    )]
    Parameter(Failing),
    #[status(404, detail = "fine", header = "{0}", about = "a", type = "{0}")]
    HeaderAndType(Failing),
    #[status(404, detail = "fine", about = "{0}", type = "t")]
    About(Failing),
    #[status(404, detail = "fine", meta(good = 1, bad = .0))]
    Meta(Failing),
    #[status(404, detail = "fine", meta(bad = .0))]
    MetaAlone(Failing),
    #[status(404, detail = "fine", headers("X-Bad" = .0, "X-Good" = 1), retry_after = 2)]
    Headers(Failing),
    #[status(500, display = "{0}")]
    Display(Failing),
}

#[test]
fn a_detail_that_fails_is_the_description() {
    for (error, status) in [
        (Parts::Detail(Failing), StatusCode::NOT_FOUND),
        (Parts::Exposed(Failing), StatusCode::SERVICE_UNAVAILABLE),
        (
            Parts::RunTime {
                status: StatusCode::FORBIDDEN,
                detail: Failing,
            },
            StatusCode::FORBIDDEN,
        ),
    ] {
        assert_eq!(error.detail(), description(status));
        let body = body(&error);
        assert!(!body.contains("half") && !body.contains("before"), "{body}");
    }
    // The table has no row for it, so the member is left out.
    assert_eq!(
        body(&Parts::DetailWithoutRow(Failing)),
        r#"{"errors":[{"title":"Conflict","code":"409","status":"409"}]}"#
    );
}

#[test]
fn a_member_that_fails_is_left_out_and_the_others_stand() {
    let start = r#"{"errors":[{"title":"Not Found","detail":"fine","code":"404","#;
    for (error, tail) in [
        (Parts::Id(Failing), r#""status":"404"}]}"#),
        (Parts::Pointer(Failing), r#""status":"404"}]}"#),
        (
            Parts::Parameter(Failing),
            r#""source":{"pointer":"/data","header":"X-Y"},"status":"404"}]}"#,
        ),
        (
            Parts::HeaderAndType(Failing),
            r#""links":{"about":"a"},"status":"404"}]}"#,
        ),
        (
            Parts::About(Failing),
            r#""links":{"type":"t"},"status":"404"}]}"#,
        ),
        (
            Parts::Meta(Failing),
            r#""status":"404","meta":{"good":1}}]}"#,
        ),
        (Parts::MetaAlone(Failing), r#""status":"404"}]}"#),
        (Parts::Headers(Failing), r#""status":"404"}]}"#),
    ] {
        assert_eq!(body(&error), format!("{start}{tail}"));
    }
    let error = Parts::Headers(Failing);
    assert_eq!(header(&error, "x-bad"), None);
    assert_eq!(header(&error, "x-good").unwrap(), "1");
    assert_eq!(header(&error, "retry-after").unwrap(), "2");
}

#[test]
fn display_tells_on_a_field_that_fails() {
    use fmt::Write as _;
    let mut log = String::new();
    assert!(write!(log, "{}", Parts::Detail(Failing)).is_err());
    assert!(write!(log, "{}", Parts::Display(Failing)).is_err());
    assert_eq!(object(&Parts::Display(Failing))["status"], "500");
}

#[test]
fn one_of_several_that_fails_does_not_harm_its_neighbours() {
    #[derive(Debug, MretsError)]
    #[status(422)]
    struct Several(#[errors] Vec<Parts>);
    let several = Several(vec![
        Parts::Meta(Failing),
        Parts::Detail(Failing),
        Parts::Id(Failing),
        Parts::DetailWithoutRow(Failing),
        Parts::Pointer(Failing),
    ]);
    let details: Vec<_> = objects(&several)
        .iter()
        .map(|object| object["detail"].as_str().unwrap_or_default().to_owned())
        .collect();
    let not_found = description(StatusCode::NOT_FOUND);
    assert_eq!(details, ["fine", not_found, "fine", "", "fine"]);
}

/// Panics when half of it is written.
#[derive(Debug)]
struct Panicking;

impl Display for Panicking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("half \"of")?;
        // `panic!` would write a message to standard error.
        std::panic::resume_unwind(Box::new("it"));
    }
}

#[derive(Debug, MretsError)]
enum Panics {
    #[status(404, detail = "before {0} behind")]
    Detail(Panicking),
    #[status(404, detail = "{0}", pointer = "/{0}")]
    Member(Panicking),
    #[status(404, headers("X-Bad" = .0))]
    Header(Panicking),
    #[status(404, detail = "{0}")]
    Fine(u8),
}

#[test]
fn a_panic_leaves_later_bodies_right() {
    let fine = body(&Panics::Fine(7));
    for error in [
        Panics::Detail(Panicking),
        Panics::Member(Panicking),
        Panics::Header(Panicking),
    ] {
        for _ in 0..3 {
            let result = catch_unwind(AssertUnwindSafe(|| error.to_response()));
            assert!(result.is_err(), "{error:?}");
            assert_eq!(body(&Panics::Fine(7)), fine);
        }
    }
    assert_eq!(
        fine,
        r#"{"errors":[{"title":"Not Found","detail":"7","code":"404","status":"404"}]}"#
    );
}

/// Shows the body of another error, by writing it.
#[derive(Debug)]
struct Reentrant(u8);

impl Display for Reentrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<")?;
        match self.0.checked_sub(1) {
            Some(depth) => {
                let inner = Recursive(Reentrant(depth));
                f.write_str(std::str::from_utf8(&inner.to_json()).unwrap())?;
            }
            None => f.write_str("end")?,
        }
        f.write_str(">")
    }
}

#[derive(Debug, MretsError)]
#[status(409, title = "T", detail = "{0}")]
struct Recursive(Reentrant);

#[test]
fn a_display_that_renders_another_body_meanwhile() {
    let error = Recursive(Reentrant(3));
    let mut inner = "<end>".to_owned();
    for _ in 0..3 {
        let detail = serde_json::to_string(&inner).unwrap();
        inner = format!(
            r#"<{{"errors":[{{"title":"T","detail":{detail},"code":"409","status":"409"}}]}}>"#
        );
    }
    assert_eq!(error.detail(), inner);
    body(&error);
    // Again, now that the buffers exist.
    body(&Recursive(Reentrant(1)));
    assert_eq!(Recursive(Reentrant(0)).detail(), "<end>");
}
