//! What questions find, kept for as long as somebody looks at it.

use std::io;
use std::sync::Arc;

use nemcon::calibration::{Case, Verification};
use nemcon::model::{CandidateId, Date, Outcome};
use nemcon::montecarlo::{Comparison, Estimates, OverInputs, Persuaded, Persuasion, Precise};
use nemcon::page::{Dossier, Setting};
use nemcon::power::measures_of;
use nemcon::questions::{FAMILIAR, Moved, Power, PowerFound, SHOWN, TOP, Told, UNITED, assumptions, judged};
use nemcon::report::{
    AssumptionsReport, BacktestReport, Cells, CompareReport, CsvTable, Order, PersuadeReport, PowerReport, Report, RunReport,
    SensitivityReport, Style, SweepPoint, SweepReport, SweptKey, TraceReport, Variant, View,
};
use nemcon::scenario::Scenario;

/// A form in which a finding is told, and where it goes.
pub(crate) enum Form<'a> {
    Json(&'a mut Vec<u8>),
    Text(Style, &'a mut String),
    Csv(Option<&'a str>, &'a mut Vec<u8>),
    Cells(Option<&'a str>, &'a mut Cells),
}

impl Form<'_> {
    fn of(self, report: &impl Report) -> io::Result<()> {
        match self {
            Self::Json(bytes) => report.write_json(bytes)?,
            Self::Text(style, text) => *text = report.table(style, None),
            Self::Csv(table, bytes) => report.write_csv(table, bytes)?,
            Self::Cells(table, cells) => *cells = report.cells(table)?,
        }
        Ok(())
    }
}

/// A table of a finding: its name, and what a row is.
pub(crate) type Table = (&'static str, &'static str);

fn tables<R: Report>() -> Vec<Table> {
    R::csv_tables().iter().map(|table: &CsvTable<R>| (table.name, table.meaning)).collect()
}

/// What a question finds.
pub(crate) trait Finding: Send + Sync {
    fn tell(&self, form: Form<'_>) -> io::Result<()>;
    fn tables(&self) -> Vec<Table>;

    /// What there is to be drawn.
    fn dossier(&self) -> Option<Dossier> {
        None
    }
}

pub(crate) struct Forecast {
    pub(crate) scenario: Arc<Scenario>,
    pub(crate) estimates: Estimates,
    pub(crate) precise: Option<Precise>,
    pub(crate) over_inputs: Option<OverInputs>,
    pub(crate) by: Vec<Date>,
    pub(crate) top: Option<usize>,
    pub(crate) candidate: Option<CandidateId>,
}

impl Forecast {
    fn report(&self) -> RunReport<'_> {
        let unsourced = judged(&self.scenario);
        let mut report = RunReport::new(self.scenario.model(), &self.estimates, &unsourced).over_inputs(self.over_inputs.as_ref());
        if let Some(precise) = &self.precise {
            report = report.precise(precise);
        }
        if !self.by.is_empty() {
            report = report.by(self.by.clone());
        }
        if let Some(candidate) = self.candidate {
            report = report.in_the_way_of(candidate);
        }
        match self.top {
            Some(top) => report.top(top),
            None => report,
        }
    }
}

impl Finding for Forecast {
    fn tell(&self, form: Form<'_>) -> io::Result<()> {
        form.of(&self.report())
    }

    fn tables(&self) -> Vec<Table> {
        tables::<RunReport<'_>>()
    }

    fn dossier(&self) -> Option<Dossier> {
        let dossier = Dossier::new(Setting::of(self.scenario.model()), self.report().document());
        Some(dossier.assuming(assumptions(&self.scenario).document()))
    }
}

pub(crate) struct Compared {
    pub(crate) base: Arc<Scenario>,
    pub(crate) variants: Vec<(String, Arc<Scenario>)>,
    pub(crate) comparison: Comparison,
    pub(crate) order: Order,
}

impl Compared {
    fn with<T>(&self, tell: impl FnOnce(&CompareReport<'_>) -> T) -> T {
        let named: Vec<Variant<'_>> = self.variants.iter().map(|(file, scenario)| Variant { file, model: scenario.model() }).collect();
        let unsourced = judged(&self.base);
        tell(&CompareReport::new(self.base.model(), &named, &self.comparison, &unsourced).ordered(self.order.clone()))
    }
}

impl Finding for Compared {
    fn tell(&self, form: Form<'_>) -> io::Result<()> {
        self.with(|report| form.of(report))
    }

    fn tables(&self) -> Vec<Table> {
        tables::<CompareReport<'_>>()
    }

    fn dossier(&self) -> Option<Dossier> {
        let unsourced = judged(&self.base);
        let run = RunReport::new(self.base.model(), &self.comparison.base, &unsourced).document();
        let dossier = Dossier::new(Setting::of(self.base.model()), run).compared(self.with(|report| report.document()));
        Some(dossier.assuming(assumptions(&self.base).document()))
    }
}

pub(crate) struct Persuading {
    pub(crate) scenario: Arc<Scenario>,
    pub(crate) asked: Persuasion,
    pub(crate) found: Persuaded,
}

impl Finding for Persuading {
    fn tell(&self, form: Form<'_>) -> io::Result<()> {
        form.of(&PersuadeReport::new(self.scenario.model(), &self.asked, &self.found, SHOWN))
    }

    fn tables(&self) -> Vec<Table> {
        tables::<PersuadeReport<'_>>()
    }
}

pub(crate) struct Swept {
    pub(crate) scenario: Arc<Scenario>,
    pub(crate) keys: Vec<SweptKey>,
    pub(crate) points: Vec<SweepPoint>,
    pub(crate) plotted: Option<Outcome>,
    pub(crate) size: (u64, u64),
}

impl Finding for Swept {
    fn tell(&self, form: Form<'_>) -> io::Result<()> {
        form.of(&SweepReport::new(self.scenario.model(), &self.keys, self.points.clone(), self.plotted, self.size))
    }

    fn tables(&self) -> Vec<Table> {
        tables::<SweepReport<'_>>()
    }
}

pub(crate) struct Sensitive {
    pub(crate) scenario: Arc<Scenario>,
    pub(crate) moved: Moved,
}

impl Finding for Sensitive {
    fn tell(&self, form: Form<'_>) -> io::Result<()> {
        form.of(&self.moved.report(self.scenario.model()))
    }

    fn tables(&self) -> Vec<Table> {
        tables::<SensitivityReport<'_>>()
    }
}

pub(crate) struct Traced {
    pub(crate) scenario: Arc<Scenario>,
    pub(crate) told: Told,
}

impl Finding for Traced {
    fn tell(&self, form: Form<'_>) -> io::Result<()> {
        form.of(&TraceReport::new(self.scenario.model(), &self.told.trace, self.told.chosen.clone()))
    }

    fn tables(&self) -> Vec<Table> {
        tables::<TraceReport<'_>>()
    }
}

pub(crate) struct Analysed {
    pub(crate) found: PowerFound,
    pub(crate) asked: Power,
    /// Whether the indices were asked for by name, and then are shown in tables too.
    pub(crate) named: bool,
}

impl Finding for Analysed {
    fn tell(&self, form: Form<'_>) -> io::Result<()> {
        let listed = self.asked.coalitions.map(|most| usize::try_from(most).unwrap_or(usize::MAX));
        let all = View { measures: self.asked.measures.clone(), top: None, coalitions: listed };
        let view = match form {
            Form::Text(..) if self.named => View { top: Some(TOP), ..all },
            Form::Text(..) => {
                let united = !self.asked.unions.is_empty();
                View { measures: measures_of(if united { &UNITED } else { &FAMILIAR }), top: Some(TOP), ..all }
            }
            _ => all,
        };
        form.of(&self.found.report(view))
    }

    fn tables(&self) -> Vec<Table> {
        tables::<PowerReport<'_>>()
    }
}

pub(crate) struct Scored {
    pub(crate) cases: Vec<Case>,
    pub(crate) verification: Verification,
    pub(crate) size: (u64, u64),
}

impl Finding for Scored {
    fn tell(&self, form: Form<'_>) -> io::Result<()> {
        form.of(&BacktestReport::new(&self.cases, &self.verification, self.size.0, self.size.1))
    }

    fn tables(&self) -> Vec<Table> {
        tables::<BacktestReport<'_>>()
    }
}

pub(crate) struct Assumed(pub(crate) Arc<Scenario>);

impl Finding for Assumed {
    fn tell(&self, form: Form<'_>) -> io::Result<()> {
        form.of(&assumptions(&self.0))
    }

    fn tables(&self) -> Vec<Table> {
        tables::<AssumptionsReport>()
    }
}
