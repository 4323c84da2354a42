//! The page for a person with a browser: its readers, and its content.

use crate::servers::server::{Answer, Server};
use axum::Router;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderValue, StatusCode, header};
use mrets_errors::dialect::{Body, ErrorPage, PublicError, Text};
use mrets_errors::tower::{EnvelopeLayer, PassThrough};
use mrets_errors::{Dialect, Envelope, ErrorObject, MretsError};
use sha2::{Digest, Sha256};
use std::time::Duration;

const HTML: &str = "text/html; charset=utf-8";
const SECRET: &str = "the password is 1234";

/// The `Accept` that browsers send when a person opens an address.
const BROWSERS: [(&str, &str); 5] = [
    (
        "Chrome",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
    ),
    (
        "Firefox",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    ),
    (
        "Safari",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    ),
    (
        "Edge 18",
        "text/html, application/xhtml+xml, application/xml; q=0.9, */*; q=0.8",
    ),
    (
        "Internet Explorer",
        "text/html, application/xhtml+xml, image/jxr, */*",
    ),
];

/// The `Accept` that browsers send for a script, an image or a style, and the `Accept` of other clients.
const OTHERS: [(&str, &str); 10] = [
    ("fetch, curl", "*/*"),
    ("axios", "application/json, text/plain, */*"),
    (
        "an image in Chrome",
        "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
    ),
    ("a style", "text/css,*/*;q=0.1"),
    ("a client of JSON:API", "application/vnd.api+json"),
    ("JSON before HTML", "application/json, text/html"),
    (
        "HTML before a better JSON",
        "text/html;q=0.8, application/json;q=0.9",
    ),
    ("no HTML", "text/html;q=0, */*"),
    ("a quality out of range", "text/html;q=7, */*;q=0.1"),
    ("nothing that is a range", "text, html, ;;;,,"),
];

static PLAIN: Dialect = Dialect::NEUTRAL.html();

static SHAPED: Dialect = Dialect::NEUTRAL.body("application/json", shape).html();

static OWN: Dialect = Dialect::NEUTRAL.html_with(own_page);

static ESCAPING: Dialect = Dialect::NEUTRAL
    .texts(&[Text {
        status: 404,
        title: "<b>\"Lost\"</b>",
        detail: "</p><script>alert('1')</script> & {{ so on }}",
    }])
    .html();

fn shape(error: &PublicError<'_>) -> Body {
    Body::json(&error.code())
}

fn own_page(page: &ErrorPage<'_>) -> Body {
    match page.error().status().as_u16() {
        404 => Body::html(format!(
            "<h1>{}</h1>{:?} {:?} {}",
            page.error().title(),
            page.id(),
            page.retry_after(),
            page.language()
        )),
        409 => panic!("a template that is broken"),
        _ => page.to_body(),
    }
}

#[derive(Debug, MretsError)]
enum Error {
    #[status(409, title = "Taken", detail = "The name {0} is taken.")]
    Taken(&'static str),
    #[status(429, retry_after = .0)]
    Busy(Duration),
    #[status(500)]
    Broken(#[from] std::io::Error),
    #[status(503, retry = "never")]
    Closed,
    #[status(422, retry = "after", detail = "Not yet.")]
    Early,
    #[status(429, retry = "unknown", retry_after = 3)]
    Paid,
    #[status(404, headers("Content-Language" = .0, "Retry-After" = 90), detail = "Fort.")]
    Gone(&'static str),
    #[status(422)]
    Invalid(#[errors] Vec<ErrorObject>),
    #[status(304)]
    Same,
}

#[derive(Debug, MretsError)]
#[status(410)]
#[mrets(dialect = WITHOUT)]
struct OtherDialect;

static WITHOUT: Dialect = Dialect::NEUTRAL.challenge("Basic");

fn app(layer: EnvelopeLayer) -> Router {
    let text = |status: StatusCode, kind: &'static str, text: &'static str| {
        get(move || async move { (status, [(header::CONTENT_TYPE, kind)], text) })
    };
    let several = |number: usize| {
        let detail = |at| {
            ErrorObject::new(StatusCode::UNPROCESSABLE_ENTITY).with_detail(format!("Line {at}."))
        };
        (1..=number).map(detail).collect()
    };
    Router::new()
        .route("/", get(|| async { "hello" }))
        .route("/taken", get(|| async { Error::Taken("<ada>") }))
        .route(
            "/busy/3",
            get(|| async { Error::Busy(Duration::from_secs(3)) }),
        )
        .route(
            "/busy/1",
            get(|| async { Error::Busy(Duration::from_secs(1)) }),
        )
        .route(
            "/busy/600",
            get(|| async { Error::Busy(Duration::from_secs(599)) }),
        )
        .route(
            "/busy/day",
            get(|| async { Error::Busy(Duration::from_secs(86_400)) }),
        )
        .route("/busy/max", get(|| async { Error::Busy(Duration::MAX) }))
        .route(
            "/broken",
            get(|| async { Error::from(std::io::Error::other(SECRET)) }),
        )
        .route("/closed", get(|| async { Error::Closed }))
        .route("/early", get(|| async { Error::Early }))
        .route("/paid", get(|| async { Error::Paid }))
        .route("/gone", get(|| async { Error::Gone("de-CH, fr") }))
        .route("/gone/bad", get(|| async { Error::Gone("\"><script>") }))
        .route(
            "/several",
            get(move || async move { Error::Invalid(several(2)) }),
        )
        .route(
            "/many",
            get(move || async move { Error::Invalid(several(60)) }),
        )
        .route("/same", get(|| async { Error::Same }))
        .route("/other", get(|| async { OtherDialect }))
        .route(
            "/text",
            text(StatusCode::IM_A_TEAPOT, "text/plain", "short & stout"),
        )
        .route(
            "/text/500",
            text(StatusCode::INTERNAL_SERVER_ERROR, "text/html", SECRET),
        )
        .route(
            "/page",
            text(StatusCode::NOT_FOUND, "text/html", "<h1>mine</h1>"),
        )
        .route(
            "/envelope",
            text(
                StatusCode::CONFLICT,
                "application/vnd.api+json",
                r#"{"errors":[{"title":"By <others>","detail":"Long ago.","status":"409"}]}"#,
            ),
        )
        .route(
            "/problem",
            text(StatusCode::CONFLICT, "application/problem+json", "{}"),
        )
        .route("/proxied", get(proxied))
        .layer(layer)
}

async fn proxied() -> Response {
    let mut response = (StatusCode::BAD_GATEWAY, "what they said").into_response();
    response.extensions_mut().insert(PassThrough);
    response
}

async fn serve(dialect: &'static Dialect) -> Server {
    Server::start(app(EnvelopeLayer::new().dialect(dialect))).await
}

impl Answer {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The page, of this status.
    #[track_caller]
    fn page(&self, status: u16) -> &str {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), Some(HTML));
        assert_eq!(self.header("vary"), Some("Accept"));
        self.text()
    }

    #[track_caller]
    fn says(&self, status: u16, text: &str) {
        let page = self.page(status);
        assert!(page.contains(text), "no {text} in {page}");
    }
}

async fn browse(server: &Server, path: &str) -> Answer {
    server.accept(path, BROWSERS[1].1).await
}

#[tokio::test]
async fn browsers_get_it_and_others_do_not() {
    for dialect in [&PLAIN, &SHAPED] {
        let server = serve(dialect).await;
        for (browser, accept) in BROWSERS {
            for path in ["/taken", "/nowhere"] {
                let answer = server.accept(path, accept).await;
                assert_eq!(answer.header("content-type"), Some(HTML), "{browser}");
            }
        }
        for (client, accept) in OTHERS {
            for path in ["/taken", "/nowhere"] {
                let answer = server.accept(path, accept).await;
                let media_type = answer.header("content-type").unwrap();
                assert!(media_type.ends_with("json"), "{client}: {media_type}");
                assert_eq!(answer.header("vary"), Some("Accept"), "{client}");
            }
        }
    }
}

#[tokio::test]
async fn without_it_nothing_changes() {
    static NO_PAGE: Dialect = Dialect::NEUTRAL;
    let with = serve(&PLAIN).await;
    let without = serve(&NO_PAGE).await;
    for path in ["/taken", "/nowhere", "/broken", "/busy/3"] {
        browse(&without, path)
            .await
            .error(without.get(path).await.status);
        assert_eq!(with.get(path).await.body, without.get(path).await.body);
    }
}

#[tokio::test]
async fn it_shows_title_detail_advice_and_id() {
    let server = serve(&PLAIN).await;
    let headers = format!("accept: {}\r\nx-request-id: 7f3a\r\n", BROWSERS[0].1);
    let answer = server.request("GET", "/taken", &headers, b"").await;
    for part in [
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">",
        "<title>Taken</title>",
        "<h1 dir=\"auto\">Taken</h1>",
        "Error 409",
        "The name &#60;ada&#62; is taken.",
        "Go back, reload the page, and try again.",
        "<code dir=\"auto\">7f3a</code>",
    ] {
        answer.says(409, part);
    }
    // Without an id the page has none to quote.
    assert!(!browse(&server, "/taken").await.page(409).contains("<code"));
}

#[tokio::test]
async fn the_advice_follows_retry_class_then_header_then_status() {
    let server = serve(&PLAIN).await;
    for (path, status, advice) in [
        ("/busy/3", 429, "Try again in 3 seconds."),
        ("/busy/1", 429, "Try again in 1 second."),
        ("/busy/600", 429, "Try again in 10 minutes."),
        ("/busy/day", 429, "Try again in 24 hours."),
        ("/busy/max", 429, "Try again in 213503982334602 days."),
        ("/closed", 503, "Go back. Trying again would not help."),
        ("/early", 422, "Wait a moment, then try again."),
        (
            "/paid",
            429,
            "It may have been done. Check before you try again.",
        ),
        ("/broken", 500, "Try again later."),
        ("/nowhere", 404, "Check the address, or go back."),
        ("/text", 418, "Go back, and try another way."),
    ] {
        browse(&server, path).await.says(status, advice);
    }
}

/// A date in `Retry-After` is the time that is left until it, by the response's own clock where it has one.
#[tokio::test]
async fn the_wait_until_a_date_is_what_is_left_of_it() {
    let wait = |after: &'static str, date: Option<&'static str>| {
        get(move || async move {
            let mut response = (StatusCode::SERVICE_UNAVAILABLE, "").into_response();
            let headers = response.headers_mut();
            headers.insert("retry-after", HeaderValue::from_static(after));
            if let Some(date) = date {
                headers.insert("date", HeaderValue::from_static(date));
            }
            response
        })
    };
    let then = "Wed, 21 Oct 2015 07:28:00 GMT";
    let sent = |date| wait(then, Some(date));
    let app = Router::new()
        .route("/90", sent("Wed, 21 Oct 2015 07:26:30 GMT"))
        .route("/hours", sent("Tue, 20 Oct 2015 07:28:00 GMT"))
        .route("/past", sent("Wed, 21 Oct 2015 07:28:01 GMT"))
        .route("/long_past", wait(then, None))
        .route("/later", wait("Fri, 31 Dec 9999 23:59:59 GMT", None))
        .route(
            "/old_form",
            wait(
                "Wednesday, 21-Oct-15 07:28:00 GMT",
                Some("Wed Oct 21 07:27:50 2015"),
            ),
        )
        .route("/zero", wait("0", None))
        .route("/word", wait("soon", None))
        .route("/negative", wait("-1", None))
        .layer(EnvelopeLayer::new().dialect(&PLAIN));
    let server = Server::start(app).await;
    for (path, advice) in [
        ("/90", "Try again in 90 seconds."),
        ("/hours", "Try again in 24 hours."),
        ("/past", "Try again."),
        ("/long_past", "Try again."),
        ("/later", "Try again in 29"),
        ("/old_form", "Try again in 10 seconds."),
        ("/zero", "Try again."),
        ("/word", "Wait a moment, then try again."),
        ("/negative", "Wait a moment, then try again."),
    ] {
        let advice = format!("dir=\"auto\">{advice}");
        browse(&server, path).await.says(503, &advice);
    }
}

#[tokio::test]
async fn what_the_framework_answers_by_itself() {
    let server = serve(&PLAIN).await;
    browse(&server, "/nowhere")
        .await
        .says(404, "Nothing was found at this address.");
    let accept = format!("accept: {}\r\n", BROWSERS[1].1);
    let method = server.request("DELETE", "/", &accept, b"").await;
    method.says(405, "Method Not Allowed");
    assert_eq!(method.header("allow"), Some("GET,HEAD"));
    browse(&server, "/text")
        .await
        .says(418, "short &#38; stout");
}

#[tokio::test]
async fn nothing_of_a_5xx_is_shown() {
    let server = serve(&PLAIN).await;
    for path in ["/broken", "/text/500"] {
        let answer = browse(&server, path).await;
        assert!(!answer.page(500).contains("password"));
    }
}

#[tokio::test]
async fn head_has_the_head_of_get() {
    let server = serve(&PLAIN).await;
    for path in ["/taken", "/nowhere", "/text", "/envelope", "/broken"] {
        let accept = format!("accept: {}\r\n", BROWSERS[1].1);
        let get = browse(&server, path).await;
        let head = server.request("HEAD", path, &accept, b"").await;
        assert_eq!(head.status, get.status, "{path}");
        for name in ["content-type", "vary"] {
            assert_eq!(head.header(name), get.header(name), "{path} {name}");
        }
        assert_eq!(head.header("content-type"), Some(HTML), "{path}");
        let length = head.header("content-length");
        assert!(
            length.is_none() || length == get.header("content-length"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn others_are_left_alone() {
    let server = serve(&PLAIN).await;
    for (path, status, body) in [
        ("/", 200, "hello"),
        ("/same", 304, ""),
        ("/proxied", 502, "what they said"),
        ("/page", 404, "<h1>mine</h1>"),
        ("/problem", 409, "{}"),
    ] {
        let answer = browse(&server, path).await;
        assert_eq!((answer.status, answer.text()), (status, body));
    }
}

/// The dialect of a type, without a page, comes before the dialect of a layer.
#[tokio::test]
async fn a_type_whose_dialect_has_no_page() {
    let server = serve(&PLAIN).await;
    browse(&server, "/other").await.error(410);
}

#[tokio::test]
async fn envelopes_that_others_made() {
    let server = serve(&PLAIN).await;
    let answer = browse(&server, "/envelope").await;
    answer.says(409, "<h1 dir=\"auto\">By &#60;others&#62;</h1>");
    answer.says(409, "Long ago.");
    let kept = server.get("/envelope").await;
    assert!(
        kept.text().contains("By <others>"),
        "it is untouched: {}",
        kept.text()
    );
}

#[tokio::test]
async fn several_errors_are_a_list_with_an_end() {
    let server = serve(&PLAIN).await;
    let several = browse(&server, "/several").await;
    assert_eq!(several.page(422).matches("<li ").count(), 2);
    several.says(422, "Line 2.");
    let many = browse(&server, "/many").await;
    assert_eq!(many.page(422).matches("<li ").count(), 50);
    many.says(422, "And 10 more.");
}

#[tokio::test]
async fn the_language_is_the_responses() {
    let server = serve(&PLAIN).await;
    let answer = browse(&server, "/gone").await;
    answer.says(404, "<html lang=\"de-CH\">");
    assert_eq!(answer.header("content-language"), Some("de-CH, fr"));
    // Our own sentences are English still.
    answer.says(
        404,
        "<p class=\"advice\" lang=\"en\" dir=\"auto\">Try again in 90 seconds.</p>",
    );
    browse(&server, "/gone/bad")
        .await
        .says(404, "<html lang=\"en\" dir=\"ltr\">");
    browse(&server, "/text")
        .await
        .says(418, "<html lang=\"en\" dir=\"ltr\">");
}

#[tokio::test]
async fn a_template_of_the_service() {
    let server = serve(&OWN).await;
    let own = browse(&server, "/gone").await;
    assert_eq!(own.page(404), "<h1>Not Found</h1>None Some(90s) de-CH");
    // Our page shows the others, and an error whose template panics.
    browse(&server, "/early").await.says(422, "Not yet.");
    browse(&server, "/taken")
        .await
        .says(409, "<h1 dir=\"auto\">Taken</h1>");
}

#[tokio::test]
async fn texts_are_escaped() {
    let server = serve(&ESCAPING).await;
    let answer = browse(&server, "/nowhere").await;
    answer.says(404, "<title>&#60;b&#62;&#34;Lost&#34;&#60;/b&#62;</title>");
    answer.says(
        404,
        "&#60;/p&#62;&#60;script&#62;alert(&#39;1&#39;)&#60;/script&#62; &#38; {{ so on }}",
    );
    assert!(!answer.page(404).contains("<script"));
}

#[tokio::test]
async fn the_policy_allows_its_style_and_nothing_else() {
    let server = serve(&PLAIN).await;
    let answer = browse(&server, "/taken").await;
    let page = answer.page(409);
    let style = page.split_once("<style>").unwrap().1;
    let style = style.split_once("</style>").unwrap().0;
    let hash = STANDARD.encode(Sha256::digest(style));
    let policy = ErrorPage::CONTENT_SECURITY_POLICY;
    assert!(
        policy.contains(&format!("style-src 'sha256-{hash}'")),
        "the style's hash is {hash}"
    );
    let escaped = policy.replace('\'', "&#39;");
    assert!(page.contains(&escaped), "{page}");
    // It loads nothing.
    assert!(!page.contains("src=\"") && !page.contains("@import") && !page.contains("url("));
    assert!(!page.contains("style=\"") && !page.contains("<script"));
    assert_eq!(page.matches("<link ").count(), 1);
    assert!(page.len() < 4096, "{} bytes", page.len());
}

/// The page of an error without a title has the phrase of its status.
#[tokio::test]
async fn a_page_has_a_title() {
    async fn by_hand() -> Envelope {
        Envelope::new([ErrorObject::new(StatusCode::FORBIDDEN).with_title("")])
    }
    let app = Router::new()
        .route("/", get(by_hand))
        .layer(EnvelopeLayer::new().dialect(&PLAIN));
    let server = Server::start(app).await;
    browse(&server, "/")
        .await
        .says(403, "<title>Forbidden</title>");
}
