"""Finds a Chromium on this machine and says how the tests start it."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_A_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
# It looks for updates and accounts by itself otherwise; the tests know no other host.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]


def find() -> str | None:
    """The path of the browser: CHROMIUM from the environment, or the first that is installed."""
    named = os.environ.get("CHROMIUM")
    found = [shutil.which(name) for name in ([named] if named else NAMES)]
    found += [str(ON_A_MAC)] if ON_A_MAC.exists() else []
    return next((path for path in found if path), None)
