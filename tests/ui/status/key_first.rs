use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(title = "Mistaken", 404)]
    Mistaken,
}

fn main() {}
