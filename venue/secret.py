"""The secret that signs tickets and passes: from the variable, from a file, or made at the first start."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from venue.errors import UserMistake
from venue.settings import Settings

SHORTEST: Final = 32
"""Characters. HMAC-SHA256 wants a key of at least 32 bytes (RFC 7518, section 3.2)."""


def signing_secret(settings: Settings, *, make: bool = True) -> str:
    """The secret of this server. Without one in the settings it is in the data folder, readable by its owner alone.

    `make=False` is for those who only issue tickets for a server that has already run: a new secret would not be its.
    """
    if settings.secret:
        return _long_enough(settings.secret, "VENUE_SECRET")
    file = settings.secret_file or settings.data / "secret"
    try:
        return _long_enough(file.read_text(encoding="utf-8").strip(), str(file))
    except FileNotFoundError:
        if settings.secret_file is not None:
            raise UserMistake(f"The secret file {file} does not exist.") from None
        if not make:
            raise UserMistake(
                f"There is no secret in {file}.", "Start the venue once, or name its folder with --data."
            ) from None
    except (OSError, UnicodeDecodeError) as wrong:
        raise UserMistake(f"The secret file {file} cannot be read: {_reason(wrong)}.") from None
    return _made(file)


def _made(file: Path) -> str:
    """A new secret in `file`; of two who make it at the same time, both get the one that was first."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48) + "\n", encoding="utf-8")
        try:
            file.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return _long_enough(file.read_text(encoding="utf-8").strip(), str(file))
    except OSError as wrong:
        raise UserMistake(f"The secret file {file} cannot be made: {_reason(wrong)}.") from None


def _long_enough(secret: str, source: str) -> str:
    if len(secret) < SHORTEST:
        raise UserMistake(f"{source} holds a secret of {len(secret)} characters; it needs at least {SHORTEST}.")
    return secret


def _reason(wrong: Exception) -> str:
    return (wrong.strerror or str(wrong)) if isinstance(wrong, OSError) else "it is not text"
