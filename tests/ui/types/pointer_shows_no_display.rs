use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, pointer = "/data/{0}")]
    Mistaken(Plain),
}

#[derive(Debug)]
struct Plain;

fn main() {}
