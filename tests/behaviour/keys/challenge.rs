//! `challenge`, of a key and of a type.

use http::{HeaderMap, StatusCode};
use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Challenged {
    #[status(401)]
    Default,
    #[status(401, challenge = "Bearer realm=\"registry\"")]
    Own,
    #[status(401, headers("WWW-Authenticate" = .0))]
    Written(&'static str),
    #[status(401, challenge = "Basic", headers("WWW-Authenticate" = "Bearer"))]
    Both,
    #[status(403)]
    Forbidden,
    #[status(.0)]
    RunTime(StatusCode),
    #[status(401, detail = "Who is {0}?")]
    Varying(&'static str),
}

fn challenges(error: &dyn MretsError) -> Vec<String> {
    let from = |headers: &HeaderMap| {
        let values = headers.get_all("www-authenticate").iter();
        values
            .map(|value| value.to_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let challenges = from(&error.headers());
    assert_eq!(from(error.to_response().headers()), challenges);
    challenges
}

/// RFC 9110, 15.5.2, demands it.
#[test]
fn a_401_carries_a_challenge() {
    assert_eq!(challenges(&Challenged::Default), ["ApiKey"]);
    assert_eq!(challenges(&Challenged::Own), ["Bearer realm=\"registry\""]);
    assert_eq!(challenges(&Challenged::Written("Digest")), ["Digest"]);
    assert_eq!(challenges(&Challenged::Both), ["Basic", "Bearer"]);
    assert_eq!(challenges(&Challenged::Varying("Ada")), ["ApiKey"]);
    assert_eq!(
        challenges(&Challenged::RunTime(StatusCode::UNAUTHORIZED)),
        ["ApiKey"]
    );
    assert!(challenges(&Challenged::Forbidden).is_empty());
    assert!(challenges(&Challenged::RunTime(StatusCode::FORBIDDEN)).is_empty());
}

#[test]
fn the_types_challenge_is_that_of_all_its_401() {
    #[derive(Debug, MretsError)]
    #[mrets(challenge = "Bearer")]
    enum Typed {
        #[status(401)]
        Default,
        #[status(401, challenge = "Basic")]
        Own,
        #[status(UNAUTHORIZED, detail = "{0}")]
        Varying(u8),
        #[status(.0)]
        RunTime(StatusCode),
        #[status(500)]
        Other,
    }
    assert_eq!(challenges(&Typed::Default), ["Bearer"]);
    assert_eq!(challenges(&Typed::Own), ["Basic"]);
    assert_eq!(challenges(&Typed::Varying(1)), ["Bearer"]);
    assert_eq!(
        challenges(&Typed::RunTime(StatusCode::UNAUTHORIZED)),
        ["Bearer"]
    );
    assert!(challenges(&Typed::Other).is_empty());
}
