//! The question a body has to answer, and the procedure it follows.

use jiff::civil::Date;

use crate::word::words;
use crate::{Ballot, Cadence, Probability, Quantity, Ratio, Rule, Stance};

/// What is to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A post is to be filled.
    Appointment,
    /// A motion is to be adopted: the one candidate is the motion itself.
    Motion,
}

words! { Kind, "kind of question":
    Appointment = "appointment",
    Motion = "motion",
}

/// A post to fill or a motion to adopt, its calendar and its rule.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Question {
    /// Post or motion.
    pub kind: Kind,
    /// The post, or the motion, in words.
    pub post: String,
    /// The date of knowledge, t0: nothing later is known.
    pub as_of: Date,
    /// The deadline, T: a round on or after it is the last.
    pub deadline: Date,
    /// How often soundings are held; `None`: on the meetings and the deadline alone.
    pub cadence: Option<Cadence>,
    /// The days after `as_of` on which the body meets at a level that can decide.
    pub meetings: Vec<Date>,
    /// How soon somebody who is not among the candidates is agreed on, if that can be; appointments only.
    pub other: Option<Other>,
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

    /// Whether a member with this stance *blocks* a candidate: its ballot is `against` (model, section 3).
    pub fn blocks(&self, stance: Stance) -> bool {
        self.ballot(stance) == Ballot::Against
    }
}

/// The hazard of the outcome `other`, at the end of a round in which nobody was appointed: `ln 2 /
/// half_life` a day in deadlock (model, section 2).
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Other {
    /// Half-life in days, in deadlock.
    pub half_life: Quantity,
    /// The factor on the hazard outside of deadlock, from 0 to 1.
    pub calm: f64,
    /// The probability that a meeting in deadlock agrees on somebody else, besides what its days add; from 0 to below 1.
    #[cfg_attr(feature = "serde", serde(default))]
    pub meeting: f64,
}

/// How soundings are conducted (model, section 4, "Procedures"). What others need to know of one is said
/// by the methods, each by an exhaustive match.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
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

    /// Whether each member votes for one candidate, in place of saying of each what it thinks.
    pub const fn is_choice(&self) -> bool {
        match self {
            Self::Soundings(_) | Self::Winnowing(_) => false,
            Self::Ballots(_) => true,
        }
    }

    /// Whether it can make candidates withdraw.
    pub const fn weeds_out(&self) -> bool {
        match self {
            Self::Soundings(soundings) => soundings.drop.is_some(),
            Self::Winnowing(_) => true,
            Self::Ballots(ballots) => ballots.eliminate.is_some() || ballots.runoff_after.is_some(),
        }
    }
}

/// The options of the procedure `soundings`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct DropOut {
    /// The bound on the share of supporters among present members, from 0 to 1.
    pub below: Ratio,
    /// After so many consecutive rounds; 1 or more.
    pub after: u32,
}

/// One step of the procedure `winnowing`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Cut {
    /// At the first round on or after this date …
    pub on: Date,
    /// … all but the first so many candidates withdraw.
    pub keep: u32,
}

/// The options of the procedure `ballots`.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
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
    /// Whether, and how, members reconsider between ballots.
    pub revise: Option<Revision>,
    /// The probability with which a member joins the majority once one candidate is left of several;
    /// `None`: a field of one is put to a yes or no.
    pub acclaim: Option<Probability>,
}

impl Default for Ballots {
    fn default() -> Self {
        Self {
            per_round: 1,
            may_abstain: false,
            eliminate: None,
            runoff_after: None,
            plurality_between_two: false,
            revise: None,
            acclaim: None,
        }
    }
}

/// Elimination of the candidate with the fewest votes after a failed ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Elimination {
    /// After which ballots.
    pub after: EliminatingBallots,
    /// While more than so many remain; 1 or more.
    pub down_to: u32,
}

impl Default for Elimination {
    fn default() -> Self {
        Self { after: EliminatingBallots::From(1), down_to: 2 }
    }
}

/// Ballots after which somebody is eliminated; all that are held in a run are counted, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum EliminatingBallots {
    /// This one and all later ones.
    From(u32),
    /// These alone.
    After(Vec<u32>),
}

impl EliminatingBallots {
    /// Whether somebody is eliminated after the ballot of this number.
    pub fn contains(&self, ballot: u32) -> bool {
        match self {
            Self::From(first) => ballot >= *first,
            Self::After(ballots) => ballots.contains(&ballot),
        }
    }
}

/// Members reconsider between ballots, drawn to those who had many votes (model, section 4).
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Revision {
    /// The probability that a member reconsiders before a ballot.
    pub share: Probability,
    /// How much the votes of the last ballot draw, 0 or more: a candidate with `v` votes is chosen in
    /// proportion to `(v + ½)^pull`.
    pub pull: f64,
}
