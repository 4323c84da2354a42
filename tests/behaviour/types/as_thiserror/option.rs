//! Sources that may be absent.

use mrets_errors::MretsError;
use std::error::Error as _;

#[test]
fn optional_sources() {
    #[derive(Debug, MretsError)]
    #[status(500)]
    struct Struct {
        #[source]
        cause: Option<anyhow::Error>,
    }

    #[derive(Debug, MretsError)]
    enum Enum {
        #[status(500)]
        Named { source: Option<anyhow::Error> },
        #[status(500)]
        Marked {
            #[source]
            cause: Option<std::io::Error>,
        },
        #[status(500)]
        From(#[from] Option<std::fmt::Error>),
    }

    let cause = || Some(anyhow::anyhow!("the cause"));
    for (cause, expected) in [(cause(), Some("the cause")), (None, None)] {
        let error = Struct { cause };
        let source = error.source().map(ToString::to_string);
        assert_eq!(source.as_deref(), expected);
    }
    assert!(Enum::Named { source: cause() }.source().is_some());
    assert!(Enum::Named { source: None }.source().is_none());
    assert!(Enum::Marked { cause: None }.source().is_none());
    assert!(Enum::from(std::fmt::Error).source().is_some());
    assert!(Enum::From(None).source().is_none());
}
