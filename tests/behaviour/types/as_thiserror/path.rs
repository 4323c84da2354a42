//! Paths, which have no `Display`.

use super::says;
use mrets_errors::MretsError;
use std::path::{Path, PathBuf};

#[test]
fn paths_show_themselves() {
    #[derive(Debug, MretsError)]
    #[status(404, detail = "there is no {file}")]
    struct Owned {
        file: PathBuf,
    }

    #[derive(Debug, MretsError)]
    #[status(404, detail = "there is no {file}")]
    struct Borrowed<'a> {
        file: &'a Path,
    }

    #[derive(Debug, MretsError)]
    #[status(404, detail = "there is no {file}")]
    struct Boxed {
        file: Box<Path>,
    }

    #[derive(Debug, MretsError)]
    enum Enum {
        #[status(404, detail = "{0} or {0:?}")]
        DisplayDebug(PathBuf),
        #[status(404, detail = "{0:?} or {0}")]
        DebugDisplay(PathBuf),
    }

    let file = Path::new("/ledger");
    says(&Owned { file: file.into() }, "there is no /ledger");
    says(&Borrowed { file }, "there is no /ledger");
    says(&Boxed { file: file.into() }, "there is no /ledger");
    says(&Enum::DisplayDebug(file.into()), r#"/ledger or "/ledger""#);
    says(&Enum::DebugDisplay(file.into()), r#""/ledger" or /ledger"#);
}
