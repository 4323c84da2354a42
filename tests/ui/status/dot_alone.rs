use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(.)]
    Mistaken { status: http::StatusCode },
    #[status(like = .)]
    Like { status: http::StatusCode },
}

fn main() {}
