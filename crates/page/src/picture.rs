//! One picture by itself, for a paper.

use std::fmt;

use nemcon_core::printable;
use nemcon_report::wording::thousands;

use crate::Dossier;
use crate::charts::{differences, heat::Heat, holdouts, incidence};
use crate::svg::{Chart, Size};

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
}

impl Picture {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Incidence, Self::Members, Self::Holdouts, Self::Compare];
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NothingToShow(Picture);

impl fmt::Display for NothingToShow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Picture::Incidence => "nothing to show: no run has a round",
            Picture::Members => "nothing to show: nobody is against the leading candidate",
            Picture::Holdouts => "nothing to show: nobody is in the way of the leading candidate",
            Picture::Compare => "nothing to show: there are no variants",
        })
    }
}

impl std::error::Error for NothingToShow {}

impl Dossier {
    /// A picture as a file of SVG, with a title, what it is made from, and a description for who cannot see it.
    ///
    /// Where there is nothing to be seen it is refused.
    pub fn svg(&self, picture: Picture) -> Result<String, NothingToShow> {
        let chart = self.chart(picture).ok_or(NothingToShow(picture))?;
        let run = &self.run;
        let made = format!("{} runs, seed {}, nemcon {}", thousands(run.runs), run.seed, run.engine);
        Ok(chart.alone(&[printable(&run.title).into_owned(), made]))
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
        }
    }
}
