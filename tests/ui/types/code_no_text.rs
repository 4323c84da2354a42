use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, code = .0)]
    Field(Vec<u8>),
    #[status(404, code = .0.as_slice())]
    Method(Vec<u8>),
}

fn main() {}
