//! Runs one by one, as record batches: a row a run.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, Date32Array, DictionaryArray, Float64Array, Int32Array, ListArray, RecordBatch, StringArray, UInt64Array};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Schema, SchemaRef};
use nemcon_core::{CandidateId, Date, Model, Outcome, days_between};
use nemcon_montecarlo::RunRecord;
use nemcon_report::RUN_COLUMNS;

/// Runs as record batches, in as many parts as one likes.
///
/// The columns are those of the runs as CSV, [`RUN_COLUMNS`], with what stands there. Texts are dictionaries, which
/// are known from the model and the same in all batches; the last holdouts and the events are lists of them.
#[derive(Debug)]
pub struct RunRows {
    schema: SchemaRef,
    /// In this order they are numbered.
    outcomes: Vec<Outcome>,
    outcome_words: Words,
    candidate_words: Words,
    member_words: Words,
    event_words: Words,
    /// By event: the number of the word for its first outcome.
    first_words: Vec<usize>,
}

impl RunRows {
    /// The rows of a model's runs.
    pub fn new(model: &Model) -> Self {
        let outcomes = model.outcomes();
        let of_events: Vec<Vec<_>> =
            model.events().iter().map(|event| (0..event.outcomes.len()).map(|outcome| event.outcome_id(outcome)).collect()).collect();
        let firsts = of_events.iter().scan(0, |next, words| {
            let first = *next;
            *next += words.len();
            Some(first)
        });
        Self {
            schema: schema(),
            outcome_words: Words::new(outcomes.iter().map(|outcome| outcome.id(model))),
            candidate_words: Words::new(model.candidate_ids().map(|candidate| model.candidate(candidate).id.as_str())),
            member_words: Words::new(model.body().ids().map(|member| model.body()[member].id.as_str())),
            first_words: firsts.collect(),
            event_words: Words::new(of_events.iter().flatten()),
            outcomes,
        }
    }

    /// The columns with their types.
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// Some runs, which are of the model.
    pub fn batch(&self, records: &[RunRecord]) -> Result<RecordBatch, ArrowError> {
        let endings = || records.iter().map(|record| &record.ending);
        let number = |outcome| self.outcomes.iter().position(|&other| other == outcome);
        let events = |record: &RunRecord| record.events.iter().map(|&(event, outcome)| self.first_words[event] + outcome).collect();
        RecordBatch::try_new(
            self.schema(),
            vec![
                Arc::new(UInt64Array::from_iter_values(endings().map(|ending| ending.run))),
                Arc::new(Float64Array::from_iter_values(endings().map(|ending| ending.weight))),
                self.outcome_words.column(endings().map(|ending| number(ending.outcome)))?,
                self.candidate_words.column(endings().map(|ending| ending.outcome.candidate().map(CandidateId::index)))?,
                Arc::new(endings().map(|ending| ending.outcome.is_agreed().then(|| days(ending.date))).collect::<Date32Array>()),
                self.member_words.lists(records.iter().map(|record| record.last_holdouts.iter().map(|member| member.index()).collect()))?,
                self.event_words.lists(records.iter().map(events))?,
            ],
        )
    }
}

fn schema() -> SchemaRef {
    let [run, weight, outcome, candidate, date, last_holdouts, events] = RUN_COLUMNS;
    let list = DataType::List(item());
    Arc::new(Schema::new(vec![
        Field::new(run, DataType::UInt64, false),
        Field::new(weight, DataType::Float64, false),
        Field::new(outcome, word(), false),
        Field::new(candidate, word(), true),
        Field::new(date, DataType::Date32, true),
        Field::new(last_holdouts, list.clone(), false),
        Field::new(events, list, false),
    ]))
}

/// The type of a text that is one of a few.
fn word() -> DataType {
    DataType::Dictionary(DataType::Int32.into(), DataType::Utf8.into())
}

/// One in a list of such texts.
fn item() -> FieldRef {
    Arc::new(Field::new_list_field(word(), false))
}

/// The texts that a column can hold, which its rows name by their numbers.
#[derive(Debug)]
struct Words(ArrayRef);

impl Words {
    fn new(words: impl Iterator<Item = impl AsRef<str>>) -> Self {
        Self(Arc::new(StringArray::from_iter_values(words)))
    }

    fn column(&self, numbers: impl Iterator<Item = Option<usize>>) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(self.dictionary(numbers.map(|number| number.map(key)).collect())?))
    }

    fn lists(&self, lists: impl Iterator<Item = Vec<usize>>) -> Result<ArrayRef, ArrowError> {
        let mut keys = Vec::new();
        let lengths = lists.map(|list| {
            keys.extend(list.iter().copied().map(key));
            list.len()
        });
        let offsets = OffsetBuffer::from_lengths(lengths);
        Ok(Arc::new(ListArray::try_new(item(), offsets, Arc::new(self.dictionary(keys.into())?), None)?))
    }

    fn dictionary(&self, keys: Int32Array) -> Result<DictionaryArray<Int32Type>, ArrowError> {
        DictionaryArray::try_new(keys, Arc::clone(&self.0))
    }
}

/// A date as columns of dates have it.
pub(crate) fn days(date: Date) -> i32 {
    days_between(Date::constant(1970, 1, 1), date)
}

/// The number of a word as its column has it.
fn key(number: usize) -> i32 {
    i32::try_from(number).expect("a model names far fewer things than 2^31")
}
