//! What is done to files, and what files can do: outputs harm nothing but themselves, and no name or
//! content steers the terminal, hangs the command or shows what is none of its business.
#![cfg(unix)]

use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Stdio;

use snapbox::cmd::cargo_bin;

use crate::backtest::{case, folder};
use crate::support::{PARTNERS, nemcon, root, stdout, unheard};

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("the file is there")
}

/// What `run` prints of the partners as CSV.
fn csv() -> String {
    stdout(nemcon("run - --format csv --quiet").stdin(PARTNERS))
}

/// Standard error of a command that refuses its input.
fn refused(command: snapbox::cmd::Command) -> String {
    let assert = command.assert().code(2).stdout_eq("");
    String::from_utf8(assert.get_output().stderr.clone()).expect("messages are UTF-8")
}

#[test]
fn an_output_goes_where_its_name_leads() {
    let place = tempfile::tempdir().expect("a folder");
    let of = |name: &str| place.path().join(name);
    let run = |name: &str| nemcon("run - --format csv --quiet -o").arg(of(name)).stdin(PARTNERS).assert().success().stdout_eq("");
    // A link stays one, and what it leads to is written, whether it is there already or not.
    fs::write(of("target"), "old").expect("a file");
    symlink("target", of("link")).expect("a link");
    symlink("link", of("second")).expect("a link");
    symlink("absent", of("dangling")).expect("a link");
    for (link, target) in [("link", "target"), ("second", "target"), ("dangling", "absent")] {
        run(link);
        assert!(of(link).is_symlink(), "{link} is a link no longer");
        assert_eq!(read(&of(target)), csv());
    }
    // Every name of a file has the results.
    fs::hard_link(of("target"), of("other")).expect("a second name");
    fs::write(of("other"), "old").expect("a file");
    run("target");
    assert_eq!(read(&of("other")), csv());
    // Modes are kept.
    fs::write(of("private"), "old").expect("a file");
    fs::set_permissions(of("private"), fs::Permissions::from_mode(0o600)).expect("a mode");
    run("private");
    assert_eq!((fs::metadata(of("private")).expect("a file").mode() & 0o777, read(&of("private"))), (0o600, csv()));
    run("new");
    assert!(fs::metadata(of("new")).expect("a file").mode() & 0o111 == 0);
    let mut names: Vec<_> = fs::read_dir(place.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort();
    assert_eq!(names, ["absent", "dangling", "link", "new", "other", "private", "second", "target"]);
}

/// `/dev/stdout` is what standard output is, and keeps what is there already.
#[test]
fn a_name_of_standard_output_is_standard_output() {
    let place = tempfile::tempdir().expect("a folder");
    let link = place.path().join("link");
    symlink("/proc/self/fd/1", &link).expect("a link");
    for name in [Path::new("/dev/stdout"), Path::new("/proc/self/fd/1"), Path::new("/dev/fd/1"), &link] {
        let printed = place.path().join("printed");
        fs::write(&printed, "before\n").expect("a file");
        let out = File::options().append(true).open(&printed).expect("the file opens");
        let mut child = std::process::Command::new(cargo_bin!("nemcon"))
            .args(["run", "-", "--format", "csv", "--quiet", "-o"])
            .arg(name)
            .stdin(Stdio::piped())
            .stdout(out)
            .spawn()
            .expect("it starts");
        std::io::Write::write_all(&mut child.stdin.take().expect("a standard input"), PARTNERS.as_bytes()).expect("it reads");
        assert!(child.wait().expect("it ends").success());
        assert_eq!(read(&printed), format!("before\n{}", csv()), "{}", name.display());
        assert!(link.is_symlink());
    }
    nemcon("run - --quiet -o /dev/null").stdin(PARTNERS).assert().success().stdout_eq("");
    assert!(!fs::metadata("/dev/null").expect("a device").is_file());
}

#[test]
fn an_output_that_harms_is_refused() {
    let place = folder(&[("base.toml", PARTNERS), ("what-if.toml", "extends = \"base.toml\"\n"), ("out.csv", "old")]);
    let of = |name: &str| place.path().join(name);
    symlink("base.toml", of("link.csv")).expect("a link");
    let out = |command: &str, input: &str, out: &str| refused(nemcon(command).arg(of(input)).arg("-o").arg(of(out)));
    for (command, input, output) in [
        ("run", "base.toml", "base.toml"),
        ("run", "base.toml", "link.csv"),
        ("run", "what-if.toml", "base.toml"),
        ("power", "what-if.toml", "base.toml"),
        ("run --runs 10", "what-if.toml", "what-if.toml"),
    ] {
        let said = out(command, input, output);
        assert!(said.contains("cannot write ") && said.contains("the results are made from "), "{said}");
        assert_eq!(read(&of("base.toml")), PARTNERS);
    }
    fs::set_permissions(of("out.csv"), fs::Permissions::from_mode(0o444)).expect("a mode");
    assert!(out("run", "base.toml", "out.csv").ends_with("out.csv: it is read-only\n"));
    assert_eq!(read(&of("out.csv")), "old");
}

#[test]
fn the_name_of_the_output_tells_its_form() {
    let place = tempfile::tempdir().expect("a folder");
    let written = |name: &str, flags: &str| {
        let path = place.path().join(name);
        nemcon(&format!("run - --quiet {flags} -o")).arg(&path).stdin(PARTNERS).assert().success();
        read(&path)
    };
    assert_eq!(written("out.csv", ""), csv());
    assert!(written("out.JSON", "").starts_with("{\n"));
    assert_eq!(written("out.csv", "--table holdouts"), stdout(nemcon("run - -q -f csv --table holdouts").stdin(PARTNERS)));
    assert_eq!(written("out.data", "--format csv"), csv());
    assert_eq!(written("out.txt", ""), written("out", ""));
    let said = refused(nemcon("run - --format csv -o x.json").stdin(PARTNERS));
    assert_eq!(said, "error: x.json is a name for JSON, and --format asks for CSV: leave out --format, or name another file\n");
    let said = refused(nemcon("run - -o page.html").stdin(PARTNERS));
    assert!(said.starts_with("error: page.html is no name for results, which are a table (.txt), JSON (.json) or CSV (.csv)"), "{said}");
    assert_eq!(written("out.md", "--format table"), written("out.txt", ""));
}

/// A file appears whole or not at all, also where it cannot be written to its end.
#[cfg(target_os = "linux")]
#[test]
fn nothing_is_left_of_what_cannot_be_written() {
    let place = tempfile::tempdir().expect("a folder");
    for command in ["new x.toml", "run - --runs 100 -o x.json"] {
        let limited = format!("ulimit -f 1; exec {} {command}", cargo_bin!("nemcon").display());
        let mut child = std::process::Command::new("sh")
            .args(["-c", &limited])
            .current_dir(place.path())
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let _ = std::io::Write::write_all(&mut child.stdin.take().expect("a standard input"), PARTNERS.as_bytes());
        assert!(!child.wait().expect("it ends").success(), "{command}");
        assert_eq!(fs::read_dir(place.path()).expect("a folder").count(), 0, "{command}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error_for_any_command() {
    let (base, cases) = (folder(&[("b.toml", PARTNERS)]), folder(&[("a.toml", &case("a", "result = \"adopted\"\n"))]));
    let (base, cases) = (base.path().join("b.toml"), cases.path().display().to_string());
    let base = base.display().to_string();
    let council = root().join("scenarios/bodies/un-security-council.toml").display().to_string();
    let commands: [&[&str]; 9] = [
        &["run", "--runs", "100", &base],
        &["compare", "-", &base, "--runs", "100"],
        &["power", &council],
        &["backtest", "--runs", "100", &cases],
        &["check", "-"],
        &["show", "-"],
        &["schema"],
        &["new"],
        &["man"],
    ];
    for command in commands {
        let formats: &[&str] =
            if matches!(command[0], "run" | "compare" | "power" | "backtest") { &["table", "json", "csv"] } else { &[""] };
        for format in formats {
            let all: Vec<&str> =
                command.iter().copied().chain(["-q"]).chain((!format.is_empty()).then_some(["-f", format]).into_iter().flatten()).collect();
            let title = PARTNERS.replace("the partners agree", "they");
            unheard(&all, if command.contains(&"-") { title.as_bytes() } else { b"" });
        }
    }
}

#[test]
fn no_name_and_no_text_steers_the_terminal() {
    let name = "a\u{1b}]0;x\u{7}\nok: b\u{202e}\u{9b}.toml";
    let place = folder(&[(name, PARTNERS), ("wrong.toml", &format!("# \u{9b}31m\n{PARTNERS}oops = 1 # \u{9b}31m \u{202e}\n"))]);
    let hostile = |text: &[u8]| {
        let text = String::from_utf8(text.to_vec()).expect("UTF-8");
        assert!(!text.contains(|letter| nemcon::model::is_unseen(letter) && letter != '\n'), "{text:?}");
        text
    };
    let checked = nemcon("check").arg(place.path().join(name)).arg(place.path().join("wrong.toml")).assert().code(2);
    let (out, err) = (hostile(&checked.get_output().stdout), hostile(&checked.get_output().stderr));
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.contains(r"a\u{1b}]0;x\u{7}\u{a}ok: b\u{202e}\u{9b}.toml: 3 members"), "{out}");
    assert!(err.contains(r"oops = 1 # \u{9b}31m \u{202e}"), "{err}");
    let absent = nemcon("run").arg(place.path().join("b\u{1b}[2J")).assert().code(2);
    assert!(hostile(&absent.get_output().stderr).contains(r"b\u{1b}[2J"));
    let unknown = nemcon("run x.toml").arg("b\u{9b}2J\nok: c").assert().code(2);
    assert!(!hostile(&unknown.get_output().stderr).contains("\nok: c"));
    // What a table prints is refused where it is read.
    for text in [r"\u202e", r"\u2028", r"\u0085", r"\u2066", r"\u001b"] {
        let said = refused(nemcon("run -").stdin(PARTNERS.replace("Partners", &format!("Part{text}ners"))));
        assert!(said.contains("with a character that cannot be seen"), "{said}");
    }
    // Across all of a comparison, the names of files too.
    let compared = nemcon("compare - --runs 10").arg(place.path().join(name)).stdin(PARTNERS).assert().success();
    hostile(&compared.get_output().stdout);
    // Nor does what is for programs, which read the same text in it.
    let checked = stdout(nemcon("check --format json").arg(place.path().join(name)));
    hostile(checked.as_bytes());
    let document: serde_json::Value = serde_json::from_str(&checked).expect("JSON");
    assert!(document["files"][0]["file"].as_str().expect("a name").ends_with(name), "{document}");
    let noted = format!("{PARTNERS}note = \"it\u{9b}31m \u{202e}\"\n");
    for command in ["show -", "check - --assumptions --format csv", "check - --assumptions --format json"] {
        hostile(stdout(nemcon(command).stdin(noted.clone())).as_bytes());
    }
    assert!(stdout(nemcon("show -").stdin(noted)).contains(r"it\u009B31m \u202E"));
}

#[test]
fn pipes_do_not_hang_and_other_files_are_not_shown() {
    let place = folder(&[
        ("a.toml", &case("a", "result = \"adopted\"\n")),
        ("from.toml", "extends = \"pipe.toml\"\n"),
        ("spy.toml", "extends = \"../../../../../../../etc/passwd\"\n"),
        ("body.toml", "schema = 1\n[body]\nuse = \"secret.txt\"\n"),
        ("secret.txt", "password hunter2\n"),
    ]);
    let made = std::process::Command::new("mkfifo").arg(place.path().join("pipe.toml")).status();
    assert!(made.expect("mkfifo").success());
    fs::write(place.path().join("from.toml"), "extends = \"pipe.toml\"\n").expect("a file");
    let of = |name: &str| refused(nemcon("check").arg(place.path().join(name)));
    assert!(of("from.toml").contains("cannot be read: it is a pipe or a device, not a file"));
    fs::remove_file(place.path().join("from.toml")).expect("a file");
    nemcon("backtest --runs 10").arg(place.path()).assert().success();
    for file in ["spy.toml", "body.toml"] {
        let said = of(file);
        assert!(said.contains("is neither a scenario nor a body file") && !said.contains("root") && !said.contains("hunter2"), "{said}");
    }
}

#[test]
fn files_stay_within_a_folder_that_they_are_confined_to() {
    let outside = folder(&[("base.toml", PARTNERS)]);
    let base = outside.path().join("base.toml");
    let extends = format!("extends = {:?}\n", base.display().to_string());
    let place = folder(&[
        ("a.toml", &extends),
        ("b.toml", "extends = \"base.toml\"\n"),
        ("base.toml", PARTNERS),
        ("c.toml", "extends = \"link.toml\"\n"),
    ]);
    symlink(&base, place.path().join("link.toml")).expect("a link");
    let check = |name: &str| nemcon("check --confine").arg(place.path()).arg(place.path().join(name));
    check("b.toml").assert().success();
    // What the user names may lie anywhere.
    nemcon("check --confine").arg(place.path()).arg(&base).assert().success();
    for name in ["a.toml", "c.toml"] {
        nemcon("check").arg(place.path().join(name)).assert().success();
        assert!(refused(check(name)).contains(", which --confine keeps to"));
    }
    assert!(refused(nemcon("check --confine no/such x.toml")).starts_with("error: --confine: there is no folder no/such\n"));
}

#[test]
fn manual_pages_have_the_usual_sections() {
    for command in ["", "run", "compare", "power", "check", "show", "backtest", "calibrate", "new", "schema", "completions", "man"] {
        let page = stdout(nemcon(&format!("man {command}")));
        assert!(!page.contains("EXTRA") && page.contains(".SH \"EXAMPLES\""), "{page}");
    }
    assert!(stdout(nemcon("man")).contains(".SH \"EXIT STATUS\""));
    assert!(stdout(nemcon("man run")).contains("holdouts: an outcome and member"), "the tables are explained");
}
