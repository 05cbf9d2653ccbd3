//! What is true of the game as a whole, in words.

use nemcon_core::{MemberId, MemberSet};
use nemcon_power::{Analysis, Coalitions, Nakamura, Representation, Ternary, Weighted};

use super::{Found, PowerReport};
use crate::Style;
use crate::wording::{counted, digits, fine_percent, thousands};

/// So many different weights are told one by one.
const WEIGHTS: usize = 4;
/// So many members of one weight are named.
const NAMED: usize = 6;
/// So many members are named as the only ones that something is not true of.
const EXCEPTED: usize = 2;
/// More members than this are only counted.
const CROWD: usize = 200;

impl PowerReport<'_> {
    /// Labels with what is to be said.
    pub(super) fn facts(&self, style: Style) -> Vec<(&'static str, String)> {
        match self.found {
            Found::Binary(analysis) => self.of_binary(analysis, style),
            Found::Ternary(ternary) => vec![("passes", of_ternary(ternary))],
            Found::Estimate { .. } => Vec::new(),
        }
    }

    fn of_binary(&self, analysis: &Analysis, style: Style) -> Vec<(&'static str, String)> {
        let everything = power_of(2, analysis.members.len());
        let winning = digits(&analysis.winning.to_string());
        let share = analysis.power_to_act.decimal;
        let mut facts = vec![("winning coalitions", format!("{winning} of {everything} ({})", fine_percent(share)))];
        if !self.unions.is_empty() {
            facts.push(("acting as one", self.united(style)));
        }
        if share == 0.0 || share == 1.0 {
            let text = if share == 0.0 { "nothing: whoever is for, it fails" } else { "everything: whoever is against, it passes" };
            facts.push(("can be adopted", text.to_owned()));
            return facts;
        }
        facts.extend([
            ("veto", self.whom(&analysis.veto_players, style)),
            ("never decisive (dummies)", self.whom(&analysis.dummies, style)),
        ]);
        if let Some(dictator) = analysis.dictator {
            facts.push(("decides alone", self.told(&[dictator], style)));
        }
        let mut coalitions = |label, what, found: &Option<Coalitions>| {
            if let Some(found) = found {
                facts.push((label, smallest(found, what)));
            }
        };
        coalitions("smallest that wins", "winning", &analysis.minimal_winning);
        coalitions("smallest that blocks", "blocking", &analysis.minimal_blocking);
        if let Some(proper) = analysis.proper {
            let text = if proper { "cannot both be adopted (proper)" } else { "can both be adopted, by different coalitions (not proper)" };
            facts.push(("opposite decisions", text.to_owned()));
        }
        if let Some(strong) = analysis.strong {
            let text = if strong {
                "impossible: of a coalition and all others, one wins (strong)"
            } else {
                "possible: a coalition and all others may both fail to win (not strong)"
            };
            facts.push(("deadlock", text.to_owned()));
        }
        if let Some(weighted) = &analysis.weighted {
            facts.push(("the same by weights", self.weights(analysis, weighted, style)));
        }
        if let Some(nakamura) = analysis.nakamura {
            facts.push(("Nakamura number", cycles(nakamura, !analysis.veto_players.is_empty())));
        }
        facts
    }

    /// Who acts as one, each group by name.
    fn united(&self, style: Style) -> String {
        let mut alone = self.members();
        let union = |(name, members): &(String, MemberSet)| {
            alone -= members.len();
            let members: Vec<MemberId> = members.iter().collect();
            let whom = self.told_or_counted(&members, style);
            format!("{name} ({whom})")
        };
        let mut unions: Vec<String> = self.unions.iter().map(union).collect();
        if alone > 0 {
            unions.push(format!("{} by {}", counted(alone, "member"), if alone == 1 { "itself" } else { "themselves" }));
        }
        unions.join("; ")
    }

    /// Members by name, or where there are many how many.
    fn told_or_counted(&self, members: &[MemberId], style: Style) -> String {
        if members.len() > NAMED { counted(members.len(), "member") } else { self.told(members, style) }
    }

    /// Members by name, or in a word.
    pub(super) fn whom(&self, members: &[MemberId], style: Style) -> String {
        let missing: Vec<MemberId> = self.present().into_iter().filter(|member| !members.contains(member)).collect();
        match (members.len(), missing.len()) {
            (0, _) => "nobody".to_owned(),
            (all, 0) if all > 1 => format!("all {}", counted(all, "member")),
            (many, few) if many > NAMED && few <= EXCEPTED => format!("all but {}", self.told(&missing, style)),
            (crowd, _) if crowd > CROWD => counted(crowd, "member"),
            _ => self.told(members, style),
        }
    }

    fn weights(&self, analysis: &Analysis, weighted: &Weighted, style: Style) -> String {
        let Weighted::Yes(Representation { quota, weights }) = weighted else {
            return "no: no weights and quota decide as this rule does".to_owned();
        };
        let number = |number: u128| digits(&number.to_string());
        let needed = format!("{} of {}", number(*quota), number(weights.iter().sum()));
        let mut different = weights.clone();
        different.sort_unstable_by(|a, b| b.cmp(a));
        different.dedup();
        if different.len() > WEIGHTS {
            let (most, least) = (number(different[0]), number(different[different.len() - 1]));
            return format!("{needed}, with weights from {least} to {most}");
        }
        let each = |weight: &u128| {
            let members: Vec<MemberId> =
                analysis.members.iter().zip(weights).filter(|(_, other)| *other == weight).map(|(&member, _)| member).collect();
            let whom = self.told_or_counted(&members, style);
            format!("{} for {whom}", number(*weight))
        };
        format!("{needed}, with {}", different.iter().map(each).collect::<Vec<_>>().join(", "))
    }
}

fn of_ternary(ternary: &Ternary) -> String {
    let passing = digits(&ternary.passing.to_string());
    let everything = power_of(3, ternary.members.len());
    format!("in {passing} of {everything} divisions into for, abstaining and against ({})", fine_percent(ternary.power_to_act.decimal))
}

fn smallest(coalitions: &Coalitions, what: &str) -> String {
    let number = coalitions.number.to_string();
    let minimal = format!("{} minimal {what} coalition{}", digits(&number), if number == "1" { "" } else { "s" });
    match (coalitions.smallest(), coalitions.largest()) {
        _ if number == "0" => "none".to_owned(),
        (Some(least), Some(most)) if least == most => format!("{}; {minimal}", counted(least, "member")),
        (Some(least), Some(most)) => format!("{}; {minimal}, of up to {}", counted(least, "member"), counted(most, "member")),
        _ => format!("not computed; {minimal}"),
    }
}

fn cycles(nakamura: Nakamura, veto: bool) -> String {
    match nakamura {
        Nakamura::Infinite if veto => "infinite: with a veto, majorities cannot go round in circles".to_owned(),
        Nakamura::Infinite => "infinite: majorities cannot go round in circles".to_owned(),
        Nakamura::Finite(number) => {
            format!("{number}: among {number} or more alternatives, majorities can go round in circles")
        }
    }
}

/// A power in digits, or where that is long as a power.
fn power_of(base: u64, exponent: usize) -> String {
    let number =
        u32::try_from(exponent).ok().and_then(|exponent| base.checked_pow(exponent)).filter(|number| *number < 1_000_000_000_000_000);
    number.map_or_else(|| format!("{base}^{exponent}"), thousands)
}
