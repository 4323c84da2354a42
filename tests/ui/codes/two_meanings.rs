use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, code = "missing")]
    NotFound,
    #[status(422, code = "missing")]
    Required,
}

fn main() {}
