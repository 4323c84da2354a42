use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, detail = "There is no {id}.")]
    Mistaken { id: Plain },
}

#[derive(Debug)]
struct Plain;

fn main() {}
