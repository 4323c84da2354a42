//! The error objects of a value. Bodies, the data model and the trait's own methods are made of them.

use crate::answer::answerable::{Answerable, AnsweringError, Question};
use crate::answer::asked::Asked;
use crate::answer::made::MadeObject;
use crate::answer::row::Text;
use crate::answer::row::answer::Answer;
use crate::answer::row::part::{MEMBERS, Part};
use crate::answer::sink::Sink;
#[cfg(any(feature = "__framework", feature = "__catalog", feature = "fluent"))]
use crate::document::defaults::Defaults;
use crate::document::envelope::Envelope;
#[cfg(feature = "fluent")]
use crate::document::languages::argument::Argument;
#[cfg(feature = "fluent")]
use crate::document::languages::source::{Origin, TextSource};
use crate::document::object::ErrorObject;
use crate::document::problem::Problem;
#[cfg(all(feature = "__framework", feature = "fluent"))]
use crate::document::wanted;
use http::StatusCode;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;

/// The origin of one error object.
pub(crate) enum Object<'a> {
    /// A derived error.
    Derived(&'a dyn Answerable, Answer),
    Made(Box<MadeObject>),
}

/// Visits every error object of a value, and tells at least how many follow it. The errors of an
/// `#[errors]` field stand in place of the error that holds them, at any depth. If the field is
/// empty, its holder answers. A variant that is like another error has the objects of that error, with its own
/// changes in each.
pub(crate) fn each(
    parts: &dyn Answerable,
    asked: &Asked,
    visit: &mut dyn FnMut(Object<'_>, usize) -> fmt::Result,
) -> fmt::Result {
    if !asked.answer.has_content() {
        return Ok(());
    }
    if asked.answer.has(Part::Errors) {
        let mut is_empty = true;
        asked.visit(parts, &mut |error, inner, following| {
            each(error, inner, &mut |object, more| {
                is_empty = false;
                visit(object, following.max(more))
            })
        })?;
        if !is_empty {
            return Ok(());
        }
    }
    own(parts, asked, visit)
}

/// Visits the error objects of a value that has no other errors in a field, whether there is a body or not.
fn own(
    parts: &dyn Answerable,
    asked: &Asked,
    visit: &mut dyn FnMut(Object<'_>, usize) -> fmt::Result,
) -> fmt::Result {
    let answer = asked.answer;
    if !answer.is_like() {
        return visit(Object::new(parts, answer), 0);
    }
    asked.visit(parts, &mut |error, inner, _| {
        let mut changed = |object: Object<'_>, following| {
            let mut made = object.into_made();
            // Only a visitor fails.
            let _ = parts.reply(&mut Question::Change(&mut made, &answer));
            visit(Object::Made(made), following)
        };
        if answer.has_content() {
            each(error, inner, &mut changed)
        } else {
            own(error, inner, &mut changed)
        }
    })
}

/// The data model of the body; without errors for a 304, which has no body.
pub(crate) fn envelope(error: &dyn Answerable, asked: &Asked) -> Envelope {
    let mut errors = Vec::new();
    // The visitor does not fail.
    let _ = each(error, asked, &mut |object, following| {
        errors.push(object.into_model());
        if errors.len() == 1 {
            errors.reserve_exact(following);
        }
        Ok(())
    });
    Envelope::new(errors)
}

/// As [`envelope`], of an error that nobody has asked.
pub(crate) fn to_envelope(error: &dyn Answerable) -> Envelope {
    envelope(error, &Asked::of(error))
}

/// The problem document (RFC 9457).
pub(crate) fn problem(error: &dyn Answerable) -> Problem {
    let asked = Asked::of(error);
    let envelope = envelope(error, &asked);
    Problem::in_dialect(&envelope, asked.answer.status, asked.answer.dialect)
}

/// The data model of the body, and beside each error object its defaults.
#[cfg(any(feature = "__framework", feature = "__catalog", feature = "fluent"))]
pub(crate) fn envelope_and_defaults(
    error: &dyn Answerable,
    asked: &Asked,
) -> (Envelope, Vec<Defaults>) {
    let mut errors = Vec::new();
    let mut defaults = Vec::new();
    // The visitor does not fail.
    let _ = each(error, asked, &mut |object, following| {
        defaults.push(object.defaults());
        errors.push(object.into_model());
        if errors.len() == 1 {
            errors.reserve_exact(following);
        }
        Ok(())
    });
    (Envelope::new(errors), defaults)
}

/// The facts by which the messages of the error objects are found; empty if no message is wanted.
#[cfg(all(feature = "__framework", feature = "fluent"))]
pub(crate) fn origins(error: &dyn Answerable, asked: &Asked) -> Vec<Origin> {
    let has_languages = asked.answer.dialect.known_languages().is_some();
    if has_languages || wanted::LANGUAGES.is_wanted() {
        all_origins(error, asked)
    } else {
        Vec::new()
    }
}

#[cfg(feature = "fluent")]
fn all_origins(error: &dyn Answerable, asked: &Asked) -> Vec<Origin> {
    let mut origins = Vec::new();
    // The visitor does not fail.
    let _ = each(error, asked, &mut |object, _| {
        origins.push(object.origin());
        Ok(())
    });
    origins
}

/// The data model of the body in the language that an `Accept-Language` asks for, if the dialect has languages.
#[cfg(feature = "fluent")]
pub(crate) fn envelope_in(error: &dyn Answerable, accept_language: &str) -> Envelope {
    let asked = Asked::of(error);
    let Some(languages) = asked.answer.dialect.known_languages() else {
        return envelope(error, &asked);
    };
    let (mut envelope, defaults) = envelope_and_defaults(error, &asked);
    let source = TextSource {
        defaults: &defaults,
        origins: &all_origins(error, &asked),
        code_of: &|status| asked.answer.dialect.code_of(status),
        keeps_titles: false,
    };
    let language = languages.choose(accept_language);
    language.translate(&mut envelope, asked.answer.status, &source);
    envelope
}

/// The answer whose row the catalogue describes. For a variant that is like another error, it is the answer of that
/// error, at any depth.
#[cfg(any(feature = "__framework", feature = "__catalog"))]
pub(crate) fn described_by(error: &dyn Answerable, asked: &Asked) -> Answer {
    let mut described = asked.answer;
    if !described.has_entry() {
        // The visitor does not fail.
        let _ = asked.visit(error, &mut |error, inner, _| {
            described = described_by(error, inner);
            Ok(())
        });
    }
    described
}

/// The status of the answer.
pub(crate) fn status(error: &dyn Answerable) -> StatusCode {
    Asked::of(error).answer.status
}

/// The title of the first error object.
pub(crate) fn title(error: &dyn Answerable) -> Cow<'static, str> {
    first(error, |object| object.title())
}

/// The code of the first error object.
pub(crate) fn code(error: &dyn Answerable) -> Cow<'static, str> {
    first(error, |object| object.code())
}

/// The detail of the first error object, as clients read it; empty if it is left out.
pub(crate) fn detail(error: &dyn Answerable) -> Cow<'static, str> {
    first(error, |object| object.detail())
}

/// Reads the first error object. For a 304, which has no body, it reads the object that the body would have.
fn first<T>(error: &dyn Answerable, read: impl Fn(Object<'_>) -> T) -> T {
    let mut first = None;
    let asked = Asked::of(error);
    let mut visit = |object: Object<'_>, _| {
        first = Some(read(object));
        // It ends the visit.
        Err(fmt::Error)
    };
    let _ = if asked.answer.has_content() {
        each(error, &asked, &mut visit)
    } else {
        own(error, &asked, &mut visit)
    };
    first.unwrap_or_else(|| read(Object::new(error, asked.answer)))
}

impl<'a> Object<'a> {
    fn new(parts: &'a dyn Answerable, answer: Answer) -> Self {
        match parts.made(&answer) {
            Some(made) => Self::Made(made),
            None => Self::Derived(parts, answer),
        }
    }

    pub(crate) fn title(&self) -> Cow<'static, str> {
        match self {
            Self::Derived(_, answer) => Cow::Borrowed(answer.title()),
            Self::Made(made) => owned(made.object.title.as_ref()),
        }
    }

    pub(crate) fn code(&self) -> Cow<'static, str> {
        match self {
            Self::Derived(parts, answer) => {
                let status = || Cow::Owned(answer.status.as_str().to_owned());
                word_of(*parts, *answer).unwrap_or_else(status)
            }
            Self::Made(made) => owned(made.object.code.as_ref()),
        }
    }

    /// The detail, as clients read it; empty if it is left out.
    pub(crate) fn detail(&self) -> Cow<'static, str> {
        match self {
            Self::Derived(parts, answer) => read_detail(*parts, *answer).unwrap_or_default(),
            Self::Made(made) => owned(made.object.detail.as_ref()),
        }
    }

    #[cfg(any(feature = "__framework", feature = "__catalog", feature = "fluent"))]
    fn defaults(&self) -> Defaults {
        match self {
            Self::Derived(_, answer) => answer.defaults(),
            Self::Made(made) => made.defaults,
        }
    }

    #[cfg(feature = "fluent")]
    fn origin(&self) -> Origin {
        match self {
            Self::Derived(parts, answer) => origin(*parts, *answer),
            Self::Made(made) => made.origin.clone(),
        }
    }

    /// The data model.
    pub(crate) fn into_model(self) -> ErrorObject {
        match self {
            Self::Derived(parts, answer) => model(parts, answer),
            Self::Made(made) => made.object,
        }
    }

    /// The object, to be changed.
    fn into_made(self) -> Box<MadeObject> {
        match self {
            Self::Made(made) => made,
            Self::Derived(parts, answer) => Box::new(MadeObject {
                object: model(parts, answer),
                defaults: answer.defaults(),
                #[cfg(feature = "fluent")]
                origin: origin(parts, answer),
            }),
        }
    }
}

/// Replies to a question for a variant that is like another error.
///
/// # Errors
///
/// Fails if the visitor of errors fails.
pub fn like(
    parts: &dyn Answerable,
    error: &dyn AnsweringError,
    question: &mut Question<'_>,
) -> fmt::Result {
    match question {
        Question::Errors(visit) => visit(error, 0),
        Question::Change(made, keys) => {
            change(made, parts, **keys);
            Ok(())
        }
        Question::Location(None) => error.reply(question),
        Question::Location(Some(_)) | Question::Made(..) => Ok(()),
    }
}

/// Changes an object by the keys of a variant that is like its error. Members of `meta` are added; all other members
/// are replaced.
fn change(made: &mut MadeObject, parts: &dyn Answerable, keys: Answer) {
    #[cfg(feature = "fluent")]
    if keys.has_words() {
        made.origin = origin(parts, keys);
    }
    let MadeObject {
        object, defaults, ..
    } = made;
    let title = keys.text(Text::Title);
    if !title.is_empty() {
        defaults.title = false;
        object.title = Some(title.to_owned());
    }
    if let Some(detail) = written_detail(parts, keys) {
        defaults.detail = false;
        object.detail = Some(detail.into_owned());
    }
    if !keys.has_default_code() {
        defaults.code = false;
        let status = || Cow::Borrowed(keys.status.as_str());
        let code = word_of(parts, keys).unwrap_or_else(status);
        object.code = Some(code.into_owned());
    }
    if keys.has(Part::Type) {
        defaults.address = None;
    } else if defaults.address.is_some() && keys.has_entry() {
        // The catalogue has an entry of the variant's own.
        defaults.address = Some(keys.address());
        if let Some(links) = &mut object.links {
            links.type_ = keys.link();
        }
    }
    if keys.has(Part::Id)
        && let Some(id) = read(parts, Part::Id)
    {
        object.id = Some(id);
    }
    set_members(object, parts, keys);
    object.meta = meta_beside(object.meta.take(), parts, keys);
}

/// The facts by which a translation is found.
#[cfg(feature = "fluent")]
fn origin(parts: &dyn Answerable, answer: Answer) -> Origin {
    Origin {
        variant: answer.variant(),
        arguments: arguments(parts, answer),
    }
}

/// The code of an answer as clients read it. `None` is the status as text: there is no code, or its expression fails
/// or is empty.
pub(crate) fn word_of(parts: &dyn Answerable, answer: Answer) -> Option<Cow<'static, str>> {
    let varying = answer.has(Part::Code).then(|| read(parts, Part::Code));
    let varying = varying.flatten().filter(|code| !code.is_empty());
    varying.map(Cow::Owned).or_else(|| answer.word())
}

fn owned(text: Option<&String>) -> Cow<'static, str> {
    Cow::Owned(text.cloned().unwrap_or_default())
}

fn model(parts: &dyn Answerable, answer: Answer) -> ErrorObject {
    let status = || Cow::Borrowed(answer.status.as_str());
    let code = word_of(parts, answer).unwrap_or_else(status);
    let link = answer.link();
    let id = answer.has(Part::Id).then(|| read(parts, Part::Id));
    let mut object = ErrorObject {
        title: Some(answer.title().to_owned()),
        detail: read_detail(parts, answer).map(Cow::into_owned),
        id: id.flatten(),
        code: Some(code.into_owned()),
        status: Some(answer.status.as_str().to_owned()),
        meta: meta(parts, answer),
        ..ErrorObject::default()
    };
    set_members(&mut object, parts, answer);
    if link.is_some() {
        object.links.get_or_insert_default().type_ = link;
    }
    object
}

/// Sets the text members that the answer has.
fn set_members(object: &mut ErrorObject, parts: &dyn Answerable, answer: Answer) {
    for member in MEMBERS.iter().filter(|member| answer.has(member.part)) {
        if let Some(text) = read(parts, member.part) {
            object.set_member(member.parent, member.name, text);
        }
    }
}

fn read_detail(parts: &dyn Answerable, answer: Answer) -> Option<Cow<'static, str>> {
    written_detail(parts, answer).or_else(|| answer.constant_detail().map(Cow::Borrowed))
}

/// The detail that the attribute gives, or the message of the type, if clients may read it.
fn written_detail(parts: &dyn Answerable, answer: Answer) -> Option<Cow<'static, str>> {
    let varying = if answer.has_varying_detail() {
        read(parts, Part::Detail)
    } else {
        None
    };
    varying
        .map(Cow::Owned)
        .or_else(|| answer.written_detail().map(Cow::Borrowed))
}

/// The values of the detail, by their placeholders. A 5xx has none, since its text depends on the status alone.
#[cfg(feature = "fluent")]
fn arguments(parts: &dyn Answerable, answer: Answer) -> Vec<Argument> {
    let names = answer.placeholders();
    if names.is_empty() || answer.status.is_server_error() {
        return Vec::new();
    }
    let mut values = Vec::new();
    // A value whose own `Display` fails is missing.
    let _ = parts.write(Part::Detail, &mut Sink::arguments(&mut values));
    let arguments = names.into_iter().zip(values);
    let arguments = arguments.filter_map(|(name, value)| {
        Some(Argument {
            name,
            value: value?,
        })
    });
    arguments
        .filter(|argument| !argument.name.is_empty())
        .collect()
}

/// A part as text; `None` if writing it fails.
fn read(parts: &dyn Answerable, part: Part) -> Option<String> {
    let mut text = String::new();
    let written = parts.write(part, &mut Sink::text(&mut text));
    written.is_ok().then_some(text)
}

/// `meta`, with its members sorted; `None` if there is no member.
pub(crate) fn meta(parts: &dyn Answerable, answer: Answer) -> Option<Map<String, Value>> {
    meta_beside(None, parts, answer)
}

/// `meta`, added to the members of the error that the answer is like. A written member replaces one of
/// these; a member of a map does not.
#[inline(never)]
fn meta_beside(
    known: Option<Map<String, Value>>,
    parts: &dyn Answerable,
    answer: Answer,
) -> Option<Map<String, Value>> {
    if !answer.has(Part::Meta) {
        return known;
    }
    let mut members = known.unwrap_or_default();
    let written = parts.write(Part::Meta, &mut Sink::meta_members(&mut members, answer));
    // With serde_json's feature `preserve_order` they come in another order.
    members.sort_keys();
    (written.is_ok() && !members.is_empty()).then_some(members)
}
