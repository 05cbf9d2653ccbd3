//! One picture by itself, for a paper.

use std::fmt;

use nemcon_report::counted;
use nemcon_report::schema::{AssumptionsDocument, SweepDocument};
use nemcon_report::wording::{RESCALED, counted_runs};

use crate::Dossier;
use crate::charts::{self, differences, heat::Heat, holdouts, incidence, tornado};
use crate::svg::{Chart, Size};
use crate::words::{assumptions, cut, key, prose};

/// A picture that a dossier has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Picture {
    /// What has come about by when: areas stacked over the calendar.
    Incidence,
    /// Members by date: how likely each is against the leading candidate.
    Members,
    /// Who is last to agree, and who is in the way where nobody is agreed on.
    Holdouts,
    /// What variants change in the likeliest outcome.
    Compare,
    /// How far each input moves an outcome, from one of its ends to the other.
    Tornado,
}

impl Picture {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Incidence, Self::Members, Self::Holdouts, Self::Compare, Self::Tornado];
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NothingToShow(&'static str);

impl From<Picture> for NothingToShow {
    fn from(picture: Picture) -> Self {
        Self(match picture {
            Picture::Incidence => "no run has a round",
            Picture::Members => "nobody is against the leading candidate",
            Picture::Holdouts => "nobody is in the way of the leading candidate",
            Picture::Compare => "there are no variants",
            Picture::Tornado => "no input was varied",
        })
    }
}

impl fmt::Display for NothingToShow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing to show: {}", self.0)
    }
}

impl std::error::Error for NothingToShow {}

impl Dossier {
    /// A picture as a file of SVG, with a title, what is asked, what it is made from, and a description for who cannot see
    /// it.
    ///
    /// Where there is nothing to be seen it is refused.
    pub fn svg(&self, picture: Picture) -> Result<String, NothingToShow> {
        let chart = self.chart(picture).ok_or(picture)?;
        let run = &self.run;
        let runs = self.sensitivity.as_ref().filter(|_| picture == Picture::Tornado).map_or(run.runs, |found| found.runs);
        let assumed = self.assumptions.as_ref();
        Ok(chart.alone(&prose(&run.title), &sources(runs, run.seed, &run.engine, assumed)))
    }

    fn chart(&self, picture: Picture) -> Option<Chart> {
        match picture {
            Picture::Incidence => incidence::draw(self, Size::Wide),
            Picture::Members => Heat::of(self).map(|heat| heat.draw(self, Size::Wide)),
            Picture::Holdouts => holdouts::draw(self, Size::Wide),
            Picture::Compare => {
                let compare = self.compare.as_ref()?;
                let first = *differences::outcomes(self, compare).first()?;
                Some(differences::draw(self, compare, first, Size::Wide))
            }
            Picture::Tornado => {
                let found = self.sensitivity.as_ref().filter(|found| !found.inputs.is_empty())?;
                Some(tornado::draw(self, found, Size::Wide))
            }
        }
    }
}

/// An outcome of a sweep, by id (the likeliest where none is named), as a file of SVG: a curve with its intervals where
/// one key varies, a map of shares where two do.
///
/// Where there is no such outcome at every point it is refused. What is assumed is named as its source, where it is known.
pub fn sweep(found: &SweepDocument, outcome: Option<&str>, assumed: Option<&AssumptionsDocument>) -> Result<String, NothingToShow> {
    let chart = charts::sweep::draw(found, outcome).ok_or(NothingToShow("no such outcome is at every point"))?;
    let rescaled = found.keys.iter().filter(|key| key.rescales).map(|of| format!("Where {} varies, {RESCALED}.", key(&of.key)));
    let sources = rescaled.chain(sources(found.runs, found.seed, &found.engine, assumed));
    Ok(chart.alone(&prose(&found.title), &sources.collect::<Vec<_>>()))
}

/// What a picture is made from: how it was computed, from what, and after whom.
fn sources(runs: u64, seed: u64, engine: &str, assumed: Option<&AssumptionsDocument>) -> Vec<String> {
    let all = assumed.map_or(&[][..], |assumed| &assumed.assumptions[..]);
    let from = if all.is_empty() { String::new() } else { format!("; {}", assumptions(all)) };
    let made = format!("Source: simulation by nemcon {engine}, {}, seed {seed}{from}", counted_runs(runs));
    let mut named: Vec<&str> = Vec::new();
    for source in all.iter().flat_map(|assumption| assumption.sources.iter().chain(&assumption.entry_sources)) {
        if !named.contains(&source.as_str()) {
            named.push(source);
        }
    }
    let after = named.first().map(|first| match named.len() - 1 {
        0 => format!("Assumptions after: {}", prose(first)),
        others => {
            let others = counted(others, "other source");
            format!("Assumptions after: {}; and {others} (nemcon check --assumptions FILE)", cut(&prose(first), SOURCE))
        }
    });
    std::iter::once(made).chain(after).collect()
}

/// A source beside which others are counted has so many columns.
const SOURCE: usize = 36;
