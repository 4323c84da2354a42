use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(like = 404)]
    Number,
    #[status(like = "Not Found")]
    Text,
    #[status(like = self)]
    Itself,
}

fn main() {}
