//! Which kernel simulates a plan.

use std::ops::Range;

use super::Ending;
use super::lanes::LaneKernel;
use super::scalar::ScalarKernel;
use crate::Tally;
use crate::plan::Plan;
use crate::simd::Instructions;

/// A way to simulate a plan. All give the same digits; see [`simulate_on`](crate::simulate_on).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Path {
    /// One run after the other, plainly; for every plan, on every processor.
    Scalar,
    /// Sixteen runs side by side in plain arithmetic, which the compiler turns into the instructions
    /// that every processor of its target has; for plans without defection.
    Portable,
    /// The same with the vectors of WebAssembly, in a module compiled with them.
    Simd128,
    /// The same with AVX2 and FMA.
    Avx2,
    /// The same with AVX-512.
    Avx512,
}

impl Path {
    /// The paths that the plan and the processor allow, the fastest first.
    pub fn available(plan: &Plan) -> Vec<Self> {
        let can_do = |path: &Self| *path == Self::Scalar || path.instructions().is_some() && LaneKernel::can_do(plan);
        [Self::Avx512, Self::Avx2, Self::Simd128, Self::Portable, Self::Scalar].into_iter().filter(can_do).collect()
    }

    /// The instructions of the path, where the processor has them.
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

/// The kernel of a path.
pub(crate) enum Kernel<'p> {
    Scalar(Box<ScalarKernel<'p>>),
    Lanes(Box<LaneKernel<'p>>),
}

impl<'p> Kernel<'p> {
    /// The kernel of a path; the scalar one where the plan or the processor does not allow it.
    pub(crate) fn on(path: Path, plan: &'p Plan, seed: u64) -> Self {
        match path.instructions() {
            Some(instructions) if LaneKernel::can_do(plan) => Self::Lanes(Box::new(LaneKernel::new(plan, seed, instructions))),
            _ => Self::Scalar(Box::new(ScalarKernel::new(plan, seed))),
        }
    }

    /// The fastest kernel.
    pub(crate) fn fastest(plan: &'p Plan, seed: u64) -> Self {
        Self::on(Path::available(plan)[0], plan, seed)
    }

    /// Simulates a block of runs, some thousands at most, counts them and hands on how each ended,
    /// in order.
    pub(crate) fn run(&mut self, numbers: Range<u64>, tally: &mut Tally, mut ended: impl FnMut(u64, Ending)) {
        match self {
            Self::Scalar(kernel) => numbers.for_each(|number| ended(number, kernel.run(number, tally))),
            Self::Lanes(kernel) => kernel.run(numbers, tally, &mut ended),
        }
    }
}
