use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(409, retry = "later")]
    Word,
    #[status(409, retry = 5)]
    Number,
    #[status(409, retry = "after", meta(retry = true))]
    Twice,
    #[status(304, retry = "never")]
    NotModified,
}

fn main() {}
