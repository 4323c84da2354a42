use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(status = 404)]
    Number,
    #[status(status = NOT_FOUND)]
    Name,
    #[status(code = 404)]
    Code,
}

fn main() {}
