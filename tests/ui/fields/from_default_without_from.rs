use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(500)]
struct Error {
    #[source]
    cause: std::io::Error,
    #[from(default)]
    count: u8,
}

fn main() {}
