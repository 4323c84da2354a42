//! The answers that every rule is checked against: each key and each status of the derive, several
//! errors at once, errors made by hand, and reports of the validation libraries.

use bytes::Bytes;
use garde::Validate as _;
use http::{HeaderMap, Response, StatusCode};
use mrets_errors::{
    AnyError, Envelope, ErrorObject, Errors, Format, Links, MretsError, Problem, Source,
};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use std::time::Duration;
use validator::Validate as _;

/// One answer, and its name in messages of broken rules.
pub(crate) struct Case {
    pub(crate) name: String,
    answer: Answer,
}

enum Answer {
    Error(Box<dyn MretsError>),
    Any(AnyError),
    Envelope(Envelope),
}

impl Case {
    fn new(name: impl Into<String>, error: impl MretsError + 'static) -> Self {
        Self {
            name: name.into(),
            answer: Answer::Error(Box::new(error)),
        }
    }

    fn any(name: impl Into<String>, error: AnyError) -> Self {
        Self {
            name: name.into(),
            answer: Answer::Any(error),
        }
    }

    fn envelope_of(name: impl Into<String>, envelope: Envelope) -> Self {
        Self {
            name: name.into(),
            answer: Answer::Envelope(envelope),
        }
    }

    /// The error, unless the answer is an envelope.
    pub(crate) fn error(&self) -> Option<&dyn MretsError> {
        match &self.answer {
            Answer::Error(error) => Some(&**error),
            Answer::Any(error) => Some(&**error),
            Answer::Envelope(_) => None,
        }
    }

    pub(crate) fn json(&self) -> Bytes {
        match &self.answer {
            Answer::Envelope(envelope) => envelope.to_json(),
            Answer::Error(error) => error.to_json(),
            Answer::Any(error) => error.to_json(),
        }
    }

    pub(crate) fn envelope(&self) -> Envelope {
        match &self.answer {
            Answer::Envelope(envelope) => envelope.clone(),
            Answer::Error(error) => error.to_envelope(),
            Answer::Any(error) => error.to_envelope(),
        }
    }

    pub(crate) fn response(&self) -> Response<Bytes> {
        match &self.answer {
            Answer::Envelope(envelope) => envelope.to_response(),
            Answer::Error(error) => error.to_response(),
            Answer::Any(error) => error.to_response(),
        }
    }

    pub(crate) fn response_as(&self, format: Format) -> Response<Bytes> {
        match &self.answer {
            Answer::Envelope(envelope) => envelope.to_response_as(format),
            Answer::Error(error) => error.to_response_as(format),
            Answer::Any(error) => error.to_response_as(format),
        }
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.response().status()
    }

    pub(crate) fn headers(&self) -> HeaderMap {
        self.response().headers().clone()
    }

    pub(crate) fn problem(&self) -> Problem {
        match &self.answer {
            Answer::Envelope(envelope) => Problem::from_envelope(envelope, envelope.status()),
            Answer::Error(error) => error.to_problem(),
            Answer::Any(error) => error.to_problem(),
        }
    }

    /// Whether the answer has a body, as all except a 304 have.
    pub(crate) fn has_content(&self) -> bool {
        self.status() != StatusCode::NOT_MODIFIED
    }

    /// The body as JSON.
    #[track_caller]
    pub(crate) fn document(&self) -> Value {
        serde_json::from_slice(&self.json())
            .unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// The error objects of the body.
    #[track_caller]
    pub(crate) fn objects(&self) -> Vec<Value> {
        let document = self.document();
        let objects = document["errors"].as_array();
        objects
            .unwrap_or_else(|| panic!("{}: {document}", self.name))
            .clone()
    }
}

/// Each status with only its number, and the headers that HTTP demands of it.
#[derive(Debug, MretsError)]
pub(crate) enum Bare {
    #[status(304)]
    NotModified,
    #[status(400)]
    BadRequest,
    #[status(401)]
    Unauthorized,
    #[status(402)]
    PaymentRequired,
    #[status(403)]
    Forbidden,
    #[status(404)]
    NotFound,
    #[status(405, headers("Allow" = "GET, HEAD"))]
    MethodNotAllowed,
    #[status(407, headers("Proxy-Authenticate" = "Basic"))]
    ProxyAuthenticationRequired,
    #[status(409)]
    Conflict,
    #[status(GONE)]
    Gone,
    #[status(413)]
    PayloadTooLarge,
    #[status(415)]
    UnsupportedMediaType,
    #[status(422)]
    UnprocessableEntity,
    #[status(426, headers("Upgrade" = "HTTP/2.0"))]
    UpgradeRequired,
    #[status(429)]
    TooManyRequests,
    #[status(499, title = "Client Closed Request")]
    ClientClosedRequest,
    #[status(500)]
    InternalServerError,
    #[status(501)]
    NotImplemented,
    #[status(502)]
    BadGateway,
    #[status(503)]
    ServiceUnavailable,
    #[status(504)]
    GatewayTimeout,
    #[status(599, title = "Network Connect Timeout")]
    NetworkConnectTimeout,
}

impl Bare {
    pub(crate) fn all() -> [Self; 22] {
        use Bare::*;
        [
            NotModified,
            BadRequest,
            Unauthorized,
            PaymentRequired,
            Forbidden,
            NotFound,
            MethodNotAllowed,
            ProxyAuthenticationRequired,
            Conflict,
            Gone,
            PayloadTooLarge,
            UnsupportedMediaType,
            UnprocessableEntity,
            UpgradeRequired,
            TooManyRequests,
            ClientClosedRequest,
            InternalServerError,
            NotImplemented,
            BadGateway,
            ServiceUnavailable,
            GatewayTimeout,
            NetworkConnectTimeout,
        ]
    }
}

/// Each key with a constant, alone and together.
#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", challenge = "Bearer realm=\"rec\"")]
enum Constant {
    #[status(404, title = "Record not found", detail = "There is no \"record\".")]
    Texts,
    #[status(409, code = "taken")]
    Code,
    #[status(409, id = "4f1c")]
    Id,
    #[status(422, pointer = "/data/attributes/name")]
    Pointer,
    #[status(422, pointer = "")]
    WholeDocument,
    #[status(422, pointer = "/")]
    EmptyName,
    #[status(400, parameter = "page[size]")]
    Parameter,
    #[status(400, header = "X-Api-Key")]
    Header,
    #[status(409, about = "https://example.org/occurrences/1")]
    About,
    #[status(409, type = "https://example.org/problems/taken")]
    Type,
    #[status(409, meta(max = 25, "other-key" = [1, 2]))]
    Meta,
    #[status(401)]
    Challenged,
    #[status(401, challenge = "Digest realm=\"rec\", nonce=\"1\"")]
    Digest,
    #[status(429, retry_after = 5)]
    Wait,
    #[status(503, retry_after = Duration::from_millis(1200), headers("Cache-Control" = "no-store"))]
    Overloaded,
    #[status(304, headers("ETag" = "\"1\"", "Vary" = "Accept-Encoding", "Cache-Control" = "max-age=60", "Date" = "Tue, 15 Nov 1994 08:12:31 GMT"))]
    Fresh,
    #[status(
        422,
        title = "All of them",
        detail = "Each key at once.",
        code = "all",
        id = 7,
        pointer = "/data/attributes/name",
        parameter = "filter[name]",
        header = "X-Name",
        about = "https://example.org/occurrences/7",
        type = "https://example.org/problems/all",
        meta(b = true, a = "x"),
        headers("X-Note" = "note"),
        retry_after = 1
    )]
    All,
}

/// Each place where a text of the caller can stand.
#[derive(Debug, MretsError)]
enum Varying {
    #[status(
        404,
        title = "Record not found",
        detail = "The record identified by {text} could not be found."
    )]
    Detail { text: String },
    #[status(422, code = "id", id = .text)]
    Id { text: String },
    #[status(422, code = "pointer", pointer = "/data/attributes/{text}")]
    Pointer { text: String },
    #[status(400, parameter = "filter[{text}]")]
    Parameter { text: String },
    #[status(400, header = "{text}")]
    Header { text: String },
    #[status(409, about = "https://example.org/occurrences/{text}")]
    About { text: String },
    #[status(409, type = "https://example.org/problems?kind={text}")]
    Type { text: String },
    #[status(409, meta(text = .text, "other-key" = .text.len()))]
    Meta { text: String },
    #[status(422)]
    MetaField {
        #[meta]
        text: String,
        #[meta]
        members: Map<String, Value>,
    },
    #[status(403, display = "{text}")]
    Display { text: String },
    #[status(500, expose, detail = "{text}")]
    Exposed { text: String },
    #[status(503, headers("X-Note" = .text, "X-Other" = "stands"), retry_after = .text.len())]
    Headers { text: String },
    #[status(.status, detail = "{text}")]
    Runtime { status: StatusCode, text: String },
    #[status(.status, expose, detail = "{text}")]
    RuntimeExposed { status: StatusCode, text: String },
    #[status(
        422,
        title = "All of them",
        detail = "Each key at once: {text}, {text:?}.",
        code = "all",
        id = .text,
        pointer = "/data/{text}/{text}",
        parameter = "{text}",
        header = "{text}",
        about = "/occurrences/{text}",
        type = "/problems/{text}",
        meta(b = .text, a = .text.len()),
        headers("X-Note" = .text)
    )]
    All { text: String },
}

/// Texts with characters that are special in JSON, pointers, URIs, headers or format strings.
pub(crate) const HOSTILE: [&str; 12] = [
    "",
    "a/b~c",
    "~1~0//",
    "\"quoted\" and back\\slashed",
    "{id} {{}} %20 ?#[]@!$&'()*+,;=",
    "a\r\nSet-Cookie: b=c",
    "\0\u{1}\u{8}\u{b}\u{c}\u{1f}\u{7f}\u{85}\u{9f}",
    "\u{2028}\u{2029}\u{feff}\u{fffd}\u{10ffff}",
    "naïve Übergrößen 日本語 \u{1f468}\u{200d}\u{1f469} \u{202e}rtl",
    "</script><!--",
    " leading and trailing\t",
    "]},{\"errors\":[{\"status\":\"200\"}]",
];

/// Puts a text into each place where one can stand.
pub(crate) fn varying(text: &str) -> Vec<Case> {
    let text = || text.to_owned();
    let members = Map::from_iter([(text(), json!({ text(): [text(), 1, null] }))]);
    let mut cases: Vec<Case> = [
        Varying::Detail { text: text() },
        Varying::Id { text: text() },
        Varying::Pointer { text: text() },
        Varying::Parameter { text: text() },
        Varying::Header { text: text() },
        Varying::About { text: text() },
        Varying::Type { text: text() },
        Varying::Meta { text: text() },
        Varying::MetaField {
            text: text(),
            members,
        },
        Varying::Display { text: text() },
        Varying::Exposed { text: text() },
        Varying::Headers { text: text() },
        Varying::Runtime {
            status: StatusCode::CONFLICT,
            text: text(),
        },
        Varying::Runtime {
            status: StatusCode::BAD_GATEWAY,
            text: text(),
        },
        Varying::Runtime {
            status: StatusCode::OK,
            text: text(),
        },
        Varying::RuntimeExposed {
            status: StatusCode::BAD_GATEWAY,
            text: text(),
        },
        Varying::All { text: text() },
    ]
    .into_iter()
    .map(|error| Case::new(format!("{error:?}"), error))
    .collect();
    cases.push(Case::new("a struct", Struct { text: text() }));
    cases.push(Case::new("thiserror", Thiserror::Shown(text())));
    cases.push(Case::new("several", several(&text())));
    cases.push(Case::new("made by hand", made(&text())));
    cases.push(Case::any(
        "any",
        AnyError::new(Varying::All { text: text() }),
    ));
    cases.push(Case::envelope_of(
        "an envelope",
        Envelope::new([made(&text()), made("")]),
    ));
    cases
}

#[derive(Debug, MretsError)]
#[status(422, code = "struct", detail = "{text}", pointer = "/{text}", meta(text = .text))]
struct Struct {
    text: String,
}

/// An enum whose own message is the detail of its 4xx, and never the detail of its 5xx.
#[derive(Debug, thiserror::Error, MretsError)]
enum Thiserror {
    #[error("there is no {0}")]
    #[status(404)]
    Shown(String),
    #[error("the disk says {0}")]
    #[status(500)]
    Hidden(String),
}

/// Values that fail to be written, so that a body has to do without them.
#[derive(Debug, MretsError)]
enum Failing {
    #[status(404, detail = "{fails}")]
    Detail { fails: Fails },
    #[status(409, detail = "{fails}")]
    DetailWithoutDescription { fails: Fails },
    #[status(.status, detail = "{fails}")]
    Runtime { status: StatusCode, fails: Fails },
    #[status(422, id = .fails, pointer = "/{fails}", parameter = "stands", about = "/{fails}")]
    Some { fails: Fails },
    #[status(422, pointer = "/{fails}", type = "/{fails}", meta(fails = .fails), headers("X-Fails" = .fails))]
    All { fails: Fails },
    #[status(422, meta(fails = .fails, stands = 1))]
    Meta { fails: Fails },
}

#[derive(Debug)]
struct Fails;

impl std::fmt::Display for Fails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("begun")?;
        Err(std::fmt::Error)
    }
}

impl Serialize for Fails {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("it fails"))
    }
}

/// Errors that answer for others.
#[derive(Debug, MretsError)]
enum Holder {
    #[status(422)]
    Flat(#[errors] Vec<Varying>),
    #[status(400, retry_after = 3)]
    Nested {
        #[errors]
        inner: Vec<Holder>,
    },
    #[status(403)]
    Any(#[errors] Vec<AnyError>),
    #[status(422)]
    Made(#[errors] Errors<ErrorObject>),
    #[status(transparent)]
    Bare(Bare),
    #[status(transparent)]
    Transparent(AnyError),
}

/// The errors of one request, some of which are equal.
fn several(text: &str) -> Errors<Holder> {
    let text = || text.to_owned();
    let pointer = || Varying::Pointer { text: text() };
    Errors::from_iter([
        Holder::Flat(vec![pointer(), pointer(), Varying::Id { text: text() }]),
        Holder::Nested {
            inner: vec![
                Holder::Flat(vec![Varying::All { text: text() }]),
                Holder::Nested { inner: Vec::new() },
            ],
        },
        Holder::Made(Errors::from(made(&text()))),
        Holder::Transparent(AnyError::new(Varying::Detail { text: text() })),
    ])
}

/// An error object that uses every builder.
pub(crate) fn made(text: &str) -> ErrorObject {
    ErrorObject::new(StatusCode::UNPROCESSABLE_ENTITY)
        .with_title("Made by hand")
        .with_detail(text)
        .with_id(text)
        .with_code("made")
        .with_source(Source::pointer(format!(
            "/data/attributes/{}",
            escaped(text)
        )))
        .with_links(
            Links::default()
                .with_about("/occurrences/1")
                .with_type("https://example.org/problems/made"),
        )
        .with_meta(text, text)
        .with_meta("list", json!([1, { "a": null, "b": text }]))
}

/// Escapes a name as RFC 6901, section 3, asks for.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Every answer. Each rule holds for all of them.
pub(crate) fn corpus() -> Vec<Case> {
    let mut cases = Vec::new();
    cases.extend(named(Bare::all()));
    cases.extend(constants());
    cases.extend(runtime());
    for text in HOSTILE {
        cases.extend(varying(text));
    }
    cases.extend(varying(&"long ".repeat(2000)));
    cases.extend(failing());
    cases.extend(many());
    cases.extend(by_hand());
    cases.extend(envelopes());
    cases.extend(reports());
    cases.push(Case::new("hidden", Thiserror::Hidden("secret".to_owned())));
    cases
}

/// Every answer that has a body.
pub(crate) fn bodies() -> Vec<Case> {
    let mut cases = corpus();
    cases.retain(Case::has_content);
    assert!(cases.len() > 350, "{}", cases.len());
    cases
}

fn named<E: MretsError + 'static>(
    errors: impl IntoIterator<Item = E>,
) -> impl Iterator<Item = Case> {
    errors
        .into_iter()
        .map(|error| Case::new(format!("{error:?}"), error))
}

fn constants() -> impl Iterator<Item = Case> {
    use Constant::*;
    named([
        Texts,
        Code,
        Id,
        Pointer,
        WholeDocument,
        EmptyName,
        Parameter,
        Header,
        About,
        Type,
        Meta,
        Challenged,
        Digest,
        Wait,
        Overloaded,
        Fresh,
        All,
    ])
}

/// Each status that a field can hold.
fn runtime() -> impl Iterator<Item = Case> {
    let statuses = [100, 200, 204, 301, 304, 600, 999]
        .into_iter()
        .chain(400..600);
    named(statuses.map(|status| {
        let status = StatusCode::from_u16(status).unwrap();
        Varying::Runtime {
            status,
            text: "x".to_owned(),
        }
    }))
}

fn failing() -> impl Iterator<Item = Case> {
    let fails = || Fails;
    named([
        Failing::Detail { fails: fails() },
        Failing::DetailWithoutDescription { fails: fails() },
        Failing::Runtime {
            status: StatusCode::NOT_FOUND,
            fails: fails(),
        },
        Failing::Runtime {
            status: StatusCode::BAD_GATEWAY,
            fails: fails(),
        },
        Failing::Some { fails: fails() },
        Failing::All { fails: fails() },
        Failing::Meta { fails: fails() },
    ])
}

fn many() -> Vec<Case> {
    let pointer = |name: &str| Varying::Pointer {
        text: name.to_owned(),
    };
    vec![
        Case::new("one", Errors::from(pointer("a"))),
        Case::new("two", Errors::from_iter([pointer("a"), pointer("b")])),
        Case::new(
            "the same twice",
            Errors::from_iter([pointer("a"), pointer("a")]),
        ),
        Case::new(
            "several 4xx",
            Errors::from_iter([Bare::Conflict, Bare::Forbidden]),
        ),
        Case::new(
            "a 5xx among 4xx",
            Errors::from_iter([Bare::Conflict, Bare::BadGateway]),
        ),
        Case::new(
            "several 401",
            Errors::from_iter([Constant::Challenged, Constant::Digest, Constant::Digest]),
        ),
        Case::new(
            "several 429",
            Errors::from_iter([Constant::Wait, Constant::Wait]),
        ),
        Case::new("a 401 with its own", Errors::from(Bare::Unauthorized)),
        Case::new(
            "a 304 among errors",
            Errors::from_iter([Bare::NotModified, Bare::Conflict]),
        ),
        Case::new("nothing but 304", Errors::from(Bare::NotModified)),
        Case::new("an empty collection", Errors::<Bare>::new()),
        Case::new("an empty holder", Holder::Flat(Vec::new())),
        Case::new(
            "holder of 304",
            Holder::Nested {
                inner: vec![Holder::Bare(Bare::NotModified)],
            },
        ),
        Case::new("holder", Holder::Flat(vec![pointer("a"), pointer("b")])),
        Case::new(
            "holder of any",
            Holder::Any(vec![
                Bare::NotFound.into(),
                Constant::All.into(),
                Bare::BadGateway.into(),
            ]),
        ),
        Case::new(
            "a holder in a holder",
            Holder::Nested {
                inner: vec![
                    Holder::Any(vec![Bare::NotFound.into()]),
                    Holder::Bare(Bare::Gone),
                ],
            },
        ),
        Case::new("transparent", Holder::Bare(Bare::Unauthorized)),
        Case::new(
            "any in transparent",
            Holder::Transparent(AnyError::new(Constant::All)),
        ),
        Case::any("any", AnyError::new(Bare::Unauthorized)),
        Case::any(
            "any of several",
            AnyError::new(Errors::from_iter([pointer("a"), pointer("b")])),
        ),
        Case::new(
            "errors of any",
            Errors::<AnyError>::from_iter([Bare::NotFound.into(), Constant::Code.into()]),
        ),
        Case::new("boxed", Errors::from(Box::new(Bare::NotFound))),
    ]
}

/// Error objects made by hand: each member alone, all of them, and none.
fn by_hand() -> Vec<Case> {
    let empty = ErrorObject::default;
    let mut nothing_inside = ErrorObject::default();
    nothing_inside.source = Some(Source::default());
    nothing_inside.links = Some(Links::default());
    let mut empty_meta = empty();
    empty_meta.meta = Some(Map::new());
    let mut without_status = empty().with_title("Only a title");
    without_status.status = None;
    let status = |text: &str| {
        let mut object = made("x");
        object.status = Some(text.to_owned());
        object
    };
    let mut both = made("x");
    both.source = Some({
        let mut source = Source::pointer("");
        source.parameter = Some("page[size]".to_owned());
        source.header = Some("X-Api-Key".to_owned());
        source
    });
    let objects = [
        made("x"),
        both,
        without_status,
        empty(),
        nothing_inside,
        empty_meta,
        empty().with_id("1"),
        empty().with_code("1"),
        empty().with_detail("Only a detail."),
        empty().with_meta("only", "meta"),
        empty().with_source(Source::header("X-Api-Key")),
        empty().with_source(Source::parameter("include")),
        empty().with_links(Links::default().with_about("/a")),
        empty().with_links(Links::default().with_type("/t")),
        status("401"),
        status("404"),
        status("200"),
        status("304"),
        status("600"),
        status("not_found"),
        status(""),
        ErrorObject::new(StatusCode::UNAUTHORIZED),
        ErrorObject::new(StatusCode::CONFLICT),
        ErrorObject::new(StatusCode::from_u16(499).unwrap()),
        ErrorObject::new(StatusCode::SERVICE_UNAVAILABLE),
    ];
    let mut cases: Vec<Case> = objects
        .iter()
        .flat_map(|object| {
            let name = serde_json::to_string(object).unwrap();
            [
                Case::envelope_of(
                    format!("envelope of {name}"),
                    Envelope::new([object.clone()]),
                ),
                Case::new(name, object.clone()),
            ]
        })
        .collect();
    cases.push(Case::new("all by hand", Errors::from_iter(objects.clone())));
    cases.push(Case::envelope_of(
        "an envelope of all",
        Envelope::new(objects),
    ));
    cases
}

/// Envelopes with every member that may stand in them.
fn envelopes() -> Vec<Case> {
    let object = |value: Value| value.as_object().cloned();
    let mut full = Envelope::new([made("x"), ErrorObject::new(StatusCode::CONFLICT)]);
    full.jsonapi = object(json!({ "version": "1.1" }));
    full.links = object(
        json!({ "self": "/accounts", "related": null, "describedby": { "href": "/schema" } }),
    );
    full.meta = object(json!({ "request": "4f1c" }));
    let mut extended = full.clone();
    extended.jsonapi = object(json!({
        "version": "1.1",
        "ext": ["https://jsonapi.org/ext/atomic"],
        "profile": ["https://example.org/profiles/timestamps"],
        "meta": { "x": 1 },
    }));
    vec![
        Case::envelope_of("a full envelope", full),
        Case::envelope_of("an envelope with extensions", extended),
        Case::envelope_of(
            "an envelope of 401s",
            Envelope::new([
                ErrorObject::new(StatusCode::UNAUTHORIZED),
                ErrorObject::new(StatusCode::UNAUTHORIZED),
            ]),
        ),
    ]
}

#[derive(garde::Validate)]
struct ByGarde {
    #[garde(length(min = 1), ascii)]
    name: String,
    #[garde(inner(range(min = 1)))]
    quantities: Vec<u32>,
}

#[derive(validator::Validate)]
struct ByValidator {
    #[validate(length(min = 1), email(message = "That is no address."))]
    name: String,
    #[validate(range(min = 1, max = 10))]
    quantity: u32,
}

fn reports() -> Vec<Case> {
    let of_garde = ByGarde {
        name: String::new(),
        quantities: vec![0, 1, 0],
    };
    let of_validator = ByValidator {
        name: String::new(),
        quantity: 0,
    };
    let of_garde = of_garde.validate().unwrap_err();
    let of_validator = of_validator.validate().unwrap_err();
    vec![
        Case::new("garde", Errors::<ErrorObject>::from(of_garde)),
        Case::new("validator", Errors::<ErrorObject>::from(of_validator)),
    ]
}
