//! The language that `Accept-Language` asks for.

use crate::{answer, too_few};
use http::{HeaderMap, HeaderValue};
use mrets_errors::Languages;

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
fn the_highest_weight_decides() {
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
fn malformed_ranges_are_skipped() {
    assert_eq!(negotiated(""), "en");
    assert_eq!(negotiated(",,;,pl_PL, p\u{e9}, -, a--b, *-PL, ar"), "ar");
    assert_eq!(negotiated(&"x-".repeat(4000)), "en");
    assert_eq!(negotiated(&format!("{}ar", "q,".repeat(4000))), "ar");
    assert_eq!(negotiated(&format!("{}pl", "pl;q=0,".repeat(1200))), "en");
}
