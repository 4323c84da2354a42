use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(http::StatusCode::NOT_FOUN)]
    Mistaken,
}

fn main() {}
