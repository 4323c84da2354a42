use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(decode)]
enum Error {
    #[status(404, meta(id = 7, "other" = .id))]
    NoRecord { id: u32 },
}

fn main() {}
