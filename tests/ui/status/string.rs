use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status("not found")]
    Mistaken,
}

fn main() {}
