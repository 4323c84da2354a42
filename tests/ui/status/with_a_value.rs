use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(transparent = true)]
    Equals(Other),
    #[status(transparent(0))]
    Parentheses(Other),
    #[status(NOT_FOUND("There is no page."))]
    Text,
}

#[derive(Debug, MretsError)]
#[status(404)]
struct Other;

fn main() {}
