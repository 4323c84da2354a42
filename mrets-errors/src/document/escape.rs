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
        Escaping {
            out: f,
            escape: |char| match char {
                '~' => Some("~0"),
                '/' => Some("~1"),
                _ => None,
            },
        }
        .write_fmt(format_args!("{}", self.0))
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

struct Escaping<'a, 'b> {
    out: &'a mut fmt::Formatter<'b>,
    escape: fn(char) -> Option<&'static str>,
}

impl fmt::Write for Escaping<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some((at, escaped)) = rest
            .char_indices()
            .find_map(|(at, char)| Some((at, (self.escape)(char)?)))
        {
            let (clean, tail) = rest.split_at(at);
            self.out.write_str(clean)?;
            self.out.write_str(escaped)?;
            let mut tail = tail.chars();
            tail.next();
            rest = tail.as_str();
        }
        self.out.write_str(rest)
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
