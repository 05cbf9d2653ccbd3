//! One picture by itself, for a paper.

use std::fmt;

use nemcon_core::printable;
use nemcon_report::schema::SweepDocument;
use nemcon_report::wording::{RESCALED, thousands};

use crate::Dossier;
use crate::charts::{self, differences, heat::Heat, holdouts, incidence, tornado};
use crate::svg::{Chart, Size};
use crate::words::key;

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
    /// A picture as a file of SVG, with a title, what it is made from, and a description for who cannot see it.
    ///
    /// Where there is nothing to be seen it is refused.
    pub fn svg(&self, picture: Picture) -> Result<String, NothingToShow> {
        let chart = self.chart(picture).ok_or(picture)?;
        let run = &self.run;
        let runs = self.sensitivity.as_ref().filter(|_| picture == Picture::Tornado).map_or(run.runs, |found| found.runs);
        Ok(chart.alone(&sources(&run.title, runs, run.seed, &run.engine)))
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
/// Where there is no such outcome at every point it is refused.
pub fn sweep(found: &SweepDocument, outcome: Option<&str>) -> Result<String, NothingToShow> {
    let chart = charts::sweep::draw(found, outcome).ok_or(NothingToShow("no such outcome is at every point"))?;
    let rescaled = found.keys.iter().filter(|key| key.rescales).map(|of| format!("Where {} varies, {RESCALED}.", key(&of.key)));
    let sources = rescaled.chain(sources(&found.title, found.runs, found.seed, &found.engine));
    Ok(chart.alone(&sources.collect::<Vec<_>>()))
}

/// What a picture is made from.
fn sources(title: &str, runs: u64, seed: u64, engine: &str) -> [String; 2] {
    [printable(title).into_owned(), format!("{} runs, seed {seed}, nemcon {engine}", thousands(runs))]
}
