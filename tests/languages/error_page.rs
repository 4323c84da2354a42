//! The page of one error in the client's language, with its own words.

use crate::server::{Answer, Server};
use axum::Router;
use axum::routing::get;
use http::StatusCode;
use mrets_errors::dialect::Body;
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::{Dialect, ErrorObject, Languages, MretsError};
use std::time::Duration;

const ARABIC: &str = "\
busy = انتظر.
    .title = مشغول
error-page-status = خطأ { $status }
error-page-in-seconds = أعد المحاولة بعد { $seconds ->
    [two] ثانيتين
   *[other] { $seconds } ثانية
 }.
";

static LANGUAGES: Languages = Languages::new(
    "en",
    &[
        ("pl", include_str!("pl.ftl")),
        ("pl", include_str!("error_page_pl.ftl")),
        ("pl", "busy = Za dużo naraz.\n    .title = Tłok"),
        ("ar", ARABIC),
    ],
);

static SHOP: Dialect = Dialect::NEUTRAL.languages(&LANGUAGES).html();

static OWN: Dialect = Dialect::NEUTRAL
    .languages(&LANGUAGES)
    .html_with(|page| Body::html(format!("<i lang={}>{}</i>", page.language(), page.advice())));

#[derive(Debug, MretsError)]
#[mrets(dialect = SHOP)]
enum Error {
    #[status(429, code = "busy", title = "Busy", detail = "Too much at once.", retry_after = .0)]
    Busy(Duration),
    #[status(409, code = "invalid", retry = "never", detail = "No.", id = "7f3a")]
    Never,
    #[status(503, retry = "never")]
    Closed,
    #[status(404, code = "french", headers("Content-Language" = "fr"), title = "Perdu", detail = "Rien.")]
    French,
    #[status(422)]
    Invalid(#[errors] Vec<ErrorObject>),
}

#[derive(Debug, MretsError)]
#[mrets(dialect = OWN)]
#[status(403)]
struct Own;

fn app() -> Router {
    let several = |number: u16| {
        let object = |at| {
            let object = ErrorObject::new(StatusCode::UNPROCESSABLE_ENTITY);
            object.with_code("line").with_title(format!("Line {at}"))
        };
        Error::Invalid((0..number).map(object).collect())
    };
    let mut app = Router::new()
        .route("/never", get(async || Error::Never))
        .route("/closed", get(async || Error::Closed))
        .route("/french", get(async || Error::French))
        .route("/own", get(async || Own))
        .route("/broken", get(async || (StatusCode::BAD_GATEWAY, "db-3")));
    for seconds in [1, 2, 22, 25, 120, 300, 10_000, 864_000_000] {
        let busy = async move || Error::Busy(Duration::from_secs(seconds));
        app = app.route(&format!("/busy/{seconds}"), get(busy));
    }
    for number in [2, 51, 52, 60] {
        let invalid = async move || several(number);
        app = app.route(&format!("/several/{number}"), get(invalid));
    }
    app.layer(EnvelopeLayer::new().dialect(&SHOP))
}

async fn ask(server: &Server, method: &str, path: &str, language: &str) -> Answer {
    let headers = format!("accept: text/html,*/*;q=0.8\r\naccept-language: {language}\r\n");
    server.request(method, path, &headers, b"").await
}

/// The page, which has each of these parts.
#[track_caller]
fn has(answer: &Answer, parts: &[&str]) {
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let page = std::str::from_utf8(&answer.body).unwrap();
    for part in parts {
        assert!(page.contains(part), "no {part} in {page}");
    }
}

#[tokio::test]
async fn the_whole_page_speaks_the_clients_language() {
    let server = Server::start(app()).await;
    let page = ask(&server, "GET", "/never", "pl-PL, en;q=0.5").await;
    has(
        &page,
        &[
            r#"<html lang="pl" dir="ltr">"#,
            r#"<p class="status" dir="auto">Błąd 409</p>"#,
            r#"<p dir="auto">Żądanie jest błędne.</p>"#,
            r#"<p class="advice" dir="auto">Wróć, odśwież stronę i spróbuj ponownie.</p>"#,
            r#"<p class="reference" dir="auto">Prosząc o pomoc, podaj ten numer: <code dir="auto">7f3a</code></p>"#,
        ],
    );
    assert_eq!(page.header("content-language"), Some("pl"));
    let text = std::str::from_utf8(&page.body).unwrap();
    assert_eq!(text.matches("lang=").count(), 1, "{text}");
    // The texts of an error of others are English where nobody has translated them.
    let broken = ask(&server, "GET", "/broken", "pl").await;
    has(
        &broken,
        &[r#"<p class="advice" lang="pl" dir="auto">Odczekaj"#],
    );
    let lost = ask(&server, "GET", "/nowhere", "pl").await;
    has(&lost, &["Nie znaleziono", ">Sprawdź adres albo wróć.<"]);
    let closed = ask(&server, "GET", "/closed", "pl").await;
    has(&closed, &[">Wróć. Kolejna próba nic nie da.<"]);
    let head = ask(&server, "HEAD", "/never", "pl").await;
    for name in ["content-language", "content-length", "content-type", "vary"] {
        assert_eq!(head.header(name), page.header(name), "{name}");
    }
}

#[tokio::test]
async fn a_wait_is_a_number_with_its_noun() {
    let server = Server::start(app()).await;
    for (seconds, polish, english) in [
        ("1", "1 sekundę", "1 second"),
        ("2", "2 sekundy", "2 seconds"),
        ("22", "22 sekundy", "22 seconds"),
        ("25", "25 sekund", "25 seconds"),
        ("120", "2 minuty", "2 minutes"),
        ("300", "5 minut", "5 minutes"),
        ("10000", "3 godziny", "3 hours"),
        ("864000000", "10 000 dni", "10000 days"),
    ] {
        let path = format!("/busy/{seconds}");
        let page = ask(&server, "GET", &path, "pl").await;
        has(&page, &[&format!(">Spróbuj ponownie za {polish}.<")]);
        let page = ask(&server, "GET", &path, "en").await;
        has(&page, &[&format!(">Try again in {english}.<")]);
    }
    for (number, polish, english) in [
        (51, "I jeszcze jeden.", "And 1 more."),
        (52, "I jeszcze 2 inne.", "And 2 more."),
        (60, "I jeszcze 10 innych.", "And 10 more."),
    ] {
        let path = format!("/several/{number}");
        has(&ask(&server, "GET", &path, "pl").await, &[polish]);
        has(&ask(&server, "GET", &path, "en").await, &[english]);
    }
}

/// A page of errors with titles of their own has the title of the status.
#[tokio::test]
async fn the_title_of_several_errors_is_the_statuss() {
    let server = Server::start(app()).await;
    let page = ask(&server, "GET", "/several/2", "pl").await;
    has(
        &page,
        &["<title>Błędna treść</title>", r#"<li dir="auto">Line 1"#],
    );
    let page = ask(&server, "GET", "/several/2", "ar").await;
    has(
        &page,
        &[
            r#"<h1 dir="auto">Unprocessable Entity</h1>"#,
            r#"<html lang="en""#,
        ],
    );
}

/// A word that a language does not have is English, and each text says its language.
#[tokio::test]
async fn a_missing_word_is_english() {
    let server = Server::start(app()).await;
    let page = ask(&server, "GET", "/busy/2", "ar").await;
    has(
        &page,
        &[
            r#"<html lang="ar" dir="rtl">"#,
            "<title>مشغول</title>",
            "خطأ \u{2068}429\u{2069}",
            "<p class=\"advice\" dir=\"auto\">أعد المحاولة بعد \u{2068}ثانيتين\u{2069}.</p>",
        ],
    );
    let page = ask(&server, "GET", "/busy/300", "ar").await;
    has(
        &page,
        &[r#"<p class="advice" lang="en" dir="auto">Try again in 5 minutes.</p>"#],
    );
}

/// The page is in the language of its title, and its own words in the client's.
#[tokio::test]
async fn a_text_in_another_language_than_the_words() {
    let server = Server::start(app()).await;
    let page = ask(&server, "GET", "/french", "pl").await;
    has(
        &page,
        &[
            r#"<html lang="fr">"#,
            r#"<h1 dir="auto">Perdu</h1>"#,
            r#"<p class="advice" lang="pl" dir="auto">Sprawdź adres albo wróć.</p>"#,
        ],
    );
}

#[tokio::test]
async fn a_template_of_the_service_gets_the_advice_too() {
    let server = Server::start(app()).await;
    let page = ask(&server, "GET", "/own", "pl").await;
    has(&page, &["albo zaloguj się na konto z dostępem.</i>"]);
    let page = ask(&server, "GET", "/own", "de").await;
    has(&page, &["<i lang=en>Go back, or sign in with an account"]);
}

/// A service whose attributes are German has German words by a file of its own language.
#[tokio::test]
async fn the_words_of_the_attributes_language_are_a_file() {
    static GERMAN: Languages = Languages::new("de", &[("de", "error-page-later = Später.")]);
    static DIALECT: Dialect = Dialect::NEUTRAL.languages(&GERMAN).html();

    let app = Router::new().route("/", get(async || StatusCode::INTERNAL_SERVER_ERROR));
    let server = Server::start(app.layer(EnvelopeLayer::new().dialect(&DIALECT))).await;
    let page = ask(&server, "GET", "/", "fr").await;
    has(
        &page,
        &[
            r#"<html lang="de" dir="ltr">"#,
            r#"<p class="advice" dir="auto">Später.</p>"#,
            r#"<p class="status" lang="en" dir="auto">Error 500</p>"#,
        ],
    );
}

/// A translator's words are text.
#[tokio::test]
async fn the_words_are_data() {
    static HOSTILE: Languages = Languages::new(
        "en",
        &[(
            "pl",
            "error-page-later = <script>x</script>\nerror-page-status = \"><img>",
        )],
    );
    static DIALECT: Dialect = Dialect::NEUTRAL.languages(&HOSTILE).html();

    let app = Router::new().route("/", get(async || StatusCode::INTERNAL_SERVER_ERROR));
    let server = Server::start(app.layer(EnvelopeLayer::new().dialect(&DIALECT))).await;
    let page = ask(&server, "GET", "/", "pl").await;
    has(&page, &["&#60;script&#62;x", "&#62;&#60;img&#62;"]);
}
