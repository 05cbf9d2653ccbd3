//! The report of a comparison, on differences made by hand.

// snapbox writes expected texts with hashes.
#![allow(clippy::needless_raw_string_hashes)]

mod fixture;

use nemcon_core::{Date, Interval, Model};
use nemcon_montecarlo::{Comparison, Difference, MedianDifference, OutcomeEstimate, VariantEstimates};
use nemcon_report::{CompareReport, Report, Style, Variant};
use snapbox::{assert_data_eq, str};
use unicode_width::UnicodeWidthStr;

use fixture::Fixture;

/// Two variants of the fixture's question, in which every outcome gains as many points.
fn comparison(fixture: &Fixture, points: [f64; 2]) -> Comparison {
    let difference = |outcome: &OutcomeEstimate, points: f64| Difference {
        id: outcome.id.clone(),
        kind: outcome.kind(),
        base: outcome.probability,
        probability: outcome.probability + points / 100.0,
        difference: points / 100.0,
        interval: Interval::around(points / 100.0, 0.0004),
        variance_ratio: Some(3.0 + points.abs()),
        median: outcome.date.filter(|_| points > 0.0).map(|date| MedianDifference {
            base: date.median,
            variant: Date::constant(2024, 3, 20),
            days: 9.26,
            interval: Interval::new(8.2, 10.32),
            interpolated: true,
        }),
    };
    let variant = |points: f64| VariantEstimates {
        estimates: fixture.estimates.clone(),
        differences: fixture.estimates.outcomes.iter().map(|outcome| difference(outcome, points)).collect(),
    };
    Comparison { base: fixture.estimates.clone(), variants: points.map(variant).into() }
}

fn titled(model: &Model, title: &str) -> Model {
    let mut draft = model.clone().into_draft();
    title.clone_into(&mut draft.title);
    Model::new(draft).expect("a title changes nothing else")
}

fn table(fixture: &Fixture, titles: [&str; 2]) -> String {
    let models = titles.map(|title| titled(&fixture.model, title));
    let variants = [0, 1].map(|at| Variant { file: ["a.toml", "b.toml"][at], model: &models[at] });
    CompareReport::new(&fixture.model, &variants, &comparison(fixture, [12.5, -0.26]), &[]).table(Style::default(), None)
}

/// A what-if without a title has that of its base.
#[test]
fn variants_of_one_title_are_told_apart_by_their_files() {
    let fixture = Fixture::appointment();
    let rows = |titles| {
        let table = table(&fixture, titles);
        table.lines().skip(2).take(2).map(|row| row.trim_start().split("  ").next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(rows([fixture.model.title(), "… Fay joins"]), ["a.toml", "… Fay joins"]);
    assert_eq!(rows(["… Fay joins", "… Fay joins"]), ["a.toml", "b.toml"]);
}

#[test]
fn a_table_says_what_if_and_what_then() {
    assert_data_eq!(
        table(&Fixture::appointment(), ["… Fay joins", "… nobody knows"]),
        str![[r#"
  what if                  Mark Rutte  vacant      extended    Krišjānis Kariņš
  base: as of 22 Feb 2024   71.2%       20.4%        8.4%       <0.1%
  … Fay joins              +12.5 ±0.1  +12.5 ±0.1  +12.5 ±0.1  +12.5 ±0.1
  … nobody knows            −0.3 ±0.1   −0.3 ±0.1   −0.3 ±0.1   −0.3 ±0.1
  Differences in points on paired runs, ± 95% simulation error; independent runs
  would need 3.3 to 16 times as many.
  First those that change most: half the sum of all differences (see --sort).

  median date              Mark Rutte  extended    Krišjānis Kariņš
  base: as of 22 Feb 2024  7 Mar 2024  7 Mar 2024  7 Mar 2024
  … Fay joins              +9.3 ±1.1   +9.3 ±1.1   +9.3 ±1.1
  … nobody knows              –           –           –
  Differences in days, given the outcome, ± 95% simulation error; interpolated
  between rounds.

200,000 runs, seed 2024

"#]]
    );
}

#[test]
fn a_motion_is_adopted_or_rejected() {
    let table = table(&Fixture::motion(), ["… one", "… two"]);
    assert_data_eq!(table.lines().next().unwrap_or_default(), str!["  what if                  adopted     not adopted"]);
}

#[test]
fn no_line_is_wider_than_80_columns() {
    let mut fixture = Fixture::appointment();
    fixture.change(|draft| {
        draft.candidates[0].name = "Maximiliana ".repeat(9);
        draft.candidates[1].name = "東京都知事".repeat(9);
    });
    let table = table(&fixture, [&"… and so on ".repeat(12), "…"]);
    let widest = table.lines().map(UnicodeWidthStr::width).max();
    assert!(widest <= Some(80), "{widest:?}\n{table}");
    assert_eq!(table.matches("what if").count(), 2, "the columns stand in two blocks:\n{table}");
}
