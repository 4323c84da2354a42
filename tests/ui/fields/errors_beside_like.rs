use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(404)]
struct Inner;

#[derive(Debug, MretsError)]
enum Error {
    #[status(like = .inner)]
    Mistaken {
        inner: Inner,
        #[errors]
        errors: Vec<Inner>,
    },
}

fn main() {}
