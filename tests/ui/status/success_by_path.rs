use mrets_errors::MretsError;
use http::StatusCode;

#[derive(Debug, MretsError)]
enum Error {
    #[status(StatusCode::OK)]
    Mistaken,
}

fn main() {}
