use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(500)]
struct Error(#[source(skipped)] std::io::Error);

fn main() {}
