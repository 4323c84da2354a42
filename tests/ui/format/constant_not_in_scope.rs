use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, detail = "More than {MAX_ITEMS}.")]
    Mistaken,
}

fn main() {}
