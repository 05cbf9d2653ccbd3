//! Random bodies and rule trees, and their coalitions one by one.

use nemcon_core::{Ballot, BallotSet, Body, Bound, Bytes, Comparison, Member, MemberId, MemberSet, Ratio, Rule, Scope, Tally};
use nemcon_power::Game;
use proptest::{prelude::*, test_runner::RngSeed};

use crate::bodies::weight;

/// A rule over a body of which some members may be absent.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) body: Body,
    pub(crate) rule: Rule,
    pub(crate) present: MemberSet,
}

impl Case {
    /// The game that the rule plays.
    pub(crate) fn game(&self) -> Game<'_> {
        Game::new(&self.rule, &self.body).unwrap().present(&self.present).unwrap().memory(Bytes(1 << 30))
    }

    /// The present members.
    pub(crate) fn members(&self) -> Vec<usize> {
        self.present.iter().map(MemberId::index).collect()
    }

    /// Whether the rule passes if `ballot` says how the present member of each place votes.
    pub(crate) fn passes(&self, ballot: impl Fn(usize) -> Ballot) -> bool {
        let mut ballots = vec![Ballot::Abstain; self.body.len()];
        for (place, member) in self.members().into_iter().enumerate() {
            ballots[member] = ballot(place);
        }
        self.rule.passes(&self.body, &self.present, &ballots)
    }

    /// Whether a coalition, a set of bits over the places, wins when the others are against.
    pub(crate) fn wins(&self, coalition: usize) -> bool {
        self.passes(|place| if coalition >> place & 1 == 1 { Ballot::For } else { Ballot::Against })
    }
}

/// The same cases every time.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(4), ..ProptestConfig::default() }
}

/// Bodies of `from..=to` members with two weights, and rules up to three combinators deep.
pub(crate) fn cases(from: usize, to: usize) -> impl Strategy<Value = Case> {
    (from..=to).prop_flat_map(|members| {
        let weights = prop::collection::vec(prop_oneof![4 => 0..12u64, 1 => 0..1000u64], members);
        let present = prop_oneof![3 => Just((1u64 << members) - 1), 1 => 1..1u64 << members];
        (weights.clone(), weights, present, rules(members)).prop_map(move |(first, second, present, rule)| {
            let mut body = Body::new("random", (0..members).map(|number| Member::new(format!("m{number}"))).collect());
            body.weights = vec![weight("first", &first), weight("second", &second)];
            let present = MemberSet::of(members, (0..members).filter(|member| present >> member & 1 == 1));
            Case { body, rule, present }
        })
    })
}

fn rules(members: usize) -> impl Strategy<Value = Rule> {
    tallies(members).prop_map(Rule::tally).prop_recursive(3, 8, 3, |part| {
        let parts = prop::collection::vec(part, 1..4);
        prop_oneof![
            parts.clone().prop_map(|parts| Rule::all(parts).unwrap()),
            parts.clone().prop_map(|parts| Rule::any(parts).unwrap()),
            (parts, any::<prop::sample::Index>()).prop_map(|(parts, k)| Rule::at_least(k.index(parts.len()) + 1, parts).unwrap()),
        ]
    })
}

fn tallies(members: usize) -> impl Strategy<Value = Tally> {
    let bound = prop_oneof![
        (0..40u128, 1..3u128).prop_map(|(up, down)| Bound::Absolute(Ratio::new(up, down))),
        (0..=12u128, 12..13u128).prop_map(|(up, down)| Bound::Fraction(Ratio::new(up, down))),
    ];
    let scope = prop::option::weighted(0.3, 1..1u64 << members);
    let weight = prop::option::weighted(0.7, 0..2usize);
    let kind = (0..2usize, any::<bool>(), any::<bool>(), any::<bool>());
    (kind, bound, scope, weight).prop_map(move |((ballots, lower, strict, cast), bound, scope, weight)| {
        let comparison = match (lower, strict) {
            (true, false) => Comparison::AtLeast,
            (true, true) => Comparison::MoreThan,
            (false, false) => Comparison::AtMost,
            (false, true) => Comparison::FewerThan,
        };
        let sets = if lower { [BallotSet::FOR, BallotSet::FOR_OR_ABSTAIN] } else { [BallotSet::AGAINST, BallotSet::AGAINST_OR_ABSTAIN] };
        let tally = Tally::new(sets[ballots], comparison, bound).unwrap();
        // Only some tallies may run over those casting.
        let tally = if cast { tally.clone().of_cast().unwrap_or(tally) } else { tally };
        let tally = match weight {
            Some(weight) => tally.weighted(weight),
            None => tally,
        };
        match scope {
            Some(bits) => {
                let inside = MemberSet::of(members, (0..members).filter(|member| bits >> member & 1 == 1));
                tally.over(Scope::Some { label: "some".into(), members: inside })
            }
            None => tally,
        }
    })
}
