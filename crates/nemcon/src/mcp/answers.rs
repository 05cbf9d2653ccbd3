//! What is answered: the questions of the command, with its digits.

use nemcon::model::Date;
use nemcon::montecarlo::{PairedTally, Tally};
use nemcon::power::{PowerError, measures_of};
use nemcon::questions::{self, FAMILIAR, Loaded, Refusal, Ruled, TOP, UNITED, check_dates, judged, plan_of, plans_of};
use nemcon::report::schema::{CompareDocument, DiagnosticsDocument, Document, PowerDocument, RunDocument};
use nemcon::report::{CompareReport, Order, Report, RunReport, Style, Variant, View};
use nemcon::scenario::{load, load_over};
use nemcon::shipped;

use super::asked::{Check, Compare, Power, Run, Shipped};
use super::desk::{OpenDesk, words};
use super::tools::{Answer, Question};

/// So many what-ifs are compared at a time.
const WHAT_IFS: usize = 32;

impl Question for Shipped {
    const NAME: &'static str = "shipped";

    fn answer(self, _: &OpenDesk<'_>) -> Result<Answer, String> {
        let all = shipped::Shipped::all();
        let text = match self.name {
            None => all.into_iter().map(|(name, _)| name + "\n").collect(),
            Some(name) => {
                let found = all.into_iter().find(|(known, _)| *known == name);
                found.ok_or_else(|| format!("there is no shipped file {name:?}: without a name, all are listed"))?.1.to_owned()
            }
        };
        Ok(Answer { text, document: None })
    }
}

impl Question for Check {
    const NAME: &'static str = "check";

    fn answered() -> Option<String> {
        Some(DiagnosticsDocument::schema_text())
    }

    fn answer(self, desk: &OpenDesk<'_>) -> Result<Answer, String> {
        let (files, path) = self.file.open(desk.folder())?;
        let found = Loaded::read(&files, &path, None).map_err(Refusal::from).and_then(|loaded| Ok((loaded.summary()?, loaded)));
        let text = found.map_or_else(words, |(summary, loaded)| noted(format!("ok: {summary}"), loaded.notices()));
        let mut document = DiagnosticsDocument::default();
        document.files.push(questions::checked(&files, &path));
        Ok(Answer::new(text, &document))
    }
}

impl Question for Run {
    const NAME: &'static str = "run";

    fn answered() -> Option<String> {
        Some(RunDocument::schema_text())
    }

    fn answer(self, desk: &OpenDesk<'_>) -> Result<Answer, String> {
        let (files, path) = self.scenario.open(desk.folder())?;
        let scenario = load(&files, &path).map_err(|faults| words(faults.into()))?;
        let by = self.by.iter().map(|text| day(text)).collect::<Result<Vec<_>, _>>()?;
        check_dates(scenario.model(), &by, "the scenario").map_err(words)?;
        let (runs, seed) = (desk.runs(self.runs, scenario.runs(), 1)?, self.seed.unwrap_or(scenario.seed()));
        let plan = plan_of(&scenario, desk.memory()).map_err(words)?;
        let count = |part| Ok(plan.simulate(seed, part, &|_| ())?);
        let tally = desk.count(runs, count, |sum: &mut Tally, part| sum.merge(part).map_err(|error| error.to_string()))?;
        let estimates = tally.estimates().map_err(|error| error.to_string())?;
        let unsourced = judged(&scenario);
        let mut report = RunReport::new(scenario.model(), &estimates, &unsourced);
        if !by.is_empty() {
            report = report.by(by);
        }
        let mut document = report.document();
        if !self.by_member_and_date {
            (document.blocking, document.pivotal) = Default::default();
        }
        Ok(Answer::new(told(&report, scenario.notices()), &document))
    }
}

impl Question for Compare {
    const NAME: &'static str = "compare";

    fn answered() -> Option<String> {
        Some(CompareDocument::schema_text())
    }

    fn answer(self, desk: &OpenDesk<'_>) -> Result<Answer, String> {
        if !(1..=WHAT_IFS).contains(&self.what_ifs.len()) {
            return Err(format!("there are {} what-ifs: give between 1 and {WHAT_IFS}", self.what_ifs.len()));
        }
        let (mut files, path) = self.scenario.open(desk.folder())?;
        let base = load(&files, &path).map_err(|faults| words(faults.into()))?;
        let mut variants = Vec::new();
        for what_if in self.what_ifs {
            let place = files.insert_beside(&path, what_if.changes);
            let variant = load_over(&files, std::slice::from_ref(&path), &place);
            variants.push((what_if.name, variant.map_err(|faults| words(faults.into()))?));
        }
        let runs = desk.runs(self.runs, base.runs(), 1 + variants.len() as u64)?;
        let seed = self.seed.unwrap_or(base.seed());
        let (plan, plans) = plans_of(&base, variants.iter().map(|(_, variant)| variant), desk.memory()).map_err(words)?;
        let count = |part| Ok(plan.compare(&plans, seed, part, &|_| ())?);
        let tally = desk.count(runs, count, |sum: &mut PairedTally, part| sum.merge(part).map_err(|error| error.to_string()))?;
        let comparison = tally.comparison().map_err(|error| error.to_string())?;
        let named: Vec<Variant<'_>> = variants.iter().map(|(file, variant)| Variant { file, model: variant.model() }).collect();
        let unsourced = judged(&base);
        let report = CompareReport::new(base.model(), &named, &comparison, &unsourced).ordered(Order::Given);
        Ok(Answer::new(told(&report, base.notices()), &report.document()))
    }
}

impl Question for Power {
    const NAME: &'static str = "power";

    fn answered() -> Option<String> {
        Some(PowerDocument::schema_text())
    }

    fn answer(self, desk: &OpenDesk<'_>) -> Result<Answer, String> {
        let (files, path) = self.file.open(desk.folder())?;
        let as_of = self.as_of.as_deref().map(day).transpose()?;
        let loaded = Loaded::read(&files, &path, as_of).map_err(|faults| words(faults.into()))?;
        let notices = loaded.notices().to_vec();
        let ruled = match loaded {
            Loaded::Scenario(_) if as_of.is_some() => return Err("a scenario has a date of its own: leave out as_of".to_owned()),
            Loaded::Scenario(scenario) => Some(Ruled::of(&scenario)),
            Loaded::Body(body) => Ruled::of_body(*body),
            Loaded::Coding(_) => None,
        };
        let ruled = ruled.ok_or("the file has no rule: give it one, such as rule = \"consensus\"")?;
        let united = !self.unions.is_empty();
        let estimate = self.estimate.map(|samples| Ok::<_, String>((desk.runs(Some(samples), samples, 1)?, self.seed.unwrap_or(1))));
        let asked = questions::Power {
            measures: questions::Power::all_measures(united),
            unions: self.unions,
            coalitions: None,
            ternary: false,
            estimate: estimate.transpose()?,
            memory: desk.memory(),
            minutes: desk.minutes(),
        };
        let found = asked.ask(ruled, &|_| ()).map_err(words)?.map_err(|error| match error {
            PowerError::TooLarge { .. } | PowerError::TooLong { .. } => format!("{error}: it can be estimated, see `estimate`"),
            other => other.to_string(),
        })?;
        let familiar = View { measures: measures_of(if united { &UNITED } else { &FAMILIAR }), top: Some(TOP), coalitions: None };
        let all = View { measures: asked.measures, top: None, coalitions: None };
        Ok(Answer::new(told(&found.report(familiar), &notices), &found.report(all).document()))
    }
}

/// A table, and what a reader should know of it.
fn told(report: &impl Report, notices: &[String]) -> String {
    let style = Style { bars: false, color: false, width: 100 };
    let warnings = report.warnings().iter().map(|warning| format!("warning: {warning}"));
    let lines: Vec<String> = std::iter::once(report.table(style, None)).chain(warnings).collect();
    noted(lines.join("\n"), notices)
}

fn noted(text: String, notices: &[String]) -> String {
    let notes = notices.iter().map(|notice| format!("note: {notice}"));
    std::iter::once(text).chain(notes).collect::<Vec<_>>().join("\n")
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("{text:?} is no date: a date is written like 2024-02-22"))
}
