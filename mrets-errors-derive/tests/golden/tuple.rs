#[derive(Debug, MretsError)]
#[status(409, detail("{} is taken{hint}.", .0, hint = .1.as_deref().unwrap_or_default()), id = .0)]
pub struct Taken(String, Option<String>);
