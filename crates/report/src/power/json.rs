//! JSON, schema 1. Nothing in it depends on time or machine.

use std::io::{self, Write};

use nemcon_montecarlo::ENGINE;
use nemcon_power::{Analysis, Coalitions, Nakamura, Value as Number, Weighted};
use serde_json::{Map, Value, json};

use super::{Found, PowerReport, members, soundings::Sounding};
use crate::json;

/// Values are spread over lines down to the depth of one number of one member.
const SPREAD: usize = 3;

impl PowerReport<'_> {
    /// Writes the report as one JSON document.
    pub fn write_json(&self, writer: impl Write) -> io::Result<()> {
        let mut document = Map::new();
        let mut put = |key: &str, value: Value| document.insert(key.to_owned(), value);
        put("schema", json!(json::SCHEMA));
        put("engine", json!(ENGINE));
        put("body", json!(self.body.name));
        put("rule", json!(self.rule.describe(self.body)));
        put("members", json!(self.members()));
        match self.found {
            Found::Binary(analysis) => self.binary(analysis, &mut put),
            Found::Ternary(ternary) => {
                put("game", json!("ternary"));
                put("method", json!(ternary.method.name()));
                put("passing_divisions", json!(ternary.passing.to_string()));
                put("power_to_act", number(&ternary.power_to_act));
            }
            Found::Estimate { samples, seed, .. } => {
                put("game", json!("binary"));
                put("method", json!("estimate"));
                put("samples", json!(samples));
                put("seed", json!(seed));
            }
        }
        put("power", self.power());
        let soundings = self.soundings.map(|soundings| soundings.each().map(|sounding| self.sounding(&sounding)).collect::<Vec<_>>());
        put("soundings", json!(soundings));
        json::write(&document, SPREAD, writer)
    }

    fn binary(&self, analysis: &Analysis, put: &mut impl FnMut(&str, Value) -> Option<Value>) {
        let (winning, blocking) = (analysis.minimal_winning.as_ref(), analysis.minimal_blocking.as_ref());
        let counted = |coalitions: Option<&Coalitions>| coalitions.map(|coalitions| coalitions.number.to_string());
        let sizes = analysis.winning_by_size.as_ref().map(|sizes| sizes.iter().map(ToString::to_string).collect::<Vec<_>>());
        put("game", json!("binary"));
        put("method", json!(analysis.method.name()));
        put("winning_coalitions", json!(analysis.winning.to_string()));
        put("winning_by_size", json!(sizes));
        put("minimal_winning_coalitions", json!(counted(winning)));
        put("smallest_winning", json!(winning.and_then(Coalitions::smallest)));
        put("largest_minimal_winning", json!(winning.and_then(Coalitions::largest)));
        put("minimal_blocking_coalitions", json!(counted(blocking)));
        put("smallest_blocking", json!(blocking.and_then(Coalitions::smallest)));
        put("power_to_act", number(&analysis.power_to_act));
        put("veto_players", json!(self.ids(&analysis.veto_players)));
        put("dummies", json!(self.ids(&analysis.dummies)));
        put("dictator", json!(analysis.dictator.map(|member| self.id(member))));
        put("proper", json!(analysis.proper));
        put("strong", json!(analysis.strong));
        put("weighted", self.weighted(analysis));
        let nakamura = analysis.nakamura.map(|nakamura| match nakamura {
            Nakamura::Finite(number) => json!(number),
            Nakamura::Infinite => json!("infinite"),
        });
        put("nakamura", json!(nakamura));
        let relation = analysis.desirability.as_ref().map(|relation| {
            let classes: Vec<_> = relation.classes.iter().map(|class| self.ids(class)).collect();
            json!({ "classes": classes, "incomparable": relation.incomparable })
        });
        put("desirability", json!(relation));
        let listed = |coalitions: Option<&Coalitions>| {
            let listed = coalitions.and_then(|coalitions| coalitions.listed.as_ref());
            listed.map(|listed| listed.iter().map(|coalition| self.ids(coalition)).collect::<Vec<_>>())
        };
        let coalitions = self.view.coalitions.map(|_| json!({ "minimal_winning": listed(winning), "minimal_blocking": listed(blocking) }));
        put("coalitions", json!(coalitions));
    }

    fn weighted(&self, analysis: &Analysis) -> Value {
        match &analysis.weighted {
            None => Value::Null,
            Some(Weighted::No) => json!(false),
            Some(Weighted::Yes(found)) => {
                let weights =
                    analysis.members.iter().zip(&found.weights).map(|(&member, &weight)| (self.id(member).to_owned(), json!(weight)));
                json!({ "quota": found.quota, "weights": weights.collect::<Map<_, _>>() })
            }
        }
    }

    fn power(&self) -> Value {
        let (columns, chosen) = (self.columns(), self.chosen());
        let row = |row: members::Row| {
            let mut entry = Map::from_iter([("member".to_owned(), json!(self.id(row.member)))]);
            if matches!(self.found, Found::Binary(_)) {
                entry.insert("swings".to_owned(), json!(row.swings));
            }
            for (at, column) in columns.iter().enumerate() {
                let value = match row.numbers[at].filter(|_| chosen.contains(&at)) {
                    None => Value::Null,
                    Some(members::Number::Computed(value)) => number(value),
                    Some(members::Number::Estimated(estimate)) => {
                        json!({ "decimal": estimate.value, "low": estimate.interval.low, "high": estimate.interval.high })
                    }
                };
                entry.insert(column.key.to_owned(), value);
            }
            Value::Object(entry)
        };
        self.in_order().into_iter().map(row).collect()
    }

    fn sounding(&self, sounding: &Sounding<'_>) -> Value {
        let (passes, decisive, left_out) = match sounding.passage {
            Ok(passage) => {
                let decisive = passage.members.iter().zip(&passage.decisive);
                let decisive: Map<_, _> = decisive.map(|(&member, &share)| (self.id(member).to_owned(), json!(share))).collect();
                (Some(passage.passes), Some(decisive), None)
            }
            Err(error) => (None, None, Some(error.to_string())),
        };
        json!({ "candidate": sounding.candidate.id, "passes": passes, "decisive": decisive, "left_out": left_out })
    }
}

/// A number: its fraction in lowest terms, where it was computed, and the decimal with a bound on its error.
fn number(value: &Number) -> Value {
    json!({ "fraction": value.fraction.as_ref().map(ToString::to_string), "decimal": value.decimal, "error": value.error })
}
