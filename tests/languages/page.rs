//! The page of errors in a language, with words of its own.

use crate::{LANGUAGES, ShopError};
use mrets_errors::{Languages, MretsError};
use std::path::Path;

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
        // Texts that are not Arabic: a phrase of HTTP, a doc comment, a text without a translation.
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

/// A translator's words are text, in attributes too.
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
