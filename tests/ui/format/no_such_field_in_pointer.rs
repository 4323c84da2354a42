use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, pointer = "/data/attributes/{name}")]
    Mistaken,
}

fn main() {}
