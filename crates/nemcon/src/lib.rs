//! nemcon
