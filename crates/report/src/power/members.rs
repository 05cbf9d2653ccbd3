//! The power of each member as a grid: one row a member, one column a measure.

use nemcon_power::{BANZHAF, Estimate, EstimatedPower, MEASURES, Measure, MemberPower, SHAPLEY_SHUBIK, TernaryPower, Value};

use super::{Found, PowerReport};

/// A measure as it is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its name in outputs for programs.
    pub(super) key: &'static str,
    /// Its heading, on two lines.
    pub(super) heading: [&'static str; 2],
    /// What it says, in words.
    pub(super) meaning: &'static str,
}

impl Column {
    const fn of(measure: &Measure) -> Self {
        Self { key: measure.key, heading: measure.heading, meaning: measure.meaning }
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
    pub(super) member: usize,
    /// In how many coalitions of others it is decisive, in digits.
    pub(super) swings: Option<String>,
    /// By column; `None` where it is not feasible, was not asked for, or is not defined.
    pub(super) numbers: Vec<Option<Number<'a>>>,
}

/// A column, and where its number is found.
struct Shown<T> {
    column: Column,
    of: for<'a> fn(&'a T) -> Number<'a>,
}

const TERNARY: [Shown<TernaryPower>; 4] = [
    Shown {
        column: Column {
            key: "banzhaf_for_against",
            heading: ["for or", "against"],
            meaning: "how often being for instead of against decides (Banzhaf)",
        },
        of: |power| Number::Computed(&power.banzhaf_for_against),
    },
    Shown {
        column: Column {
            key: "banzhaf_for_abstain",
            heading: ["for or", "abstain"],
            meaning: "how often being for instead of abstaining decides",
        },
        of: |power| Number::Computed(&power.banzhaf_for_abstain),
    },
    Shown {
        column: Column {
            key: "banzhaf_abstain_against",
            heading: ["abstain or", "against"],
            meaning: "how often abstaining instead of being against decides",
        },
        of: |power| Number::Computed(&power.banzhaf_abstain_against),
    },
    Shown {
        column: Column {
            key: "shapley_shubik",
            heading: ["Shapley–", "Shubik"],
            meaning: "how often its vote settles the result in a roll call in random order",
        },
        of: |power| Number::Computed(&power.shapley_shubik),
    },
];

static ESTIMATED: [Shown<EstimatedPower>; 2] = [
    Shown { column: Column::of(&BANZHAF), of: |power| Number::Estimated(power.banzhaf) },
    Shown { column: Column::of(&SHAPLEY_SHUBIK), of: |power| Number::Estimated(power.shapley_shubik) },
];

impl<'a> PowerReport<'a> {
    /// All columns that this kind of analysis can have.
    pub(super) fn columns(&self) -> Vec<Column> {
        match self.found {
            Found::Binary(_) => MEASURES.iter().map(|measure| Column::of(measure)).collect(),
            Found::Ternary(_) => TERNARY.iter().map(|shown| shown.column).collect(),
            Found::Estimate { .. } => ESTIMATED.iter().map(|shown| shown.column).collect(),
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
        match self.found {
            Found::Binary(analysis) => {
                let row = |power: &'a MemberPower| Row {
                    member: power.member,
                    swings: Some(power.swings.to_string()),
                    numbers: MEASURES.iter().map(|measure| power.get(measure).map(Number::Computed)).collect(),
                };
                analysis.power.iter().map(row).collect()
            }
            Found::Ternary(ternary) => ternary.power.iter().map(|power| row(power.member, power, &TERNARY)).collect(),
            Found::Estimate { power, .. } => power.iter().map(|power| row(power.member, power, &ESTIMATED)).collect(),
        }
    }
}

fn row<'a, T>(member: usize, power: &'a T, shown: &[Shown<T>]) -> Row<'a> {
    Row { member, swings: None, numbers: shown.iter().map(|shown| Some((shown.of)(power))).collect() }
}
