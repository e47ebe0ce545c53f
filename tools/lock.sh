#!/bin/sh
# Renews requirements.lock and requirements-test.lock from pyproject.toml (needs uv).
set -eu
cd "$(dirname -- "$0")/.."
compile() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --custom-compile-command tools/lock.sh "$@"
}
printf 'hatchling\neditables\n' >build-requirements.tmp
compile pyproject.toml build-requirements.tmp -o requirements.lock
compile pyproject.toml build-requirements.tmp --extra test --extra server -c requirements.lock \
    -o requirements-test.lock
rm build-requirements.tmp
