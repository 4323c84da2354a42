use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(500, display = "No {id} in {id}.")]
    Mistaken { id: Plain },
}

#[derive(Debug)]
struct Plain;

fn main() {}
