//! One file a chart: from a dossier to a picture.

pub(crate) mod differences;
pub(crate) mod dots;
pub(crate) mod heat;
pub(crate) mod holdouts;
pub(crate) mod incidence;
pub(crate) mod outcomes;
pub(crate) mod power;
pub(crate) mod sweep;
pub(crate) mod tornado;
