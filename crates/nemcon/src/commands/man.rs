//! `nemcon man`: manual pages.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_mangen::Man as Page;

use crate::Cli;
use crate::failure::Failure;
use crate::output::Output;

/// Print the manual page of nemcon, or of one of its commands
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon man | man -l -
  nemcon man run > ~/.local/share/man/man1/nemcon-run.1")]
pub(crate) struct Man {
    /// The command; without one, the page of nemcon itself
    command: Option<String>,
}

impl Man {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let mut nemcon = Cli::command();
        nemcon.build();
        let page = match &self.command {
            None => nemcon,
            Some(name) => nemcon.find_subcommand(name).ok_or_else(|| unknown(&nemcon, name))?.clone(),
        };
        Ok(Output::Stdout.write(|out| render(page, out))?)
    }
}

/// The sections in their usual order. What stands behind the flags in the help, examples first, is
/// several here.
fn render(command: clap::Command, out: &mut dyn Write) -> io::Result<()> {
    let behind = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (has_commands, has_version) = (command.has_subcommands(), command.get_version().is_some());
    let page = Page::new(command);
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    if has_commands {
        page.render_subcommands_section(out)?;
    }
    for part in behind.split("\n\n") {
        let (title, text) = match part.split_once(':') {
            Some(("Examples", text)) => ("EXAMPLES", text),
            Some(("Exit codes", text)) => ("EXIT STATUS", text),
            _ => ("NOTES", part),
        };
        section(title, text.trim_matches('\n'), out)?;
    }
    if has_version {
        page.render_version_section(out)?;
    }
    Ok(())
}

/// A section in the language of manual pages, its lines as they are.
fn section(title: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, ".SH \"{title}\"\n.nf")?;
    for line in text.lines() {
        // A point or an apostrophe at the start of a line would be a request.
        let line = line.trim_start().replace('\\', "\\e").replace('-', "\\-");
        writeln!(out, "{}{line}", if line.starts_with(['.', '\'']) { "\\&" } else { "" })?;
    }
    writeln!(out, ".fi")
}

fn unknown(nemcon: &clap::Command, name: &str) -> Failure {
    let known: Vec<&str> = nemcon.get_subcommands().map(clap::Command::get_name).collect();
    Failure::Input(format!("there is no command `{name}`; the commands are {}", known.join(", ")))
}
