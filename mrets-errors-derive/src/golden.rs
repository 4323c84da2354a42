//! The whole generated code of a handful of inputs, as committed files. So a review shows the effect of a change on
//! users.
//!
//! `GOLDEN=overwrite cargo test -p mrets-errors-derive golden` writes them anew.

use crate::derive::derive;
use std::fs;
use std::path::{Path, PathBuf};
use syn::DeriveInput;

const EXPANDED: &str = "expanded.rs";

#[test]
fn expansions_are_the_committed_ones() {
    let is_overwritten = std::env::var_os("GOLDEN").is_some_and(|mode| mode == "overwrite");
    let inputs = inputs();
    assert!(inputs.len() >= 8, "{inputs:?}");
    for input in inputs {
        let expanded = expanded(&fs::read_to_string(&input).unwrap());
        let golden = input.with_extension(EXPANDED);
        if is_overwritten {
            fs::write(golden, expanded).unwrap();
        } else {
            let committed = fs::read_to_string(&golden).unwrap_or_default();
            assert_eq!(
                expanded,
                committed,
                "{} is another: overwrite it, and look at the difference",
                golden.display()
            );
        }
    }
}

fn inputs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut inputs: Vec<PathBuf> = files
        .filter(|path| !path.to_string_lossy().ends_with(EXPANDED))
        .collect();
    inputs.sort();
    inputs
}

/// The derive's output for an input, formatted.
fn expanded(input: &str) -> String {
    let mut input = syn::parse_str::<DeriveInput>(input).unwrap();
    // rustc removes `#[derive]` before it calls the macro.
    input.attrs.retain(|attr| !attr.path().is_ident("derive"));
    let file = syn_full::parse2::<syn_full::File>(derive(&input)).unwrap();
    prettyplease::unparse(&file)
}
