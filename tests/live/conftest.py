"""Two nodes for each module here, and a day of its own for each test."""

from __future__ import annotations

from tests.days import day, two_nodes

__all__ = ["day", "two_nodes"]
