//! An answer: what a question found, in every form.

use std::io;

use nemcon::page::Picture;
use nemcon::report::{Cells, Style};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::findings::{Finding, Form};
use crate::table::Table;

/// What a question found.
#[pyclass(frozen, module = "nemcon._nemcon")]
pub(crate) struct Answer(Box<dyn Finding>);

impl Answer {
    pub(crate) fn new(finding: impl Finding + 'static) -> Self {
        Self(Box::new(finding))
    }

    fn tell(&self, py: Python<'_>, form: Form<'_>) -> PyResult<()> {
        py.detach(|| self.0.tell(form)).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidInput => {
                let names: Vec<&str> = self.0.tables().iter().map(|(name, _)| *name).collect();
                PyKeyError::new_err(format!("{error}: it is one of {}", names.join(", ")))
            }
            _ => error.into(),
        })
    }
}

#[pymethods]
impl Answer {
    /// The document, as `--format json` prints it.
    fn json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let mut bytes = Vec::new();
        self.tell(py, Form::Json(&mut bytes))?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// What a terminal shows.
    fn text(&self, py: Python<'_>, width: usize, color: bool) -> PyResult<String> {
        let style = Style { bars: true, color, width };
        let mut text = String::new();
        self.tell(py, Form::Text(style, &mut text))?;
        Ok(text)
    }

    /// The tables, each with what a row is, the usual one first.
    fn tables(&self) -> Vec<(&'static str, &'static str)> {
        self.0.tables()
    }

    /// A table, as `--format csv` prints it.
    fn csv<'py>(&self, py: Python<'py>, table: Option<&str>) -> PyResult<Bound<'py, PyBytes>> {
        let mut bytes = Vec::new();
        self.tell(py, Form::Csv(table, &mut bytes))?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// A table for frame libraries.
    fn table(&self, py: Python<'_>, table: Option<&str>) -> PyResult<Table> {
        let mut cells = Cells::default();
        self.tell(py, Form::Cells(table, &mut cells))?;
        Table::of(&cells)
    }

    /// The pictures that there are, each as SVG, with its name.
    fn pictures(&self, py: Python<'_>) -> Vec<(&'static str, String)> {
        py.detach(|| {
            let dossier = self.0.dossier();
            let drawn = |picture| Some((name(picture)?, dossier.as_ref()?.svg(picture).ok()?));
            Picture::ALL.into_iter().filter_map(drawn).collect()
        })
    }

    /// A web page, where it can be told to readers.
    fn page(&self, py: Python<'_>) -> Option<String> {
        py.detach(|| self.0.dossier().map(|dossier| dossier.html()))
    }
}

/// As `nemcon plot --what` has it.
fn name(picture: Picture) -> Option<&'static str> {
    match picture {
        Picture::Incidence => Some("incidence"),
        Picture::Members => Some("members"),
        Picture::Holdouts => Some("holdouts"),
        Picture::Compare => Some("compare"),
        _ => None,
    }
}
