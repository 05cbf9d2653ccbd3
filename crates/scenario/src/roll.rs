//! Who is listed as a member, with what the model does not keep: the dates of a membership.

use nemcon_core::Date;

/// The members that a file lists.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Roll {
    /// The day of which the body is; without one those are members who have no `until`.
    pub as_of: Option<Date>,
    /// The names of the weights that members can have, each with its unit, in the order of the file.
    pub weights: Vec<(String, String)>,
    /// Everybody whom the file lists, in its order.
    pub members: Vec<Membership>,
}

/// A membership; of somebody who left and came back there are several.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Membership {
    /// What files call the member.
    pub id: String,
    /// Its name, or its id where the file gives no other.
    pub name: String,
    /// The groups it belongs to.
    pub groups: Vec<String>,
    /// Its weights by name, exact decimals as the file writes them; those that it does not have are missing.
    pub weights: Vec<(String, String)>,
    /// The first day of the membership.
    pub since: Option<Date>,
    /// The first day after it.
    pub until: Option<Date>,
    /// Whether it holds.
    pub standing: Standing,
}

/// Whether a membership holds on the day of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It does, and the member is present.
    Present,
    /// The member is absent, and may join by an event.
    Joining,
    /// Its dates leave the member out.
    LeftOut,
}

impl Standing {
    /// The word for it in outputs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Joining => "joining",
            Self::LeftOut => "left out",
        }
    }
}
