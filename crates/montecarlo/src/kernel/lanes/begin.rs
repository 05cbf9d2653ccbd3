//! Draws everything that is drawn once per run, and sets the ladders (model, sections 3 and 8).

use nemcon_core::Stance;
use pulp::Simd;

use super::LaneKernel;
use super::ladder::{LaneStances, Visits};
use super::vector::{Addresses, F32s, LANES, U32s, load, load_words, store, store_words};
use super::view::multiply;
use crate::math::{calm_between, exponential_of, position_of};
use crate::plan::{EvidencePlan, LAST_WORD};
use crate::random::{Address, Purpose};

impl LaneKernel<'_> {
    /// Begins sixteen runs.
    #[inline(always)]
    pub(super) fn begin<S: Simd>(&mut self, simd: S, addresses: &[Address; LANES]) {
        let plan = self.plan;
        let words = Addresses::<S>::new(self.philox, addresses);
        for (at, input) in plan.inputs.iter().enumerate() {
            let drawn: U32s = store_words::<S>(words.blocks(simd, Purpose::Input, input.entity)[0]);
            for (run, word) in self.runs.iter_mut().zip(drawn) {
                run.words_mut().inputs[at] = word;
            }
        }
        for (at, candidate) in plan.candidates.iter().enumerate() {
            let drawn = words.blocks(simd, Purpose::Candidate, candidate.entity).map(store_words::<S>);
            for (lane, run) in self.runs.iter_mut().enumerate() {
                run.words_mut().candidates[at] = drawn.map(|word| word[lane]);
            }
        }
        for (at, event) in plan.events.iter().enumerate() {
            let drawn = words.blocks(simd, Purpose::Event, event.entity).map(store_words::<S>);
            for (lane, run) in self.runs.iter_mut().enumerate() {
                run.words_mut().events[at] = drawn.map(|word| word[lane]);
            }
        }
        for (lane, (run, &address)) in self.runs.iter_mut().zip(addresses).enumerate() {
            run.begin(address);
            self.field.begin(plan, run, lane);
        }
        let stances = &mut self.stances;
        stances.addresses = *addresses;
        for (lane, run) in self.runs.iter().enumerate() {
            for (slow, half_life) in stances.slow.iter_mut().zip(&plan.motion.half_lives) {
                slow[lane] = half_life.map_or(f32::INFINITY, |half_life| half_life.slowness(&run.inputs));
            }
            for (factor, influence) in stances.factors.iter_mut().zip(&plan.motion.influences) {
                factor[lane] = influence.factor.value(&run.inputs) as f32;
            }
        }
        if !stances.paces.is_empty() {
            stances.paces.fill([[1.0; LANES]; 3]);
            for pace in &plan.motion.paces {
                for (lane, run) in self.runs.iter().enumerate() {
                    let factor = pace.factor.value(&run.inputs) as f32;
                    for row in pace.pairs.iter().filter_map(|&pair| stances.paced[pair]) {
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
    fn begin<S: Simd>(&mut self, simd: S, words: Addresses<S>) {
        let plan = self.plan;
        for (word, present) in self.present.iter_mut().enumerate() {
            *present = [(plan.start.present.words()[word / 2] >> (32 * (word % 2))) as u32; LANES];
        }
        self.present_count = [plan.start.present.len() as u32; LANES];
        self.present_share = [plan.start.present.iter().map(|member| plan.motion.shares[member]).sum(); LANES];
        self.influence.fill([1.0; LANES]);
        self.active.fill(0);
        self.clocks.fill([0.0; LANES]);
        self.counted.fill([0; LANES]);
        self.support_share.fill([0; LANES]);
        if let Some(table) = &plan.motion.frailty {
            for (calm, &entity) in self.calm.iter_mut().zip(&plan.motion.frailties) {
                let waits = exponential_of(simd, words.blocks(simd, Purpose::Frailty, entity)[0]);
                let positions: F32s = store::<S>(position_of(simd, waits));
                let mut within = [0.0; LANES];
                let mut ends = [[0.0; LANES]; 4];
                for lane in 0..LANES {
                    let (t, [left, left_slope, right, right_slope]) = table.cell(positions[lane]);
                    within[lane] = t;
                    ends[0][lane] = left;
                    ends[1][lane] = left_slope;
                    ends[2][lane] = right;
                    ends[3][lane] = right_slope;
                }
                *calm = store::<S>(calm_between(simd, load::<S>(&within), ends.map(|end| load::<S>(&end))));
            }
        }
        for (drawn, &entity) in self.drawn.iter_mut().zip(&plan.motion.pairs) {
            *drawn = words.blocks(simd, Purpose::Pair, entity).map(store_words::<S>);
        }
        if plan.start.unloaded() {
            self.weights = [1; LANES];
            for candidate in 0..plan.candidates.len() {
                self.begin_candidate(simd, candidate);
            }
        } else {
            self.begin_with_factors(simd);
        }
        for at in 0..self.held_out.len() {
            let (reluctant, present) = (&self.reluctant[at], &self.present[at % self.words]);
            self.held_out[at] = std::array::from_fn(|lane| reluctant[lane] & present[lane]);
        }
    }

    /// The stances on a candidate of whom no bloc thinks, and their ladders.
    #[inline(always)]
    fn begin_candidate<S: Simd>(&mut self, simd: S, candidate: usize) {
        let members = self.plan.members;
        let evidence = self.plan.start.evidence.iter().find(|evidence| evidence.candidate == candidate);
        let mut given = evidence.map(Given::new);
        // Members that evidence counts come in the order in which it counts them.
        for &pair in evidence.map_or(&[][..], |evidence| &evidence.pairs) {
            if let Some(given) = &mut given {
                let stances = given.draw(&self.drawn[pair][0]);
                self.begin_pair(simd, pair, stances);
            }
        }
        for pair in candidate * members..(candidate + 1) * members {
            if given.is_some() && self.plan.start.present.contains(pair % members) {
                continue;
            }
            let word = simd.min_u32s(load_words::<S>(&self.drawn[pair][0]), simd.splat_u32s(LAST_WORD));
            let mut stances = simd.splat_u32s(0);
            for cut in self.plan.start.cuts[pair] {
                let above = simd.greater_than_or_equal_u32s(word, simd.splat_u32s(cut));
                stances = simd.add_u32s(stances, simd.select_u32s(above, simd.splat_u32s(1), simd.splat_u32s(0)));
            }
            self.begin_pair(simd, pair, store_words::<S>(stances));
        }
        self.compare(simd, candidate);
        self.begin_shares(candidate);
    }

    /// The stances where blocs correlate them, run by run, and their ladders.
    #[inline(always)]
    fn begin_with_factors<S: Simd>(&mut self, simd: S) {
        let pairs = self.plan.pairs();
        let mut stances = vec![[0; LANES]; pairs];
        let mut drawn = vec![Stance::Oppose; pairs];
        let mut words = vec![[0; 4]; pairs];
        for lane in 0..LANES {
            for (words, drawn) in words.iter_mut().zip(&self.drawn) {
                *words = drawn.map(|word| word[lane]);
            }
            self.weights[lane] = self.plan.start.draw(self.addresses[lane], &words, &mut self.start, &mut drawn);
            for (stances, &stance) in stances.iter_mut().zip(&drawn) {
                stances[lane] = stance as u32;
            }
        }
        for (pair, stances) in stances.into_iter().enumerate() {
            self.begin_pair(simd, pair, stances);
        }
        for candidate in 0..self.plan.candidates.len() {
            self.compare(simd, candidate);
            self.begin_shares(candidate);
        }
    }

    /// The ladder of a pair with these stances at the as-of date.
    #[inline(always)]
    fn begin_pair<S: Simd>(&mut self, simd: S, pair: usize, stances: U32s) {
        let member = pair % self.plan.members;
        if let Some(visits) = self.visits.get_mut(pair) {
            *visits = stances.map(|stance| Visits { first: stance as u8, numbers: [0; 3] });
        }
        let least = simd.splat_f32s(f32::MIN_POSITIVE);
        let held = load_words::<S>(&stances);
        let mut moment = simd.splat_f32s(0.0);
        for edge in 0..3 {
            let calm = load::<S>(&self.calm[member]);
            let mut slow = simd.max_f32s(simd.mul_f32s(load::<S>(&self.slow[edge]), calm), least);
            if let Some(row) = self.paced[pair] {
                let factor = simd.min_f32s(load::<S>(&self.paces[row][edge]), simd.splat_f32s(f32::MAX));
                slow = simd.max_f32s(simd.div_f32s(slow, factor), least);
            }
            let wait = exponential_of(simd, load_words::<S>(&self.drawn[pair][1 + edge]));
            let after = simd.add_f32s(moment, simd.mul_f32s(wait, slow));
            let begun = simd.less_than_or_equal_u32s(held, simd.splat_u32s(edge as u32));
            moment = simd.select_f32s(begun, after, moment);
            self.leaves[pair][edge] = store::<S>(moment);
        }
        if !self.plan.start.present.contains(member) {
            for (lane, stance) in stances.into_iter().enumerate() {
                let left = self.whole_wait(pair, stance as usize, lane);
                self.freeze(pair, stance as usize, left, lane);
            }
        }
    }

    /// The shares of those who support a candidate at the as-of date.
    fn begin_shares(&mut self, candidate: usize) {
        if self.equal_shares {
            return;
        }
        for word in 0..self.words {
            let support = &self.support[candidate * self.words + word];
            for lane in 0..LANES {
                for member in super::vector::bits(support[lane] & self.present[word][lane]) {
                    self.support_share[candidate][lane] += self.plan.motion.shares[word * 32 + member];
                }
            }
        }
    }
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

    /// The stances of the next member, by its words.
    #[inline(always)]
    fn draw(&mut self, words: &U32s) -> U32s {
        let states = self.evidence.states();
        let cuts = &self.evidence.cuts[self.drawn * states..][..states];
        self.drawn += 1;
        std::array::from_fn(|lane| {
            let word = words[lane].min(LAST_WORD);
            let stance = cuts[self.states[lane]].iter().map(|&cut| u32::from(word >= cut)).sum();
            self.states[lane] += self.evidence.step[stance as usize];
            stance
        })
    }
}
