#!/bin/sh
# Makes the virtual environment named in $1 with the first Python that is new enough.
set -eu

enough='import sys; sys.exit(sys.version_info < (3, 11))'
for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -c "$enough" 2>/dev/null; then
        echo "Making a virtual environment in $1 with $("$name" --version)."
        if "$name" -m venv --clear "$1"; then
            exit 0
        fi
        rm -rf "$1"
        echo "Python could not make a virtual environment. On Debian and Ubuntu the package python3-venv brings what is missing." >&2
        exit 1
    fi
done
echo "Newsroom needs Python 3.11 or newer. Install it, or name it: make PYTHON=/path/to/python3.11 run" >&2
exit 1
