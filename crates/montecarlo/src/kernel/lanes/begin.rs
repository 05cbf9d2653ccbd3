//! Draws everything that is drawn once per run, and sets the ladders (model, sections 3 and 8).

use nemcon_core::Edge;

use super::batch::Batch;
use super::columns::{Column, Numbers, Words, is_in, load, load_words, store, store_words};
use super::stances::{LaneStances, LaneStart};
use super::state::{Absent, Visits};
use super::view::multiply;
use crate::kernel::{Runs, inverse};
use crate::math::{exponential_of, factor_of, normal_of};
use crate::plan::{EvidencePlan, LAST_WORD, cuts, quantiles};
use crate::random::{Address, Blocks, Philox, Purpose};
use crate::simd::{LANES, LaneMask, Lanes, Work};

impl Batch<'_> {
    /// Draws everything that is drawn once of sixteen runs, but for what is given.
    #[inline(always)]
    pub(super) fn draw<S: Lanes>(&mut self, simd: S, philox: Philox, addresses: &[Address; LANES], given: Runs) {
        let plan = self.plan;
        let words = Blocks::new(simd, philox, addresses);
        self.inputs.draw(simd, plan, words, given.inputs, &mut self.runs);
        self.mirror.begin(simd, plan, &self.inputs);
        for (at, candidate) in plan.candidates.iter().enumerate() {
            let drawn = words.of(simd, Purpose::Candidate, candidate.entity);
            if let Some(word) = candidate.waiting_word(candidate.status) {
                self.mirror.begin_wait(simd, at, drawn[word]);
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
        for (drawn, draw) in self.drawn.iter_mut().zip(plan.procedure.draws()) {
            *drawn = store_words(simd, words.of(simd, draw.purpose, draw.entity)[draw.word]);
        }
        for (lane, (run, &address)) in self.runs.iter_mut().zip(addresses).enumerate() {
            run.begin(address);
            self.procedures[lane].begin(run, |at| self.drawn[at][lane]);
            self.mirror.next_event[lane] = run.next_event().cast_unsigned();
        }
        let (stances, inputs) = (&mut self.stances, &self.inputs);
        let state = &mut stances.state;
        state.addresses = Column::from_fn(|lane| addresses[lane]);
        for (slowness, half_life) in state.slowness.iter_mut().zip(&plan.motion.half_lives) {
            *slowness = half_life.map_or(Numbers::of(f32::INFINITY), |half_life| store(simd, inputs.slowness(simd, half_life)));
        }
        for (factor, influence) in state.influences.iter_mut().zip(&plan.motion.influences) {
            *factor = store(simd, inputs.log2(simd, influence.factor));
        }
        if !stances.layout.climbs {
            let stays = &mut state.stays;
            stays.clear();
            stays.run_words = [0, 1].map(|word| Words::from_fn(|lane| addresses[lane].run_words()[word]));
            let defect = plan.motion.half_lives[Edge::Defect as usize];
            stays.fall = defect.map_or(Numbers::of(0.0), |half_life| store(simd, inputs.rate(simd, half_life)));
            stays.loyalty = plan.motion.loyalty.map_or(Numbers::of(1.0), |loyalty| store(simd, inputs.value(simd, loyalty)));
        }
        state.draw_lasting(simd, plan, words, &self.runs);
        if !state.paces.is_empty() {
            state.paces.fill([Numbers::of(0.0); 4]);
            for pace in &plan.motion.paces {
                let factors = store(simd, inputs.log2(simd, pace.factor));
                for row in pace.pairs.iter().filter_map(|&pair| stances.layout.paced.of(pair)) {
                    for (lane, &factor) in factors.iter().enumerate() {
                        multiply(&mut state.paces[row], pace, factor, lane);
                    }
                }
            }
        }
        stances.begin(simd, words, given);
    }
}

impl LaneStances<'_> {
    #[inline(always)]
    fn begin<S: Lanes>(&mut self, simd: S, words: Blocks<S>, given: Runs) {
        let plan = self.plan;
        let Self { state, start, .. } = self;
        for (member, present) in state.present.iter_mut().enumerate() {
            *present = if plan.start.present.contains(member.into()) { LaneMask::MAX } else { 0 };
        }
        let (count, share) =
            (plan.start.present.len() as u32, plan.start.present.iter().map(|member| plan.motion.shares[member.index()]).sum());
        state.present_count = Words::of(count);
        state.present_share = Words::of(share);
        state.inverse_count = Numbers::of(inverse(count));
        state.inverse_share = Numbers::of(inverse(share));
        state.clocks.fill(Numbers::of(0.0));
        if let Some(table) = &plan.motion.frailty {
            for (members, entities) in state.inverse_frailty.chunks_mut(2).zip(plan.motion.frailties.chunks(2)) {
                let last = members.len() - 1;
                let [drawn, then] = words.of_two(simd, Purpose::Frailty, [entities[0], entities[last]]);
                members[0] = store(simd, table.inverse_frailties(simd, exponential_of(simd, drawn[0])));
                members[last] = store(simd, table.inverse_frailties(simd, exponential_of(simd, then[0])));
            }
        }
        for (of_members, edge) in start.slowness.iter_mut().zip(&state.slowness) {
            for (slowness, inverse_frailty) in of_members.iter_mut().zip(&state.inverse_frailty) {
                let product = simd.mul_f32s(load(simd, edge), load(simd, inverse_frailty));
                *slowness = store(simd, simd.max_f32s(product, simd.splat_f32s(f32::MIN_POSITIVE)));
            }
        }
        if given.start(0).is_some() {
            self.take_starts(given);
        } else {
            for variates in &plan.start.variates {
                let drawn = words.of(simd, variates.purpose, variates.entity);
                for (factor, word) in start.factors[variates.places.clone()].iter_mut().zip(drawn) {
                    *factor = store(simd, normal_of(simd, word));
                }
            }
            self.condition(simd, words);
        }
        for candidate in 0..plan.candidates.len() {
            self.begin_candidate(simd, words, candidate, given.start(0).is_some());
        }
        self.state.held_out.copy_from_slice(&self.standing.blockers);
    }

    /// Takes over stances at the as-of date that have been drawn, and weights.
    fn take_starts(&mut self, given: Runs) {
        // Lanes without a run of their own repeat the first.
        let first = given.start(0).expect("starts are given");
        let starts: [_; LANES] = std::array::from_fn(|lane| given.start(lane).unwrap_or(first));
        for (pair, stances) in self.start.drawn.iter_mut().enumerate() {
            *stances = Words::from_fn(|lane| starts[lane].0[pair] as u32);
        }
        self.state.weights = Column::from_fn(|lane| starts[lane].1);
    }

    /// Draws, run by run, what evidence conditions, and uncertain priors; and weighs the runs.
    #[inline(always)]
    fn condition<S: Lanes>(&mut self, simd: S, words: Blocks<S>) {
        let Self { plan, state, start, .. } = self;
        if !plan.start.is_conditioned() {
            return;
        }
        // The words first, which their stances then replace.
        for &pair in &plan.start.by_run {
            start.drawn[pair] = store_words(simd, words.of(simd, Purpose::Pair, plan.motion.pairs[pair])[0]);
        }
        let LaneStart { scratch, factors, priors, drawn, .. } = start;
        for lane in 0..LANES {
            for (factor, of_lanes) in scratch.factors.iter_mut().zip(factors.iter()) {
                *factor = of_lanes[lane];
            }
            for &pair in &plan.start.by_run {
                scratch.words[pair] = drawn[pair][lane];
            }
            state.weights[lane] = plan.start.condition(scratch);
            for (factor, of_lanes) in scratch.factors.iter().zip(factors.iter_mut()) {
                of_lanes[lane] = *factor;
            }
            for &pair in &plan.start.by_run {
                drawn[pair][lane] = scratch.words[pair];
            }
            for (&accumulated, prior) in scratch.priors.iter().zip(priors.iter_mut()) {
                for (cut, of_lanes) in cuts(accumulated).into_iter().zip(&mut prior.cuts) {
                    of_lanes[lane] = cut;
                }
                for (quantile, of_lanes) in quantiles(accumulated).into_iter().zip(&mut prior.quantiles) {
                    of_lanes[lane] = quantile;
                }
            }
        }
    }

    /// The stances on a candidate, which may have been drawn all, and their ladders.
    #[inline(always)]
    fn begin_candidate<S: Lanes>(&mut self, simd: S, words: Blocks<S>, candidate: usize, are_drawn: bool) {
        let plan = self.plan;
        let order = std::mem::take(&mut self.layout.order[candidate]);
        let mut counted = plan.start.evidence.iter().find(|evidence| evidence.candidate == candidate).map(Counted::new);
        for pairs in order.chunks(2) {
            let (first, last) = (pairs[0], pairs[pairs.len() - 1]);
            let [drawn, then] = words.of_two(simd, Purpose::Pair, [plan.motion.pairs[first], plan.motion.pairs[last]]);
            for (&pair, drawn) in pairs.iter().zip([drawn, then]) {
                let below =
                    if are_drawn { below_of(simd, &self.start.drawn[pair]) } else { self.draw_below(simd, pair, drawn[0], &mut counted) };
                self.begin_drawn(simd, pair, drawn, below);
            }
        }
        self.layout.order[candidate] = order;
        self.compare(simd, candidate);
    }

    /// In which runs the stance of the next pair of a candidate, by its word, is below reserve, accept, support.
    #[inline(always)]
    fn draw_below<S: Lanes>(&mut self, simd: S, pair: usize, drawn: S::U32s, counted: &mut Option<Counted>) -> [S::Mask; 3] {
        let word = simd.min_u32s(drawn, simd.splat_u32s(LAST_WORD));
        match (counted, self.plan.start.loaded(pair)) {
            (Some(counted), _) if counted.is_more() => {
                let stances =
                    if counted.is_known() { counted.draw(&store_words(simd, word)) } else { counted.skip(&self.start.drawn[pair]) };
                below_of(simd, &stances)
            }
            (_, Some(loaded)) => {
                let prior = self.plan.start.drawn(pair).map(|prior| &self.start.priors[prior].quantiles);
                let quantiles = match prior {
                    Some([reserve, accept, support]) => [load(simd, reserve), load(simd, accept), load(simd, support)],
                    None => loaded.quantiles.map(|quantile| simd.splat_f32s(quantile)),
                };
                loaded.below_of(simd, |factor| load(simd, &self.start.factors[factor]), drawn, quantiles)
            }
            (_, None) => {
                let prior = self.plan.start.drawn(pair).map(|prior| &self.start.priors[prior].cuts);
                let [reserve, accept, support] = match prior {
                    Some([reserve, accept, support]) => [load_words(simd, reserve), load_words(simd, accept), load_words(simd, support)],
                    None => self.plan.start.cuts[pair].map(|cut| simd.splat_u32s(cut)),
                };
                [simd.less_than_u32s(word, reserve), simd.less_than_u32s(word, accept), simd.less_than_u32s(word, support)]
            }
        }
    }

    /// A pair, with its words, and in which runs it is below reserve, accept, support.
    #[inline(always)]
    fn begin_drawn<S: Lanes>(&mut self, simd: S, pair: usize, drawn: [S::U32s; 4], below: [S::Mask; 3]) {
        if let Some(kept) = self.start.below.get_mut(pair) {
            *kept = [simd.bits(below[0]), simd.bits(below[1]), simd.bits(below[2])];
        }
        simd.apart(BeginPair { stances: self, simd, pair, drawn, below });
    }

    /// The stay of a pair with these words; `below`: in which runs the stance at the as-of date is below
    /// reserve, accept, support.
    #[inline(always)]
    fn begin_stay<S: Lanes>(&mut self, simd: S, pair: usize, drawn: [S::U32s; 4], below: [S::Mask; 3]) {
        let [reserve, accept, support] = [simd.bits(below[0]), simd.bits(below[1]), simd.bits(below[2])];
        self.state.stays.set_holds(pair, [reserve, accept & !reserve, support & !accept, !support]);
        let zero = simd.splat_f32s(0.0);
        self.begin_visits(simd, pair, LaneMask::MAX, Some(drawn), (zero, zero));
    }

    /// The ladder of a pair, likewise.
    #[inline(always)]
    fn begin_ladder<S: Lanes>(&mut self, simd: S, pair: usize, drawn: [S::U32s; 4], below: [S::Mask; 3]) {
        let member = pair % self.plan.members;
        let skippable = self.layout.skippable[pair];
        let mut moment = simd.splat_f32s(0.0);
        let mut ladder = [moment; 3];
        let mut waits = ladder;
        for edge in 0..3 {
            if !skippable[edge] || simd.bits(below[edge]) != 0 {
                let mut slowness = load(simd, &self.start.slowness[edge][member]);
                if let Some(row) = self.layout.paced.of(pair) {
                    let factor = factor_of(simd, load(simd, &self.state.paces[row][edge]));
                    slowness = simd.max_f32s(simd.div_f32s(slowness, factor), simd.splat_f32s(f32::MIN_POSITIVE));
                }
                if let Some(&lasting) = self.state.lasting.get(pair).and_then(|lasting| lasting.get(edge)) {
                    slowness = simd.select_f32s(simd.mask(lasting), simd.splat_f32s(f32::INFINITY), slowness);
                }
                waits[edge] = exponential_of(simd, drawn[1 + edge]);
                moment = simd.select_f32s(below[edge], simd.add_f32s(moment, simd.mul_f32s(waits[edge], slowness)), moment);
            }
            ladder[edge] = moment;
        }
        self.state.softens[pair] = store(simd, ladder[0]);
        self.state.rises[pair] = [store(simd, ladder[1]), store(simd, ladder[2])];
        if let Some(row) = self.layout.changing.of(pair) {
            self.state.waits[row] = waits.map(|waits| store(simd, waits));
            let below = [simd.bits(below[0]), simd.bits(below[1]), simd.bits(below[2])];
            let stances = Column::from_fn(|lane| below.iter().filter(|&&below| !is_in(below, lane)).count());
            self.begin_changing(pair, row, &stances);
        }
    }

    /// What else is kept of a pair that can change, with its stances at the as-of date.
    fn begin_changing(&mut self, pair: usize, row: usize, stances: &Column<usize>) {
        let state = &mut self.state;
        state.visits[row] = Column::from_fn(|lane| Visits { first: stances[lane] as u8, numbers: [0; 3] });
        if !self.plan.start.present.contains((pair % self.plan.members).into()) {
            // It holds its stance, and waits, until the member joins.
            let [comes_round, rallies] = &state.rises[pair];
            let ladder = [&state.softens[pair], comes_round, rallies];
            state.absent[row] = Column::from_fn(|lane| {
                let stance = stances[lane];
                Absent { stance: stance as u8, left: if stance == 3 { f32::INFINITY } else { ladder[stance][lane] } }
            });
            state.softens[pair] = Numbers::of(f32::NEG_INFINITY);
            state.rises[pair] = [Numbers::of(f32::NEG_INFINITY), Numbers::of(f32::INFINITY)];
        }
    }
}

/// The beginning of a pair.
struct BeginPair<'a, 'p, S: Lanes> {
    stances: &'a mut LaneStances<'p>,
    simd: S,
    pair: usize,
    drawn: [S::U32s; 4],
    below: [S::Mask; 3],
}

impl<S: Lanes> Work for BeginPair<'_, '_, S> {
    type Output = ();

    #[inline(always)]
    fn with<T: Lanes>(self, _: T) {
        let Self { stances, simd, pair, drawn, below } = self;
        if stances.layout.climbs {
            stances.begin_ladder(simd, pair, drawn, below);
        } else {
            stances.begin_stay(simd, pair, drawn, below);
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

/// The members that evidence counts, whose stances are drawn one after the other, in sixteen runs.
struct Counted<'a> {
    evidence: &'a EvidencePlan,
    drawn: usize,
    /// The counts so far, as the state of the evidence.
    states: [usize; LANES],
}

impl<'a> Counted<'a> {
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
        !self.evidence.by_run
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
