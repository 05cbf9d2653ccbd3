//! The conventions of the command: streams, exit codes, flags.

use snapbox::str;

use crate::support::{NATO, PARTNERS, nemcon, root, stdout, unheard};

#[test]
fn the_version_is_that_of_the_package() {
    nemcon("--version").assert().success().stdout_eq(concat!("nemcon ", env!("CARGO_PKG_VERSION"), "\n"));
}

/// A folder with a few of the historical cases in it, and what they name.
fn few_cases() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = |from: &str, names: &dyn Fn(&str) -> bool| {
        std::fs::create_dir_all(folder.path().join(from)).expect("a folder in it");
        for entry in std::fs::read_dir(root().join(from)).expect("a shipped folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_str().expect("plain letters");
            if names(name) {
                std::fs::copy(&path, folder.path().join(from).join(name)).expect("a copy");
            }
        }
    };
    copy("scenarios/bodies", &|_| true);
    copy("scenarios/history", &|name| {
        ["coding.toml", "prior.toml"].contains(&name) || ["nato-2014", "nato-2024", "wto-2013"].iter().any(|race| name.starts_with(race))
    });
    folder
}

#[test]
fn help_has_examples_that_work() {
    let few_cases = few_cases();
    for (command, least) in [
        ("", 3),
        ("run", 3),
        ("compare", 1),
        ("merge", 1),
        ("persuade", 2),
        ("sweep", 3),
        ("sensitivity", 1),
        ("trace", 3),
        ("power", 4),
        ("backtest", 1),
        ("calibrate", 1),
        ("check", 2),
        ("show", 1),
        ("members", 3),
    ] {
        let help = stdout(nemcon(&format!("{command} --help")));
        let examples = help.split("Examples:").nth(1).expect("help has examples");
        // Examples with pipes and patterns need a shell.
        let plain = |line: &&str| line.trim().starts_with("nemcon ") && !line.contains(['|', '*']) && !line.contains(" -o ");
        let examples: Vec<&str> = examples.lines().filter(plain).collect();
        assert!(examples.len() + 1 >= least, "{help}");
        for example in examples {
            let mut words: Vec<&str> = example.split_whitespace().skip(1).collect();
            // As they are written, but of fewer runs.
            for (flag, little) in [("--runs", "100"), ("--precision", "0.05")] {
                if let Some(at) = words.iter().position(|word| *word == flag) {
                    words[at + 1] = little;
                }
            }
            let simulates = matches!(words[0], "run" | "compare" | "persuade" | "trace" | "backtest");
            if words[0] == "calibrate" {
                words.extend(["--runs", "10"]);
            } else if simulates && !words.contains(&"--runs") && !words.contains(&"--precision") {
                words.extend(["--runs", "100"]);
            }
            let mut example = nemcon(&words.join(" "));
            // To fit all cases takes minutes.
            example = if command == "calibrate" { example.current_dir(few_cases.path()) } else { example };
            example.assert().success();
        }
    }
}

#[test]
fn wrong_flags_name_the_flag_and_what_is_allowed() {
    for (flags, expected) in [
        (
            "--runs 0",
            "error: invalid value '0' for '--runs <N>': a number of runs lies between 1 and 1_000_000_000_000 (10^12), written as 20000 or 20_000",
        ),
        ("--runs 1_000_000_000_001", "error: invalid value '1_000_000_000_001' for '--runs <N>': a number of runs lies between 1 and"),
        ("--runs many", "error: invalid value 'many' for '--runs <N>': a number of runs lies between 1 and"),
        ("--runs -1", "error: invalid value '-1' for '--runs <N>': a number of runs lies between 1 and"),
        ("--threads -1", "error: invalid value '-1' for '--threads <T>': -1 is not in 1..=1024"),
        ("--seed -1", "error: invalid value '-1' for '--seed <S>': a seed lies between 0 and 18446744073709551615"),
        ("--threads 0", "error: invalid value '0' for '--threads <T>': 0 is not in 1..=1024"),
        ("--threads 1025", "error: invalid value '1025' for '--threads <T>': 1025 is not in 1..=1024"),
        ("--format yaml", "error: invalid value 'yaml' for '--format <FORMAT>'\n  [possible values: table, json, csv]"),
        ("--format csv --table all", "error: invalid value 'all' for '--table <TABLE>'\n  [possible values: outcomes, incidence,"),
        ("--table start", "error: --table chooses among CSV tables: add --format csv, or leave it out"),
        ("--top 0", "error: invalid value '0' for '--top <N|all>': it is a number, 1 at least, or `all`"),
        ("--by soon", "error: invalid value 'soon' for '--by <DATE>': a date is written like 2024-02-22"),
        (
            "--by 2031-01-05",
            "error: nothing is known by 2031-01-05: - is as of 2031-01-06: name a day from then on (it is to be decided by 2031-03-03)",
        ),
        ("--width 20", "error: invalid value '20' for '--width <COLUMNS>': 20 is not in 40..=1000"),
        ("--color sometimes", "error: invalid value 'sometimes' for '--color <WHEN>'"),
    ] {
        let assert = nemcon(&format!("run - {flags}")).stdin(PARTNERS).assert().code(2).stdout_eq("");
        let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(stderr.starts_with(expected), "{flags}: {stderr}");
    }
}

#[test]
fn a_wrong_file_is_exit_code_2() {
    for command in ["run -", "check -", "show -"] {
        let assert = nemcon(command).stdin(PARTNERS.replace("2031-03-03", "2030-03-03")).assert().code(2).stdout_eq("");
        let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(stderr.contains("deadline") && stderr.contains("2030-03-03"), "{stderr}");
    }
    nemcon("run no-such-file.toml").assert().code(2).stdout_eq("");
}

#[test]
fn what_cannot_be_written_is_exit_code_2() {
    let assert = nemcon("run - -o no/such/folder/out.json").stdin(PARTNERS).assert().code(2).stdout_eq("");
    let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert_eq!(stderr, "error: cannot write no/such/folder/out.json: there is no folder no/such/folder\n");
    let assert = nemcon("run - -o tests").stdin(PARTNERS).assert().code(2).stdout_eq("");
    assert.stderr_eq("error: cannot write tests: it is a folder\n");
}

#[test]
fn check_says_what_is_right_and_what_is_wrong() {
    nemcon("check -").stdin(PARTNERS).assert().success().stderr_eq("").stdout_eq("ok: -: 3 members, 1 candidate, 8 rounds\n");
    let body = "schema = 1\nname = \"Panel\"\n[[member]]\nid = \"ann\"\n";
    nemcon("check -").stdin(body).assert().success().stderr_eq("").stdout_eq("ok: -: a body of 1 member\n");
    let assert = nemcon(&format!("check {NATO} no-such-file.toml")).assert().code(2).stdout_eq(str![[r"
ok: scenarios/nato-2024/base.toml: 31 members, [..] candidates, 32 rounds

"]]);
    let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(stderr.contains("no-such-file.toml") && stderr.ends_with("error: 1 of 2 files are wrong\n"), "{stderr}");
}

/// Forty members are all for it with probability 10^−360: seen only when a simulation is planned.
#[test]
fn impossible_evidence_has_a_place() {
    let member = |member: usize| format!("[[member]]\nid = \"m{member}\"\n");
    let members: String = (0..40).map(member).collect();
    let scenario = "schema = 1\ntitle = \"Who chairs?\"\n[question]\nkind = \"appointment\"\nas_of = 2031-01-06\ndeadline = 2031-03-03\n\
        cadence = \"1 week\"\nrule = \"consensus\"\n[[candidate]]\nid = \"ann\"\n[[stance]]\ncandidate = \"ann\"\nmembers = \"*\"\n\
        prior = { support = 1e-9, oppose = 0.999999999 }\n[[evidence]]\ncandidate = \"ann\"\nexactly = 40\n";
    for command in ["run - --runs 10", "check -", "trace -", "sensitivity -"] {
        let assert = nemcon(command).stdin(format!("{scenario}{members}")).assert().code(2).stdout_eq("");
        let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        let expected =
            "this evidence is all but impossible under the priors: its probability is below 1e-290\n  --> standard input:17:11\n";
        assert!(stderr.contains(expected), "{command}: {stderr}");
    }
}

#[test]
fn what_show_prints_loads_again() {
    let shown = stdout(nemcon(&format!("show {NATO}")));
    let run = |file: &str, stdin: &str| stdout(nemcon(&format!("run {file} --runs 2000 --format json")).stdin(stdin));
    assert!(run("-", &shown) == run(NATO, ""), "the shown scenario is another one");
    assert!(stdout(nemcon("show -").stdin(&shown)) == shown, "it is not shown as it was");
}

#[test]
fn results_and_warnings_go_their_ways() {
    let assert = nemcon("run -").stdin(PARTNERS).assert().success();
    let output = assert.get_output();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(out.starts_with("the merger · as of 6 Jan 2031 · to be decided by 3 Mar 2031\nconsensus of 3 members\n"), "{out}");
    assert!(out.ends_with("\n2,000 runs, seed 7\n"), "{out}");
    assert!(err.lines().all(|line| line.starts_with("warning: ")) && err.contains("no source"), "{err}");
    nemcon("run - --quiet").stdin(PARTNERS).assert().success().stderr_eq("").stdout_eq(out.into_owned());
}

#[test]
fn colour_is_for_terminals_unless_asked_for() {
    let run = |flags: &str| nemcon(&format!("run - {flags}")).stdin(PARTNERS);
    let has_escapes = |text: &str| text.contains('\u{1b}');
    let plain = stdout(run(""));
    assert!(!has_escapes(&plain) && !plain.contains('█'));
    assert_eq!(stdout(run("--color never").env("CLICOLOR_FORCE", "1")), plain);
    assert_eq!(stdout(run("").env("NO_COLOR", "1")), plain);
    let painted = run("--color always").env("NO_COLOR", "1").assert().success();
    let (out, err) = (&painted.get_output().stdout, &painted.get_output().stderr);
    assert!(has_escapes(&String::from_utf8_lossy(out)) && has_escapes(&String::from_utf8_lossy(err)));
}

#[test]
fn an_output_file_appears_whole_and_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("out.csv");
    std::fs::write(&file, "old").expect("the folder takes a file");
    nemcon("run - --format csv -o").arg(&file).stdin(PARTNERS).assert().success().stdout_eq("");
    assert_eq!(std::fs::read_to_string(&file).expect("the file is there"), stdout(nemcon("run - --format csv").stdin(PARTNERS)));
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder is there").count(), 1);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    unheard(&["run", "-", "--quiet"], PARTNERS.as_bytes());
}

#[test]
fn assumptions_are_listed_with_where_they_are_from() {
    let list = stdout(nemcon("check --assumptions scenarios/history/ecb-1998.toml"));
    assert!(list.lines().next().is_some_and(|line| line.contains(" assumptions · ") && line.contains(" of them judgement")), "{list}");
    assert!(list.lines().all(|line| line.chars().count() <= 80), "{list}");
    for part in [
        "\nstance\n",
        "\n  stance 1: * on trichet\n",
        "row silent-other, scenarios/history/coding.toml:",
        "scenarios/history/ecb-1998.toml:",
    ] {
        assert!(list.contains(part), "{part}\n{list}");
    }
    // As many as `run` warns of.
    let warned = nemcon("run scenarios/history/ecb-1998.toml --runs 10").assert().success().get_output().stderr.clone();
    let warned = String::from_utf8(warned).expect("it is text");
    let csv = stdout(nemcon("check --assumptions scenarios/history/ecb-1998.toml --format csv"));
    let judgement = csv.matches(",true,").count();
    let expected = format!("warning: {judgement} assumptions have no source (`nemcon check --assumptions` lists them)");
    assert!(warned.lines().any(|line| line == expected), "{expected}\n{warned}");

    for (flags, message) in [
        ("--format csv scenarios/bodies/nato.toml", "add --assumptions or --format json, or leave them out"),
        ("--coding scenarios/history/coding.toml --format json scenarios/bodies/nato.toml", "--coding is for a list: add --assumptions"),
        ("--assumptions scenarios/templates/jury.toml scenarios/bodies/nato.toml", "one scenario, not of 2 files"),
        ("--assumptions scenarios/bodies/nato.toml", "is a body, not a scenario"),
    ] {
        nemcon(&format!("check {flags}")).assert().code(2).stdout_eq("").stderr_eq(format!("[..]{message}[..]\n...\n"));
    }
}

#[test]
fn members_are_listed_with_dates_groups_and_weights() {
    let union = stdout(nemcon("members scenarios/bodies/eu-council.toml --as-of 2019-07-01"));
    assert!(union.lines().next().is_some_and(|line| line.contains("as of 2019-07-01") && line.contains("28 members")), "{union}");
    assert!(union.lines().all(|line| line.chars().count() <= 80), "{union}");
    let rows = stdout(nemcon("members scenarios/bodies/eu-council.toml --format csv"));
    let kingdom = rows.lines().find(|row| row.starts_with("GBR,")).expect("it was a member");
    assert!(kingdom.ends_with(",2020-02-01,left out"), "{kingdom}");
    let weights = stdout(nemcon("members scenarios/bodies/eu-council.toml --format csv --table weights"));
    assert!(weights.lines().count() > 27, "{weights}");
    let nato = stdout(nemcon(&format!("members {NATO} --format csv")));
    assert!(nato.contains("SWE,Sweden,") && nato.lines().any(|row| row.starts_with("SWE,") && row.ends_with(",joining")), "{nato}");
    nemcon(&format!("members {NATO} --as-of 2020-01-01")).assert().code(2).stdout_eq("");
    nemcon("members scenarios/history/coding.toml").assert().code(2).stdout_eq("");
}
