//! How much memory the command takes, and says that it would take.

use crate::support::{nemcon, stdout};

/// A motion before many members, every day for more than five years.
fn large() -> String {
    motion(1000, "")
}

/// The same before so many members, with something more.
fn motion(members: usize, more: &str) -> String {
    let members = (0..members).map(|at| format!("[[member]]\nid = \"m{at}\"")).collect::<Vec<_>>().join("\n");
    format!(
        r#"schema = 1
title  = "Large"
[question]
kind     = "motion"
as_of    = 2031-01-06
deadline = 2036-06-28
cadence  = "1 day"
rule     = "consensus"
[[candidate]]
id = "it"
[[stance]]
candidate = "*"
members   = "*"
prior     = {{ support = 0.2, accept = 0.3, reserve = 0.5 }}
{more}
{members}"#
    )
}

#[test]
fn what_does_not_fit_is_refused_with_the_size_that_does() {
    let assert = nemcon("run - --runs 64 --memory 60MB").stdin(large()).assert().code(2).stdout_eq("");
    let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    let refused = "error: this takes SIZE of memory, and 60 MB is allowed: allow more with `--memory SIZE`, or let it have fewer rounds \
                   (a rarer cadence, an earlier deadline), members or candidates\n";
    let size = stderr.split('`').nth(1).and_then(|flag| flag.strip_prefix("--memory ")).expect("the size that does");
    let without_spaces = |text: &str| text.replace(' ', "");
    assert_eq!(without_spaces(&stderr), without_spaces(&refused.replace("SIZE", size)));
    let run = |flags: &str| stdout(nemcon(&format!("run - --runs 64 --format csv {flags}")).stdin(large()));
    // However many threads there are, and whatever there is room for: the digits are the same.
    assert_eq!(run(&format!("--memory {size} --threads 8")), run("--memory 4GB --threads 2"));
}

/// The tables of evidence are foreseen before they are made.
#[test]
fn evidence_that_does_not_fit_is_refused() {
    let reports = ["support", "accept", "reserve"].map(|stance| format!(r#"{{ stances = ["{stance}"], about = 20, sd = 4 }}"#));
    let scenario = motion(80, &format!("[[evidence]]\ncandidate = \"it\"\nreports = [{}]", reports.join(", ")));
    let assert = nemcon("run - --runs 64 --memory 100MB").stdin(scenario).assert().code(2).stdout_eq("");
    let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    // 81 counts of each of three reports, before and after each of 80 members, at 20 bytes.
    assert!(stderr.contains("error: this takes 861 MB of memory, and 100 MB is allowed"), "{stderr}");
}

#[test]
fn a_size_is_a_number_with_a_unit() {
    for (size, reason) in [
        ("1024", "an amount of memory is a number and a unit, such as 500MB, 2GB or 1.5GiB"),
        ("lots", "an amount of memory is a number and a unit, such as 500MB, 2GB or 1.5GiB"),
        ("10MB", "nothing fits into less than 50 MB"),
    ] {
        for command in ["run", "merge", "persuade", "sensitivity", "trace", "report", "plot", "power", "backtest", "calibrate"] {
            let assert = nemcon(&format!("{command} x.toml --memory {size}")).assert().code(2).stdout_eq("");
            let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
            assert!(stderr.contains(&format!("invalid value '{size}' for '--memory <SIZE>': {reason}")), "{command}: {stderr}");
        }
    }
}

/// What is kept of each run is bounded too.
#[test]
fn so_many_runs_that_they_do_not_fit_are_refused() {
    let assert = nemcon("trace - --runs 1_000_000_000").stdin(crate::support::PARTNERS).assert().code(2).stdout_eq("");
    let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(stderr.starts_with("error: what is kept of 1000000000 runs takes ") && stderr.contains("or ask for "), "{stderr}");
}
