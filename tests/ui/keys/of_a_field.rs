use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(status = 404)]
enum Error {
    #[status(500, from)]
    From(std::io::Error),
    #[status(500, source = .0)]
    Source(std::io::Error),
    #[status(422, errors = .0)]
    Errors(Vec<Error>),
}

fn main() {}
