//! Draws everything that is drawn once per run, and sets the ladders (model, sections 3 and 8).

use super::batch::Batch;
use super::columns::{Numbers, Words, is_in, load, load_words, store, store_words};
use super::stances::{Absent, LaneStances, Visits};
use super::view::multiply;
use crate::kernel::inverse;
use crate::math::{exponential_of, normal_of};
use crate::plan::{EvidencePlan, LAST_WORD, stance_at};
use crate::random::{Address, Blocks, Philox, Purpose};
use crate::simd::{LANES, LaneMask, Lanes};

impl Batch<'_> {
    /// Draws everything that is drawn once of sixteen runs.
    #[inline(always)]
    pub(super) fn draw<S: Lanes>(&mut self, simd: S, philox: Philox, addresses: &[Address; LANES]) {
        let plan = self.plan;
        let words = Blocks::new(simd, philox, addresses);
        self.inputs.draw(simd, plan, words, &mut self.runs);
        self.field.begin(simd, plan, &self.inputs);
        for (at, candidate) in plan.candidates.iter().enumerate() {
            let drawn = words.of(simd, Purpose::Candidate, candidate.entity);
            if let Some(word) = candidate.waiting_word(candidate.status) {
                self.field.begin_wait(simd, at, drawn[word]);
            }
            let drawn = drawn.map(|words| store_words(simd, words));
            for (lane, run) in self.runs.iter_mut().enumerate() {
                run.words.candidates[at] = drawn.map(|word| word[lane]);
            }
        }
        for (at, event) in plan.events.iter().enumerate() {
            let drawn = words.of(simd, Purpose::Event, event.entity).map(|words| store_words(simd, words));
            for (lane, run) in self.runs.iter_mut().enumerate() {
                run.words.events[at] = drawn.map(|word| word[lane]);
            }
        }
        for (lane, (run, &address)) in self.runs.iter_mut().zip(addresses).enumerate() {
            run.begin(address);
            self.procedures[lane].begin(run);
            self.field.next_event[lane] = run.next_event().cast_unsigned();
        }
        let (stances, inputs) = (&mut self.stances, &self.inputs);
        stances.addresses = *addresses;
        for (slow, half_life) in stances.slow.iter_mut().zip(&plan.motion.half_lives) {
            *slow = half_life.map_or(Numbers::of(f32::INFINITY), |half_life| store(simd, inputs.slowness(simd, half_life)));
        }
        for (factor, influence) in stances.factors.iter_mut().zip(&plan.motion.influences) {
            *factor = store(simd, inputs.value(simd, influence.factor));
        }
        if !stances.paces.is_empty() {
            stances.paces.fill([Numbers::of(1.0); 3]);
            for pace in &plan.motion.paces {
                let factors = store(simd, inputs.value(simd, pace.factor));
                for row in pace.pairs.iter().filter_map(|&pair| stances.paced[pair]) {
                    for (lane, &factor) in factors.iter().enumerate() {
                        multiply(&mut stances.paces[row], pace, factor, lane);
                    }
                }
            }
        }
        stances.begin(simd, words);
    }
}

impl LaneStances<'_> {
    #[inline(always)]
    fn begin<S: Lanes>(&mut self, simd: S, words: Blocks<S>) {
        let plan = self.plan;
        for (member, present) in self.present.iter_mut().enumerate() {
            *present = if plan.start.present.contains(member.into()) { LaneMask::MAX } else { 0 };
        }
        let (count, share) =
            (plan.start.present.len() as u32, plan.start.present.iter().map(|member| plan.motion.shares[member.index()]).sum());
        self.present_count = Words::of(count);
        self.present_share = Words::of(share);
        self.inverse_count = Numbers::of(inverse(count));
        self.inverse_share = Numbers::of(inverse(share));
        self.clocks.fill(Numbers::of(0.0));
        if let Some(table) = &plan.motion.frailty {
            for (calms, entities) in self.calm.chunks_mut(2).zip(plan.motion.frailties.chunks(2)) {
                let last = calms.len() - 1;
                let [drawn, then] = words.of_two(simd, Purpose::Frailty, [entities[0], entities[last]]);
                calms[0] = store(simd, table.calm_of(simd, exponential_of(simd, drawn[0])));
                calms[last] = store(simd, table.calm_of(simd, exponential_of(simd, then[0])));
            }
        }
        for (slow, edge) in self.slow_of_members.iter_mut().zip(&self.slow) {
            for (slow, calm) in slow.iter_mut().zip(&self.calm) {
                let product = simd.mul_f32s(load(simd, edge), load(simd, calm));
                *slow = store(simd, simd.max_f32s(product, simd.splat_f32s(f32::MIN_POSITIVE)));
            }
        }
        for (factor, &entity) in self.bloc_factors.iter_mut().zip(&plan.start.factors) {
            *factor = store(simd, normal_of(simd, words.of(simd, Purpose::Factor, entity)[0]));
        }
        self.draw_given_factors(simd, words);
        for candidate in 0..plan.candidates.len() {
            self.begin_candidate(simd, words, candidate);
        }
        self.held_out.copy_from_slice(&self.blockers);
    }

    /// Draws the stances that evidence on candidates of whom blocs think counts, run by run, and
    /// weighs the runs.
    #[inline(always)]
    fn draw_given_factors<S: Lanes>(&mut self, simd: S, words: Blocks<S>) {
        let plan = self.plan;
        let mut likelihoods = [1.0; LANES];
        for evidence in plan.start.dependent_evidence() {
            // The words first, which their stances then replace.
            for &pair in &evidence.pairs {
                self.given[pair] = store_words(simd, words.of(simd, Purpose::Pair, plan.motion.pairs[pair])[0]);
            }
            for (lane, likelihood) in likelihoods.iter_mut().enumerate() {
                for (factor, factors) in self.start.factors.iter_mut().zip(&self.bloc_factors) {
                    *factor = factors[lane];
                }
                let given = &mut self.given;
                *likelihood *= plan.start.draw_given(evidence, &mut self.start, |pair, cuts| {
                    let stance = stance_at(given[pair][lane], cuts);
                    given[pair][lane] = stance as u32;
                    stance
                });
            }
        }
        self.weights = likelihoods.map(|likelihood| plan.start.weight(likelihood));
    }

    /// The stances on a candidate, and their ladders.
    #[inline(always)]
    fn begin_candidate<S: Lanes>(&mut self, simd: S, words: Blocks<S>, candidate: usize) {
        let plan = self.plan;
        let order = std::mem::take(&mut self.order[candidate]);
        let mut given = plan.start.evidence.iter().find(|evidence| evidence.candidate == candidate).map(Given::new);
        for pairs in order.chunks(2) {
            let (first, last) = (pairs[0], pairs[pairs.len() - 1]);
            let [drawn, then] = words.of_two(simd, Purpose::Pair, [plan.motion.pairs[first], plan.motion.pairs[last]]);
            self.begin_drawn(simd, (first, candidate), drawn, &mut given);
            if pairs.len() == 2 {
                self.begin_drawn(simd, (last, candidate), then, &mut given);
            }
        }
        self.order[candidate] = order;
        self.compare(simd, candidate);
    }

    /// The next pair of a candidate, with these words.
    #[inline(always)]
    fn begin_drawn<S: Lanes>(&mut self, simd: S, (pair, candidate): (usize, usize), drawn: [S::U32s; 4], given: &mut Option<Given>) {
        let word = simd.min_u32s(drawn[0], simd.splat_u32s(LAST_WORD));
        let below = match (given, self.plan.start.loaded(pair)) {
            (Some(given), _) if given.is_more() => {
                let stances = if given.is_known() { given.draw(&store_words(simd, word)) } else { given.skip(&self.given[pair]) };
                below_of(simd, &stances)
            }
            (_, Some(loaded)) => loaded.below_of(simd, |factor| load(simd, &self.bloc_factors[factor]), drawn[0]),
            (_, None) => {
                let [reserve, accept, support] = self.plan.start.cuts[pair];
                [
                    simd.less_than_u32s(word, simd.splat_u32s(reserve)),
                    simd.less_than_u32s(word, simd.splat_u32s(accept)),
                    simd.less_than_u32s(word, simd.splat_u32s(support)),
                ]
            }
        };
        if let Some(kept) = self.below.get_mut(pair) {
            *kept = [simd.bits(below[0]), simd.bits(below[1]), simd.bits(below[2])];
        }
        self.begin_pair(simd, (pair, pair - candidate * self.plan.members), drawn, below);
    }

    /// The ladder of a pair with these words; `below`: in which runs the stance at the as-of date is
    /// below reserve, accept, support.
    #[inline(always)]
    fn begin_pair<S: Lanes>(&mut self, simd: S, (pair, member): (usize, usize), drawn: [S::U32s; 4], below: [S::Mask; 3]) {
        let seldom = self.seldom[pair];
        let mut moment = simd.splat_f32s(0.0);
        let mut ladder = [moment; 3];
        let mut waits = ladder;
        for edge in 0..3 {
            if !seldom[edge] || simd.bits(below[edge]) != 0 {
                let mut slow = load(simd, &self.slow_of_members[edge][member]);
                if let Some(row) = self.paced[pair] {
                    let factor = simd.min_f32s(load(simd, &self.paces[row][edge]), simd.splat_f32s(f32::MAX));
                    slow = simd.max_f32s(simd.div_f32s(slow, factor), simd.splat_f32s(f32::MIN_POSITIVE));
                }
                waits[edge] = exponential_of(simd, drawn[1 + edge]);
                moment = simd.select_f32s(below[edge], simd.add_f32s(moment, simd.mul_f32s(waits[edge], slow)), moment);
            }
            ladder[edge] = moment;
        }
        self.softens[pair] = store(simd, ladder[0]);
        self.rises[pair] = [store(simd, ladder[1]), store(simd, ladder[2])];
        if let Some(row) = self.changing[pair] {
            self.waits[row] = waits.map(|waits| store(simd, waits));
            let below = [simd.bits(below[0]), simd.bits(below[1]), simd.bits(below[2])];
            let stances = std::array::from_fn(|lane| below.iter().filter(|&&below| !is_in(below, lane)).count());
            self.begin_changing(pair, row, &stances);
        }
    }

    /// What else is kept of a pair that can change, with its stances at the as-of date.
    fn begin_changing(&mut self, pair: usize, row: usize, stances: &[usize; LANES]) {
        self.visits[row] = stances.map(|stance| Visits { first: stance as u8, numbers: [0; 3] });
        if !self.plan.start.present.contains((pair % self.plan.members).into()) {
            // It holds its stance, and waits, until the member joins.
            let [comes_round, rallies] = &self.rises[pair];
            let ladder = [&self.softens[pair], comes_round, rallies];
            self.absent[row] = std::array::from_fn(|lane| {
                let stance = stances[lane];
                Absent { stance: stance as u8, left: if stance == 3 { f32::INFINITY } else { ladder[stance][lane] } }
            });
            self.rises[pair] = [Numbers::of(f32::NEG_INFINITY), Numbers::of(f32::INFINITY)];
        }
    }
}

/// In which runs a stance is below reserve, accept, support.
#[inline(always)]
fn below_of<S: Lanes>(simd: S, stances: &Words) -> [S::Mask; 3] {
    let stances = load_words(simd, stances);
    [
        simd.less_than_u32s(stances, simd.splat_u32s(1)),
        simd.less_than_u32s(stances, simd.splat_u32s(2)),
        simd.less_than_u32s(stances, simd.splat_u32s(3)),
    ]
}

/// Stances drawn one member after the other, given evidence, in sixteen runs.
struct Given<'a> {
    evidence: &'a EvidencePlan,
    drawn: usize,
    /// The counts so far, as the state of the evidence.
    states: [usize; LANES],
}

impl<'a> Given<'a> {
    fn new(evidence: &'a EvidencePlan) -> Self {
        Self { evidence, drawn: 0, states: [0; LANES] }
    }

    /// Whether there is a next member.
    #[inline(always)]
    fn is_more(&self) -> bool {
        self.drawn < self.evidence.pairs.len()
    }

    /// Whether the stances are drawn here; else they have been drawn, run by run.
    #[inline(always)]
    fn is_known(&self) -> bool {
        self.evidence.probability().is_some()
    }

    /// The stances of the next member, drawn before.
    #[inline(always)]
    fn skip(&mut self, stances: &Words) -> Words {
        self.drawn += 1;
        *stances
    }

    /// The stances of the next member, by its words.
    #[inline(always)]
    fn draw(&mut self, words: &Words) -> Words {
        let states = self.evidence.states();
        let cuts = &self.evidence.cuts[self.drawn * states..][..states];
        self.drawn += 1;
        Words::from_fn(|lane| {
            let stance = cuts[self.states[lane]].iter().map(|&cut| u32::from(words[lane] >= cut)).sum();
            self.states[lane] += self.evidence.step[stance as usize];
            stance
        })
    }
}
