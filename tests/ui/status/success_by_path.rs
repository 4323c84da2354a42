use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(http::StatusCode::OK)]
    Mistaken,
}

fn main() {}
