//! Which table of the format has which keys, to say of a key that stands in the wrong one.

use super::BLOCKS;
use super::file::TOP;
use crate::raw::within;

/// Where a key can stand, in words.
pub(crate) fn with_key(key: &str) -> Vec<String> {
    if TOP.contains(&key) {
        return vec!["at the top of the file, before the first table".to_owned()];
    }
    // What has a table of its own is rarely meant for one within another.
    let mut found: Vec<String> =
        BLOCKS.iter().filter(|block| block.keys().contains(&key)).map(|block| format!("under {}", block.header())).collect();
    if found.is_empty() {
        found = within::TABLES.iter().filter(|(_, keys)| keys().contains(&key)).map(|(table, _)| (*table).to_owned()).collect();
    }
    let own = super::find(key).filter(|block| block.is_list());
    found.extend(own.map(|block| format!("in tables of its own, {}", block.header())));
    found
}

#[cfg(test)]
mod tests {
    use super::with_key;

    #[test]
    fn every_table_has_its_keys() {
        assert_eq!(with_key("frailty"), ["under [dynamics]"]);
        assert_eq!(with_key("title"), ["at the top of the file, before the first table"]);
        assert_eq!(with_key("probability"), ["under [[event]]"]);
        assert_eq!(
            with_key("half_life"),
            ["in `enters`", "in `withdraws`", "in `deadline` or `meeting` of [dynamics]", "in `other` of [question]"]
        );
        assert_eq!(with_key("consensus_minus"), ["in a rule"]);
        assert_eq!(with_key("runs"), ["under [run]"]);
        assert_eq!(with_key("member"), ["in a condition", "in tables of its own, [[member]]"]);
        assert_eq!(with_key("stance"), ["in an effect", "in tables of its own, [[stance]]"]);
        assert!(with_key("nothing").is_empty());
    }
}
