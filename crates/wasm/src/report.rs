//! The page.

use nemcon::questions::{self, MEMORY, Refusal};

use crate::question::{Loaded, Simulated};

pub(crate) fn answer(asked: &Simulated) -> Result<Vec<u8>, Refusal> {
    let Loaded { base, variants, size } = asked.load()?;
    let variants: Vec<_> = variants.iter().map(|(path, variant)| (*path, variant)).collect();
    let unheard = |_| -> Box<dyn Fn(u64) + Sync> { Box::new(|_| ()) };
    let dossier = questions::dossier(&base, &variants, size, &[], MEMORY, &unheard)?;
    let (dossier, _) = questions::with_answers(dossier, &base, MEMORY, &unheard)?;
    let command = questions::command("report", &asked.named(), &dossier, &["--no-sensitivity"]);
    Ok(dossier.by_command(command).html().into_bytes())
}
