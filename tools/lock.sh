#!/bin/sh
# Locks what the launcher installs: requirements.lock (the program), requirements-test.lock (with
# every extra and what tests need), requirements-bench.lock (with the peers of the benchmarks).
# Needs uv. Run it after a change of the dependencies in pyproject.toml.
set -eu
cd "$(dirname "$0")/.."

lock() {
    target=$1
    shift
    printf 'hatchling\neditables\n' | uv pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links \
        --custom-compile-command tools/lock.sh \
        pyproject.toml - "$@" --output-file "$target"
}

every="--extra server --extra scale --extra stamps --extra text --extra passes"
lock requirements.lock
# shellcheck disable=SC2086
lock requirements-test.lock $every --extra test
# shellcheck disable=SC2086
lock requirements-bench.lock $every --extra test --extra bench
