//! Beside strum, whose attributes do not show that it owns `Display`, so that `no_display` is written.

use crate::support::object;
use http::StatusCode;
use mrets_errors::{MretsError, table};
use strum::{EnumIter, IntoEnumIterator as _, IntoStaticStr, VariantNames};

#[derive(Debug, strum::Display, EnumIter, VariantNames, IntoStaticStr, MretsError)]
#[strum(serialize_all = "kebab-case")]
#[mrets(no_display)]
enum LimitError {
    #[strum(to_string = "wait {seconds} s")]
    #[status(429, retry_after = .seconds, detail = "{self}")]
    TooMany { seconds: u32 },
    #[status(403)]
    ReadOnly,
    #[strum(serialize = "secret")]
    #[status(503)]
    Overloaded,
}

impl std::error::Error for LimitError {}

#[test]
fn the_message_is_the_detail_where_that_is_written() {
    let error = LimitError::TooMany { seconds: 3 };
    assert_eq!(object(&error)["detail"], "wait 3 s");
    assert_eq!(error.headers()["retry-after"], "3");
    assert_eq!(LimitError::ReadOnly.to_string(), "read-only");
    let row = table::row(StatusCode::FORBIDDEN).unwrap();
    assert_eq!(object(&LimitError::ReadOnly)["detail"], row.description);
    assert_eq!(LimitError::Overloaded.to_string(), "secret");
    let row = table::row(StatusCode::SERVICE_UNAVAILABLE).unwrap();
    assert_eq!(object(&LimitError::Overloaded)["detail"], row.description);
}

#[test]
fn its_other_derives_stand_beside() {
    let statuses: Vec<u16> = LimitError::iter()
        .map(|error| error.status().as_u16())
        .collect();
    assert_eq!(statuses, [429, 403, 503]);
    assert_eq!(LimitError::VARIANTS.len(), 3);
    assert_eq!(<&str>::from(LimitError::ReadOnly), "read-only");
}
