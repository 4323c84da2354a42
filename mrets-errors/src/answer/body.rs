//! Writing bodies.

use crate::answer::answerable::Answerable;
use crate::answer::objects::{self, Object, meta};
use crate::answer::row::{Answer, Part};
use crate::answer::sink::Sink;
use bytes::Bytes;
use serde::Serialize;
use std::cell::Cell;
use std::fmt;

const OPEN: &str = r#"{"errors":["#;
const CLOSE: &str = "]}";

/// The envelope of an error; nothing for a 304.
pub(crate) fn body(parts: &dyn Answerable, answer: Answer) -> Bytes {
    let row = answer.row;
    if !answer.has_content() {
        return Bytes::new();
    }
    if !row.body.is_empty() {
        return Bytes::from_static(row.body.as_bytes());
    }
    rendered(|buffer| {
        if write_around_detail(buffer, parts, row.before, row.after) {
            return;
        }
        push(buffer, OPEN);
        // The visitor does not fail.
        let _ = objects::each(parts, answer, &mut |object, following| {
            let start = buffer.len();
            // The comma before each but the first.
            if buffer.ends_with(b"}") {
                buffer.push(b',');
            }
            match object {
                Object::Derived(parts, answer) => write_object(buffer, parts, answer),
                Object::Made(object) => json(buffer, object),
            }
            // Those to come are about as long: a buffer that doubles would hold two bodies.
            let size = buffer.len() - start;
            if following > 0 && spare(buffer) < 2 * size {
                buffer.reserve_exact(following * (size + size / 16) + ROOM);
            }
            Ok(())
        });
        push(buffer, CLOSE);
    })
}

/// Writes a detail into what was rendered around it; nothing, and false, where nothing was, or the
/// detail fails.
fn write_around_detail(
    buffer: &mut Vec<u8>,
    parts: &dyn Answerable,
    before: &str,
    after: &str,
) -> bool {
    if before.is_empty() {
        return false;
    }
    let mark = buffer.len();
    push(buffer, before);
    let is_written = parts.write(Part::Detail, &mut Sink::json(buffer)).is_ok();
    if is_written {
        push(buffer, after);
    } else {
        buffer.truncate(mark);
    }
    is_written
}

fn write_object(buffer: &mut Vec<u8>, parts: &dyn Answerable, answer: Answer) {
    let row = answer.row;
    let inner = |text: &'static str| text.strip_prefix(OPEN).unwrap_or(text);
    let outer = |text: &'static str| text.strip_suffix(CLOSE).unwrap_or(text);
    if !row.body.is_empty() {
        return push(buffer, outer(inner(row.body)));
    }
    if write_around_detail(buffer, parts, inner(row.before), outer(row.after)) {
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
    string(buffer, answer.code());
    nested(
        buffer,
        parts,
        answer,
        r#","source":{"#,
        &[
            (Part::Pointer, r#","pointer":"#),
            (Part::Parameter, r#","parameter":"#),
            (Part::Header, r#","header":"#),
        ],
    );
    nested(
        buffer,
        parts,
        answer,
        r#","links":{"#,
        &[(Part::About, r#","about":"#), (Part::Type, r#","type":"#)],
    );
    push(buffer, r#","status":"#);
    string(buffer, answer.status.as_str());
    if let Some(members) = meta(parts, answer) {
        push(buffer, r#","meta":"#);
        json(buffer, &members);
    }
    buffer.push(b'}');
}

/// A member that is text; left out, and false, where it fails to be written.
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

/// A member that is an object; left out where none of its members is there.
fn nested(
    buffer: &mut Vec<u8>,
    parts: &dyn Answerable,
    answer: Answer,
    name: &str,
    members: &[(Part, &str)],
) {
    let mark = buffer.len();
    let mut is_empty = true;
    for (part, member) in members {
        if answer.has(*part) {
            // Each member brings a comma; the first one's is the brace.
            let member = if is_empty {
                push(buffer, name);
                member.trim_start_matches(',')
            } else {
                member
            };
            is_empty &= !text(buffer, parts, *part, member);
            if is_empty {
                buffer.truncate(mark);
            }
        }
    }
    if !is_empty {
        buffer.push(b'}');
    }
}

/// Writes into a JSON string.
pub(crate) struct JsonString<'a>(pub(crate) &'a mut Vec<u8>);

impl fmt::Write for JsonString<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape(self.0, text);
        Ok(())
    }
}

fn string(buffer: &mut Vec<u8>, text: &str) {
    buffer.push(b'"');
    escape(buffer, text);
    buffer.push(b'"');
}

fn push(buffer: &mut Vec<u8>, text: &str) {
    buffer.extend_from_slice(text.as_bytes());
}

fn json(buffer: &mut Vec<u8>, value: &impl Serialize) {
    // Writing our models to memory does not fail.
    let _ = serde_json::to_writer(buffer, value);
}

/// The inside of a JSON string, escaped as serde_json does it (RFC 8259, section 7).
fn escape(buffer: &mut Vec<u8>, text: &str) {
    let text = text.as_bytes();
    if spare(buffer) < text.len() {
        // So that what follows a long text does not double the buffer.
        buffer.reserve(text.len() + ROOM);
    }
    if is_clean(text) {
        return buffer.extend_from_slice(text);
    }
    if spare(buffer) < text.len() + text.len() / 8 {
        buffer.reserve_exact(text.len() + text.len() / 8 + ROOM);
    }
    let mut clean = 0;
    for (at, byte) in text.iter().enumerate() {
        let escape = ESCAPES.get(usize::from(*byte)).copied().unwrap_or_default();
        if escape == 0 {
            continue;
        }
        buffer.extend_from_slice(text.get(clean..at).unwrap_or_default());
        clean = at + 1;
        buffer.extend_from_slice(&[b'\\', escape]);
        if escape == b'u' {
            buffer.extend_from_slice(&[b'0', b'0', hex(byte >> 4), hex(byte & 0xf)]);
        }
    }
    buffer.extend_from_slice(text.get(clean..).unwrap_or_default());
}

/// What an object is likely to need behind a text.
const ROOM: usize = 256;

fn spare(buffer: &Vec<u8>) -> usize {
    buffer.capacity() - buffer.len()
}

fn hex(nibble: u8) -> u8 {
    match nibble {
        0..=9 => b'0' + nibble,
        _ => b'a' + nibble - 10,
    }
}

/// [`escape_of`] each byte.
static ESCAPES: [u8; 256] = {
    let mut escapes = [0; 256];
    let mut rest: &mut [u8] = &mut escapes;
    let mut byte: u8 = 0;
    while let [escape, others @ ..] = rest {
        *escape = escape_of(byte);
        byte = byte.wrapping_add(1);
        rest = others;
    }
    escapes
};

/// What stands behind the backslash, 0 where there is none.
const fn escape_of(byte: u8) -> u8 {
    match byte {
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0c => b'f',
        b'\r' => b'r',
        0..=0x1f => b'u',
        b'"' | b'\\' => byte,
        _ => 0,
    }
}

/// Whether nothing in a text needs an escape.
fn is_clean(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk() else {
        return !text.iter().copied().any(needs_escape);
    };
    // Blocks without a branch for each byte, of which the compiler makes vectors; the last one
    // overlaps what is before it.
    let (large, rest) = text.as_chunks();
    let (small, _) = rest.as_chunks();
    !small_needs_escape(last)
        && !small.iter().any(small_needs_escape)
        && !large.iter().any(large_needs_escape)
}

fn small_needs_escape(block: &[u8; 16]) -> bool {
    block
        .iter()
        .fold(false, |any, byte| any | needs_escape(*byte))
}

/// Minima, of which vectors take fewer than of comparisons, but more to bring together at the end.
fn large_needs_escape(block: &[u8; 1024]) -> bool {
    let (lowest, nearest) = block
        .iter()
        .fold((u8::MAX, u8::MAX), |(lowest, nearest), byte| {
            let distance = (byte ^ b'"').min(byte ^ b'\\');
            (lowest.min(*byte), nearest.min(distance))
        });
    lowest < b' ' || nearest == 0
}

fn needs_escape(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// A buffer that has grown beyond this is handed over instead of kept.
const KEPT: usize = 16 * 1024;

thread_local! {
    static SCRATCH: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Renders a body into the thread's buffer, and copies it out at its exact size: one allocation.
///
/// The buffer is taken while it is written to, so a `Display` that renders a body of its own gets
/// another, and one that panics takes it along.
fn rendered(write: impl FnOnce(&mut Vec<u8>)) -> Bytes {
    let mut buffer = SCRATCH.try_with(Cell::take).unwrap_or_default();
    write(&mut buffer);
    if buffer.capacity() > KEPT {
        if spare(&buffer) > buffer.len() / 8 {
            buffer.shrink_to_fit();
        }
        return Bytes::from(buffer);
    }
    let body = Bytes::copy_from_slice(&buffer);
    buffer.clear();
    // At the thread's end the buffer goes with it.
    let _ = SCRATCH.try_with(|scratch| scratch.set(buffer));
    body
}
