"""The endpoint as a process: `serve` in the foreground, `EmbeddedServer` as a child of an extraction."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from pipeline.errors import CjkclauseError, SetupError
from pipeline.schema.library import BUILTIN

if TYPE_CHECKING:
    from pipeline.endpoint.config import ServeConfig

_LOOPBACK = "127.0.0.1"
_START_SECONDS = 30.0
_STOP_SECONDS = 5.0
_BACKLOG = 256
# All that a Python process needs from its environment; keys and proxies stay out.
_CHILD_ENVIRONMENT = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TMPDIR",
    "TEMP",
    "TMP",
    "SYSTEMROOT",
    "HOME",
    "USERPROFILE",
)


def serve(config: ServeConfig, host: str = _LOOPBACK, port: int = 8321, output: IO[str] | None = None) -> None:
    """Runs the endpoint until it is interrupted; prints its URL to `output` (standard error) once it listens.

    Raises SetupError where the address cannot be had or the schemas cannot be read.
    """
    from pipeline.endpoint.app import create_app

    app = create_app(config)
    listener = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{listener.getsockname()[1]}/v1"
    print(f"cjkclause serve: {url} (rules only)", file=output or sys.stderr, flush=True)
    threading.Thread(target=app.state.gateway.warm_up, daemon=True).start()
    _run(app, listener)


def _listen(host: str, port: int) -> socket.socket:
    try:
        # With the protocol named, asyncio sends at once what it writes; else each reply waits 40 ms for an ACK.
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            if os.name == "posix":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
            listener.listen(_BACKLOG)
        except BaseException:
            listener.close()
            raise
    except (OSError, OverflowError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise SetupError("address_not_available", host=host, port=port, detail=detail) from error
    return listener


def _run(app: Any, listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        app, log_level="critical", access_log=False, lifespan="off", ws="none", loop="asyncio", http="h11"
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


class EmbeddedServer:
    """The endpoint in a child process on a loopback port, with a random key; it ends with its parent.

    `with EmbeddedServer() as server: ...` or `close()`. Raises SetupError where the child cannot start.
    """

    def __init__(self, schemas: Sequence[str] = (BUILTIN,)) -> None:
        self.api_key = secrets.token_urlsafe(32)
        self._child = _start_child()
        try:
            port = self._hand_over({"api_key": self.api_key, "schemas": [str(source) for source in schemas]})
        except BaseException:
            self.close()
            raise
        self.base_url = f"http://{_LOOPBACK}:{port}/v1"

    @property
    def pid(self) -> int:
        return self._child.pid

    def _hand_over(self, settings: dict[str, Any]) -> int:
        """Gives the child its settings and returns its port."""
        assert self._child.stdin is not None and self._child.stdout is not None
        overdue = threading.Timer(_START_SECONDS, self._child.kill)
        overdue.start()
        try:
            self._child.stdin.write(json.dumps(settings).encode() + b"\n")
            self._child.stdin.flush()
            line = self._child.stdout.readline()
        except OSError as error:
            raise SetupError("embedded_endpoint_not_started", detail=str(error)) from error
        finally:
            overdue.cancel()
        return _read_report(line)

    def close(self) -> None:
        """Ends the child, by asking first."""
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        try:
            self._child.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def __enter__(self) -> EmbeddedServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _start_child() -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in _CHILD_ENVIRONMENT if name in os.environ}
    # The child imports what the parent imports, and nothing from the folder it happens to run in.
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "pipeline.endpoint.server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            # An interrupt at the terminal is the parent's to handle: requests in flight are still answered.
            start_new_session=os.name == "posix",
        )
    except OSError as error:
        raise SetupError("embedded_endpoint_not_started", detail=error.strerror or str(error)) from error


def _read_report(line: bytes) -> int:
    """The port in the child's one line; its error, raised again on this side."""
    try:
        report = json.loads(line)
    except ValueError as error:
        raise SetupError("embedded_endpoint_not_started", detail="it ended before it was ready") from error
    if "code" in report:
        raise SetupError(report["code"], **report["params"])
    return int(report["port"])


def _child() -> None:
    """The child's side: settings from the first line of standard input, the port to standard output, then requests."""
    settings = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        app, listener = _open(settings)
    except CjkclauseError as error:
        _report({"code": error.code, "params": {name: str(value) for name, value in error.params.items()}})
        return
    _report({"port": listener.getsockname()[1]})
    threading.Thread(target=app.state.gateway.warm_up, daemon=True).start()
    _run(app, listener)


def _open(settings: dict[str, Any]) -> tuple[Any, socket.socket]:
    from pipeline.endpoint.app import create_app
    from pipeline.endpoint.config import ServeConfig

    config = ServeConfig(api_key=settings["api_key"], schemas=tuple(settings["schemas"]))
    return create_app(config), _listen(_LOOPBACK, 0)


def _report(fields: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


def _end_with_parent() -> None:
    """Standard input ends when the parent closes it or dies, however it dies."""
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    _child()
