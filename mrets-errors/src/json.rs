//! Writing bodies.

use crate::object::{self, Object, meta};
use crate::parts::{Answer, Out, Part, Parts};
use bytes::Bytes;
use std::cell::Cell;
use std::fmt;

const OPEN: &str = r#"{"errors":["#;
const CLOSE: &str = "]}";

/// The envelope of an error; nothing for a 304.
pub(crate) fn body(parts: &dyn Parts) -> Bytes {
    let answer = parts.answer();
    if !answer.has_content() {
        return Bytes::new();
    }
    if !answer.row.body.is_empty() {
        return Bytes::from_static(answer.row.body.as_bytes());
    }
    rendered(|buffer| {
        push(buffer, OPEN);
        // The visitor does not fail.
        let _ = object::each(parts, &mut |object| {
            // The comma before each but the first.
            if buffer.last() == Some(&b'}') {
                buffer.push(b',');
            }
            match object {
                Object::Derived(parts, answer) => write_object(buffer, parts, answer),
                Object::Made(object) => object.write_json(buffer),
            }
            Ok(())
        });
        push(buffer, CLOSE);
    })
}

fn write_object(buffer: &mut Vec<u8>, parts: &dyn Parts, answer: Answer) {
    let row = answer.row;
    if let Some(object) = row
        .body
        .strip_prefix(OPEN)
        .and_then(|body| body.strip_suffix(CLOSE))
    {
        return push(buffer, object);
    }
    let is_rendered = !row.head.is_empty();
    if is_rendered {
        push(buffer, row.head);
    } else {
        push(buffer, r#"{"title":"#);
        string(buffer, answer.title());
    }
    let is_written =
        answer.has_varying_detail() && text(buffer, parts, Part::Detail, r#","detail":"#);
    // A constant detail stands in the head already.
    let stands_in_head = is_rendered && !answer.has_varying_detail();
    if !is_written
        && !stands_in_head
        && let Some(detail) = answer.constant_detail()
    {
        push(buffer, r#","detail":"#);
        string(buffer, detail);
    }
    if answer.has(Part::Id) {
        text(buffer, parts, Part::Id, r#","id":"#);
    }
    if is_rendered {
        push(buffer, row.middle);
    } else {
        push(buffer, r#","code":"#);
        string(buffer, &answer.code());
    }
    nested(
        buffer,
        parts,
        answer,
        r#","source":"#,
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
        r#","links":"#,
        &[(Part::About, r#","about":"#), (Part::Type, r#","type":"#)],
    );
    if is_rendered {
        push(buffer, row.tail);
    } else {
        push(buffer, r#","status":"#);
        string(buffer, answer.status.as_str());
    }
    if let Some(members) = meta(parts, answer) {
        push(buffer, r#","meta":"#);
        // Writing a `Value` to memory does not fail.
        let _ = serde_json::to_writer(&mut *buffer, &members);
    }
    buffer.push(b'}');
}

/// A member that is text; left out, and false, where it fails to be written.
fn text(buffer: &mut Vec<u8>, parts: &dyn Parts, part: Part, name: &str) -> bool {
    let mark = buffer.len();
    push(buffer, name);
    buffer.push(b'"');
    let is_written = parts.write(part, &mut Out::json(buffer)).is_ok();
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
    parts: &dyn Parts,
    answer: Answer,
    name: &str,
    members: &[(Part, &str)],
) {
    if !members.iter().any(|(part, _)| answer.has(*part)) {
        return;
    }
    let mark = buffer.len();
    push(buffer, name);
    let open = buffer.len();
    for (part, name) in members {
        if answer.has(*part) {
            text(buffer, parts, *part, name);
        }
    }
    // Each member brings a comma; the first one's place is the brace's.
    match buffer.get_mut(open) {
        Some(comma) => {
            *comma = b'{';
            buffer.push(b'}');
        }
        None => buffer.truncate(mark),
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

/// Writes into a JSON string.
pub(crate) struct JsonString<'a>(pub(crate) &'a mut Vec<u8>);

impl fmt::Write for JsonString<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape(self.0, text);
        Ok(())
    }
}

/// The inside of a JSON string, escaped as serde_json does it (RFC 8259, section 7).
fn escape(buffer: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|byte| needs_escape(*byte)) {
        let (clean, tail) = rest.split_at(at);
        buffer.extend_from_slice(clean);
        let [byte, tail @ ..] = tail else { return };
        match byte {
            b'"' => buffer.extend_from_slice(b"\\\""),
            b'\\' => buffer.extend_from_slice(b"\\\\"),
            b'\n' => buffer.extend_from_slice(b"\\n"),
            b'\r' => buffer.extend_from_slice(b"\\r"),
            b'\t' => buffer.extend_from_slice(b"\\t"),
            0x08 => buffer.extend_from_slice(b"\\b"),
            0x0c => buffer.extend_from_slice(b"\\f"),
            byte => {
                let hex = |nibble: u8| match nibble {
                    0..=9 => b'0' + nibble,
                    _ => b'a' + nibble - 10,
                };
                let escaped = [b'\\', b'u', b'0', b'0', hex(byte >> 4), hex(byte & 15)];
                buffer.extend_from_slice(&escaped);
            }
        }
        rest = tail;
    }
    buffer.extend_from_slice(rest);
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
        buffer.shrink_to_fit();
        return Bytes::from(buffer);
    }
    let body = Bytes::copy_from_slice(&buffer);
    buffer.clear();
    // At the thread's end the buffer goes with it.
    let _ = SCRATCH.try_with(|scratch| scratch.set(buffer));
    body
}
