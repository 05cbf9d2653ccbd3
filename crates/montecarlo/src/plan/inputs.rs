//! Uncertain inputs: lognormal, or probabilities, drawn once per run (model, section 5).

use nemcon_core::{PERCENTILE_95, Probability, Quantity};

use super::{Entities, PlanError};
use crate::math::{exp2_of, normal_of};
use crate::random::{Address, Entity, Purpose};
use crate::simd::{Scalar, Vector};

/// An input that is drawn: `log2 x`, or `log2` of the odds of a probability, is normal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Input {
    pub(crate) entity: Entity,
    mean: f32,
    deviation: f32,
    /// Whether it is a probability.
    odds: bool,
}

/// The value of an input in one run, and its `log2` (or, of a probability, that of its odds).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Drawn {
    pub(crate) value: f32,
    pub(crate) log2: f32,
}

impl Input {
    /// An input whose `log2`, or that of its odds, has these 5th and 95th percentiles.
    fn new(entity: Entity, (low, high): (f64, f64), odds: bool) -> Self {
        Self { entity, mean: (0.5 * (low + high)) as f32, deviation: (0.5 * (high - low) / PERCENTILE_95) as f32, odds }
    }

    /// The word from which a run draws it.
    pub(crate) fn word(&self, address: Address) -> u32 {
        address.word(Purpose::Input, self.entity, 0, 0)
    }

    /// The same input where it is known: as it is in a run with this word.
    pub(crate) fn known(&self, word: u32) -> Self {
        Self { mean: self.drawn(word).log2, deviation: 0.0, ..*self }
    }

    /// The input of a run, by its word.
    pub(crate) fn drawn(&self, word: u32) -> Drawn {
        let (value, log2) = self.drawn_of(Scalar, word);
        Drawn { value, log2 }
    }

    /// Values, and their `log2`, of as many runs as a vector holds.
    #[inline(always)]
    pub(crate) fn drawn_of<S: Vector>(&self, simd: S, words: S::U32s) -> (S::F32s, S::F32s) {
        let normal = normal_of(simd, words);
        let log2 = simd.add_f32s(simd.splat_f32s(self.mean), simd.mul_f32s(simd.splat_f32s(self.deviation), normal));
        let value = exp2_of(simd, log2);
        let value = if self.odds { simd.div_f32s(value, simd.add_f32s(value, simd.splat_f32s(1.0))) } else { value };
        (value, log2)
    }
}

/// Where a number comes from: known, or one of the inputs of the run.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source {
    /// The number and its `log2`.
    Known(f32, f32),
    /// The index of the input.
    Drawn(usize),
}

impl Source {
    /// A quantity of the model; a range becomes an input addressed by `name`.
    pub(crate) fn new(quantity: Quantity, name: &[&str], inputs: &mut Vec<Input>, entities: &mut Entities) -> Result<Self, PlanError> {
        Ok(match quantity {
            Quantity::Fixed(value) => Self::Known(value as f32, libm::log2(value) as f32),
            Quantity::Range { low, high } => {
                inputs.push(Input::new(entities.entity(Purpose::Input, name)?, (libm::log2(low), libm::log2(high)), false));
                Self::Drawn(inputs.len() - 1)
            }
        })
    }

    /// A quantity of one of several entries that may have the same name: from the second of equals on
    /// its number is part of the name, behind a sign that no id has.
    pub(crate) fn of_one(quantity: Quantity, name: &[&str], inputs: &mut Vec<Input>, entities: &mut Entities) -> Result<Self, PlanError> {
        let number = match quantity {
            Quantity::Fixed(_) => 0,
            Quantity::Range { .. } => entities.number(Purpose::Input, crate::random::entity(name)),
        };
        if number == 0 {
            return Self::new(quantity, name, inputs, entities);
        }
        Self::new(quantity, &[name, &[&format!("#{number}")]].concat(), inputs, entities)
    }

    /// The number in a run, given the run's inputs.
    #[inline]
    pub(crate) fn value(self, inputs: &[Drawn]) -> f32 {
        match self {
            Self::Known(value, _) => value,
            Self::Drawn(input) => inputs[input].value,
        }
    }

    /// `log2` of the number in a run.
    #[inline]
    pub(crate) fn log2(self, inputs: &[Drawn]) -> f32 {
        match self {
            Self::Known(_, log2) => log2,
            Self::Drawn(input) => inputs[input].log2,
        }
    }

    /// The rate per day `ln2 / H` of a half-life `H` in days; finite, so that times 0 it is 0.
    #[inline]
    pub(crate) fn rate(self, inputs: &[Drawn]) -> f32 {
        (std::f32::consts::LN_2 / self.value(inputs)).min(f32::MAX)
    }

    /// The days a unit of hazard takes at a half-life `H` in days: `H / ln2`.
    #[inline]
    pub(crate) fn slowness(self, inputs: &[Drawn]) -> f32 {
        self.value(inputs) * std::f32::consts::LOG2_E
    }
}

/// A probability: known, or one of the inputs of the run.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Chance {
    Known(f64),
    /// The index of the input.
    Drawn(usize),
}

impl Chance {
    /// A probability of the model; a range becomes an input addressed by `name`.
    pub(crate) fn new(
        probability: Probability,
        name: &[&str],
        inputs: &mut Vec<Input>,
        entities: &mut Entities,
    ) -> Result<Self, PlanError> {
        Ok(match probability {
            Probability::Known(value) => Self::Known(value),
            Probability::Range { low, high } => {
                let log2_odds = |p: f64| libm::log2(p / (1.0 - p));
                inputs.push(Input::new(entities.entity(Purpose::Input, name)?, (log2_odds(low), log2_odds(high)), true));
                Self::Drawn(inputs.len() - 1)
            }
        })
    }

    /// The probability in a run, given the run's inputs.
    #[inline]
    pub(crate) fn value(self, inputs: &[Drawn]) -> f64 {
        match self {
            Self::Known(value) => value,
            Self::Drawn(input) => f64::from(inputs[input].value),
        }
    }
}
