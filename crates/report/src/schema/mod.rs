//! The JSON documents of the commands as types.
//!
//! What `nemcon run --format json` prints is a [`RunDocument`], and so on: each type writes the
//! document ([`Document::write`]), reads it back (by [`serde::Deserialize`]) and describes it
//! ([`Document::schema_text`]). The tables of `docs/command.md` are made from the documentation of
//! their fields.
//!
//! # What the number promises
//!
//! Every document begins with `schema`, now [`SCHEMA`]. As long as it is the same, no key goes away or
//! changes its meaning, its unit, or the kind of its values; what may be added without a new number are
//! keys, entries of an object that is keyed by ids or by measures, and words where a list of words is
//! open. So whoever reads a document passes over keys that it does not know, as these types do.

mod assumptions;
mod backtest;
mod by_id;
mod calibrate;
mod compare;
mod diagnostics;
mod members;
mod persuade;
mod power;
mod run;
mod sensitivity;
mod shared;
mod sweep;
mod trace;

use std::io::{self, Write};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::json;

pub use assumptions::{AssumptionDocument, AssumptionsDocument, CodingDocument};
pub use backtest::{
    BacktestDocument, CaseDocument, ClassDocument, DatesDocument, EndDocument, ForecastDocument, GivenDocument, KnownEnding,
    ReliabilityBin, Scores,
};
pub use by_id::ById;
pub use calibrate::{CalibrateDocument, CalibratedCase, Gains, ParameterDocument, ParameterRange};
pub use compare::{BaseDocument, CompareDocument, DifferenceDocument, MedianDateDifference, VariantDocument};
pub use diagnostics::{CheckedFile, DiagnosticDocument, DiagnosticsDocument};
pub use members::{MemberDocument, MembersDocument};
pub use persuade::{
    ChangeDocument, EventChangeDocument, MemberChangeDocument, PairChangeDocument, PersuadeDocument, ProbabilityChange, ProspectDocument,
};
pub use power::{
    Binary, BinaryMemberPower, BinaryPower, CoalitionLists, DesirabilityDocument, Estimate, EstimatedMemberPower, EstimatedNumber,
    EstimatedPower, ExactMethod, ExactNumber, Infinite, NakamuraDocument, PowerDocument, SoundingDocument, Ternary, TernaryMemberPower,
    TernaryPower, WeightedDocument, WholeDocument,
};
pub use run::{
    ByDateDocument, DepartureDocument, EventDocument, EvidenceDocument, HappeningDocument, OverInputsDocument, PrecisionDocument,
    QuestionDocument, RangeDocument, ReportDocument, RunDocument, StanceProbabilities,
};
pub use sensitivity::{GroupDocument, IndexDocument, InputDocument, SensitivityDocument};
pub use shared::{DateQuantilesDocument, MeanDocument, Names, OutcomeDocument};
pub use sweep::{PointDocument, PointOutcome, SweepDocument, SweptKeyDocument};
pub use trace::{LastingDocument, ParagraphDocument, StepDocument, TraceDocument};

/// The version of the documents' form.
pub const SCHEMA: u32 = 1;

/// A JSON document that a command prints.
pub trait Document: Serialize + DeserializeOwned + JsonSchema {
    /// The command that prints it; `check` prints two, of which one is called by what is in it.
    const COMMAND: &'static str;

    /// Down to which depth objects and lists are spread over lines when it is written.
    const SPREAD: usize;

    /// Writes the document as the command prints it.
    fn write(&self, writer: impl Write) -> io::Result<()> {
        json::write(self, Self::SPREAD, writer)
    }

    /// Its JSON Schema (draft 7), as JSON.
    fn schema_text() -> String {
        let settings = SchemaSettings::draft07().for_serialize();
        let mut schema = settings.into_generator().into_root_schema_for::<Self>();
        if let Some(version) = schema.pointer_mut("/properties/schema") {
            version["const"] = SCHEMA.into();
        }
        format!("{:#}\n", schema.as_value())
    }
}

macro_rules! documents {
    ($($document:ident: $command:literal, spread over $spread:literal;)*) => {
        $(impl Document for $document {
            const COMMAND: &'static str = $command;
            const SPREAD: usize = $spread;
        })*

        /// The commands that print documents, each with the function that gives its document's JSON Schema.
        pub const DOCUMENTS: &[(&str, fn() -> String)] = &[$(($command, $document::schema_text)),*];
    };
}

documents! {
    RunDocument: "run", spread over 3;
    CompareDocument: "compare", spread over 4;
    PersuadeDocument: "persuade", spread over 3;
    SweepDocument: "sweep", spread over 4;
    SensitivityDocument: "sensitivity", spread over 3;
    TraceDocument: "trace", spread over 2;
    PowerDocument: "power", spread over 3;
    BacktestDocument: "backtest", spread over 3;
    CalibrateDocument: "calibrate", spread over 4;
    AssumptionsDocument: "check", spread over 4;
    DiagnosticsDocument: "diagnostics", spread over 4;
    MembersDocument: "members", spread over 2;
}
