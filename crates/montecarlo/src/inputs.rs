//! Runs in which uncertain inputs are known.
//!
//! In a simulation every run draws its inputs and everything else. To tell what is unsure of the
//! assumptions from what chance brings, inputs are held and the rest is drawn again and again:
//! `P(outcome | inputs)` is what a forecast would say if they were known.

use std::ops::Range;

use nemcon_core::Outcome;

use crate::kernel::{End, Engine, Kernel, Runs};
use crate::plan::Plan;
use crate::random::{Address, Philox};
use crate::simulate::{BLOCK, blocks, in_order, numbered};
use crate::sobol::{Design, SobolIndex, Twice};
use crate::starts::{StartDrawer, Starts};
use crate::tally::Detail;
use crate::{RunsError, Tally};

/// So many runs are simulated with the same inputs to know the spread of an answer: a power of two, so that blocks
/// hold whole numbers of them.
const EACH: u64 = 256;
/// … and so many for an answer of the design of the indices, where many rough answers tell more than few good ones.
const EACH_OF_DESIGN: u64 = 32;

/// What an outcome's probability is over what is unsure of the inputs.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OverInputs {
    /// How many draws of all inputs there were.
    pub draws: u64,
    /// With how many runs each.
    pub runs_each: u64,
    /// By outcome, in the order of [`Model::outcomes`](nemcon_core::Model::outcomes).
    pub outcomes: Vec<OutcomeRange>,
}

/// The distribution of `P(outcome | inputs)`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OutcomeRange {
    /// The outcome.
    pub outcome: Outcome,
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation.
    pub deviation: f64,
    /// Its 5th percentile.
    pub low: f64,
    /// Its 95th percentile.
    pub high: f64,
}

/// What the uncertain inputs do to the probability of an outcome.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Sensitivity {
    /// How many rows the design has.
    pub rows: u64,
    /// With how many runs each answer was simulated.
    pub runs_each: u64,
    /// The standard deviation of `P(outcome | inputs)`.
    pub deviation: f64,
    /// The indices of each group of inputs; none where the inputs do not move it.
    pub indices: Option<Vec<SobolIndex>>,
}

impl Plan {
    /// The names of the uncertain inputs.
    pub fn inputs(&self) -> &[String] {
        &self.input_names
    }

    /// The same plan with one uncertain input known: as it is at this quantile, from 0 to 1. Everything else is
    /// drawn as before.
    ///
    /// # Panics
    /// If there is no such input.
    #[must_use]
    pub fn with_input(&self, input: usize, quantile: f64) -> Self {
        let mut plan = self.clone();
        plan.inputs[input] = self.inputs[input].known((quantile * f64::from(u32::MAX)) as u32);
        plan
    }

    /// What an uncertain input is at this quantile, from 0 to 1; half-lives in days.
    ///
    /// # Panics
    /// If there is no such input.
    pub fn input_at(&self, input: usize, quantile: f64) -> f64 {
        f64::from(self.inputs[input].drawn((quantile * f64::from(u32::MAX)) as u32).value)
    }

    /// How the probabilities of the outcomes spread over what is unsure of the inputs, from about so many runs;
    /// nothing where no input is.
    ///
    /// A nested simulation: inputs are drawn some hundreds of times, and with each draw runs are made
    /// in two halves. The covariance of the two halves over the draws is an unbiased estimate of the variance of
    /// `P(outcome | inputs)`: the errors of the halves are independent. The shares of all runs of a draw
    /// spread by their own error beside that; they are drawn in towards their mean until their variance is
    /// the estimated one, and the percentiles are those of what results.
    pub fn over_inputs(&self, seed: u64, runs: u64, progress: &(dyn Fn(u64) + Sync)) -> Result<Option<OverInputs>, RunsError> {
        if self.inputs.is_empty() {
            return Ok(None);
        }
        let draws = (runs / EACH).max(2);
        let need = self.need(Detail::Ends).keeping(draws * self.ends() as u64, size_of::<Twice>(), self.memory)?;
        let list = |runs: Range<u64>| {
            let mut answering = Answering::new(self, seed, EACH, false);
            let mut shares = Vec::new();
            for block in blocks(runs) {
                let rows: Vec<Row> = block.clone().step_by(EACH as usize).map(|first| (first, answering.words(first))).collect();
                shares.extend(answering.answers(&rows));
                progress(block.end - block.start);
            }
            shares
        };
        debug_assert_eq!(BLOCK % EACH, 0, "blocks hold whole draws");
        let shares = in_order(numbered(0..draws * EACH)?, need.workers(self.memory)?, list);
        let outcomes = self.model().outcomes().into_iter().map(|outcome| {
            let at = End::of(outcome).index(self.candidates.len());
            range(outcome, &shares.iter().map(|halves| halves[at]).collect::<Vec<_>>())
        });
        Ok(Some(OverInputs { draws, runs_each: EACH, outcomes: outcomes.collect() }))
    }

    /// Sobol's indices of groups of uncertain inputs, each by their places, for the probability of an outcome, from
    /// about so many runs: see [`Design`].
    ///
    /// The rows of the two samples are the inputs of different runs, and the answers of a row are simulated on the
    /// same runs otherwise.
    pub fn sensitivity(
        &self,
        outcome: Outcome,
        groups: &[Vec<usize>],
        seed: u64,
        runs: u64,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Sensitivity, RunsError> {
        let rows = self.sensitivity_rows(outcome, groups, seed, runs);
        Ok(rows.sensitivity(&rows.answers(0..rows.count(), progress)?))
    }

    /// What [`sensitivity`](Self::sensitivity) is computed from, to be answered in parts.
    pub fn sensitivity_rows<'p>(&'p self, outcome: Outcome, groups: &'p [Vec<usize>], seed: u64, runs: u64) -> SensitivityRows<'p> {
        // Few runs of unequal weight are a poor sample: there an answer takes more.
        let each = if self.start.weighted() { EACH } else { EACH_OF_DESIGN };
        let end = End::of(outcome).index(self.candidates.len());
        let rows = SensitivityRows { plan: self, groups, end, seed, each, count: 0 };
        let count = if groups.is_empty() { 0 } else { (runs / rows.runs()).max(2) };
        SensitivityRows { count, ..rows }
    }
}

/// The rows of a design, whose answers, simulated in any parts, are those of all rows together.
#[derive(Debug, Clone)]
pub struct SensitivityRows<'p> {
    plan: &'p Plan,
    groups: &'p [Vec<usize>],
    /// The outcome, by its place among the ends of runs.
    end: usize,
    seed: u64,
    /// How many runs an answer takes.
    each: u64,
    count: u64,
}

impl SensitivityRows<'_> {
    /// How many rows there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// How many answers a row has.
    pub fn width(&self) -> usize {
        self.groups.len() + 2
    }

    /// How many runs a row takes.
    pub fn runs(&self) -> u64 {
        self.each * self.width() as u64
    }

    /// The answers of some rows, one row after the other. `progress` is called, from any thread, with the number of
    /// runs finished since its last call.
    pub fn answers(&self, rows: Range<u64>, progress: &(dyn Fn(u64) + Sync)) -> Result<Vec<Twice>, RunsError> {
        let Self { plan, groups, end, seed, each, count } = *self;
        // The answers of a row begin alike, and what is drawn run by run is drawn once for all of them.
        let shares = plan.start.is_conditioned();
        let starts = if shares { plan.starts_bytes(self.runs() + each) } else { 0 };
        let kept = (rows.end.saturating_sub(rows.start)) * (self.width() as u64 + 2);
        let need = plan.need(Detail::Ends).working(starts).keeping(kept, size_of::<Twice>(), plan.memory)?;
        let list = |runs: Range<u64>| {
            let mut answering = Answering::new(plan, seed, each, shares);
            let mut found: Vec<Twice> = Vec::new();
            for first in runs.step_by(each as usize) {
                let (a, b) = (answering.words(first), answering.words(first + count * each));
                let mixed = groups.iter().map(|group| {
                    let mut mixed = a.clone();
                    for &input in group {
                        mixed[input] = b[input];
                    }
                    mixed
                });
                let rows: Vec<Row> = [a.clone(), b.clone()].into_iter().chain(mixed).map(|words| (first, words)).collect();
                found.extend(answering.answers(&rows).into_iter().map(|shares| shares[end]));
                progress(self.runs());
            }
            found
        };
        numbered(0..2 * count * each)?;
        Ok(in_order(rows.start * each..rows.end * each, need.workers(plan.memory)?, list))
    }

    /// What the [answers](Self::answers) of all rows say.
    ///
    /// # Panics
    /// If there are not as many answers as the rows have.
    pub fn sensitivity(&self, answers: &[Twice]) -> Sensitivity {
        assert_eq!(answers.len() as u64, self.count * self.width() as u64, "the answers of all rows");
        let at = |place: usize| answers.iter().skip(place).step_by(self.width()).copied().collect();
        let design = Design { a: at(0), b: at(1), mixed: (0..self.groups.len()).map(|group| at(2 + group)).collect() };
        let runs_each = if self.count == 0 { 0 } else { self.each };
        Sensitivity { rows: self.count, runs_each, deviation: design.variance().max(0.0).sqrt(), indices: design.indices() }
    }
}

/// The first of the runs of an answer, and the words of its inputs.
type Row = (u64, Vec<u32>);

/// Answers of a plan whose inputs are held.
struct Answering<'p> {
    plan: &'p Plan,
    philox: Philox,
    kernel: Kernel<'p>,
    tally: Tally,
    /// How many runs an answer takes.
    each: u64,
    /// How the runs of an answer begin, and those of all, where answers that follow one another share them.
    starts: Option<(StartDrawer<'p>, [Starts; 2])>,
}

impl<'p> Answering<'p> {
    fn new(plan: &'p Plan, seed: u64, each: u64, shares: bool) -> Self {
        Self {
            plan,
            philox: Philox::new(seed),
            kernel: Kernel::on(Engine::fastest(), plan, Detail::Ends, seed),
            tally: Tally::new(plan, Detail::Ends, seed),
            each,
            starts: shares.then(|| (StartDrawer::new([plan], seed), [(), ()].map(|()| Starts::new(plan)))),
        }
    }

    /// The words of the inputs of a run.
    fn words(&self, run: u64) -> Vec<u32> {
        let address = Address::new(self.philox, run);
        self.plan.inputs.iter().map(|input| input.word(address)).collect()
    }

    /// By row: the shares of all ends, by their indices, in the first and in the second half of its runs.
    fn answers(&mut self, rows: &[Row]) -> Vec<Vec<Twice>> {
        let each = self.each;
        let numbers: Vec<u64> = rows.iter().flat_map(|(first, _)| *first..first + each).collect();
        let inputs: Vec<u32> = rows.iter().flat_map(|(_, words)| (0..each).flat_map(move |_| words)).copied().collect();
        let mut answers = vec![vec![[0.0; 2]; self.plan.ends()]; rows.len()];
        let mut whole = vec![[0.0; 2]; rows.len()];
        let mut place = 0;
        let mut runs = Runs { inputs: &inputs, ..Runs::of(&numbers) };
        if let Some((drawer, [one, all])) = &mut self.starts {
            all.clear();
            for (at, &(first, _)) in rows.iter().enumerate() {
                if at == 0 || rows[at - 1].0 != first {
                    drawer.draw(first..first + each, std::slice::from_mut(one));
                }
                (0..each as usize).for_each(|place| all.push(one, place));
            }
            runs = all.given(runs);
        }
        self.kernel.run_each(runs, &mut self.tally, |_, ending| {
            let (row, half) = ((place / each) as usize, usize::from(place % each >= each / 2));
            answers[row][ending.outcome][half] += ending.weight as f64;
            whole[row][half] += ending.weight as f64;
            place += 1;
        });
        for (shares, whole) in answers.iter_mut().zip(whole) {
            for (share, half) in shares.iter_mut().flat_map(|halves| halves.iter_mut().zip(whole)) {
                *share = if half > 0.0 { *share / half } else { 0.0 };
            }
        }
        answers
    }
}

/// The distribution of a share of which, draw by draw, two independent estimates are known.
fn range(outcome: Outcome, halves: &[[f64; 2]]) -> OutcomeRange {
    let count = halves.len() as f64;
    let mut shares: Vec<f64> = halves.iter().map(|[one, two]| 0.5 * (one + two)).collect();
    let mean = shares.iter().sum::<f64>() / count;
    let [one, two] = [0, 1].map(|half: usize| halves.iter().map(|of| of[half]).sum::<f64>() / count);
    let covariance = halves.iter().map(|of| (of[0] - one) * (of[1] - two)).sum::<f64>() / (count - 1.0);
    let variance = shares.iter().map(|share| (share - mean) * (share - mean)).sum::<f64>() / (count - 1.0);
    let kept = if variance > 0.0 { (covariance / variance).clamp(0.0, 1.0).sqrt() } else { 0.0 };
    shares.sort_by(f64::total_cmp);
    let percentile = |part: f64| {
        let place = part * (count - 1.0);
        let (below, above) = (shares[place as usize], shares[(place as usize + 1).min(shares.len() - 1)]);
        let share = below + (place - place.floor()) * (above - below);
        (mean + kept * (share - mean)).clamp(0.0, 1.0)
    };
    OutcomeRange { outcome, mean, deviation: covariance.max(0.0).sqrt(), low: percentile(0.05), high: percentile(0.95) }
}
