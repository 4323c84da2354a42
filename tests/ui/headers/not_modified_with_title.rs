use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(304, title = "As before")]
    Mistaken,
}

fn main() {}
