use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(404)]
struct Inner;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, like = .0)]
    Behind(Inner),
    #[status(like = .0, 404)]
    Before(Inner),
    #[status(like = .0, like = .0)]
    Twice(Inner),
    #[status(title = "Late", like = .0)]
    Late(Inner),
    #[status(transparent, like = .0)]
    Transparent(Inner),
}

fn main() {}
