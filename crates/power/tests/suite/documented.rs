//! What is registered is documented.

use nemcon_power::MEASURES;

use crate::bodies::text;

#[test]
fn every_measure_has_its_row_in_the_documentation() {
    let page = text("docs/power.md");
    let rows: Vec<Vec<&str>> = page.lines().map(|line| line.split('|').map(str::trim).collect()).collect();
    for measure in MEASURES {
        let (index, key) = (format!("`{}`", measure.index), format!("`{}`", measure.key));
        let documents = |row: &&Vec<&str>| row.len() > 2 && row[1].ends_with(&index) && row[2] == key;
        assert_eq!(rows.iter().filter(documents).count(), 1, "docs/power.md: one row for {} of {}", measure.key, measure.index);
    }
}
