use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(namespace = "shop")]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
