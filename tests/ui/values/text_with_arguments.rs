use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, "There is no {}.", .0)]
    Mistaken(u32),
}

fn main() {}
