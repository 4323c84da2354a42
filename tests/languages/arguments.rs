//! The arguments of messages: numbers, texts, dates, and the members of `meta`.

use super::files::check;
use crate::Count;
use mrets_errors::{Dialect, Languages, MretsError};
use std::fmt;

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

/// A type is a number if its `Display` pads as numbers do. A text of digits is a text.
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
