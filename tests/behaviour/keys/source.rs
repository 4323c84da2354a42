//! `pointer`, `parameter` and `header`, which become the member `source`.

use crate::support::object;
use mrets_errors::MretsError;
use serde_json::{Value, json};

#[derive(Debug, MretsError)]
enum Located {
    #[status(422, pointer = "/data/attributes/{name}")]
    Pointer { name: &'static str },
    #[status(422, pointer = "/{0}/{1:?}/{2:>4}")]
    PointerOfSeveral(&'static str, &'static str, u8),
    #[status(422, pointer = "/data/a/b~0")]
    PointerAsWritten,
    #[status(422, pointer = "")]
    WholeDocument,
    #[status(400, parameter = "page[{0}]")]
    Parameter(&'static str),
    #[status(400, header = "X-{0}")]
    Header(&'static str),
}

fn pointer(name: &'static str) -> Value {
    object(&Located::Pointer { name })["source"].clone()
}

/// RFC 6901, section 3.
#[test]
fn values_in_a_pointer_are_escaped() {
    assert_eq!(
        pointer("a/b~c"),
        json!({"pointer": "/data/attributes/a~1b~0c"})
    );
    assert_eq!(pointer("~1"), json!({"pointer": "/data/attributes/~01"}));
    assert_eq!(
        pointer("é \"/\""),
        json!({"pointer": "/data/attributes/é \"~1\""})
    );
    assert_eq!(pointer(""), json!({"pointer": "/data/attributes/"}));
    assert_eq!(
        object(&Located::PointerOfSeveral("/", "~", 7))["source"]["pointer"],
        "/~1/\"~0\"/   7"
    );
    // A written pointer is not escaped.
    assert_eq!(
        object(&Located::PointerAsWritten)["source"]["pointer"],
        "/data/a/b~0"
    );
    assert_eq!(object(&Located::WholeDocument)["source"]["pointer"], "");
}

#[test]
fn a_parameter_and_a_header_are_not_escaped() {
    assert_eq!(
        object(&Located::Parameter("a/b~c"))["source"],
        json!({"parameter": "page[a/b~c]"})
    );
    assert_eq!(
        object(&Located::Header("Api Key/~"))["source"],
        json!({"header": "X-Api Key/~"})
    );
}
