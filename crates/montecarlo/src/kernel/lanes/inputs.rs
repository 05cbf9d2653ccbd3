//! The uncertain inputs of sixteen runs.

use super::columns::{Numbers, Words, load, load_words, store};
use crate::kernel::run::Run;
use crate::plan::{Drawn, Plan, Source};
use crate::random::{Blocks, Purpose};
use crate::simd::Lanes;

/// By input: its value, and its `log2`.
pub(super) struct LaneInputs(Vec<[Numbers; 2]>);

impl LaneInputs {
    pub(super) fn new(plan: &Plan) -> Self {
        Self(vec![[Numbers::of(0.0); 2]; plan.inputs.len()])
    }

    /// Draws the inputs of the runs, from words of their own or from those given.
    #[inline(always)]
    pub(super) fn draw<S: Lanes>(&mut self, simd: S, plan: &Plan, words: Blocks<S>, given: &[u32], runs: &mut [Run]) {
        for (at, input) in plan.inputs.iter().enumerate() {
            let drawn = if given.is_empty() {
                words.of(simd, Purpose::Input, input.entity)[0]
            } else {
                load_words(simd, &Words::from_fn(|lane| given.get(lane * plan.inputs.len() + at).copied().unwrap_or(0)))
            };
            let (value, log2) = input.drawn_of(simd, drawn);
            let (value, log2) = (store(simd, value), store(simd, log2));
            for (lane, run) in runs.iter_mut().enumerate() {
                run.inputs[at] = Drawn { value: value[lane], log2: log2[lane] };
            }
            self.0[at] = [value, log2];
        }
    }

    /// The number in each run, as [`Source::value`].
    #[inline(always)]
    pub(super) fn value<S: Lanes>(&self, simd: S, source: Source) -> S::F32s {
        match source {
            Source::Known(value, _) => simd.splat_f32s(value),
            Source::Drawn(input) => load(simd, &self.0[input][0]),
        }
    }

    /// As [`Source::log2`].
    #[inline(always)]
    pub(super) fn log2<S: Lanes>(&self, simd: S, source: Source) -> S::F32s {
        match source {
            Source::Known(_, log2) => simd.splat_f32s(log2),
            Source::Drawn(input) => load(simd, &self.0[input][1]),
        }
    }

    /// As [`Source::rate`].
    #[inline(always)]
    pub(super) fn rate<S: Lanes>(&self, simd: S, source: Source) -> S::F32s {
        simd.min_f32s(simd.div_f32s(simd.splat_f32s(std::f32::consts::LN_2), self.value(simd, source)), simd.splat_f32s(f32::MAX))
    }

    /// As [`Source::slowness`].
    #[inline(always)]
    pub(super) fn slowness<S: Lanes>(&self, simd: S, source: Source) -> S::F32s {
        simd.mul_f32s(self.value(simd, source), simd.splat_f32s(std::f32::consts::LOG2_E))
    }
}
