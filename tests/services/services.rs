//! Each service twice: `before.rs` is hand-written as such services are, `after.rs` has the derive. Every
//! variant answers the same from both, byte for byte. The manual's page on migration has a table of the
//! lines of both, which `lines` counts.

use axum::body::to_bytes;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use mrets_errors::{Catalog, MretsError};
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::time::Duration;

mod lines;

/// The modules of a service, and a test that compares each listed error of the one with the other's.
macro_rules! services {
    ($($service:ident { $($error:expr),* $(,)? })*) => {
        $(
            mod $service {
                pub mod after;
                pub mod before;
            }

            #[tokio::test]
            async fn $service() {
                let mut variants = BTreeSet::new();
                $(
                    let before = {
                        use $service::before::*;
                        $error
                    };
                    let after = {
                        use $service::after::*;
                        $error
                    };
                    variants.insert(variant(&before));
                    same(before, after).await;
                )*
                assert_all(&$service::after::Error::catalog(), &variants);
            }
        )*
    };
}

services! {
    search {
        Error::IndexNotFound("movies".to_owned()),
        Error::IndexAlreadyExists("movies \"{}\"\n".to_owned()),
        Error::InvalidIndexName { name: "é/ü".to_owned() },
        Error::InvalidLimit { limit: 5000, max: 1000 },
        Error::MissingAuthorization,
        Error::InvalidApiKey("movies".to_owned()),
        Error::TooManySearches { seconds: 7 },
        Error::Store(std::io::Error::other("disk 3")),
    }
    notes {
        Error::NoteNotFound,
        Error::EditConflict { editor: "Zoë".to_owned() },
        Error::TitleTooLong(80),
        Error::Locked,
        Error::NotLoggedIn,
        Error::Database("db-3 is down".into()),
        Error::Mail(std::io::Error::other("10.0.0.7 refused")),
    }
    rooms {
        Error::Standard { kind: Kind::Forbidden, text: "You are not in this room".to_owned() },
        Error::Standard { kind: Kind::UnknownToken, text: "Unknown token".to_owned() },
        Error::Standard { kind: Kind::NotFound, text: "No \"such\" room".to_owned() },
        Error::Standard { kind: Kind::UserInUse, text: "ada is taken".to_owned() },
        Error::Standard { kind: Kind::Unknown, text: "db-3 is down".to_owned() },
        Error::LimitExceeded { wait: Duration::from_millis(1200) },
        Error::Upload(std::io::Error::other("disk 3")),
    }
    packages {
        Error::CrateNotFound { name: "left-pad".to_owned() },
        Error::VersionNotFound { name: "left-pad".to_owned(), version: "1.0.0".to_owned() },
        Error::NotAnOwner,
        Error::NameReserved { name: "nul".to_owned() },
        Error::TooManyKeywords { max: 5 },
        Error::Upload(vec![
            Problem("the description is missing".to_owned()),
            Problem("`\"<>\"` is no licence".to_owned()),
        ]),
        Error::ReadOnly,
        Error::Internal("db-3 is down".to_owned()),
    }
    ledger {
        Error::AccountNotFound(7),
        Error::AccountExists(7),
        Error::InvalidAmount(-1),
        Error::InsufficientFunds { balance: 30, wanted: 50 },
        Error::Aborted,
        Error::PermissionDenied,
        Error::Quota("writes"),
        Error::Storage(std::io::Error::other("disk 3")),
        Error::Unavailable("eu-7".to_owned()),
    }
    articles {
        Error::Invalid(vec![
            Problem("title", "can't be blank".to_owned()),
            Problem("body", "is too short".to_owned()),
            Problem("title", "is too dull".to_owned()),
        ]),
        Error::Unauthorized,
        Error::Forbidden,
        Error::NoArticle,
        Error::SlugTaken("how-to".to_owned()),
        Error::Database(std::io::Error::other("db-3")),
    }
    paste {
        Error::NotFound("x\u{0}".to_owned()),
        Error::Expired,
        Error::TooLarge { max: 1 << 20 },
        Error::NotText(String::from_utf8(vec![b'a', 0xFF]).unwrap_err().utf8_error()),
        Error::Io(std::io::Error::other("disk 3")),
    }
    payments {
        Error::NoPayment(7),
        Error::Declined { retry: true },
        Error::OutOfCredit { account: 12345, balance: 30, cost: 50 },
        Error::KeyReused,
        Error::Acquirer(599),
        Error::Database(std::io::Error::other("db-3")),
    }
}

/// The name that `Debug` starts with.
fn variant(error: &impl Debug) -> String {
    let debug = format!("{error:?}");
    let end = debug.find(|c: char| !c.is_alphanumeric());
    debug[..end.unwrap_or(debug.len())].to_owned()
}

/// Fails unless the list has each variant of the type.
#[track_caller]
fn assert_all(catalog: &Catalog, variants: &BTreeSet<String>) {
    let entries = catalog.entries().filter(|entry| entry.type_name == "Error");
    let all: BTreeSet<_> = entries.map(|entry| entry.variant.to_owned()).collect();
    assert_eq!(*variants, all);
}

async fn same(before: impl IntoResponse + Debug, after: impl IntoResponse + MretsError) {
    let case = format!("{before:?}");
    let (before, after) = (before.into_response(), after.into_response());
    assert_eq!(before.status(), after.status(), "{case}");
    assert_eq!(
        headers(before.headers()),
        headers(after.headers()),
        "{case}"
    );
    let before = to_bytes(before.into_body(), usize::MAX).await.unwrap();
    let after = to_bytes(after.into_body(), usize::MAX).await.unwrap();
    assert_eq!(before, after, "{case}");
}

/// All headers except the challenge, which the derive adds to a 401 (RFC 9110, 15.5.2).
fn headers(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    headers.remove(header::WWW_AUTHENTICATE);
    headers
}
