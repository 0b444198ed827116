"""The endpoint as a child process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from pipeline.endpoint.server import EmbeddedServer, _listen
from pipeline.errors import SetupError


def models(base_url: str, key: str) -> int:
    return httpx.get(f"{base_url}/models", headers={"authorization": f"Bearer {key}"}).status_code


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_starts_answers_with_its_key_alone_and_ends() -> None:
    with EmbeddedServer() as server:
        assert models(server.base_url, server.api_key) == 200
        assert models(server.base_url, "other") == 401
    assert not alive(server.pid)
    with pytest.raises(httpx.ConnectError):
        models(server.base_url, server.api_key)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="reads /proc")
def test_the_key_is_neither_in_the_arguments_nor_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYTESPIKE_API_KEY", "sk-not-for-children")
    with EmbeddedServer() as server:
        shown = Path(f"/proc/{server.pid}/cmdline").read_bytes() + Path(f"/proc/{server.pid}/environ").read_bytes()
    assert server.api_key.encode() not in shown
    assert b"sk-not-for-children" not in shown


def test_ends_when_its_parent_is_killed() -> None:
    code = (
        "import time; from pipeline.endpoint.server import EmbeddedServer; s = EmbeddedServer();"
        "print(s.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert alive(child)
        os.kill(parent.pid, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not alive(child)


def test_schemas_that_cannot_be_read_are_the_parents_error(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as caught:
        EmbeddedServer([str(tmp_path / "none")])
    assert caught.value.code == "schemas_not_found"
    assert "none" in caught.value.line("ja")


def test_a_child_that_dies_is_a_setup_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(SetupError) as caught:
        EmbeddedServer()
    assert caught.value.code == "embedded_endpoint_not_started"


def test_nothing_is_imported_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    with EmbeddedServer() as server:
        assert models(server.base_url, server.api_key) == 200


def test_small_replies_do_not_wait_for_the_acknowledgement_of_their_headers() -> None:
    with _listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP  # what asyncio asks for before it sets TCP_NODELAY


def test_an_address_in_use_is_a_setup_error() -> None:
    taken = _listen("127.0.0.1", 0)
    with taken, pytest.raises(SetupError) as caught:
        _listen("127.0.0.1", taken.getsockname()[1])
    assert caught.value.code == "address_not_available"
    with pytest.raises(SetupError):
        _listen("127.0.0.1", 70_000)
