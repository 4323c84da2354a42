use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(404)]
struct Inner;

#[derive(Debug, MretsError)]
enum Error {
    #[status(like)]
    Nothing(Inner),
    #[status(like = )]
    NothingBehind(Inner),
    #[status(like(.0))]
    Parentheses(Inner),
    #[status(like .0)]
    NoEquals(Inner),
}

fn main() {}
