//! JSON, schema 1.

use std::io::{self, Write};

use nemcon_montecarlo::{Difference, MedianDifference};
use serde::Serialize;

use super::CompareReport;
use crate::json;
use crate::run::Ending;

/// Values are spread over lines down to the depth of one outcome's entry.
const SPREAD: usize = 4;

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    head: json::Head,
    base: Base<'a>,
    variants: Vec<Varied<'a>>,
}

#[derive(Serialize)]
struct Base<'a> {
    title: &'a str,
    outcomes: Vec<Ending<'a>>,
}

#[derive(Serialize)]
struct Varied<'a> {
    title: &'a str,
    file: &'a str,
    outcomes: Vec<Differing<'a>>,
}

#[derive(Serialize)]
struct Differing<'a> {
    outcome: &'a str,
    probability: f64,
    difference: f64,
    low: f64,
    high: f64,
    variance_ratio: Option<f64>,
    median_date: Option<Medians>,
}

#[derive(Serialize)]
struct Medians {
    base: String,
    variant: String,
    days: f64,
    low: f64,
    high: f64,
}

impl From<&MedianDifference> for Medians {
    fn from(median: &MedianDifference) -> Self {
        Self {
            base: median.base.to_string(),
            variant: median.variant.to_string(),
            days: median.days,
            low: median.interval.low,
            high: median.interval.high,
        }
    }
}

impl<'a> From<&'a Difference> for Differing<'a> {
    fn from(found: &'a Difference) -> Self {
        Self {
            outcome: &found.id,
            probability: found.probability,
            difference: found.difference,
            low: found.interval.low,
            high: found.interval.high,
            variance_ratio: found.variance_ratio,
            median_date: found.median.as_ref().map(Medians::from),
        }
    }
}

impl CompareReport<'_> {
    /// Writes the report as one JSON document.
    pub fn write_json(&self, writer: impl Write) -> io::Result<()> {
        let estimates = &self.comparison.base;
        let variants = self.variants().map(|(variant, found)| Varied {
            title: variant.model.title(),
            file: variant.file,
            outcomes: found.differences.iter().map(Differing::from).collect(),
        });
        let document = Document {
            head: json::Head::new(estimates.runs, estimates.seed),
            base: Base {
                title: self.base.title(),
                outcomes: estimates.outcomes.iter().map(|outcome| Ending::new(self.base, outcome)).collect(),
            },
            variants: variants.collect(),
        };
        json::write(&document, SPREAD, writer)
    }
}
