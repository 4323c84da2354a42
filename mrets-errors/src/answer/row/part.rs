//! [`Part`]: the parts of an answer that vary, and the members of the error object among them.

/// A part of an answer that varies, or stands beside the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Detail,
    Display,
    Id,
    Code,
    Pointer,
    Parameter,
    Header,
    About,
    Type,
    Meta,
    Headers,
    Errors,
}

impl Part {
    /// The bit of [`Row::parts`](crate::answer::row::Row::parts) that says that a row has this part.
    pub(crate) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A text member of an object within the error object.
pub(crate) struct Member {
    pub(crate) part: Part,
    /// The object, and its name on the wire.
    pub(crate) parent: &'static str,
    pub(crate) name: &'static str,
    /// The start of the object, and of the member, as JSON.
    pub(crate) open: &'static str,
    pub(crate) key: &'static str,
}

macro_rules! members {
    ($($part:ident = $parent:literal . $name:literal,)*) => {
        &[$(
            Member {
                part: Part::$part,
                parent: $parent,
                name: $name,
                open: concat!(",\"", $parent, "\":{"),
                key: concat!(",\"", $name, "\":"),
            },
        )*]
    };
}

/// The text members, in their order on the wire. The members of one object stand together.
pub(crate) static MEMBERS: &[Member] = members! {
    Pointer = "source"."pointer",
    Parameter = "source"."parameter",
    Header = "source"."header",
    About = "links"."about",
    Type = "links"."type",
};
