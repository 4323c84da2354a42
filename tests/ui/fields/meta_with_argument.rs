use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422)]
    Mistaken { #[meta(rename)] max: u32 },
}

fn main() {}
