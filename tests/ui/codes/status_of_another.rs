use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404)]
    NotFound,
    #[status(409, code = "404")]
    Taken,
}

fn main() {}
