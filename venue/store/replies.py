"""What Redis answers, in the shapes of Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def pairs(reply: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """A hash, or a sorted set with its scores, which RESP2 tells flat: field (member) and value (score)."""
    return zip(reply[::2], reply[1::2], strict=True)
