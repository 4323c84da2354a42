use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case")]
enum Error {
    #[status(400)]
    HTTPError,
    #[status(502)]
    HttpError,
    #[status(404)]
    NotFound,
    #[status(410, code = "not_found")]
    Gone,
}

fn main() {}
