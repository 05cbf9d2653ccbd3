//! "Did you mean".

/// What others call what the format calls otherwise.
const CALLED: [(&str, &str); 25] = [
    ("yes", "support"),
    ("for", "support"),
    ("favour", "support"),
    ("favor", "support"),
    ("no", "oppose"),
    ("against", "oppose"),
    ("abstain", "accept"),
    ("neutral", "accept"),
    ("undecided", "reserve"),
    ("declared", "presented"),
    ("nominated", "presented"),
    ("interim", "incumbent"),
    ("acting", "incumbent"),
    ("election", "appointment"),
    ("vote", "motion"),
    ("date", "on"),
    ("incumbent", "role"),
    ("correlation", "rho"),
    ("interval", "cadence"),
    ("frequency", "cadence"),
    ("min", "low"),
    ("max", "high"),
    ("present", "all"),
    ("members", "all"),
    ("voting", "cast"),
];

/// The name that was meant: the closest, if one is close enough, or what is called so elsewhere.
pub(crate) fn closest<'a>(written: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    // Longer texts are no misspelt name, and comparing them is slow.
    const LONGEST: usize = 64;
    if written.len() > LONGEST {
        return None;
    }
    let written = written.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    // So many pairs of letters are compared, which is a few milliseconds.
    let mut budget: usize = 500_000;
    for name in names.clone().into_iter().filter(|name| name.len() <= LONGEST) {
        let Some(left) = budget.checked_sub((written.len() + 1) * (name.len() + 1)) else { break };
        budget = left;
        let score = likeness(&written, &name.to_lowercase());
        if score > best.map_or(0.0, |best| best.0) {
            best = Some((score, name));
        }
    }
    best.map(|(_, name)| name).or_else(|| called_otherwise(&written, names))
}

fn called_otherwise<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let (_, name) = CALLED.iter().find(|(word, _)| *word == written)?;
    names.into_iter().find(|known| known == name)
}

/// Why there is no quorum, and what to write instead.
pub(crate) const QUORUM: &str = "a quorum of participation is not monotone: who votes against, instead of staying away, can help to reach it, and so help the \
     decision to pass; write how many must be for it, such as \
     { all = [{ more_than = \"50%\", of = \"cast\" }, { at_least = \"25%\" }] }";

/// What to do where a word says that something does not happen.
pub(crate) const LEAVE_OUT: &str = "leave the key out: without it, that never happens";

/// Whether a word says that something does not happen.
pub(crate) fn is_never(written: &str) -> bool {
    ["never", "none", "null", "nil", "no", "infinite", "infinity"].iter().any(|word| written.eq_ignore_ascii_case(word))
}

/// The number from 0 to 1 that a percentage or a fraction means.
pub(crate) fn share(text: &str) -> Option<f64> {
    if let Some((part, whole)) = text.split_once('/') {
        let [part, whole] = [part, whole].map(|number| number.trim().parse::<u32>().ok());
        let share = f64::from(part?) / f64::from(whole?);
        return (share <= 1.0).then_some(share);
    }
    let percent: f64 = text.strip_suffix('%')?.trim().parse().ok()?;
    (0.0..=100.0).contains(&percent).then(|| (1e7 * percent).round() / 1e9)
}

/// From 0, nothing to do with each other, to 1.
fn likeness(written: &str, name: &str) -> f64 {
    let length = written.chars().count().min(name.chars().count());
    let slips = strsim::damerau_levenshtein(written, name);
    let overall = strsim::jaro_winkler(written, name);
    // A third of the letters may be wrong, or a long word may begin alike.
    if slips <= length / 3 || (length >= 4 && overall > 0.85) { overall.max(1.0 - slips as f64 / (length.max(1) as f64)) } else { 0.0 }
}

/// A remedy: the closest name where there is one, and which names there are.
///
/// `what` is what the names are of, as in `members and groups`.
pub(crate) fn help<'a>(written: &str, what: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(name) = closest(written, names.clone()) {
        return format!("did you mean `{name}`?");
    }
    match list(names) {
        None => format!("there are no {what}"),
        Some(list) => format!("the {what} are {list}"),
    }
}

/// The first names, in words; `None` where there is none.
pub(crate) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    const SHOWN: usize = 20;
    let mut names = names.into_iter();
    let shown: Vec<String> = names.by_ref().take(SHOWN).map(|name| format!("`{}`", short(name))).collect();
    let others = names.count();
    match (shown.is_empty(), others) {
        (true, _) => None,
        (false, 0) => Some(shown.join(", ")),
        (false, others) => Some(format!("{} and {others} others", shown.join(", "))),
    }
}

/// A name of which, if it is long, only the start is shown.
pub(crate) fn short(name: &str) -> std::borrow::Cow<'_, str> {
    match name.char_indices().nth(60) {
        None => name.into(),
        Some((end, _)) => format!("{}…", &name[..end]).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{closest, help, share};

    #[test]
    fn finds_what_was_meant() {
        let names = ["accepts", "status", "candidate"];
        assert_eq!(closest("acepts", names), Some("accepts"));
        assert_eq!(closest("candidates", names), Some("candidate"));
        assert_eq!(closest("weight", names), None);
        assert_eq!(closest("usa", ["TUR", "USA"]), Some("USA"));
        assert_eq!(closest("gpd", ["people", "gdp"]), Some("gdp"));
        assert_eq!(closest("a", ["b", "c"]), None);
        assert_eq!(closest("Yes", ["oppose", "reserve", "accept", "support"]), Some("support"));
        assert_eq!(closest("yes", ["accepts", "status"]), None);
    }

    #[test]
    fn percentages_and_fractions_are_numbers() {
        assert_eq!(["70%", "33.3 %", "0%", "1/2", "3 / 4"].map(share), [Some(0.7), Some(0.333), Some(0.0), Some(0.5), Some(0.75)]);
        assert_eq!(["70", "170%", "-1%", "seventy%", "%", "3/2", "1/0", "0/0", "1/2/3", "-1/2"].map(share), [None; 10]);
    }

    #[test]
    fn lists_what_there_is() {
        assert_eq!(help("zzz", "members", ["a", "b"]), "the members are `a`, `b`");
        assert_eq!(help("zzz", "weights", []), "there are no weights");
    }
}
