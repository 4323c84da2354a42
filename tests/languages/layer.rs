//! A layer, or none, decides whether the client's language speaks.

use crate::server::Server;
use crate::{Cause, FieldError, LANGUAGES, ShopError, answer, app, ask, first, too_few, values};
use axum::Router;
use axum::body::Body as AxumBody;
use axum::routing::{get, post};
use http::{Request, Response, StatusCode};
use mrets_errors::axum::extract::Json;
use mrets_errors::dialect::{Body, PublicError};
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::{Dialect, ErrorObject, MretsError};
use serde_json::{Value, json};

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

/// A layer's languages are for the framework's own answers, for hand-made objects, and for errors of crates without a
/// dialect, such as the extractors'.
#[tokio::test]
async fn a_layer_translates_answers_of_others() {
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
                "<html lang=\"pl\" dir=\"ltr\">",
                "<h1 dir=\"auto\">Za mało certyfikatów</h1>",
                "Zostały 2 certyfikaty, a potrzeba 200.",
            ],
        ),
        (
            "/few",
            "ar-EG",
            [
                "<html lang=\"ar\" dir=\"rtl\">",
                "شهادات غير كافية",
                "توجد شهادتان",
            ],
        ),
        (
            "/few",
            "de",
            [
                "<html lang=\"en\" dir=\"ltr\">",
                "<title>Too few certificates</title>",
                "There are 2 certificates, and 200 are wanted.",
            ],
        ),
        (
            "/nowhere",
            "pl",
            [
                "<html lang=\"pl\" dir=\"ltr\">",
                "Nie znaleziono",
                "Tu niczego nie ma.",
            ],
        ),
        // A translator writes text, too.
        (
            "/status",
            "pl",
            [
                "<html lang=\"pl\" dir=\"ltr\">",
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

/// Each dialect knows its own texts in objects that were made by hand.
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

/// A 5xx has the message of its status, whatever other messages exist.
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

/// Without a request, errors speak the language of the attributes.
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

/// A language that an error writes itself belongs to its text, until the text is translated.
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
