use mrets_errors::MretsError;

const DETAIL: &str = "Not here";

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, detail = DETAIL)]
    Mistaken,
}

fn main() {}
