use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, message = "Not here.")]
    Mistaken,
}

fn main() {}
