//! The report of a run, on estimates made by hand.

// snapbox writes expected texts with hashes.
#![allow(clippy::needless_raw_string_hashes)]

mod fixture;

use std::time::Duration;

use nemcon_report::{Report, RunReport, Style};
use snapbox::{assert_data_eq, file, str};

use fixture::Fixture;

fn table(fixture: &Fixture) -> String {
    RunReport::new(&fixture.model, &fixture.estimates, &[]).table(Style::default(), None)
}

#[test]
fn a_table_reads_top_down() {
    let fixture = Fixture::appointment();
    let report = RunReport::new(&fixture.model, &fixture.estimates, &[]);
    let table = report.table(Style { bars: true, color: false }, Some(Duration::from_millis(420)));
    assert_data_eq!(
        table,
        str![[r#"
Director · as of 22 Feb 2024 · decided by 20 Mar 2024 · consensus of 5 (6 with FAE)

  outcome              probability                            when (median, 90% of cases)
  Mark Rutte           71.2%  █████████████████████▍           7 Mar 2024   7 Mar – 20 Mar
  vacant               20.4%  ██████▏
  extended              8.4%  ██▌                              7 Mar 2024   7 Mar – 20 Mar
  Krišjānis Kariņš     <0.1%  ▏                                7 Mar 2024   7 Mar – 20 Mar
  simulation error: at most ±0.2 points.
  The forecast is no better than its assumptions (see `nemcon show`).

  report on Mark Rutte   about 3 support (±0.5): priors alone expect 1.5, with the report 2.0
  report on Mark Rutte   exactly 1 reserve/oppose: priors alone expect 1.5, with the report 1.5

  last to agree on Mark Rutte        ANN 40%   BOB 20%   CY 13%   DEE 10%   2 others 15% in all
  in the way when nobody is found    BOB 62%   CY 47%   ANN 1%
  now blocking Mark Rutte            ANN 30%   BOB 30%   CY 30%   DEE 30%   EVE 30%

200,000 runs (effective 193,441), seed 2024, 0.4 s

"#]]
    );
}

#[test]
fn without_bars_the_columns_stay() {
    let fixture = Fixture::appointment();
    let report = RunReport::new(&fixture.model, &fixture.estimates, &[]);
    let with = report.table(Style { bars: true, color: false }, None);
    let without = report.table(Style::default(), None);
    assert_eq!(
        with.replace(|character| ('█'..='▏').contains(&character), " ").lines().map(str::trim_end).collect::<Vec<_>>(),
        without.lines().collect::<Vec<_>>()
    );
}

#[test]
fn colours_change_nothing_but_the_looks() {
    let fixture = Fixture::appointment();
    let report = RunReport::new(&fixture.model, &fixture.estimates, &[]);
    let painted = report.table(Style { bars: true, color: true }, None);
    assert!(painted.starts_with("\u{1b}[1mDirector\u{1b}[0m · as of"), "{painted:?}");
    let plain = unpainted(&painted);
    assert_eq!(plain, report.table(Style { bars: true, color: false }, None));
}

/// The text without its `ESC [ … m` sequences.
fn unpainted(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or(part, |(_, rest)| rest))
}

#[test]
fn no_line_is_wider_than_100_columns() {
    use unicode_width::UnicodeWidthStr;

    let mut fixture = Fixture::appointment();
    fixture.change(|draft| {
        draft.question.post = "Under-Secretary-General ".repeat(9);
        draft.candidates[0].name = "Maximiliana ".repeat(9);
        draft.candidates[1].name = "東京都知事".repeat(9);
        draft.body.members.iter_mut().for_each(|member| member.id = format!("{}-of-the-very-long-identifiers", member.id));
    });
    for bars in [true, false] {
        let report = RunReport::new(&fixture.model, &fixture.estimates, &[]);
        let table = report.table(Style { bars, color: false }, Some(Duration::from_hours(1)));
        let widest = table.lines().map(UnicodeWidthStr::width).max();
        assert!(widest <= Some(100), "{widest:?}\n{table}");
    }
}

#[test]
fn the_first_line_says_what_may_change() {
    let mut fixture = Fixture::appointment();
    fixture.change(|draft| {
        let april = nemcon_core::Effect::Deadline(nemcon_core::Date::constant(2024, 4, 10));
        draft.events[0].outcomes[0].effects.push(april);
        draft.question.rule = nemcon_core::consensus_minus(1);
    });
    let table = table(&fixture);
    assert_data_eq!(
        table.lines().next().unwrap_or_default(),
        str!["Director · as of 22 Feb 2024 · decided by 20 Mar 2024 (10 Apr 2024 at the latest)"]
    );
    assert_data_eq!(table.lines().nth(1).unwrap_or_default(), str!["consensus minus 1, members: 5 (6 with FAE)"]);
}

#[test]
fn a_motion_under_a_qualified_majority_speaks_of_pivotal_members() {
    assert_data_eq!(
        table(&Fixture::motion()),
        str![[r#"
the merger · as of 22 Feb 2024 · decided by 20 Mar 2024 · at least 55% for, members: 6

  outcome      probability                            when (median, 90% of cases)
  adopted      62.0%                                   7 Mar 2024   7 Mar – 20 Mar
  rejected     38.0%
  simulation error: at most ±0.2 points.
  The forecast is no better than its assumptions (see `nemcon show`).

  last to agree on merger    ANN 40%   BOB 20%   CY 13%   DEE 10%   2 others 15% in all
  pivotal against merger     ANN 25%   BOB 12%   CY 8%   DEE 6%   …
  now blocking merger        ANN 30%   BOB 30%   CY 30%   DEE 30%   …

200,000 runs (effective 193,441), seed 2024

"#]]
    );
}

#[test]
fn warnings_say_what_is_wrong_and_how_wrong() {
    let mut fixture = Fixture::appointment();
    let warnings =
        |fixture: &Fixture, unsourced: &[&str]| RunReport::new(&fixture.model, &fixture.estimates, unsourced).warnings().join("\n");
    assert_eq!(warnings(&fixture, &[]), "");
    assert_eq!(warnings(&fixture, &["stance"]), "1 assumption has no source");

    fixture.change(|draft| draft.dynamics.half_lives[0] = Some(nemcon_core::Quantity::Fixed(30.0)));
    fixture.estimates.effective_sample_size = 900.0;
    fixture.estimates.outcomes[1].seen = 0;
    assert_data_eq!(
        warnings(&fixture, &["stance", "dynamics"]),
        str![[r#"
the effective sample size is only 900 of 200,000 runs: the evidence is unlikely under the priors
never seen: Krišjānis Kariņš; its probability is below 0.34% (rule of three)
2 assumptions have no source
the dynamics are judgement: not calibrated to past cases
"#]]
    );

    fixture.estimates.runs = 900;
    fixture.change(|draft| draft.candidates[1].accepts = 0.0.into());
    // Dynamics that bear a source are not called judgement.
    assert_data_eq!(
        warnings(&fixture, &[]),
        str![[r#"
only 900 runs: take more
"#]]
    );
}

#[test]
fn json_keeps_its_form() {
    let fixture = Fixture::appointment();
    let mut json = Vec::new();
    RunReport::new(&fixture.model, &fixture.estimates, &["stance"]).write_json(&mut json).expect("a vector takes everything");
    assert_data_eq!(String::from_utf8(json).expect("JSON is UTF-8"), file!["golden/appointment.json"].raw());
}

#[test]
fn csv_has_one_row_an_observation() {
    let fixture = Fixture::appointment();
    let report = RunReport::new(&fixture.model, &fixture.estimates, &[]);
    let csv = |table| {
        let mut csv = Vec::new();
        report.write_csv(Some(table), &mut csv).expect("a vector takes everything");
        String::from_utf8(csv).expect("CSV is UTF-8")
    };
    assert_data_eq!(
        csv("outcomes"),
        str![[r#"
outcome,kind,candidate,probability,low,high,q05,q25,median,q75,q95,name
rutte,appointed,rutte,0.712,0.7105,0.7136,2024-03-07,2024-03-07,2024-03-07,2024-03-20,2024-03-20,Mark Rutte
karins,appointed,karins,0.0004,0,0.002,2024-03-07,2024-03-07,2024-03-07,2024-03-20,2024-03-20,Krišjānis Kariņš
extended,extended,stoltenberg,0.0836,0.08209999999999999,0.0852,2024-03-07,2024-03-07,2024-03-07,2024-03-20,2024-03-20,stoltenberg
vacant,vacant,,0.204,0.20249999999999999,0.20559999999999998,,,,,,

"#]]
    );
    assert_data_eq!(
        csv("incidence"),
        str![[r#"
outcome,date,probability,name
rutte,2024-03-07,0.356,Mark Rutte
rutte,2024-03-20,0.712,Mark Rutte
karins,2024-03-07,0.0002,Krišjānis Kariņš
karins,2024-03-20,0.0004,Krišjānis Kariņš
extended,2024-03-07,0.0418,stoltenberg
extended,2024-03-20,0.0836,stoltenberg

"#]]
    );
    assert_data_eq!(
        csv("holdouts"),
        str![[r#"
outcome,member,probability,name,member_name
rutte,ANN,0.4,Mark Rutte,ANN
rutte,BOB,0.2,Mark Rutte,BOB
rutte,CY,0.13333333333333333,Mark Rutte,CY
rutte,DEE,0.1,Mark Rutte,DEE
rutte,EVE,0.08,Mark Rutte,EVE
rutte,FAE,0.06666666666666667,Mark Rutte,FAE
extended,ANN,0.4,stoltenberg,ANN
extended,BOB,0.2,stoltenberg,BOB
extended,CY,0.13333333333333333,stoltenberg,CY
extended,DEE,0.1,stoltenberg,DEE
extended,EVE,0.08,stoltenberg,EVE
extended,FAE,0.06666666666666667,stoltenberg,FAE
vacant,ANN,0.01,,ANN
vacant,BOB,0.62,,BOB
vacant,CY,0.47,,CY
vacant,DEE,0,,DEE
vacant,EVE,0.001,,EVE
vacant,FAE,0,,FAE

"#]]
    );
    let first = |table, rows| csv(table).lines().take(rows).collect::<Vec<_>>().join("\n");
    assert_data_eq!(
        first("blocking", 4),
        str![[r#"
candidate,member,date,probability,candidate_name,member_name
rutte,ANN,2024-03-07,0.5,Mark Rutte,ANN
rutte,ANN,2024-03-20,,Mark Rutte,ANN
rutte,BOB,2024-03-07,0.25,Mark Rutte,BOB
"#]]
    );
    assert_data_eq!(
        first("pivotal", 4),
        str![[r#"
candidate,member,date,probability,candidate_name,member_name
rutte,ANN,2024-03-07,0.25,Mark Rutte,ANN
rutte,ANN,2024-03-20,,Mark Rutte,ANN
rutte,BOB,2024-03-07,0.125,Mark Rutte,BOB
"#]]
    );
    assert_data_eq!(
        first("start", 5),
        str![[r#"
candidate,member,stance,probability,candidate_name,member_name
rutte,ANN,support,0.4,Mark Rutte,ANN
rutte,ANN,accept,0.3,Mark Rutte,ANN
rutte,ANN,reserve,0.2,Mark Rutte,ANN
rutte,ANN,oppose,0.1,Mark Rutte,ANN
"#]]
    );
    let pairs = fixture.model.body().len() * fixture.model.candidates().len();
    let rows = RunReport::csv_tables().iter().map(|table| csv(table.name).lines().count() - 1).collect::<Vec<_>>();
    // None of an event: the model has none.
    assert_eq!(rows, [4, 3 * 2, pairs * 2, pairs * 2, 3 * 6, pairs * 4, 0]);
}
