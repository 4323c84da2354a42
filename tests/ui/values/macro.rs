use mrets_errors::MretsError;

macro_rules! text {
    () => {
        "Not here."
    };
}

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, detail = text!())]
    Mistaken,
}

fn main() {}
