//! Bodies, byte for byte: the body rendered at compile time, the body written at run time, and the
//! body that serde_json writes of the data model are the same.

use crate::support::{PLAIN_JSON, body};
use allocation_counter::measure;
use http::{StatusCode, header::CONTENT_TYPE};
use mrets_errors::{Errors, MretsError};
use uuid::Uuid;

#[derive(Debug, MretsError)]
enum RegistryError {
    #[status(
        404,
        title = "Record not found",
        detail = "The record identified by {id} could not be found."
    )]
    RecordNotFound { id: Uuid },
}

/// The example of the M-RETS page.
const PUBLISHED: &str = r#"{"errors":[{"title":"Record not found","detail":"The record identified by 00000000-0000-0000-0000-000000000001 could not be found.","code":"404","status":"404"}]}"#;

#[test]
fn the_published_404() {
    let error = RegistryError::RecordNotFound {
        id: Uuid::from_u128(1),
    };
    assert_eq!(body(&error), PUBLISHED);
    let response = error.to_response();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let head: Vec<_> = response.headers().iter().collect();
    let media_type = "application/vnd.api+json".parse().unwrap();
    assert_eq!(head, [(&CONTENT_TYPE, &media_type)]);
    assert!(error.headers().is_empty());
}

/// Characters that JSON must escape, and some that it need not. The titles and codes below are this text.
const QUOTED: &str = "\"q\" \\ \n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f} / é \u{2028} 🦀 {}";

/// Every key with a constant value. The variants differ in the last member.
#[derive(Debug, MretsError)]
enum Constant {
    #[status(422)]
    Bare,
    #[status(409)]
    NoDetail,
    #[status(
        404,
        title = "\"q\" \\ \n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f} / é \u{2028} 🦀 {{}}"
    )]
    Title,
    #[status(
        404,
        detail = "\"q\" \\ \n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f} / é \u{2028} 🦀 {{}}"
    )]
    Detail,
    #[status(
        404,
        code = "\"q\" \\ \n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f} / é \u{2028} 🦀 {{}}"
    )]
    Code,
    #[status(404, id = "a \"b\" {c}")]
    Id,
    #[status(404, id = 0x10)]
    IdNumber,
    #[status(404, id = true)]
    IdFlag,
    #[status(404, pointer = "")]
    PointerToAll,
    #[status(404, pointer = "/data/a~1b/\"c\"")]
    Pointer,
    #[status(400, parameter = "page[size]")]
    Parameter,
    #[status(400, header = "X-Api-Key")]
    Header,
    #[status(
        400,
        pointer = "/data",
        parameter = "filter[status]",
        header = "Accept"
    )]
    Source,
    #[status(500, about = "https://example.org/a?b=c%20d")]
    About,
    #[status(500, type = "https://example.org/('t')")]
    Type,
    #[status(
        500,
        about = "https://example.org/about",
        type = "https://example.org/type"
    )]
    Links,
    #[status(422, meta(zebra = 1_000, "other-key" = "a \"b\" {c}", flag = false, r#type = 0xffu8))]
    Meta,
    #[status(422, meta("a \"b\"" = "é\n"))]
    MetaName,
    #[status(
        504,
        title = "All",
        detail = "Every member.",
        id = "1",
        code = "all",
        pointer = "/data",
        parameter = "p",
        header = "H",
        about = "a",
        type = "t",
        meta(b = 2, a = 1)
    )]
    All,
}

/// The same answers from fields, which are rendered at run time.
#[derive(Debug, MretsError)]
enum Varying {
    #[status(.0)]
    Bare(StatusCode),
    #[status(.0, title = "\"q\" \\ \n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f} / é \u{2028} 🦀 {{}}")]
    Title(StatusCode),
    #[status(404, detail = "{0}")]
    Detail(&'static str),
    #[status(.0, code = "\"q\" \\ \n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f} / é \u{2028} 🦀 {{}}")]
    Code(StatusCode),
    #[status(404, id = .0)]
    Id(&'static str),
    #[status(404, id = .0)]
    IdNumber(u8),
    #[status(404, id = .0)]
    IdFlag(bool),
    #[status(.0, pointer = "")]
    PointerToAll(StatusCode),
    #[status(404, pointer = "/data/{0}/{1}")]
    Pointer(&'static str, &'static str),
    #[status(400, parameter = "page[{0}]")]
    Parameter(&'static str),
    #[status(400, header = "{0}")]
    Header(&'static str),
    #[status(400, pointer = "/{0}", parameter = "filter[{1}]", header = "{2}")]
    Source(&'static str, &'static str, &'static str),
    #[status(500, about = "https://example.org/a?b={0}")]
    About(&'static str),
    #[status(.0, type = "https://example.org/('t')")]
    Type(StatusCode),
    #[status(
        500,
        about = "https://example.org/{0}",
        type = "https://example.org/{1}"
    )]
    Links(&'static str, &'static str),
    #[status(422, meta(zebra = .0, "other-key" = .1, flag = .2, r#type = .3))]
    Meta(u32, &'static str, bool, u8),
    #[status(422, meta("a \"b\"" = .0))]
    MetaName(&'static str),
    #[status(
        .status,
        title = "All",
        expose,
        detail = "{detail}",
        id = .id,
        code = "all",
        pointer = "/{data}",
        parameter = "{p}",
        header = "{h}",
        about = "{a}",
        type = "{t}",
        meta(b = .two, a = .one)
    )]
    All {
        status: StatusCode,
        detail: &'static str,
        id: u8,
        data: &'static str,
        p: char,
        h: char,
        a: char,
        t: char,
        one: u8,
        two: i64,
    },
}

fn pairs() -> Vec<(Constant, Varying)> {
    vec![
        (
            Constant::Bare,
            Varying::Bare(StatusCode::UNPROCESSABLE_ENTITY),
        ),
        (Constant::NoDetail, Varying::Bare(StatusCode::CONFLICT)),
        (Constant::Title, Varying::Title(StatusCode::NOT_FOUND)),
        (Constant::Detail, Varying::Detail(QUOTED)),
        (Constant::Code, Varying::Code(StatusCode::NOT_FOUND)),
        (Constant::Id, Varying::Id("a \"b\" {c}")),
        (Constant::IdNumber, Varying::IdNumber(16)),
        (Constant::IdFlag, Varying::IdFlag(true)),
        (
            Constant::PointerToAll,
            Varying::PointerToAll(StatusCode::NOT_FOUND),
        ),
        (Constant::Pointer, Varying::Pointer("a/b", "\"c\"")),
        (Constant::Parameter, Varying::Parameter("size")),
        (Constant::Header, Varying::Header("X-Api-Key")),
        (
            Constant::Source,
            Varying::Source("data", "status", "Accept"),
        ),
        (Constant::About, Varying::About("c d")),
        (
            Constant::Type,
            Varying::Type(StatusCode::INTERNAL_SERVER_ERROR),
        ),
        (Constant::Links, Varying::Links("about", "type")),
        (
            Constant::Meta,
            Varying::Meta(1000, "a \"b\" {c}", false, 0xff),
        ),
        (Constant::MetaName, Varying::MetaName("é\n")),
        (
            Constant::All,
            Varying::All {
                status: StatusCode::GATEWAY_TIMEOUT,
                detail: "Every member.",
                id: 1,
                data: "data",
                p: 'p',
                h: 'H',
                a: 'a',
                t: 't',
                one: 1,
                two: 2,
            },
        ),
    ]
}

#[test]
fn compile_time_and_run_time_write_the_same() {
    for (constant, varying) in pairs() {
        // `body` also compares each with serde_json's rendering of the data model.
        assert_eq!(body(&constant), body(&varying), "{constant:?}");
        assert_eq!(constant.title(), varying.title());
        assert_eq!(constant.code(), varying.code());
        assert_eq!(constant.detail(), varying.detail());
    }
}

#[test]
fn the_order_on_the_wire() {
    assert_eq!(
        body(&Constant::All),
        r#"{"errors":[{"title":"All","detail":"Every member.","id":"1","code":"all","source":{"pointer":"/data","parameter":"p","header":"H"},"links":{"about":"a","type":"t"},"status":"504","meta":{"a":1,"b":2}}]}"#
    );
    assert_eq!(
        body(&Constant::Meta),
        r#"{"errors":[{"title":"Unprocessable Entity","detail":"Returned when the data is unable to be processed (for example, if a to POST account is not valid, or the JSON body of a request is badly-formed).","code":"422","status":"422","meta":{"flag":false,"other-key":"a \"b\" {c}","type":255,"zebra":1000}}]}"#
    );
}

#[test]
fn escapes_are_those_of_serde_json() {
    let escaped = concat!(
        r#""title":"\"q\" \\ \n\r\t\b\f\u0000\u001f"#,
        "\u{7f} / é \u{2028} 🦀 {}\""
    );
    let body = body(&Constant::Title);
    assert!(body.contains(escaped), "{body}");
    assert_eq!(Constant::Title.title(), QUOTED);
}

#[test]
fn a_constant_body_is_not_allocated() {
    for (constant, varying) in pairs() {
        let count = |error: &dyn MretsError| {
            let info = measure(|| drop(error.to_json()));
            info.count_total
        };
        assert_eq!(count(&constant), 0, "{constant:?}");
        assert_ne!(count(&varying), 0, "{varying:?}");
    }
}

#[test]
fn a_status_of_the_table_alone_is_not_allocated() {
    #[derive(Debug, MretsError)]
    enum Table {
        #[status(400)]
        BadRequest,
        #[status(401)]
        Unauthorized,
        #[status(503, retry_after = 5)]
        Unavailable,
        #[status(500, display = "{0}")]
        Logged(&'static str),
        #[status(405, headers("Allow" = .0))]
        MethodNotAllowed(&'static str),
        #[status(500)]
        Caused(#[source] std::fmt::Error),
    }
    for error in [
        Table::BadRequest,
        Table::Unauthorized,
        Table::Unavailable,
        Table::Logged("db"),
        Table::MethodNotAllowed("GET"),
        Table::Caused(std::fmt::Error),
    ] {
        let info = measure(|| drop(error.to_json()));
        assert_eq!(info.count_total, 0, "{error:?}");
        body(&error);
    }
}

#[test]
fn a_varying_body_is_allocated_once() {
    #[derive(Debug, MretsError)]
    enum Texts {
        #[status(404, detail = "There is no account {0}.")]
        Detail(&'static str),
        #[status(404, detail = "{0} {1:?} {2:>8}", pointer = "/data/{0}", id = .1)]
        Several(&'static str, u64, f32),
        #[status(400, about = "https://example.org/{0}", type = "{0}")]
        Links(&'static str),
        #[status(.0)]
        RunTime(StatusCode),
        #[status(422)]
        Nested(#[errors] Vec<Texts>),
    }
    let nested = || vec![Texts::Detail("a"), Texts::Links("b"), Texts::Detail("c")];
    for error in [
        Texts::Detail("seven"),
        Texts::Several("seven", 7, 7.5),
        Texts::Links("a b"),
        Texts::RunTime(StatusCode::TOO_MANY_REQUESTS),
        Texts::Nested(nested()),
    ] {
        // The thread's buffer grows once.
        let warm = error.to_json();
        let mut body = None;
        let info = measure(|| body = Some(error.to_json()));
        assert_eq!(info.count_total, 1, "{error:?}");
        assert_eq!(info.count_current, 1, "{error:?}");
        assert_eq!(body.unwrap(), warm);
    }
}

#[test]
fn a_body_larger_than_the_buffer_is_whole_and_the_next_one_too() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "{0}")]
    struct Text(String);
    for size in [1, 16 * 1024, 64 * 1024, 1 << 20, 100, 1 << 17, 0] {
        for unit in ["a", "\"", "é"] {
            let error = Text(unit.repeat(size));
            assert_eq!(error.detail().len(), unit.len() * size);
            body(&error);
        }
    }
}

/// The writer looks through blocks of bytes, and finds a character to escape at each place in one.
#[test]
fn an_escape_at_every_place() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "{0}")]
    struct Text(String);
    for length in [1, 15, 16, 17, 31, 33, 255, 256, 257, 300, 530] {
        for place in 0..length {
            for special in ["\"", "\\", "\u{1f}", "\n"] {
                let mut text = "x".repeat(length);
                text.replace_range(place..=place, special);
                let error = Text(text);
                let written = String::from_utf8(error.to_json().to_vec()).unwrap();
                let expected = serde_json::to_string(&error.0).unwrap();
                assert!(written.contains(&expected), "{length} {place} {special:?}");
            }
        }
    }
}

#[test]
fn literals_that_json_has_no_short_form_for() {
    #[derive(Debug, MretsError)]
    enum Literals {
        #[status(400, id = 'c', meta(c = '"'))]
        Char,
        #[status(400, id = 1.50, meta(f = 1.0, e = 2e3))]
        Float,
        #[status(400, id = -3, meta(i = -3))]
        Negative,
        #[status(400, meta(b = b"ab", one = b'a'))]
        Bytes,
        #[status(400, id = 1_000_000u64, meta(n = 0b101, o = 0o17))]
        Bases,
        #[status(400, meta(list = [1, 2], unit = (), none = None::<u8>))]
        Compound,
    }
    for (error, tail) in [
        (Literals::Char, r#""meta":{"c":"\""}}]}"#),
        (Literals::Float, r#""meta":{"e":2000.0,"f":1.0}}]}"#),
        (Literals::Negative, r#""meta":{"i":-3}}]}"#),
        (Literals::Bytes, r#""meta":{"b":[97,98],"one":97}}]}"#),
        (Literals::Bases, r#""meta":{"n":5,"o":15}}]}"#),
        (
            Literals::Compound,
            r#""meta":{"list":[1,2],"none":null,"unit":null}}]}"#,
        ),
    ] {
        let body = body(&error);
        assert!(body.ends_with(tail), "{body}");
    }
    let ids = [
        (Literals::Char, "c"),
        (Literals::Float, "1.5"),
        (Literals::Negative, "-3"),
        (Literals::Bases, "1000000"),
    ];
    for (error, id) in ids {
        assert_eq!(
            error.to_envelope().errors[0].id.as_deref(),
            Some(id),
            "{error:?}"
        );
    }
}

#[test]
fn the_body_through_a_trait_object_is_the_same() {
    let error = RegistryError::RecordNotFound { id: Uuid::nil() };
    let object: &(dyn MretsError + Send + Sync) = &error;
    assert_eq!(object.to_json(), error.to_json());
    assert_eq!(object.status(), error.status());
    let boxed: Box<dyn MretsError> = Box::new(error);
    assert_eq!(boxed.title(), "Record not found");
}

#[test]
fn pointers_to_an_error_answer_as_it_does() {
    let error = RegistryError::RecordNotFound {
        id: Uuid::from_u128(1),
    };
    assert_eq!(body(&Errors::from(&error)), PUBLISHED);
    let boxed = Box::new(error);
    assert_eq!(body(&Errors::from(&boxed)), PUBLISHED);
    let counted = std::sync::Arc::new(boxed);
    assert_eq!(body(&Errors::from(counted.clone())), PUBLISHED);
    assert_eq!(body(&Errors::from(Box::new(counted))), PUBLISHED);
}

#[test]
fn the_dialects_media_type_changes_nothing_else() {
    #[derive(Debug, MretsError)]
    #[mrets(dialect = PLAIN_JSON)]
    enum Json {
        #[status(404)]
        NotFound,
        #[status(400, detail = "{0}")]
        Varying(u8),
        #[status(304)]
        NotModified,
    }
    #[derive(Debug, MretsError)]
    #[status(404)]
    struct Plain;
    for error in [Json::NotFound, Json::Varying(1)] {
        assert_eq!(
            error.to_response().headers()["content-type"],
            "application/json"
        );
        assert!(error.headers().is_empty());
    }
    assert_eq!(body(&Json::NotFound), body(&Plain));
    assert!(Json::NotModified.to_response().headers().is_empty());
}
