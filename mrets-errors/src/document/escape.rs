//! Escapes of the values that a format string puts in.

use std::fmt::{self, Display, Write as _};

/// A value within a JSON pointer, escaped by RFC 6901, section 3.
pub struct Pointer<'a>(pub &'a dyn Display);

impl fmt::Debug for Pointer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pointer({self})")
    }
}

impl Display for Pointer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(PointerEscape(f), "{}", self.0)
    }
}

/// A value within a link, percent-encoded by RFC 3986, section 2, except for unreserved characters.
/// So it is one path segment, or one query value.
pub struct Percent<'a>(pub &'a dyn Display);

impl fmt::Debug for Percent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Percent({self})")
    }
}

impl Display for Percent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(PercentEncoding(f), "{}", self.0)
    }
}

struct PointerEscape<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl fmt::Write for PointerEscape<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'~' | b'/')) {
            let (clean, tail) = rest.split_at(at);
            self.0.write_str(clean)?;
            let (escaped, tail) = match tail.strip_prefix('~') {
                Some(tail) => ("~0", tail),
                None => ("~1", tail.strip_prefix('/').unwrap_or_default()),
            };
            self.0.write_str(escaped)?;
            rest = tail;
        }
        self.0.write_str(rest)
    }
}

struct PercentEncoding<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl fmt::Write for PercentEncoding<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.bytes().try_for_each(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                self.0.write_char(char::from(byte))
            }
            byte => write!(self.0, "%{byte:02X}"),
        })
    }
}
