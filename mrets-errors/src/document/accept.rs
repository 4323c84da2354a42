//! Content negotiation by `Accept`.

#[cfg(feature = "__rewrite")]
use crate::document::dialect::Dialect;
use crate::document::format::Format;
#[cfg(feature = "__rewrite")]
use crate::document::format::Representation;
use crate::document::quality::quality;
use http::HeaderMap;
use http::header::ACCEPT;
use std::borrow::Cow;
use std::cmp::Reverse;

/// The format that the client's `Accept` asks for (RFC 9110, 12.5.1).
///
/// The highest quality wins. Of equal ones, the format that is named more exactly wins, then the first one. If
/// `Accept` is absent, is `*/*` or cannot be satisfied, the format is JSON:API, so that an error always has a
/// body. A malformed range is skipped; the others count.
///
/// JSON:API 1.1 ("Content Negotiation") has the server ignore its media type if that has a
/// parameter other than `ext` and `profile`, or an `ext` that the server does not support. This one supports none.
///
/// ```
/// use http::HeaderMap;
/// use mrets_errors::{Format, negotiate};
///
/// let mut request = HeaderMap::new();
/// assert_eq!(negotiate(&request), Format::JsonApi);
/// request.insert("accept", "application/problem+json, application/json;q=0.5".parse()?);
/// assert_eq!(negotiate(&request), Format::Problem);
/// # Ok::<(), http::header::InvalidHeaderValue>(())
/// ```
#[must_use]
#[inline] // Few users negotiate: only they compile it, and what it calls.
pub fn negotiate(headers: &HeaderMap) -> Format {
    let lines = lines(headers);
    let ranges = ranges(&lines);
    Format::ALL
        .into_iter()
        .filter_map(|format| Some((format, weight(&ranges, |range| range.matches(format))?)))
        // `max_by_key` keeps the last of equals: the server's favourite.
        .rev()
        .max_by_key(|(_, weight)| *weight)
        .map_or(Format::default(), |(format, _)| format)
}

/// The representation in which the client wants an error of this dialect. Of equals, the dialect's own document
/// comes first, then the formats, then the page.
#[cfg(feature = "__rewrite")]
pub(crate) fn negotiate_in(dialect: &Dialect, headers: &HeaderMap) -> Representation {
    let lines = lines(headers);
    let ranges = ranges(&lines);
    let mut wanted = Vec::with_capacity(Format::ALL.len() + 2);
    if !dialect.is_json_api() {
        let (kind, subtype) = essence(dialect.media_type());
        let own = weight(&ranges, |range| range.matches_type(kind, subtype));
        wanted.push((Representation::Own, own));
    }
    for format in Format::ALL {
        let weight = weight(&ranges, |range| range.matches(format));
        wanted.push((Representation::Format(format), weight));
    }
    #[cfg(feature = "html")]
    if dialect.has_page() {
        wanted.push((Representation::Page, html_weight(&ranges)));
    }
    let wanted = wanted
        .into_iter()
        .filter_map(|(wanted, weight)| Some((wanted, weight?)));
    // `max_by_key` keeps the last of equals: the server's favourite.
    let mut wanted: Vec<_> = wanted.collect();
    wanted.reverse();
    let best = wanted.into_iter().max_by_key(|(_, weight)| *weight);
    best.map_or(Representation::Own, |(wanted, _)| wanted)
}

#[cfg(feature = "__rewrite")]
fn essence(media_type: &str) -> (&str, &str) {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.split_once('/').unwrap_or_default()
}

/// Whether the client prefers HTML to each of our formats, by the same rule.
#[cfg(feature = "__rewrite")]
pub(crate) fn prefers_html(headers: &HeaderMap) -> bool {
    let lines = lines(headers);
    let ranges = ranges(&lines);
    let ours = Format::ALL.into_iter();
    let ours = ours.filter_map(|format| weight(&ranges, |range| range.matches(format)));
    html_weight(&ranges) > ours.max()
}

#[cfg(feature = "__rewrite")]
fn html_weight(ranges: &[Range<'_>]) -> Option<Weight> {
    weight(ranges, |range| range.matches_type("text", "html"))
}

/// The lines of `Accept`. A quoted string may have bytes that are not ASCII (RFC 9110, 5.6.4).
#[inline]
fn lines(headers: &HeaderMap) -> Vec<Cow<'_, str>> {
    let lines = headers.get_all(ACCEPT).iter();
    lines
        .map(|line| String::from_utf8_lossy(line.as_bytes()))
        .collect()
}

#[inline]
fn ranges<'a>(lines: &'a [Cow<'_, str>]) -> Vec<Range<'a>> {
    let ranges = lines.iter().flat_map(|line| split(line, ','));
    ranges.filter_map(Range::parse).collect()
}

/// The preference of the client for a media type: by quality, then by exactness, then by place.
type Weight = (u16, u8, Reverse<usize>);

/// The weight of a media type; `None` if the client does not want it. The most exact range decides, even against a
/// broader one: `*/*, text/html;q=0` refuses HTML.
fn weight(ranges: &[Range<'_>], matches: impl Fn(&Range<'_>) -> bool) -> Option<Weight> {
    let (place, range) = ranges
        .iter()
        .enumerate()
        .filter(|(_, range)| matches(range))
        .max_by_key(|(place, range)| (range.exactness(), Reverse(*place)))?;
    (range.quality > 0).then_some((range.quality, range.exactness(), Reverse(place)))
}

/// A media range with its weight.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    /// Whether it has a parameter that JSON:API's media type may not have.
    has_other_parameters: bool,
    /// The weight, in thousandths.
    quality: u16,
}

impl<'a> Range<'a> {
    #[inline]
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = split(text, ';');
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let mut range = Self {
            kind,
            subtype,
            has_other_parameters: false,
            quality: 1000,
        };
        if kind.is_empty() || subtype.is_empty() || (kind == "*" && subtype != "*") {
            return None;
        }
        for parameter in parts {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let name = name.trim_end();
            // The weight stands anywhere among the parameters, RFC 9110, 12.5.1.
            if name.eq_ignore_ascii_case("q") {
                range.quality = quality(value.trim_start())?;
            } else if !name.is_empty() {
                range.has_other_parameters |= !name.eq_ignore_ascii_case("profile");
            }
        }
        Some(range)
    }

    fn matches(&self, format: Format) -> bool {
        let (kind, subtype) = format.media_type().split_once('/').unwrap_or_default();
        self.matches_type(kind, subtype)
            && !(format == Format::JsonApi && self.exactness() == 2 && self.has_other_parameters)
    }

    fn matches_type(&self, kind: &str, subtype: &str) -> bool {
        let same = |range: &str, exact: &str| range == "*" || range.eq_ignore_ascii_case(exact);
        same(self.kind, kind) && same(self.subtype, subtype)
    }

    /// The number of names out of two, type and subtype, that are no `*`.
    fn exactness(&self) -> u8 {
        u8::from(self.kind != "*") + u8::from(self.subtype != "*")
    }
}

/// Splits at a separator outside of quoted strings (RFC 9110, 5.6.4), and trims.
#[inline]
pub(crate) fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    let mut is_escaped = false;
    text.split(move |char: char| {
        match char {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            _ => return char == separator && !is_quoted,
        }
        false
    })
    .map(str::trim)
}
