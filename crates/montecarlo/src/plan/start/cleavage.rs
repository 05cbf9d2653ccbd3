//! What evidence tells of the factors of cleavages.
//!
//! A cleavage correlates one member's stances on several candidates, and members only through the
//! evidence. Where a cleavage has one candidate with evidence, its factor is part of what is
//! the member's own: the stance on that candidate is drawn without it, and the factor afterwards,
//! given the stance. Where it has several, their own terms are drawn one after the other, each given
//! those before it: all that correlated normal variables ask for is a triangular root.

use super::linear::Lower;

/// One candidate with evidence, as one member sees it.
pub(super) struct Seen {
    /// What the blocs leave open of its variance.
    pub(super) variance: f64,
    /// By cleavage of the member: the square root of its correlation, with the sign of the side; 0
    /// where the candidate is on neither.
    pub(super) loadings: Vec<f64>,
}

/// How a member's terms on the candidates with evidence depend on those before them.
pub(super) struct Chain {
    root: Lower,
}

impl Chain {
    /// The chain of some candidates in order.
    pub(super) fn new(seen: &[Seen]) -> Option<Self> {
        let covariance = |row: usize, column: usize| {
            if row == column { seen[row].variance } else { products(&seen[row].loadings, &seen[column].loadings) }
        };
        Some(Self { root: Lower::root(seen.len(), covariance)? })
    }

    /// The coefficients of the terms before the one at a place, and the deviation they leave.
    pub(super) fn given(&self, place: usize) -> (Vec<f64>, f64) {
        ((0..place).map(|before| self.root.at(place, before)).collect(), self.root.at(place, place))
    }
}

/// The factors of a member's cleavages, given its terms on candidates with evidence.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Factors {
    /// Which factors they are.
    indices: Vec<usize>,
    /// Where the terms are kept, and for how many candidates.
    terms: std::ops::Range<usize>,
    /// By factor and term: the coefficient.
    coefficients: Vec<Vec<f64>>,
    /// The root of the covariance that the terms leave open.
    root: Lower,
}

impl Factors {
    pub(super) fn new(indices: Vec<usize>, terms: std::ops::Range<usize>, seen: &[Seen], chain: &Chain) -> Option<Self> {
        // Cov(y, x) = loadings; with x = L η the coefficients on η solve L b = loadings.
        let coefficients: Vec<Vec<f64>> =
            (0..indices.len()).map(|factor| chain.root.solve(&seen.iter().map(|seen| seen.loadings[factor]).collect::<Vec<_>>())).collect();
        let open = |row: usize, column: usize| f64::from(u8::from(row == column)) - products(&coefficients[row], &coefficients[column]);
        let root = Lower::root(indices.len(), open)?;
        Some(Self { indices, terms, coefficients, root })
    }

    /// Makes of the standard normal variates of the factors the factors given the terms.
    pub(super) fn condition(&self, terms: &[f64], normals: &mut [f64]) {
        let own: Vec<f64> = self.indices.iter().map(|&factor| normals[factor]).collect();
        let open = self.root.times(&own);
        for ((&factor, coefficients), open) in self.indices.iter().zip(&self.coefficients).zip(open) {
            normals[factor] = products(coefficients, &terms[self.terms.clone()]) + open;
        }
    }
}

fn products(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
