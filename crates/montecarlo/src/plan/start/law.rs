//! How what conditions the evidence on a candidate is drawn: the factors of blocs, and the variates
//! of uncertain priors.

use super::proposal::Proposal;
use super::quantile::QuantileTable;

/// The law that the factors are drawn from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Law {
    /// No factor conditions the evidence.
    Known,
    /// One does: it is drawn from its law given the evidence.
    One(usize, QuantileTable),
    /// Several do: they are drawn from a law near theirs given the evidence; a variate more chooses
    /// the part of the mixture.
    Several { factors: Vec<usize>, choice: usize, proposal: Proposal },
}

impl Law {
    /// Makes of standard normal variates the factors of a run, and returns the logarithm of the ratio
    /// of their own density and the one that they are drawn from.
    pub(super) fn draw(&self, normals: &mut [f64]) -> f64 {
        match self {
            Self::Known => 0.0,
            Self::One(factor, table) => {
                let (value, ln_ratio) = table.factor(normals[*factor]);
                normals[*factor] = single(value);
                ln_ratio
            }
            Self::Several { factors, choice, proposal } => {
                let own: Vec<f64> = factors.iter().map(|&factor| normals[factor]).collect();
                let drawn: Vec<f64> = proposal.draw(normals[*choice], &own).into_iter().map(single).collect();
                for (&factor, &value) in factors.iter().zip(&drawn) {
                    normals[factor] = value;
                }
                proposal.ln_ratio(&drawn)
            }
        }
    }
}

/// Rounded to single precision, in which runs know their factors.
fn single(value: f64) -> f64 {
    f64::from(value as f32)
}
