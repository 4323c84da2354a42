use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, meta(id = .id))]
    Mistaken { id: Plain },
}

#[derive(Debug)]
struct Plain;

fn main() {}
