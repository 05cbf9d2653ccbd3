//! "Did you mean".

/// The name closest to what was written, if one is close enough to be meant.
pub(crate) fn closest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Longer texts are no misspelt name, and comparing them is slow.
    if written.len() > 64 {
        return None;
    }
    let lower = written.to_lowercase();
    let score = |name: &str| {
        let name = name.to_lowercase();
        if name == lower { 1.0 } else { strsim::jaro_winkler(&lower, &name).max(strsim::normalized_damerau_levenshtein(&lower, &name)) }
    };
    let candidates = names.into_iter().filter(|name| name.len() <= 128);
    let scored = candidates.map(|name| (score(name), name)).filter(|(score, _)| *score > 0.8);
    scored
        .fold(None, |best: Option<(f64, &str)>, next| if best.is_some_and(|best| best.0 >= next.0) { best } else { Some(next) })
        .map(|best| best.1)
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
    let shown: Vec<String> = names.by_ref().take(SHOWN).map(|name| format!("`{name}`")).collect();
    let others = names.count();
    match (shown.is_empty(), others) {
        (true, _) => None,
        (false, 0) => Some(shown.join(", ")),
        (false, others) => Some(format!("{} and {others} others", shown.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::{closest, help};

    #[test]
    fn finds_what_was_meant() {
        let names = ["accepts", "status", "candidate"];
        assert_eq!(closest("acepts", names), Some("accepts"));
        assert_eq!(closest("candidates", names), Some("candidate"));
        assert_eq!(closest("weight", names), None);
        assert_eq!(closest("usa", ["TUR", "USA"]), Some("USA"));
    }

    #[test]
    fn lists_what_there_is() {
        assert_eq!(help("zzz", "members", ["a", "b"]), "the members are `a`, `b`");
        assert_eq!(help("zzz", "weights", []), "there are no weights");
    }
}
