//! From a plan to the endings of its runs (model, sections 3 to 6).
//!
//! A run has two parts. Its stances and how they move are most of the work, and are done in two
//! ways that give the same digits: one run at a time, plainly ([`scalar`]), and sixteen side by
//! side ([`lanes`]). Everything else is in [`run`], which sees stances through the trait
//! [`Stances`] alone.

mod engine;
mod lanes;
mod pulls;
mod run;
mod scalar;

use std::ops::Range;

use nemcon_core::{Outcome, Stance};

use crate::math::exp2_of;
use crate::plan::PacePlan;
use crate::simd::Vector;
pub(crate) use engine::Kernel;
pub use engine::{Engine, UnknownEngine};
pub(crate) use lanes::kernel_bytes;
pub(crate) use run::Run;
pub(crate) use scalar::ScalarKernel;

/// Runs to be simulated.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Runs<'a> {
    /// Their numbers.
    pub(crate) numbers: &'a [u64],
    /// By run and input of the plan: the word that the input is drawn from; empty where each run draws its own.
    pub(crate) inputs: &'a [u32],
    /// By run and pair: the stance at the as-of date, and by run its weight; empty where each run draws its own.
    pub(crate) starts: &'a [Stance],
    pub(crate) weights: &'a [u64],
}

impl<'a> Runs<'a> {
    /// Runs that draw everything themselves.
    pub(crate) fn of(numbers: &'a [u64]) -> Self {
        Self { numbers, ..Self::default() }
    }

    /// Some of them.
    fn part(&self, places: Range<usize>) -> Self {
        let runs = self.numbers.len().max(1);
        Self {
            numbers: &self.numbers[places.clone()],
            inputs: part_of(self.inputs, runs, &places),
            starts: part_of(self.starts, runs, &places),
            weights: part_of(self.weights, runs, &places),
        }
    }

    /// The stances at the as-of date of the run at a place, and its weight, where they are given.
    fn start(&self, place: usize) -> Option<(&'a [Stance], u64)> {
        let pairs = self.starts.len() / self.numbers.len().max(1);
        self.weights.get(place).map(|&weight| (&self.starts[place * pairs..][..pairs], weight))
    }
}

/// What some of so many runs have of a list of which each has as much.
fn part_of<'a, T>(all: &'a [T], runs: usize, places: &Range<usize>) -> &'a [T] {
    let each = all.len() / runs;
    &all[places.start * each..places.end * each]
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Ending {
    /// Its [`End`], by index.
    pub(crate) outcome: usize,
    /// The index of the last round's date.
    pub(crate) date: usize,
    pub(crate) weight: u64,
    pub(crate) decided: Decided,
}

/// How chance decided of the events of a run that came to their turn with all that they require, as bits. Events from
/// [`Decided::KEPT`] on are not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Decided {
    /// Those that happened.
    pub(crate) happened: u64,
    /// Those that did not.
    pub(crate) missed: u64,
}

impl Decided {
    pub(crate) const KEPT: usize = 64;
    /// Where nothing is known, and either may be.
    pub(crate) const UNKNOWN: Self = Self { happened: u64::MAX, missed: u64::MAX };

    /// Whether an event may have happened, and whether it may have been missed.
    pub(crate) fn of(self, event: usize) -> [bool; 2] {
        if event < Self::KEPT { [self.happened, self.missed].map(|events| events >> event & 1 == 1) } else { [true; 2] }
    }
}

/// What a run ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// A candidate is appointed, or the motion adopted.
    Appointed(usize),
    /// Nobody is, by the end of the last round.
    Nobody,
    /// Somebody else is agreed on.
    Other,
}

impl End {
    /// Its index: first the candidates, then nobody, then, where the question has that, somebody else.
    pub(crate) const fn index(self, candidates: usize) -> usize {
        match self {
            Self::Appointed(candidate) => candidate,
            Self::Nobody => candidates,
            Self::Other => candidates + 1,
        }
    }

    /// That of an outcome of the model.
    pub(crate) const fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Appointed(candidate) | Outcome::Extended(candidate) => Self::Appointed(candidate.index()),
            Outcome::Adopted => Self::Appointed(0),
            Outcome::Other => Self::Other,
            Outcome::Vacant | Outcome::Rejected => Self::Nobody,
        }
    }
}

/// The stances of one run, as events and procedures see and change them.
pub(crate) trait Stances {
    /// The present members among 64.
    fn present(&self, word: usize) -> u64;

    /// The present members among 64 that hold a stance on a candidate.
    fn holders(&self, candidate: usize, stance: Stance, word: usize) -> u64;

    /// The present members among 64 that block a candidate: whose ballot is against.
    fn blockers(&self, candidate: usize, word: usize) -> u64;

    /// The stance of a pair (candidate · members + member).
    fn stance(&self, pair: usize) -> Stance;

    /// Changes the stance of a pair; one that stays begins no visit.
    fn set_stance(&mut self, pair: usize, stance: Stance);

    /// A member becomes present or absent; one that is so already stays as it was.
    fn set_presence(&mut self, member: usize, present: bool);

    /// A pace factor comes into force, with its `log2` in this run.
    fn apply_pace(&mut self, pace: &PacePlan, log2: f32);

    /// A sounding of the candidate has failed in this round: keeps who blocked it then.
    fn keep_holdouts(&mut self, candidate: usize);

    /// Who blocked the candidate when its sounding last failed, or else at the as-of date.
    fn holdouts(&self, candidate: usize, word: usize) -> u64;
}

/// The units of its clock that a unit of a pair's hazard takes, from the edge's own slowness, the
/// member's inverse frailty and the product of the pace factors on the pair; infinite where the edge never fires.
#[inline]
fn slowness(edge: f32, inverse_frailty: f32, factor: f32) -> f32 {
    ((edge * inverse_frailty).max(f32::MIN_POSITIVE) / factor).max(f32::MIN_POSITIVE)
}

/// What is left of a wait after the slowness has changed; where it was infinite, it is still.
#[inline]
fn rescaled(left: f32, old: f32, new: f32) -> f32 {
    let rescaled = left * (new / old);
    if rescaled.is_nan() { left } else { rescaled }
}

/// So much later on a clock, and in any case later: a stance that an event has begun or touched is
/// held until the clock moves on, however short the wait.
#[inline]
fn later(now: f32, wait: f32) -> f32 {
    (now + wait).max(now.next_up())
}

/// A pair that moves more often than this within a round, which takes rates of thousands a day in
/// both directions, has long forgotten how it began: it ends the round [`settled`].
const MOVES_PER_ROUND: u32 = 10_000;

/// The stance of a pair in the equilibrium of its rates, as a uniform variate picks it, given the
/// hazards of a round of coming round, rallying and defecting.
fn settled(comes_round: f64, (rallies, defects): (f64, f64), u: f64) -> Stance {
    // What comes into a stance goes out of it.
    let reserved = defects / (comes_round + defects);
    let accepting = comes_round * reserved / (rallies + defects);
    match u {
        u if u < reserved => Stance::Reserve,
        u if u < reserved + accepting => Stance::Accept,
        _ => Stance::Support,
    }
}

/// One over a sum; 0 where it is 0, so that shares of nobody are 0.
#[inline]
fn inverse(sum: u32) -> f32 {
    if sum == 0 { 0.0 } else { 1.0 / sum as f32 }
}

/// The rate at which a candidate withdraws, `λ r^(leader − share)`: given `λ`, `log2 r` and the
/// shares of support of the candidate that leads and of this one.
#[inline(always)]
fn withdrawal_rate<S: Vector>(simd: S, rate: S::F32s, ratio: S::F32s, leader: S::F32s, share: S::F32s) -> S::F32s {
    simd.mul_f32s(rate, exp2_of(simd, simd.mul_f32s(ratio, simd.sub_f32s(leader, share))))
}
