//! A link is a URI from which the readers of http and url get the field's value back.

use crate::support::{object, proptest_config, text};
use mrets_errors::MretsError;
use proptest::prelude::*;
use reqwest::Url;

#[derive(Debug, MretsError)]
#[status(
    409,
    about = "https://example.org/a/{value}/b?first={value}&second={value}{number}#{value}",
    type = "/types/{value}"
)]
struct Linked {
    value: String,
    number: i32,
}

/// RFC 3986, 2.1.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        bytes.push(match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                rest = after;
                let digit = |digit: &u8| char::from(*digit).to_digit(16).unwrap();
                u8::try_from(digit(high) * 16 + digit(low)).unwrap()
            }
            (byte, _) => *byte,
        });
    }
    String::from_utf8(bytes).unwrap()
}

proptest! {
    #![proptest_config(proptest_config())]

    #[test]
    fn it_is_a_uri_and_decodes_to_the_value(value in text(), number in any::<i32>()) {
        let object = object(&Linked { value: value.clone(), number });
        let about = object["links"]["about"].as_str().unwrap();
        let uri: http::Uri = about.parse().unwrap();
        prop_assert_eq!(uri.host(), Some("example.org"));
        let url = Url::parse(about).unwrap();
        let queries: Vec<_> = url.query_pairs().into_owned().collect();
        prop_assert_eq!(queries, [
            ("first".to_owned(), value.clone()),
            ("second".to_owned(), format!("{value}{number}")),
        ]);
        prop_assert_eq!(decoded(url.fragment().unwrap()), value.clone());
        let kind: http::Uri = object["links"]["type"].as_str().unwrap().parse().unwrap();
        prop_assert_eq!(decoded(kind.path().strip_prefix("/types/").unwrap()), value.clone());
        // Two segments have a meaning of their own however they are written (RFC 3986, 6.2.2.3).
        if value != "." && value != ".." {
            let segments: Vec<_> = url.path_segments().unwrap().map(decoded).collect();
            prop_assert_eq!(segments, ["a", &value, "b"]);
        }
    }
}
