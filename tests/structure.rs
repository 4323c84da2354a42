//! The import rules: no file of the runtime or of the macro imports itself, directly or over others, and the
//! runtime's wings import only downwards.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, iter};
use syn::visit::{self, Visit};
use syn::{ItemUse, UseTree};

/// Each wing of the runtime, and the wings that it may import.
const WINGS: [(&str, &[&str]); 7] = [
    ("document", &[]),
    ("answer", &["document"]),
    ("client", &["document", "error"]),
    ("error", &["document", "answer"]),
    ("framework", &["document", "answer", "client", "error"]),
    ("docs", &["document", "answer", "client", "error"]),
    ("validation", &["document", "answer", "client", "error"]),
];

/// The one file that imports upwards: `from_failure` is a method of the trait.
const EXCEPTION: (&str, &str) = ("error/mrets_error", "client");

#[test]
fn no_file_of_the_runtime_imports_itself() {
    assert_eq!(loops(&imports("mrets-errors")), Vec::<String>::new());
}

#[test]
fn no_file_of_the_macro_imports_itself() {
    assert_eq!(loops(&imports("mrets-errors-derive")), Vec::<String>::new());
}

#[test]
fn wings_import_only_downwards() {
    let mut upwards = Vec::new();
    for (file, imported) in &imports("mrets-errors") {
        for import in imported {
            let (from, to) = (wing(file), wing(import));
            let Some((_, allowed)) = WINGS.iter().find(|(wing, _)| *wing == from) else {
                continue;
            };
            let is_allowed = from == to || allowed.contains(&to);
            if !is_allowed && (file.as_str(), to) != EXCEPTION {
                upwards.push(format!("{file} imports {import}"));
            }
        }
    }
    assert_eq!(upwards, Vec::<String>::new());
}

/// A name is imported from the file that owns it, not by way of a re-export at the root.
#[test]
fn imports_name_the_owner() {
    let mut by_root = Vec::new();
    for (file, imported) in &imports("mrets-errors") {
        let is_in_wing = WINGS.iter().any(|(name, _)| *name == wing(file));
        if is_in_wing && imported.contains("lib") {
            by_root.push(file.clone());
        }
    }
    assert_eq!(by_root, Vec::<String>::new());
}

#[test]
fn a_loop_is_found() {
    let edge = |from: &str, to: &str| (from.to_owned(), BTreeSet::from([to.to_owned()]));
    let imports = BTreeMap::from([
        edge("a", "b"),
        edge("b", "c"),
        edge("c", "b"),
        edge("d", "a"),
    ]);
    assert_eq!(loops(&imports), ["b -> c -> b"]);
}

fn wing(file: &str) -> &str {
    file.split('/').next().unwrap_or(file)
}

/// The files that each file imports from, without `src/` and `.rs`.
type Imports = BTreeMap<String, BTreeSet<String>>;

fn imports(package: &str) -> Imports {
    let src = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(package)
        .join("src");
    let files: BTreeSet<String> = rust_files(&src)
        .iter()
        .map(|path| {
            let path = path.strip_prefix(&src).unwrap().with_extension("");
            path.to_str().unwrap().replace('\\', "/")
        })
        .collect();
    assert!(files.contains("lib"), "no crate in {}", src.display());
    files
        .iter()
        .map(|file| {
            let text = fs::read_to_string(src.join(format!("{file}.rs"))).unwrap();
            let mut paths = Paths::default();
            paths.visit_file(&syn::parse_file(&text).unwrap());
            let imported = paths
                .found
                .iter()
                .filter_map(|path| owner(file, path, &files));
            (
                file.clone(),
                imported.filter(|import| import != file).collect(),
            )
        })
        .collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                rust_files(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// The file that a path of `file` leads to; `None` if it leads out of the crate.
fn owner(file: &str, path: &[String], files: &BTreeSet<String>) -> Option<String> {
    let mut module: Vec<&str> = match file {
        "lib" => Vec::new(),
        file => file.split('/').collect(),
    };
    let mut segments = path.iter().map(String::as_str).peekable();
    match segments.next()? {
        "crate" => module.clear(),
        "self" => {}
        "super" => {
            module.pop();
            while segments.next_if_eq(&"super").is_some() {
                module.pop();
            }
        }
        _ => return None,
    }
    for segment in segments {
        module.push(segment);
        if !files.contains(&module.join("/")) {
            module.pop();
            break;
        }
    }
    Some(if module.is_empty() {
        "lib".to_owned()
    } else {
        module.join("/")
    })
}

/// The paths of a file that start within its crate, in `use` items and in code.
#[derive(Default)]
struct Paths {
    found: Vec<Vec<String>>,
}

impl Paths {
    fn add(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.add(&path.tree, &with(&path.ident)),
            UseTree::Name(name) => self.found.push(with(&name.ident)),
            UseTree::Rename(name) => self.found.push(with(&name.ident)),
            UseTree::Glob(_) => self.found.push(before.to_vec()),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add(tree, before)),
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if item.leading_colon.is_none() {
            self.add(&item.tree, &[]);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let is_visibility = path.segments.len() == 1;
        if path.leading_colon.is_none() && !is_visibility {
            self.found.push(
                path.segments
                    .iter()
                    .map(|segment| segment.ident.to_string())
                    .collect(),
            );
        }
        visit::visit_path(self, path);
    }

    // `pub(in path)` imports nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}

/// Each loop once, from its first file on.
fn loops(imports: &Imports) -> Vec<String> {
    let reaches: BTreeMap<&str, BTreeSet<&str>> = imports
        .keys()
        .map(|file| (file.as_str(), reachable(file, imports)))
        .collect();
    let mut found = BTreeSet::new();
    for file in imports.keys() {
        let in_loop = |other: &&str| {
            reaches[file.as_str()].contains(*other)
                && reaches
                    .get(*other)
                    .is_some_and(|back| back.contains(file.as_str()))
        };
        let members: BTreeSet<&str> = reaches.keys().copied().filter(in_loop).collect();
        if let Some(first) = members.first() {
            found.insert(
                members
                    .iter()
                    .copied()
                    .chain(iter::once(*first))
                    .collect::<Vec<_>>()
                    .join(" -> "),
            );
        }
    }
    found.into_iter().collect()
}

/// The files that an import leads to, directly or over others.
fn reachable<'a>(file: &str, imports: &'a Imports) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = imports
        .get(file)
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            open.extend(imports.get(next).into_iter().flatten().map(String::as_str));
        }
    }
    reached
}
