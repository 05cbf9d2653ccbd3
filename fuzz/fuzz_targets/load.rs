//! Whatever the files say, loading ends: with a scenario that shows and loads again to the same
//! model, or with errors that can be shown.

#![no_main]

use libfuzzer_sys::fuzz_target;
use nemcon_fuzz::Parts;
use nemcon_scenario::{load, load_body};

fuzz_target!(|input: &[u8]| {
    let parts = Parts::new(input);
    match load(&parts, parts.scenario()) {
        Ok(scenario) => {
            let shown = scenario.to_toml();
            let again = Parts::new(shown.as_bytes());
            let again = load(&again, again.scenario()).unwrap_or_else(|errors| panic!("what is shown is refused: {errors}\n{shown}"));
            assert_eq!(again.model(), scenario.model(), "what is shown is another model:\n{shown}");
        }
        Err(errors) => {
            assert!(errors.iter().next().is_some(), "refused without a reason");
            drop((errors.render(true), errors.render(false)));
        }
    }
    if let Err(errors) = load_body(&parts, parts.scenario(), None) {
        drop(errors.render(false));
    }
});
