//! A comparison in parts, which workers of a page count side by side.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use nemcon_core::limits::RUNS;
use nemcon_montecarlo::{Counts, PairedTally, Plan, RunEnds};
use nemcon_report::{CompareReport, Report, Variant};
use nemcon_scenario::{Scenario, load};
use serde::Deserialize;

/// A base and its variants.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenarios {
    /// The texts of all files, by path.
    files: BTreeMap<PathBuf, String>,
    base: PathBuf,
    variants: Vec<String>,
}

/// Some runs of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stretch {
    of: Scenarios,
    runs: Range<u64>,
    seed: u64,
}

/// What parts have counted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Compared {
    of: Scenarios,
    /// How many bytes each part has.
    parts: Vec<usize>,
}

impl Stretch {
    /// How these runs of the base end.
    pub(crate) fn ends(&self) -> Result<Vec<u8>, String> {
        let base = self.of.base()?;
        let ends = plan(&base)?.run_ends(self.seed, self.runs.clone(), &|_| ()).map_err(|error| error.to_string())?;
        Ok(ends.to_bytes(base.to_toml()))
    }
}

impl Scenarios {
    /// What is counted beside runs of the base that end so.
    pub(crate) fn count(&self, ends: &[u8]) -> Result<Vec<u8>, String> {
        let (base, variants) = (self.base()?, self.variants()?);
        let (of_base, of_variants) = (plan(&base)?, plans(&variants)?);
        let ends = RunEnds::from_bytes(ends, &base.to_toml(), &of_base).map_err(|error| error.to_string())?;
        let tally = of_base.compare_with(&ends, &of_variants, &|_| ()).map_err(|error| error.to_string())?;
        // More may follow.
        Ok(Counts::new(merged(&base, &variants), tally, ends.runs(), RUNS).to_bytes())
    }

    fn base(&self) -> Result<Scenario, String> {
        self.load(&self.base)
    }

    fn variants(&self) -> Result<Vec<Scenario>, String> {
        self.variants.iter().map(|name| self.load(Path::new(name))).collect()
    }

    fn load(&self, path: &Path) -> Result<Scenario, String> {
        load(&self.files, path).map_err(|diagnostics| diagnostics.render(false))
    }
}

impl Compared {
    /// The document of the comparison.
    pub(crate) fn compare(&self, mut bytes: &[u8]) -> Result<Vec<u8>, String> {
        let (base, variants) = (self.of.base()?, self.of.variants()?);
        let (of_base, of_variants) = (plan(&base)?, plans(&variants)?);
        let text = merged(&base, &variants);
        let mut whole: Option<Counts<PairedTally>> = None;
        for &length in &self.parts {
            let (part, rest) = bytes.split_at_checked(length).ok_or("a part is missing")?;
            bytes = rest;
            let part = Counts::from_bytes(part, (&of_base, &of_variants[..])).map_err(|error| error.to_string())?;
            match &mut whole {
                Some(whole) => whole.merge(&part).map_err(|error| error.to_string())?,
                None => whole = Some(part),
            }
        }
        let whole = whole.ok_or("nothing is counted")?;
        let (header, counted) = (whole.header(), whole.tally());
        if header.scenario != text || !matches!(&header.runs[..], [runs] if runs.start == 0) {
            return Err("these are not the first runs of these files".to_owned());
        }
        let comparison = counted.comparison().map_err(|error| error.to_string())?;
        let named = self.of.variants.iter().zip(&variants);
        let named: Vec<Variant> = named.map(|(file, scenario)| Variant { file, model: scenario.model() }).collect();
        let mut json = Vec::new();
        CompareReport::new(base.model(), &named, &comparison, &[]).write_json(&mut json).map_err(|error| error.to_string())?;
        Ok(json)
    }
}

fn plan(scenario: &Scenario) -> Result<Plan, String> {
    Plan::new(scenario.model()).map_err(|error| error.to_string())
}

fn plans(scenarios: &[Scenario]) -> Result<Vec<Plan>, String> {
    scenarios.iter().map(plan).collect()
}

/// The scenarios, each merged, one behind the other.
fn merged(base: &Scenario, variants: &[Scenario]) -> String {
    std::iter::once(base).chain(variants).map(Scenario::to_toml).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::answer::{answer, tests::BASE};

    fn ask(question: &Value, bytes: &[u8]) -> Result<Vec<u8>, String> {
        answer(&[question.to_string().as_bytes(), b"\n", bytes].concat())
    }

    fn files(what_if: &str) -> Value {
        let what_if = format!("extends = \"base.toml\"\n{what_if}");
        json!({ "files": { "a/base.toml": BASE, "a/what-if.toml": what_if }, "base": "a/base.toml", "variants": ["a/what-if.toml"] })
    }

    fn count(what_if: &str, start: u64, end: u64) -> Result<Vec<u8>, String> {
        let runs = json!({ "ends": { "of": files(what_if), "runs": { "start": start, "end": end }, "seed": 1 } });
        ask(&json!({ "count": files(what_if) }), &ask(&runs, b"")?)
    }

    fn compare(what_if: &str, parts: &[Vec<u8>]) -> Result<Value, String> {
        let lengths: Vec<usize> = parts.iter().map(Vec::len).collect();
        let json = ask(&json!({ "compare": { "of": files(what_if), "parts": lengths } }), &parts.concat())?;
        Ok(serde_json::from_slice(&json).expect("JSON"))
    }

    const FASTER: &str = "[dynamics]\nreserve = \"1 day\"";

    #[test]
    fn parts_of_a_change_are_compared_with_the_base() {
        let part = |start, end| count(FASTER, start, end).expect("counts");
        let whole = compare(FASTER, &[part(0, 1_000)]).expect("an answer");
        assert_eq!((&whole["runs"], &whole["variants"][0]["file"]), (&1_000.into(), &"a/what-if.toml".into()));
        assert!(whole["variants"][0]["outcomes"][0]["difference"].as_f64().is_some_and(|difference| difference > 0.0), "{whole}");
        assert_eq!(compare(FASTER, &[part(300, 1_000), part(0, 17), part(17, 300)]), Ok(whole));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let part = |what_if, start, end| count(what_if, start, end).expect("counts");
        for (answer, told) in [
            (count("[dynamics]\nreserve = \"soon\"", 0, 1_000), "a/what-if.toml:3"),
            (count("extend = \"x.toml\"", 0, 1_000), "no key `extend`"),
            (count("", 0, 1 << 41), "numbered below"),
            (ask(&json!({ "ends": {} }), b""), "missing field"),
            (ask(&json!({ "guess": {} }), b""), "unknown variant"),
            (compare("", &[]).map(|_| Vec::new()), "nothing is counted"),
            (compare("", &[part("", 5, 10)]).map(|_| Vec::new()), "not the first runs"),
            (compare("", &[part("", 0, 10), part("", 20, 30)]).map(|_| Vec::new()), "not the first runs"),
            (compare("", &[part(FASTER, 0, 10)]).map(|_| Vec::new()), "not the first runs of these files"),
            (compare("", &[part("", 0, 10), part("", 9, 30)]).map(|_| Vec::new()), "are in both"),
        ] {
            let reason = answer.expect_err("it is wrong");
            assert!(reason.contains(told), "{reason}");
        }
    }
}
