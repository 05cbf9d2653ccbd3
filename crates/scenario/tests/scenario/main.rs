//! Loading scenario files, as a caller of the library sees it.

mod bodies;
mod documents;
mod files;
mod json;
mod merging;
mod rejected;
mod robustness;
mod rules;
mod support;
