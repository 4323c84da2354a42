use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(rename_all = "snake_case")]
enum Error {
    #[status(404, message = "There is no such page.")]
    Mistaken,
    #[status(401, www_authenticate = "Bearer")]
    Challenge,
}

fn main() {}
