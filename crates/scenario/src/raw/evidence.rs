//! `[[bloc]]` and `[[evidence]]`.

use nemcon_core::Stance;
use schemars::JsonSchema;
use serde::Deserialize;

use super::block::{Assumed, Block, Displaced, IsBlock, List};
use super::coding::Rows;
use super::describe::{Described, Key};
use super::selector::{CandidateName, MemberName, Selector};
use super::words::OneOf;

/// Members of a group that think alike.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bloc {
    /// The name of the group, or "*" for the whole body.
    #[schemars(with = "MemberName")]
    pub(crate) group: String,
    /// How alike: the correlation between two of its members, 0 or more and below 1.
    #[schemars(range(min = 0), extend("exclusiveMaximum" = 1))]
    pub(crate) rho: f64,
    /// On which candidates; all unless given.
    pub(crate) candidates: Option<Selector>,
}

/// A table with the keys of a count, and some more.
macro_rules! with_count {
    ($(#[$about:meta])* struct $name:ident { $($(#[$meta:meta])* $key:ident: $type:ty,)* }) => {
        $(#[$about])*
        #[derive(Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            $($(#[$meta])* pub(crate) $key: $type,)*
            /// The stances that are counted together; support alone unless given.
            pub(crate) stances: Option<Vec<OneOf<Stance>>>,
            /// About so many members; goes with `sd`.
            #[schemars(range(min = 0))]
            pub(crate) about: Option<f64>,
            /// The standard deviation of the report: the truth is within two of them in about 95 of 100 cases.
            #[schemars(extend("exclusiveMinimum" = 0))]
            pub(crate) sd: Option<f64>,
            /// Exactly so many members.
            pub(crate) exactly: Option<u32>,
            /// So many members or more.
            pub(crate) at_least: Option<u32>,
            /// So many members or fewer.
            pub(crate) at_most: Option<u32>,
        }

        impl $name {
            /// The count that is given directly.
            pub(crate) fn count(&self) -> Counts {
                let Self { about, sd, exactly, at_least, at_most, .. } = *self;
                Counts { stances: self.stances.clone(), about, sd, exactly, at_least, at_most }
            }
        }
    };
}

with_count! {
    /// What is known of how many members, present at the date of knowledge, think what of a candidate.
    // Either the keys of one count, or reports.
    struct Evidence {
        /// The id of the candidate.
        #[schemars(with = "CandidateName")]
        candidate: String,
        /// The row, or rows, of the coding table that complete this entry, by name.
        #[allow(dead_code, reason = "it has been followed when this is read")]
        row: Option<Rows>,
        /// Several counts, of different stances.
        reports: Option<Vec<Counts>>,
    }
}

with_count! {
    /// One count.
    struct Counts {}
}

impl IsBlock for Bloc {
    const BLOCK: Block = Block::list::<Self>("bloc", "Groups whose members think alike.", List::by("group"))
        .assumed(Assumed::Entries(|_, entry| entry.text_of("group").unwrap_or_default().to_owned()));
}

/// A count makes sense as a whole.
const COUNT: &[Displaced] = &[Displaced::together(&["stances", "about", "sd", "exactly", "at_least", "at_most", "reports"])];

impl IsBlock for Evidence {
    const BLOCK: Block =
        Block::list::<Self>("evidence", "Reports on how many members think what.", List::by("candidate").displacing(COUNT))
            .assumed(Assumed::Entries(|_, entry| format!("on {}", entry.text_of("candidate").unwrap_or_default())));
}

impl Described for Bloc {
    const KEYS: &'static [Key] = &[
        Key::of::<MemberName>("group").such_as("\"nb8\""),
        Key::of::<f64>("rho").such_as("0.3, the correlation: 0 not at all alike, 1 quite alike"),
        Key::of::<Selector>("candidates"),
    ];
}

impl Described for Evidence {
    const KEYS: &'static [Key] = &[Key::of::<CandidateName>("candidate"), Key::of::<Counts>("reports")];
}

impl Described for Counts {}
