"""The README is true: its commands and its Python run, its tables name what there is."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli.command_line import COMMANDS
from pipeline.endpoint.server import EmbeddedServer
from tests.conftest import SAMPLES

README = (SAMPLES.parent / "README.md").read_text("utf-8")
SHELL = [
    line.split("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
COMMAND_LINES = [line for line in SHELL if line.startswith("cjkclause ") and "serve" not in line]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder `contracts` as the README takes for given."""
    root = tmp_path_factory.mktemp("readme")
    (root / "contracts").mkdir()
    for name in ("ja-lease.pdf", "業務委託契約書.docx", "zh-service.docx"):
        shutil.copy(SAMPLES / name, root / "contracts" / name)
    return root


def shell(line: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    line = line.replace("cjkclause ", f"{shlex.quote(sys.executable)} -m pipeline ", 1)
    env = {**os.environ, **variables}
    return subprocess.run(line, shell=True, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def test_the_readme_begins_with_the_two_commands() -> None:
    assert [line for line in SHELL if line][:2] == ["make extract", "make test"]
    assert len(COMMAND_LINES) >= 4


@pytest.mark.parametrize("line", COMMAND_LINES)
def test_a_command_of_the_readme_runs(line: str, workplace: Path, embedded: EmbeddedServer) -> None:
    key = {"CJKCLAUSE_API_KEY": embedded.api_key} if "--base-url" in line else {}
    done = shell(line.replace("https://llm.example.org/v1", embedded.base_url), workplace, **key)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("code", PYTHON)
def test_the_python_of_the_readme_runs_and_prints_what_it_says(code: str, workplace: Path) -> None:
    done = subprocess.run([sys.executable, "-c", code], cwd=workplace, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    printed = done.stdout.splitlines()
    for claim in re.findall(r"print\(.*\)\s+# (.+)", code):
        assert claim in printed


def test_every_command_and_every_room_is_in_the_readme() -> None:
    for name in COMMANDS:
        assert re.search(rf"^\| `cjkclause {name}\b", README, re.MULTILINE), name
    rooms = {
        path.name for path in (SAMPLES.parent / "pipeline").iterdir() if path.is_dir() and path.name[0] not in "._"
    }
    assert all(f"`{room}/`" in README for room in rooms)


def test_every_file_that_the_readme_names_is_there() -> None:
    for name in re.findall(r"\]\(([^)#:]+)\)|`((?:pipeline|samples|schemas)/[\w./-]*)`", README):
        assert (SAMPLES.parent / (name[0] or name[1])).exists(), name
