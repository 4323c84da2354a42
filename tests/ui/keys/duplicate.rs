use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(
        404,
        title = "Here",
        title = "There"
    )]
    Mistaken,
}

fn main() {}
