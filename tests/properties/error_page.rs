//! The page of an error. A browser reads its texts as text, whatever they hold.

use crate::support::{proptest_config, text};
use axum::Router;
use axum::body::Body;
use axum::routing::get;
use html5gum::{DefaultEmitter, Token, Tokenizer};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::{Dialect, Envelope, ErrorObject};
use proptest::collection::vec;
use proptest::prelude::*;
use tower_service::Service;

static PEOPLE: Dialect = Dialect::NEUTRAL.html();

fn page_of(objects: Vec<ErrorObject>) -> String {
    let envelope = Envelope::new(objects);
    let mut app = Router::new()
        .route("/", get(|| async move { envelope }))
        .layer(EnvelopeLayer::new().dialect(&PEOPLE));
    let request = Request::get("/").header(header::ACCEPT, "text/html");
    let request = request.body(Body::empty()).unwrap();
    let response = Service::<Request<Body>>::call(&mut app, request);
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.build().unwrap();
    let body = runtime.block_on(async {
        let response = response.await.unwrap();
        assert_eq!(
            response.headers()["content-type"],
            "text/html; charset=utf-8"
        );
        response.into_body().collect().await.unwrap().to_bytes()
    });
    String::from_utf8(body.to_vec()).unwrap()
}

/// Each element with its attributes, and with the text between its start tag and the next tag.
fn elements(page: &str) -> Vec<(String, String)> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut elements = Vec::new();
    let mut is_open = false;
    for Ok(token) in Tokenizer::new_with_emitter(page, emitter) {
        match token {
            Token::StartTag(tag) => {
                elements.push((
                    format!("{:?} {:?}", tag.name, tag.attributes),
                    String::new(),
                ));
                is_open = true;
            }
            Token::EndTag(_) => is_open = false,
            Token::String(text) if is_open => {
                let (_, all) = elements.last_mut().unwrap();
                all.push_str(&String::from_utf8_lossy(&text));
            }
            Token::Comment(comment) => panic!("a comment: {comment:?}"),
            _ => {}
        }
    }
    elements
}

/// A text as a browser reads it: line ends are `\n`, and NUL is no character.
fn read(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\0', "\u{fffd}")
}

fn object(title: &str, detail: &str) -> ErrorObject {
    ErrorObject::new(StatusCode::CONFLICT)
        .with_title(title)
        .with_detail(detail)
}

proptest! {
    #![proptest_config(proptest_config())]

    #[test]
    fn every_text_is_text(
        title in text().prop_filter("a title", |title| !title.is_empty()),
        details in vec(text(), 2..4),
        id in text().prop_filter("an id", |id| !id.is_empty()),
    ) {
        let objects = |title: &str, details: &[&str], id: &str| {
            let mut objects: Vec<_> = details.iter().map(|detail| object(title, detail)).collect();
            objects[0].id = Some(id.to_owned());
            objects
        };
        let details: Vec<_> = details.iter().map(String::as_str).collect();
        let page = elements(&page_of(objects(&title, &details, &id)));
        let plain = elements(&page_of(objects("title", &vec!["detail"; details.len()], "id")));
        let tags = |page: &[(String, String)]| {
            let tags = page.iter().map(|(tag, _)| tag.clone());
            tags.collect::<Vec<_>>()
        };
        prop_assert_eq!(tags(&page), tags(&plain));
        for ((_, found), (tag, plain)) in page.iter().zip(&plain) {
            match &**plain {
                "title" => prop_assert_eq!(read(found), read(&title), "{}", tag),
                "id" => prop_assert_eq!(read(found), read(&id), "{}", tag),
                "detail" => {}
                same => prop_assert_eq!(found, same, "{}", tag),
            }
        }
        let found = page.iter().zip(&plain).filter(|(_, (_, plain))| plain == "detail");
        let found: Vec<_> = found.map(|((_, found), _)| read(found)).collect();
        let expected: Vec<_> = details.iter().map(|detail| read(detail)).collect();
        prop_assert_eq!(found, expected);
    }
}
