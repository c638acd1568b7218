"""Finds a Chromium for the browser tests: $CHROMIUM, one on the PATH, Debian's, else Playwright's own.

Run as a script, it installs one if none is found, and prints which it uses.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str:
    """The path of an installed Chromium, "" if there is none besides Playwright's own."""
    chosen = os.environ.get("CHROMIUM", "")
    return chosen or next((path for name in NAMES if (path := shutil.which(name))), "")


def _run(*command: str) -> bool:
    print("+", *command, flush=True)
    try:
        return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _install_debian() -> bool:
    if not shutil.which("apt-get"):
        return False
    root = () if os.geteuid() == 0 else ("sudo", "-n")
    if root and not shutil.which("sudo"):
        return False
    return _run(*root, "apt-get", "update", "-qq") and _run(*root, "apt-get", "install", "-y", "-qq", "chromium")


def main() -> int:
    """Make sure that there is a browser; the exit code is 1 if none can be installed."""
    if find_chromium() or (_install_debian() and find_chromium()):
        print(f"Browser tests use {find_chromium()}")
        return 0
    if _run(sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"):
        print("Browser tests use Playwright's Chromium")
        return 0
    print("No Chromium could be found or installed: install one, or set CHROMIUM to its path.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
