//! A case whose end is known.

use nemcon_core::{Class, Date, Model, OutcomeKind, Way};

/// A model as of some date, and what happened afterwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    name: String,
    model: Model,
    result: String,
    on: Option<Date>,
    who: Option<String>,
    class: Class,
}

/// Why an end does not fit a model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CaseError {
    /// The result is none of the model's outcomes.
    #[error("{name}: the result {result:?} is no outcome of this scenario; it has {possible}")]
    Result {
        /// The case.
        name: String,
        /// The result that was given.
        result: String,
        /// What would be possible.
        possible: String,
    },
    /// It had ended before the date of knowledge.
    #[error("{name}: it ended on {on}, but the scenario is as of {as_of}: a case is cut before its end")]
    Date {
        /// The case.
        name: String,
        /// The date that was given.
        on: Date,
        /// The date of knowledge.
        as_of: Date,
    },
}

impl Case {
    /// A case, if its end fits its model. That somebody else was appointed is for a model without the outcome
    /// `other` the end `vacant`, which then includes it (model, section 2).
    pub fn new(name: impl Into<String>, model: Model, result: impl Into<String>, on: Option<Date>) -> Result<Self, CaseError> {
        let class = Class::of(&model);
        let mut case = Self { name: name.into(), model, result: result.into(), on, who: None, class };
        let possible = case.outcomes();
        let vacant = OutcomeKind::Vacant.word();
        if case.result == OutcomeKind::Other.word() && !possible.contains(&case.result) && possible.iter().any(|id| id == vacant) {
            vacant.clone_into(&mut case.result);
        }
        if !possible.contains(&case.result) {
            return Err(CaseError::Result { name: case.name, result: case.result, possible: possible.join(", ") });
        }
        match on {
            Some(on) if on < case.model.question().as_of => {
                Err(CaseError::Date { name: case.name, on, as_of: case.model.question().as_of })
            }
            _ => Ok(case),
        }
    }

    /// The same case, of a body that decides in this way, whatever its formal rule says.
    pub fn deciding_by(mut self, way: Way) -> Self {
        self.class = Class::new(self.class.is_motion(), way);
        self
    }

    /// The same end of another model: the same question, coded with other numbers.
    pub fn recoded(&self, model: Model) -> Result<Self, CaseError> {
        let case = Self::new(self.name.clone(), model, self.result.clone(), self.on)?;
        Ok(Self { who: self.who.clone(), class: self.class, ..case })
    }

    /// The same case, naming who it was that the model does not name.
    pub fn naming(mut self, who: Option<String>) -> Self {
        self.who = who;
        self
    }

    /// Who was appointed, where that is somebody whom the model does not name.
    pub fn who(&self) -> Option<&str> {
        self.who.as_deref()
    }

    /// What kind of decision it is.
    pub fn class(&self) -> Class {
        self.class
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What was known.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The id of the outcome that came about.
    pub fn result(&self) -> &str {
        &self.result
    }

    /// When it came about, if that is known.
    pub fn on(&self) -> Option<Date> {
        self.on
    }

    /// The ids of all outcomes of the model, as estimates list them.
    pub fn outcomes(&self) -> Vec<String> {
        self.model.outcomes().into_iter().map(|outcome| outcome.id(&self.model).to_owned()).collect()
    }

    /// Whether two cases are cuts of one race: the same post, decided the same way on the same day.
    /// They are not independent, and are left out together.
    pub fn same_race(&self, other: &Self) -> bool {
        (&self.model.question().post, &self.result, self.on) == (&other.model.question().post, &other.result, other.on)
    }
}
