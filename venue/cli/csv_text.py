"""CSV files as registration systems and office programs write them: their encodings, and what parts their columns."""

from __future__ import annotations


def quoted(text: str) -> str:
    """A cell as a message may show it: short, and harmless on a terminal."""
    short = text if len(text) <= 40 else text[:40] + "…"
    if not short:
        return "nothing"
    return '"' + "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in short) + '"'


def decoded(raw: bytes) -> str:
    """UTF-8; what office programs write instead is UTF-16 with its mark, or the Windows code page."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def delimiter_of(text: str) -> str:
    """What parts the columns of the header: German office programs write semicolons."""
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == len("sep=") + 1:
        return lines[0][-1]
    head = lines[0] if lines else ""
    return max(",;\t", key=head.count)
