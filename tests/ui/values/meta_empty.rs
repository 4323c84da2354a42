use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, meta())]
    Mistaken,
}

fn main() {}
