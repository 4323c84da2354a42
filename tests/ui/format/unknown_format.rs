use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, detail = "There is no {id:z}.")]
    Mistaken { id: u32 },
}

fn main() {}
