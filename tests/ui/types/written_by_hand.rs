use mrets_errors::MretsError;

#[derive(Debug)]
struct Error;

impl MretsError for Error {
    fn status(&self) -> http::StatusCode {
        http::StatusCode::NOT_FOUND
    }
}

fn main() {}
