use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, "title" = "Not here")]
    Mistaken,
}

fn main() {}
