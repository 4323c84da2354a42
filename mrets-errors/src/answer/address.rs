//! The parts of a type's name.

/// Gives `Error` of `my_crate::invoices::Error<T>`.
pub(crate) fn short(type_name: &str) -> &str {
    let path = without_arguments(type_name);
    let name = path.rsplit("::").next().unwrap_or(path);
    name.strip_prefix("r#").unwrap_or(name)
}

/// Gives `my_crate::invoices::Error` of `my_crate::invoices::Error<T>`.
pub(crate) fn without_arguments(type_name: &str) -> &str {
    type_name.split('<').next().unwrap_or(type_name)
}

/// Gives the modules between the crate and the type that tell something.
pub(crate) fn modules(type_name: &str) -> impl Iterator<Item = &str> {
    let path = without_arguments(type_name);
    let modules = path.rsplit_once("::").map_or("", |(modules, _)| modules);
    modules
        .split("::")
        .skip(1)
        .map(|module| module.strip_prefix("r#").unwrap_or(module))
        // A type inside of a closure, as `{{closure}}`.
        .filter(|module| !matches!(*module, "" | "error" | "errors") && !module.starts_with('{'))
}
