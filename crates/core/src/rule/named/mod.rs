//! The familiar rules, one file each: names for trees of tallies.

pub(super) mod blocking_minority;
pub(super) mod consensus;
pub(super) mod consensus_minus;
pub(super) mod double_majority;
pub(super) mod majority_of_cast;
pub(super) mod qualified_majority;
pub(super) mod unanimity;
pub(super) mod veto;

use super::{Bound, Comparison, Rule, Scope, Tally};
use crate::{BallotSet, Ratio};

/// At most `number` members of a scope against.
fn at_most_against(number: u32, scope: Scope) -> Rule {
    let bound = Bound::Absolute(Ratio::new(u64::from(number), 1));
    Rule::tally(monotone(Tally::new(BallotSet::AGAINST, Comparison::AtMost, bound)).over(scope))
}

/// Unwraps a tally whose ballots and direction are fixed, and monotone, where it is called.
fn monotone(tally: Result<Tally, super::RuleError>) -> Tally {
    tally.expect("the ballots and the direction of a named rule go together")
}
