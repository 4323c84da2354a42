use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(304, headers("ETag" = .tag), detail = "{tag}")]
    Mistaken { tag: String },
}

fn main() {}
