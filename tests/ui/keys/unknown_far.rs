use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, colour = "red")]
    Mistaken,
}

fn main() {}
