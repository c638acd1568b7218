"""Finds the browsers of the tests: $CHROMIUM and $FIREFOX, those on the PATH, Debian's, else Playwright's own Chromium.

Run as a script, it installs those that are not found, and prints which are used.
"""

import os
import shutil
import subprocess
import sys

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIREFOX = ("firefox-esr", "firefox")


def find_chromium() -> str:
    """The path of an installed Chromium, "" if there is none besides Playwright's own."""
    return _find("CHROMIUM", CHROMIUM)


def find_firefox() -> str:
    """The path of an installed Firefox, "" if there is none."""
    return _find("FIREFOX", FIREFOX)


def _find(variable: str, names: tuple[str, ...]) -> str:
    chosen = os.environ.get(variable, "")
    return chosen or next((path for name in names if (path := shutil.which(name))), "")


def _run(*command: str) -> bool:
    print("+", *command, flush=True)
    try:
        return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _install_debian(package: str) -> bool:
    if not shutil.which("apt-get"):
        return False
    root = () if os.geteuid() == 0 else ("sudo", "-n")
    if root and not shutil.which("sudo"):
        return False
    install = (*root, "apt-get", "install", "-y", "-qq", package)
    return _run(*root, "apt-get", "update", "-qq") and _run(*install)


def main() -> int:
    """Make sure that there are browsers; the exit code is 1 if no Chromium can be installed."""
    if find_firefox() or (_install_debian("firefox-esr") and find_firefox()):
        print(f"Browser tests use {find_firefox()}")
    else:
        print("No Firefox could be found or installed: the tests that need it are skipped.")
    if find_chromium() or (_install_debian("chromium") and find_chromium()):
        print(f"Browser tests use {find_chromium()}")
        return 0
    if _run(sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"):
        print("Browser tests use Playwright's Chromium")
        return 0
    print("No Chromium could be found or installed: install one, or set CHROMIUM to its path.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
