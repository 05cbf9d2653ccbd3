//! What is wrong with a text that cannot be read, in plain words: the message and the remedy.

use std::collections::BTreeSet;
use std::ops::Range;

use jsonc_parser::errors::ParseErrorKind;

use crate::suggest;

/// So much of what is wrong is repeated.
const QUOTED: usize = 40;

const VALUES: &str = "a number is written like 1000 or 0.5, a date like 2024-02-22, and a text stands in quotes";
const LINES: &str = "a line is `key = value`, or a table's name in [ ], or a remark that begins with #";
const COMMA: &str = "a comma within a number";
const POINT: &str = "a decimal point is a point, as in 0.5, and a large number has no commas";
const DATES: &str = "a date is written year-month-day, such as 2024-02-22";

/// The slips that do not merely follow from an earlier one, in the order in which they were met.
///
/// The parser goes on after a slip as best it can, and stumbles again over what the first left
/// behind: on the same line, in a list or table that does not end, under a header that is
/// written twice.
pub(super) fn causes<'a>(slips: &'a [toml::de::Error], text: &str) -> Vec<&'a toml::de::Error> {
    let line = |at: usize| text[..text.floor_char_boundary(at)].matches('\n').count();
    let is_header = |line: usize| text.lines().nth(line).is_some_and(|text| text.trim_start().starts_with('['));
    let mut causes = Vec::new();
    let mut lines = BTreeSet::new();
    let mut doubled: Option<usize> = None;
    // The line from which on nothing is known. Values are met after all grammar, so that those above may come later.
    let mut end = usize::MAX;
    for slip in slips {
        let at = line(slip.span().map_or(0, |span| span.start));
        let is_double = slip.message().starts_with("duplicate key");
        let is_below = is_double && doubled.is_some_and(|header| header < at && !(header + 1..=at).any(is_header));
        if at >= end || is_below || !lines.insert(at) {
            continue;
        }
        if is_double && is_header(at) {
            doubled = Some(at);
        }
        causes.push(slip);
        let is_open = |what: &str| slip.message().contains(what);
        if is_open("array") || is_open("multi-line") {
            // Where it was to end, and where it began, nobody knows.
            break;
        }
        if is_open("inline table") {
            // Where it was to end nobody knows, but it began on this line.
            end = at;
        }
    }
    causes
}

/// A slip in TOML, from the message of its parser and what it is about.
pub(super) fn toml(message: &str, text: &str, span: Range<usize>) -> (String, String) {
    let wrong = quoted(text.get(span.clone()).unwrap_or_default());
    if is_decimal_comma(text, span.start) {
        return (COMMA.to_owned(), POINT.to_owned());
    }
    if let Some(taken) = unclosed(text, span.start) {
        return (
            "a closing quote is missing".to_owned(),
            format!("{taken} was taken for one text: close the one that ends before its comma"),
        );
    }
    let (message, help) = match message.split(", expected").next().unwrap_or_default() {
        "string values must be quoted" => return unquoted(wrong),
        "unexpected key or value" => return left_over(text, span.start),
        "duplicate key" => (
            format!("`{wrong}` is written twice"),
            "a key, or a [table], is written once; each entry of a list of tables begins with [[ ]]",
        ),
        "invalid date" => (format!("{wrong} is not a date"), DATES),
        "invalid time" => {
            (format!("{wrong} is more than a date"), "a date is written like 2024-02-22; the entries of a list are separated by commas")
        }
        "invalid float" | "invalid mantissa" if suggest::is_never(wrong) => return unquoted(wrong),
        "invalid boolean" => {
            (format!("{wrong} is neither true nor false"), "write true or false in small letters; a text stands in quotes")
        }
        "invalid unquoted key" => {
            (format!("a name cannot contain {wrong}"), "a name has the letters a to z, digits, `-` and `_`; any other stands in quotes")
        }
        _ if is_like_date(wrong) => (format!("{wrong} is not a date"), DATES),
        about => {
            let (message, help) = fixed(about, wrong.is_empty());
            match message {
                Some(message) => (message.to_owned(), help),
                None => (format!("this is not TOML: {about}"), help),
            }
        }
    };
    (message, help.to_owned())
}

/// The slips whose words do not depend on what is written.
fn fixed(about: &str, nothing_wrong: bool) -> (Option<&'static str>, &'static str) {
    let (message, help) = match about {
        "key with no value" | "invalid key-value pair" | "missing value for key" => ("this line is no `key = value`", LINES),
        "unquoted keys cannot be empty" => ("a name is missing here", LINES),
        "extra `=`" => ("one `=` too many", LINES),
        "invalid basic string" | "invalid literal string" | "invalid multi-line basic string" | "invalid multi-line literal string"
            if nothing_wrong =>
        {
            ("the text does not end", "a text ends, on its line, with the quote it began with")
        }
        "invalid basic string" | "invalid literal string" => ("the text has an invisible character", "delete it, and type the text anew"),
        "missing escaped value" | "too few unicode value digits" => {
            ("a backslash has a meaning of its own", "write it twice, or put the text into single quotes: 'C:\\file'")
        }
        "unclosed table" | "unclosed array table" => (
            "the table's name does not end with its brackets",
            "a table's name is one word in [ ], or, where there can be several, in [[ ]]",
        ),
        "unclosed array" => ("a list does not end", "look for the [ above this place, and close it with ]"),
        "unclosed inline table" => ("a table in { } does not end", "look for the { above this place, and close it with }"),
        "extra assignment between key-value pairs" | "missing comma between key-value pairs" | "missing comma between array elements" => (
            "a comma is missing",
            "what stands in [ ] and in { } is separated by commas; or, if it was to end before this, a ] or } is missing",
        ),
        "missing assignment between key-value pairs" => ("a `=` is missing", "what stands in { } is `key = value`, too"),
        "extra comma in array" | "extra comma in inline table" => ("a comma too many", "delete it"),
        "unexpected leading zero" => ("a number does not begin with 0", VALUES),
        "invalid mantissa" => ("a number does not begin with a point", VALUES),
        "invalid fraction" => ("a number does not end with a point", VALUES),
        "invalid float"
        | "invalid exponent"
        | "invalid integer number"
        | "invalid hexadecimal number"
        | "invalid octal number"
        | "invalid binary number"
        | "redundant numeric sign"
        | "redundant integer number prefix"
        | "radix must be lowercase"
        | "integers with a radix cannot be signed"
        | "invalid value" => ("this is not a number", VALUES),
        "`_` may only go between digits" => ("an underscore stands between digits only", "as in 1_000_000"),
        "invalid datetime" | "invalid date-time" => {
            ("this is not a date", "a date is written year-month-day, without a sign, such as 2024-02-22")
        }
        "missing table open" | "missing array opening" | "missing inline table opening" => {
            ("a bracket too many", "delete it, or look for what it was to close")
        }
        "invalid comment character" => ("a remark has an invisible character", "delete it, and type the remark anew"),
        "unexpected `=` in array" => ("a `=` in a list", "the entries of a list in [ ] are values; what is `key = value` stands in { }"),
        "unexpected content between comment and newline" | "missing comment start" => ("a remark does not end with its line", LINES),
        "missing opening quote" => ("a text does not begin", "a text stands in quotes"),
        _ if about.starts_with("cannot extend value of type") => (
            "this key has a value already, to which nothing can be added",
            "a table in { } is written in one piece; write `key = value` in it, or the table under its name in [ ]",
        ),
        "carriage return must be followed by newline" => ("a line ends in an unusual way", "save the file with ordinary ends of lines"),
        _ => return (None, ""),
    };
    (Some(message), help)
}

/// A value that is none of those written without quotes.
fn unquoted(wrong: &str) -> (String, String) {
    let help = match wrong {
        "" => return ("a value is missing here".to_owned(), VALUES.to_owned()),
        _ if suggest::is_never(wrong) => suggest::LEAVE_OUT.to_owned(),
        _ if is_like_date(wrong) => DATES.to_owned(),
        _ if wrong.contains("//") => "a remark begins with #".to_owned(),
        _ if wrong.starts_with(['“', '”', '„', '‘', '’', '«', '»']) => "write straight quotes: \"…\"".to_owned(),
        _ if wrong.contains(['"', '\'']) => VALUES.to_owned(),
        _ if wrong.split(' ').all(|part| part.parse::<f64>().is_ok()) => "the entries of a list are separated by commas".to_owned(),
        _ => match suggest::share(wrong) {
            Some(share) => format!("as a number this is {share}; the share that a rule demands stands in quotes: \"{wrong}\""),
            None => format!("a text or a duration stands in quotes: \"{wrong}\""),
        },
    };
    (format!("{wrong} is not a value"), help)
}

/// Whether what is wrong, in a table in braces, is the comma of a number written as 0,5.
fn is_decimal_comma(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let line = before.lines().next_back().unwrap_or_default();
    let is_digit = |letter: char| letter.is_ascii_digit();
    let in_braces = line.rfind('{').is_some_and(|brace| !line[brace..].contains('['));
    // The slip is seen at the decimals, or behind them.
    let decimals = line.trim_end().trim_end_matches(is_digit);
    let seen = decimals.len() < line.trim_end().len() || after.starts_with(is_digit);
    in_braces && seen && decimals.strip_suffix(',').is_some_and(|whole| whole.ends_with(is_digit))
}

/// The text before a place where something is left over, in a list or a table in braces, if it seems to be what stands
/// between the quotes of two others: it ends as what is between two texts does, with a comma, or with a key and its `=`.
fn unclosed(text: &str, at: usize) -> Option<&str> {
    let (before, after) = text.split_at_checked(at)?;
    let line = before.lines().next_back()?;
    let quote = ['"', '\''].into_iter().find(|&quote| line.ends_with(quote))?;
    let end = line.len() - 1;
    let start = line[..end].rfind(quote)?;
    let inside = line[start + 1..end].trim_end();
    let goes_on = after.starts_with(|first: char| !first.is_whitespace() && !",]}#".contains(first));
    (goes_on && (inside.ends_with(',') || inside.ends_with('=') && inside.contains(','))).then(|| &line[start..])
}

/// Something after the end of a value.
fn left_over(text: &str, at: usize) -> (String, String) {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let (before, after) = (before.trim_end(), after.trim_start());
    let value = before.lines().next_back().and_then(|line| line.split_once('=')).map_or("", |(_, value)| value.trim());
    let help = if is_like_date(value) {
        DATES
    } else if after.starts_with(',') {
        "a decimal point is a point, as in 0.5; a large number has no commas, and neither has the end of a line"
    } else if before.ends_with(['"', '\'']) {
        "within a text, put a backslash before the quote \", or use single quotes around it: 'the \"quiet\" one'"
    } else {
        LINES
    };
    ("this line goes on after its end".to_owned(), help.to_owned())
}

/// Whether a date is meant: it has the name of a month, or three numbers parted alike.
fn is_like_date(wrong: &str) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let is_month = |word: &str| word.get(..3).is_some_and(|start| MONTHS.contains(&start.to_ascii_lowercase().as_str()));
    let words: Vec<&str> = wrong.split([' ', ',', '.']).filter(|word| !word.is_empty()).collect();
    let day_or_year = words.iter().any(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    let in_words = (2..=3).contains(&words.len()) && day_or_year && words.iter().any(|word| is_month(word));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let in_numbers = |mark: char| wrong.split(mark).count() == 3 && wrong.split(mark).all(is_number);
    in_words || in_numbers('/') || in_numbers('.')
}

fn quoted(wrong: &str) -> &str {
    let line = wrong.lines().next().unwrap_or_default().trim();
    &line[..line.floor_char_boundary(QUOTED)]
}

/// A slip in JSON, and where it is.
pub(super) fn json(kind: &ParseErrorKind, text: &str, at: usize) -> (String, &'static str) {
    if is_decimal_comma(text, at) {
        return (COMMA.to_owned(), POINT);
    }
    let (message, help) = match kind {
        ParseErrorKind::TrailingCommasNotAllowed => ("a comma after the last entry", "delete it"),
        ParseErrorKind::ExpectedComma => {
            ("a comma is missing", "entries are separated by commas; a date is a text in quotes, such as \"2024-02-22\"")
        }
        ParseErrorKind::ExpectedColonAfterObjectKey => ("a colon is missing", "write \"key\": value"),
        ParseErrorKind::ExpectedStringObjectProperty => ("this key is not in quotes", "write \"key\": value"),
        ParseErrorKind::SingleQuotedStringsNotAllowed => ("single quotes", "texts and keys stand in double quotes: \"…\""),
        ParseErrorKind::CommentsNotAllowed => ("a comment", "JSON has none: write a \"note\", or the file in TOML"),
        ParseErrorKind::UnterminatedObject => ("this { does not end", "close it with }"),
        ParseErrorKind::UnterminatedArray => ("this [ does not end", "close it with ]"),
        ParseErrorKind::UnexpectedToken => ("this is not a value", "a text stands in double quotes; numbers, true and false do not"),
        ParseErrorKind::String(_) => ("the text does not end, or has a backslash without meaning", "a backslash is written twice"),
        other => return (format!("this is not JSON: {}", lower(&other.to_string())), ""),
    };
    (message.to_owned(), help)
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::{causes, toml};

    /// The messages of all slips that are reported for a text.
    fn messages(text: &str) -> Vec<String> {
        let (_, slips) = DeTable::parse_recoverable(text);
        causes(&slips, text).iter().map(|slip| toml(slip.message(), text, slip.span().unwrap_or_default()).0).collect()
    }

    /// The parser's own words are matched: whoever changes its version sees here what they became.
    #[test]
    fn each_wording_of_the_parser_is_known() {
        for (text, message) in [
            ("a = ", "a value is missing here"),
            ("a = one", "one is not a value"),
            ("a = 1 b", "1 b is not a value"),
            ("a = \"b\" c", "this line goes on after its end"),
            ("a = 1\na = 2", "`a` is written twice"),
            ("a = 2031-13-01", "2031-13-01 is not a date"),
            ("a = 2031-01-01 10", "2031-01-01 10 is more than a date"),
            ("a = True", "True is neither true nor false"),
            ("ä = 1", "a name cannot contain ä"),
            ("a", "this line is no `key = value`"),
            ("= 1", "a name is missing here"),
            ("a == 1", "one `=` too many"),
            ("a = \"b", "the text does not end"),
            ("a = 'b", "the text does not end"),
            ("a = \"\"\"b", "the text does not end"),
            ("a = '''b", "the text does not end"),
            ("a = \"\u{1}\"", "the text has an invisible character"),
            ("a = \"C:\\dir\"", "a backslash has a meaning of its own"),
            ("[a", "the table's name does not end with its brackets"),
            ("[[a]", "the table's name does not end with its brackets"),
            ("a = [1", "a list does not end"),
            ("a = { b = 1", "a table in { } does not end"),
            ("a = [1 2]", "1 2 is not a value"),
            ("a = [\"b\" \"c\"]", "a comma is missing"),
            ("a = [\"b, \"c\"]", "a closing quote is missing"),
            ("a = [\"b\", 'c, 'd', 'e']", "a closing quote is missing"),
            ("a = { b = \"c, d = \"e\" }", "a closing quote is missing"),
            ("a = [\"b, c\" \"d\"]", "a comma is missing"),
            ("a = { b = \"c\" d = 1 }", "a comma is missing"),
            ("a = [1,,2]", "a comma too many"),
            ("a = 007", "a number does not begin with 0"),
            ("a = .5", "a number does not begin with a point"),
            ("a = 5.", "a number does not end with a point"),
            ("a = 1e", "this is not a number"),
            ("a = 1\rb = 2", "a line ends in an unusual way"),
            ("a = -0001-01-01", "this is not a date"),
            ("a = +2031-01-01", "this is not a date"),
            ("a = 0xZZ", "this is not a number"),
            ("a = +-1", "this is not a number"),
            ("a = 1__0", "an underscore stands between digits only"),
            ("]", "a bracket too many"),
            ("a = { b = 0,5 }", "a comma within a number"),
            ("a = { b = 0,5, c = 1 }", "a comma within a number"),
            ("a = 0,5", "this line goes on after its end"),
            ("a = never", "never is not a value"),
        ] {
            assert_eq!(messages(text).first().map(String::as_str), Some(message), "{text:?}: {:?}", DeTable::parse_recoverable(text).1);
        }
    }

    #[test]
    fn all_slips_are_reported_and_what_only_follows_is_not() {
        for (text, expected) in [
            ("a = 1\nb = two\nc = 3\n[d]\ne = \"f", 2),
            ("[a]\nb = 1\n[a]\nb = 2\n[c]\nd = 1\nd = 2", 2),
            ("a = [1,\nb = 2\nc = 3", 1),
            ("a = 2024-02-30\nb = { c = 0,5, d = 1 }\ne = two", 2),
            ("a: 1\nb: 2", 2),
            ("a = 1", 0),
        ] {
            assert_eq!(messages(text).len(), expected, "{text:?}: {:?}", messages(text));
        }
    }
}
