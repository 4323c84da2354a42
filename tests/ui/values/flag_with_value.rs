use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(500, expose = true)]
    Mistaken,
}

fn main() {}
