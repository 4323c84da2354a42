use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, id = .0 code = "missing")]
    Id(u32),
    #[status(404, code = .0 title = "Missing")]
    Code(String),
    #[status(404, meta(a = .0 b = .0))]
    Meta(u32),
    #[status(404, headers("X-A" = .0 "X-B" = .0))]
    Headers(u32),
    #[status(like = .0 code = "missing")]
    Like(Other),
}

#[derive(Debug, MretsError)]
#[status(404)]
struct Other;

fn main() {}
