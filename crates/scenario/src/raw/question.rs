//! `[question]`.

use nemcon_core::Kind;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use super::block::{Assumed, Block, IsBlock};
use super::coding::Rows;
use super::describe::{Described, Key};
use super::forms::{Day, Fraction, Length};
use super::quantity::{HalfLife, Probability};
use super::rule::Rule;
use super::words::{OneOf, Words};

/// What is to be decided, when, and how.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = in_part)]
pub(crate) struct Question {
    /// A post to fill, or a motion to adopt: then there is exactly one candidate, the motion itself.
    pub(crate) kind: OneOf<Kind>,
    /// The row, or rows, of the coding table that complete this entry, by name.
    #[allow(dead_code, reason = "it has been followed when this is read")]
    pub(crate) row: Option<Rows>,
    /// The post, or the motion, in words.
    pub(crate) post: Option<String>,
    /// The date of knowledge: nothing that became known later is in the file.
    pub(crate) as_of: Day,
    /// The day by which it must be decided.
    pub(crate) deadline: Day,
    /// How often soundings are held; without it, on the meetings and the deadline alone.
    pub(crate) cadence: Option<Length>,
    /// Days after `as_of` on which the body meets at a level that can decide.
    #[serde(default)]
    pub(crate) meetings: Vec<Day>,
    /// Somebody who is not in the file may be agreed on; not of a motion.
    pub(crate) other: Option<Other>,
    /// The rule that decides; the body's unless given.
    pub(crate) rule: Option<Rule>,
    /// How a member with a reserve votes; against unless given.
    pub(crate) reserve_counts_as: Option<OneOf<ReserveCountsAs>>,
    /// How it is found out whether a candidate is agreed on; soundings unless given.
    pub(crate) procedure: Option<Procedure>,
}

/// How soon somebody who is not in the file is agreed on.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Other {
    /// The time after which that is so in half of the cases, while objections alone stop every candidate.
    pub(crate) half_life: HalfLife,
    /// The part of that pace while they do not; 0 unless given.
    #[schemars(range(min = 0, max = 1))]
    pub(crate) calm: Option<f64>,
    /// The probability that a meeting agrees on somebody else while objections alone stop every candidate, besides what its days add; 0 unless given.
    #[schemars(range(min = 0), extend("exclusiveMaximum" = 1))]
    pub(crate) meeting: Option<f64>,
}

/// A what-if file says only what differs; what a file on its own must say stands with the file.
fn in_part(schema: &mut Schema) {
    schema.remove("required");
}

/// How a reserve is counted in a sounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReserveCountsAs {
    Against,
    Abstain,
}

impl Words for ReserveCountsAs {
    const WORDS: &'static [&'static str] = &["against", "abstain"];
    const VALUES: &'static [Self] = &[Self::Against, Self::Abstain];
}

/// How it is found out whether a candidate is agreed on.
#[derive(Deserialize, JsonSchema)]
#[serde(rename = "procedure", rename_all = "lowercase")]
pub(crate) enum Procedure {
    /// Candidates are sounded one by one, those with most supporters first, until one is agreed on.
    Soundings(Soundings),
    /// The field is narrowed on some dates, as in the confessionals of the WTO; then the rest is sounded.
    Winnowing(Vec<Cut>),
    /// Each member votes for one candidate.
    Ballots(Ballots),
}

/// Soundings, one candidate after another.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Soundings {
    /// The consecutive rounds in which the rule must pass; 1 unless given.
    pub(crate) hold: Option<u32>,
    /// Candidates with few supporters withdraw.
    pub(crate) drop: Option<Drop>,
}

/// Who has had few supporters for long withdraws.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Drop {
    /// Few: below this share of the present members.
    pub(crate) below: Fraction,
    /// Long: so many consecutive rounds.
    pub(crate) after: u32,
}

/// A date on which the field is narrowed.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cut {
    /// The day.
    pub(crate) on: Day,
    /// How many candidates remain.
    pub(crate) keep: u32,
}

/// Exclusive ballots.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ballots {
    /// Ballots a round; 1 unless given.
    pub(crate) per_round: Option<u32>,
    /// Whether a member that opposes every candidate abstains.
    #[serde(default)]
    pub(crate) may_abstain: bool,
    /// The last of a failed ballot withdraws.
    pub(crate) eliminate: Option<Eliminate>,
    /// After so many failed ballots in all, only the first two of the last one remain.
    pub(crate) runoff_after: Option<u32>,
    /// Members reconsider between ballots, drawn to those with many votes.
    pub(crate) revise: Option<Revise>,
    /// The probability that a member that voted for others joins the last one in the field; without it, such a field is put to a yes or no.
    pub(crate) acclaim: Option<Probability>,
    /// Whether more votes win once two are left.
    #[serde(default)]
    pub(crate) plurality_between_two: bool,
}

/// The last of a failed ballot withdraws.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Eliminate {
    /// The first ballot after which that is so; 1 unless given.
    pub(crate) from_ballot: Option<u32>,
    /// In place of `from_ballot`: the numbers of the ballots after which that is so, all that are held counted.
    #[schemars(length(min = 1))]
    pub(crate) after: Option<Vec<u32>>,
    /// So many always remain; 2 unless given.
    pub(crate) down_to: Option<u32>,
}

/// Members reconsider between ballots.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Revise {
    /// The probability that a member reconsiders before a ballot.
    pub(crate) share: Probability,
    /// How much the votes of the last ballot draw, 0 (not at all) or more; 1 unless given.
    #[schemars(range(min = 0))]
    pub(crate) pull: Option<f64>,
}

impl IsBlock for Question {
    const BLOCK: Block = Block::table::<Self>("question", "What is to be decided, when, and how.").assumed(Assumed::Keys(&["other"]));
}

impl Described for Question {
    const KEYS: &'static [Key] = &[
        Key::of::<OneOf<Kind>>("kind").such_as("\"appointment\" or \"motion\""),
        Key::of::<Day>("as_of").such_as("2024-02-22, the date up to which everything is known"),
        Key::of::<Day>("deadline").such_as("2024-10-01, the date by which it is to be decided"),
        Key::of::<Length>("cadence"),
        Key::of::<Day>("meetings").such_as("[2024-04-04, 2024-07-09]"),
        Key::of::<Other>("other"),
        Key::of::<Rule>("rule"),
        Key::of::<Procedure>("procedure"),
    ];
}

impl Described for Procedure {
    const EXAMPLE: &'static str = "{ soundings = { hold = 2 } } or { ballots = { per_round = 4 } }";
    const KEYS: &'static [Key] = &[Key::of::<Soundings>("soundings"), Key::of::<Cut>("winnowing"), Key::of::<Ballots>("ballots")];
}

impl Described for Soundings {
    const EXAMPLE: &'static str = "{ hold = 2 }";
    const KEYS: &'static [Key] = &[Key::of::<Drop>("drop")];
}

impl Described for Drop {
    const EXAMPLE: &'static str = "{ below = \"20%\", after = 2 }";
    const KEYS: &'static [Key] = &[Key::of::<Fraction>("below"), Key::of::<u32>("after")];
}

impl Described for Cut {
    const EXAMPLE: &'static str = "{ on = 2024-03-01, keep = 2 }";
    const KEYS: &'static [Key] = &[Key::of::<Day>("on"), Key::of::<u32>("keep")];
}

impl Described for Ballots {
    const EXAMPLE: &'static str = "{ per_round = 4 }";
    const KEYS: &'static [Key] = &[Key::of::<Eliminate>("eliminate"), Key::of::<Revise>("revise"), Key::of::<Probability>("acclaim")];
}

impl Described for Revise {
    const EXAMPLE: &'static str = "{ share = 0.1 }";
    const KEYS: &'static [Key] = &[Key::of::<Probability>("share")];
}

impl Described for Other {
    const EXAMPLE: &'static str = "{ half_life = \"26 weeks\", calm = 0.1 }";
    const KEYS: &'static [Key] = &[Key::of::<HalfLife>("half_life")];
}

impl Described for Eliminate {
    const EXAMPLE: &'static str = "{ from_ballot = 1, down_to = 2 }";
}
