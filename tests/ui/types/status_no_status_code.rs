use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(.status)]
    Mistaken { status: u16 },
}

fn main() {}
