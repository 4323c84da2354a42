use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(500, expose detail = "Broken.")]
    Mistaken,
}

fn main() {}
