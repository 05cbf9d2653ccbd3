//! Tidy CSV: one row an observation, one table a file.

use nemcon_core::{CandidateId, MemberId, OutcomeKind, Stance};
use nemcon_montecarlo::Grid;

use super::{RunReport, success_name};
use crate::columns::CsvColumn::{self, Day, Number, Text};
use crate::report::{CsvTable, Rows, cell};

pub(super) fn tables<'a>() -> Vec<CsvTable<RunReport<'a>>> {
    vec![
        CsvTable {
            name: "outcomes",
            meaning: "an outcome: its probability, the interval, quantiles of its date",
            columns: &[
                Text("outcome"),
                Text("kind"),
                Text("candidate"),
                Number("probability"),
                Number("low"),
                Number("high"),
                Day("q05"),
                Day("q25"),
                Day("median"),
                Day("q75"),
                Day("q95"),
                Text("name"),
            ],
            rows: RunReport::outcome_rows,
        },
        CsvTable {
            name: "incidence",
            meaning: "an outcome and date: the probability that it has come about by then; `still open` after all outcomes, \
                      so that all of a date make 1",
            columns: &[Text("outcome"), Day("date"), Number("probability"), Text("name")],
            rows: RunReport::incidence_rows,
        },
        CsvTable {
            name: "blocking",
            meaning: "a candidate, member and date: the probability that the member is against, given that there is a round",
            columns: &GRID_COLUMNS,
            rows: |report, rows| report.grid_rows(&report.estimates.blocking, rows),
        },
        CsvTable {
            name: "pivotal",
            meaning: "the same for being able to turn the sounding alone",
            columns: &GRID_COLUMNS,
            rows: |report, rows| report.grid_rows(&report.estimates.pivotal, rows),
        },
        CsvTable {
            name: "holdouts",
            meaning: "an outcome and member: the probability that it was a last holdout, given the outcome; \
                      for `vacant` and `rejected` that it was in the way at the end",
            columns: &[Text("outcome"), Text("member"), Number("probability"), Text("name"), Text("member_name")],
            rows: RunReport::holdout_rows,
        },
        CsvTable {
            name: "start",
            meaning: "a candidate, member and stance: its probability at the date of knowledge, given all evidence",
            columns: &[
                Text("candidate"),
                Text("member"),
                Text("stance"),
                Number("probability"),
                Text("candidate_name"),
                Text("member_name"),
            ],
            rows: RunReport::start_rows,
        },
        CsvTable {
            name: "events",
            meaning: "an event, or one of its outcomes, and an outcome of the question: how often it happened, and the \
                      probability of the outcome given that it did, and did not",
            columns: &EVENT_COLUMNS,
            rows: RunReport::event_rows,
        },
        CsvTable {
            name: "departures",
            meaning: "a candidate and an outcome: how often the candidate had left the race by the end, how often of that it had \
                      declined the post, and the probability of the outcome given that it had left, and had not",
            columns: &DEPARTURE_COLUMNS,
            rows: RunReport::departure_rows,
        },
        CsvTable {
            name: "by",
            meaning: "an outcome and a date of `--by`: the probability that it has come about by then, and that it still comes \
                      about given that nothing has; `still open` as in `incidence`",
            columns: &[Text("outcome"), Day("date"), Number("probability"), Number("given_open"), Text("name")],
            rows: RunReport::by_date_rows,
        },
        CsvTable {
            name: "inputs",
            meaning: "an outcome, with `--over-inputs`: the 5th and the 95th percentile of its probability over what is unsure of \
                      the inputs, and the standard deviation",
            columns: &[Text("outcome"), Number("low"), Number("high"), Number("deviation"), Text("name")],
            rows: RunReport::input_rows,
        },
    ]
}

/// What stands in the place of an outcome where there is none yet; no id has a space.
const STILL_OPEN: &str = "still open";

const GRID_COLUMNS: [CsvColumn; 6] =
    [Text("candidate"), Text("member"), Day("date"), Number("probability"), Text("candidate_name"), Text("member_name")];

const EVENT_COLUMNS: [CsvColumn; 7] =
    [Text("event"), Text("event_outcome"), Number("happened"), Text("outcome"), Number("given"), Number("otherwise"), Text("name")];

const DEPARTURE_COLUMNS: [CsvColumn; 8] = [
    Text("candidate"),
    Number("left"),
    Number("declined"),
    Text("outcome"),
    Number("given"),
    Number("otherwise"),
    Text("candidate_name"),
    Text("name"),
];

impl RunReport<'_> {
    fn input_rows(&self, rows: &mut Rows<'_>) -> csv::Result<()> {
        for of in self.over_inputs.iter().flat_map(|found| &found.outcomes) {
            let id = of.outcome.id(self.model);
            let [low, high, deviation] = [of.low, of.high, of.deviation].map(|number| number.to_string());
            rows.write_record([id.to_owned(), low, high, deviation, cell(success_name(self.model, id))])?;
        }
        Ok(())
    }

    fn outcome_rows(&self, rows: &mut Rows<'_>) -> csv::Result<()> {
        for outcome in &self.estimates.outcomes {
            let words =
                [outcome.id.as_str(), outcome.kind().word(), outcome.candidate().map_or("", |candidate| self.candidate_id(candidate))];
            let numbers = [outcome.probability, outcome.interval.low, outcome.interval.high].map(|number| number.to_string());
            let dates = match outcome.date {
                Some(date) => [date.q05, date.q25, date.median, date.q75, date.q95].map(|date| date.to_string()),
                None => Default::default(),
            };
            let name = cell(success_name(self.model, &outcome.id));
            rows.write_record(words.map(ToOwned::to_owned).into_iter().chain(numbers).chain(dates).chain([name]))?;
        }
        Ok(())
    }

    fn incidence_rows(&self, rows: &mut Rows<'_>) -> csv::Result<()> {
        for outcome in &self.estimates.outcomes {
            let name = success_name(self.model, &outcome.id).unwrap_or_default();
            for (date, probability) in std::iter::zip(&self.estimates.dates, &outcome.incidence) {
                rows.write_record([&outcome.id, &date.to_string(), &probability.to_string(), name])?;
            }
        }
        // After the round of each date, so that all of a date make 1.
        let after = self.estimates.still_open.iter().skip(1).chain(std::iter::once(&0.0));
        for (date, open) in std::iter::zip(&self.estimates.dates, after) {
            rows.write_record([STILL_OPEN, &date.to_string(), &open.to_string(), ""])?;
        }
        Ok(())
    }

    fn by_date_rows(&self, rows: &mut Rows<'_>) -> csv::Result<()> {
        for by in self.by_dates() {
            let date = by.date.to_string();
            for (at, outcome) in self.estimates.outcomes.iter().enumerate() {
                let name = success_name(self.model, &outcome.id).unwrap_or_default();
                let given = cell(by.given_open.as_ref().map(|of| of[at]));
                rows.write_record([&outcome.id, &date, &by.outcomes[at].to_string(), &given, name])?;
            }
            rows.write_record([STILL_OPEN, &date, &by.still_open.to_string(), "", ""])?;
        }
        Ok(())
    }

    fn grid_rows(&self, grid: &Grid, rows: &mut Rows<'_>) -> csv::Result<()> {
        for candidate in self.model.candidate_ids() {
            for member in self.model.body().ids() {
                let (ids, names) = ([self.candidate_id(candidate), self.member_id(member)], self.names(candidate, member));
                for (date, probability) in std::iter::zip(&self.estimates.dates, grid.series(member, candidate)) {
                    rows.write_record(ids.iter().chain(&[date.to_string().as_str(), &cell(probability)]).chain(&names))?;
                }
            }
        }
        Ok(())
    }

    fn holdout_rows(&self, rows: &mut Rows<'_>) -> csv::Result<()> {
        for outcome in &self.estimates.outcomes {
            let shares = match outcome.candidate() {
                Some(candidate) => self.estimates.last_holdouts[candidate.index()].as_ref(),
                None if outcome.kind() == OutcomeKind::Other => None,
                None => self.estimates.blocking_when_vacant.as_ref(),
            };
            let name = success_name(self.model, &outcome.id).unwrap_or_default();
            for (member, share) in std::iter::zip(self.model.body().ids(), shares.into_iter().flatten()) {
                rows.write_record([&outcome.id, self.member_id(member), &share.to_string(), name, self.member_name(member)])?;
            }
        }
        Ok(())
    }

    fn event_rows(&self, rows: &mut Rows<'_>) -> csv::Result<()> {
        for event in &self.estimates.events {
            let outcomes = event.outcomes.iter().map(|outcome| (outcome.id.as_str(), outcome));
            for (id, happening) in std::iter::once(("", &event.event)).chain(outcomes) {
                for (at, outcome) in self.estimates.outcomes.iter().enumerate() {
                    let probability = |of: &Option<Vec<f64>>| cell(of.as_ref().map(|of| of[at]));
                    let numbers = [happening.probability.to_string(), probability(&happening.given), probability(&happening.otherwise)];
                    let name = success_name(self.model, &outcome.id).unwrap_or_default();
                    rows.write_record([&event.event.id, id, &numbers[0], &outcome.id, &numbers[1], &numbers[2], name])?;
                }
            }
        }
        Ok(())
    }

    fn departure_rows(&self, rows: &mut Rows<'_>) -> csv::Result<()> {
        for (candidate, departure) in self.model.candidate_ids().zip(&self.estimates.departures) {
            let left = &departure.left;
            for (at, outcome) in self.estimates.outcomes.iter().enumerate() {
                let probability = |of: &Option<Vec<f64>>| cell(of.as_ref().map(|of| of[at]));
                let numbers = [left.probability, departure.declined].map(|number| number.to_string());
                let names = [self.candidate_name(candidate), success_name(self.model, &outcome.id).unwrap_or_default()];
                let given = [probability(&left.given), probability(&left.otherwise)];
                rows.write_record([&left.id, &numbers[0], &numbers[1], &outcome.id, &given[0], &given[1], names[0], names[1]])?;
            }
        }
        Ok(())
    }

    fn start_rows(&self, rows: &mut Rows<'_>) -> csv::Result<()> {
        for candidate in self.model.candidate_ids() {
            for member in self.model.body().ids() {
                let (ids, names) = ([self.candidate_id(candidate), self.member_id(member)], self.names(candidate, member));
                for stance in Stance::ALL.into_iter().rev() {
                    let probability = self.estimates.stances(member, candidate)[stance as usize].to_string();
                    rows.write_record(ids.iter().chain(&[stance.word(), &probability]).chain(&names))?;
                }
            }
        }
        Ok(())
    }

    fn names(&self, candidate: CandidateId, member: MemberId) -> [&str; 2] {
        [self.candidate_name(candidate), self.member_name(member)]
    }
}
