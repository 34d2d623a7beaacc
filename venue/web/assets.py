"""The built browser app, from memory: read once at the start, so that no request reaches the file system."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from venue.errors import UserMistake
from venue.web.representation import ASK_AGAIN, FOREVER, Representation, answer, represent

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""What a built app consists of; other files are not served."""

_COMPRESSED: Final = {".br": "br", ".gz": "gzip"}
_LARGEST: Final = 32 * 1024 * 1024
"""Bytes of the whole app at most: it is held in memory."""


class Assets:
    """The files of a folder by their path below it, as `assets/index-4f2a.js`."""

    def __init__(self, folder: Path) -> None:
        self._found = dict(_read(folder))
        index = self._found.pop("index.html", None)
        if index is None:
            raise UserMistake(f"The browser app in {folder} has no index.html.", "`make app` builds it.")
        self.index = index.encodings["identity"].decode()
        """The app's only page, as it was built."""

    def __contains__(self, path: str) -> bool:
        return path in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def answer(self, request: Request, path: str) -> Response:
        """The file at `path`, or 404. A path is looked up, never walked."""
        found = self._found.get(path)
        if found is None:
            return PlainTextResponse("There is no such file.\n", 404, {"Cache-Control": "no-store"})
        return answer(request, found)


def _read(folder: Path) -> Iterator[tuple[str, Representation]]:
    total = 0
    for file in sorted(folder.rglob("*")):
        if file.suffix not in _TYPES or not file.is_file():
            continue
        content = file.read_bytes()
        ready = {
            encoding: packed.read_bytes()
            for suffix, encoding in _COMPRESSED.items()
            if (packed := file.with_name(file.name + suffix)).is_file()
        }
        total += len(content) + sum(map(len, ready.values()))
        if total > _LARGEST:
            raise UserMistake(f"The browser app in {folder} is larger than {_LARGEST >> 20} MB.")
        path = PurePosixPath(file.relative_to(folder)).as_posix()
        cache = FOREVER if path.startswith("assets/") else ASK_AGAIN
        text = not _TYPES[file.suffix].startswith(("image/x", "image/j", "image/p", "image/w", "font/"))
        yield path, represent(content, _TYPES[file.suffix], cache, ready if ready or not text else None)
