#!/bin/sh
# Writes both lock files from pyproject.toml, keeping the versions they hold where it can.
# Move to the newest versions with: scripts/lock.sh --upgrade
# requirements.lock is what running needs, requirements-dev.lock the same and what checking
# needs. Neither names a host: no header, no annotations, versions and hashes only.
set -eu
compile() {
    "${UV:-uv}" pip compile pyproject.toml --quiet --universal --python-version 3.12 \
        --all-extras --generate-hashes --no-header --no-annotate "$@"
}
compile --group dev -o requirements-dev.lock "$@"
compile --group install -c requirements-dev.lock -o requirements.lock
