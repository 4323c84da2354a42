use mrets_errors::MretsError;

#[derive(Debug)]
struct Id;

#[derive(Debug, MretsError)]
#[mrets(decode)]
#[status(404)]
struct NotFound {
    #[meta(skip)]
    id: Id,
}

fn main() {}
