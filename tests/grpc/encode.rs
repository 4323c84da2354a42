//! The status of each kind of error: its code, its message, its details and its metadata.

use http::StatusCode;
use mrets_errors::dialect::Codes;
use mrets_errors::{
    Answered, AnyError, Dialect, Envelope, ErrorObject, Errors, Internal, MretsError, Source,
    answers, observe, report,
};
use std::error::Error;
use std::sync::Mutex;
use std::time::Duration;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", docs = "https://shop.example:8443/errors")]
#[allow(clippy::enum_variant_names)] // They are codes.
enum Account {
    #[status(404, detail = "There is no account {id}.", id = .id, meta(id = .id, "Tags" = .tags, text = "7"))]
    NoAccount { id: u32, tags: Vec<&'static str> },
    #[status(409, grpc = "ALREADY_EXISTS", detail = "{0} is taken.")]
    Taken(String),
    #[status(409)]
    Conflict,
    #[status(
        422,
        pointer = "/data/attributes/emails/{at}/kind",
        detail = "{kind} is no kind."
    )]
    Kind { at: usize, kind: String },
    #[status(
        400,
        grpc = "FAILED_PRECONDITION",
        parameter = "page[size]",
        about = "https://shop.example/about/{0}"
    )]
    Page(u8),
    #[status(400, header = "X-Depth")]
    Depth,
    #[status(429, retry_after = .0, headers("X-Limit" = "10", "Upgrade" = "h2c", "Content-Language" = "en", "Grpc-Status" = "0", "X-Bin" = "a\tb", "Y-Bin" = "a"))]
    Busy(Duration),
    #[status(401)]
    Who,
    #[status(500)]
    Broken(#[from] std::io::Error),
    #[status(304, headers("ETag" = "\"1\""))]
    Same,
    #[status(transparent)]
    Inner(#[from] Inner),
    #[status(like = .0)]
    Like(Inner),
    #[status(like = .0, grpc = "DATA_LOSS")]
    LikeWithCode(Inner),
    #[status(422)]
    Several(#[errors] Vec<Account>),
}

#[derive(Debug, MretsError)]
#[status(503, grpc = "RESOURCE_EXHAUSTED", code = "Inner-Code_2")]
struct Inner;

#[derive(Debug, thiserror::Error, MretsError)]
#[error("there is no {0}")]
#[status(404)]
struct Plain<T: std::fmt::Debug + std::fmt::Display + 'static>(T);

struct Wrapper(anyhow::Error);

answers!(Wrapper => .0);

fn handler(error: Account) -> Result<(), Status> {
    Err(error)?
}

fn kind(at: usize) -> Account {
    let kind = "odd".to_owned();
    Account::Kind { at, kind }
}

#[test]
fn an_error_becomes_a_status_by_the_question_mark() {
    let tags = vec!["a", "b"];
    let status = handler(Account::NoAccount { id: 7, tags }).unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
    assert_eq!(status.message(), "There is no account 7.");
    let info = status.get_details_error_info().unwrap();
    assert_eq!(info.reason, "NO_ACCOUNT");
    assert_eq!(info.domain, "shop.example");
    let mut metadata: Vec<_> = info.metadata.into_iter().collect();
    metadata.sort();
    let member = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    assert_eq!(
        metadata,
        [
            member("Tags", r#"["a","b"]"#),
            member("code", "no_account"),
            member("id", "7"),
            member("text", "7"),
        ]
    );
    assert_eq!(status.get_details_request_info().unwrap().request_id, "7");
    let help = status.get_details_help().unwrap();
    let [link] = &help.links[..] else { panic!() };
    assert_eq!(link.url, "https://shop.example:8443/errors#no_account");
    assert_eq!(link.description, "Not Found");
    assert!(status.get_details_bad_request().is_none());
    assert!(status.get_details_retry_info().is_none());
    assert!(status.get_details_localized_message().is_none());
    assert!(status.get_details_debug_info().is_none());
}

#[test]
fn the_key_gives_the_code() {
    let code = |error: Account| Status::from(error).code();
    assert_eq!(code(Account::Taken("x".into())), Code::AlreadyExists);
    assert_eq!(code(Account::Conflict), Code::Aborted);
    assert_eq!(code(Account::Page(0)), Code::FailedPrecondition);
    assert_eq!(code(Account::Inner(Inner)), Code::ResourceExhausted);
    assert_eq!(code(Account::Like(Inner)), Code::ResourceExhausted);
    assert_eq!(code(Account::LikeWithCode(Inner)), Code::DataLoss);
    assert_eq!(code(Account::Same), Code::FailedPrecondition);
    // The variant's own code, and the code of its status.
    let several = vec![Account::Page(0), Account::Page(1)];
    assert_eq!(code(Account::Several(several)), Code::InvalidArgument);
}

#[test]
fn several_errors_of_one_status_have_the_code_that_all_have() {
    let code = |errors: Vec<Account>| {
        let errors: Errors<Account> = errors.into_iter().collect();
        Status::from(errors).code()
    };
    let taken = || Account::Taken("x".into());
    assert_eq!(code(vec![taken(), taken()]), Code::AlreadyExists);
    assert_eq!(code(vec![taken(), Account::Conflict]), Code::Aborted);
    assert_eq!(code(vec![taken(), Account::Page(0)]), Code::InvalidArgument);
    assert_eq!(code(vec![Account::Page(0)]), Code::FailedPrecondition);
    assert_eq!(code(vec![]), Code::Internal);
}

#[test]
fn each_wrong_field_is_a_violation() {
    let errors = vec![kind(0), Account::Page(3), Account::Depth, Account::Conflict];
    let status = Status::from(Account::Several(errors));
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(status.message(), "odd is no kind.");
    let violations = status.get_details_bad_request().unwrap().field_violations;
    let violations: Vec<_> = violations
        .iter()
        .map(|of| (of.field.as_str(), of.reason.as_str()))
        .collect();
    let expected = [
        ("emails[1].kind", "KIND"),
        ("page[size]", "PAGE"),
        ("X-Depth", "DEPTH"),
    ];
    assert_eq!(violations, expected);
    let links = status.get_details_help().unwrap().links;
    let urls: Vec<_> = links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(
        urls,
        [
            "https://shop.example:8443/errors#kind",
            "https://shop.example/about/3",
            "https://shop.example:8443/errors#page",
            "https://shop.example:8443/errors#depth",
            "https://shop.example:8443/errors#conflict",
        ]
    );
}

#[test]
fn pointers_are_paths_of_fields() {
    let field = |pointer: &str| {
        let object = ErrorObject::new(StatusCode::UNPROCESSABLE_ENTITY);
        let status = Status::from(object.with_source(Source::pointer(pointer)));
        let violations = status.get_details_bad_request().unwrap().field_violations;
        violations[0].field.clone()
    };
    assert_eq!(field("/data/attributes/name"), "name");
    assert_eq!(field("/data/relationships/owner"), "owner");
    assert_eq!(field("/data/type"), "type");
    assert_eq!(field("/items/0/tags/9"), "items[1].tags[10]");
    assert_eq!(field("/a~1b/c~0d"), "a/b.c~d");
    assert_eq!(field("/0"), "0");
    assert_eq!(field("/4294967295/4294967295"), "4294967295[4294967296]");
    assert_eq!(field(""), "");
}

#[test]
fn reasons_are_upper_snake_case() {
    let reason = |code: &str| {
        let object = ErrorObject::new(StatusCode::NOT_FOUND).with_code(code);
        let status = Status::from(object);
        status.get_details_error_info().unwrap().reason
    };
    assert_eq!(reason("no_account"), "NO_ACCOUNT");
    assert_eq!(reason("noAccount"), "NO_ACCOUNT");
    assert_eq!(reason("NoAccount"), "NO_ACCOUNT");
    assert_eq!(reason("NO_ACCOUNT"), "NO_ACCOUNT");
    assert_eq!(reason("no-account/2.1"), "NO_ACCOUNT_2_1");
    assert_eq!(reason("404"), "NOT_FOUND");
    assert_eq!(reason("1234"), "CODE_1234");
    assert_eq!(reason("ab"), "CODE_AB");
    assert_eq!(reason("über"), "BER");
    assert_eq!(reason(""), "NOT_FOUND");
    assert_eq!(reason("…"), "NOT_FOUND");
    assert_eq!(reason(&"word_".repeat(100)).len(), 63);
}

#[test]
fn the_code_stands_beside_a_reason_that_is_not_it() {
    let code = |code: &str| {
        let object = ErrorObject::new(StatusCode::NOT_FOUND).with_code(code);
        let info = Status::from(object).get_details_error_info().unwrap();
        info.metadata.get("code").cloned()
    };
    assert_eq!(code("noAccount").as_deref(), Some("noAccount"));
    assert_eq!(code("NO_ACCOUNT"), None);
    assert_eq!(code("404"), None);
    let object = ErrorObject::new(StatusCode::NOT_FOUND).with_meta("code", "its own");
    let info = Status::from(object).get_details_error_info().unwrap();
    assert_eq!(info.metadata["code"], "its own");
}

static SHOP: Dialect = Dialect::NEUTRAL
    .codes(Codes::SnakeCase)
    .docs("https://docs.example/errors")
    .domain("shop.example");

#[derive(Debug, MretsError)]
#[mrets(dialect = SHOP)]
#[status(404)]
struct Spoken;

#[derive(Debug, MretsError)]
#[status(404)]
struct Unnamed;

#[test]
fn the_domain_is_the_dialects_else_the_pages_host() {
    let domain = |status: Status| status.get_details_error_info().unwrap().domain;
    assert_eq!(domain(Spoken.into()), "shop.example");
    assert_eq!(domain(Account::Conflict.into()), "shop.example");
    assert_eq!(domain(Unnamed.into()), "");
    let status = Status::from(Spoken);
    assert_eq!(status.message(), Spoken.detail());
    assert_eq!(status.get_details_error_info().unwrap().reason, "NOT_FOUND");
}

#[test]
fn a_wait_is_retry_info() {
    let wait = |wait| {
        let status = Status::from(Account::Busy(wait));
        status.get_details_retry_info().unwrap().retry_delay
    };
    let second = Duration::from_secs(1);
    assert_eq!(wait(second / 2), Some(second));
    assert_eq!(wait(second * 90), Some(second * 90));
    // protobuf knows no longer wait.
    assert_eq!(
        wait(Duration::MAX),
        Some(Duration::from_secs(315_576_000_000))
    );
}

/// A wait that a header gives, in seconds or until a date.
#[test]
fn a_date_to_wait_for_is_what_is_left_of_it() {
    #[derive(Debug, MretsError)]
    #[status(503, headers("Retry-After" = .0, "Date" = "Wed, 21 Oct 2015 07:26:30 GMT"))]
    struct Pause(&'static str);

    for (after, seconds) in [
        ("Wed, 21 Oct 2015 07:28:00 GMT", Some(90)),
        ("Wed, 21 Oct 2015 07:26:00 GMT", Some(0)),
        ("7", Some(7)),
        ("soon", None),
    ] {
        let info = Status::from(Pause(after)).get_details_retry_info();
        let delay = info.map(|info| info.retry_delay.unwrap().as_secs());
        assert_eq!(delay, seconds, "{after}");
    }
}

#[test]
fn headers_are_metadata_where_grpc_takes_them() {
    let status = Status::from(Account::Busy(Duration::from_secs(3)));
    let metadata = status.metadata().clone().into_headers();
    let mut names: Vec<_> = metadata.keys().map(http::HeaderName::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["retry-after", "x-limit"]);
    let status = Status::from(Account::Who);
    assert_eq!(status.metadata().get("www-authenticate").unwrap(), "ApiKey");
    assert_eq!(status.code(), Code::Unauthenticated);
}

#[test]
fn a_5xx_is_as_private_as_over_http() {
    let secret = || std::io::Error::other("secret-of-the-disk");
    let errors = [
        Status::from(Account::from(secret())),
        Status::from(Box::new(Account::from(secret()))),
        Status::from(AnyError::from(Account::from(secret()))),
        Status::from(Internal::from(secret())),
        Status::from(Wrapper(secret().into())),
        Status::from(Errors::from(Account::from(secret()))),
    ];
    for status in errors {
        assert_eq!(status.code(), Code::Internal);
        assert!(status.message().starts_with("Something is broken."));
        let all = format!("{status:?} {}", String::from_utf8_lossy(status.details()));
        assert!(!all.contains("secret"), "{all}");
    }
}

#[test]
fn a_304_has_the_code_of_its_status_and_its_headers() {
    let status = Status::from(Account::Same);
    assert_eq!(status.message(), "Not Modified");
    assert_eq!(status.metadata().get("etag").unwrap(), "\"1\"");
    let info = status.get_details_error_info().unwrap();
    assert_eq!(info.reason, "NOT_MODIFIED");
}

#[test]
fn every_type_of_ours_is_a_status() {
    let codes = [
        Status::from(AnyError::from(Inner)),
        Status::from(Box::new(Inner)),
        Status::from(Errors::from(Inner)),
    ];
    for status in codes {
        assert_eq!(status.code(), Code::ResourceExhausted);
        let info = status.get_details_error_info().unwrap();
        assert_eq!(info.reason, "INNER_CODE_2");
    }
    assert_eq!(Status::from(Plain("x")).message(), "there is no x");
    assert_eq!(Status::from(Plain(7)).message(), "there is no 7");
    let object = || ErrorObject::new(StatusCode::GONE).with_detail("It went.");
    assert_eq!(Status::from(object()).message(), "It went.");
    let status = Status::from(Envelope::new([object(), object()]));
    assert_eq!(
        (status.code(), status.message()),
        (Code::NotFound, "It went.")
    );
    let wrapped = Wrapper(anyhow::Error::new(Inner));
    assert_eq!(Status::from(wrapped).code(), Code::Internal);
}

#[derive(Debug, MretsError)]
#[mrets(no_response)]
#[status(404)]
struct NoResponse;

/// A hand-written `From`, which must not conflict with ours.
impl From<NoResponse> for Status {
    fn from(error: NoResponse) -> Self {
        drop(report(&error));
        Self::not_found("by hand")
    }
}

#[test]
fn no_response_leaves_the_status_to_the_author() {
    assert_eq!(Status::from(NoResponse).message(), "by hand");
}

type Call = (u16, Option<&'static str>, bool);

static CALLS: Mutex<Vec<Call>> = Mutex::new(Vec::new());

fn note(answered: &Answered, error: Option<&(dyn Error + 'static)>) {
    let is_seen = error.is_some_and(<dyn Error>::is::<Seen>);
    let call = (answered.status().as_u16(), answered.variant(), is_seen);
    CALLS.lock().unwrap().push(call);
}

#[derive(Debug, MretsError)]
#[status(418)]
struct Seen;

#[test]
fn a_status_is_observed_once() {
    observe(note);
    drop(Status::from(Seen));
    let envelope = Envelope::new([ErrorObject::new(StatusCode::from_u16(419).unwrap())]);
    drop(Status::from(envelope));
    let calls = CALLS.lock().unwrap();
    let calls: Vec<_> = calls
        .iter()
        .filter(|call| matches!(call.0, 418 | 419))
        .collect();
    assert_eq!(calls, [&(418, Some("Seen"), true), &(419, None, false)]);
}
