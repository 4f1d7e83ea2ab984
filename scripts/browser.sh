#!/bin/sh
# Brings Chromium for the browser tests through the system's package manager, if it is missing.
# Without one the browser tests are skipped and say so; with CI=true they fail.
set -eu

for name in ${CHROMIUM:-chromium chromium-browser google-chrome google-chrome-stable}; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
if [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]; then
    exit 0
fi

missing() {
    echo "$1 The browser tests will be skipped." >&2
    if [ "${CI:-}" = true ]; then
        exit 1
    fi
    exit 0
}

if ! command -v apt-get >/dev/null 2>&1; then
    missing "No Chromium was found, and this system has no apt-get to bring it: install Chromium or Chrome by hand."
fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
        missing "No Chromium was found, and installing it needs an administrator: sudo apt-get install chromium"
    fi
    as_root="sudo -n"
fi

echo "Installing Chromium for the browser tests (a few minutes, once)."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
for attempt in 1 2 3; do
    # An old package list may still do, so a failed update is no reason to stop.
    $as_root apt-get update -q >"$log" 2>&1 || true
    if $as_root apt-get install -q -y --no-install-recommends chromium >>"$log" 2>&1; then
        exit 0
    fi
    sleep $((attempt * 5))
done
cat "$log" >&2
missing "Chromium could not be installed."
