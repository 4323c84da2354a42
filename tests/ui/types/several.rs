use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, detail = "There is no {0}, no {0}.", pointer = "/data/{0}")]
    Shown(Plain),
    #[status(transparent)]
    Transparent(#[from] Plain),
    #[status(422)]
    Meta {
        #[meta]
        plain: Plain,
    },
    #[status(429, retry_after = .0)]
    Wait(Plain),
    #[status(.0)]
    Status(u16),
}

#[derive(Debug)]
struct Plain;

fn main() {}
