//! Runs in parts: shards, their sum, and checkpoints.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use nemcon::montecarlo::{Counts, CountsHeader, Philox, Plan, Tally};
use nemcon::scenario::{self, FileSystem};

use crate::golden::{files, is_scenario};
use crate::support::{BY_HAND, PARTNERS, nemcon, root, stdout};

/// Seven parts of every shipped scenario, through their files and in an order of chance, are the whole.
#[test]
fn seven_parts_in_any_order_are_the_whole() {
    let folder = root().join("scenarios");
    let mut scenarios = 0;
    for file in files(&folder, "toml").into_iter().filter(|file| is_scenario(&folder.join(file))) {
        let Ok(scenario) = scenario::load(&FileSystem, &folder.join(&file)) else { continue };
        let plan = Plan::new(scenario.model()).expect("it compiles");
        let of = |runs: std::ops::Range<u64>| {
            Counts::new(scenario.to_toml(), plan.simulate(9, runs.clone(), &|_| ()).expect("there are so many"), runs, 700)
        };
        let whole = of(0..700);
        let mut order = [0, 1, 2, 3, 4, 5, 6];
        order.sort_by_key(|&part| Philox::new(part).block([scenarios, 0, 0, 0]));
        let parts = order.map(|part: u64| of(100 * part..100 * part + 100).to_bytes());
        let read = |bytes: &[u8]| Counts::<Tally>::from_bytes(bytes, &plan).expect("they have been written");
        let mut sum = read(&parts[0]);
        parts[1..].iter().for_each(|part| sum.merge(&read(part)).expect("they belong together"));
        assert!(sum == whole && sum.to_bytes() == whole.to_bytes(), "{}", file.display());
        scenarios += 1;
    }
    assert!(scenarios > 40, "{scenarios} scenarios");
}

#[test]
fn what_is_merged_prints_what_one_run_prints() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let part = |shard: &str| {
        let file = folder.path().join(format!("{}.counts", shard.replace('/', "-")));
        nemcon(&format!("run {BY_HAND} --runs 5001 --shard {shard} --counts")).arg(&file).assert().success().stdout_eq("");
        file
    };
    let parts = ["3/3", "1/3", "2/3"].map(part);
    let merge = |flags: &str| nemcon(&format!("merge {flags}")).current_dir(root()).args(&parts);
    for flags in ["--format json", "--format csv", ""] {
        let whole = nemcon(&format!("run {BY_HAND} --runs 5001 {flags}")).assert().success().get_output().clone();
        let sum = merge(flags).assert().success().get_output().clone();
        assert!((sum.stdout, sum.stderr) == (whole.stdout, whole.stderr), "{flags}");
    }
    // A part alone has a gap, and a part twice an overlap.
    let refused = |files: &[&Path]| {
        let assert = nemcon("merge").args(files).assert().code(2).stdout_eq("");
        String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
    };
    assert!(refused(&[&parts[1]]).contains("of 5001 runs these are missing: 1667 to 5000"), "{}", refused(&[&parts[1]]));
    assert!(refused(&[&parts[1], &parts[1]]).contains("the runs 0 to 1666 are in both"));
    let other = folder.path().join("other.counts");
    nemcon("run - --shard 1/3 --counts").arg(&other).stdin(PARTNERS).assert().success();
    assert!(refused(&[&parts[1], &other]).contains("they are of different scenarios"));
    fs::write(&other, "runs").expect("the folder takes a file");
    assert!(refused(&[&parts[1], &other]).contains("it is no file of counts"));
    // What has a gap can be kept, and added to.
    let sum = folder.path().join("sum.counts");
    nemcon("merge --quiet --counts").arg(&sum).args(&parts[..2]).assert().success().stdout_eq("");
    let whole = nemcon("merge --format json").arg(&sum).arg(&parts[2]).assert().success().get_output().stdout.clone();
    assert!(whole == stdout(nemcon(&format!("run {BY_HAND} --runs 5001 --format json"))).into_bytes());
}

#[test]
fn shards_are_written_as_they_are_meant() {
    let refused = |flags: &str| {
        let assert = nemcon(&format!("run - {flags}")).stdin(PARTNERS).assert().code(2).stdout_eq("");
        String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
    };
    assert!(refused("--shard 3/2 --counts x").contains("a shard is written like 2/7"));
    assert!(refused("--shard 1/2").contains("--counts <FILE>"));
    assert!(refused("--shard 1/2 --counts x --checkpoint y").contains("cannot be used with"));
    assert!(refused("--checkpoint /nowhere/at/all.counts").contains("cannot write /nowhere/at/all.counts: there is no folder"));
}

#[test]
fn a_checkpoint_is_gone_on_from() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("partners.counts");
    let run = |runs: u64, more: &str| nemcon(&format!("run - --runs {runs} --format json {more} --checkpoint")).arg(&file).stdin(PARTNERS);
    let plain = |runs: u64| stdout(nemcon(&format!("run - --runs {runs} --format json")).stdin(PARTNERS));
    assert_eq!(stdout(run(3000, "")), plain(3000));
    assert_eq!(stdout(run(3000, "")), plain(3000), "there is nothing left to do");
    assert_eq!(stdout(run(200_000, "")), plain(200_000), "there is more to do");
    for (assert, reason) in [
        (run(1000, ""), "it has counted 200000 runs already, and 1000 are asked for"),
        (run(300_000, "--seed 8"), "it is of the seed 7, and 8 is asked for"),
        (run(300_000, "").stdin(PARTNERS.replace("14 days", "15 days")), "it is of another scenario (digest "),
    ] {
        let stderr = String::from_utf8_lossy(&assert.assert().code(2).stdout_eq("").get_output().stderr).into_owned();
        assert!(stderr.contains(reason), "{stderr}");
    }
}

/// Killed fifty times, at moments drawn from a seed, and gone on with, it prints what it would have.
#[test]
fn a_killed_simulation_is_gone_on_with() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let [scenario, file] = ["partners.toml", "partners.counts"].map(|name| folder.path().join(name));
    fs::write(&scenario, PARTNERS).expect("the folder takes a file");
    let run = |runs: u64| {
        let mut run = Command::new(snapbox::cmd::cargo_bin!("nemcon"));
        run.arg("run").arg(&scenario).args(["--quiet", "--format", "csv", "--runs", &runs.to_string()]).stdout(Stdio::null());
        run
    };
    let kept = || {
        let header = fs::read(&file).map(|bytes| CountsHeader::of(&bytes).expect("what is kept is whole"));
        header.map_or(0, |header| header.runs.last().map_or(0, |last| last.end))
    };
    for attempt in 0..50 {
        let before = kept();
        let mut child = run(1_000_000_000_000).arg("--checkpoint").arg(&file).spawn().expect("the command starts");
        // Every second one has kept something first.
        while attempt % 2 == 0 && kept() == before && child.try_wait().expect("it can be asked").is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        let moment = Philox::new(13).block([attempt, 0, 0, 0])[0] % 40_000;
        std::thread::sleep(Duration::from_micros(moment.into()));
        child.kill().expect("it can be killed");
        assert!(!child.wait().expect("it ends").success(), "it has not come to its end");
        assert!(kept() >= before, "nothing is lost that was kept");
    }
    let runs = kept() + 1000;
    let printed = |run: &mut Command| run.stdout(Stdio::piped()).output().expect("it ends").stdout;
    assert!(printed(run(runs).arg("--checkpoint").arg(&file)) == printed(&mut run(runs)), "{runs} runs");
    assert_eq!(fs::read_dir(folder.path()).expect("the folder is there").count(), 2, "nothing else is left");
}
