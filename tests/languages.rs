//! Languages: titles and details in the client's language. A crate of its own, since a dialect is its crate's.

#[path = "servers/server.rs"]
mod server;

use axum::Router;
use axum::body::Body as AxumBody;
use axum::routing::{get, post};
use http::response::Parts;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use mrets_errors::axum::extract::Json;
use mrets_errors::dialect::{Body, PublicError};
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::{
    Catalog, Dialect, ErrorObject, Errors, FluentError, FluentFault, Languages, MretsError,
};
use serde_json::{Value, json};
use server::Server;
use std::fmt;
use std::path::Path;
use std::sync::Mutex;
use tower_service::Service as _;

static LANGUAGES: Languages = Languages::new(
    "en",
    &[
        ("pl", include_str!("languages/pl.ftl")),
        ("ar", include_str!("languages/ar.ftl")),
        ("ar", include_str!("languages/page_ar.ftl")),
    ],
);

static SHOP: Dialect = Dialect::MRETS.languages(&LANGUAGES);

mrets_errors::dialect!(crate::SHOP);

/// A number that hands the formatter on.
#[derive(Debug, Clone, Copy, serde::Serialize)]
#[serde(transparent)]
struct Count(u64);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[derive(Debug)]
struct Cause;

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("hunter2")
    }
}

impl std::error::Error for Cause {}

/// A value whose own `Display` fails.
#[derive(Debug)]
struct Failing;

impl fmt::Display for Failing {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Err(fmt::Error)
    }
}

#[derive(Debug, MretsError)]
enum ShopError {
    /// The account holds too little.
    ///
    /// Ask for less.
    #[status(
        422,
        code = "too_few",
        title = "Too few certificates",
        detail = "There are {left} certificates, and {wanted} are wanted.",
        meta(left = .left),
    )]
    TooFew { left: Count, wanted: u32 },
    #[status(404, code = "no_account", detail = "There is no account {id}.")]
    NoAccount { id: String },
    #[status(
        422,
        code = "invalid",
        title = "Invalid request",
        detail = "The request is invalid."
    )]
    Invalid(#[errors] Vec<FieldError>),
    #[status(404, detail = "There is no {0} here.")]
    ByStatus(&'static str),
    #[status(500, code = "database")]
    Database(#[source] Cause),
    #[status(503, code = "pause", detail = "Back at {at}.", expose)]
    Pause { at: &'static str },
    #[status(409, code = "shared", detail = "One.")]
    First,
    #[status(409, code = "shared", detail = "Two.")]
    Second,
    #[status(404, code = "unwritten", detail = "Nobody has translated {it}.")]
    Unwritten { it: &'static str },
    #[status(transparent)]
    Field(#[from] FieldError),
}

#[derive(Debug, MretsError)]
enum FieldError {
    #[status(
        422,
        code = "blank",
        pointer = "/data/attributes/{field}",
        detail = "{field} can't be blank."
    )]
    Blank { field: &'static str },
    #[status(422, code = "price", detail = "The price {price:.2} is too high.", meta(price = .price))]
    Price { price: f64 },
    #[status(422, code = "failing", detail = "It {0}.")]
    Failing(Failing),
}

fn too_few(left: u64) -> ShopError {
    ShopError::TooFew {
        left: Count(left),
        wanted: 200,
    }
}

/// The texts of one answer, asked through a layer.
async fn ask(layer: EnvelopeLayer, app: Router, request: Request<AxumBody>) -> (Parts, Value) {
    let response = app.layer(layer).call(request).await.unwrap();
    let (head, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (head, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

async fn answer(
    error: impl Fn() -> ShopError + Clone + Send + Sync + 'static,
    headers: &[(&str, &str)],
) -> (Parts, Value) {
    let app = Router::new().route("/", get(move || std::future::ready(Err::<(), _>(error()))));
    let mut request = Request::get("/");
    for (name, value) in headers {
        request = request.header(*name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    ask(
        EnvelopeLayer::new(),
        app,
        request.body(AxumBody::empty()).unwrap(),
    )
    .await
}

async fn first(
    error: impl Fn() -> ShopError + Clone + Send + Sync + 'static,
    language: &str,
) -> Value {
    let (_, body) = answer(error, &[("accept-language", language)]).await;
    body["errors"][0].clone()
}

fn values<'a>(headers: &'a HeaderMap, name: &str) -> Vec<&'a str> {
    let values = headers.get_all(name).iter();
    values.map(|value| value.to_str().unwrap()).collect()
}

fn app() -> Router {
    Router::new()
        .route(
            "/few/{left}",
            get(
                async |axum::extract::Path(left): axum::extract::Path<u64>| {
                    Err::<(), _>(too_few(left))
                },
            ),
        )
        .route(
            "/account",
            get(async || {
                Err::<(), _>(ShopError::NoAccount {
                    id: "A-7".to_owned(),
                })
            }),
        )
        .layer(EnvelopeLayer::new())
}

#[tokio::test]
async fn a_server_speaks_three_languages() {
    let server = Server::start(app()).await;
    let ask = async |method: &str, path: &str, language: &str| {
        let headers = format!("accept-language: {language}\r\n");
        server.request(method, path, &headers, b"").await
    };
    let polish = [
        (0, "Zostało 0 certyfikatów, a potrzeba 200."),
        (1, "Został 1 certyfikat, a potrzeba 200."),
        (2, "Zostały 2 certyfikaty, a potrzeba 200."),
        (5, "Zostało 5 certyfikatów, a potrzeba 200."),
        (22, "Zostały 22 certyfikaty, a potrzeba 200."),
        (25, "Zostało 25 certyfikatów, a potrzeba 200."),
    ];
    for (left, detail) in polish {
        let answer = ask("GET", &format!("/few/{left}"), "de, pl-PL;q=0.8, en;q=0.7").await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.headers["content-language"], "pl");
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(
            body,
            json!({"errors": [{
                "title": "Za mało certyfikatów",
                "detail": detail,
                "code": "too_few",
                "status": "422",
                "meta": {"left": left},
            }]})
        );
    }
    let arabic = [
        (0, "لا توجد شهادات، والمطلوب \u{2068}200\u{2069}."),
        (1, "توجد شهادة واحدة، والمطلوب \u{2068}200\u{2069}."),
        (2, "توجد شهادتان، والمطلوب \u{2068}200\u{2069}."),
        (
            3,
            "توجد \u{2068}3\u{2069} شهادات، والمطلوب \u{2068}200\u{2069}.",
        ),
        (
            11,
            "توجد \u{2068}11\u{2069} شهادة، والمطلوب \u{2068}200\u{2069}.",
        ),
        (
            100,
            "توجد \u{2068}100\u{2069} شهادة، والمطلوب \u{2068}200\u{2069}.",
        ),
    ];
    for (left, detail) in arabic {
        let answer = ask("GET", &format!("/few/{left}"), "ar-EG").await;
        assert_eq!(answer.headers["content-language"], "ar");
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(body["errors"][0]["detail"], detail);
    }
    for language in ["en-GB", "*", "de", ""] {
        let answer = ask("GET", "/few/1", language).await;
        assert_eq!(answer.headers["content-language"], "en", "{language}");
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(
            body["errors"][0]["detail"],
            "There are 1 certificates, and 200 are wanted."
        );
    }
    let head = ask("HEAD", "/few/2", "pl").await;
    let of_get = ask("GET", "/few/2", "pl").await;
    for name in ["content-language", "content-length", "content-type", "vary"] {
        assert_eq!(
            values(&head.headers, name),
            values(&of_get.headers, name),
            "{name}"
        );
    }
    assert_eq!(
        values(&of_get.headers, "vary"),
        ["Accept", "Accept-Language"]
    );
}

/// A key of the attribute that is no text is never translated, whatever the language is.
#[tokio::test]
async fn lists_are_translated_object_by_object() {
    let error = || {
        ShopError::Invalid(vec![
            FieldError::Blank { field: "name" },
            FieldError::Price { price: 2.5 },
        ])
    };
    let (head, body) = answer(error, &[("accept-language", "pl")]).await;
    // Their titles are the status's.
    assert_eq!(
        body,
        json!({"errors": [
            {"title": "Błędna treść", "detail": "name nie może być puste.", "code": "blank",
             "source": {"pointer": "/data/attributes/name"}, "status": "422"},
            {"title": "Błędna treść", "detail": "Cena 2.50 jest za wysoka.", "code": "price",
             "status": "422", "meta": {"price": 2.5}},
        ]})
    );
    assert_eq!(head.headers["content-language"], "pl");
    // An empty list answers for itself.
    let (_, body) = answer(
        || ShopError::Invalid(Vec::new()),
        &[("accept-language", "pl")],
    )
    .await;
    assert_eq!(body["errors"][0]["title"], "Błędne żądanie");
    assert_eq!(body["errors"][0]["detail"], "Żądanie jest błędne.");
}

#[tokio::test]
async fn formats_are_translated_and_titles_of_problems_are_not() {
    let ask = async |accept: &str| {
        let headers = [("accept", accept), ("accept-language", "pl")];
        answer(|| too_few(1), &headers).await
    };
    let (head, body) = ask("application/problem+json").await;
    assert_eq!(head.headers["content-type"], "application/problem+json");
    assert_eq!(head.headers["content-language"], "pl");
    assert_eq!(body["title"], "Too few certificates");
    assert_eq!(body["detail"], "Został 1 certyfikat, a potrzeba 200.");
    assert_eq!(body["code"], "too_few");
    let (head, body) = ask("application/json").await;
    assert_eq!(head.headers["content-type"], "application/json");
    assert_eq!(body["errors"][0]["title"], "Za mało certyfikatów");
    let headers = [
        ("accept", "application/problem+json"),
        ("accept-language", "pl"),
    ];
    let invalid = || {
        ShopError::Invalid(vec![
            FieldError::Blank { field: "a" },
            FieldError::Blank { field: "b" },
        ])
    };
    let (_, body) = answer(invalid, &headers).await;
    assert_eq!(body["title"], "Unprocessable Entity");
    assert_eq!(body["errors"][0]["detail"], "b nie może być puste.");
    assert_eq!(body["errors"][0]["title"], "Unprocessable Entity");
}

/// A layer's languages are for what the framework answers by itself, for hand-made objects, and for errors of
/// crates that have no dialect: the extractors' are such.
#[tokio::test]
async fn a_layer_translates_what_others_answer() {
    static OWN: Dialect = Dialect::NEUTRAL
        .languages(&LANGUAGES)
        .body("text/plain", shape);

    fn shape(error: &PublicError<'_>) -> Body {
        Body::text(serde_json::to_string(&[error.code(), error.title(), error.detail()]).unwrap())
    }

    let app = || {
        Router::new()
            .route("/json", post(async |_: Json<u8>| ()))
            .route(
                "/made",
                get(async || {
                    ErrorObject::new(StatusCode::CONFLICT)
                        .with_code("price")
                        .with_detail("It costs 2.50.")
                        .with_meta("price", 2)
                }),
            )
            .route("/text", get(async || (StatusCode::NOT_FOUND, "no row 7")))
            .route(
                "/panic",
                get(async || (StatusCode::INTERNAL_SERVER_ERROR, "db-3")),
            )
    };
    let ask = async |method: &str, path: &str| {
        let request = Request::builder().method(method).uri(path);
        let request = request
            .header("accept-language", "pl")
            .header("content-type", "application/json");
        let layer = EnvelopeLayer::new().dialect(&OWN);
        ask(layer, app(), request.body(AxumBody::from("{}")).unwrap()).await
    };
    let (head, body) = ask("GET", "/nowhere").await;
    assert_eq!(head.headers["content-type"], "text/plain");
    assert_eq!(head.headers["content-language"], "pl");
    assert_eq!(values(&head.headers, "vary"), ["Accept", "Accept-Language"]);
    assert_eq!(body, json!(["404", "Nie znaleziono", "Tu niczego nie ma."]));
    let (head, body) = ask("DELETE", "/json").await;
    assert_eq!(head.headers["allow"], "POST");
    assert_eq!(
        body,
        json!([
            "405",
            "Niedozwolona metoda",
            "Ten zasób nie zna tej metody."
        ])
    );
    // A text that a handler wrote has no message: it stays, and the languages are both named.
    let (head, body) = ask("GET", "/text").await;
    assert_eq!(body, json!(["404", "Nie znaleziono", "no row 7"]));
    assert_eq!(head.headers["content-language"], "pl, en");
    let (head, body) = ask("POST", "/json").await;
    assert_eq!(
        body,
        json!([
            "422",
            "Błędna treść",
            "The body does not fit: expected a whole number."
        ])
    );
    assert_eq!(head.headers["content-language"], "pl, en");
    // The arguments of an object that was made by hand are the members of its meta.
    let (_, body) = ask("GET", "/made").await;
    assert_eq!(body, json!(["price", "Conflict", "Cena 2 jest za wysoka."]));
    let (_, body) = ask("GET", "/panic").await;
    assert_eq!(body, json!(["500", "Błąd serwera", "Coś się zepsuło."]));
}

/// A person reads title and detail in their language, and the page says which it is.
#[tokio::test]
async fn a_page_for_people_is_translated() {
    static PEOPLE: Dialect = Dialect::MRETS.languages(&LANGUAGES).html();

    #[derive(Debug, MretsError)]
    #[mrets(dialect = PEOPLE)]
    #[status(transparent)]
    struct Shown(ShopError);

    let app = Router::new()
        .route("/few", get(async || Err::<(), _>(Shown(too_few(2)))))
        .route(
            "/status",
            get(async || Err::<(), _>(Shown(ShopError::ByStatus("<i>")))),
        )
        .layer(EnvelopeLayer::new().dialect(&PEOPLE));
    let server = Server::start(app).await;
    let page = async |path: &str, language: &str| {
        let headers = format!("accept: text/html, */*;q=0.8\r\naccept-language: {language}\r\n");
        let answer = server.request("GET", path, &headers, b"").await;
        let media_type = &answer.headers["content-type"];
        assert_eq!(media_type, "text/html; charset=utf-8");
        let vary = values(&answer.headers, "vary");
        assert_eq!(vary, ["Accept", "Accept-Language"]);
        String::from_utf8(answer.body).unwrap()
    };
    for (path, language, parts) in [
        (
            "/few",
            "pl",
            [
                "<html lang=\"pl\">",
                "<h1 dir=\"auto\">Za mało certyfikatów</h1>",
                "Zostały 2 certyfikaty, a potrzeba 200.",
            ],
        ),
        (
            "/few",
            "ar-EG",
            ["<html lang=\"ar\">", "شهادات غير كافية", "توجد شهادتان"],
        ),
        (
            "/few",
            "de",
            [
                "<html lang=\"en\">",
                "<title>Too few certificates</title>",
                "There are 2 certificates, and 200 are wanted.",
            ],
        ),
        (
            "/nowhere",
            "pl",
            ["<html lang=\"pl\">", "Nie znaleziono", "Tu niczego nie ma."],
        ),
        // A translator writes text, too.
        (
            "/status",
            "pl",
            [
                "<html lang=\"pl\">",
                "Nie ma &#60;i&#62;",
                "&#60;b&#62;&#38;&#60;/b&#62; &#34;tu&#34;.",
            ],
        ),
    ] {
        let page = page(path, language).await;
        for part in parts {
            assert!(page.contains(part), "{language}: no {part} in {page}");
        }
    }
}

/// A dialect that is not M-RETS's knows its own texts in objects that were made by hand, too.
#[test]
fn objects_by_hand_are_translated_in_each_dialect() {
    static NEUTRAL: Dialect = Dialect::NEUTRAL.languages(&LANGUAGES);

    #[derive(Debug, MretsError)]
    #[mrets(dialect = NEUTRAL)]
    #[status(transparent)]
    struct ByHand(ErrorObject);

    let object = ErrorObject::new(StatusCode::NOT_FOUND).with_detail("no row 7");
    let envelope = ByHand(object).to_envelope_in("pl");
    assert_eq!(envelope.errors[0].title.as_deref(), Some("Nie znaleziono"));
    assert_eq!(envelope.errors[0].detail.as_deref(), Some("no row 7"));
    let envelope = ByHand(ErrorObject::new(StatusCode::NOT_FOUND)).to_envelope_in("pl");
    assert_eq!(
        envelope.errors[0].detail.as_deref(),
        Some("Tu niczego nie ma.")
    );
}

/// A 5xx says what its status says, whatever messages there are.
#[tokio::test]
async fn a_5xx_is_translated_by_its_status_alone() {
    let object = first(|| ShopError::Database(Cause), "pl").await;
    assert_eq!(object["title"], "Błąd serwera");
    assert_eq!(object["detail"], "Coś się zepsuło.");
    assert_eq!(object["code"], "database");
    // `expose` shows the words of its author.
    let object = first(|| ShopError::Pause { at: "noon" }, "pl").await;
    assert_eq!(object["title"], "Przerwa");
    assert_eq!(object["detail"], "Back at noon.");
}

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

#[tokio::test]
async fn hostile_headers_choose_a_language() {
    let languages = [
        ("pl;q=1.5, ar;q=-1, en;q=2".to_owned(), "en"),
        ("pl;q=9999999999999999999, ar;q=0.5".to_owned(), "ar"),
        ("*;q=0".to_owned(), "en"),
        ("xx-".repeat(2700), "en"),
        (format!("{}pl", "xx,".repeat(2700)), "pl"),
        (format!("{}pl", "q;q=0.1,".repeat(1000)), "pl"),
        ("\u{e9}, {$left}, ../../pl, <b>".to_owned(), "en"),
    ];
    for (sent, language) in languages {
        let (head, _) = answer(|| too_few(1), &[("accept-language", &sent)]).await;
        assert_eq!(head.headers["content-language"], language);
    }
    let lines = [
        ("accept-language", "de"),
        ("accept-language", "\u{e9}"),
        ("accept-language", "ar;q=0.1"),
    ];
    let (head, _) = answer(|| too_few(1), &lines).await;
    assert_eq!(head.headers["content-language"], "ar");
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

/// Whatever is wrong with a message, the attribute's text stands, and the log has one line of each kind.
#[test]
fn broken_files_fall_back() {
    static BROKEN: Languages = Languages::new(
        "en",
        &[
            ("pl", include_str!("languages/broken.ftl")),
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

/// A file that nobody has translated says what the attributes say.
#[test]
fn the_skeleton_is_the_attributes_texts() {
    #[derive(Debug, MretsError)]
    enum Odd {
        /// A note, with `{braces}`.
        ///
        /// # Solutions
        ///
        /// None.
        #[status(
            409,
            code = "odd.one",
            title = " [a] = \"{{b}}\" ",
            detail = " {{{0:>3}}}\n.x = {1:?}\r\n*[y] \\u0041 "
        )]
        One(u8, &'static str),
        #[status(409, code = "2", detail("{} of {max}; {0}", .n, max = .n + 1))]
        Two { n: u8 },
        #[status(409, code = "only_title", title = "#")]
        OnlyTitle,
        #[status(401)]
        Default,
    }

    let catalog = Odd::catalog();
    let text = catalog.to_fluent();
    assert!(
        text.contains("# A note, with `{braces}`.\n#\n# # Solutions\n#\n# None.\nodd-one ="),
        "{text}"
    );
    let file: &str = text.clone().leak();
    let files: &[(&str, &str)] = vec![("pl", file)].leak();
    let languages: &Languages = Box::leak(Box::new(Languages::new("en", files)));
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("pl.ftl"), file).unwrap();
    catalog.check_fluent(dir.path()).unwrap();
    let page = |page: mrets_errors::Page| page.to_markdown();
    assert_eq!(
        page(catalog.page().language(languages, "pl")),
        // The translator sees the number of an argument that has no name.
        page(catalog.page()).replace(r"\{\} of", r"\{0\} of"),
        "{text}"
    );
}

fn checked(files: &[(&str, &str)]) -> Result<(), FluentError> {
    check(&ShopError::catalog(), files)
}

fn check(catalog: &Catalog, files: &[(&str, &str)]) -> Result<(), FluentError> {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    catalog.check_fluent(dir.path())
}

#[test]
fn the_skeleton_passes_its_check() {
    let skeleton = ShopError::catalog().to_fluent();
    checked(&[
        ("en.ftl", &skeleton),
        ("pl/a.ftl", &skeleton),
        ("README.md", "no Fluent"),
    ])
    .unwrap();
    for catalog in [
        mrets_errors::Refusal::catalog(),
        Errors::<ShopError>::catalog(),
        EnvelopeLayer::catalog(),
    ] {
        check(&catalog, &[("pl.ftl", &catalog.to_fluent())]).unwrap();
    }
}

#[test]
fn the_check_finds_each_fault() {
    let skeleton = ShopError::catalog().to_fluent();
    let with = |more: &str| checked(&[("pl.ftl", &format!("{skeleton}\n{more}"))]);
    let without = |old: &str, new: &str| {
        assert!(skeleton.contains(old), "{skeleton}");
        checked(&[("pl.ftl", &skeleton.replace(old, new))])
    };
    let message = |result: Result<(), FluentError>| {
        let error = result.unwrap_err();
        assert_eq!(error.faults().len(), 1, "{error}");
        error.faults()[0].to_string()
    };
    let number =
        |result: Result<(), FluentError>| result.map_or_else(|error| error.faults().len(), |()| 0);
    assert_eq!(
        message(
            without("no_account =", "old_account =")
                .and(Ok(()))
                .map_err(|error| {
                    assert_eq!(error.faults().len(), 2, "{error}");
                    error
                })
                .or_else(|_| without("    .title = Too few certificates\n", ""))
        ),
        "pl: `too_few.title` is missing"
    );
    assert_eq!(
        message(with("helper = x")),
        "pl: `helper` is stale: no error has this text"
    );
    assert_eq!(
        number(without("{ $id }.", "{ helper }.").or_else(|_| with("-term = unused"))),
        0
    );
    assert_eq!(
        message(without("{ $id }", "{ NUMBER($ident) }")),
        "pl: `no_account` asks for `$ident`, and its error has $id"
    );
    assert_eq!(
        message(without(
            "{ $left }",
            "{ $left ->\n [one] { $n }\n *[other] x\n }"
        )),
        "pl: `too_few` asks for `$n`, and its error has $left, $wanted"
    );
    assert_eq!(
        message(without("{ $id }", "{ -shop }")),
        "pl: `no_account` refers to `-shop`, which does not exist"
    );
    assert_eq!(
        message(without("{ $id }", "{ NOW($id) }")),
        "pl: `no_account` refers to `NOW()`, which does not exist"
    );
    assert_eq!(
        message(without("{ $id }", "{ no_account }")),
        "pl: `no_account` refers to itself"
    );
    assert_eq!(
        message(with("no_account = x")),
        "pl: `no_account` occurs twice"
    );
    assert!(message(with("= broken")).contains("pl.ftl:"));
    assert!(message(checked(&[("README.md", "")])).contains("no file of a language"));
    assert!(message(checked(&[("pl!.ftl", &skeleton)])).contains("is no language"));
    let fault = ShopError::catalog()
        .check_fluent(Path::new("/no/such/dir"))
        .unwrap_err();
    assert!(matches!(
        fault.faults(),
        [FluentFault::Broken { line: 0, .. }]
    ));
    // Two languages, and what each lacks.
    let two = checked(&[("ar.ftl", ""), ("pl.ftl", &skeleton)]).unwrap_err();
    assert!(
        two.faults()
            .iter()
            .all(|fault| fault.to_string().starts_with("ar: ")),
        "{two}"
    );
}

#[test]
fn the_page_speaks_each_language() {
    let page = ShopError::catalog().page();
    let polish = page.clone().language(&LANGUAGES, "pl").to_html();
    assert!(polish.contains(r#"<span class="text" lang="pl">Za mało certyfikatów</span>"#));
    assert!(polish.contains("Zostało {left} certyfikatów, a potrzeba {wanted}."));
    // A text is data.
    assert!(polish.contains("Nie ma {0} &#60;b&#62;&#38;&#60;/b&#62; &#34;tu&#34;."));
    // Its own words are English where nobody has translated them.
    assert!(
        polish.contains(r#"<html lang="en" dir="ltr">"#) && polish.contains("<dt>Message</dt>")
    );
    let markdown = page.clone().language(&LANGUAGES, "ar").to_markdown();
    assert!(markdown.contains("شهادات غير كافية"));
    for words in [
        "## الأخطاء\n",
        "- الحالة: 422",
        "- الرسالة: ",
        "- إعادة المحاولة: لا",
    ] {
        assert!(markdown.contains(words), "{words} in {markdown}");
    }
    assert_eq!(
        page.clone().language(&LANGUAGES, "de").to_html(),
        page.to_html()
    );
}

/// The words of the page, its language and direction; each text in another language says so.
#[test]
fn the_page_has_words_of_its_own() {
    let page = ShopError::catalog().page().language(&LANGUAGES, "ar");
    let html = page.to_html();
    // For a browser: see tests/pages.
    std::fs::write(
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("arabic.html"),
        &html,
    )
    .unwrap();
    for part in [
        r#"<html lang="ar" dir="rtl">"#,
        "<title>رموز الأخطاء</title>",
        "<h1>رموز الأخطاء</h1>",
        r#"placeholder="رمز أو رسالة، أو الصق ردًّا""#,
        r#"<body data-copied="تم النسخ" data-not-copied="غير مسموح">"#,
        "<summary>الفهرس</summary>",
        "<dt>الرسالة</dt>",
        "<h2>الأخطاء</h2>",
        "كما يعرضه \u{2068}curl -i\u{2069}",
        r#"data-text="لا يوجد خطأ "#,
        // What is not Arabic: a phrase of HTTP, a doc comment, a text without a translation.
        r#"<span class="badge"><span lang="en" dir="auto">404 Not Found</span></span>"#,
        r#"<div class="doc" lang="en" dir="auto">"#,
        r#"<dd class="text detail" lang="en" dir="auto">Nobody has translated {it}.</dd>"#,
        // And what is.
        r#"<span class="text">شهادات غير كافية</span>"#,
    ] {
        assert!(html.contains(part), "no {part} in {html}");
    }
    for english in [
        "Search for",
        "Copy link",
        "<dt>Try again",
        "<h4>Causes",
        "curl -i</code>",
        "By status",
    ] {
        assert!(!html.contains(english), "{english}");
    }
    let own = page.title("عنوان").introduction("مقدمة").to_html();
    assert!(own.contains("<h1>عنوان</h1>") && own.contains("<p>مقدمة</p>"));
}

/// One word that is missing, or fails, is English, and says so.
#[test]
fn a_missing_word_is_english() {
    static PARTIAL: Languages = Languages::new(
        "en",
        &[(
            "he",
            "errors-page-message = הודעה\nerrors-page-try-again = { $never }\nerrors-page-found = { $found ->\n [one] א\n *[other] { NUMBER($found) }\n }",
        )],
    );
    let html = ShopError::catalog()
        .page()
        .language(&PARTIAL, "he")
        .to_html();
    assert!(html.contains(r#"<html lang="he" dir="rtl">"#));
    assert!(html.contains("<dt>הודעה</dt>"));
    assert!(html.contains(r#"<dt><span lang="en" dir="auto">Try again</span></dt>"#));
    assert!(html.contains("data-found=\"{found}\""), "{html}");
}

/// A service whose attributes are German has a German page by a file of German words.
#[test]
fn the_words_of_the_attributes_language_are_a_file() {
    static GERMAN: Languages = Languages::new(
        "de",
        &[(
            "de",
            "errors-page-message = Meldung\nno_account = Nie gezeigt.",
        )],
    );
    let page = ShopError::catalog().page();
    let html = page.clone().language(&GERMAN, "fr").to_html();
    assert!(html.contains(r#"<html lang="de" dir="ltr">"#));
    assert!(html.contains("<dt>Meldung</dt>"));
    assert!(html.contains(r#"<dd class="text detail" dir="auto">There is no account {id}.</dd>"#));
    assert!(!html.contains("Nie gezeigt"));

    static NO_WORDS: Languages = Languages::new("de", &[]);
    let html = page.language(&NO_WORDS, "de").to_html();
    assert!(html.contains(r#"<html lang="en" dir="ltr">"#));
    assert!(
        html.contains(r#"<dd class="text detail" lang="de" dir="auto">There is no account {id}."#)
    );
}

/// What a translator writes is text, in attributes too.
#[test]
fn the_words_are_data() {
    static HOSTILE: Languages = Languages::new(
        "en",
        &[(
            "pl",
            "errors-page-title = <script>alert(1)</script>\nerrors-page-search-hint = \" onfocus=\"alert(1)\nerrors-page-message = <b>&\nerrors-page-copied = \"><img>\nerrors-page-introduction = <i>*to*</i>",
        )],
    );
    let html = ShopError::catalog()
        .page()
        .language(&HOSTILE, "pl")
        .to_html();
    for part in ["<script>alert", "onfocus=\"", "<b>&", "<img>", "<i>"] {
        assert!(!html.contains(part), "{part}");
    }
    assert!(html.contains("<em>to</em>"));
}

#[test]
fn the_check_knows_the_words_of_the_page() {
    let skeleton = ShopError::catalog().to_fluent();
    let words = Catalog::new().page().to_fluent();
    assert_eq!(words, ShopError::catalog().page().to_fluent());
    checked(&[("pl.ftl", &format!("{skeleton}\n{words}"))]).unwrap();
    checked(&[
        ("ar/errors.ftl", &skeleton),
        ("ar/page.ftl", include_str!("languages/page_ar.ftl")),
    ])
    .unwrap();
    let faults = |text: &str| {
        let error = checked(&[("pl.ftl", &format!("{skeleton}\n{text}"))]).unwrap_err();
        let faults = error.faults().iter().map(ToString::to_string);
        faults.collect::<Vec<_>>()
    };
    assert_eq!(
        faults(&words.replace("errors-page-causes = Causes\n", "")),
        ["pl: `errors-page-causes` is missing"]
    );
    assert_eq!(
        faults(&words.replace("Copied", "{ $found }")),
        ["pl: `errors-page-copied` asks for `$found`, and its error has no arguments"]
    );
    assert_eq!(
        faults(&format!("{words}\nerrors-page-colour = x")),
        ["pl: `errors-page-colour` is stale: no error has this text"]
    );
}

/// Without a request there is no language but the attributes'.
#[test]
fn without_a_layer_the_attributes_speak() {
    let response: Response<_> = too_few(1).to_response();
    assert!(response.headers().get("content-language").is_none());
    assert_eq!(
        too_few(1).detail(),
        "There are 1 certificates, and 200 are wanted."
    );
    let envelope = too_few(1).to_envelope_in("pl, en;q=0.5");
    assert_eq!(
        envelope.errors[0].title.as_deref(),
        Some("Za mało certyfikatów")
    );
}

/// The tag of the language that an `Accept-Language` gets.
fn negotiated(accept: &str) -> &'static str {
    static LANGUAGES: Languages = Languages::new(
        "en",
        &[("pl", ""), ("ar", ""), ("zh-Hant", ""), ("pt-BR", "")],
    );

    let value = HeaderValue::from_bytes(accept.as_bytes()).unwrap();
    LANGUAGES.negotiate(&HeaderMap::from_iter([(
        http::header::ACCEPT_LANGUAGE,
        value,
    )]))
}

#[test]
fn ranges_are_shortened() {
    assert_eq!(negotiated("pl"), "pl");
    assert_eq!(negotiated("PL-pl"), "pl");
    assert_eq!(negotiated("zh-Hant-TW-x-private"), "zh-Hant");
    assert_eq!(negotiated("zh-Hans, ar"), "ar");
    assert_eq!(negotiated("en-GB, pl"), "en");
    // A language is not looked up by its start (RFC 4647, section 3.4).
    assert_eq!(negotiated("pt"), "en");
}

#[test]
fn weights_decide() {
    assert_eq!(negotiated("de, pl;q=0.5, ar;q=0.9"), "ar");
    assert_eq!(negotiated("pl;q=0.8, ar;q=0.8"), "pl");
    assert_eq!(negotiated("pl;q=0, ar;q=0.001"), "ar");
    assert_eq!(negotiated("pl-PL, pl;q=0"), "en");
    assert_eq!(negotiated("ar ; Q = 0.5 , pl ;q=0.6"), "pl");
}

#[test]
fn weights_out_of_range_are_passed_over() {
    for accept in [
        "pl;q=2",
        "pl;q=-1",
        "pl;q=1.001",
        "pl;q=0.1234",
        "pl;q=",
        "pl;q=x",
        "pl;r=1",
    ] {
        assert_eq!(negotiated(accept), "en", "{accept}");
        assert_eq!(negotiated(&format!("{accept}, ar;q=0.1")), "ar", "{accept}");
    }
}

#[test]
fn any_language_is_the_default() {
    assert_eq!(negotiated("*"), "en");
    assert_eq!(negotiated("*, pl;q=0.5"), "pl");
    assert_eq!(negotiated("de, *;q=0.1"), "en");
    assert_eq!(negotiated("en;q=0, *"), "pl");
    assert_eq!(negotiated("en;q=0, pl;q=0, *;q=0.5"), "ar");
    assert_eq!(negotiated("*;q=0"), "en");
    assert_eq!(negotiated("en;q=0"), "en");
}

#[test]
fn what_is_no_range_is_passed_over() {
    assert_eq!(negotiated(""), "en");
    assert_eq!(negotiated(",,;,pl_PL, p\u{e9}, -, a--b, *-PL, ar"), "ar");
    assert_eq!(negotiated(&"x-".repeat(4000)), "en");
    assert_eq!(negotiated(&format!("{}ar", "q,".repeat(4000))), "ar");
    assert_eq!(negotiated(&format!("{}pl", "pl;q=0,".repeat(1200))), "en");
}

/// A translator gives the marks of the language, since a number has none of its own.
#[test]
fn a_number_has_the_marks_that_the_message_gives() {
    static NUMBERS: Languages = Languages::new(
        "en",
        &[(
            "pl",
            "price = { NUMBER($price, minimumFractionDigits: 2, decimal: \",\", group: \" \") } zł\nplain = { NUMBER($n, group: \".\") }\ntext = { NUMBER($n, group: \".\") }",
        )],
    );
    static DIALECT: Dialect = Dialect::NEUTRAL.languages(&NUMBERS);

    #[derive(Debug, MretsError)]
    #[mrets(dialect = DIALECT)]
    enum Money {
        #[status(422, code = "price", detail = "It costs {price:.2}.")]
        Price { price: f64 },
        #[status(422, code = "plain", detail = "{n}")]
        Plain { n: i64 },
        #[status(422, code = "text", detail = "It is {n}.")]
        Text { n: &'static str },
    }

    let said = |money: Money| money.to_envelope_in("pl").errors[0].detail.clone().unwrap();
    for (price, text) in [
        (3.5, "3,50 zł"),
        (1234.5, "1 234,50 zł"),
        (-1_234_567.25, "-1 234 567,25 zł"),
        (-123.0, "-123,00 zł"),
        (0.0, "0,00 zł"),
    ] {
        assert_eq!(said(Money::Price { price }), text);
    }
    for (n, text) in [
        (1000, "1.000"),
        (-999, "-999"),
        (100_000, "100.000"),
        (7, "7"),
    ] {
        assert_eq!(said(Money::Plain { n }), text);
    }
    // A text is no number, and the message falls back.
    assert_eq!(said(Money::Text { n: "1000" }), "It is 1000.");
    // Documentation has the placeholder.
    let page = Money::catalog()
        .page()
        .language(&NUMBERS, "pl")
        .to_markdown();
    assert!(page.contains(r"- Message: \{price\} zł"), "{page}");
}

/// A language that an error writes itself is the one of its text, until that is translated.
#[tokio::test]
async fn a_written_content_language_stays_with_its_text() {
    #[derive(Debug, MretsError)]
    enum Fixed {
        #[status(409, code = "french", headers("Content-Language" = "fr"), detail = "Occupé.")]
        French,
        #[status(404, code = "no_account", headers("Content-Language" = "fr"), detail = "Perdu.")]
        Translated,
    }

    let app = || {
        Router::new()
            .route("/french", get(async || Fixed::French))
            .route("/translated", get(async || Fixed::Translated))
    };
    for (path, accept, language) in [
        ("/french", "pl", "fr"),
        ("/french", "en", "fr"),
        ("/translated", "fr", "fr"),
    ] {
        let request = Request::get(path).header("accept-language", accept);
        let request = request.body(AxumBody::empty()).unwrap();
        let (head, _) = ask(EnvelopeLayer::new(), app(), request).await;
        assert_eq!(
            values(&head.headers, "content-language"),
            [language],
            "{path}"
        );
        assert_eq!(values(&head.headers, "vary"), ["Accept", "Accept-Language"]);
    }
}

/// A type is a number where its `Display` pads as numbers do; a text of digits is a text.
#[test]
fn arguments_have_types() {
    static NUMBERS: Languages = Languages::new(
        "en",
        &[(
            "ja",
            "kind = { $arg0 ->\n [other] number\n *[text] text\n } { $arg0 }",
        )],
    );
    static DIALECT: Dialect = Dialect::NEUTRAL.languages(&NUMBERS);

    #[derive(MretsError)]
    #[mrets(dialect = DIALECT)]
    enum Kind<'a> {
        #[status(422, code = "kind", detail = "{0}")]
        Plain(&'a dyn fmt::Display),
        #[status(422, code = "kind", detail("{:.2}", .0))]
        Rounded(&'a dyn fmt::Display),
        #[status(422, code = "kind", detail = "\"{0:>8}\"")]
        Padded(&'a dyn fmt::Display),
        #[status(422, code = "kind", detail = "{0:08.2}")]
        Zeros(&'a dyn fmt::Display),
        #[status(422, code = "kind", detail = "{0:?}")]
        Shown(&'a str),
    }

    impl fmt::Debug for Kind<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("Kind")
        }
    }

    let said = |kind: Kind<'_>| kind.to_envelope_in("ja").errors[0].detail.clone().unwrap();
    let plain = |value: &dyn fmt::Display| said(Kind::Plain(value));
    assert_eq!(plain(&0), "number 0");
    assert_eq!(plain(&&5_u8), "number 5");
    assert_eq!(plain(&-12_i64), "number -12");
    assert_eq!(plain(&0.1_f32), "number 0.1");
    assert_eq!(plain(&-0.5), "number -0.5");
    assert_eq!(plain(&2.0), "number 2");
    assert_eq!(plain(&std::num::NonZeroU32::MIN), "number 1");
    assert_eq!(plain(&Count(7)), "number 7");
    assert_eq!(plain(&"5"), "text 5");
    assert_eq!(plain(&String::from("007")), "text 007");
    assert_eq!(plain(&'7'), "text 7");
    assert_eq!(plain(&"0".repeat(40)), format!("text {}", "0".repeat(40)));
    assert_eq!(plain(&f64::NAN), "text NaN");
    assert_eq!(plain(&f64::INFINITY), "text inf");
    // An `f64` would show another number.
    assert_eq!(plain(&9_007_199_254_740_993_u64), "text 9007199254740993");
    assert_eq!(plain(&u128::MAX), format!("text {}", u128::MAX));
    assert_eq!(said(Kind::Rounded(&3.5)), "number 3.50");
    assert_eq!(said(Kind::Padded(&3.5)), "number 3.5");
    assert_eq!(said(Kind::Zeros(&3.5)), "number 3.5");
    assert_eq!(said(Kind::Padded(&"7")), "text        7");
    assert_eq!(said(Kind::Shown("7")), "text \"7\"");
}

/// Fluent's identifiers are narrower than codes and names.
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

/// The members of a map are arguments, and only a request knows their names.
#[test]
fn a_map_in_meta_has_arguments() {
    #[derive(Debug, MretsError)]
    #[status(422, code = "mapped", detail = "It is wrong.")]
    struct Mapped(#[meta(flatten)] std::collections::BTreeMap<String, u8>);

    let text = "mapped = { $any }\n";
    let default = Mapped::catalog().to_fluent();
    let default = default.split_once("error-422").unwrap().1;
    check(
        &Mapped::catalog(),
        &[("pl.ftl", &format!("{text}\nerror-422{default}"))],
    )
    .unwrap();
}

/// A code that a value gives is known when it is sent.
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

/// A date is put in the order of the language, and its month has a name.
#[test]
fn dates_have_parts() {
    static DATES: Languages = Languages::new(
        "en",
        &[(
            "pl",
            "closed = Zamknięte od { DATE($at, part: \"day\") } { DATE($at, part: \"month\") ->\n [5] maja\n *[12] grudnia\n } { DATE($at, part: \"year\") }.
    .title = { DATE($at, part: \"weekday\") } { DATE($at, part: \"hour\") }:{ DATE($at, part: \"minute\") }",
        )],
    );
    static DIALECT: Dialect = Dialect::NEUTRAL.languages(&DATES);

    #[derive(Debug, MretsError)]
    #[mrets(dialect = DIALECT)]
    #[status(423, code = "closed", title = "Closed", detail = "Closed since {at}.")]
    struct Closed {
        at: &'static str,
    }

    let said = |at| {
        let envelope = Closed { at }.to_envelope_in("pl");
        let object = envelope.errors[0].clone();
        (object.title.unwrap(), object.detail.unwrap())
    };
    for at in [
        "2026-05-12T10:30:00Z",
        "2026-05-12 10:30:59.5 UTC",
        "2026-05-12 10:30:00.0 +00:00:00",
        "2026-05-12T10:30:00+02:00[Europe/Warsaw]",
    ] {
        assert_eq!(
            said(at),
            (
                "2 10:30".to_owned(),
                "Zamknięte od 12 maja 2026.".to_owned()
            ),
            "{at}"
        );
    }
    // As time shows it.
    assert_eq!(said("2026-05-12 9:05:00.0 +00:00:00").0, "2 9:5");
    let page = Closed::catalog()
        .page()
        .language(&DATES, "pl")
        .to_markdown();
    assert!(
        page.contains(r"Zamknięte od \{at\} grudnia \{at\}."),
        "{page}"
    );
    // Without a time the title stays, whose message asks for one.
    assert_eq!(
        said("2023-12-31"),
        (
            "Closed".to_owned(),
            "Zamknięte od 31 grudnia 2023.".to_owned()
        )
    );
    for at in [
        "",
        "12.5.2026",
        "2026-13-01",
        "2026-05-121",
        "2026-5-12",
        "20260-5-1",
        "é026-05-12",
        "soon",
    ] {
        assert_eq!(
            said(at),
            ("Closed".to_owned(), format!("Closed since {at}.")),
            "{at}"
        );
    }
}
