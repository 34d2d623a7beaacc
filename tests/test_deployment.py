"""What is handed out: a wheel that holds everything, and files for machines that agree with each other."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from venue.store.embedded_child import options
from venue.web.versions import LARGEST

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel, built as `pip install .` builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(folder.glob("venue-*.whl"))) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_the_browser_app_so_that_serving_needs_no_node(wheel: set[str]) -> None:
    assert "venue/_app/index.html" in wheel
    assert any(re.fullmatch(r"venue/_app/assets/.+\.js", name) for name in wheel)
    assert any(re.fullmatch(r"venue/_app/assets/.+\.css\.br", name) for name in wheel)


def test_the_wheel_holds_every_file_of_the_package(wheel: set[str]) -> None:
    kept = subprocess.run(["git", "ls-files", "venue"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert set(kept.split()) <= wheel


def test_the_proxy_leads_to_the_nodes_that_are_started() -> None:
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    nodes = set(re.findall(r"^  (node-[a-z]+):\n    <<: \*node$", compose, re.MULTILINE))
    proxied = re.findall(r"^\s+server (\S+):8000 ", (ROOT / "deploy" / "nginx.conf").read_text(), re.MULTILINE)
    assert len(nodes) == 2
    assert set(proxied) == nodes
    assert "VENUE_PORT=8000" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_the_proxy_lets_through_whatever_a_node_takes() -> None:
    conf = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    [(number, unit)] = re.findall(r"^\s+client_max_body_size (\d+)([km]);", conf, re.MULTILINE)
    assert int(number) * {"k": 1024, "m": 1024 * 1024}[unit] == LARGEST


def test_the_redis_of_the_containers_keeps_what_the_embedded_one_keeps() -> None:
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    given = [
        word.strip('"') for word in re.findall(r"^      - (\S+)$", compose.split("valkey-server", 1)[1], re.MULTILINE)
    ]
    embedded = options("redis.sock", "everysec")
    for name in ("--appendonly", "--appendfsync", "--save", "--maxmemory-policy"):
        assert given[given.index(name) + 1] == embedded[embedded.index(name) + 1], name
    assert [word.lower() for word in embedded[-5:]] == given[given.index("--client-output-buffer-limit") :][:5]


def test_the_image_is_built_from_files_that_reach_it() -> None:
    allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8")
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE):
        for name in line.split():
            assert name == "." or f"!{name.split('/')[0]}\n" in allowed, name
            assert (ROOT / name).exists(), name
    for needed in ("pyproject.toml", "README.md", "LICENSE", "hatch_build.py", "venue", "static"):
        assert f"!{needed}\n" in allowed, needed
