from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pipeline.loaders import program
from pipeline.loaders.program import Bounds, ProgramFailed, ProgramMissing, ProgramTimeout, private_folder, run_program

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits and groups are those of POSIX")
BOUNDS = Bounds(20)


def run(code: str, folder: Path, bounds: Bounds = BOUNDS) -> str:
    return run_program([sys.executable, "-I", "-S", "-c", code], folder, bounds).decode()


def test_the_environment_is_empty_but_for_a_home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CJKCLAUSE_API_KEY", "secret")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy")
    seen = run("import os; print(sorted(os.environ)); print(os.environ['HOME'], os.getcwd())", tmp_path)
    assert "secret" not in seen
    assert "CJKCLAUSE" not in seen
    assert "PROXY" not in seen
    assert seen.split("\n")[1] == f"{tmp_path} {tmp_path}"


def test_nothing_comes_in(tmp_path: Path) -> None:
    assert run("import sys; print(repr(sys.stdin.read()))", tmp_path) == "''\n"


def test_what_hangs_is_killed_with_its_children(tmp_path: Path) -> None:
    """The pipe ends when nobody is left who could write into it; a child that lived on would write at its end."""
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    code = (
        "import subprocess, sys, time\n"
        "pipe = open('pipe', 'w')\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(20); print(\"lives\")'], stdout=pipe)\n"
        "print('hangs', file=pipe, flush=True)\n"
        "time.sleep(60)\n"
    )
    with pytest.raises(ProgramTimeout):
        run(code, tmp_path, Bounds(2))
    os.set_blocking(reader, True)
    with os.fdopen(reader) as pipe:
        assert pipe.read() == "hangs\n"


def test_memory_is_limited(tmp_path: Path) -> None:
    assert run("print(len(bytes(1 << 28)))", tmp_path) == f"{1 << 28}\n"
    with pytest.raises(ProgramFailed, match="MemoryError"):
        run("bytes(1 << 28)", tmp_path, Bounds(20, address_space_bytes=1 << 27))


def test_a_disk_cannot_be_filled(tmp_path: Path) -> None:
    with pytest.raises(ProgramFailed):
        run("open('big', 'wb').write(bytes(2 << 20))", tmp_path, Bounds(20, file_bytes=1 << 20))
    assert (tmp_path / "big").stat().st_size <= 1 << 20


@pytest.mark.skipif(not program._isolation(), reason="this system lets nobody go without a network")
def test_there_is_no_network(tmp_path: Path) -> None:
    assert run("import socket; print([name for _, name in socket.if_nameindex()])", tmp_path) == "['lo']\n"
    with pytest.raises(ProgramFailed, match=r"unreachable|not permitted"):
        run("import socket; socket.create_connection(('192.0.2.1', 80), 2)", tmp_path)


def test_a_program_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert program.find_program("no-such-program", also=("/no/such/program",)) is None
    assert program.find_program("no-such-program", "sh") is not None
    monkeypatch.setattr(program, "_limited", lambda command, bounds: list(command))
    with pytest.raises(ProgramMissing):
        run_program([str(tmp_path / "none")], tmp_path, BOUNDS)


def test_failure_tells_the_last_words(tmp_path: Path) -> None:
    with pytest.raises(ProgramFailed, match="last words"):
        run("import sys; sys.exit('last words')", tmp_path)


def test_the_private_folder_is_private_and_goes_away() -> None:
    with pytest.raises(KeyError), private_folder() as folder:
        (folder / "deep").mkdir()
        (folder / "deep" / "file").write_text("x")
        assert folder.stat().st_mode & 0o077 == 0
        raise KeyError
    assert not folder.exists()
