use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(title = "Mistaken", 404, code = "mistaken")]
    Mistaken,
}

fn main() {}
