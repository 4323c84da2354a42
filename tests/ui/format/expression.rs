use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, detail = "There is no {user.name}.")]
    Mistaken { user: std::ops::Range<u32> },
}

fn main() {}
