//! Uncertain inputs: lognormal, drawn once per run (model, section 5).

use nemcon_core::Quantity;

use super::{Entities, PlanError};
use crate::math::{exp2_f64, normal_quantile, uniform};
use crate::random::{Entity, Purpose};

/// An input that is drawn: `log2 x` is normal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Input {
    pub(crate) entity: Entity,
    mean: f64,
    deviation: f64,
}

/// Φ⁻¹(0.95): the distance of the 5th and 95th percentiles from the median, in deviations.
const PERCENTILE_95: f64 = 1.644_853_626_951_472_2;

/// The value of an input in one run, and its `log2`.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Drawn {
    value: f64,
    log2: f64,
}

impl Input {
    /// The input of a run, by its word.
    pub(crate) fn drawn(&self, word: u32) -> Drawn {
        let log2 = self.mean + self.deviation * normal_quantile(uniform(word));
        Drawn { value: exp2_f64(log2), log2 }
    }
}

/// Where a number comes from: known, or one of the inputs of the run.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source {
    /// The number and its `log2`.
    Known(f64, f64),
    /// The index of the input.
    Drawn(usize),
}

impl Source {
    /// A quantity of the model; a range becomes an input addressed by `name`.
    pub(crate) fn new(quantity: Quantity, name: &[&str], inputs: &mut Vec<Input>, entities: &mut Entities) -> Result<Self, PlanError> {
        Ok(match quantity {
            Quantity::Fixed(value) => Self::Known(value, libm::log2(value)),
            Quantity::Range { low, high } => {
                let (low, high) = (libm::log2(low), libm::log2(high));
                let entity = entities.entity(Purpose::Input, name)?;
                inputs.push(Input { entity, mean: 0.5 * (low + high), deviation: 0.5 * (high - low) / PERCENTILE_95 });
                Self::Drawn(inputs.len() - 1)
            }
        })
    }

    /// The number in a run, given the run's inputs.
    #[inline]
    pub(crate) fn value(self, inputs: &[Drawn]) -> f64 {
        match self {
            Self::Known(value, _) => value,
            Self::Drawn(input) => inputs[input].value,
        }
    }

    /// `log2` of the number in a run.
    #[inline]
    pub(crate) fn log2(self, inputs: &[Drawn]) -> f64 {
        match self {
            Self::Known(_, log2) => log2,
            Self::Drawn(input) => inputs[input].log2,
        }
    }

    /// The rate per day `ln2 / H` of a half-life `H` in days.
    #[inline]
    pub(crate) fn rate(self, inputs: &[Drawn]) -> f32 {
        (std::f64::consts::LN_2 / self.value(inputs)) as f32
    }

    /// The days a unit of hazard takes at a half-life `H` in days: `H / ln2`.
    #[inline]
    pub(crate) fn slowness(self, inputs: &[Drawn]) -> f32 {
        (self.value(inputs) * std::f64::consts::LOG2_E) as f32
    }
}
