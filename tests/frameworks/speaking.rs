//! A layer's dialect: the answers that each framework gives by itself, in the words and the shape of one service, and
//! as its page.

use mrets_errors::dialect::{Body, Codes, PublicError};
use mrets_errors::{Dialect, Envelope, Languages};
use reqwest::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, VARY};
use reqwest::{Client, Method};
use serde::Serialize;
use std::net::SocketAddr;

pub(crate) static SHOP: Dialect = Dialect::NEUTRAL
    .codes(Codes::SnakeCase)
    .body("application/json", shape)
    .html()
    .languages(&LANGUAGES);

static LANGUAGES: Languages = Languages::new("en", &[("pl", POLISH)]);

const POLISH: &str = "\
not_found = Tu niczego nie ma.
    .title = Nie znaleziono
not_found-RecordNotFound = Nie ma wpisu { $id }.
    .title = Nie ma wpisu
blank = Pole { $arg0 } jest puste.
too_many_requests = Za dużo żądań.
    .title = Za dużo żądań
unprocessable_entity = Treść jest błędna.
    .title = Błędna treść
internal_server_error = Coś się zepsuło.
    .title = Błąd serwera
";

#[derive(Serialize)]
struct Shape<'a> {
    code: &'a str,
    message: &'a str,
}

fn shape(error: &PublicError<'_>) -> Body {
    Body::json(&Shape {
        code: error.code(),
        message: error.detail(),
    })
}

/// The answer to an unknown path speaks the dialect, and is JSON:API for a client that asks for it.
pub(crate) async fn speaks(address: SocketAddr) {
    let client = Client::new();
    let unknown = format!("http://{address}/no/such/path");
    let response = client.get(&unknown).send().await.unwrap();
    assert_eq!(response.status(), 404);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(
        response.text().await.unwrap(),
        r#"{"code":"not_found","message":"Nothing was found at this address."}"#
    );
    let asked = client
        .get(&unknown)
        .header("accept", "application/vnd.api+json");
    let response = asked.send().await.unwrap();
    assert_eq!(
        response.headers()["content-type"],
        "application/vnd.api+json"
    );
    let envelope = Envelope::from_slice(&response.bytes().await.unwrap()).unwrap();
    assert_eq!(envelope.errors[0].code.as_deref(), Some("not_found"));
    keeps_the_types_dialect(&client, address).await;
    shows_pages(&client, address).await;
    translates(&client, address).await;
}

/// Titles and details are in the client's language: of the domain's errors, whose crate has no dialect, and of
/// the framework's own.
async fn translates(client: &Client, address: SocketAddr) {
    let record = "Nie ma wpisu 00000000-0000-0000-0000-000000000001.";
    for (method, path, code, title, detail, languages) in [
        (
            Method::GET,
            "/records/1",
            "not_found",
            "Nie ma wpisu",
            record,
            "pl",
        ),
        (
            Method::GET,
            "/domain/invalid",
            "blank",
            "Błędna treść",
            "Pole name jest puste.",
            "pl",
        ),
        (
            Method::GET,
            "/domain/limited",
            "too_many_requests",
            "Za dużo żądań",
            "Za dużo żądań.",
            "pl",
        ),
        (
            Method::GET,
            "/domain/broken",
            "internal_server_error",
            "Błąd serwera",
            "Coś się zepsuło.",
            "pl",
        ),
        (
            Method::GET,
            "/no/such/path",
            "not_found",
            "Nie znaleziono",
            "Tu niczego nie ma.",
            "pl",
        ),
        (
            Method::GET,
            "/text/404",
            "not_found",
            "Nie znaleziono",
            "by hand",
            "pl, en",
        ),
        (
            Method::GET,
            "/hand/secret-page",
            "internal_server_error",
            "Błąd serwera",
            "Coś się zepsuło.",
            "pl",
        ),
    ] {
        let ask = |method: Method, accept: &str| {
            let request = client.request(method, format!("http://{address}{path}"));
            request
                .header(ACCEPT, accept)
                .header("accept-language", "de, pl-PL;q=0.5, en;q=0.1")
        };
        let vary = |headers: &HeaderMap| {
            let names = headers.get_all(VARY).iter();
            let names = names.flat_map(|value| value.to_str().unwrap().split(','));
            names
                .map(|name| name.trim().to_ascii_lowercase())
                .collect::<Vec<_>>()
        };
        let response = ask(method.clone(), "application/vnd.api+json")
            .send()
            .await
            .unwrap();
        let headers = response.headers().clone();
        assert_eq!(headers["content-language"], languages, "{path}");
        assert!(
            vary(&headers).contains(&"accept-language".to_owned()),
            "{path}: {headers:?}"
        );
        assert!(
            vary(&headers).contains(&"accept".to_owned()),
            "{path}: {headers:?}"
        );
        let envelope = Envelope::from_slice(&response.bytes().await.unwrap()).unwrap();
        let first = &envelope.errors[0];
        let said = [&first.code, &first.title, &first.detail]
            .map(|text| text.as_deref().unwrap_or_default());
        assert_eq!(said, [code, title, detail], "{path}");

        let response = ask(method, "application/json;q=0.1, */*")
            .send()
            .await
            .unwrap();
        let own: serde_json::Value =
            serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        assert_eq!(
            own["message"]
                .as_str()
                .or(own["errors"][0]["detail"].as_str()),
            Some(detail),
            "{path}"
        );

        let response = ask(Method::GET, "application/problem+json")
            .send()
            .await
            .unwrap();
        let problem: serde_json::Value =
            serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        let first = problem["errors"]
            .get(0)
            .filter(|_| problem["code"].is_null())
            .unwrap_or(&problem);
        assert_eq!(first["detail"], detail, "{path}");
        assert_ne!(first["title"], title, "{path}");
    }
    // `Content-Language` names the default language, too.
    let response = client
        .get(format!("http://{address}/records/1"))
        .send()
        .await
        .unwrap();
    assert_eq!(response.headers()["content-language"], "en");
    let head = client
        .head(format!("http://{address}/records/1"))
        .header("accept-language", "pl");
    assert_eq!(
        head.send().await.unwrap().headers()["content-language"],
        "pl"
    );
}

/// The dialect of a type comes before the layer's, and an outer type's before an inner one's.
async fn keeps_the_types_dialect(client: &Client, address: SocketAddr) {
    const JSON: &str = "application/json";
    const JSON_API: &str = "application/vnd.api+json";
    for (path, status, media_type, codes, detail) in [
        ("json", 403, JSON, &["plain_json"][..], "has been refused"),
        ("nested", 410, JSON, &["410"], ""),
        ("several", 422, JSON, &["410", "410"], ""),
        ("shapeless", 500, JSON_API, &["500"], "An unexpected error"),
    ] {
        let request = client.get(format!("http://{address}/any/{path}"));
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status, "{path}");
        assert_eq!(response.headers()[CONTENT_TYPE], media_type, "{path}");
        let has_secret = response.headers().contains_key("x-secret");
        assert_eq!(has_secret, path == "nested", "{path}");
        let body = response.text().await.unwrap();
        let envelope = Envelope::from_slice(body.as_bytes()).unwrap();
        let found = envelope
            .errors
            .iter()
            .filter_map(|error| error.code.as_deref());
        assert_eq!(found.collect::<Vec<_>>(), codes, "{path}: {body}");
        assert!(body.contains(detail), "{path}: {body}");
    }
}

const HTML: &str = "text/html; charset=utf-8";
const BROWSER: &str =
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

/// A person with a browser gets a page, of the domain's errors and of the framework's own.
#[allow(clippy::too_many_lines)] // A list.
async fn shows_pages(client: &Client, address: SocketAddr) {
    let request = |method: Method, path: &str| {
        let request = client.request(method, format!("http://{address}{path}"));
        request
            .header(ACCEPT, BROWSER)
            .header("x-request-id", "7f3a")
    };
    let sending = |content_type: &str, body: String| {
        let request = request(Method::POST, "/accounts");
        let request = request.header(CONTENT_LENGTH, body.len());
        request.header(CONTENT_TYPE, content_type).body(body)
    };
    let get = |path: &str| request(Method::GET, path);
    let large = format!("{{\"name\":\"{}\"}}", "x".repeat(9_000));
    for (name, request, status, text) in [
        (
            "the domain",
            get("/records/1"),
            404,
            "<h1 dir=\"auto\">Record not found</h1>",
        ),
        (
            "its wait",
            get("/domain/limited"),
            429,
            "Try again in 3 seconds.",
        ),
        (
            "its list",
            get("/domain/invalid"),
            422,
            "<li dir=\"auto\">e/mail is blank.</li>",
        ),
        ("its 5xx", get("/domain/broken"), 500, "Try again later."),
        (
            "an unknown path",
            get("/no/such/path"),
            404,
            "Check the address, or go back.",
        ),
        (
            "a text by hand",
            get("/text/409"),
            409,
            "<p dir=\"auto\">by hand</p>",
        ),
        (
            "a private text",
            get("/text/503"),
            503,
            "Try again in 7 seconds.",
        ),
        (
            "a private page",
            get("/hand/secret-page"),
            500,
            "Try again later.",
        ),
        (
            "a bad query",
            get("/search?page=secret"),
            400,
            "expected a whole number",
        ),
        (
            "malformed JSON",
            sending("application/json", "{".into()),
            422,
            "Unprocessable",
        ),
        (
            "too large JSON",
            sending("application/json", large),
            413,
            "send less at a time",
        ),
        (
            "another type",
            sending("text/plain", "{}".into()),
            415,
            "another kind of file",
        ),
    ] {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status, "{name}");
        assert_eq!(response.headers()[CONTENT_TYPE], HTML, "{name}");
        assert_eq!(response.headers()[VARY], "Accept", "{name}");
        let page = response.text().await.unwrap();
        assert!(page.starts_with("<!DOCTYPE html>"), "{name}: {page}");
        assert!(page.contains(text), "{name}: {page}");
        assert!(
            page.contains("quote this reference: <code dir=\"auto\">7f3a<"),
            "{name}: {page}"
        );
        assert!(!page.contains("secret"), "{name}: {page}");
    }
    // poem and salvo lose `Allow`, and rocket has no route for it.
    let method = request(Method::DELETE, "/domain/fine")
        .send()
        .await
        .unwrap();
    assert!(matches!(method.status().as_u16(), 404 | 405));
    assert_eq!(method.headers()[CONTENT_TYPE], HTML);
    for path in ["/records/1", "/no/such/path", "/hand/identified"] {
        let head = request(Method::HEAD, path).send().await.unwrap();
        assert_eq!(head.headers()[CONTENT_TYPE], HTML, "HEAD {path}");
        assert_eq!(head.headers()[VARY], "Accept", "HEAD {path}");
        assert_eq!(head.text().await.unwrap(), "", "HEAD {path}");
    }
    for (path, status, body) in [
        ("/hand/proxied", 502, "from elsewhere"),
        ("/hand/page", 404, "<h1>app</h1>"),
        ("/records/0", 200, "found"),
        ("/domain/fresh", 304, ""),
    ] {
        let response = get(path).send().await.unwrap();
        assert_eq!(response.status(), status, "{path}");
        assert_eq!(response.text().await.unwrap(), body, "{path}");
    }
    // A script asks for data.
    let script = client.get(format!("http://{address}/records/1"));
    let script = script.header(ACCEPT, "*/*").send().await.unwrap();
    assert_eq!(script.headers()[CONTENT_TYPE], "application/json");
    assert_eq!(script.headers()[VARY], "Accept");
}
