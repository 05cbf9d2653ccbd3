//! The atom of every rule: a sum of weights compared with a bound.

use super::RuleError;
use crate::word::words;
use crate::{Ballot, BallotSet, Body, MemberId, MemberSet, Ratio};

/// How a sum is compared with its bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Comparison {
    /// The sum is the bound or more.
    AtLeast,
    /// The sum exceeds the bound.
    MoreThan,
    /// The sum is the bound or less.
    AtMost,
    /// The sum stays below the bound.
    FewerThan,
}

impl Comparison {
    /// Whether the sum is bounded below.
    pub const fn is_lower(self) -> bool {
        matches!(self, Self::AtLeast | Self::MoreThan)
    }

    /// Whether a sum that compares so with its bound satisfies it.
    pub fn accepts(self, sum_to_bound: std::cmp::Ordering) -> bool {
        match self {
            Self::AtLeast => sum_to_bound.is_ge(),
            Self::MoreThan => sum_to_bound.is_gt(),
            Self::AtMost => sum_to_bound.is_le(),
            Self::FewerThan => sum_to_bound.is_lt(),
        }
    }
}

/// What a fraction is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The weight of all present members of the scope.
    All,
    /// The weight of those casting: for and against.
    Cast,
}

words! { Basis, "basis":
    All = "all",
    Cast = "cast",
}

/// What a sum is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Bound {
    /// A number, in units of the weight's *scaled* numbers (see [`Body::weight_of`]).
    Absolute(Ratio),
    /// A fraction of the basis, from 0 to 1.
    Fraction(Ratio),
}

/// The members a tally runs over.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Scope {
    /// Everybody.
    Everybody,
    /// Some members, with the words that chose them.
    Some {
        /// How the scope was written, for people.
        label: String,
        /// Who is in it.
        members: MemberSet,
    },
}

impl Scope {
    /// Whether a member is in the scope.
    pub fn contains(&self, member: MemberId) -> bool {
        match self {
            Self::Everybody => true,
            Self::Some { members, .. } => members.contains(member),
        }
    }
}

/// The sum of a weight over the present members of a scope whose ballot lies in a set,
/// compared with a bound.
///
/// Only monotone tallies can be built (model, section 1): with absolute bounds and fractions of
/// all, {for} and {for, abstain} bounded below, {against} and {against, abstain} above; with
/// fractions of those casting, {for} below and {against} above.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(try_from = "Unchecked"))]
pub struct Tally {
    ballots: BallotSet,
    scope: Scope,
    weight: Option<usize>,
    basis: Basis,
    comparison: Comparison,
    bound: Bound,
}

/// A tally as it is serialised, not yet checked.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    ballots: BallotSet,
    scope: Scope,
    weight: Option<usize>,
    basis: Basis,
    comparison: Comparison,
    bound: Bound,
}

#[cfg(feature = "serde")]
impl TryFrom<Unchecked> for Tally {
    type Error = RuleError;

    fn try_from(Unchecked { ballots, scope, weight, basis, comparison, bound }: Unchecked) -> Result<Self, RuleError> {
        Self { ballots, scope, weight, basis, comparison, bound }.checked()
    }
}

impl Tally {
    /// A tally over everybody, each counting 1, of all members.
    ///
    /// ```
    /// use nemcon_core::{BallotSet, Bound, Comparison, Ratio, Tally};
    /// let nine = Bound::Absolute(Ratio::new(9, 1));
    /// assert!(Tally::new(BallotSet::FOR, Comparison::AtLeast, nine).is_ok());
    /// assert!(Tally::new(BallotSet::FOR, Comparison::AtMost, nine).is_err());
    /// ```
    pub fn new(ballots: BallotSet, comparison: Comparison, bound: Bound) -> Result<Self, RuleError> {
        Self { ballots, scope: Scope::Everybody, weight: None, basis: Basis::All, comparison, bound }.checked()
    }

    /// The same tally over a scope.
    #[must_use]
    pub fn over(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }

    /// The same tally of a weight of the body, by index.
    #[must_use]
    pub fn weighted(self, weight: usize) -> Self {
        Self { weight: Some(weight), ..self }
    }

    /// The same tally among those casting.
    pub fn of_cast(self) -> Result<Self, RuleError> {
        Self { basis: Basis::Cast, ..self }.checked()
    }

    fn checked(self) -> Result<Self, RuleError> {
        let Self { ballots, basis, bound, .. } = self;
        let (from_below, from_above): (&[BallotSet], &[BallotSet]) = match basis {
            Basis::All => (&[BallotSet::FOR, BallotSet::FOR_OR_ABSTAIN], &[BallotSet::AGAINST, BallotSet::AGAINST_OR_ABSTAIN]),
            Basis::Cast => (&[BallotSet::FOR], &[BallotSet::AGAINST]),
        };
        let lower = self.comparison.is_lower();
        match (from_below.contains(&ballots), from_above.contains(&ballots)) {
            (false, false) => return Err(RuleError::Ballots { ballots, basis }),
            (true, _) if !lower => return Err(RuleError::NotMonotone { ballots, basis, lower }),
            (_, true) if lower => return Err(RuleError::NotMonotone { ballots, basis, lower }),
            _ => {}
        }
        match bound {
            Bound::Fraction(fraction) if fraction > Ratio::new(1, 1) => Err(RuleError::Fraction(fraction)),
            Bound::Absolute(_) if basis == Basis::Cast => Err(RuleError::CastAbsolute),
            // It would hold only while nobody casts, so that a first vote in favour made it fail.
            Bound::Fraction(none) if none.numerator() == 0 && basis == Basis::Cast && self.comparison == Comparison::FewerThan => {
                Err(RuleError::FewerThanNone)
            }
            _ => Ok(self),
        }
    }

    /// The ballots that are summed.
    pub fn ballots(&self) -> BallotSet {
        self.ballots
    }

    /// The members it runs over.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The weight that is summed, by index in the body; `None`: 1 each.
    pub fn weight(&self) -> Option<usize> {
        self.weight
    }

    /// What a fraction is taken of.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// How the sum is compared.
    pub fn comparison(&self) -> Comparison {
        self.comparison
    }

    /// What the sum is compared with.
    pub fn bound(&self) -> Bound {
        self.bound
    }

    /// Whether a sum satisfies the bound, given the weight of all present members of the scope
    /// and the weight of those of them who cast a vote.
    ///
    /// Nobody casting (a weight of 0): lower bounds above 0 and `more than` fail, upper bounds hold.
    pub fn satisfied(&self, sum: u128, all: u128, cast: u128) -> bool {
        let order = match (self.bound, self.basis) {
            (Bound::Absolute(number), _) => number.cmp_part(sum, 1),
            (Bound::Fraction(fraction), Basis::All) => fraction.cmp_part(sum, all),
            (Bound::Fraction(fraction), Basis::Cast) if cast == 0 => {
                return !self.comparison.is_lower() || (fraction.numerator() == 0 && self.comparison == Comparison::AtLeast);
            }
            (Bound::Fraction(fraction), Basis::Cast) => fraction.cmp_part(sum, cast),
        };
        self.comparison.accepts(order)
    }

    pub(super) fn holds(&self, body: &Body, present: &MemberSet, ballots: &[Ballot]) -> bool {
        let (mut sum, mut all, mut cast) = (0, 0, 0);
        for member in present.iter().filter(|&member| self.scope.contains(member)) {
            let weight = body.weight_of(self.weight, member);
            all += weight;
            if BallotSet::CAST.contains(ballots[member.index()]) {
                cast += weight;
            }
            if self.ballots.contains(ballots[member.index()]) {
                sum += weight;
            }
        }
        self.satisfied(sum, all, cast)
    }
}

#[cfg(test)]
mod tests {
    use super::{Bound, Comparison, Tally};
    use crate::{BallotSet, Ratio, RuleError};

    /// With everybody abstaining it would hold, with one vote in favour fail.
    #[test]
    fn fewer_than_none_of_those_casting_is_not_monotone() {
        let against = |comparison, share| Tally::new(BallotSet::AGAINST, comparison, Bound::Fraction(share)).unwrap().of_cast();
        assert!(matches!(against(Comparison::FewerThan, Ratio::new(0, 1)), Err(RuleError::FewerThanNone)));
        assert!(against(Comparison::FewerThan, Ratio::new(1, 100)).is_ok());
        assert!(against(Comparison::AtMost, Ratio::new(0, 1)).is_ok());
    }
}
