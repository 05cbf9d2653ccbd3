//! The power of each member as a grid: one row a member, one column a measure.

use nemcon_core::MemberId;
use nemcon_power::{
    ESTIMATED_MEASURES, Estimate, EstimatedPower, MEASURES, Measure, MemberPower, TERNARY_MEASURES, TernaryMeasure, TernaryPower, Value,
};

use super::{Found, PowerReport};

/// A measure as it is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    /// Its name in outputs for programs.
    pub(super) key: &'static str,
    /// Its heading, on two lines.
    pub(super) heading: [&'static str; 2],
    /// What it says, in words.
    pub(super) meaning: &'static str,
}

impl From<&Measure> for Measured {
    fn from(&Measure { key, heading, meaning, .. }: &Measure) -> Self {
        Self { key, heading, meaning }
    }
}

impl From<&TernaryMeasure> for Measured {
    fn from(&TernaryMeasure { key, heading, meaning, .. }: &TernaryMeasure) -> Self {
        Self { key, heading, meaning }
    }
}

/// A number with what is known about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Number<'a> {
    /// Computed.
    Computed(&'a Value),
    /// Estimated from samples.
    Estimated(Estimate),
}

impl Number<'_> {
    pub(super) fn decimal(&self) -> f64 {
        match self {
            Self::Computed(value) => value.decimal,
            Self::Estimated(estimate) => estimate.value,
        }
    }

    /// How far an estimate's interval reaches; of what is computed the bound on its error.
    pub(super) fn half_width(&self) -> f64 {
        match self {
            Self::Computed(value) => value.error,
            Self::Estimated(estimate) => (estimate.interval.high - estimate.value).max(estimate.value - estimate.interval.low),
        }
    }
}

/// The power of one member.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    pub(super) member: MemberId,
    /// What is known of it where everybody is for or against.
    pub(super) binary: Option<&'a MemberPower>,
    /// By column; `None` where it is not feasible, was not asked for, or is not defined.
    pub(super) numbers: Vec<Option<Number<'a>>>,
}

impl<'a> PowerReport<'a> {
    /// All columns that this kind of analysis can have.
    pub(super) fn columns(&self) -> Vec<Measured> {
        match self.found {
            Found::Binary(_) => MEASURES.iter().map(|&measure| measure.into()).collect(),
            Found::Ternary(_) => TERNARY_MEASURES.iter().map(Into::into).collect(),
            Found::Estimate { .. } => ESTIMATED_MEASURES.iter().map(|&measure| measure.into()).collect(),
        }
    }

    /// Which columns were asked for.
    pub(super) fn chosen(&self) -> Vec<usize> {
        match self.found {
            Found::Binary(_) => (0..MEASURES.len()).filter(|&at| self.view.measures.contains(&MEASURES[at])).collect(),
            Found::Ternary(_) | Found::Estimate { .. } => (0..self.columns().len()).collect(),
        }
    }

    /// The rows that are shown, the most powerful member first, in the order of the body among equals.
    pub(super) fn ranked(&self) -> Vec<Row<'a>> {
        let mut rows = self.rows();
        let chosen = self.chosen();
        let power = |row: &Row| chosen.iter().find_map(|&at| row.numbers[at]).map_or(0.0, |number| number.decimal());
        rows.sort_by(|a, b| power(b).total_cmp(&power(a)));
        if let Some(last) = self.view.top.and_then(|top| rows.get(top.max(1) - 1)).map(power) {
            rows.retain(|row| power(row) >= last);
        }
        rows
    }

    /// The same in the order of the body.
    pub(super) fn in_order(&self) -> Vec<Row<'a>> {
        let mut rows = self.ranked();
        rows.sort_by_key(|row| row.member);
        rows
    }

    fn rows(&self) -> Vec<Row<'a>> {
        let row = |member, numbers| Row { member, binary: None, numbers };
        match self.found {
            Found::Binary(analysis) => analysis
                .power
                .iter()
                .map(|power| Row {
                    member: power.member,
                    binary: Some(power),
                    numbers: MEASURES.iter().map(|measure| power.get(measure).map(Number::Computed)).collect(),
                })
                .collect(),
            Found::Ternary(ternary) => {
                let numbers = |power: &'a TernaryPower| TERNARY_MEASURES.iter().map(|measure| Some(Number::Computed(power.get(measure))));
                ternary.power.iter().map(|power| row(power.member, numbers(power).collect())).collect()
            }
            Found::Estimate { power, .. } => {
                let numbers = |power: &EstimatedPower| ESTIMATED_MEASURES.map(|measure| power.get(measure).copied().map(Number::Estimated));
                power.iter().map(|power| row(power.member, numbers(power).to_vec())).collect()
            }
        }
    }
}
