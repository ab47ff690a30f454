# Makes .venv from a lock file; read by ./run and ./check, which stand at the root.
#
#   prepare requirements.lock [another lock that is as good]
#
# Needs Python 3 with pip, or uv. Installs again only when a lock or pyproject.toml changed.

# Trust what the system trusts, as pip does: firms and CI may have certificates of their own.
UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-true}
export UV_SYSTEM_CERTS

say() { printf '%s\n' "voldaan: $*" >&2; }
give_up() { say "$*"; exit 1; }

# pyenv's stand-ins exist but answer 127, and Debian splits pip off: ask, do not assume.
python_with_pip() {
    for candidate in python3 /usr/bin/python3 /usr/local/bin/python3 python \
        python3.15 python3.14 python3.13 python3.12; do
        "$candidate" -m pip --version >/dev/null 2>&1 && { echo "$candidate"; return; }
    done
    return 1
}

find_uv() {
    if uv --version >/dev/null 2>&1; then uv=uv; return; fi
    uv=$PWD/.tools/bin/uv
    "$uv" --version >/dev/null 2>&1 && return
    python=$(python_with_pip) ||
        give_up "no uv and no Python 3 with pip here; install one of them and start again."
    say "fetching uv into .tools (once) …"
    # --target also works where the system's Python may not be changed or has no venv.
    "$python" -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
        --target .tools --upgrade 'uv>=0.9,<1' >&2 || give_up "pip could not install uv; see above."
    "$uv" --version >/dev/null 2>&1 || give_up "uv was installed but does not start."
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

make_environment() {
    is_new_enough .venv/bin/python && return
    # uv does not look inside pyenv, so its interpreters are named one by one.
    pyenv=${PYENV_ROOT:-${HOME:-}/.pyenv}/versions
    for wanted in 3.13 "$pyenv"/3.13*/bin/python3 '>=3.12' "$pyenv"/3.1[2-9]*/bin/python3; do
        "$uv" venv --quiet --clear --no-python-downloads --python "$wanted" .venv \
            >/dev/null 2>&1 && return
    done
    say "no Python 3.12 or newer found; asking uv to fetch one …"
    "$uv" venv --quiet --clear --python 3.13 .venv ||
        give_up "Voldaan needs Python 3.12 or newer; install one and start again."
}

sum_of() { cat pyproject.toml "$1" | cksum; }

prepare() {
    stamp=.venv/installed-from
    for lock in "$@"; do
        [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(sum_of "$lock")" ] &&
            is_new_enough .venv/bin/python && return
    done
    find_uv
    make_environment
    say "installing what $1 lists …"
    rm -f "$stamp"
    "$uv" pip sync --quiet --python .venv/bin/python --require-hashes "$1" ||
        give_up "the installation failed; see above."
    # hatchling comes out of the lock, so this step fetches nothing.
    "$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation \
        --offline --editable . || give_up "Voldaan itself could not be installed; see above."
    sum_of "$1" >"$stamp"
}
