//! Questions, and what answers them.

use nemcon::questions::Refusal;
use nemcon::scenario;
use serde::Deserialize;

use crate::compare::{Compared, Scenarios, Stretch};
use crate::question::{Asked, Simulated, What};
use crate::spare::Objections;
use crate::{check, power, report};

/// What is asked, as `{ "count": { "files": { "base.toml": "…" }, "base": "base.toml", … } }`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Question {
    /// How some runs of the base end, which is the same whatever it is compared with.
    Ends(Stretch),
    /// What the variants count in the runs of the base whose ends follow.
    Count(Scenarios),
    /// `nemcon compare BASE VARIANTS… --format json`, of the runs of which the counts follow.
    Compare(Compared),
    /// By event that would move who opposes to the end: its effects without that, as a what-if writes them.
    Spare(Objections),
    /// `nemcon report BASE VARIANTS…`: a page of HTML.
    Report(Simulated),
    /// `nemcon check FILE --format json`, which answers whatever is wrong with the file.
    Check(Asked),
    /// `nemcon power FILE --width WIDTH`: a table.
    Power(Asked),
    /// `nemcon schema`.
    Schema(What),
}

/// What is answered; or what is wrong with the question, or with its files.
pub(crate) fn answer(question: &[u8]) -> Result<Vec<u8>, String> {
    let end = question.iter().position(|&byte| byte == b'\n').unwrap_or(question.len());
    let (line, bytes) = (&question[..end], question.get(end + 1..).unwrap_or_default());
    match serde_json::from_slice(line).map_err(|error| error.to_string())? {
        Question::Ends(asked) => asked.ends(),
        Question::Count(asked) => asked.count(bytes),
        Question::Compare(asked) => asked.compare(bytes),
        Question::Spare(asked) => asked.spare(),
        Question::Report(asked) => told(report::answer(&asked)),
        Question::Check(asked) => told(check::answer(&asked)),
        Question::Power(asked) => told(power::answer(&asked)),
        Question::Schema(What::Scenario) => Ok(scenario::scenario_schema().into_bytes()),
        Question::Schema(What::Body) => Ok(scenario::body_schema().into_bytes()),
        Question::Schema(What::Coding) => Ok(scenario::coding_schema().into_bytes()),
    }
}

/// What is wrong is said in words.
fn told(answer: Result<Vec<u8>, Refusal>) -> Result<Vec<u8>, String> {
    answer.map_err(|refusal| refusal.to_string())
}

#[cfg(test)]
pub(crate) mod tests {
    use serde_json::{Value, json};

    /// A small scenario, for the tests of other questions too.
    pub(crate) const BASE: &str = r#"
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

    fn answer(question: &Value) -> Result<String, String> {
        super::answer(question.to_string().as_bytes()).map(|found| String::from_utf8(found).expect("text"))
    }

    fn asked(what: &str, what_if: &str, runs: u64) -> Result<String, String> {
        let files = json!({ "a/base.toml": BASE, "a/what-if.toml": format!("extends = \"base.toml\"\n{what_if}") });
        answer(&json!({ what: { "files": files, "base": "a/base.toml", "variants": ["a/what-if.toml"], "runs": runs, "seed": 1 } }))
    }

    #[test]
    fn a_page_tells_both_and_the_command_that_makes_it() {
        let page = asked("report", "[dynamics]\nreserve = \"1 day\"", 500).expect("a page");
        assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<section id=\"variants\""));
        assert!(page.contains("nemcon report a/base.toml a/what-if.toml --runs 500 --seed 1"));
    }

    #[test]
    fn a_file_is_right_or_its_faults_have_places() {
        let check = |text: &str| {
            let found = answer(&json!({ "check": { "files": { "a.toml": text }, "file": "a.toml" } })).expect("always an answer");
            serde_json::from_str::<Value>(&found).expect("JSON")["files"][0].take()
        };
        assert_eq!(check(BASE)["summary"], "2 members, 1 candidate, 8 rounds");
        let wrong = check(&BASE.replace("14 days", "14 dais"));
        let fault = &wrong["diagnostics"][0];
        assert_eq!((&fault["kind"], &fault["line"], &fault["column"]), (&"wrong-type".into(), &27.into(), &19.into()), "{wrong}");
        let (start, end) = (fault["start"].as_u64().expect("a place"), fault["end"].as_u64().expect("a place"));
        assert_eq!(end - start, "\"14 dais\"".len() as u64);
    }

    #[test]
    fn a_rule_is_told_by_itself() {
        let table = answer(&json!({ "power": { "files": { "a.toml": BASE }, "file": "a.toml", "width": 60 } })).expect("a table");
        assert!(table.contains("Shapley") && table.lines().all(|line| line.chars().count() <= 60), "{table}");
    }

    #[test]
    fn files_are_described() {
        for (what, title) in [("scenario", "nemcon scenario"), ("body", "nemcon body"), ("coding", "nemcon coding table")] {
            let schema = answer(&json!({ "schema": what })).expect("a schema");
            assert_eq!(serde_json::from_str::<Value>(&schema).expect("JSON")["title"], title);
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (answer, told) in [
            (asked("report", "[dynamics]\nreserve = \"soon\"", 1_000), "a/what-if.toml:3"),
            (asked("report", "extend = \"x.toml\"", 1_000), "no key `extend`"),
            (asked("report", "", 1 << 41), "a number of runs lies between"),
            (asked("guess", "", 1), "unknown variant `guess`"),
            (answer(&json!({ "report": {} })), "missing field"),
            (answer(&json!({ "power": { "files": {}, "file": "no.toml" } })), "no.toml"),
        ] {
            let reason = answer.expect_err("it is wrong");
            assert!(reason.contains(told), "{reason}");
        }
    }
}
