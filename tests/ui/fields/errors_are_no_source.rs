use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422)]
    Mistaken(
        #[errors]
        #[source]
        Vec<Other>,
    ),
}

#[derive(Debug, MretsError)]
#[status(404)]
struct Other;

fn main() {}
