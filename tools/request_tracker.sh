#!/bin/sh
# Installs Debian's Request Tracker 5 with SQLite for `make helpdesks`, where it is absent and may be installed.
set -eu
server=/usr/share/request-tracker5/libexec/rt-server
[ -x "$server" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" != 0 ]; then
    echo "Request Tracker 5 is absent: the tests that need it are skipped."
    echo "On Debian, as root: apt-get install --no-install-recommends request-tracker5 rt5-db-sqlite rt5-standalone"
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends request-tracker5 rt5-db-sqlite rt5-standalone
