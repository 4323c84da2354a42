//! JSON strings, escaped.

use std::fmt;

/// Writes into a JSON string.
pub(crate) struct JsonString<'a>(pub(crate) &'a mut Vec<u8>);

impl fmt::Write for JsonString<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape(self.0, text);
        Ok(())
    }
}

/// Writes a whole JSON string.
pub(crate) fn string(buffer: &mut Vec<u8>, text: &str) {
    buffer.push(b'"');
    escape(buffer, text);
    buffer.push(b'"');
}

/// The inside of a JSON string, escaped as serde_json does it (RFC 8259, section 7).
fn escape(buffer: &mut Vec<u8>, text: &str) {
    let text = text.as_bytes();
    if !is_clean(text) {
        return escape_each(buffer, text);
    }
    if spare(buffer) < text.len() {
        // Else the bytes behind a long text would double the buffer.
        buffer.reserve(text.len() + ROOM);
    }
    buffer.extend_from_slice(text);
}

/// Writes a text that has something to escape.
#[inline(never)] // Beside it, the way of most texts stays short.
fn escape_each(buffer: &mut Vec<u8>, text: &[u8]) {
    if spare(buffer) < text.len() + text.len() / 8 {
        buffer.reserve(text.len() + text.len() / 8 + ROOM);
    }
    let mut clean = 0;
    for (at, byte) in text.iter().enumerate() {
        let escape = escape_in_table(*byte);
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

/// The bytes that an object is likely to need behind a text.
pub(super) const ROOM: usize = 256;

/// The number of bytes that fit without another allocation.
pub(super) fn spare(buffer: &Vec<u8>) -> usize {
    buffer.capacity() - buffer.len()
}

fn hex(nibble: u8) -> u8 {
    match nibble {
        0..=9 => b'0' + nibble,
        _ => b'a' + nibble - 10,
    }
}

/// As [`escape_of`], without a branch.
fn escape_in_table(byte: u8) -> u8 {
    ESCAPES.get(usize::from(byte)).copied().unwrap_or_default()
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

/// The byte behind the backslash; 0 for a byte that needs no escape.
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
    // Blocks without a branch for each byte, so that the compiler makes vectors of them. The last one
    // overlaps the one before it.
    let Some(last) = text.last_chunk() else {
        return is_short_clean(text);
    };
    let (large, rest) = text.as_chunks();
    if !large.is_empty() && any_large_needs_escape(large) {
        return false;
    }
    let (small, _) = rest.as_chunks();
    !small_needs_escape(last) && !small.iter().any(small_needs_escape)
}

/// Whether nothing in a text of less than 16 bytes needs an escape. Two words that overlap hold all of it.
fn is_short_clean(text: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        return escapes(u64::from_le_bytes(*first)) | escapes(u64::from_le_bytes(*last)) == 0;
    }
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return escapes(u64::from(first) << 32 | u64::from(last)) == 0;
    }
    text.iter().all(|byte| escape_in_table(*byte) == 0)
}

/// Not 0 if one of eight bytes needs an escape. A subtraction from all bytes at once borrows at the first byte that
/// is less than its subtrahend.
fn escapes(bytes: u64) -> u64 {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    let below = |bytes: u64, bound: u8| bytes.wrapping_sub(EACH * u64::from(bound)) & !bytes;
    let low_or_quote = below(bytes ^ (EACH * 2), b' ' + 1);
    let backslash = below(bytes ^ (EACH * u64::from(b'\\')), 1);
    (low_or_quote | backslash) & (EACH * 0x80)
}

#[inline]
fn small_needs_escape(block: &[u8; 16]) -> bool {
    block
        .iter()
        .fold(false, |any, byte| any | needs_escape(*byte))
}

#[inline(never)]
fn any_large_needs_escape(blocks: &[[u8; 1024]]) -> bool {
    blocks.iter().any(large_needs_escape)
}

/// Whether a byte of a large block needs an escape. Minima take fewer vector instructions than comparisons, but
/// more to combine at the end.
fn large_needs_escape(block: &[u8; 1024]) -> bool {
    let (lowest, nearest) = block
        .iter()
        .fold((u8::MAX, u8::MAX), |(lowest, nearest), byte| {
            (lowest.min(byte ^ 2), nearest.min(byte ^ b'\\'))
        });
    lowest <= b' ' || nearest == 0
}

/// Whether a byte needs an escape. The compiler makes better vectors of one comparison than of three.
///
/// `byte ^ 2` swaps the quote and the space, and leaves the control characters below them.
fn needs_escape(byte: u8) -> bool {
    let low_or_quote = (byte ^ 2).saturating_sub(b' ');
    low_or_quote.min(byte ^ b'\\') == 0
}
