//! `AnyError`, which boxes any error.

use crate::support::{PLAIN_JSON, body, header, objects};
use http::StatusCode;
use mrets_errors::{AnyError, ErrorObject, Errors, MretsError};
use std::error::Error;
use std::fmt;
use std::sync::Arc;

#[derive(Debug, PartialEq, MretsError)]
enum Limit {
    #[status(429, detail = "Wait {0} s.", retry_after = .0)]
    TooMany(u32),
    #[status(500)]
    Broken(#[from] fmt::Error),
}

#[derive(Debug, MretsError)]
#[mrets(dialect = PLAIN_JSON)]
#[status(403)]
struct Forbidden;

fn handler(step: u8) -> Result<u8, AnyError> {
    fn limited(step: u8) -> Result<(), Limit> {
        match step {
            1 => Err(Limit::TooMany(3)),
            2 => Err(fmt::Error.into()),
            _ => Ok(()),
        }
    }
    fn allowed(step: u8) -> Result<(), Forbidden> {
        if step == 3 { Err(Forbidden) } else { Ok(()) }
    }
    limited(step)?;
    allowed(step)?;
    if step == 4 {
        return Err(ErrorObject::new(StatusCode::CONFLICT).into());
    }
    let errors: Errors<Limit> = (0..step.saturating_sub(10))
        .map(|n| Limit::TooMany(n.into()))
        .collect();
    errors.into_result(())?;
    Ok(step)
}

#[test]
fn question_mark_converts_several_types() {
    assert_eq!(handler(0).unwrap(), 0);
    for (step, status) in [(1, 429), (2, 500), (3, 403), (4, 409), (12, 429)] {
        assert_eq!(handler(step).unwrap_err().status(), status, "{step}");
    }
    assert_eq!(objects(&*handler(12).unwrap_err()).len(), 2);
}

#[test]
fn it_answers_as_the_error_inside() {
    let error = handler(1).unwrap_err();
    let inner = Limit::TooMany(3);
    assert_eq!(body(&*error), body(&inner));
    assert_eq!(error.title(), inner.title());
    assert_eq!(error.code(), inner.code());
    assert_eq!(error.detail(), inner.detail());
    assert_eq!(header(&*error, "retry-after").unwrap(), "3");
    assert_eq!(error.to_envelope(), inner.to_envelope());
    let forbidden = handler(3).unwrap_err();
    assert_eq!(
        forbidden.to_response().headers()["content-type"],
        "application/json"
    );
}

#[test]
fn it_shows_as_the_error_inside() {
    let error = handler(1).unwrap_err();
    assert_eq!(error.to_string(), "Wait 3 s.");
    assert_eq!(format!("{error:?}"), format!("{:?}", Limit::TooMany(3)));
    assert_eq!(format!("{error:#?}"), format!("{:#?}", Limit::TooMany(3)));
}

#[test]
fn downcast_ref_and_is() {
    let error = handler(1).unwrap_err();
    assert_eq!(error.downcast_ref::<Limit>(), Some(&Limit::TooMany(3)));
    assert!(error.downcast_ref::<Forbidden>().is_none());
    assert!(error.is::<Limit>());
    assert!(!error.is::<Forbidden>());
    assert!(handler(3).unwrap_err().is::<Forbidden>());
    assert!(handler(12).unwrap_err().is::<Errors<Limit>>());
}

#[test]
fn question_mark_converts_pointers() {
    fn boxed(is_large: bool) -> Result<(), AnyError> {
        let large: Result<(), Box<Limit>> = Err(Box::new(Limit::Broken(fmt::Error)));
        if is_large {
            large?;
        }
        let shared: Result<(), Arc<Forbidden>> = Err(Arc::new(Forbidden));
        Ok(shared?)
    }
    let error = boxed(true).unwrap_err();
    assert_eq!(
        error.downcast_ref::<Limit>(),
        Some(&Limit::Broken(fmt::Error))
    );
    assert_eq!(error.to_string(), Limit::Broken(fmt::Error).to_string());
    assert!(error.source().unwrap().is::<fmt::Error>());
    assert_eq!(body(&*error), body(&Limit::Broken(fmt::Error)));
    let error = boxed(false).unwrap_err();
    assert_eq!(error.status(), 403);
    assert!(error.is::<Forbidden>());
}

#[test]
fn source_is_that_of_the_error_inside() {
    let error = handler(2).unwrap_err();
    assert!(error.source().unwrap().is::<fmt::Error>());
    assert!(handler(1).unwrap_err().source().is_none());
}

#[test]
fn it_can_be_sent_and_boxed_on() {
    fn main_like() -> Result<(), Box<dyn Error + Send + Sync>> {
        handler(3)?;
        Ok(())
    }
    fn is_send_sync<T: Send + Sync + 'static>(value: T) -> T {
        value
    }
    let error = is_send_sync(handler(1).unwrap_err());
    let error = std::thread::spawn(move || error).join().unwrap();
    let boxed: Box<dyn Error + Send + Sync> = error.into();
    assert!(boxed.downcast_ref::<Limit>().is_some());
    assert!(main_like().unwrap_err().is::<Forbidden>());
}

#[test]
fn in_transparent_and_errors_fields() {
    #[derive(Debug, MretsError)]
    enum Holder {
        #[status(transparent)]
        One(#[from] AnyError),
        #[status(422)]
        Several(#[errors] Vec<AnyError>),
        #[status(422)]
        Collected {
            #[errors]
            errors: Errors<AnyError>,
        },
    }
    fn convert() -> Result<(), Holder> {
        handler(1)?;
        Ok(())
    }
    let one = convert().unwrap_err();
    assert_eq!(one.status(), 429);
    assert_eq!(one.to_string(), "Wait 3 s.");
    assert_eq!(header(&one, "retry-after").unwrap(), "3");
    let caused = Holder::from(handler(2).unwrap_err());
    assert!(caused.source().unwrap().is::<fmt::Error>());

    let errors = || [1, 3, 12].map(|step| handler(step).unwrap_err());
    let several = Holder::Several(errors().into());
    assert_eq!(several.status(), 422);
    let statuses: Vec<_> = objects(&several)
        .iter()
        .map(|object| object["status"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(statuses, ["429", "403", "429", "429"]);
    let collected = Holder::Collected {
        errors: errors().into_iter().collect(),
    };
    assert_eq!(body(&collected), body(&several));
}

#[test]
fn new_is_from() {
    let error = AnyError::new(Forbidden);
    assert_eq!(error.status(), 403);
    assert_eq!(body(&*error), body(&*AnyError::from(Forbidden)));
}
