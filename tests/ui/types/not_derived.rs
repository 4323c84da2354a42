use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404)]
    NotFound,
}

struct Other;

fn respond(error: impl MretsError) -> http::StatusCode {
    error.status()
}

fn other() -> http::StatusCode {
    respond(Error::NotFound);
    respond(Other)
}

fn main() {}
