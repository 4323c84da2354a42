//! Writing bodies.

use crate::answer::answerable::Answerable;
use crate::answer::asked::Asked;
use crate::answer::json_string::{ROOM, spare, string};
use crate::answer::objects::{self, Object, meta};
use crate::answer::row::answer::Answer;
use crate::answer::row::part::{MEMBERS, Member, Part};
use crate::answer::sink::Sink;
use crate::document::dialect::stand_in::StandIn;
use crate::document::envelope::Envelope;
use bytes::Bytes;
use serde::Serialize;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::mem;

const OPEN: &str = r#"{"errors":["#;
const CLOSE: &str = "]}";

/// The body of an error, as its dialect writes it; nothing for a 304.
pub(crate) fn body(parts: &dyn Answerable) -> Bytes {
    let mut asked = Asked::alone(parts.answer());
    asked.ask_inner(parts);
    if !asked.answer.has_content() {
        return Bytes::new();
    }
    if asked.answer.dialect.is_default() {
        return envelope_body(parts, &asked);
    }
    let envelope = || Cow::Owned(objects::envelope(parts, &asked));
    let body = in_dialect(asked.answer, &envelope);
    body.unwrap_or_else(|stand_in| stand_in.body)
}

/// The body in a dialect that is not the default one.
///
/// # Errors
///
/// As [`Dialect::render`](crate::document::dialect::Dialect::render).
#[cold]
pub(crate) fn in_dialect<'a>(
    answer: Answer,
    envelope: &dyn Fn() -> Cow<'a, Envelope>,
) -> Result<Bytes, Box<StandIn>> {
    let dialect = answer.dialect;
    answer.rendered_once(|| dialect.render(answer.status, &envelope()))
}

/// The body of an answer in the default dialect in which nothing varies; empty for a 304.
#[cfg(feature = "__framework")]
pub(crate) fn constant_body(answer: Answer) -> Option<Bytes> {
    if !answer.has_content() {
        return Some(Bytes::new());
    }
    answer.whole_envelope().map(Bytes::from_static)
}

/// The envelope of an error in the default dialect, which is no 304.
#[inline]
pub(crate) fn envelope_body(parts: &dyn Answerable, asked: &Asked) -> Bytes {
    match asked.answer.whole_envelope() {
        Some(envelope) => Bytes::from_static(envelope),
        None => varying_body(parts, asked),
    }
}

/// Writes a detail into the text that was rendered around it. Writes nothing and gives false if the detail fails.
fn write_around_detail(
    buffer: &mut Vec<u8>,
    parts: &dyn Answerable,
    before: &[u8],
    after: &[u8],
) -> bool {
    let mark = buffer.len();
    buffer.extend_from_slice(before);
    let is_written = parts.write(Part::Detail, &mut Sink::json(buffer)).is_ok();
    if is_written {
        buffer.extend_from_slice(after);
    } else {
        buffer.truncate(mark);
    }
    is_written
}

/// Writes the envelope of an error that varies: around its detail, if nothing else varies and the detail can be shown.
#[inline]
fn write_envelope(buffer: &mut Vec<u8>, parts: &dyn Answerable, asked: &Asked) {
    let around = asked.answer.around_detail();
    if !around.is_some_and(|(before, after)| write_around_detail(buffer, parts, before, after)) {
        write_objects(buffer, parts, asked);
    }
}

/// Writes the envelope of an error that varies in more than its detail.
#[inline(never)]
fn write_objects(buffer: &mut Vec<u8>, parts: &dyn Answerable, asked: &Asked) {
    push(buffer, OPEN);
    // The visitor does not fail.
    let _ = objects::each(parts, asked, &mut |object, following| {
        let start = buffer.len();
        // The comma before each but the first.
        if buffer.ends_with(b"}") {
            buffer.push(b',');
        }
        match object {
            Object::Derived(parts, answer) => write_object(buffer, parts, answer),
            Object::Made(made) => json(buffer, &made.object),
        }
        // Those to come are about as long: a buffer that doubles would hold two bodies.
        let size = buffer.len() - start;
        if following > 0 && spare(buffer) < 2 * size {
            buffer.reserve_exact(following * (size + size / 16) + ROOM);
        }
        Ok(())
    });
    push(buffer, CLOSE);
}

fn write_object(buffer: &mut Vec<u8>, parts: &dyn Answerable, answer: Answer) {
    if !answer.dialect.is_default() {
        return json(buffer, &Object::Derived(parts, answer).into_model());
    }
    if let Some(envelope) = answer.whole_envelope() {
        return buffer.extend_from_slice(behind_open(before_close(envelope)));
    }
    if let Some((before, after)) = answer.around_detail()
        && write_around_detail(buffer, parts, behind_open(before), before_close(after))
    {
        return;
    }
    push(buffer, r#"{"title":"#);
    string(buffer, answer.title());
    let is_written =
        answer.has_varying_detail() && text(buffer, parts, Part::Detail, r#","detail":"#);
    if !is_written && let Some(detail) = answer.constant_detail() {
        push(buffer, r#","detail":"#);
        string(buffer, detail);
    }
    if answer.has(Part::Id) {
        text(buffer, parts, Part::Id, r#","id":"#);
    }
    push(buffer, r#","code":"#);
    let word = objects::word_of(parts, answer);
    string(buffer, word.as_deref().unwrap_or(answer.status.as_str()));
    nested(buffer, parts, answer);
    push(buffer, r#","status":""#);
    push(buffer, answer.status.as_str());
    buffer.push(b'"');
    if let Some(members) = meta(parts, answer) {
        push(buffer, r#","meta":"#);
        json(buffer, &members);
    }
    buffer.push(b'}');
}

/// Writes a member that is text. Leaves it out and gives false if its `Display` fails.
fn text(buffer: &mut Vec<u8>, parts: &dyn Answerable, part: Part, name: &str) -> bool {
    let mark = buffer.len();
    push(buffer, name);
    buffer.push(b'"');
    let is_written = parts.write(part, &mut Sink::json(buffer)).is_ok();
    if is_written {
        buffer.push(b'"');
    } else {
        buffer.truncate(mark);
    }
    is_written
}

/// Writes the objects of text members; leaves out an object without a member.
fn nested(buffer: &mut Vec<u8>, parts: &dyn Answerable, answer: Answer) {
    let mut open: Option<&Member> = None;
    for member in MEMBERS.iter().filter(|member| answer.has(member.part)) {
        let mark = buffer.len();
        let key = if open.is_some_and(|open| open.parent == member.parent) {
            member.key
        } else {
            if open.is_some() {
                buffer.push(b'}');
            }
            push(buffer, member.open);
            // Each member brings a comma; the first one has the brace before it.
            member.key.trim_start_matches(',')
        };
        if text(buffer, parts, member.part, key) {
            open = Some(member);
        } else {
            buffer.truncate(mark);
        }
    }
    if open.is_some() {
        buffer.push(b'}');
    }
}

fn behind_open(envelope: &[u8]) -> &[u8] {
    envelope.get(OPEN.len()..).unwrap_or_default()
}

fn before_close(envelope: &[u8]) -> &[u8] {
    let length = envelope.len().saturating_sub(CLOSE.len());
    envelope.get(..length).unwrap_or_default()
}

fn push(buffer: &mut Vec<u8>, text: &str) {
    buffer.extend_from_slice(text.as_bytes());
}

fn json(buffer: &mut Vec<u8>, value: &impl Serialize) {
    // Writing our models to memory does not fail.
    let _ = serde_json::to_writer(buffer, value);
}

/// A buffer that has grown beyond this many bytes is handed over instead of kept.
const KEPT: usize = 16 * 1024;

thread_local! {
    static SCRATCH: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    /// The buffer of bodies that are rendered while another one is.
    static BESIDE: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Renders an envelope in which something varies into the thread's buffer, and copies it out at its exact size:
/// one allocation.
#[inline(never)] // Beside it, the answer in which nothing varies stays small.
fn varying_body(parts: &dyn Answerable, asked: &Asked) -> Bytes {
    let body = SCRATCH.try_with(|buffer| {
        let Ok(mut buffer) = buffer.try_borrow_mut() else {
            return body_beside(parts, asked);
        };
        let buffer = &mut *buffer;
        // A `Display` that panicked has left its text.
        buffer.clear();
        write_envelope(buffer, parts, asked);
        finished(buffer)
    });
    body.unwrap_or_else(|_| body_beside(parts, asked))
}

/// Renders it into another buffer: within a `Display` that is shown in another body, and at the thread's end.
#[cold]
fn body_beside(parts: &dyn Answerable, asked: &Asked) -> Bytes {
    let mut buffer = BESIDE.try_with(Cell::take).unwrap_or_default();
    buffer.clear();
    write_envelope(&mut buffer, parts, asked);
    let body = finished(&mut buffer);
    // At the thread's end it is dropped.
    let _ = BESIDE.try_with(|beside| beside.set(buffer));
    body
}

/// Copies a body out at its exact size, or hands a large one over.
#[inline]
fn finished(buffer: &mut Vec<u8>) -> Bytes {
    if buffer.capacity() > KEPT {
        return handed_over(mem::take(buffer));
    }
    Bytes::from(Box::<[u8]>::from(buffer.as_slice()))
}

#[cold]
fn handed_over(mut buffer: Vec<u8>) -> Bytes {
    if spare(&buffer) > buffer.len() / 8 {
        buffer.shrink_to_fit();
    }
    Bytes::from(buffer)
}
