use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(http::StatusCode::NOT_FOUND)]
    Mistaken,
}

fn main() {}
