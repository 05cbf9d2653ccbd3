//! The report of a sweep: the outcomes as one or two numbers of a scenario vary.

mod plot;
mod table;

use std::time::Duration;

use nemcon_core::{Model, Outcome};
use nemcon_montecarlo::{ENGINE, Estimates, OutcomeEstimate};

use crate::Style;
use crate::columns::CsvColumn::{Day, Number, Text};
use crate::report::{CsvTable, Report, Rows, cell};
use crate::run::success_name;
use crate::schema::{PointDocument, PointOutcome, SCHEMA, SweepDocument, SweptKeyDocument};

/// A sweep.
#[derive(Debug, Clone)]
pub struct SweepReport<'a> {
    model: &'a Model,
    keys: &'a [SweptKey],
    points: Vec<SweepPoint>,
    /// What is plotted; the likeliest outcome unless it is said.
    plotted: Option<Outcome>,
    size: (u64, u64),
}

/// A key that varies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SweptKey {
    /// Its path.
    pub path: String,
    /// What the scenario says.
    pub written: String,
    /// Whether other probabilities are rescaled.
    pub rescales: bool,
    /// Its values.
    pub values: Vec<String>,
}

/// A point of the grid, and what was found there.
#[derive(Debug, Clone, PartialEq)]
pub struct SweepPoint {
    /// By key: the place among its values.
    pub at: Vec<usize>,
    /// The outcomes there.
    pub outcomes: Vec<OutcomeEstimate>,
}

impl SweepPoint {
    /// What was found at a point.
    pub fn new(at: Vec<usize>, estimates: Estimates) -> Self {
        Self { at, outcomes: estimates.outcomes }
    }
}

impl<'a> SweepReport<'a> {
    /// The report of some points, in any order, with so many runs each from a seed.
    pub fn new(model: &'a Model, keys: &'a [SweptKey], mut points: Vec<SweepPoint>, plotted: Option<Outcome>, size: (u64, u64)) -> Self {
        points.sort_by(|a, b| a.at.cmp(&b.at));
        Self { model, keys, points, plotted, size }
    }

    fn values(&self, point: &SweepPoint) -> Vec<&'a str> {
        self.keys.iter().zip(&point.at).map(|(key, &at)| key.values[at].as_str()).collect()
    }

    /// The place, among the outcomes, of the one that is plotted.
    fn plotted(&self) -> usize {
        let outcomes = self.model.outcomes();
        let mean = |at: usize| self.points.iter().map(|point| point.outcomes[at].probability).sum::<f64>();
        let likeliest = (0..outcomes.len()).max_by(|&a, &b| mean(a).total_cmp(&mean(b)).then(b.cmp(&a)));
        self.plotted.and_then(|plotted| outcomes.iter().position(|&outcome| outcome == plotted)).or(likeliest).unwrap_or(0)
    }

    fn outcome_name(&self, at: usize) -> &str {
        self.points.first().map_or("", |point| {
            let id = point.outcomes[at].id.as_str();
            let appointed = matches!(point.outcomes[at].outcome, Outcome::Appointed(_));
            success_name(self.model, id).filter(|_| appointed).unwrap_or(id)
        })
    }
}

impl Report for SweepReport<'_> {
    type Document = SweepDocument;

    fn document(&self) -> SweepDocument {
        let outcome = |of: &OutcomeEstimate| PointOutcome {
            outcome: of.id.clone(),
            name: success_name(self.model, &of.id).map(ToOwned::to_owned),
            probability: of.probability,
            low: of.interval.low,
            high: of.interval.high,
            median: of.date.map(|date| date.median.to_string()),
        };
        let key = |key: &SweptKey| SweptKeyDocument {
            key: key.path.clone(),
            written: key.written.clone(),
            rescales: key.rescales,
            values: key.values.clone(),
        };
        let point = |point: &SweepPoint| PointDocument {
            values: self.values(point).into_iter().map(ToOwned::to_owned).collect(),
            outcomes: point.outcomes.iter().map(outcome).collect(),
        };
        SweepDocument {
            schema: SCHEMA,
            engine: ENGINE.to_owned(),
            title: self.model.title().to_owned(),
            runs: self.size.0,
            seed: self.size.1,
            keys: self.keys.iter().map(key).collect(),
            points: self.points.iter().map(point).collect(),
        }
    }

    fn table(&self, style: Style, elapsed: Option<Duration>) -> String {
        self.to_table(style, elapsed)
    }

    fn csv_tables() -> Vec<CsvTable<Self>> {
        vec![CsvTable {
            name: "points",
            meaning: "a point of the grid and an outcome; `second_key` and `second_value` are empty where one key varies",
            columns: &[
                Text("key"),
                Text("value"),
                Text("second_key"),
                Text("second_value"),
                Text("outcome"),
                Number("probability"),
                Number("low"),
                Number("high"),
                Day("median"),
                Text("name"),
            ],
            rows,
        }]
    }
}

fn rows(report: &SweepReport<'_>, rows: &mut Rows<'_>) -> csv::Result<()> {
    for point in &report.points {
        let values = report.values(point);
        for of in &point.outcomes {
            rows.write_record([
                report.keys[0].path.clone(),
                values[0].to_owned(),
                cell(report.keys.get(1).map(|key| &key.path)),
                cell(values.get(1)),
                of.id.clone(),
                of.probability.to_string(),
                of.interval.low.to_string(),
                of.interval.high.to_string(),
                cell(of.date.map(|date| date.median)),
                cell(success_name(report.model, &of.id)),
            ])?;
        }
    }
    Ok(())
}
