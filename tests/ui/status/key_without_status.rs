use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(detail = "No status.")]
    Mistaken,
}

fn main() {}
