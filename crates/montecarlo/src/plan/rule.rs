//! Rules over bit masks of ballots.

use nemcon_core::{Ballot, BallotSet, Body, Bound, MemberSet, Parts, Rule, Tally};

/// A rule as a list of tallies and a tree over their indices.
#[derive(Debug, Clone)]
pub(crate) struct CompiledRule {
    tallies: Vec<CompiledTally>,
    tree: Tree,
}

#[derive(Debug, Clone)]
struct CompiledTally {
    tally: Tally,
    scope: MemberSet,
    /// By member; `None`: 1 each.
    weights: Option<Vec<u128>>,
    heaviest: u128,
}

#[derive(Debug, Clone)]
enum Tree {
    Tally(usize),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    AtLeast(usize, Vec<Tree>),
}

/// Who is present, and who casts which ballot: words of 64 members.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BallotMasks<'a> {
    pub(crate) present: &'a [u64],
    /// By ballot, in the order of [`Ballot::ALL`]; only bits of present members are read.
    pub(crate) ballots: [&'a [u64]; 3],
}

impl BallotMasks<'_> {
    fn of(&self, set: BallotSet, word: usize) -> u64 {
        Ballot::ALL.into_iter().filter(|&ballot| set.contains(ballot)).fold(0, |mask, ballot| mask | self.ballots[ballot as usize][word])
    }

    fn ballot(&self, member: usize) -> Ballot {
        let cast = |ballot: &Ballot| self.ballots[*ballot as usize][member / 64] >> (member % 64) & 1 == 1;
        Ballot::ALL.into_iter().find(cast).unwrap_or(Ballot::Abstain)
    }
}

/// The sums of one tally: of the ballots it counts, of all present, of those casting.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sums {
    sum: u128,
    all: u128,
    cast: u128,
}

impl CompiledRule {
    pub(crate) fn new(rule: &Rule, body: &Body) -> Self {
        let mut tallies = Vec::new();
        let tree = Tree::new(rule, body, &mut tallies);
        Self { tallies, tree }
    }

    /// How many tallies the rule has.
    pub(crate) fn tallies(&self) -> usize {
        self.tallies.len()
    }

    /// Where the rule is that at most so many members of a scope are against: the scope and the number.
    pub(crate) fn most_against(&self) -> Option<(&MemberSet, u32)> {
        let (Tree::Tally(_), [only]) = (&self.tree, self.tallies.as_slice()) else { return None };
        let counted = only.tally.ballots() == BallotSet::AGAINST && only.weights.is_none();
        let within = |against: &u32| only.tally.satisfied(u128::from(*against), 0, 0);
        let absolute = matches!(only.tally.bound(), Bound::Absolute(_)) && !only.tally.comparison().is_lower();
        (counted && absolute && within(&0)).then(|| (&only.scope, (0..=only.scope.len() as u32).take_while(within).count() as u32 - 1))
    }

    /// Whether the rule passes; leaves the sums of its tallies in `sums`.
    pub(crate) fn passes(&self, masks: BallotMasks<'_>, sums: &mut [Sums]) -> bool {
        for (tally, sums) in self.tallies.iter().zip(sums.iter_mut()) {
            *sums = tally.sums(masks);
        }
        masks.present.iter().any(|&word| word != 0) && self.tree.holds(&|index| self.tallies[index].satisfied(sums[index]))
    }

    /// Calls `pivotal` for every present member that is not for, if the rule, which has just
    /// failed with these sums, would pass with this member alone for.
    pub(crate) fn pivotal_members(&self, masks: BallotMasks<'_>, sums: &[Sums], mut pivotal: impl FnMut(usize)) {
        // By monotonicity nobody is pivotal where even the heaviest member's change, in every
        // tally at once, would not do.
        if !self.tree.holds(&|index| self.tallies[index].satisfied_at_best(sums[index])) {
            return;
        }
        let against_or_abstain =
            masks.present.iter().enumerate().map(|(word, present)| present & !masks.ballots[Ballot::For as usize][word]);
        for member in MemberSet::indices(against_or_abstain) {
            let ballot = masks.ballot(member);
            if self.tree.holds(&|index| self.tallies[index].satisfied_with(sums[index], member, ballot)) {
                pivotal(member);
            }
        }
    }
}

impl Tree {
    fn new(rule: &Rule, body: &Body, tallies: &mut Vec<CompiledTally>) -> Self {
        let mut parts = |rules: &[Rule]| rules.iter().map(|rule| Self::new(rule, body, tallies)).collect();
        match rule.parts() {
            Parts::All(rules) => Self::All(parts(rules)),
            Parts::Any(rules) => Self::Any(parts(rules)),
            Parts::AtLeast(k, rules) => Self::AtLeast(k, parts(rules)),
            Parts::Tally(tally) => {
                tallies.push(CompiledTally::new(tally, body));
                Self::Tally(tallies.len() - 1)
            }
        }
    }

    fn holds(&self, satisfied: &impl Fn(usize) -> bool) -> bool {
        match self {
            Self::Tally(index) => satisfied(*index),
            Self::All(parts) => parts.iter().all(|part| part.holds(satisfied)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(satisfied)),
            Self::AtLeast(k, parts) => parts.iter().filter(|part| part.holds(satisfied)).count() >= *k,
        }
    }
}

impl CompiledTally {
    fn new(tally: &Tally, body: &Body) -> Self {
        let weights = tally.weight().map(|weight| body.ids().map(|member| body.weight_of(Some(weight), member)).collect::<Vec<_>>());
        Self {
            scope: MemberSet::of(body.len(), body.ids().filter(|&member| tally.scope().contains(member))),
            heaviest: weights.as_ref().map_or(1, |weights| weights.iter().copied().max().unwrap_or(0)),
            weights,
            tally: tally.clone(),
        }
    }

    fn weight(&self, member: usize) -> u128 {
        self.weights.as_ref().map_or(1, |weights| weights[member])
    }

    fn total(&self, words: impl Iterator<Item = u64>) -> u128 {
        match &self.weights {
            None => words.map(|word| u128::from(word.count_ones())).sum(),
            Some(weights) => MemberSet::indices(words).map(|member| weights[member]).sum(),
        }
    }

    fn sums(&self, masks: BallotMasks<'_>) -> Sums {
        let scope = self.scope.words();
        let inside = |word: usize| masks.present[word] & scope[word];
        let total = |set| self.total((0..scope.len()).map(|word| inside(word) & masks.of(set, word)));
        Sums { sum: total(self.tally.ballots()), all: self.total((0..scope.len()).map(inside)), cast: total(BallotSet::CAST) }
    }

    fn satisfied(&self, sums: Sums) -> bool {
        self.tally.satisfied(sums.sum, sums.all, sums.cast)
    }

    /// Whether the tally would be satisfied with one member's ballot changed to `for`.
    fn satisfied_with(&self, sums: Sums, member: usize, ballot: Ballot) -> bool {
        if !self.scope.contains(member.into()) {
            return self.satisfied(sums);
        }
        let weight = self.weight(member);
        let counted = |counts: bool| if counts { weight } else { 0 };
        let ballots = self.tally.ballots();
        self.satisfied(Sums {
            sum: sums.sum - counted(ballots.contains(ballot)) + counted(ballots.contains(Ballot::For)),
            cast: sums.cast + counted(!BallotSet::CAST.contains(ballot)),
            all: sums.all,
        })
    }

    /// Whether the tally could be satisfied by any one member's change: every sum moved by the
    /// heaviest weight in the direction that helps.
    fn satisfied_at_best(&self, sums: Sums) -> bool {
        if self.tally.comparison().is_lower() {
            let sum = (sums.sum + self.heaviest).min(sums.all);
            self.satisfied(Sums { sum, cast: sums.cast.max(sum), ..sums })
        } else {
            let cast = if self.tally.ballots() == BallotSet::AGAINST { sums.cast + self.heaviest } else { sums.cast };
            self.satisfied(Sums { sum: sums.sum.saturating_sub(self.heaviest), cast, ..sums })
        }
    }
}

#[cfg(test)]
mod tests {
    use nemcon_core::{
        Ballot, BallotSet, Body, Bound, Comparison, Decimal, Member, MemberId, MemberSet, Ratio, Rule, Scope, Tally, Weight,
        blocking_minority, consensus, consensus_minus, double_majority, majority_of_cast, unanimity, veto,
    };
    use proptest::prelude::*;

    use super::{BallotMasks, CompiledRule, Sums};

    const MEMBERS: usize = 70;

    fn body() -> Body {
        let mut body = Body::new("", (0..MEMBERS).map(|i| Member::new(format!("m{i}"))).collect());
        let weights: Vec<_> = (0..MEMBERS as u64).map(|i| Some(Decimal::whole(i * i % 17))).collect();
        body.weights.push(Weight::new("w", "", &weights).unwrap());
        body
    }

    fn rules() -> Vec<Rule> {
        let some = || Scope::Some { label: "some".into(), members: MemberSet::of(MEMBERS, [1, 5, 63, 64, 69]) };
        let majority = || majority_of_cast(Ratio::new(1, 2)).unwrap();
        let few =
            Tally::new(BallotSet::AGAINST, Comparison::AtMost, Bound::Fraction(Ratio::new(2, 5))).unwrap().of_cast().unwrap().weighted(0);
        let double = double_majority(Ratio::new(3, 10), Ratio::new(2, 5), 0).unwrap();
        vec![
            consensus(),
            consensus_minus(20),
            unanimity(),
            veto(some()),
            majority(),
            Rule::tally(few.clone()),
            Rule::any(vec![double.clone(), blocking_minority(40)]).unwrap(),
            Rule::at_least(2, vec![majority(), veto(some()), Rule::tally(few.over(some())), double]).unwrap(),
        ]
    }

    proptest! {
        /// The masks give what the plain rule gives, for passing and for every single change.
        #[test]
        fn agrees_with_the_plain_rule(index in 0usize..8, lean in 0u32..4, noise in prop::collection::vec((0u32..8, prop::bool::weighted(0.9)), MEMBERS)) {
            let (body, rule) = (body(), rules().swap_remove(index));
            let ballots: Vec<Ballot> = noise.iter().map(|&(n, _)| Ballot::ALL[((n + lean) / 4).min(2) as usize]).collect();
            let present = MemberSet::of(MEMBERS, (0..MEMBERS).filter(|&member| noise[member].1));
            let mask = |ballot: Ballot| MemberSet::of(MEMBERS, (0..MEMBERS).filter(|&member| ballots[member] == ballot));
            let masks = Ballot::ALL.map(mask);
            let masks = BallotMasks { present: present.words(), ballots: [masks[0].words(), masks[1].words(), masks[2].words()] };
            let compiled = CompiledRule::new(&rule, &body);
            let mut sums = vec![Sums::default(); compiled.tallies()];
            let passes = compiled.passes(masks, &mut sums);
            prop_assert_eq!(passes, rule.passes(&body, &present, &ballots));
            if !passes {
                let mut pivotal = Vec::new();
                compiled.pivotal_members(masks, &sums, |member| pivotal.push(member));
                let alone = |&member: &usize| {
                    let mut changed = ballots.clone();
                    changed[member] = Ballot::For;
                    rule.passes(&body, &present, &changed)
                };
                prop_assert_eq!(pivotal, present.iter().map(MemberId::index).filter(alone).collect::<Vec<_>>());
            }
        }
    }
}
