use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, detail = "Not here: {self}")]
    Mistaken,
}

fn main() {}
