//! `grpc = "..."`: the code of a gRPC status. `tests/grpc` has the statuses; over HTTP the key changes nothing.

use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(409, code = "taken", grpc = "ALREADY_EXISTS")]
    Taken,
    #[status(409, code = "taken")]
    Conflict,
    #[status(404, grpc = "UNKNOWN", detail = "There is no {0}.", log = "warn", headers("X-Id" = .0))]
    Missing(u8),
    #[status(404, detail = "There is no {0}.", log = "warn", headers("X-Id" = .0))]
    NotFound(u8),
}

#[test]
fn the_answer_over_http_is_the_same() {
    for (with, without) in [
        (Error::Taken, Error::Conflict),
        (Error::Missing(7), Error::NotFound(7)),
    ] {
        assert_eq!(with.to_json(), without.to_json());
        assert_eq!(with.headers(), without.headers());
        assert_eq!(with.status(), without.status());
        assert_eq!(with.to_string(), without.to_string());
    }
}
