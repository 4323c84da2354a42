use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(500)]
    Io(#[from] std::io::Error, u32),
    #[status(500)]
    Two(#[from] std::fmt::Error, #[from] std::num::ParseIntError),
}

fn read(path: &str) -> Result<u32, Error> {
    Ok(std::fs::read_to_string(path)?.parse()?)
}

fn main() {
    read("accounts.json").unwrap();
}
