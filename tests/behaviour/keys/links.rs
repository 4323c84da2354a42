//! `about` and `type`, which become the member `links`.

use crate::support::object;
use mrets_errors::MretsError;
use serde_json::json;

#[derive(Debug, MretsError)]
#[status(400, about = "https://example.org/{0}?q={1}&r=a%20b", type = "urn:{0}")]
struct Linked(&'static str, &'static str);

/// All characters are encoded except for the unreserved ones (RFC 3986, section 2).
#[test]
fn values_in_links_are_percent_encoded() {
    assert_eq!(
        object(&Linked("a/b c", "é&=?#%+~-._Z9"))["links"],
        json!({
            "about": "https://example.org/a%2Fb%20c?q=%C3%A9%26%3D%3F%23%25%2B~-._Z9&r=a%20b",
            "type": "urn:a%2Fb%20c",
        })
    );
    assert_eq!(
        object(&Linked("..", "\r\n\0"))["links"]["about"],
        "https://example.org/..?q=%0D%0A%00&r=a%20b"
    );
}
