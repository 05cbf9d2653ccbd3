//! The guide and the page on more mechanisms show what nemcon prints; `SNAPSHOTS=overwrite cargo test`
//! writes them anew.

use std::fs;
use std::mem::take;
use std::path::Path;

use snapbox::{Assert, Data};

use crate::support::{nemcon, root, stdout};

/// The page with the output of every command in it as it is now, and how many there are. The files shown
/// since the last command have the names that the command gives them, in that order.
fn written_anew(page: &str) -> (String, usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut anew, mut files, mut shown) = (String::new(), Vec::new(), 0);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        anew += &format!("{line}\n");
        let Some(mark) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let mut text = block.join("\n");
        if let Some(arguments) = block[0].strip_prefix("$ nemcon ") {
            let names = arguments.split(' ').filter(|word| Path::new(word).extension().is_some_and(|extension| extension == "toml"));
            for (name, file) in names.zip(take(&mut files)) {
                fs::write(folder.path().join(name), file).expect("the folder takes a file");
            }
            text = format!("{}\n{}", block[0], stdout(nemcon(arguments).current_dir(folder.path())));
            text.truncate(text.trim_end().len());
            shown += 1;
        } else if ["toml", "toml,what-if"].contains(&mark) {
            files.push(text.clone());
        }
        anew += &format!("{text}\n```\n");
    }
    (anew, shown)
}

#[test]
fn the_pages_of_examples_show_what_is_printed() {
    for name in ["guide", "mechanisms"] {
        let path = root().join(format!("docs/{name}.md"));
        let (anew, shown) = written_anew(&fs::read_to_string(&path).expect("the page"));
        assert!(shown > 10, "{name}: {shown} outputs");
        Assert::new().action_env("SNAPSHOTS").eq(anew, Data::read_from(&path, None).raw());
    }
}
