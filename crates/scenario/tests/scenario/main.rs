//! Loading scenario files, as a caller of the library sees it.

mod bodies;
mod documents;
mod files;
mod json;
mod limits;
mod merging;
mod notices;
mod rejected;
mod robustness;
mod rules;
mod schema;
mod support;
