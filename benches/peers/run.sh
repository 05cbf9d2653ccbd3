#!/usr/bin/env bash
# The reduced scenario in NumPy, in Mesa, in plain Rust and in nemcon: do they agree, and how fast is
# each? `benches/peers/run.sh [TIMES]`: how often each is measured, 5 unless told.
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "skipped: the peers need Python 3.11 or later with venv" >&2
  exit 0
fi
target="${CARGO_TARGET_DIR:-target}"
environment="$target/peers"
python3 -m venv "$environment"
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check --requirement benches/peers/requirements.txt
cargo build --quiet --release -p nemcon-benches --example holdouts
exec "$environment/bin/python" benches/peers/compare.py "$target/release/examples/holdouts" "${1:-5}"
