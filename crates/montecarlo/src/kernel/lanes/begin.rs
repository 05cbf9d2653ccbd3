//! Draws everything that is drawn once per run, and sets the ladders (model, sections 3 and 8).

use nemcon_core::Stance;
use pulp::Simd;

use super::LaneKernel;
use super::stances::{LaneStances, Visits};
use super::vector::{Addresses, LANES, U32s, bits, load, load_words, store, store_words};
use super::view::multiply;
use crate::math::{calm_between, cells_of, exponential_of};
use crate::plan::{Drawn, EvidencePlan, LAST_WORD};
use crate::random::{Address, Purpose};

impl LaneKernel<'_> {
    /// Begins sixteen runs.
    #[inline(always)]
    pub(super) fn begin<S: Simd>(&mut self, simd: S, addresses: &[Address; LANES]) {
        let plan = self.plan;
        let words = Addresses::<S>::new(self.philox, addresses);
        for (at, input) in plan.inputs.iter().enumerate() {
            let (value, log2) = input.drawn_of(simd, words.blocks(simd, Purpose::Input, input.entity)[0]);
            let (value, log2) = (store::<S>(value), store::<S>(log2));
            for (lane, run) in self.runs.iter_mut().enumerate() {
                run.inputs[at] = Drawn { value: value[lane], log2: log2[lane] };
            }
        }
        for (at, candidate) in plan.candidates.iter().enumerate() {
            let drawn = words.blocks(simd, Purpose::Candidate, candidate.entity).map(store_words::<S>);
            for (lane, run) in self.runs.iter_mut().enumerate() {
                run.words.candidates[at] = drawn.map(|word| word[lane]);
            }
        }
        for (at, event) in plan.events.iter().enumerate() {
            let drawn = words.blocks(simd, Purpose::Event, event.entity).map(store_words::<S>);
            for (lane, run) in self.runs.iter_mut().enumerate() {
                run.words.events[at] = drawn.map(|word| word[lane]);
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
                factor[lane] = influence.factor.value(&run.inputs);
            }
        }
        if !stances.paces.is_empty() {
            stances.paces.fill([[1.0; LANES]; 3]);
            for pace in &plan.motion.paces {
                for (lane, run) in self.runs.iter().enumerate() {
                    let factor = pace.factor.value(&run.inputs);
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
                let (t, cells) = cells_of(simd, waits);
                let cells = store_words::<S>(cells);
                let ends = [
                    cells.map(|cell| table.value(cell)),
                    cells.map(|cell| table.slope(cell)),
                    cells.map(|cell| table.value(cell + 1)),
                    cells.map(|cell| table.slope(cell + 1)),
                ];
                *calm = store::<S>(calm_between(simd, t, ends.map(|end| load::<S>(&end))));
            }
        }
        for (slow, edge) in self.slow_of_members.iter_mut().zip(&self.slow) {
            for (slow, calm) in slow.iter_mut().zip(&self.calm) {
                let product = simd.mul_f32s(load::<S>(edge), load::<S>(calm));
                *slow = store::<S>(simd.max_f32s(product, simd.splat_f32s(f32::MIN_POSITIVE)));
            }
        }
        if plan.start.unloaded() {
            self.weights = [1; LANES];
            for candidate in 0..plan.candidates.len() {
                self.begin_candidate(simd, words, candidate);
            }
        } else {
            self.begin_with_factors(simd, words);
        }
        for at in 0..self.held_out.len() {
            let (reluctant, present) = (&self.reluctant[at], &self.present[at % self.words]);
            self.held_out[at] = std::array::from_fn(|lane| reluctant[lane] & present[lane]);
        }
    }

    /// The stances on a candidate of whom no bloc thinks, and their ladders.
    #[inline(always)]
    fn begin_candidate<S: Simd>(&mut self, simd: S, words: Addresses<S>, candidate: usize) {
        let plan = self.plan;
        let evidence = plan.start.evidence.iter().find(|evidence| evidence.candidate == candidate);
        if let Some(evidence) = evidence {
            // In the order in which they are counted.
            let mut given = Given::new(evidence);
            for &pair in &evidence.pairs {
                let drawn = words.blocks(simd, Purpose::Pair, plan.motion.pairs[pair]);
                let stances = given.draw(&store_words::<S>(simd.min_u32s(drawn[0], simd.splat_u32s(LAST_WORD))));
                self.begin_pair(simd, pair, drawn, load_words::<S>(&stances));
            }
        }
        for member in 0..plan.members {
            if evidence.is_some() && plan.start.present.contains(member) {
                continue;
            }
            let pair = candidate * plan.members + member;
            let drawn = words.blocks(simd, Purpose::Pair, plan.motion.pairs[pair]);
            let word = simd.min_u32s(drawn[0], simd.splat_u32s(LAST_WORD));
            let mut stances = simd.splat_u32s(0);
            for cut in plan.start.cuts[pair] {
                let above = simd.greater_than_or_equal_u32s(word, simd.splat_u32s(cut));
                stances = simd.add_u32s(stances, simd.select_u32s(above, simd.splat_u32s(1), simd.splat_u32s(0)));
            }
            self.begin_pair(simd, pair, drawn, stances);
        }
        self.compare(simd, candidate);
        self.begin_shares(candidate);
    }

    /// The stances where blocs correlate them, run by run, and their ladders.
    #[inline(always)]
    fn begin_with_factors<S: Simd>(&mut self, simd: S, words: Addresses<S>) {
        let plan = self.plan;
        let drawn: Vec<[U32s; 4]> =
            plan.motion.pairs.iter().map(|&entity| words.blocks(simd, Purpose::Pair, entity).map(store_words::<S>)).collect();
        let mut stances = vec![[0; LANES]; plan.pairs()];
        let mut of_run = vec![Stance::Oppose; plan.pairs()];
        let mut words_of_run = vec![[0; 4]; plan.pairs()];
        for lane in 0..LANES {
            for (words, drawn) in words_of_run.iter_mut().zip(&drawn) {
                *words = drawn.map(|word| word[lane]);
            }
            self.weights[lane] = plan.start.draw(self.addresses[lane], &words_of_run, &mut self.start, &mut of_run);
            for (stances, &stance) in stances.iter_mut().zip(&of_run) {
                stances[lane] = stance as u32;
            }
        }
        for (pair, (stances, drawn)) in stances.iter().zip(&drawn).enumerate() {
            self.begin_pair(simd, pair, drawn.map(|word| load_words::<S>(&word)), load_words::<S>(stances));
        }
        for candidate in 0..plan.candidates.len() {
            self.compare(simd, candidate);
            self.begin_shares(candidate);
        }
    }

    /// The ladder of a pair with these words and stances at the as-of date.
    #[inline(always)]
    fn begin_pair<S: Simd>(&mut self, simd: S, pair: usize, drawn: [S::u32s; 4], stances: S::u32s) {
        let member = pair % self.plan.members;
        if let Some(row) = self.changing[pair] {
            self.drawn[row] = drawn.map(store_words::<S>);
            self.visits[row] = store_words::<S>(stances).map(|stance| Visits { first: stance as u8, numbers: [0; 3] });
        }
        let mut moment = simd.splat_f32s(0.0);
        let mut ladder = [moment; 3];
        for edge in 0..3 {
            let mut slow = load::<S>(&self.slow_of_members[edge][member]);
            if let Some(row) = self.paced[pair] {
                let factor = simd.min_f32s(load::<S>(&self.paces[row][edge]), simd.splat_f32s(f32::MAX));
                slow = simd.max_f32s(simd.div_f32s(slow, factor), simd.splat_f32s(f32::MIN_POSITIVE));
            }
            let after = simd.add_f32s(moment, simd.mul_f32s(exponential_of(simd, drawn[1 + edge]), slow));
            let begun = simd.less_than_or_equal_u32s(stances, simd.splat_u32s(edge as u32));
            moment = simd.select_f32s(begun, after, moment);
            ladder[edge] = moment;
        }
        if !self.plan.start.present.contains(member) {
            // The rest of the wait that has begun; the ladder itself is frozen.
            let mut left = simd.splat_f32s(f32::INFINITY);
            for edge in (0..3).rev() {
                let held = simd.less_than_or_equal_u32s(stances, simd.splat_u32s(edge as u32));
                left = simd.select_f32s(held, ladder[edge], left);
                ladder[edge] = simd.select_f32s(held, simd.splat_f32s(f32::INFINITY), simd.splat_f32s(f32::NEG_INFINITY));
            }
            self.left[pair] = store::<S>(left);
        }
        let [softens, comes_round, rallies] = ladder;
        self.softens[pair] = store::<S>(softens);
        self.rises[pair] = [store::<S>(comes_round), store::<S>(rallies)];
    }

    /// The shares of those who support a candidate at the as-of date.
    fn begin_shares(&mut self, candidate: usize) {
        if self.equal_shares {
            return;
        }
        for word in 0..self.words {
            let support = &self.support[candidate * self.words + word];
            for (lane, (support, present)) in support.iter().zip(&self.present[word]).enumerate() {
                for member in bits(support & present) {
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
            let stance = cuts[self.states[lane]].iter().map(|&cut| u32::from(words[lane] >= cut)).sum();
            self.states[lane] += self.evidence.step[stance as usize];
            stance
        })
    }
}
