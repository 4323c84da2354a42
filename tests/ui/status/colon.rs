use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(status: 404)]
    Status,
    #[status(code: 409, title = "Taken")]
    Code,
}

fn main() {}
