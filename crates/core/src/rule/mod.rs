//! Rules: when a proposal is adopted.
//!
//! One atom, the [`Tally`], and three combinators. Every rule that can be built is monotone:
//! raising a ballot never turns adoption into failure (model, section 1). The familiar rules are
//! names for such trees, one file each: see [`NamedRule::ALL`].

mod describe;
mod named;
mod tally;

pub use named::*;
pub use tally::{Basis, Bound, Comparison, Scope, Tally};

use crate::{Ballot, BallotSet, Body, MemberSet};

/// A monotone rule: a tree of tallies.
///
/// ```
/// use nemcon_core::{BallotSet, Bound, Comparison, Parts, Ratio, Rule, Scope, Tally, consensus};
///
/// let nine = Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Absolute(Ratio::new(9, 1)))?;
/// let both = Rule::all(vec![Rule::tally(nine), consensus()])?;
/// assert!(matches!(both.parts(), Parts::All([_, _])));
/// assert!(Rule::any(vec![]).is_err());
/// # Ok::<(), nemcon_core::RuleError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(try_from = "Tree"))]
pub struct Rule(Tree);

#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
enum Tree {
    Tally(Tally),
    All(Vec<Rule>),
    Any(Vec<Rule>),
    AtLeast(usize, Vec<Rule>),
}

/// What a rule is made of: see [`Rule::parts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts<'a> {
    /// A sum of weights compared with a bound.
    Tally(&'a Tally),
    /// Adopted when every part is; there is at least one.
    All(&'a [Rule]),
    /// Adopted when some part is; there is at least one.
    Any(&'a [Rule]),
    /// Adopted when at least so many of the parts are, from 1 to their number.
    AtLeast(usize, &'a [Rule]),
}

/// Why something is not a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}", self.message(), self.help())]
#[non_exhaustive]
pub enum RuleError {
    /// The ballots and the direction of the bound do not go together.
    NotMonotone {
        /// The ballots that were counted.
        ballots: BallotSet,
        /// What they were counted among.
        basis: Basis,
        /// Whether the sum was bounded from below.
        lower: bool,
    },
    /// Fewer than none of those casting against: it would hold only while nobody casts.
    FewerThanNone,
    /// No rule may count such a set of ballots.
    Ballots {
        /// The ballots that were counted.
        ballots: BallotSet,
        /// What they were counted among.
        basis: Basis,
    },
    /// A fraction above 1.
    Fraction(crate::Ratio),
    /// A share of those casting needs a fraction.
    CastAbsolute,
    /// A combinator without parts.
    Empty,
    /// Rules within rules, deeper than [`Rule::DEPTH`].
    Depth,
    /// More parts are required than there are, or none.
    Count {
        /// How many parts were required.
        k: usize,
        /// How many there are.
        parts: usize,
    },
}

impl RuleError {
    /// What is wrong, with the values.
    pub fn message(&self) -> String {
        let among = |basis: &Basis| match basis {
            Basis::All => "over all members",
            Basis::Cast => "among those casting",
        };
        match self {
            Self::NotMonotone { ballots, basis, lower } => {
                let side = if *lower { "below" } else { "above" };
                format!("this rule is not monotone: a sum of {ballots} {} bounded from {side}", among(basis))
            }
            Self::FewerThanNone => format!("this rule is not monotone: fewer than 0% of those casting are {}", Ballot::Against),
            Self::Ballots { ballots, basis } => format!("a rule cannot count {ballots} {}", among(basis)),
            Self::Fraction(fraction) => format!("{fraction} is more than the whole"),
            Self::CastAbsolute => "a number of votes as a bound on those casting".to_owned(),
            Self::Empty => "a combination of no rules".to_owned(),
            Self::Depth => "combinations of rules within combinations".to_owned(),
            Self::Count { k, parts } => format!("at least {k} of {parts} {}", if *parts == 1 { "rule" } else { "rules" }),
        }
    }

    /// What is allowed.
    pub fn help(&self) -> String {
        match self {
            Self::NotMonotone { lower: false, .. } => "bound it from below: at least, or more than".to_owned(),
            Self::NotMonotone { lower: true, .. } => "bound it from above: at most, or fewer than".to_owned(),
            Self::FewerThanNone => "bound it by at most 0%, or by fewer than a share above 0".to_owned(),
            Self::Ballots { basis: Basis::All, .. } => {
                "count {for} or {for, abstain} from below, {against} or {against, abstain} from above; any other count is not monotone"
                    .to_owned()
            }
            Self::Ballots { basis: Basis::Cast, .. } => {
                "count {for} from below or {against} from above; any other count is not monotone".to_owned()
            }
            Self::Fraction(_) => "a fraction lies between 0 and 1".to_owned(),
            Self::CastAbsolute => "give a fraction, such as \"2/3\"".to_owned(),
            Self::Empty => "give at least one rule".to_owned(),
            Self::Depth => format!("at most {} of them may lie within each other", Rule::DEPTH),
            Self::Count { parts: 1, .. } => "the number must be 1".to_owned(),
            Self::Count { parts, .. } => format!("the number must be 1 to {parts}"),
        }
    }
}

#[cfg(feature = "serde")]
impl TryFrom<Tree> for Rule {
    type Error = RuleError;

    fn try_from(tree: Tree) -> Result<Self, RuleError> {
        match tree {
            Tree::Tally(tally) => Ok(Self::tally(tally)),
            Tree::All(rules) => Self::all(rules),
            Tree::Any(rules) => Self::any(rules),
            Tree::AtLeast(k, rules) => Self::at_least(k, rules),
        }
    }
}

impl Rule {
    /// A tally by itself.
    pub const fn tally(tally: Tally) -> Self {
        Self(Tree::Tally(tally))
    }

    /// How many combinations may lie within each other.
    pub const DEPTH: usize = 32;

    /// All of `rules`.
    ///
    /// ## Errors
    /// If there are none, or they are too deep.
    pub fn all(rules: Vec<Self>) -> Result<Self, RuleError> {
        combined(rules).map(Tree::All).map(Self)
    }

    /// Any of `rules`.
    ///
    /// ## Errors
    /// If there are none, or they are too deep.
    pub fn any(rules: Vec<Self>) -> Result<Self, RuleError> {
        combined(rules).map(Tree::Any).map(Self)
    }

    /// At least `k` of `rules`.
    ///
    /// ## Errors
    /// If there are none, they are too deep, or `k` is not between 1 and their number.
    pub fn at_least(k: usize, rules: Vec<Self>) -> Result<Self, RuleError> {
        let rules = combined(rules)?;
        let parts = rules.len();
        if (1..=parts).contains(&k) { Ok(Self(Tree::AtLeast(k, rules))) } else { Err(RuleError::Count { k, parts }) }
    }

    /// How many combinations lie within each other.
    fn depth(&self) -> usize {
        match self.parts() {
            Parts::Tally(_) => 0,
            Parts::All(rules) | Parts::Any(rules) | Parts::AtLeast(_, rules) => 1 + rules.iter().map(Self::depth).max().unwrap_or(0),
        }
    }

    /// What it is made of, one level down.
    pub fn parts(&self) -> Parts<'_> {
        match &self.0 {
            Tree::Tally(tally) => Parts::Tally(tally),
            Tree::All(rules) => Parts::All(rules),
            Tree::Any(rules) => Parts::Any(rules),
            Tree::AtLeast(k, rules) => Parts::AtLeast(*k, rules),
        }
    }

    /// Whether the ballots of the present members adopt. With nobody present every rule fails.
    ///
    /// `ballots` has one entry a member of the body; those of absent members are not read.
    pub fn passes(&self, body: &Body, present: &MemberSet, ballots: &[Ballot]) -> bool {
        !present.is_empty() && self.holds(body, present, ballots)
    }

    /// Whether it can hold at all: with everybody present and for, since the more are for, the more of a rule holds.
    pub fn can_hold(&self, body: &Body) -> bool {
        self.passes(body, &MemberSet::full(body.len()), &vec![Ballot::For; body.len()])
    }

    fn holds(&self, body: &Body, present: &MemberSet, ballots: &[Ballot]) -> bool {
        let part = |rule: &Self| rule.holds(body, present, ballots);
        match self.parts() {
            Parts::Tally(tally) => tally.holds(body, present, ballots),
            Parts::All(rules) => rules.iter().all(part),
            Parts::Any(rules) => rules.iter().any(part),
            Parts::AtLeast(k, rules) => rules.iter().filter(|rule| part(rule)).count() >= k,
        }
    }

    /// The present members whose vote against prevents adoption, whatever all others do; nobody where nothing can
    /// be adopted anyway.
    pub fn vetoes(&self, body: &Body, present: &MemberSet) -> MemberSet {
        let mut ballots = vec![Ballot::For; body.len()];
        let mut vetoes = MemberSet::empty(body.len());
        if !self.passes(body, present, &ballots) {
            return vetoes;
        }
        for member in present.iter() {
            ballots[member.index()] = Ballot::Against;
            if !self.passes(body, present, &ballots) {
                vetoes.insert(member);
            }
            ballots[member.index()] = Ballot::For;
        }
        vetoes
    }

    /// The tallies of the tree, from left to right.
    pub fn tallies(&self) -> Vec<&Tally> {
        match self.parts() {
            Parts::Tally(tally) => vec![tally],
            Parts::All(rules) | Parts::Any(rules) | Parts::AtLeast(_, rules) => rules.iter().flat_map(Self::tallies).collect(),
        }
    }

    /// The rule in words, as in `consensus` or `at least 9 for and no objection by permanent`.
    pub fn describe(&self, body: &Body) -> String {
        describe::rule(self, body)
    }

    /// Whether a member can prevent adoption without objecting: in some tally a member that
    /// abstains counts less than one that is for.
    pub fn needs_support(&self) -> bool {
        self.tallies().iter().any(|tally| tally.ballots().contains(Ballot::Abstain) != tally.comparison().is_lower())
    }
}

/// Rules that can be combined.
fn combined(rules: Vec<Rule>) -> Result<Vec<Rule>, RuleError> {
    match rules.iter().map(Rule::depth).max() {
        None => Err(RuleError::Empty),
        Some(depth) if depth >= Rule::DEPTH => Err(RuleError::Depth),
        Some(_) => Ok(rules),
    }
}
