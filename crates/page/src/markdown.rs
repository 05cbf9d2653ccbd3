//! The same in Markdown, for documents that others write.

use nemcon_report::wording::{counted_runs, percent};

use crate::answer::between;
use crate::charts::differences::{called, in_points, outcomes, sorted, warnings};
use crate::charts::holdouts::{ranked, without};
use crate::charts::power;
use crate::html::sensitivity;
use crate::svg::LeftOut;
use crate::words::{self, capitalised, date, name, outcome, prose};
use crate::{Dossier, answer};

/// So many members have a row.
const MEMBERS: usize = 12;
/// So many inputs have a row.
const INPUTS: usize = 14;
/// So many outcomes have a column of differences.
const OUTCOMES: usize = 4;

impl Dossier {
    /// The answer and its tables as Markdown (`CommonMark` with tables).
    pub fn markdown(&self) -> String {
        let run = &self.run;
        let blocks = [
            format!("# {}", plain(&name(&run.title))),
            format!("**{}**", plain(&answer::sentence(self))),
            format!(
                "As of {}; to be decided by {}{}.",
                date(&run.question.as_of),
                date(&run.question.deadline),
                if self.setting.rule.is_empty() { String::new() } else { format!("; {}", plain(&prose(&self.setting.rule))) }
            ),
            self.outcomes_table(),
            self.by_table(),
            self.members_table(),
            self.variants_table(),
            self.sensitivity_table(),
            self.power_table(),
            self.warnings_list(),
            self.origin(),
        ];
        blocks.into_iter().filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n\n") + "\n"
    }

    fn outcomes_table(&self) -> String {
        let spread = self.run.over_inputs.as_ref().map(|_| "90% over what is unsure".to_owned());
        let row = |found: &nemcon_report::schema::OutcomeDocument| {
            let dates = found.date.as_ref().map_or_else(
                || vec!["–".to_owned(), "–".to_owned()],
                |of| vec![date(&of.median), format!("{} – {}", date(&of.q05), date(&of.q95))],
            );
            let interval = format!("{} to {}", percent(found.low), percent(found.high));
            let spread = self.spread(&found.outcome).map(between);
            [outcome(found), percent(found.probability), interval].into_iter().chain(spread).chain(dates).collect()
        };
        let rows: Vec<Vec<String>> = self.ranked().into_iter().map(row).collect();
        let head = ["outcome", "probability", "95% interval of the simulation"].map(str::to_owned).into_iter().chain(spread);
        let head: Vec<String> = head.chain(["median date", "90% of cases"].map(str::to_owned)).collect();
        section("Outcomes", &head, &rows, None)
    }

    fn by_table(&self) -> String {
        let by = &self.run.by;
        let shown = self.ranked().into_iter().filter(|outcome| outcome.probability > 0.0);
        let mut rows: Vec<Vec<String>> = shown
            .map(|found| {
                let shares = by.iter().map(|by| by.outcomes.get(&found.outcome).copied().unwrap_or(0.0));
                std::iter::once(outcome(found)).chain(shares.map(percent)).collect()
            })
            .collect();
        rows.push(std::iter::once("still open".to_owned()).chain(by.iter().map(|by| percent(by.still_open))).collect());
        let head: Vec<String> = std::iter::once("decided by".to_owned()).chain(by.iter().map(|by| date(&by.date))).collect();
        if by.is_empty() { String::new() } else { section("By when", &head, &rows, None) }
    }

    fn members_table(&self) -> String {
        let ranked = ranked(self);
        let Some(who) = self.leader().map(|leader| self.candidate(leader)).filter(|_| !ranked.is_empty()) else { return String::new() };
        let cell = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), percent);
        let rows: Vec<Vec<String>> =
            ranked.iter().take(MEMBERS).map(|of| vec![self.member(of.member), cell(of.last), cell(of.vacant)]).collect();
        let head = ["member".to_owned(), "last to agree, if so".to_owned(), without(self).to_owned()];
        let hidden = ranked.len() - rows.len();
        let left = LeftOut::of(hidden, "member", "nemcon run FILE --format csv --table holdouts");
        section(&format!("Who stands in the way of {who}"), &head, &rows, left)
    }

    fn variants_table(&self) -> String {
        let Some(compare) = &self.compare else { return String::new() };
        let ids = outcomes(self, compare);
        let hidden = ids.len().saturating_sub(OUTCOMES);
        let ids = &ids[..ids.len() - hidden];
        let Some(first) = ids.first() else { return String::new() };
        let named = |id: &str| compare.variants.iter().flat_map(|variant| &variant.outcomes).find(|of| of.outcome == id)?.name.as_deref();
        let head: Vec<String> =
            std::iter::once("variant, change in points".to_owned()).chain(ids.iter().map(|id| self.outcome(id, named(id)))).collect();
        let rows: Vec<Vec<String>> = sorted(compare, first)
            .into_iter()
            .map(|(variant, _)| {
                let cell = |id: &&str| variant.outcomes.iter().find(|of| of.outcome == **id).map_or_else(|| "–".to_owned(), in_points);
                std::iter::once(called(compare, variant)).chain(ids.iter().map(cell)).collect()
            })
            .collect();
        let left = LeftOut::of(hidden, "outcome", "nemcon compare BASE VARIANT… --format csv");
        let item = |list: String, warning: &String| list + "\n- " + &prose_with_code(warning) + ".";
        let wary = warnings(self, compare).iter().fold(String::new(), item);
        section("What if", &head, &rows, left) + if wary.is_empty() { "" } else { "\n" } + &wary
    }

    fn sensitivity_table(&self) -> String {
        let Some(found) = self.sensitivity.as_ref().filter(|found| !found.inputs.is_empty()) else { return String::new() };
        let outcome = self.outcome(&found.outcome, found.name.as_deref());
        let rows: Vec<Vec<String>> = found.inputs.iter().take(INPUTS).map(|input| sensitivity::row(self, input)).collect();
        let title = format!("What it hangs on: {outcome}");
        let left = LeftOut::of(found.inputs.len() - rows.len(), "input", "nemcon sensitivity FILE --top all");
        let about = plain(&sensitivity::caption(self, found));
        format!("{}\n\n{about}", section(&title, &sensitivity::HEAD.map(str::to_lowercase), &rows, left))
    }

    fn power_table(&self) -> String {
        let Some(classes) = self.power.as_ref().and_then(power::classes) else { return String::new() };
        let rows: Vec<Vec<String>> = classes.iter().map(|class| vec![power::called(class), percent(class.share)]).collect();
        section("What the rule gives", &["members".to_owned(), "Shapley–Shubik, each".to_owned()], &rows, None)
    }

    fn warnings_list(&self) -> String {
        let warnings = &self.run.warnings;
        let items: Vec<String> = warnings.iter().map(|warning| format!("- {}.", prose_with_code(&capitalised(&prose(warning))))).collect();
        if items.is_empty() { String::new() } else { format!("## To be wary of\n\n{}", items.join("\n")) }
    }

    fn origin(&self) -> String {
        let run = &self.run;
        let command = self.command.as_ref().map_or_else(String::new, |command| format!("\n\n{}", code(&words::command(command))));
        format!("---\n\n{}, seed {}, nemcon {}{command}", counted_runs(run.runs), run.seed, plain(&run.engine))
    }
}

/// A heading with a table, whose first column is text and whose others are numbers, and what the table has no room for.
fn section(title: &str, head: &[String], rows: &[Vec<String>], left: Option<LeftOut>) -> String {
    let line = |cells: &[String]| format!("| {} |", cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | "));
    let rule: Vec<&str> = (0..head.len()).map(|at| if at == 0 { "---" } else { "---:" }).collect();
    let rows: Vec<String> = rows.iter().map(|row| line(row)).collect();
    let left = left.map_or_else(String::new, |left| format!("\n\n{}: `{}`.", capitalised(&left.what), left.command));
    format!("## {}\n\n{}\n| {} |\n{}{left}", plain(title), line(head), rule.join(" | "), rows.join("\n"))
}

/// A text in which nothing is markup.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' | '$' => plain.extend(['\\', letter]),
            _ => plain.push(letter),
        }
    }
    plain
}

/// A sentence in which commands stand between backticks.
fn prose_with_code(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return plain(text);
    }
    let coded = |text: String, (at, part): (usize, &&str)| if at % 2 == 1 { text + "`" + part + "`" } else { text + &plain(part) };
    parts.iter().enumerate().fold(String::new(), coded)
}

/// A line of code, within more backticks than it has in a row.
fn code(text: &str) -> String {
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{text}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::{code, plain, prose_with_code};

    #[test]
    fn nothing_is_markup() {
        assert_eq!(plain("<b>*a*|[x](y)</b>"), r"&lt;b&gt;\*a\*\|\[x\](y)&lt;/b&gt;");
        assert_eq!(prose_with_code("`a_b` lists *them*"), r"`a_b` lists \*them\*");
        assert_eq!(prose_with_code("one ` is none"), r"one \` is none");
        assert_eq!(code("a ```` b"), "`````\na ```` b\n`````");
    }
}
