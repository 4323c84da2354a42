use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, detail = "There is no {2}.")]
    Mistaken(u32, u32),
}

fn main() {}
