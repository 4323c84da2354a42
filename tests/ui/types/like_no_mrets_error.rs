use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(like = .0)]
    Field(String),
    #[status(like = .0.len())]
    Method(String),
}

fn main() {}
