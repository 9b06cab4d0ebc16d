#!/bin/sh
# Makes the virtual environment $1 from the hashed lock, or says in a sentence why it can't.
set -u
venv=${1:-.venv}

fail() {
    printf '\n%s\n' "$1" >&2
    exit 1
}

find_python() {
    for name in python3.12 python3.13 python3.14 python3 python; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; then
            printf '%s' "$name"
            return
        fi
    done
}

python=$(find_python)
[ -n "$python" ] || fail "Deskmerit needs Python 3.12 or newer and found none on the PATH.
Install it (Debian 13: apt install python3.12-venv; macOS: brew install python@3.12; or 'uv python install 3.12'), then run make again."

free_kb=$(df -Pk . | awk 'NR == 2 { print $4 }')
if [ -n "$free_kb" ] && [ "$free_kb" -lt 1500000 ]; then
    fail "Setting up needs about 1.5 GB of disk; this folder's disk has $((free_kb / 1024)) MB free. Make room, then run make again."
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

say() { printf '%s\n' "$1"; }

say "Setting up $venv with $($python --version) (the first time takes a minute or two) …"
if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
    rm -rf "$venv"
    "$python" -m venv "$venv" >"$log" 2>&1 || {
        cat "$log" >&2
        fail "Python could not make a virtual environment. On Debian and Ubuntu install python3-venv, then run make again."
    }
fi
if ! "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock >"$log" 2>&1 ||
    ! "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . >>"$log" 2>&1; then
    tail -n 15 "$log" >&2
    if grep -qiE 'No space left' "$log"; then
        fail "The disk is full. Make about 1.5 GB of room, then run make again."
    elif grep -qiE 'hashes? (do|required|mismatch)|DO NOT MATCH THE HASHES' "$log"; then
        fail "A downloaded package does not match requirements.lock: the package index or a proxy altered it. Use another index (PIP_INDEX_URL), then run make again."
    elif grep -qiE 'Connection|Temporary failure|timed out|Network is unreachable|resolve|Could not find a version|ProxyError|SSLError' "$log"; then
        fail "The packages could not be fetched. Check the network or your package index (PIP_INDEX_URL), then run make again."
    fi
    fail "Installing the packages failed for the reason above. Mend it, then run make again."
fi
"$venv/bin/python" tools/frontend.py || fail "Setting up stopped at the browser files."
"$venv/bin/python" tools/messages.py --compile >"$log" 2>&1 || {
    cat "$log" >&2
    fail "The Chinese texts could not be compiled for the reason above. Mend it, then run make again."
}
touch "$venv/.ready"
say "Ready."
