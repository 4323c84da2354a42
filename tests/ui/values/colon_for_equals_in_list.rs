use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, headers("X-A": 1))]
    Header,
    #[status(404, meta(a => 1))]
    Meta,
    #[status(404, detail("There is no {id}.", id: 1))]
    Detail,
}

fn main() {}
