//! Which kernel simulates a plan.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use super::lanes::LaneKernel;
use super::scalar::ScalarKernel;
use super::{Ending, Runs};
use crate::Tally;
use crate::plan::Plan;
use crate::random::RUNS;
use crate::simd::Instructions;
use crate::tally::Detail;

/// A way to simulate a plan. All give the same digits; see [`Plan::simulate_on`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// One run after the other, plainly; for every plan, on every processor.
    Scalar,
    /// Sixteen runs side by side in plain arithmetic, which the compiler turns into the instructions
    /// that every processor of its target has.
    Portable,
    /// The same with the vectors of WebAssembly, in a module compiled with them.
    Simd128,
    /// The same with AVX2 and FMA.
    Avx2,
    /// The same with AVX-512.
    Avx512,
}

impl Engine {
    /// All engines, the fastest first.
    pub const ALL: [Self; 5] = [Self::Avx512, Self::Avx2, Self::Simd128, Self::Portable, Self::Scalar];

    /// Its name: `avx512`, `avx2`, `simd128`, `portable`, `scalar`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Scalar => "scalar",
            Self::Portable => "portable",
            Self::Simd128 => "simd128",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
        }
    }

    /// The engines that the processor allows, the fastest first; the last is [`Scalar`](Self::Scalar).
    pub fn available() -> Vec<Self> {
        let can_do = |engine: &Self| *engine == Self::Scalar || engine.instructions().is_some();
        Self::ALL.into_iter().filter(can_do).collect()
    }

    /// The fastest engine that the processor allows.
    pub fn fastest() -> Self {
        Self::available()[0]
    }

    /// The instructions of the engine, where the processor has them.
    fn instructions(self) -> Option<Instructions> {
        match self {
            Self::Scalar => None,
            Self::Portable => Some(Instructions::portable()),
            Self::Simd128 => Instructions::simd128(),
            Self::Avx2 => Instructions::avx2(),
            Self::Avx512 => Instructions::avx512(),
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(self.word())
    }
}

/// A word that names no engine.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no engine {0:?}: it is one of \"avx512\", \"avx2\", \"simd128\", \"portable\" and \"scalar\"")]
pub struct UnknownEngine(pub String);

impl FromStr for Engine {
    type Err = UnknownEngine;

    fn from_str(word: &str) -> Result<Self, UnknownEngine> {
        Self::ALL.into_iter().find(|engine| engine.word() == word).ok_or_else(|| UnknownEngine(word.to_owned()))
    }
}

/// The kernel of a engine.
pub(crate) enum Kernel<'p> {
    Scalar(Box<ScalarKernel<'p>>),
    Lanes(Box<LaneKernel<'p>>),
}

impl<'p> Kernel<'p> {
    /// The kernel of a engine, for tallies that count so much; the scalar one where the processor does not allow it.
    pub(crate) fn on(engine: Engine, plan: &'p Plan, detail: Detail, seed: u64) -> Self {
        match engine.instructions() {
            Some(instructions) => Self::Lanes(Box::new(LaneKernel::new(plan, detail, seed, instructions))),
            None => Self::Scalar(Box::new(ScalarKernel::new(plan, seed))),
        }
    }

    /// Simulates a block of consecutive runs, some thousands at most, counts them and hands on how each ended,
    /// in order.
    pub(crate) fn run(&mut self, numbers: Range<u64>, tally: &mut Tally, ended: impl FnMut(u64, Ending)) {
        let numbers: Vec<u64> = numbers.collect();
        self.run_each(Runs::of(&numbers), tally, ended);
    }

    /// The same of any runs.
    pub(crate) fn run_each(&mut self, runs: Runs, tally: &mut Tally, mut ended: impl FnMut(u64, Ending)) {
        debug_assert!(runs.numbers.iter().all(|&number| number < RUNS), "runs beyond those that a seed has");
        match self {
            Self::Scalar(kernel) => {
                for (at, &number) in runs.numbers.iter().enumerate() {
                    ended(number, kernel.run_given(number, runs.part(at..at + 1), tally));
                }
            }
            Self::Lanes(kernel) => kernel.run(runs, tally, &mut ended),
        }
    }
}
