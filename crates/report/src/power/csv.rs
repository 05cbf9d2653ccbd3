//! Tidy CSV: one row a member and index.

use std::io::{self, Write};

use csv::Writer;

use super::{PowerReport, members::Number};

const COLUMNS: [&str; 7] = ["member", "index", "fraction", "decimal", "error", "low", "high"];

impl PowerReport<'_> {
    /// Writes the power of the members as CSV, its columns named in the first row. What does not exist
    /// is left empty: `low` and `high` are of estimates, `fraction` and `error` of what is computed.
    pub fn write_csv(&self, writer: impl Write) -> io::Result<()> {
        let mut rows = Writer::from_writer(writer);
        rows.write_record(COLUMNS)?;
        let (columns, chosen) = (self.columns(), self.chosen());
        for row in self.in_order() {
            for &at in &chosen {
                let words = [self.id(row.member), columns[at].key];
                let numbers = match row.numbers[at] {
                    None => Default::default(),
                    Some(Number::Computed(value)) => {
                        let fraction = value.fraction.as_ref().map_or_else(String::new, ToString::to_string);
                        [fraction, value.decimal.to_string(), value.error.to_string(), String::new(), String::new()]
                    }
                    Some(Number::Estimated(estimate)) => {
                        let [value, low, high] =
                            [estimate.value, estimate.interval.low, estimate.interval.high].map(|number| number.to_string());
                        [String::new(), value, String::new(), low, high]
                    }
                };
                rows.write_record(words.into_iter().chain(numbers.iter().map(String::as_str)))?;
            }
        }
        rows.flush()
    }
}
