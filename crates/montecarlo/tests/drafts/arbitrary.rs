//! Any draft at all, made from bytes: right ones, and ones that are wrong in every way that code can
//! make them. Shared with the fuzz target `draft`.

use nemcon_core::*;

/// A draft. The first byte says how often, in 255 times, something is wrong on purpose; where bytes
/// run out, zeros follow, that say what is plain and right.
pub(crate) fn draft(bytes: &[u8]) -> Draft {
    let (&mischief, rest) = bytes.split_first().unwrap_or((&0, &[]));
    Source { mischief, bytes: rest.iter(), members: 0, candidates: 0, events: 0 }.draft()
}

struct Source<'a> {
    mischief: u8,
    bytes: std::slice::Iter<'a, u8>,
    members: usize,
    candidates: usize,
    events: usize,
}

const AS_OF: Date = Date::constant(2030, 3, 1);

impl Source<'_> {
    fn byte(&mut self) -> u8 {
        self.bytes.next().copied().unwrap_or(0)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::from(self.byte()) % n.max(1)
    }

    /// One time in `n`, but never where bytes have run out.
    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    /// Whether to do something wrong here.
    fn wrong(&mut self) -> bool {
        self.byte() < self.mischief
    }

    fn maybe<T>(&mut self, n: usize, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.one_in(n).then(|| value(self))
    }

    fn several<T>(&mut self, most: usize, mut value: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| value(self)).collect()
    }

    /// An index, up to twice the size where it is wrong.
    fn index(&mut self, size: usize) -> usize {
        if self.wrong() { self.below(2 * size + 2) } else { self.below(size) }
    }

    fn member(&mut self) -> MemberId {
        self.index(self.members).into()
    }

    fn candidate(&mut self) -> CandidateId {
        self.index(self.candidates).into()
    }

    fn members(&mut self) -> MemberSet {
        if self.wrong() {
            let size = 2 * self.members + 70;
            let chosen = self.several(4, |source| source.below(size));
            return if self.one_in(3) { MemberSet::default() } else { MemberSet::of(size, chosen) };
        }
        let pattern = self.byte();
        let mut chosen: Vec<usize> = (0..self.members).filter(|member| pattern >> (member % 8) & 1 == 1).collect();
        chosen.extend((chosen.is_empty() && self.members > 0).then_some(0));
        MemberSet::of(self.members, chosen)
    }

    fn candidates(&mut self) -> CandidateSet {
        if self.wrong() {
            return self.several(3, |source| source.below(64)).into_iter().collect();
        }
        [self.below(self.candidates), self.below(self.candidates)].into_iter().collect()
    }

    /// A number: within the range, or one that is none or hard to bear.
    fn number(&mut self, low: f64, high: f64) -> f64 {
        const WRONG: [f64; 12] =
            [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, -0.0, 0.0, 1.0, 1e-320, 1e-30, 1e30, f64::MAX, f64::MIN_POSITIVE];
        if self.wrong() { WRONG[self.below(WRONG.len())] } else { low + (high - low) * f64::from(self.byte()) / 255.0 }
    }

    fn probability(&mut self) -> Probability {
        let low = self.number(1.0, 0.0);
        if self.one_in(4) { Probability::Range { low: 0.5 * low, high: 0.2 + self.number(0.4, 0.7) } } else { Probability::Known(low) }
    }

    fn quantity(&mut self) -> Quantity {
        let low = self.number(0.5, 50.0);
        if self.one_in(3) { Quantity::Range { low, high: low + self.number(1.0, 20.0) } } else { Quantity::Fixed(low) }
    }

    fn prior(&mut self) -> Prior {
        let parts: [f64; 4] = std::array::from_fn(|_| f64::from(self.byte() % 5));
        let sum: f64 = parts.iter().sum();
        if sum == 0.0 { Prior::declared(Stance::Support) } else { Prior::new(parts.map(|part| part / sum)).expect("a prior") }
    }

    fn id(&mut self, letter: char, number: usize) -> String {
        const WRONG: [&str; 6] = ["", " ", "vacant", "m0", "c0\n", "é"];
        if self.wrong() { WRONG[self.below(WRONG.len())].to_owned() } else { format!("{letter}{number}") }
    }

    fn date(&mut self) -> Date {
        const WRONG: [Date; 4] = [Date::MIN, Date::MAX, AS_OF, Date::constant(2030, 2, 28)];
        if self.wrong() { WRONG[self.below(WRONG.len())] } else { self.days(120) }
    }

    fn days(&mut self, most: usize) -> Date {
        let days = 1 + self.below(most) as u32;
        Cadence::days(days).date(AS_OF, 1).expect("a date")
    }

    fn ratio(&mut self) -> Ratio {
        if self.wrong() {
            Ratio::new(u128::MAX - u128::from(self.byte()), 1 + u128::from(self.byte()))
        } else {
            Ratio::new(self.below(11) as u128, 10)
        }
    }

    fn tally(&mut self) -> Tally {
        let tallies = [
            (BallotSet::AGAINST, Comparison::AtMost),
            (BallotSet::FOR, Comparison::AtLeast),
            (BallotSet::FOR, Comparison::MoreThan),
            (BallotSet::FOR_OR_ABSTAIN, Comparison::AtLeast),
            (BallotSet::AGAINST_OR_ABSTAIN, Comparison::FewerThan),
        ];
        let (ballots, comparison) = tallies[self.below(tallies.len())];
        let bound = if self.one_in(2) { Bound::Fraction(self.ratio()) } else { Bound::Absolute(self.ratio()) };
        let consensus = || Tally::new(BallotSet::AGAINST, Comparison::AtMost, Bound::Absolute(Ratio::new(0, 1))).expect("a tally");
        let mut tally = Tally::new(ballots, comparison, bound).unwrap_or_else(|_| consensus());
        if let Some(weight) = self.maybe(3, |source| source.index(1)) {
            tally = tally.weighted(weight);
        }
        if self.one_in(3) {
            tally = tally.over(Scope::Some { label: "some".into(), members: self.members() });
        }
        if self.one_in(3) { tally.of_cast().unwrap_or_else(|_| consensus()) } else { tally }
    }

    fn rule(&mut self, depth: usize) -> Rule {
        let kind = if depth == 0 { 0 } else { self.below(6) };
        if kind < 2 {
            return Rule::tally(self.tally());
        }
        let mut parts = vec![self.rule(depth - 1)];
        parts.extend(self.several(2, |source| source.rule(depth - 1)));
        let k = self.index(parts.len());
        let built = match kind {
            2 | 3 => Rule::all(parts),
            4 => Rule::any(parts),
            _ => Rule::at_least(k, parts),
        };
        built.unwrap_or_else(|_| consensus())
    }

    /// One that two candidates cannot pass at once.
    fn exclusive(&mut self) -> Rule {
        let majority = majority_of_cast(Ratio::new(1, 2)).expect("a half");
        if self.one_in(2) { Rule::all(vec![majority, self.rule(1)]).expect("two parts") } else { majority }
    }

    fn procedure(&mut self) -> Procedure {
        let count = |source: &mut Self| if source.wrong() { [0, 1, u32::MAX][source.below(3)] } else { 1 + source.below(3) as u32 };
        match self.below(5) {
            3 => Procedure::Winnowing(self.several(3, |source| Cut { on: source.date(), keep: count(source) })),
            4 => Procedure::Ballots(Ballots {
                per_round: count(self),
                may_abstain: self.one_in(2),
                eliminate: self.maybe(2, |source| Elimination {
                    after: if source.one_in(2) {
                        EliminatingBallots::From(count(source))
                    } else {
                        EliminatingBallots::After(source.several(3, count))
                    },
                    down_to: count(source),
                }),
                runoff_after: self.maybe(2, count),
                plurality_between_two: self.one_in(2),
                revise: self.maybe(3, |source| Revision { share: source.probability(), pull: source.number(1.0, 4.0) }),
                acclaim: self.maybe(3, Self::probability),
            }),
            _ => Procedure::Soundings(Soundings {
                hold: count(self),
                drop: self.maybe(2, |source| DropOut { below: source.ratio(), after: count(source) }),
            }),
        }
    }

    fn field(&mut self, index: usize) -> Candidate {
        let mut candidate = Candidate::new(self.id('c', index));
        candidate.accepts = self.probability();
        candidate.from = self.maybe(6, Self::date);
        candidate.until = self.maybe(6, Self::date);
        if self.one_in(3) {
            candidate.status = if self.wrong() { Status::ALL[self.below(6)] } else { Status::Interested };
            candidate.enters = self.maybe(2, |source| Entry { half_life: source.quantity(), from: source.maybe(2, Self::date) });
        }
        candidate.withdraws = self.maybe(4, |source| Withdrawal { half_life: source.quantity(), ratio: source.quantity() });
        if self.wrong() || (index + 1 == self.candidates && self.one_in(4)) {
            candidate = Candidate { incumbent: true, considered_from: self.maybe(2, Self::date), ..Candidate::new(candidate.id) };
        }
        candidate
    }

    fn pace(&mut self) -> Pace {
        let edge = self.maybe(2, |source| Edge::ALL[source.below(4)]);
        Pace { members: self.members(), candidates: self.candidates(), edge, factor: self.quantity() }
    }

    fn effect(&mut self, exclusive: bool) -> Effect {
        match self.below(9) {
            0 => Effect::Join(self.member()),
            1 => Effect::Leave(self.member()),
            2 => Effect::Present(self.candidate()),
            3 => Effect::Withdraw(self.candidate()),
            4 => Effect::Pace(self.pace()),
            5 => Effect::Deadline(self.date()),
            6 => Effect::Rule(if exclusive { self.exclusive() } else { self.rule(2) }),
            _ => {
                let steps = if self.wrong() { self.byte() } else { 1 + self.below(3) as u8 };
                let change = match self.below(4) {
                    0 => StanceChange::Set(Stance::ALL[self.below(4)]),
                    1 => StanceChange::Raise(steps),
                    2 => StanceChange::Lower(steps),
                    _ => StanceChange::Redraw(self.prior()),
                };
                Effect::Stance { candidates: self.candidates(), members: self.members(), change, only_blocking: self.one_in(3) }
            }
        }
    }

    fn requirement(&mut self) -> Requirement {
        Requirement { event: self.index(self.events), outcome: self.maybe(3, |source| source.index(1)) }
    }

    fn condition(&mut self) -> Condition {
        match self.below(5) {
            0 => Condition::Happened(self.requirement()),
            1 => Condition::Becomes { candidate: self.candidate(), status: Status::ALL[self.below(6)] },
            2 => {
                let stance = Stance::ALL[self.below(4)];
                let bound = if self.one_in(2) { StanceBound::AtLeast(stance) } else { StanceBound::AtMost(stance) };
                Condition::Stance { member: self.member(), candidate: self.candidate(), bound }
            }
            3 => Condition::BlockedByAtMost { candidate: self.candidate(), members: self.below(5) as u32 },
            _ => Condition::Deadlock,
        }
    }

    fn delay(&mut self) -> Delay {
        let days = if self.wrong() { [0, u32::MAX][self.below(2)] } else { 1 + self.below(40) as u32 };
        if self.one_in(2) { Delay::HalfLife(self.quantity()) } else { Delay::Days(days) }
    }

    fn edges(&mut self) -> EdgeSet {
        let pattern = if self.wrong() { self.byte() } else { 1 + self.byte() % 7 };
        Edge::ALL.into_iter().filter(|&edge| pattern >> edge as u8 & 1 == 1).collect()
    }

    fn event(&mut self, index: usize, exclusive: bool) -> Event {
        let trigger = match self.below(5) {
            0 | 1 => Trigger::On(self.date()),
            2 if self.wrong() => Trigger::Between(self.date(), self.date()),
            2 => {
                let (one, other) = (self.days(120), self.days(120));
                Trigger::Between(one.min(other), one.max(other))
            }
            _ => Trigger::When { condition: self.condition(), delay: self.maybe(3, Self::delay) },
        };
        let probability = self.probability();
        let mut outcome = |id: Option<String>, probability: f64| {
            let probability = if self.wrong() { self.number(-5.0, 6.0) } else { probability };
            EventOutcome { id, probability, effects: self.several(3, |source| source.effect(exclusive)) }
        };
        let mut outcomes = vec![outcome(None, 1.0)];
        if self.one_in(3) {
            let named = !self.wrong();
            let mut outcome = |name: &str, probability: f64| EventOutcome {
                id: named.then(|| name.to_owned()),
                probability: if self.wrong() { self.number(-5.0, 6.0) } else { probability },
                effects: self.several(3, |source| source.effect(exclusive)),
            };
            outcomes = vec![outcome("yes", 0.25), outcome("no", 0.75)];
        }
        if self.wrong() {
            outcomes.clear();
        }
        Event {
            id: self.id('e', index),
            trigger,
            probability,
            requires: self.several(1, Self::condition),
            unless: self.several(1, Self::condition),
            outcomes,
        }
    }

    fn evidence(&mut self) -> Evidence {
        let report = |source: &mut Self| {
            let pattern = if source.wrong() { source.byte() } else { 0b1000 };
            let stances = Stance::ALL.into_iter().filter(|&stance| pattern >> stance as u8 & 1 == 1).collect();
            let count = match source.below(3) {
                0 => Count::About { mean: source.number(0.0, source.members as f64), sd: source.number(0.5, 5.0) },
                1 => Count::exactly(source.index(source.members) as u32),
                _ => Count::Between { at_least: source.below(3) as u32, at_most: if source.wrong() { 0 } else { u32::MAX } },
            };
            Report { stances, count }
        };
        let candidate = self.candidate();
        let mut reports = vec![report(self)];
        if self.wrong() {
            reports = self.several(5, report);
        }
        Evidence { candidate, reports }
    }

    fn dynamics(&mut self, meetings: bool) -> Dynamics {
        let pull = |source: &mut Self| SharePull { ratio: source.quantity(), at: source.number(0.5, 1.0), edges: source.edges() };
        let date_pull = |source: &mut Self| DatePull { ratio: source.quantity(), half_life: source.quantity(), edges: source.edges() };
        Dynamics {
            half_lives: std::array::from_fn(|_| self.maybe(2, Self::quantity)),
            bandwagon: pull(self),
            bandwagon_weight: self.maybe(3, |source| source.index(1)),
            isolation: pull(self),
            deadline: self.maybe(2, date_pull),
            meeting: if meetings || self.wrong() { self.maybe(2, date_pull) } else { None },
            lasting: self.maybe(3, |source| Lasting { oppose: source.probability(), reserve: source.probability() }).unwrap_or_default(),
            loyalty: self.maybe(3, Self::quantity).unwrap_or(Quantity::Fixed(1.0)),
            frailty: self.number(0.0, 10.0),
        }
    }

    fn body(&mut self) -> Body {
        self.members = if self.wrong() { self.below(2) } else { 1 + if self.one_in(8) { 60 + self.below(10) } else { self.below(8) } };
        let members = (0..self.members).map(|index| {
            let groups = self.several(1, |source| source.id('g', 0));
            Member { groups, ..Member::new(self.id('m', index)) }
        });
        let mut body = Body::new("", members.collect());
        let weights = if self.wrong() { self.below(3) } else { 1 };
        for weight in 0..weights {
            let size = if self.wrong() { self.below(2 * self.members + 2) } else { self.members };
            let zeros = if self.one_in(4) { 6 * self.below(6) } else { 0 };
            let mut number = || format!("{}e{zeros}", 1 + u32::from(self.byte())).parse().expect("a number of few digits");
            let numbers: Vec<Decimal> = (0..size).map(|_| number()).collect();
            let values: Vec<_> = numbers.into_iter().map(|number| if self.wrong() { None } else { Some(number) }).collect();
            let name = if self.wrong() { String::new() } else { format!("w{weight}") };
            body.weights.extend(Weight::new(name, "", &values));
        }
        body
    }

    fn priors(&mut self) -> Priors {
        if self.wrong() {
            return Priors::uniform(self.below(2 * self.members + 1), self.below(2 * self.candidates + 1), self.prior());
        }
        let mut priors = Priors::uniform(self.members, self.candidates, self.prior());
        for _ in 0..self.below(6) {
            let (member, candidate) = (self.below(self.members.max(1)), self.below(self.candidates.max(1)));
            if member < self.members && candidate < self.candidates {
                priors.set(member.into(), candidate.into(), self.prior());
            }
        }
        for _ in 0..self.below(4) * usize::from(self.members * self.candidates > 0) {
            let candidate = self.below(self.candidates).into();
            if let Ok(uncertain) = UncertainPrior::new("some", candidate, self.prior(), self.number(1.0, 50.0)) {
                let members: Vec<usize> = (0..self.members).filter(|_| self.one_in(2)).collect();
                priors.set_uncertain(&MemberSet::of(self.members, members), uncertain);
            }
        }
        priors
    }

    fn cadence(&mut self) -> Cadence {
        const WRONG: [Cadence; 5] = [
            Cadence::days(0),
            Cadence::weeks(u32::MAX),
            Cadence::months(u32::MAX),
            Cadence::days(1),
            Cadence { months: 1, days: u32::MAX },
        ];
        if self.wrong() { WRONG[self.below(WRONG.len())] } else { Cadence::days(5 + self.below(20) as u32) }
    }

    fn draft(mut self) -> Draft {
        let body = self.body();
        self.candidates = if self.wrong() { self.below(70) } else { 1 + self.below(4) };
        let candidates: Vec<Candidate> = (0..self.candidates).map(|index| self.field(index)).collect();
        let procedure = self.procedure();
        let exclusive = matches!(procedure, Procedure::Ballots(_));
        let rule = if exclusive && !self.wrong() { self.exclusive() } else { self.rule(3) };
        let (deadline, cadence) = (self.date(), self.cadence());
        let mut draft = Draft::appointment("Chair", AS_OF, deadline, cadence, rule).body(body).candidates(candidates);
        if self.wrong() || (self.candidates == 1 && self.one_in(2)) {
            draft.question.kind = Kind::Motion;
        }
        draft.question.reserve_is_against = !self.one_in(3);
        draft.question.meetings = self.several(2, Self::date);
        if self.one_in(4) || self.wrong() {
            draft.question.cadence = None;
        }
        let motion = draft.question.kind == Kind::Motion;
        if !motion || self.wrong() {
            draft.question.other = self.maybe(3, |source| Other {
                half_life: source.quantity(),
                calm: source.number(0.0, 1.0),
                meeting: source.number(0.0, 1.0),
            });
        }
        draft.question.procedure = procedure;
        if self.one_in(3) || self.wrong() {
            draft.present = self.members();
        }
        draft.priors = self.priors();
        // What they leave of a pair is shared out, up to next to nothing.
        let (blocs, cleavages) = (self.below(4), self.below(3));
        let most = 0.999 / (blocs + cleavages).max(1) as f64;
        draft.blocs = (0..blocs)
            .map(|index| Bloc {
                group: self.id('g', index),
                members: self.members(),
                rho: self.number(0.0, most),
                candidates: self.candidates(),
            })
            .collect();
        draft.cleavages = (0..cleavages)
            .map(|index| Cleavage {
                id: self.id('v', index),
                rho: self.number(0.0, most),
                sides: [[self.index(self.candidates)], [self.index(self.candidates)]]
                    .map(|side| side.into_iter().filter(|c| *c < 64).collect()),
                members: self.members(),
            })
            .collect();
        draft.evidence = self.several(1, Self::evidence);
        let meetings = !draft.question.meetings.is_empty();
        draft.dynamics = self.dynamics(meetings);
        draft.paces = self.several(2, Self::pace);
        draft.influences = self.several(2, |source| Influence {
            of: source.member(),
            on: source.members(),
            candidates: source.candidates(),
            factor: source.quantity(),
        });
        self.events = self.below(5);
        draft.events = (0..self.events).map(|index| self.event(index, exclusive)).collect();
        draft
    }
}
