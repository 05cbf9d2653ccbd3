//! A rule over a body, reduced to what its answer depends on: sums with thresholds, and how they combine.

use nemcon_core::{BallotSet, Basis, Body, Bound, Comparison, MemberId, MemberSet, Parts, Ratio, Rule, Tally};
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::Zero;

use crate::PowerError;

/// Sums of gains stay below this, so that no step can overflow.
const SUMS: u128 = 1 << 127;

/// Which ballots members may cast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ballots {
    /// For or against.
    Two,
    /// For, abstain or against.
    Three,
}

/// A tally seen from the bottom: everybody against gives 0, and the sum must reach the quota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Atom {
    /// What a player adds by abstaining and by being for, one pair a player.
    pub(crate) gains: Vec<[u128; 2]>,
    /// What must be reached; above 0, and not above the sum of all gains.
    pub(crate) quota: u128,
}

/// How atoms combine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Formula {
    /// Always or never.
    Constant(bool),
    /// An atom, by index.
    Atom(usize),
    /// All of these.
    All(Vec<Formula>),
    /// Any of these.
    Any(Vec<Formula>),
    /// At least so many of these.
    AtLeast(usize, Vec<Formula>),
}

/// A monotone game over the present members, here called players and numbered from 0.
#[derive(Debug, Clone)]
pub(crate) struct Reduced {
    /// Each player's index in the body.
    pub(crate) members: Vec<MemberId>,
    /// The sums.
    pub(crate) atoms: Vec<Atom>,
    /// How they combine.
    pub(crate) formula: Formula,
    /// Which ballots there are.
    pub(crate) ballots: Ballots,
}

impl Reduced {
    /// The game that a rule plays over the present members, of whom there must be some.
    pub(crate) fn new(rule: &Rule, body: &Body, present: &MemberSet, ballots: Ballots) -> Result<Self, PowerError> {
        let members: Vec<MemberId> = present.iter().filter(|member| member.index() < body.len()).collect();
        let mut game = Self { members, atoms: Vec::new(), formula: Formula::Constant(false), ballots };
        game.formula = game.read(rule, body)?;
        Ok(game)
    }

    /// How many players there are.
    pub(crate) fn len(&self) -> usize {
        self.members.len()
    }

    /// The only atom, if the game is one sum with a threshold.
    pub(crate) fn single(&self) -> Option<&Atom> {
        match self.formula {
            Formula::Atom(atom) => Some(&self.atoms[atom]),
            _ => None,
        }
    }

    /// The game of these sets of players, each of which acts as one.
    pub(crate) fn among(&self, sets: &[&[usize]]) -> Self {
        let together = |atom: &Atom, set: &[usize]| {
            let sum = |ballot: usize| set.iter().map(|&player| atom.gains[player][ballot]).sum::<u128>();
            [0, 1].map(|ballot| sum(ballot).min(atom.quota))
        };
        let atom = |atom: &Atom| Atom { gains: sets.iter().map(|set| together(atom, set)).collect(), quota: atom.quota };
        Self {
            members: sets.iter().map(|set| self.members[set[0]]).collect(),
            atoms: self.atoms.iter().map(atom).collect(),
            formula: self.formula.clone(),
            ballots: self.ballots,
        }
    }

    /// Whether the coalition of the players for which `inside` holds wins, the others being against.
    pub(crate) fn wins(&self, inside: impl Fn(usize) -> bool) -> bool {
        let holds: Vec<bool> = (self.atoms.iter())
            .map(|atom| (0..self.len()).filter(|&player| inside(player)).map(|player| atom.gains[player][1]).sum::<u128>() >= atom.quota)
            .collect();
        self.formula.holds(&holds)
    }

    fn read(&mut self, rule: &Rule, body: &Body) -> Result<Formula, PowerError> {
        let mut parts = |rules: &[Rule]| rules.iter().map(|rule| self.read(rule, body)).collect::<Result<Vec<_>, _>>();
        Ok(match rule.parts() {
            Parts::All(rules) => all(parts(rules)?),
            Parts::Any(rules) => any(parts(rules)?),
            Parts::AtLeast(k, rules) => at_least(k, parts(rules)?),
            Parts::Tally(tally) => self.tally(tally, body)?,
        })
    }

    fn tally(&mut self, tally: &Tally, body: &Body) -> Result<Formula, PowerError> {
        if let Some(weight) = tally.weight().filter(|&weight| weight >= body.weights.len()) {
            return Err(PowerError::Weight { weight, weights: body.weights.len() });
        }
        let weights: Vec<u128> = (self.members.iter())
            .map(|&member| if tally.scope().contains(member) { body.weight_of(tally.weight(), member) } else { 0 })
            .collect();
        let whole: u128 = weights.iter().sum();
        match (tally.basis(), tally.bound()) {
            (Basis::Cast, Bound::Fraction(share)) if self.ballots == Ballots::Three => self.share_of_cast(tally, share, &weights),
            (basis, bound) => {
                // With two ballots everybody casts; nobody does only where there is no weight at all.
                if basis == Basis::Cast && whole == 0 {
                    return Ok(Formula::Constant(tally.satisfied(0, 0, 0)));
                }
                let (floor, exact) = match bound {
                    Bound::Absolute(number) => part(number, 1),
                    Bound::Fraction(share) => part(share, whole),
                };
                let quota = match tally.comparison() {
                    Comparison::AtLeast => Some(floor + u128::from(!exact)),
                    Comparison::MoreThan => Some(floor + 1),
                    // So many may be missing; the rest must be there.
                    Comparison::AtMost => Some(whole.saturating_sub(floor)),
                    Comparison::FewerThan if floor == 0 && exact => None,
                    Comparison::FewerThan => Some(whole.saturating_sub(floor - u128::from(exact))),
                };
                let abstaining =
                    self.ballots == Ballots::Three && matches!(tally.ballots(), BallotSet::FOR_OR_ABSTAIN | BallotSet::AGAINST);
                let gains = weights.iter().map(|&weight| [if abstaining { weight } else { 0 }, weight]).collect();
                Ok(quota.map_or(Formula::Constant(false), |quota| self.atom(gains, quota)))
            }
        }
    }

    /// A share of those casting, as a sum in which an abstention lies between the two votes:
    /// for·(1−s) ≥ against·s with everybody against as the origin.
    fn share_of_cast(&mut self, tally: &Tally, share: Ratio, weights: &[u128]) -> Result<Formula, PowerError> {
        let unit = weights.iter().fold(0, |unit: u128, weight| unit.gcd(weight)).max(1);
        let weights: Vec<u128> = weights.iter().map(|weight| weight / unit).collect();
        let whole: u128 = weights.iter().sum();
        let (up, down) = (share.numerator(), share.denominator());
        // No product is larger than this one.
        whole.checked_mul(down).filter(|&most| most < SUMS).ok_or(PowerError::Digits)?;
        let lower = tally.comparison().is_lower();
        let middle = if lower { up } else { down - up };
        let strict = matches!(tally.comparison(), Comparison::MoreThan | Comparison::FewerThan);
        let gains = weights.iter().map(|&weight| [weight * middle, weight * down]).collect();
        let sum = self.atom(gains, whole * middle + u128::from(strict));
        // Nobody casting: the sum just reaches its quota, but a lower bound above 0 fails, and an upper bound holds.
        match (lower, strict) {
            (true, false) if up > 0 => {
                let somebody = self.atom(weights.iter().map(|&weight| [0, weight]).collect(), 1);
                Ok(all(vec![sum, somebody]))
            }
            (false, true) => {
                let nobody_against = self.atom(weights.iter().map(|&weight| [weight; 2]).collect(), whole);
                Ok(any(vec![sum, nobody_against]))
            }
            _ => Ok(sum),
        }
    }

    /// Adds an atom in lowest terms, unless it always or never holds, or is there already.
    fn atom(&mut self, gains: Vec<[u128; 2]>, quota: u128) -> Formula {
        let total: u128 = gains.iter().map(|gain| gain[1]).sum();
        if quota == 0 {
            return Formula::Constant(true);
        }
        if quota > total {
            return Formula::Constant(false);
        }
        let unit = gains.iter().flatten().fold(0, |unit: u128, gain| unit.gcd(gain));
        let quota = quota.div_ceil(unit);
        // More than the quota is not more than enough.
        let gains = gains.into_iter().map(|gain| gain.map(|gain| (gain / unit).min(quota))).collect();
        let atom = Atom { gains, quota };
        Formula::Atom(self.atoms.iter().position(|known| *known == atom).unwrap_or_else(|| {
            self.atoms.push(atom);
            self.atoms.len() - 1
        }))
    }
}

/// The whole part of a fraction of `whole`, and whether that is all of it.
fn part(fraction: Ratio, whole: u128) -> (u128, bool) {
    let (part, rest) = (BigUint::from(whole) * fraction.numerator()).div_rem(&fraction.denominator().into());
    (part.try_into().expect("a fraction up to 1, or a number of 128 bits"), rest.is_zero())
}

impl Formula {
    /// Whether the formula holds, given which atoms do.
    pub(crate) fn holds(&self, atoms: &[bool]) -> bool {
        match self {
            Self::Constant(value) => *value,
            Self::Atom(atom) => atoms[*atom],
            Self::All(parts) => parts.iter().all(|part| part.holds(atoms)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(atoms)),
            Self::AtLeast(k, parts) => parts.iter().filter(|part| part.holds(atoms)).count() >= *k,
        }
    }
}

fn all(parts: Vec<Formula>) -> Formula {
    at_least(parts.len(), parts)
}

fn any(parts: Vec<Formula>) -> Formula {
    at_least(1, parts)
}

/// At least `k` of `parts`, constants folded and single parts unwrapped.
fn at_least(k: usize, parts: Vec<Formula>) -> Formula {
    let certain = parts.iter().filter(|part| **part == Formula::Constant(true)).count();
    let mut open: Vec<Formula> = parts.into_iter().filter(|part| !matches!(part, Formula::Constant(_))).collect();
    match k.saturating_sub(certain) {
        0 => Formula::Constant(true),
        k if k > open.len() => Formula::Constant(false),
        1 if open.len() == 1 => open.swap_remove(0),
        1 => Formula::Any(open),
        k if k == open.len() => Formula::All(open),
        k => Formula::AtLeast(k, open),
    }
}
