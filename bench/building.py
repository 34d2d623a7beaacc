"""Compiles the load generator and the raw server, once."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Final

from bench.processes import BenchFault

HERE: Final = Path(__file__).resolve().parent
BUILD: Final = HERE / "build"


def built(name: str) -> Path:
    """The program made of `name`.c, compiled if it is older than its source. Raises BenchFault without a compiler."""
    source, made = HERE / f"{name}.c", BUILD / name
    if made.exists() and made.stat().st_mtime >= source.stat().st_mtime:
        return made
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None:
        raise BenchFault("a C compiler is needed (cc, gcc or clang)")
    BUILD.mkdir(exist_ok=True)
    draft = made.with_suffix(f".{os.getpid()}-{threading.get_ident()}")  # others may be building, too
    flags = ["-O2", "-std=gnu11", "-Wall", "-Wextra"]
    done = subprocess.run(
        [compiler, *flags, "-o", draft, source, "-lm"], capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode:
        raise BenchFault(f"{source.name} does not compile:\n{done.stderr[-2000:]}")
    draft.replace(made)
    return made
