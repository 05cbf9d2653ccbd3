//! Stances of members on candidates, sets of stances, and priors over them.

use crate::CandidateId;
use crate::word::words;

/// What a member thinks of a candidate, ordered `oppose < reserve < accept < support`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Stance {
    /// Objects.
    Oppose = 0,
    /// Is not ready to agree.
    Reserve = 1,
    /// Has no objection.
    Accept = 2,
    /// Supports.
    Support = 3,
}

words! { Stance, "stance":
    Oppose = "oppose",
    Reserve = "reserve",
    Accept = "accept",
    Support = "support",
}

impl Stance {
    /// The stance `steps` higher, at most `support`.
    pub const fn raised(self, steps: u8) -> Self {
        let rank = self as u8 as usize + steps as usize;
        Self::ALL[if rank > 3 { 3 } else { rank }]
    }

    /// The stance `steps` lower, at least `oppose`.
    pub const fn lowered(self, steps: u8) -> Self {
        Self::ALL[(self as u8).saturating_sub(steps) as usize]
    }
}

/// A set of stances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct StanceSet(u8);

impl StanceSet {
    /// {support}: what a report counts unless it says otherwise.
    pub const SUPPORT: Self = Self(0b1000);

    /// Whether `stance` is in the set.
    pub const fn contains(self, stance: Stance) -> bool {
        self.0 >> (stance as u8) & 1 == 1
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the two sets share a stance.
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The stances of the set, lowest first.
    pub fn iter(self) -> impl Iterator<Item = Stance> {
        Stance::ALL.into_iter().filter(move |&stance| self.contains(stance))
    }
}

impl FromIterator<Stance> for StanceSet {
    fn from_iter<I: IntoIterator<Item = Stance>>(stances: I) -> Self {
        Self(stances.into_iter().fold(0, |set, stance| set | 1 << (stance as u8)))
    }
}

/// Four probabilities, one a [`Stance`], that sum to 1.
///
/// ```
/// use nemcon_core::{Prior, Stance};
/// let prior = Prior::new([0.1, 0.2, 0.3, 0.4])?;
/// assert_eq!(prior.probability(Stance::Support), 0.4);
/// assert!(Prior::new([0.1, 0.2, 0.3, 0.5]).is_err());
/// # Ok::<(), nemcon_core::PriorError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(try_from = "[f64; 4]"))]
pub struct Prior([f64; 4]);

/// Why four numbers are not a prior.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PriorError {
    /// One of the numbers is not a probability.
    #[error("{}: {}", self.message(), self.help())]
    Range(f64),
    /// The numbers do not sum to 1.
    #[error("{}: {}", self.message(), self.help())]
    Sum(f64),
}

impl PriorError {
    /// What is wrong, with the value.
    pub fn message(&self) -> String {
        match self {
            Self::Range(value) => format!("{value} is not a probability"),
            Self::Sum(sum) => format!("the probabilities sum to {sum}, not to 1"),
        }
    }

    /// What is allowed, or what to do.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Range(_) => "each of oppose, reserve, accept, support lies between 0 and 1",
            Self::Sum(_) => "change one so that oppose + reserve + accept + support = 1",
        }
    }
}

impl Prior {
    /// A prior from the probabilities of oppose, reserve, accept and support, in this order.
    ///
    /// Their sum may differ from 1 by 1e-9; it is normalised.
    pub fn new(probabilities: [f64; 4]) -> Result<Self, PriorError> {
        if let Some(&wrong) = probabilities.iter().find(|p| !(0.0..=1.0).contains(*p)) {
            return Err(PriorError::Range(wrong));
        }
        let sum: f64 = probabilities.iter().sum();
        if (sum - 1.0).abs() > 1e-9 {
            // Nine decimals: what the tolerance can tell apart, without the dust of binary fractions.
            return Err(PriorError::Sum((sum * 1e9).round() / 1e9));
        }
        Ok(Self(probabilities.map(|p| p / sum)))
    }

    /// The prior with all its mass on one stance.
    pub const fn declared(stance: Stance) -> Self {
        let mut probabilities = [0.0; 4];
        probabilities[stance as usize] = 1.0;
        Self(probabilities)
    }

    /// The probability of a stance.
    pub const fn probability(&self, stance: Stance) -> f64 {
        self.0[stance as usize]
    }

    /// The probabilities of oppose, reserve, accept and support.
    pub const fn probabilities(&self) -> [f64; 4] {
        self.0
    }
}

#[cfg(feature = "serde")]
impl TryFrom<[f64; 4]> for Prior {
    type Error = PriorError;

    /// What has been normalised is kept to the digit.
    fn try_from(probabilities: [f64; 4]) -> Result<Self, PriorError> {
        let prior = Self::new(probabilities)?;
        let off = (probabilities.iter().sum::<f64>() - 1.0).abs();
        Ok(if off <= 4.0 * f64::EPSILON { Self(probabilities) } else { prior })
    }
}

/// A prior whose probabilities are uncertain themselves: they follow a Dirichlet law, and are drawn
/// once a run for all members whose prior it is (model, section 3).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(try_from = "Stated"))]
pub struct UncertainPrior {
    name: String,
    candidate: CandidateId,
    mean: Prior,
    concentration: f64,
}

/// Why a number is not the concentration of a prior.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ConcentrationError {
    /// It is not a number of members.
    #[error("{}: {}", self.message(), self.help())]
    Range(f64),
    /// One of the probabilities would be as good as a coin between certainties.
    #[error("{}: {}", self.message(), self.help())]
    Small {
        /// The concentration.
        concentration: f64,
        /// The stance with the smallest probability.
        stance: Stance,
        /// That probability.
        probability: f64,
    },
}

impl ConcentrationError {
    /// What is wrong.
    pub fn message(&self) -> String {
        match self {
            Self::Range(concentration) => format!("the concentration is {concentration}"),
            Self::Small { concentration, stance, probability } => {
                format!("a concentration of {concentration} is too small for {} = {probability}", stance.word())
            }
        }
    }

    /// What is allowed.
    pub fn help(&self) -> String {
        match self {
            Self::Range(_) => "it must be greater than 0 and at most 1000000: it counts members, as if so many had been asked".to_owned(),
            Self::Small { probability, .. } => {
                let least = UncertainPrior::LEAST_SHAPE / probability;
                format!(
                    "their product must be at least {}: give at least {least}, or take the stance for impossible",
                    UncertainPrior::LEAST_SHAPE
                )
            }
        }
    }
}

impl UncertainPrior {
    /// The smallest product of the concentration and a probability other than 0.
    pub const LEAST_SHAPE: f64 = 0.05;
    /// The largest concentration.
    pub const MOST: f64 = 1e6;

    /// A prior on a candidate with these means of the four probabilities. The concentration says how
    /// sure they are: as if so many members had been asked. The `name` is what its members are called
    /// where it is stated, such as `"*"`; with the candidate it addresses the random numbers.
    pub fn new(name: impl Into<String>, candidate: CandidateId, mean: Prior, concentration: f64) -> Result<Self, ConcentrationError> {
        if !(concentration > 0.0 && concentration <= Self::MOST) {
            return Err(ConcentrationError::Range(concentration));
        }
        let possible = Stance::ALL.map(|stance| (stance, mean.probability(stance))).into_iter().filter(|(_, p)| *p > 0.0);
        if let Some((stance, probability)) = possible.min_by(|(_, p), (_, q)| p.total_cmp(q))
            && concentration * probability < Self::LEAST_SHAPE
        {
            return Err(ConcentrationError::Small { concentration, stance, probability });
        }
        Ok(Self { name: name.into(), candidate, mean, concentration })
    }

    /// What its members are called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The candidate.
    pub const fn candidate(&self) -> CandidateId {
        self.candidate
    }

    /// The means of the four probabilities.
    pub const fn mean(&self) -> Prior {
        self.mean
    }

    /// How sure they are.
    pub const fn concentration(&self) -> f64 {
        self.concentration
    }
}

/// An uncertain prior as it is serialised, not yet checked.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Stated {
    name: String,
    candidate: CandidateId,
    mean: Prior,
    concentration: f64,
}

#[cfg(feature = "serde")]
impl TryFrom<Stated> for UncertainPrior {
    type Error = ConcentrationError;

    fn try_from(stated: Stated) -> Result<Self, ConcentrationError> {
        Self::new(stated.name, stated.candidate, stated.mean, stated.concentration)
    }
}
