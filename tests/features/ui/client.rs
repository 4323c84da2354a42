use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(decode)]
#[status(404, code = "missing")]
struct Missing;

fn main() {
    let _ = Missing::from_failure(&());
}
