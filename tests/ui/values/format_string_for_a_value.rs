use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, id = "{id}", meta(link = "/pages/{id}", id = "{{id}}"))]
    Named { id: u32 },
    #[status(404, headers("X-Page" = "page {0}"), detail("{}", "page {0}"))]
    Tuple(u32),
    #[status(401, challenge = "Bearer realm=\"{realm}\"")]
    Challenge { realm: String },
}

fn main() {}
