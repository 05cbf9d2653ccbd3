//! A forecast for readers: one self-contained web page, Markdown, or a picture for a paper.
//!
//! A [`Dossier`] is what is to be told: the typed documents of the crate `nemcon-report`, and the [`Setting`]
//! that they were computed in. It is told as a page of HTML that needs neither a network nor scripts
//! ([`Dossier::html`]), as Markdown ([`Dossier::markdown`]), or one [`Picture`] at a time ([`Dossier::svg`]):
//!
//! ```
//! use nemcon_core::{Body, Cadence, Date, Draft, Edge, Member, Prior, consensus};
//! use nemcon_page::{Dossier, Picture, Setting};
//! use nemcon_report::{Report, RunReport};
//!
//! let body = Body::new("Partners", ["ann", "bob", "cy"].map(Member::new).into());
//! let model = Draft::motion("the merger", Date::constant(2031, 1, 6), Date::constant(2031, 6, 30), Cadence::weeks(1), consensus())
//!     .body(body)
//!     .prior(Prior::new([0.0, 0.5, 0.3, 0.2])?)
//!     .half_life(Edge::Reserve, 14.0)
//!     .build()?;
//! let estimates = nemcon_montecarlo::simulate(&model).runs(2_000).run()?;
//! let run = RunReport::new(&model, &estimates, &[]).document();
//!
//! let dossier = Dossier::new(Setting::of(&model), run);
//! assert!(dossier.html().contains("The merger is adopted with probability"));
//! assert!(dossier.svg(Picture::Incidence)?.starts_with("<svg"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! With the feature `png` a picture can be had as pixels too (`png`).
//!
//! # What is relied on
//!
//! - The same dossier gives the same bytes.
//! - Whatever a file says is shown as text and never takes effect, in HTML, Markdown and SVG: markup in it is
//!   escaped, what cannot be seen is written as its number, and a name that is long is cut.
//! - Nothing is fetched: the page forbids it by its content security policy. Scripts run only where an [`Engine`]
//!   is given, of which the page is complete without.
//!
//! # How it is made
//!
//! ```text
//! documents → Dossier → charts (SVG through small helpers) → html, markdown, a picture
//! ```

mod answer;
mod charts;
mod dossier;
mod engine;
mod html;
mod inputs;
mod markdown;
mod palette;
mod picture;
#[cfg(feature = "png")]
mod png;
mod setting;
mod svg;
mod words;

pub use dossier::Dossier;
pub use engine::{Engine, Number};
pub use picture::{NothingToShow, Picture, sweep};
#[cfg(feature = "png")]
pub use png::{PNG_WIDTHS, PngError, png};
pub use setting::{Setting, Timed};
