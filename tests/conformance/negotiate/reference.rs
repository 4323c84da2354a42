//! A naive reader of `Accept`, by the letter of the documentation, against which ours is held.

use super::headers;
use http::header::{ACCEPT, HeaderValue};
use mrets_errors::{Format, negotiate};
use proptest::prelude::*;

use Format::{Json, JsonApi, Problem};

/// A media range that a client wishes for.
#[derive(Debug, Clone)]
struct Wish {
    range: &'static str,
    parameters: Vec<(&'static str, String)>,
    thousandths: Option<u32>,
}

const RANGES: &[&str] = &[
    "*/*",
    "application/*",
    "application/vnd.api+json",
    "application/vnd.api+json",
    "application/json",
    "application/problem+json",
    "text/html",
    "text/*",
];

fn wish() -> impl Strategy<Value = Wish> {
    let values = [
        "x",
        "",
        "https://example.org/p",
        "a, application/json",
        ";q=0",
        "\"\\",
        "é",
    ];
    let value = prop::sample::select(values.map(str::to_owned).to_vec());
    let name = prop::sample::select(&["profile", "ext", "charset", "version"][..]);
    let quality = prop_oneof![
        Just(None),
        Just(Some(0)),
        Just(Some(1000)),
        prop::sample::select(&[100, 200, 500, 900][..]).prop_map(Some),
        (0_u32..=1000).prop_map(Some),
    ];
    let parameters = prop_oneof![
        3 => Just(Vec::new()),
        1 => prop::collection::vec((name, value), 1..3),
    ];
    (prop::sample::select(RANGES), parameters, quality).prop_map(
        |(range, parameters, thousandths)| Wish {
            range,
            parameters,
            thousandths,
        },
    )
}

/// The choices that the grammar leaves open in writing an element.
#[derive(Debug, Clone)]
struct Style {
    upper: bool,
    space: &'static str,
    weight_first: bool,
    always_quoted: bool,
    /// Text before the element, without meaning.
    before: &'static str,
    /// Text behind the element. A line break starts a new field line.
    behind: &'static str,
}

fn style() -> impl Strategy<Value = Style> {
    let space = prop::sample::select(&["", " ", "\t", "  \t"][..]);
    let before = prop::sample::select(
        &[
            "",
            "",
            "",
            ",",
            " ,\t,",
            "nonsense,",
            "*/json,",
            "application/json;q=7,",
            "/,",
        ][..],
    );
    let behind = prop::sample::select(&["", "", "\n"][..]);
    (
        any::<bool>(),
        space,
        any::<bool>(),
        any::<bool>(),
        before,
        behind,
    )
        .prop_map(
            |(upper, space, weight_first, always_quoted, before, behind)| Style {
                upper,
                space,
                weight_first,
                always_quoted,
                before,
                behind,
            },
        )
}

/// Writes these wishes as field lines.
fn write(wishes: &[(Wish, Style)]) -> Vec<String> {
    let elements: Vec<String> = wishes
        .iter()
        .map(|(wish, style)| element(wish, style))
        .collect();
    elements.join(",").split('\n').map(str::to_owned).collect()
}

fn element(wish: &Wish, style: &Style) -> String {
    let case = |text: &str| {
        if style.upper {
            text.to_uppercase()
        } else {
            text.to_owned()
        }
    };
    let parameter = |(name, value): &(&str, String)| {
        let is_token = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_token && !style.always_quoted {
            return format!("{}={value}", case(name));
        }
        let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
        format!("{}=\"{escaped}\"", case(name))
    };
    let weight = wish.thousandths.map(|thousandths| {
        let weight = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
        let short = weight.trim_end_matches('0');
        format!(
            "{}={}",
            case("q"),
            if style.always_quoted { &weight } else { short }
        )
    });
    let mut parts: Vec<String> = wish.parameters.iter().map(parameter).collect();
    let at = if style.weight_first { 0 } else { parts.len() };
    parts.splice(at..at, weight);
    parts.insert(0, case(wish.range));
    let space = style.space;
    let parts = parts.join(&format!("{space};{space}"));
    format!("{}{space}{parts}{space}{}", style.before, style.behind)
}

/// The answer to these wishes, by the letter of the documentation.
fn answer(wishes: &[Wish]) -> Format {
    let specificity = |range: &str| match range {
        "*/*" => 0,
        "application/*" => 1,
        _ => 2,
    };
    let mut best: Option<(u32, i32, usize, Format)> = None;
    for (format, name) in [
        (JsonApi, "application/vnd.api+json"),
        (Json, "application/json"),
        (Problem, "application/problem+json"),
    ] {
        let mut decides: Option<(usize, &Wish)> = None;
        for (place, wish) in wishes.iter().enumerate() {
            let is_other = |(name, _): &(&str, String)| *name != "profile";
            let is_ignored =
                format == JsonApi && wish.range == name && wish.parameters.iter().any(is_other);
            let is_meant = ["*/*", "application/*", name].contains(&wish.range) && !is_ignored;
            let is_better =
                decides.is_none_or(|(_, known)| specificity(known.range) < specificity(wish.range));
            if is_meant && is_better {
                decides = Some((place, wish));
            }
        }
        let Some((place, wish)) = decides else {
            continue;
        };
        let quality = wish.thousandths.unwrap_or(1000);
        let wins = match best {
            _ if quality == 0 => false,
            None => true,
            Some((known, exact, at, _)) => {
                quality > known
                    || (quality == known && specificity(wish.range) > exact)
                    || (quality == known && specificity(wish.range) == exact && place < at)
            }
        };
        if wins {
            best = Some((quality, specificity(wish.range), place, format));
        }
    }
    best.map_or(JsonApi, |(.., format)| format)
}

proptest! {
    #![proptest_config(crate::support::proptest_config())]

    #[test]
    fn the_answer_is_that_of_a_naive_reader(wishes in prop::collection::vec((wish(), style()), 0..7)) {
        let lines = write(&wishes);
        let (wishes, _): (Vec<Wish>, Vec<Style>) = wishes.into_iter().unzip();
        prop_assert_eq!(negotiate(&headers(&lines)), answer(&wishes), "{:?}", lines);
    }

    #[test]
    fn any_field_is_answered(lines in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 0..4)) {
        let lines = lines.iter().filter_map(|line| HeaderValue::from_bytes(line).ok());
        let _ = negotiate(&lines.map(|line| (ACCEPT, line)).collect());
    }
}

/// Checks that the reference gives every answer.
#[test]
fn the_naive_reader_gives_every_answer() {
    let wish = |range, thousandths| Wish {
        range,
        parameters: Vec::new(),
        thousandths,
    };
    assert_eq!(answer(&[]), JsonApi);
    assert_eq!(answer(&[wish("application/json", None)]), Json);
    assert_eq!(
        answer(&[wish("application/json", Some(0)), wish("*/*", None)]),
        JsonApi
    );
    let mut charset = wish("application/vnd.api+json", None);
    charset.parameters.push(("charset", "utf-8".to_owned()));
    assert_eq!(
        answer(&[charset, wish("application/problem+json", Some(1))]),
        Problem
    );
    assert_eq!(
        write(&[(
            Wish {
                range: "text/html",
                parameters: vec![("ext", "\"".to_owned())],
                thousandths: Some(500)
            },
            Style {
                upper: false,
                space: " ",
                weight_first: true,
                always_quoted: false,
                before: ",",
                behind: "\n"
            },
        )]),
        [r#", text/html ; q=0.5 ; ext="\"" "#, ""]
    );
}
