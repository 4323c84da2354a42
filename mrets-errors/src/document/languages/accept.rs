//! Chooses the language that `Accept-Language` asks for.

use crate::document::quality::quality;
use std::cmp::Reverse;

/// Looks up the languages of a request among the existing ones (RFC 4647, section 3.4): each range, in
/// the order of its weight, is shortened from its end until a language has this tag. `None` is the default.
///
/// A range without a valid weight is skipped (RFC 9110, 12.4.2). A language whose weight is 0 is taken
/// only if nothing else is left, so that an error always has its texts. `*` stands for the default.
pub(super) fn look_up(accept: &str, default: &str, tags: &[&str]) -> Option<usize> {
    let mut ranges: Vec<Range<'_>> = accept.split(',').filter_map(Range::parse).collect();
    // A stable sort: of equal weights the first is preferred.
    ranges.sort_by_key(|range| Reverse(range.quality));
    let is_refused = |tag: &str| {
        let matching = ranges.iter().filter(|range| range.matches(tag));
        let closest = matching.max_by_key(|range| range.exactness());
        closest.is_some_and(|range| range.quality == 0)
    };
    let is_default_refused = is_refused(default);
    let are_refused: Vec<bool> = tags.iter().map(|tag| is_refused(tag)).collect();
    for range in ranges.iter().filter(|range| range.is_asked_for()) {
        let mut tag = range.tag;
        loop {
            if tag.eq_ignore_ascii_case(default) && !is_default_refused {
                return None;
            }
            let mut known = tags.iter().zip(&are_refused);
            let known =
                known.position(|(known, refused)| !refused && tag.eq_ignore_ascii_case(known));
            if known.is_some() {
                return known;
            }
            match shortened(tag) {
                Some(shorter) => tag = shorter,
                None => break,
            }
        }
    }
    let takes_any = ranges
        .iter()
        .any(|range| range.tag == ANY && range.quality > 0);
    if is_default_refused && takes_any {
        return are_refused.iter().position(|refused| !refused);
    }
    None
}

const ANY: &str = "*";

/// A language range with its weight.
struct Range<'a> {
    tag: &'a str,
    /// The weight, in thousandths.
    quality: u16,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let tag = parts.next()?;
        let is_tag = |tag: &str| {
            tag.split('-').all(|subtag| {
                let is_length = (1..=8).contains(&subtag.len());
                is_length && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
            })
        };
        if tag != ANY && !is_tag(tag) {
            return None;
        }
        let quality = match parts.next().filter(|weight| !weight.is_empty()) {
            None => 1000,
            Some(weight) => {
                let (name, value) = weight.split_once('=')?;
                let is_weight = name.trim_end().eq_ignore_ascii_case("q");
                is_weight.then(|| quality(value.trim_start()))??
            }
        };
        Some(Self { tag, quality })
    }

    /// Whether it names a language, and wants it.
    fn is_asked_for(&self) -> bool {
        self.tag != ANY && self.quality > 0
    }

    /// Whether it stands for this language (RFC 4647, 3.3.1).
    fn matches(&self, tag: &str) -> bool {
        let (start, rest) = tag.split_at_checked(self.tag.len()).unwrap_or((tag, ""));
        self.tag == ANY
            || start.eq_ignore_ascii_case(self.tag) && (rest.is_empty() || rest.starts_with('-'))
    }

    fn exactness(&self) -> usize {
        if self.tag == ANY { 0 } else { self.tag.len() }
    }
}

/// A tag without its last subtag, and without a single letter before it, which only introduces that subtag.
fn shortened(tag: &str) -> Option<&str> {
    let (rest, _) = tag.rsplit_once('-')?;
    match rest.rsplit_once('-') {
        Some((before, last)) if last.len() == 1 => Some(before),
        _ => Some(rest),
    }
}
