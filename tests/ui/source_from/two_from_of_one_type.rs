use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(500)]
enum Error {
    Read(#[from] std::io::Error),
    Write(#[from] std::io::Error),
}

fn main() {}
