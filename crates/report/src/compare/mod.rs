//! The report of a base and its variants on paired runs.

mod csv;
mod document;
mod table;

use std::time::Duration;

use nemcon_core::Model;
use nemcon_montecarlo::{Comparison, VariantEstimates};

use crate::Style;
use crate::report::{CsvTable, Report};
use crate::run::{success_name, warnings};
use crate::schema::CompareDocument;

/// A comparison: the base, what was varied, and what that changed.
#[derive(Debug, Clone)]
pub struct CompareReport<'a> {
    base: &'a Model,
    comparison: &'a Comparison,
    variants: &'a [Variant<'a>],
    warnings: Vec<String>,
    order: Order,
}

/// The order of the variants in a table; documents and CSV keep that in which they were given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Order {
    /// Those first that change most: by half the sum of the absolute differences of all outcomes, which is the
    /// total variation distance from the base.
    #[default]
    Effect,
    /// As they were given.
    Given,
    /// Those first that add most to the probability of the outcome of this id.
    Outcome(String),
}

/// A variant's file and what stands in it.
#[derive(Debug, Clone, Copy)]
pub struct Variant<'a> {
    /// The file, as the caller names it.
    pub file: &'a str,
    /// The model.
    pub model: &'a Model,
}

impl Variant<'_> {
    /// What to be wary of in it.
    fn warnings(&self, base: &Model, found: &VariantEstimates) -> Vec<String> {
        [another_question(base, self.model), warnings::effective_sample_size(&found.estimates)].into_iter().flatten().collect()
    }
}

impl<'a> CompareReport<'a> {
    /// The report of a comparison of these models. `unsourced` lists the assumptions of the base
    /// that name no source, each by its block of the scenario.
    ///
    /// # Panics
    /// If the comparison is of another number of variants.
    pub fn new(base: &'a Model, variants: &'a [Variant<'a>], comparison: &'a Comparison, unsourced: &[&str]) -> Self {
        assert_eq!(variants.len(), comparison.variants.len(), "a comparison of other variants");
        let mut warnings = warnings::of(base, &comparison.base, unsourced);
        for (variant, found) in variants.iter().zip(&comparison.variants) {
            warnings.extend(variant.warnings(base, found).into_iter().map(|warning| format!("{}: {warning}", variant.file)));
        }
        Self { base, comparison, variants, warnings, order: Order::default() }
    }

    /// The same with the variants of the table in this order.
    #[must_use]
    pub fn ordered(self, order: Order) -> Self {
        Self { order, ..self }
    }

    /// The variants, and what was found of them.
    fn variants(&self) -> impl Iterator<Item = (&'a Variant<'a>, &'a VariantEstimates)> {
        self.variants.iter().zip(&self.comparison.variants)
    }

    fn models(&self) -> impl Iterator<Item = &'a Model> {
        std::iter::once(self.base).chain(self.variants.iter().map(|variant| variant.model))
    }

    /// The name of the candidate whose success the outcome of this id is, in the first of the models that has it.
    fn success_name(&self, outcome: &str) -> Option<&'a str> {
        self.models().find_map(|model| success_name(model, outcome))
    }
}

impl Report for CompareReport<'_> {
    type Document = CompareDocument;

    fn document(&self) -> CompareDocument {
        self.to_document()
    }

    fn table(&self, style: Style, elapsed: Option<Duration>) -> String {
        self.to_table(style, elapsed)
    }

    fn csv_tables() -> Vec<CsvTable<Self>> {
        csv::tables()
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

/// That the two have too little in common to be compared.
fn another_question(base: &Model, variant: &Model) -> Option<String> {
    let share_a_candidate = base.candidates().iter().any(|one| variant.candidates().iter().any(|other| one.id == other.id));
    let share_a_member = base.body().members.iter().any(|one| variant.body().members.iter().any(|other| one.id == other.id));
    let apart = if base.question().kind != variant.question().kind {
        "it asks another question than the base"
    } else if !share_a_candidate {
        "it has no candidate of the base"
    } else if !share_a_member {
        "it has no member of the base"
    } else if base.question().post != variant.question().post {
        "it is about another post than the base"
    } else {
        return None;
    };
    Some(format!("{apart}, so that the differences say little"))
}
