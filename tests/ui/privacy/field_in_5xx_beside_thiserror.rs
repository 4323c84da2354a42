use mrets_errors::MretsError;

#[derive(Debug, thiserror::Error, MretsError)]
enum Error {
    #[error("the database said {cause}")]
    #[status(500, detail = "The database said {cause}.")]
    Mistaken { cause: String },
}

fn main() {}
