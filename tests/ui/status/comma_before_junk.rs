use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(, (), detail = "late")]
    Late,
}

fn main() {}
