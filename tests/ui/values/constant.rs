use mrets_errors::MretsError;

const TITLE: &str = "Not here";

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, title = TITLE)]
    Mistaken,
}

fn main() {}
