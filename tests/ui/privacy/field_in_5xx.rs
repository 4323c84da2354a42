use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(500, detail = "The database said {cause}.")]
    Mistaken { cause: String },
}

fn main() {}
