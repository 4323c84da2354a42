use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(decode)]
enum Error {
    #[status(404)]
    Mistaken {
        #[meta]
        #[meta(skip)]
        id: u32,
    },
}

fn main() {}
