//! `#[from]` and `#[source]`, which become `From` and `source()`.

use mrets_errors::MretsError;
use std::error::Error;
use std::fmt;
use std::io;
use std::num::ParseIntError;
use std::sync::Arc;

#[derive(Debug, thiserror::Error)]
#[error("the disk is full")]
struct DiskFull;

#[derive(Debug, MretsError)]
enum Causes {
    #[status(500)]
    None,
    #[status(500)]
    From(#[from] DiskFull),
    #[status(500)]
    FromNamed {
        #[from]
        cause: fmt::Error,
    },
    #[status(500)]
    Marked((), #[source] DiskFull),
    #[status(500)]
    Named {
        source: DiskFull,
        path: &'static str,
    },
    #[status(500)]
    FromSource(
        #[from]
        #[source]
        io::Error,
    ),
    #[status(500)]
    Boxed(#[source] Box<DiskFull>),
    #[status(500)]
    Counted(#[source] Arc<DiskFull>),
    #[status(500)]
    Static(#[source] &'static DiskFull),
    #[status(500)]
    Unmarked(DiskFull),
}

#[test]
fn every_way_to_have_a_source() {
    static DISK_FULL: DiskFull = DiskFull;
    for error in [
        Causes::from(DiskFull),
        Causes::Marked((), DiskFull),
        Causes::Named {
            source: DiskFull,
            path: "/",
        },
        Causes::from(io::Error::other(DiskFull)),
        Causes::Boxed(Box::new(DiskFull)),
        Causes::Counted(Arc::new(DiskFull)),
        Causes::Static(&DISK_FULL),
    ] {
        assert_eq!(
            error.source().unwrap().to_string(),
            "the disk is full",
            "{error:?}"
        );
    }
    let named = Causes::from(fmt::Error);
    assert!(matches!(named, Causes::FromNamed { cause: fmt::Error }));
    assert!(named.source().unwrap().is::<fmt::Error>());
    assert!(Causes::None.source().is_none());
    // The field is neither marked nor named `source`.
    let unmarked = Causes::Unmarked(DiskFull);
    assert!(matches!(unmarked, Causes::Unmarked(DiskFull)));
    assert!(unmarked.source().is_none());
    let Causes::Named { path, .. } = (Causes::Named {
        source: DiskFull,
        path: "/",
    }) else {
        unreachable!()
    };
    assert_eq!(path, "/");
}

#[test]
fn a_source_keeps_its_type() {
    assert!(Causes::from(DiskFull).source().unwrap().is::<DiskFull>());
    let source = Causes::Marked((), DiskFull);
    assert!(
        source
            .source()
            .unwrap()
            .downcast_ref::<DiskFull>()
            .is_some()
    );
}

#[test]
fn question_mark_converts() {
    fn parse(text: &str) -> Result<u8, Parse> {
        Ok(text.parse()?)
    }
    #[derive(Debug, MretsError)]
    #[status(400, detail = "That is no number.", display = "not a number: {0}")]
    struct Parse(#[from] ParseIntError);

    assert_eq!(parse("7").unwrap(), 7);
    let error = parse("seven").unwrap_err();
    assert_eq!(error.detail(), "That is no number.");
    assert_eq!(
        error.to_string(),
        "not a number: invalid digit found in string"
    );
    assert!(error.source().unwrap().is::<ParseIntError>());
}

#[test]
fn an_optional_source_is_the_source_if_it_is_there() {
    #[derive(Debug, MretsError)]
    enum Optional {
        #[status(500)]
        Marked(#[source] Option<DiskFull>),
        #[status(500)]
        Named {
            source: Option<Box<dyn Error + Send + Sync>>,
        },
        #[status(500)]
        From(#[from] Option<fmt::Error>),
        #[status(500)]
        Anyhow(#[source] std::option::Option<anyhow::Error>),
    }
    assert!(Optional::Marked(None).source().is_none());
    let marked = Optional::Marked(Some(DiskFull));
    assert!(marked.source().unwrap().is::<DiskFull>());
    assert!(Optional::Named { source: None }.source().is_none());
    let named = Optional::Named {
        source: Some(DiskFull.into()),
    };
    assert!(named.source().unwrap().is::<DiskFull>());
    // `From` takes the type inside of the option.
    let from = Optional::from(fmt::Error);
    assert!(from.source().unwrap().is::<fmt::Error>());
    assert!(Optional::From(None).source().is_none());
    assert!(Optional::Anyhow(None).source().is_none());
    let anyhow = Optional::Anyhow(Some(DiskFull.into()));
    assert!(anyhow.source().unwrap().is::<DiskFull>());
}

#[test]
fn sources_that_are_no_errors_themselves() {
    #[derive(Debug, MretsError)]
    enum Dynamic {
        #[status(500)]
        SendSync(#[from] Box<dyn Error + Send + Sync>),
        #[status(500)]
        Plain(#[source] Box<dyn Error>),
        #[status(500)]
        Send { source: Box<dyn Error + Send> },
        #[status(500)]
        Static(#[source] Box<dyn Error + Send + Sync + 'static>),
        #[status(500)]
        Anyhow(#[from] anyhow::Error),
    }
    for error in [
        Dynamic::SendSync(DiskFull.into()),
        Dynamic::Plain(DiskFull.into()),
        Dynamic::Send {
            source: Box::new(DiskFull),
        },
        Dynamic::Static(DiskFull.into()),
        Dynamic::from(anyhow::Error::from(DiskFull)),
    ] {
        // The source is the error inside of the box.
        assert!(error.source().unwrap().is::<DiskFull>(), "{error:?}");
        assert_eq!(error.status(), 500);
    }
    let context = anyhow::Error::from(DiskFull).context("while saving");
    let chain = Dynamic::from(context);
    let first = chain.source().unwrap();
    assert_eq!(first.to_string(), "while saving");
    assert_eq!(first.source().unwrap().to_string(), "the disk is full");
}

/// An `Arc` is an error itself.
#[test]
fn a_counted_source() {
    #[derive(Debug, MretsError)]
    #[status(500)]
    struct Counted(#[source] Arc<dyn Error + Send + Sync>);
    let error = Counted(Arc::new(DiskFull));
    assert_eq!(error.source().unwrap().to_string(), "the disk is full");
}

#[test]
fn a_whole_chain() {
    #[derive(Debug, MretsError)]
    #[status(503, display = "no pool")]
    struct Pool(#[from] DiskFull);
    #[derive(Debug, MretsError)]
    enum Service {
        #[status(500, display = "no database")]
        Database(#[from] Pool),
    }
    let error = Service::from(Pool::from(DiskFull));
    let mut chain = Vec::new();
    let mut next: Option<&dyn Error> = Some(&error);
    while let Some(error) = next {
        chain.push(error.to_string());
        next = error.source();
    }
    assert_eq!(chain, ["no database", "no pool", "the disk is full"]);
    // The service answers by its own status, not by the status of its cause.
    assert_eq!(error.status(), 500);
}

#[test]
fn several_from_in_one_enum() {
    #[derive(Debug, MretsError)]
    #[status(500)]
    enum Several {
        Disk(#[from] DiskFull),
        Fmt(#[from] fmt::Error),
        Io(#[from] io::Error),
        #[status(400)]
        Number(#[from] ParseIntError),
    }
    fn fail(which: u8) -> Result<(), Several> {
        match which {
            0 => Err(DiskFull)?,
            1 => Err(fmt::Error)?,
            2 => Err(io::Error::other("a"))?,
            _ => drop("x".parse::<u8>()?),
        }
        Ok(())
    }
    assert!(matches!(fail(0).unwrap_err(), Several::Disk(DiskFull)));
    assert!(matches!(fail(1).unwrap_err(), Several::Fmt(fmt::Error)));
    assert!(matches!(fail(2).unwrap_err(), Several::Io(_)));
    assert_eq!(fail(3).unwrap_err().status(), 400);
}

#[test]
fn an_errors_field_is_no_source() {
    #[derive(Debug, MretsError)]
    #[status(422)]
    struct Several {
        #[errors]
        source: Vec<Leaf>,
    }
    #[derive(Debug, MretsError)]
    #[status(404)]
    struct Leaf;
    let error = Several { source: vec![Leaf] };
    assert!(error.source().is_none());
}
