use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(transparent)]
    Io(#[from] std::io::Error),
    #[status(transparent)]
    Number(u32),
}

fn main() {}
