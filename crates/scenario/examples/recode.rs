//! Rewrites cases with notes such as `note = "coded: backs"` to rows of a coding table: the numbers go, the
//! row stays. Nothing else is changed.
//!
//!     cargo run -p nemcon-scenario --example recode -- scenarios/history/coding.toml FILE...
//!
//! Each file is rewritten in place; a note whose words no row of the table has is an error, and that file stays
//! as it is. In place of `extends = "…/prior.toml"` the file gets a `[coding]` with the table, and with the class
//! where a comment `# Class: post; consensus.` says it.
//!
//! What no note says: a motion is `motion`; who stands in ballots or a field that is narrowed is `stands`; any
//! other candidate without a note and a status `leads`. A meeting is known where the deadline is coded as one, or
//! the cadence is a day because one is under way or opens the next day. An end whose note says OUTSIDE, that
//! somebody whom nobody had named was appointed, is `other`.

#![expect(clippy::print_stderr, reason = "it is a command")]

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use nemcon_scenario::{CodingTable, FileSystem, load_coding};

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("usage: recode TABLE FILE...");
        return ExitCode::from(2);
    };
    let table = match load_coding(&FileSystem, Path::new(&path)) {
        Ok(table) => table,
        Err(errors) => {
            eprintln!("{errors}");
            return ExitCode::FAILURE;
        }
    };
    let mut code = ExitCode::SUCCESS;
    for file in arguments {
        let result = fs::read_to_string(&file).map_err(|error| error.to_string()).and_then(|text| recoded(&text, &table, &path, &file));
        if let Err(error) = result.and_then(|text| fs::write(&file, text).map_err(|error| error.to_string())) {
            eprintln!("{file}: {error}");
            code = ExitCode::FAILURE;
        }
    }
    code
}

/// The text of a case, recoded.
fn recoded(text: &str, table: &CodingTable, path: &str, file: &str) -> Result<String, String> {
    let case = Case::of(text);
    let blocks: Result<Vec<String>, String> = text.split("\n\n").map(|block| block_recoded(block, &case, table)).collect();
    let mut text = blocks?.join("\n\n");
    // Head: the table in place of the dynamics.
    if let Some(line) = text.lines().find(|line| line.starts_with("extends")).map(str::to_owned) {
        text = text.replacen(&line, "schema  = 1", 1);
    }
    let named = relative(path, file);
    let mut coding = format!("[coding]\nuse      = \"{named}\"\n");
    case.class.iter().for_each(|class| coding += &format!("class    = \"{class}\"\n"));
    case.practice.iter().for_each(|way| coding += &format!("practice = \"{way}\"\n"));
    case.meeting.iter().for_each(|day| coding += &format!("meetings = [{day}]\n"));
    Ok(text.replacen("\n[question]", &format!("\n{coding}\n[question]"), 1))
}

/// The path of the table, from the folder of the case.
fn relative(table: &str, file: &str) -> String {
    let folder = |path: &str| {
        let path = std::path::absolute(path).unwrap_or_default();
        path.parent().map(|parent| parent.canonicalize().unwrap_or_else(|_| parent.to_owned())).unwrap_or_default()
    };
    let (from, to) = (folder(file), folder(table));
    let name = Path::new(table).file_name().unwrap_or_default().to_string_lossy().into_owned();
    if from == to {
        return name;
    }
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.components().count() - shared);
    let down = to.components().skip(shared).fold(String::new(), |path, part| path + &part.as_os_str().to_string_lossy() + "/");
    format!("{up}{down}{name}")
}

/// Words by which a case says that the body seeks consensus, whatever its rule.
const PRACTICE: [&str; 4] = ["the formal rule is coded", "aims at consensus", "prefers consensus", "any = [\"consensus\""];

/// What the rest of a case says that its blocks do not.
struct Case {
    is_motion: bool,
    has_field: bool,
    class: Option<String>,
    practice: Option<&'static str>,
    meeting: Option<String>,
}

impl Case {
    fn of(text: &str) -> Self {
        let question = text.split("\n\n").find(|block| block.trim_start().starts_with("[question]")).unwrap_or_default();
        let note = value(question, "note").unwrap_or_default();
        let class = text.lines().find_map(|line| line.strip_prefix("# Class: ")).and_then(class);
        let day = |key: &str| value(question, key).map(str::to_owned);
        let is_daily = value(question, "cadence") == Some("\"1 day\"") && !has_field(question);
        let meeting = if note.contains("opens the next day") || note.contains("is under way") || is_daily {
            day("as_of").and_then(|day| next(&day))
        } else if note.contains("the next meeting") || note.contains("next ordinary summit") {
            day("deadline")
        } else {
            None
        };
        Self {
            is_motion: value(question, "kind") == Some("\"motion\""),
            has_field: has_field(question),
            class,
            practice: PRACTICE.iter().any(|words| text.contains(words)).then_some("consensus"),
            meeting,
        }
    }
}

/// Whether candidates stand in ballots, or in a field that is narrowed.
fn has_field(question: &str) -> bool {
    question.contains("ballots = {") || question.contains("winnowing = [")
}

/// The class that a comment such as `post (held by a state); consensus.` says.
fn class(comment: &str) -> Option<String> {
    let (kind, way) = comment.split_once(';')?;
    let kind = kind.split_whitespace().next()?;
    let way = way.trim().trim_end_matches('.');
    let way = match way {
        _ if way.starts_with("votes and veto") => "veto",
        _ => way.split([' ', '.', ',']).next()?,
    };
    Some(format!("{kind} by {way}"))
}

/// The day after, as dates are written.
fn next(day: &str) -> Option<String> {
    let date: nemcon_core::Date = day.parse().ok()?;
    Some(date.tomorrow().ok()?.to_string())
}

/// The value of a key in a block, as it is written.
fn value<'a>(block: &'a str, key: &str) -> Option<&'a str> {
    let line = block.lines().find_map(|line| line.strip_prefix(key).filter(|rest| rest.trim_start().starts_with('=')))?;
    Some(line.trim_start().trim_start_matches('=').trim())
}

/// The keys that rows give in place of an entry.
fn given(header: &str) -> &'static [&'static str] {
    match header {
        "[[stance]]" => &["prior", "declared"],
        "[[candidate]]" => &["enters", "withdraws", "accepts"],
        "[[evidence]]" => &["sd"],
        "[[event]]" => &["probability"],
        _ => &["cadence"],
    }
}

fn block_recoded(block: &str, case: &Case, table: &CodingTable) -> Result<String, String> {
    let header = block.trim_start().lines().next().unwrap_or_default();
    let name = header.trim_matches(['[', ']']);
    if name == "outcome" && block.contains("OUTSIDE") {
        return Ok(block.replacen("\"vacant\"", "\"other\"", 1));
    }
    if !["question", "candidate", "stance", "evidence", "event"].contains(&name) {
        return Ok(block.to_owned());
    }
    let note = value(block, "note").map(|note| note.trim_matches('"').to_owned());
    let coded = note.as_deref().and_then(|note| note.strip_prefix("coded: "));
    let mut rows = Vec::new();
    let mut rest = Vec::new();
    for part in coded.into_iter().flat_map(|coded| coded.split("; ")) {
        match row(table, name, part) {
            Some((row, left)) => {
                rows.push(row);
                rest.extend(Some(left).filter(|left| !left.is_empty()));
            }
            None if name == "question" => rest.push(part.to_owned()),
            // What a row says of itself after a semicolon, as of incumbents, is kept as a note.
            None if !rows.is_empty() => rest.push(part.to_owned()),
            None => return Err(format!("no row of [[{name}]] has the words {part:?}")),
        }
    }
    if rows.is_empty() {
        match name {
            "question" if value(block, "cadence") == Some("\"1 week\"") => rows.push("weekly".to_owned()),
            "question" if value(block, "cadence") == Some("\"1 day\"") && !case.has_field => rows.push("daily".to_owned()),
            "candidate" if coded.is_none() && value(block, "status").is_none() && value(block, "role").is_none() => {
                let row = if case.is_motion {
                    "motion"
                } else if case.has_field {
                    "stands"
                } else {
                    "leads"
                };
                rows.push(row.to_owned());
            }
            "event" | "evidence" | "question" | "candidate" => return Ok(block.replacen("\"coded: ", "\"", 1)),
            _ => return Err(format!("a {header} is not coded:\n{block}")),
        }
    }
    let is_given =
        |line: &str| given(header).iter().any(|key| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')));
    let mut lines: Vec<String> = block.lines().filter(|line| !is_given(line)).map(str::to_owned).collect();
    if let (Some(at), true) = (lines.iter().position(|line| line.starts_with("note")), coded.is_some()) {
        if rest.is_empty() {
            lines.remove(at);
        } else {
            let key = lines[at].split('=').next().unwrap_or("note ").to_owned();
            lines[at] = format!("{key}= \"{}\"", rest.join("; "));
        }
    }
    // Rows stand where their numbers stood.
    let at = block.lines().position(is_given).map_or(lines.len(), |at| at.min(lines.len()));
    let at = if name == "candidate" || name == "event" {
        lines.iter().position(|line| line.starts_with("source")).unwrap_or(lines.len())
    } else {
        at
    };
    let names: Vec<String> = rows.iter().map(|row| format!("\"{row}\"")).collect();
    let names = if names.len() == 1 { names[0].clone() } else { format!("[{}]", names.join(", ")) };
    if rows == ["rival-withdraws"] {
        // The note names the row of the redraw: "the rival withdraws: no public stance, leading candidate".
        let words = coded.and_then(|coded| coded.split_once(": ")).map(|(_, words)| words).unwrap_or_default();
        let (of, _) = row(table, "stance", words).ok_or_else(|| format!("no row of [[stance]] has the words {words:?}"))?;
        for line in &mut lines {
            while let Some(start) = line.find("redraw = {") {
                let end = start + line[start..].find('}').ok_or("a redraw without an end")? + 1;
                line.replace_range(start..end, &format!("row = \"{of}\""));
            }
        }
        lines.retain(|line| !line.starts_with("note"));
    }
    let width = lines.iter().filter_map(|line| line.split_once(" = ").map(|(key, _)| key.len())).filter(|&width| width < 16).max();
    lines.insert(at, format!("{:width$} = {names}", "row", width = width.unwrap_or(3)));
    Ok(lines.join("\n"))
}

/// The row that words of a note begin with, the longest words first; and what is left of them.
fn row(table: &CodingTable, block: &str, words: &str) -> Option<(String, String)> {
    let rows = table.rows.iter().filter(|row| row.block == block);
    let titled = rows.flat_map(|row| row.titles.iter().map(move |title| (row, title)));
    let begins =
        |title: &str| words.strip_prefix(title).is_some_and(|left| left.is_empty() || !left.starts_with(|c: char| c.is_alphanumeric()));
    let (row, title) = titled.filter(|(_, title)| begins(title)).max_by_key(|(_, title)| title.len())?;
    let left = words[title.len()..].trim_start_matches([',', ':', '.', ' ']).to_owned();
    let says_more = row.row != "rival-withdraws" && !left.is_empty();
    Some((row.row.clone(), if says_more { left } else { String::new() }))
}
