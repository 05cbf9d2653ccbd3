//! The question a body has to answer, and the procedure it follows.

use jiff::civil::Date;

use crate::{Ballot, Cadence, Ratio, Rule, Stance};

/// What is to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A post is to be filled.
    Appointment,
    /// A motion is to be adopted: the one candidate is the motion itself.
    Motion,
}

/// A post to fill or a motion to adopt, its calendar and its rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Post or motion.
    pub kind: Kind,
    /// The post, or the motion, in words.
    pub post: String,
    /// The date of knowledge, t0: nothing later is known.
    pub as_of: Date,
    /// The deadline, T: a round on or after it is the last.
    pub deadline: Date,
    /// How often soundings are held.
    pub cadence: Cadence,
    /// When a proposal is adopted.
    pub rule: Rule,
    /// Whether `reserve` counts as against (or, with `false`, as an abstention).
    pub reserve_is_against: bool,
    /// How soundings are conducted.
    pub procedure: Procedure,
}

impl Question {
    /// The ballot of a member with this stance (model, section 3).
    pub const fn ballot(&self, stance: Stance) -> Ballot {
        match stance {
            Stance::Oppose => Ballot::Against,
            Stance::Reserve if self.reserve_is_against => Ballot::Against,
            Stance::Reserve | Stance::Accept => Ballot::Abstain,
            Stance::Support => Ballot::For,
        }
    }
}

/// How soundings are conducted (model, section 4, "Procedures").
#[derive(Debug, Clone, PartialEq)]
pub enum Procedure {
    /// Every presented candidate is sounded in every round.
    Soundings(Soundings),
    /// The field is cut down on fixed dates before anybody is sounded.
    Winnowing(Vec<Cut>),
    /// Everybody votes for one candidate.
    Ballots(Ballots),
}

impl Procedure {
    /// The name used in scenario files.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Soundings(_) => "soundings",
            Self::Winnowing(_) => "winnowing",
            Self::Ballots(_) => "ballots",
        }
    }
}

/// The options of the procedure `soundings`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Soundings {
    /// In how many consecutive rounds the rule must pass; 1 or more.
    pub hold: u32,
    /// When a candidate with too little support withdraws.
    pub drop: Option<DropOut>,
}

impl Default for Soundings {
    fn default() -> Self {
        Self { hold: 1, drop: None }
    }
}

/// A candidate whose share of supporters stays below a bound withdraws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DropOut {
    /// The bound on the share of supporters among present members, from 0 to 1.
    pub below: Ratio,
    /// After so many consecutive rounds; 1 or more.
    pub after: u32,
}

/// One step of the procedure `winnowing`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// At the first round on or after this date …
    pub on: Date,
    /// … all but the first so many candidates withdraw.
    pub keep: u32,
}

/// The options of the procedure `ballots`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ballots {
    /// Ballots a round; 1 or more.
    pub per_round: u32,
    /// Whether a member whose best stance is `oppose` abstains.
    pub may_abstain: bool,
    /// Whether, and how, the last is eliminated.
    pub eliminate: Option<Elimination>,
    /// After so many failed ballots only the top two of the last remain.
    pub runoff_after: Option<u32>,
    /// With two in the field, more votes win.
    pub plurality_between_two: bool,
}

/// Elimination of the candidate with the fewest votes after a failed ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elimination {
    /// From this ballot on, counted over the run from 1.
    pub from_ballot: u32,
    /// While more than so many remain; 1 or more.
    pub down_to: u32,
}

impl Default for Elimination {
    fn default() -> Self {
        Self { from_ballot: 1, down_to: 2 }
    }
}
