//! Any text, in every position, gives valid JSON, equal to the data model written by serde_json.

use crate::support::{body, objects};
use http::StatusCode;
use mrets_errors::{Errors, MretsError};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// A text in every position that takes one.
#[derive(Debug, Clone, MretsError)]
enum Everywhere {
    #[status(
        422,
        detail = "a {text} b",
        id = .text,
        pointer = "/data/{text}/x",
        parameter = "filter[{text}]",
        header = "X-{text}",
        about = "https://example.org/{text}?q={text}",
        type = "https://example.org/types/{text}",
        meta("a\"b" = .text, nested = [.text, .text]),
        headers("X-Text" = .text)
    )]
    All { text: String },
    #[status(404, detail = "{0}")]
    DetailAlone(String),
    #[status(.1, detail = "{0}", meta(text = .0))]
    RunTime(String, StatusCode),
    #[status(400, pointer = "/{0}")]
    PointerAlone(String),
    #[status(500, expose, detail = "{0:?}")]
    Debugged(String),
}

fn everywhere(text: &str) -> Vec<Everywhere> {
    let text = text.to_owned();
    vec![
        Everywhere::All { text: text.clone() },
        Everywhere::DetailAlone(text.clone()),
        Everywhere::RunTime(text.clone(), StatusCode::CONFLICT),
        Everywhere::RunTime(text.clone(), StatusCode::BAD_GATEWAY),
        Everywhere::PointerAlone(text.clone()),
        Everywhere::Debugged(text),
    ]
}

/// RFC 6901, section 4.
fn unescape_pointer(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

fn percent_decode(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
                let digits = std::str::from_utf8(&digits).unwrap();
                assert_eq!(digits, digits.to_ascii_uppercase());
                u8::from_str_radix(digits, 16).unwrap()
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => byte,
            other => panic!("{other} is not encoded in {text}"),
        });
    }
    String::from_utf8(decoded).unwrap()
}

#[track_caller]
fn holds(text: &str) {
    for error in everywhere(text) {
        body(&error);
    }
    // Each member gives back the text that was written into it.
    let error = Everywhere::All {
        text: text.to_owned(),
    };
    let object = &objects(&error)[0];
    assert_eq!(object["detail"], format!("a {text} b"));
    assert_eq!(object["id"], text);
    assert_eq!(object["source"]["parameter"], format!("filter[{text}]"));
    assert_eq!(object["source"]["header"], format!("X-{text}"));
    assert_eq!(object["meta"]["a\"b"], text);
    assert_eq!(object["meta"]["nested"][1], text);

    let pointer = object["source"]["pointer"].as_str().unwrap();
    let token = pointer
        .strip_prefix("/data/")
        .and_then(|rest| rest.strip_suffix("/x"))
        .unwrap();
    assert!(!token.contains('/'), "{pointer}");
    assert_eq!(unescape_pointer(token), text);

    let about = object["links"]["about"].as_str().unwrap();
    let (segment, query) = about
        .strip_prefix("https://example.org/")
        .and_then(|rest| rest.split_once("?q="))
        .unwrap();
    assert_eq!(segment, query);
    assert_eq!(percent_decode(segment), text);

    // RFC 9110, 5.5: a value that HTTP forbids is dropped, any other one stands.
    let headers = error.headers();
    let is_value = text
        .bytes()
        .all(|byte| byte == b'\t' || (byte >= b' ' && byte != 0x7f));
    match headers.get("x-text") {
        Some(value) => assert_eq!(value.as_bytes(), text.as_bytes()),
        None => assert!(!is_value, "{text:?} was dropped"),
    }
    assert!(headers.iter().all(|(_, value)| {
        let bytes = value.as_bytes();
        !bytes.contains(&b'\r') && !bytes.contains(&b'\n') && !bytes.contains(&0)
    }));

    // All of them in one answer.
    let several: Errors<Everywhere> = everywhere(text).into_iter().collect();
    body(&several);
    assert_eq!(objects(&several).len(), everywhere(text).len());
}

#[test]
fn texts_that_were_trouble_elsewhere() {
    for text in [
        "",
        "\"",
        "\\",
        "\\\"",
        "\u{0}",
        "\r\nSet-Cookie: a=b",
        "</script><script>",
        "\u{7f}",
        "\u{85}\u{a0}\u{2028}\u{2029}",
        "\u{feff}",
        "\u{202e}abc",
        "é\u{301}",
        "🦀👩‍👩‍👧",
        "\u{10ffff}",
        "{}",
        "{{0}}",
        "%20%",
        "a/b~c~1~0",
        "}]}",
        "]",
        "\u{1}\u{2}\u{1f}",
    ] {
        holds(text);
    }
}

/// Texts are looked through in blocks of several sizes, and the last one overlaps the one before.
#[test]
fn each_byte_at_each_place_of_a_text() {
    let special = [
        "\0", "\u{1}", "\u{1f}", " ", "!", "\"", "#", "[", "\\", "]", "|", "~", "\u{7f}", "é",
    ];
    for length in 0..50 {
        for at in 0..=length {
            for special in special {
                let text = ["a".repeat(at).as_str(), special, &"a".repeat(length - at)].concat();
                let json = serde_json::to_string(&text).unwrap();
                let body = Everywhere::DetailAlone(text).to_json();
                let body = str::from_utf8(&body).unwrap();
                assert!(
                    body.contains(&format!(r#""detail":{json},"#)),
                    "{json}: {body}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(Config {
        // A failure leaves no file beside the sources.
        failure_persistence: None,
        ..Config::with_cases(256)
    })]

    #[test]
    fn any_text_comes_out_as_it_went_in(text in any::<String>()) {
        holds(&text);
    }

    /// Texts made of characters that are special somewhere.
    #[test]
    fn special_characters_come_out_as_they_went_in(text in r#"["\\/~%{}\[\]\r\n\t\x00-\x1f\x7f a-cé🦀]{0,40}"#) {
        holds(&text);
    }
}
