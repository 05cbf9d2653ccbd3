//! nemcon
fn main() {}
