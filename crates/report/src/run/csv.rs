//! Tidy CSV: one row an observation, one table a file.

use std::io::{self, Write};

use csv::Writer;
use nemcon_core::Stance;
use nemcon_montecarlo::Grid;

use super::RunReport;

/// The tables that a report has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Table {
    /// Probability, interval and quantiles of the date of every outcome.
    #[default]
    Outcomes,
    /// The probability that an outcome has come about by a date.
    Incidence,
    /// P(a member blocks a candidate | the run has a round on the date).
    Blocking,
    /// P(a member is pivotal against a candidate | the run has a round on the date).
    Pivotal,
    /// P(a member was among the last holdouts | the outcome), and for the outcome that nothing
    /// is decided P(it blocks the candidate with most supporters at the end | that outcome).
    Holdouts,
    /// The probabilities of the stances at the as-of date, given all evidence.
    Start,
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 6] = [Self::Outcomes, Self::Incidence, Self::Blocking, Self::Pivotal, Self::Holdouts, Self::Start];

    /// The word that chooses it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Outcomes => "outcomes",
            Self::Incidence => "incidence",
            Self::Blocking => "blocking",
            Self::Pivotal => "pivotal",
            Self::Holdouts => "holdouts",
            Self::Start => "start",
        }
    }
}

impl RunReport<'_> {
    /// Writes one table as CSV, its columns named in the first row. What does not exist (the date
    /// of a vacancy, a probability on a date without a round) is left empty.
    pub fn write_csv(&self, table: Table, writer: impl Write) -> io::Result<()> {
        let mut rows = Writer::from_writer(writer);
        match table {
            Table::Outcomes => self.outcome_rows(&mut rows),
            Table::Incidence => self.incidence_rows(&mut rows),
            Table::Blocking => self.grid_rows(&self.estimates.blocking, &mut rows),
            Table::Pivotal => self.grid_rows(&self.estimates.pivotal, &mut rows),
            Table::Holdouts => self.holdout_rows(&mut rows),
            Table::Start => self.start_rows(&mut rows),
        }?;
        rows.flush()
    }

    fn outcome_rows<W: Write>(&self, rows: &mut Writer<W>) -> csv::Result<()> {
        rows.write_record(["outcome", "kind", "candidate", "probability", "low", "high", "q05", "q25", "median", "q75", "q95"])?;
        for outcome in &self.estimates.outcomes {
            let candidate = outcome.candidate().map_or("", |candidate| self.candidate_id(candidate));
            let numbers = [outcome.probability, outcome.interval.low, outcome.interval.high].map(|number| number.to_string());
            let dates = match outcome.date {
                Some(date) => [date.q05, date.q25, date.median, date.q75, date.q95].map(|date| date.to_string()),
                None => Default::default(),
            };
            let words = [outcome.id.as_str(), outcome.kind().word(), candidate];
            rows.write_record(words.into_iter().chain(numbers.iter().chain(&dates).map(String::as_str)))?;
        }
        Ok(())
    }

    fn incidence_rows<W: Write>(&self, rows: &mut Writer<W>) -> csv::Result<()> {
        rows.write_record(["outcome", "date", "probability"])?;
        for outcome in self.successes() {
            for (date, probability) in std::iter::zip(&self.estimates.dates, &outcome.incidence) {
                rows.write_record([&outcome.id, &date.to_string(), &probability.to_string()])?;
            }
        }
        Ok(())
    }

    fn grid_rows<W: Write>(&self, grid: &Grid, rows: &mut Writer<W>) -> csv::Result<()> {
        rows.write_record(["candidate", "member", "date", "probability"])?;
        for candidate in self.model.candidate_ids() {
            for member in self.model.body().ids() {
                for (date, probability) in std::iter::zip(&self.estimates.dates, grid.series(member, candidate)) {
                    let probability = probability.map_or_else(String::new, |probability| probability.to_string());
                    rows.write_record([self.candidate_id(candidate), self.member_id(member), &date.to_string(), &probability])?;
                }
            }
        }
        Ok(())
    }

    fn holdout_rows<W: Write>(&self, rows: &mut Writer<W>) -> csv::Result<()> {
        rows.write_record(["outcome", "member", "probability"])?;
        for outcome in &self.estimates.outcomes {
            let shares = match outcome.candidate() {
                Some(candidate) => self.estimates.last_holdouts[candidate.index()].as_ref(),
                None => self.estimates.blocking_when_vacant.as_ref(),
            };
            for (member, share) in shares.into_iter().flatten().enumerate() {
                rows.write_record([&outcome.id, self.member_id(member.into()), &share.to_string()])?;
            }
        }
        Ok(())
    }

    fn start_rows<W: Write>(&self, rows: &mut Writer<W>) -> csv::Result<()> {
        rows.write_record(["candidate", "member", "stance", "probability"])?;
        for candidate in self.model.candidate_ids() {
            for member in self.model.body().ids() {
                for stance in Stance::ALL.into_iter().rev() {
                    let probability = self.estimates.stances(member, candidate)[stance as usize].to_string();
                    rows.write_record([self.candidate_id(candidate), self.member_id(member), stance.word(), &probability])?;
                }
            }
        }
        Ok(())
    }
}
