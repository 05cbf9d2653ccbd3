//! Tidy CSV: one row an outcome of a variant.

use std::io::{self, Write};

use csv::Writer;

use super::CompareReport;

const COLUMNS: [&str; 15] = [
    "file",
    "title",
    "outcome",
    "kind",
    "base",
    "probability",
    "difference",
    "low",
    "high",
    "variance_ratio",
    "median_base",
    "median",
    "days",
    "days_low",
    "days_high",
];

impl CompareReport<'_> {
    /// Writes the differences as CSV, its columns named in the first row. What does not exist is
    /// left empty.
    pub fn write_csv(&self, writer: impl Write) -> io::Result<()> {
        let mut rows = Writer::from_writer(writer);
        rows.write_record(COLUMNS)?;
        for (variant, found) in self.variants() {
            for outcome in &found.differences {
                let words = [variant.file, variant.model.title(), &outcome.id, outcome.kind.word()];
                let numbers = [outcome.base, outcome.probability, outcome.difference, outcome.interval.low, outcome.interval.high]
                    .map(|number| number.to_string());
                let ratio = outcome.variance_ratio.map_or_else(String::new, |ratio| ratio.to_string());
                let median = outcome.median.map_or_else(Default::default, |median| {
                    let dates = [median.base, median.variant].map(|date| date.to_string());
                    let [base, variant] = dates;
                    [base, variant, median.days.to_string(), median.interval.low.to_string(), median.interval.high.to_string()]
                });
                rows.write_record(words.into_iter().chain(numbers.iter().chain([&ratio]).chain(&median).map(String::as_str)))?;
            }
        }
        rows.flush()
    }
}
