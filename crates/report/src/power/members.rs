//! The power of each member as a grid: one row a member, one column an index.

use nemcon_power::{Estimate, Index, MemberPower, TernaryPower, Value};

use super::{Found, PowerReport};

/// A measure of power.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its name in outputs for programs.
    pub(super) key: &'static str,
    /// Its heading, on two lines.
    pub(super) heading: [&'static str; 2],
    /// What it says, in words.
    pub(super) meaning: &'static str,
    /// The index that it belongs to.
    index: Index,
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
            Self::Estimated(estimate) => (estimate.high - estimate.value).max(estimate.value - estimate.low),
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

const fn column(key: &'static str, heading: [&'static str; 2], index: Index, meaning: &'static str) -> Column {
    Column { key, heading, meaning, index }
}

const BINARY: [Column; 9] = [
    column("banzhaf", ["", "Banzhaf"], Index::Banzhaf, "how often the member is decisive, all coalitions being equally likely"),
    column("banzhaf_normalised", ["Banzhaf", "share"], Index::Banzhaf, "the same, as a share of all members' together"),
    column("shapley_shubik", ["Shapley–", "Shubik"], Index::ShapleyShubik, "how often it is the one that makes a growing coalition win"),
    column("coleman_initiate", ["", "initiate"], Index::Coleman, "of what fails, how much it could bring about (Coleman)"),
    column("coleman_prevent", ["", "prevent"], Index::Coleman, "of what passes, how much it could stop (Coleman)"),
    column("rae", ["", "Rae"], Index::Rae, "how often the result is what the member wants"),
    column("deegan_packel", ["Deegan–", "Packel"], Index::DeeganPackel, "its part, if minimal winning coalitions form and share equally"),
    column("public_good", ["public", "good"], Index::PublicGood, "its part in all memberships of minimal winning coalitions (Holler)"),
    column("johnston", ["", "Johnston"], Index::Johnston, "its part, if those who are decisive together share equally"),
];

const TERNARY: [Column; 4] = [
    column("banzhaf_for_against", ["for or", "against"], Index::Banzhaf, "how often being for instead of against decides (Banzhaf)"),
    column("banzhaf_for_abstain", ["for or", "abstain"], Index::Banzhaf, "how often being for instead of abstaining decides"),
    column("banzhaf_abstain_against", ["abstain or", "against"], Index::Banzhaf, "how often abstaining instead of being against decides"),
    column(
        "shapley_shubik",
        ["Shapley–", "Shubik"],
        Index::ShapleyShubik,
        "how often its vote settles the result in a roll call in random order",
    ),
];

const ESTIMATED: [Column; 2] = [BINARY[0], BINARY[2]];

impl<'a> PowerReport<'a> {
    /// All columns that this kind of analysis can have.
    pub(super) fn columns(&self) -> &'static [Column] {
        match self.found {
            Found::Binary(_) => &BINARY,
            Found::Ternary(_) => &TERNARY,
            Found::Estimate { .. } => &ESTIMATED,
        }
    }

    /// Which columns were asked for.
    pub(super) fn chosen(&self) -> Vec<usize> {
        let binary = matches!(self.found, Found::Binary(_));
        let chosen = |column: &Column| !binary || self.view.indices.contains(&column.index);
        (0..self.columns().len()).filter(|&at| chosen(&self.columns()[at])).collect()
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
            Found::Binary(analysis) => analysis.power.iter().map(binary).collect(),
            Found::Ternary(ternary) => ternary.power.iter().map(of_three).collect(),
            Found::Estimate { power, .. } => {
                let row = |power: &nemcon_power::EstimatedPower| Row {
                    member: power.member,
                    swings: None,
                    numbers: [power.banzhaf, power.shapley_shubik].map(|estimate| Some(Number::Estimated(estimate))).into(),
                };
                power.iter().map(row).collect()
            }
        }
    }
}

fn binary(power: &MemberPower) -> Row<'_> {
    let numbers = [
        &power.banzhaf,
        &power.banzhaf_normalised,
        &power.shapley_shubik,
        &power.coleman_initiate,
        &power.coleman_prevent,
        &power.rae,
        &power.deegan_packel,
        &power.public_good,
        &power.johnston,
    ];
    let numbers = numbers.map(|value| value.as_ref().map(Number::Computed));
    Row { member: power.member, swings: Some(power.swings.to_string()), numbers: numbers.into() }
}

fn of_three(power: &TernaryPower) -> Row<'_> {
    let numbers = [&power.banzhaf_for_against, &power.banzhaf_for_abstain, &power.banzhaf_abstain_against, &power.shapley_shubik];
    Row { member: power.member, swings: None, numbers: numbers.map(|value| Some(Number::Computed(value))).into() }
}
