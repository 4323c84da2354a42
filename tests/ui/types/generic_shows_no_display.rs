use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error<T> {
    #[status(404, detail = "There is no {0}.")]
    NotFound(T),
}

#[derive(Debug)]
struct Plain;

fn status(error: &Error<Plain>) -> http::StatusCode {
    error.status()
}

fn main() {}
