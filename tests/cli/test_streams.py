"""What becomes of a command whose standard streams are closed, full or no longer read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
# Streams hold back what they are told until they must write it, as they do for users.
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


@pytest.fixture
def lease(tmp_path: Path) -> Path:
    path = tmp_path / "lease.txt"
    path.write_text("房屋租赁合同\n\n第一条 租金\n每月租金为人民币3,000元。\n")
    return path


def run(redirection: str, *argv: object) -> subprocess.CompletedProcess[str]:
    """The command in a shell that redirects its streams."""
    line = f'"$0" -m pipeline "$@" {redirection}'
    arguments = (sys.executable, *map(str, argv), "--lang", "en")
    return subprocess.run(("sh", "-c", line, *arguments), capture_output=True, text=True, check=False, env=BUFFERED)


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("options", [(), ("--json",)])
@pytest.mark.parametrize("redirection", [">/dev/full", ">&-"])
def test_results_that_cannot_be_written_are_no_fault_of_the_program(
    lease: Path, options: tuple[str, ...], redirection: str
) -> None:
    done = run(redirection, "text", lease, *options)
    assert done.returncode == 1
    assert done.stderr.startswith("cjkclause: Standard output takes no results: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-", "<&- >&- 2>&-"])
def test_a_run_whose_messages_nobody_takes_goes_on(lease: Path, tmp_path: Path, redirection: str) -> None:
    done = run(redirection, "extract", lease, "-o", tmp_path / "out")
    assert done.returncode == 0
    assert (tmp_path / "out" / "lease.txt.json").exists()
    assert run("", "verify", tmp_path / "out", tmp_path).returncode == 0


def test_a_complaint_that_nobody_reads_keeps_its_exit_code(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        command = (sys.executable, "-m", "pipeline", "text", str(tmp_path / "none.pdf"))
        assert subprocess.run(command, stderr=writer, check=False, env=BUFFERED).returncode == 2
    finally:
        os.close(writer)


def test_a_reader_that_went_away_is_told_nothing(lease: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        command = (sys.executable, "-m", "pipeline", "text", str(lease))
        done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, env=BUFFERED)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not __file__.isascii(), reason="in such a locale Python itself cannot start from this folder")
def test_a_locale_that_knows_no_cjk_changes_no_name(lease: Path, tmp_path: Path) -> None:
    lease.rename(tmp_path / "契約.txt")
    spartan = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = (sys.executable, "-m", "pipeline", "extract", str(tmp_path / "契約.txt"), "-o", str(tmp_path / "out"))
    done = subprocess.run(command, env={**os.environ, **spartan}, capture_output=True, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    assert (tmp_path / "out" / "契約.txt.json").exists()
