//! Which table of the format has which keys, to say of a key that stands in the wrong one.

use serde::de::{Deserialize, Deserializer, Visitor};

use super::{body, candidate, dynamics, event, evidence, file, question, rule, stance};

/// Where a key can stand, in words.
pub(crate) fn with_key(key: &str) -> Vec<&'static str> {
    if ["schema", "title", "extends", "remove"].contains(&key) {
        return vec!["at the top of the file, before the first table"];
    }
    let tables = [
        ("under [question]", keys::<question::Question>()),
        ("under [body]", keys::<body::Body>()),
        ("under [[member]]", keys::<body::Member>()),
        ("under [[candidate]]", keys::<candidate::Candidate>()),
        ("under [[stance]]", keys::<stance::StanceEntry>()),
        ("under [[bloc]]", keys::<evidence::Bloc>()),
        ("under [[evidence]]", keys::<evidence::Evidence>()),
        ("under [dynamics]", keys::<dynamics::Dynamics>()),
        ("under [[pace]]", keys::<dynamics::Pace>()),
        ("under [[influence]]", keys::<dynamics::Influence>()),
        ("under [[event]]", keys::<event::Event>()),
        ("under [run]", keys::<file::Run>()),
        ("under [outcome]", keys::<file::Outcome>()),
    ];
    let within = [
        ("in a rule", keys::<rule::RuleTable>()),
        ("in `prior`", keys::<stance::Prior>()),
        ("in `enters`", keys::<candidate::Enters>()),
        ("in `withdraws`", keys::<candidate::Withdraws>()),
        ("in `bandwagon`", keys::<dynamics::Bandwagon>()),
        ("in `isolation`", keys::<dynamics::Isolation>()),
        ("in `deadline` of [dynamics]", keys::<dynamics::DeadlinePull>()),
        ("in `when`", keys::<event::When>()),
        ("in an effect", keys::<event::Effect>()),
        ("in an effect on `stance`", keys::<event::StanceEffect>()),
        ("in `procedure`", keys::<question::Procedure>()),
        ("in `soundings`", keys::<question::Soundings>()),
        ("in `drop`", keys::<question::Drop>()),
        ("in a step of `winnowing`", keys::<question::Cut>()),
        ("in `ballots` of a procedure", keys::<question::Ballots>()),
        ("in `eliminate`", keys::<question::Eliminate>()),
    ];
    let having = |tables: &[(&'static str, &[&str])]| -> Vec<&'static str> {
        tables.iter().filter(|(_, keys)| keys.contains(&key)).map(|(table, _)| *table).collect()
    };
    // What has a table of its own is rarely meant for one within another.
    let mut found = having(&tables);
    if found.is_empty() {
        found = having(&within);
    }
    found.extend(OWN.iter().find(|(own, _)| *own == key).map(|(_, place)| *place));
    found
}

/// What stands in tables of its own.
const OWN: [(&str, &str); 8] = [
    ("member", "in tables of its own, [[member]]"),
    ("candidate", "in tables of its own, [[candidate]]"),
    ("stance", "in tables of its own, [[stance]]"),
    ("bloc", "in tables of its own, [[bloc]]"),
    ("evidence", "in tables of its own, [[evidence]]"),
    ("pace", "in tables of its own, [[pace]]"),
    ("influence", "in tables of its own, [[influence]]"),
    ("event", "in tables of its own, [[event]]"),
];

/// The keys of a struct, from its own deserialiser.
fn keys<T: Deserialize<'static>>() -> &'static [&'static str] {
    T::deserialize(Probe).err().map_or(&[], |Keys(keys)| keys)
}

/// Gives nothing but the keys it was asked for.
struct Probe;

#[derive(Debug)]
struct Keys(&'static [&'static str]);

impl std::fmt::Display for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("keys")
    }
}

impl std::error::Error for Keys {}

impl serde::de::Error for Keys {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self(&[])
    }
}

impl<'de> Deserializer<'de> for Probe {
    type Error = Keys;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Keys> {
        Err(Keys(&[]))
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, keys: &'static [&'static str], _: V) -> Result<V::Value, Keys> {
        Err(Keys(keys))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::with_key;

    #[test]
    fn every_table_has_its_keys() {
        assert_eq!(with_key("frailty"), ["under [dynamics]"]);
        assert_eq!(with_key("title"), ["at the top of the file, before the first table"]);
        assert_eq!(with_key("probability"), ["under [[event]]"]);
        assert_eq!(with_key("half_life"), ["in `enters`", "in `withdraws`", "in `deadline` of [dynamics]"]);
        assert_eq!(with_key("consensus_minus"), ["in a rule"]);
        assert_eq!(with_key("runs"), ["under [run]"]);
        assert_eq!(with_key("member"), ["in tables of its own, [[member]]"]);
        assert_eq!(with_key("stance"), ["in an effect", "in tables of its own, [[stance]]"]);
        assert!(with_key("nothing").is_empty());
    }
}
