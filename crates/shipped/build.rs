//! The files are part of the program.

fn main() {
    println!("cargo:rerun-if-changed=scenarios");
}
