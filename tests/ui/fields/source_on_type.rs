use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(500)]
#[source]
struct Error(std::io::Error);

fn main() {}
