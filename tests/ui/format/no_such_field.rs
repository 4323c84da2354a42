use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, detail = "There is no {name}.")]
    Mistaken { id: u32, owner: u32 },
}

fn main() {}
