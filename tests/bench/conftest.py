"""The benchmark's own tests. Those of the load generator need what the benchmark needs: a C compiler."""

from __future__ import annotations

import shutil

COMPILER = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
collect_ignore = [] if COMPILER else ["test_wsload.py", "test_whole_run.py"]


def pytest_report_header() -> str:
    return f"C compiler: {COMPILER}" if COMPILER else "no C compiler: the benchmark's load generator is not tested"
