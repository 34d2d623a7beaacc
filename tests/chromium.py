"""A real Chromium for the browser journeys: found, or fetched, or an error that says what to do. Never a skip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FETCHED_WITHIN: Final = 300
"""Seconds for one download or installation."""


class NoChromium(Exception):
    """There is none; the message says how to get one."""


@cache
def find_chromium() -> Path:
    """A Chromium that starts: `CHROMIUM`'s, the PATH's, Playwright's own download, the system's where we are root."""
    tried: list[str] = []
    if named := os.environ.get("CHROMIUM"):
        if works(Path(named)):
            return Path(named)
        raise NoChromium(f"CHROMIUM is {named}, which does not start as a browser.")
    ways: tuple[tuple[str, Callable[[], Iterator[Path]]], ...] = (
        ("the PATH has none", _on_the_path),
        ("Playwright's download did not work", _of_playwright),
        ("the system's packages could not be installed", _of_the_system),
    )
    for failure, way in ways:
        for browser in way():
            if works(browser):
                return browser
        tried.append(failure)
    raise NoChromium(
        f"No Chromium: {', '.join(tried)}. Install one (on Debian and Ubuntu: sudo apt-get install chromium),"
        " or name one: CHROMIUM=/path/to/chromium make test"
    )


def works(browser: Path) -> bool:
    """Whether it starts here, with all the libraries it wants."""
    try:
        return subprocess.run([browser, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _on_the_path() -> Iterator[Path]:
    return (Path(found) for name in NAMES if (found := shutil.which(name)))


def _of_playwright() -> Iterator[Path]:
    """What Playwright has downloaded before; else it is asked to do so now."""
    browser = _playwrights_place()
    if browser.is_file():
        yield browser
    else:
        _ran(sys.executable, "-m", "playwright", "install", "chromium")
        yield browser


def _playwrights_place() -> Path:
    """Asked in a process of its own: its driver must not outlive the question."""
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, timeout=60, check=False).stdout
    return Path(said.strip() or "none")


def _of_the_system() -> Iterator[Path]:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _ran("apt-get", "update", "-qq") and _ran(
            "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"
        )
        yield from _on_the_path()


def _ran(*command: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, env=environment, timeout=FETCHED_WITHIN, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
