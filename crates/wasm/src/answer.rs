//! What variants change.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use nemcon_montecarlo::Plan;
use nemcon_report::{CompareReport, Report, Variant};
use nemcon_scenario::{Scenario, load};
use serde::Deserialize;

/// What is asked: `nemcon compare BASE VARIANTS… --runs RUNS --seed SEED`, of files that are given with it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    /// The texts of the files, by path.
    files: BTreeMap<PathBuf, String>,
    base: PathBuf,
    variants: Vec<String>,
    runs: u64,
    seed: u64,
}

/// The document of the comparison; or what is wrong with the question, or with its files.
pub(crate) fn answer(question: &str) -> Result<Vec<u8>, String> {
    let Question { files, base, variants: names, runs, seed } = serde_json::from_str(question).map_err(|error| error.to_string())?;
    let scenario = |path: &Path| load(&files, path).map_err(|diagnostics| diagnostics.render(false));
    let plan = |scenario: &Scenario| Plan::new(scenario.model()).map_err(|error| error.to_string());
    let base = scenario(&base)?;
    let variants = names.iter().map(|name| scenario(Path::new(name))).collect::<Result<Vec<_>, _>>()?;
    let plans = variants.iter().map(plan).collect::<Result<Vec<_>, _>>()?;
    let tally = plan(&base)?.compare(&plans, seed, 0..runs, &|_| ()).map_err(|error| error.to_string())?;
    let comparison = tally.comparison().map_err(|error| error.to_string())?;
    let named: Vec<Variant> = names.iter().zip(&variants).map(|(file, scenario)| Variant { file, model: scenario.model() }).collect();
    let mut json = Vec::new();
    CompareReport::new(base.model(), &named, &comparison, &[]).write_json(&mut json).map_err(|error| error.to_string())?;
    Ok(json)
}

#[cfg(test)]
mod tests {
    use super::answer;

    const BASE: &str = r#"
        schema = 1
        title  = "Will the partners agree?"

        [question]
        kind     = "motion"
        as_of    = 2031-01-06
        deadline = 2031-03-03
        cadence  = "1 week"
        rule     = "consensus"

        [[member]]
        id = "ann"

        [[member]]
        id = "bob"

        [[candidate]]
        id = "merger"

        [[stance]]
        candidate = "*"
        members   = "*"
        prior     = { support = 0.5, reserve = 0.5 }

        [dynamics]
        reserve = "14 days"
    "#;

    fn ask(what_if: &str, runs: u64) -> Result<String, String> {
        let what_if = format!("extends = \"base.toml\"\n{what_if}");
        let files = serde_json::json!({ "a/base.toml": BASE, "a/what-if.toml": what_if });
        let question =
            serde_json::json!({ "files": files, "base": "a/base.toml", "variants": ["a/what-if.toml"], "runs": runs, "seed": 1 });
        answer(&question.to_string()).map(|json| String::from_utf8(json).expect("text"))
    }

    #[test]
    fn a_change_is_compared_with_the_base() {
        let answer = ask("[dynamics]\nreserve = \"1 day\"", 1_000).expect("an answer");
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
        assert_eq!((&answer["runs"], &answer["variants"][0]["file"]), (&1_000.into(), &"a/what-if.toml".into()));
        assert!(answer["variants"][0]["outcomes"][0]["difference"].as_f64().is_some_and(|difference| difference > 0.0), "{answer}");
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (answer, told) in [
            (ask("[dynamics]\nreserve = \"soon\"", 1_000), "a/what-if.toml:3"),
            (ask("extend = \"x.toml\"", 1_000), "no key `extend`"),
            (ask("", 1 << 41), "numbered below"),
            (super::answer("{}").map(|_| String::new()), "missing field"),
        ] {
            let reason = answer.expect_err("it is wrong");
            assert!(reason.contains(told), "{reason}");
        }
    }
}
