//! Texts with characters that mean something elsewhere.

use mrets_errors::dialect::Text;
use mrets_errors::{Dialect, Envelope, MretsError};

static ODD: Dialect = Dialect::NEUTRAL
    .challenge("Bearer realm=\"{a}\"")
    .texts(&[Text {
        status: 409,
        title: "\"{title}\"",
        detail: "{{0}}\r\n\\ \u{2028}{detail}",
    }]);

#[derive(Debug, MretsError)]
#[mrets(dialect = ODD)]
#[status(409)]
struct Odd;

#[test]
fn a_text_is_no_format_string() {
    let envelope = Envelope::from_slice(&Odd.to_json()).unwrap();
    let [error] = &envelope.errors[..] else {
        panic!()
    };
    assert_eq!(error.title.as_deref(), Some("\"{title}\""));
    assert_eq!(
        error.detail.as_deref(),
        Some("{{0}}\r\n\\ \u{2028}{detail}")
    );
    let page = Odd::catalog().to_html();
    assert!(page.contains("&#34;{title}&#34;"));
}
