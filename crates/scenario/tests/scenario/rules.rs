//! Rules, in every form of the format.

use nemcon_core::{Bound, Comparison, NamedRule, Parts, Ratio, RuleForm, Scope};

use crate::support::panel_with_rule;

/// The rule in the words of the model.
fn words(rule: &str) -> String {
    let scenario = panel_with_rule(rule).scenario("panel.toml");
    scenario.model().question().rule.describe(scenario.model().body())
}

#[test]
fn every_form_means_what_it_says() {
    for (rule, expected) in [
        ("\"consensus\"", "consensus"),
        ("\"unanimity\"", "unanimity"),
        ("{ consensus_minus = 1 }", "consensus minus 1"),
        ("{ veto = [\"seniors\"] }", "no objection by seniors"),
        ("{ veto = [\"NOR\", \"SOU\"] }", "no objection by NOR, SOU"),
        ("{ veto = \"*\" }", "consensus"),
        ("{ at_least = 2 }", "at least 2 for"),
        ("{ at_least = 2.0 }", "at least 2 for"),
        ("{ at_least = \"2/3\", of = \"cast\" }", "at least 2/3 of votes cast for"),
        ("{ more_than = \"50%\", weight = \"shares\" }", "more than 50% for by shares"),
        ("{ at_least = 45.5, weight = \"shares\" }", "at least 45.5 for by shares"),
        ("{ at_least = 45.25, weight = \"shares\" }", "at least 45.25 for by shares"),
        ("{ at_most = 1, ballots = [\"against\", \"abstain\"] }", "at most 1 against or abstain"),
        ("{ fewer_than = \"1/3\", ballots = [\"against\"], of = \"cast\" }", "fewer than 1/3 of votes cast against"),
        ("{ at_least = \"55%\", members = [\"*\", \"!NOR\"] }", "at least 55% for among *, !NOR"),
        ("{ all = [{ at_least = 2 }, { veto = [\"coast\"] }] }", "at least 2 for and no objection by coast"),
        ("{ any = [{ all = [\"unanimity\", { at_least = 1 }] }, \"consensus\"] }", "(unanimity and at least 1 for) or consensus"),
        (
            "{ at_least = 2, rules = [\"consensus\", { at_least = 1 }, { at_least = 3 }] }",
            "at least 2 of (consensus; at least 1 for; at least 3 for)",
        ),
    ] {
        assert_eq!(words(rule), expected, "{rule}");
    }
}

#[test]
fn bounds_are_exact() {
    let scenario = panel_with_rule("{ more_than = \"0.1\" }").scenario("panel.toml");
    let Parts::Tally(tally) = scenario.model().question().rule.parts() else { panic!("a tally") };
    assert_eq!((tally.comparison(), tally.bound()), (Comparison::MoreThan, Bound::Fraction(Ratio::new(1, 10))));
    // Shares have one decimal: bounds are in tenths.
    let scenario = panel_with_rule("{ at_least = 45.25, weight = \"shares\" }").scenario("panel.toml");
    let Parts::Tally(tally) = scenario.model().question().rule.parts() else { panic!("a tally") };
    assert_eq!(tally.bound(), Bound::Absolute(Ratio::new(4525, 10)));
}

#[test]
fn a_question_without_a_rule_has_that_of_its_body() {
    let text = crate::support::PANEL.replace("rule     = \"consensus\"", "").replace("[body]", "[body]\nrule = { consensus_minus = 2 }");
    let scenario = crate::support::Memory::default().with("panel.toml", text).scenario("panel.toml");
    assert_eq!(scenario.model().question().rule, nemcon_core::consensus_minus(2));
}

/// Every rule that has a name and something given with it can be written so.
#[test]
fn named_rules_can_be_written() {
    let body = |scenario: &nemcon_scenario::Scenario| scenario.model().body().clone();
    for rule in NamedRule::ALL {
        let (written, built) = match rule.form {
            RuleForm::Plain(build) => (format!("{:?}", rule.key), build()),
            RuleForm::Number(build) => (format!("{{ {} = 1 }}", rule.key), build(1)),
            RuleForm::Members(build) => (format!("{{ {} = \"*\" }}", rule.key), build(Scope::Everybody)),
            _ => continue,
        };
        let scenario = panel_with_rule(&written).scenario("panel.toml");
        assert_eq!(scenario.model().question().rule.describe(&body(&scenario)), built.describe(&body(&scenario)), "{written}");
    }
}
