"""The test command itself: nothing is left out, and the last line counts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import run_checks
from tests.chromium import NoChromium, find_chromium
from tests.run_checks import Count, main, static_check

GOOD = [sys.executable, "-c", "print('well')"]
BAD = [sys.executable, "-c", "import sys; print('this is wrong'); sys.exit(3)"]


def test_every_check_runs_although_an_earlier_one_failed_and_the_last_line_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run_checks, "STATIC", {"bad": lambda: static_check(*BAD), "good": lambda: static_check(*GOOD)})
    monkeypatch.setattr(run_checks, "SIDE_BY_SIDE", {"many": lambda: Count(30, 1), "more": lambda: Count(9, 0)})
    monkeypatch.setattr(run_checks, "ALONE", {"few": lambda: Count(2, 1)})
    assert main([]) == 1
    said = capsys.readouterr().out
    assert "this is wrong" in said
    assert "well" not in said
    assert said.splitlines()[-1] == "42 passed, 3 failed"


def test_all_well_is_exit_code_zero(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(run_checks, "STATIC", {"good": lambda: static_check(*GOOD)})
    assert main(["--static"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 0 failed"


def test_a_browser_that_was_named_and_does_not_start_is_an_error_and_not_a_skip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(NoChromium, match="which does not start as a browser"):
        find_chromium.__wrapped__()
