//! The report of a run, on estimates made by hand.

// snapbox writes expected texts with hashes.
#![allow(clippy::needless_raw_string_hashes)]

mod fixture;

use std::time::Duration;

use nemcon_core::Outcome;
use nemcon_montecarlo::{Departure, EventEstimate, Happening};
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
    let table = report.table(Style { bars: true, ..Style::default() }, Some(Duration::from_millis(420)));
    assert_data_eq!(
        table,
        str![[r#"
Director · as of 22 Feb 2024 · to be decided by 20 Mar 2024
consensus of 5 members (6 with FAE)

  outcome                    probability           median date  90% of cases
  Mark Rutte                       71.2%  ██████▍   7 Mar 2024  7 Mar – 20 Mar
  vacant: nobody named here        20.4%  █▉
  extended: stoltenberg             8.4%  ▊         7 Mar 2024  7 Mar – 20 Mar
  Krišjānis Kariņš                 <0.1%  ▏         7 Mar 2024  7 Mar – 20 Mar
  simulation error: at most ±0.2 points (95%). The forecast is no better than
  its assumptions (see `nemcon show`).

  decided by                 13 Mar 2024
  Mark Rutte                       35.6%
  vacant: nobody named here         0.0%
  extended: stoltenberg             4.2%
  Krišjānis Kariņš                 <0.1%
  still open                       60.2%

  if still open after        13 Mar 2024
  Mark Rutte                       59.1%
  vacant: nobody named here        33.9%
  extended: stoltenberg             6.9%
  Krišjānis Kariņš                 <0.1%

                                                         expected by  given all
  reports of counts                                     priors alone    reports
  Mark Rutte: about 3 support (standard deviation 0.5)           1.5        2.0
  Mark Rutte: exactly 1 reserve or oppose                        1.5        1.5

                                 against  last to  in the way
  in the way of Mark Rutte  at the start    agree   if vacant
  BOB                                30%      20%         62%
  CY                                 30%      13%         47%
  ANN                                30%      40%          1%
  DEE                                30%      10%          0%
  EVE                                30%       8%          0%
  FAE                                 0%       7%          0%
  at the start: would be against in a sounding; last to agree: of the cases in
  which it is Mark Rutte, those in which it gave way last; if vacant: of those
  cases, against whoever had most supporters at the end. Several members at
  once, so that a column may add up to more than 100%.

200,000 runs (worth 193,441 of equal weight), seed 2024, 0.4 s

"#]]
    );
}

#[test]
fn colours_change_nothing_but_the_looks() {
    let fixture = Fixture::appointment();
    let report = RunReport::new(&fixture.model, &fixture.estimates, &[]);
    let painted = report.table(Style { bars: true, color: true, ..Style::default() }, None);
    assert!(painted.starts_with("\u{1b}[1mDirector\u{1b}[0m · as of"), "{painted:?}");
    let plain = unpainted(&painted);
    assert_eq!(plain, report.table(Style { bars: true, ..Style::default() }, None));
}

/// The text without its `ESC [ … m` sequences.
fn unpainted(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or(part, |(_, rest)| rest))
}

#[test]
fn no_line_is_wider_than_asked_for() {
    use unicode_width::UnicodeWidthStr;

    let mut fixture = Fixture::appointment();
    fixture.change(|draft| {
        draft.question.post = "Under-Secretary-General ".repeat(9);
        draft.candidates[0].name = "Maximiliana ".repeat(9);
        draft.candidates[1].name = "東京都知事".repeat(9);
        draft.body.members.iter_mut().for_each(|member| member.id = format!("{}-of-the-very-long-identifiers", member.id));
    });
    for (bars, columns) in [(true, 200), (true, 80), (false, 80), (true, 60), (false, 40)] {
        let report = RunReport::new(&fixture.model, &fixture.estimates, &[]);
        let table = report.table(Style { bars, width: columns, ..Style::default() }, Some(Duration::from_hours(1)));
        let widest = table.lines().map(UnicodeWidthStr::width).max();
        assert!(!table.contains('…'), "nothing is cut:\n{table}");
        assert!(widest <= Some(columns), "{widest:?}\n{table}");
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
    assert_data_eq!(table.lines().next().unwrap_or_default(), str!["Director · as of 22 Feb 2024"]);
    assert_data_eq!(table.lines().nth(1).unwrap_or_default(), str!["to be decided by 20 Mar 2024, 10 Apr 2024 at the latest"]);
}

#[test]
fn a_motion_under_a_qualified_majority_speaks_of_pivotal_members() {
    assert_data_eq!(
        table(&Fixture::motion()),
        str![[r#"
the merger · as of 22 Feb 2024 · to be decided by 20 Mar 2024
at least 55% for, of 6 members

  outcome                probability  median date  90% of cases
  adopted                      62.0%   7 Mar 2024  7 Mar – 20 Mar
  rejected: not adopted        38.0%
  simulation error: at most ±0.2 points (95%). The forecast is no better than
  its assumptions (see `nemcon show`).

  decided by             13 Mar 2024
  adopted                      31.0%
  rejected: not adopted         0.0%
  still open                   69.0%

  if still open after    13 Mar 2024
  adopted                      44.9%
  rejected: not adopted        55.1%

                             against  last to   against if        alone
  in the way of merger  at the start    agree  not adopted  prevents it
  ANN                            30%      40%           1%          15%
  BOB                            30%      20%          62%           7%
  CY                             30%      13%          47%           5%
  DEE                            30%      10%           0%           4%
  EVE                            30%       8%           0%           3%
  FAE                            30%       7%           0%           2%
  at the start: would be against in a sounding; last to agree: of the cases in
  which it is adopted, those in which it gave way last; if not adopted: of those
  cases, against it at the end; alone: of all rounds held, those whose sounding
  it could have turned by itself. Several members at once, so that a column may
  add up to more than 100%.

200,000 runs (worth 193,441 of equal weight), seed 2024

"#]]
    );
}

#[test]
fn warnings_say_what_is_wrong_and_how_wrong() {
    let mut fixture = Fixture::appointment();
    let warnings =
        |fixture: &Fixture, unsourced: &[&str]| RunReport::new(&fixture.model, &fixture.estimates, unsourced).warnings().join("\n");
    assert_eq!(warnings(&fixture, &[]), "");
    assert_eq!(warnings(&fixture, &["stance"]), "1 assumption has no source (`nemcon check --assumptions` lists them)");

    fixture.change(|draft| draft.dynamics.half_lives[0] = Some(nemcon_core::Quantity::Fixed(30.0)));
    fixture.estimates.effective_sample_size = 900.0;
    fixture.estimates.outcomes[1].seen = 0;
    assert_data_eq!(
        warnings(&fixture, &["stance", "dynamics"]),
        str![[r#"
the effective sample size is only 900 of 200,000 runs: few runs fit the evidence
never seen: Krišjānis Kariņš; its probability is below 0.34% (rule of three)
2 assumptions have no source (`nemcon check --assumptions` lists them)
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
vacant,2024-03-07,0,
vacant,2024-03-20,0.204,
still open,2024-03-07,0.6020000000000001,
still open,2024-03-20,0,

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
    // None of an event, of who left, or of the range over the inputs: there are no estimates of them. Each date has one more row for what is still open.
    assert_eq!(rows, [4, 5 * 2, pairs * 2, pairs * 2, 3 * 6, pairs * 4, 0, 0, 5, 0]);
}

/// Nothing but their names sets the members of the fixture apart: two of them are never shown without the others.
#[test]
fn members_that_are_alike_stand_together() {
    let fixture = Fixture::motion();
    let rows = |top: usize| {
        let table = RunReport::new(&fixture.model, &fixture.estimates, &[]).top(top).table(Style::default(), None);
        let rows =
            table.lines().skip_while(|line| !line.contains("in the way of")).skip(1).take_while(|line| !line.contains("at the start:"));
        rows.map(|row| row.trim().split("  ").next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(rows(2), ["6 members, all alike: each"]);
    assert_eq!(rows(3), ["ANN", "BOB", "CY", "DEE", "EVE", "FAE"]);
    assert_eq!(rows(usize::MAX), rows(3));
}

/// The event that tells most of the outcomes comes first, with the outcome of which it tells most.
#[test]
fn events_are_ranked_by_what_they_tell() {
    let mut fixture = Fixture::appointment();
    let event = |id: &str, probability: f64, given: [f64; 4], otherwise: [f64; 4]| {
        let event = Happening { id: id.to_owned(), probability, given: Some(given.into()), otherwise: Some(otherwise.into()) };
        EventEstimate { event, outcomes: Vec::new() }
    };
    fixture.estimates.events = vec![
        // √(0.01 · 0.99) · 0.6 = 0.060
        event("rare", 0.01, [0.2, 0.0, 0.4, 0.4], [0.8, 0.0, 0.1, 0.1]),
        // √(0.5 · 0.5) · 0.3 = 0.150
        event("even", 0.5, [0.6, 0.0, 0.1, 0.3], [0.8, 0.0, 0.2, 0.0]),
    ];
    let table = table(&fixture);
    let place = |text: &str| table.find(text).unwrap_or_else(|| panic!("{text} in {table}"));
    assert!(place("  even  ") < place("  rare  "), "{table}");
    assert!(table.contains("30.0% /  0.0%") && table.contains("60.0% / 80.0%"), "{table}");
    let heading = table.lines().find(|line| line.contains("vacant") && line.contains("Mark Rutte")).expect("the outcomes");
    // The likeliest outcome comes first, though events tell less of it.
    assert!(heading.find("Mark Rutte") < heading.find("vacant"), "{table}");
}

/// A candidate that leaves is told with the vacancies that it explains; one that stays is not.
#[test]
fn who_left_the_race_is_said() {
    let mut fixture = Fixture::appointment();
    let at = |kind: Outcome| fixture.estimates.outcomes.iter().position(|of| of.outcome == kind).expect("an outcome of the fixture");
    let vacant = at(Outcome::Vacant);
    let all = fixture.estimates.outcomes[vacant].probability;
    let with = |share: f64| Some((0..4).map(|outcome| if outcome == vacant { share } else { (1.0 - share) / 3.0 }).collect::<Vec<f64>>());
    let happening = |candidate: usize, probability: f64, given, otherwise| {
        let id = fixture.model.candidates()[candidate].id.clone();
        Happening { id, probability, given, otherwise }
    };
    let departures = vec![
        Departure { left: happening(0, 0.0, None, with(all)), declined: 0.0 },
        // It had left in 0.2 · 0.5 · all of the cases that are vacant.
        Departure { left: happening(1, 0.2, with(0.5 * all), with(1.125 * all)), declined: 0.05 },
    ];
    fixture.estimates.departures = departures;
    let table = table(&fixture);
    let told = table.lines().skip_while(|line| !line.contains("left the race")).nth(1).expect("a row");
    let name = &fixture.model.candidates()[1].name;
    let cells: Vec<&str> = told.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
    assert_eq!((cells[0], cells[1], cells[2], *cells.last().expect("a cell")), (name.as_str(), "15.0%", "5.0%", "10.0%"), "{table}");
}
