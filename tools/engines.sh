#!/bin/sh
# Adds the other engines to the virtual environment $1 for `make engines`: their packages from a hashed lock of their own
# (half a gigabyte, so not part of the set-up everybody needs), PostgreSQL and Java where they are absent and may be
# installed.
set -u
venv=${1:-.venv}

need=""
command -v java >/dev/null 2>&1 || need="openjdk-17-jre-headless"
if ! command -v initdb >/dev/null 2>&1; then
    set -- /usr/lib/postgresql/*/bin/initdb # Debian keeps it beside the PATH
    [ -x "$1" ] || need="$need postgresql"
fi
if [ -n "$need" ]; then
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        for each in $need; do
            # Spark 4 runs on Java 17 and 21; a release of Debian has one of them.
            apt-get install -y -qq --no-install-recommends "$each" >/dev/null 2>&1 ||
                { [ "$each" != openjdk-17-jre-headless ] || apt-get install -y -qq --no-install-recommends default-jre-headless >/dev/null; } ||
                echo "$each could not be installed."
        done
    else
        echo "Absent:$need. Without them the tests of that engine are skipped."
        echo "On Debian, as root: apt-get install --no-install-recommends$need"
    fi
fi

echo "Adding Spark and ClickHouse to $venv (half a gigabyte, once) …"
if ! "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-engines.lock; then
    echo "The packages of requirements-engines.lock could not be installed for the reason above." >&2
    exit 1
fi
touch "$venv/.engines"
