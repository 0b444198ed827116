"""A chat-completions server on loopback that answers each request by the next step of a script, byte for byte."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

Step = Callable[[socket.socket], None]


@dataclass
class Received:
    """A request as it came in."""

    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, object]:
        return json.loads(self.body)


@dataclass
class ScriptedServer:
    """`received` holds every request; when the script is at its end, its last step is repeated."""

    script: Sequence[Step]
    received: list[Received] = field(default_factory=list)
    port: int = 0

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"


@contextmanager
def serving(*script: Step, certificate: Path | None = None) -> Iterator[ScriptedServer]:
    server = ScriptedServer(script)
    listener = socket.create_server(("127.0.0.1", 0))
    server.port = listener.getsockname()[1]
    open_sockets: list[socket.socket] = [listener]
    lock = threading.Lock()

    def serve(connection: socket.socket) -> None:
        with suppress(OSError), secured(connection, certificate) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while request := read_request(connection):
                with lock:
                    server.received.append(request)
                    step = script[min(len(server.received), len(script)) - 1]
                step(connection)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                open_sockets.append(connection)
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        for open_socket in open_sockets:
            with suppress(OSError):
                open_socket.shutdown(socket.SHUT_RDWR)
            open_socket.close()
        thread.join(2)


def secured(connection: socket.socket, certificate: Path | None) -> socket.socket:
    """The connection, with TLS if there is a certificate for it."""
    if certificate is None:
        return connection
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context.wrap_socket(connection, server_side=True)


def read_request(connection: socket.socket) -> Received | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(65536)
    return Received(lines[0].split(" ")[1], headers, body)


def head(status: int, **headers: str | int) -> bytes:
    fields = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} Whatever\r\n{fields}\r\n".encode()


def answer(status: int, body: object = None, **headers: str | int) -> Step:
    """A whole answer; the body is JSON unless it is bytes."""
    content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return send(head(status, **{"Content-Length": len(content), **headers}) + content)


def send(*pieces: bytes, pause: float = 0.0) -> Step:
    """Bytes as they are; the connection stays open."""

    def step(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(pause)

    return step


def then(*steps: Step) -> Step:
    def step(connection: socket.socket) -> None:
        for each in steps:
            each(connection)

    return step


def drop(connection: socket.socket) -> None:
    """Ends the connection."""
    connection.shutdown(socket.SHUT_RDWR)


def stall(connection: socket.socket) -> None:
    """Says nothing until the other side gives up."""
    with suppress(OSError):
        connection.recv(1)


def completion(content: str | None = '{"ok": true}', finish: str | None = "stop", **more: object) -> dict[str, object]:
    message = {"role": "assistant", "content": content, **more.pop("message", {})}  # type: ignore[dict-item]
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": "kimi-k2-5",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
        **more,
    }


def chunk(content: str | None = None, finish: str | None = None, **more: object) -> bytes:
    delta = {} if content is None else {"content": content}
    choice = {"index": 0, "delta": {**delta, **more.pop("delta", {})}, "finish_reason": finish}  # type: ignore[dict-item]
    document = {"id": "chatcmpl-1", "model": "kimi-k2-5", "choices": [choice], **more}
    return b"data: " + json.dumps(document, ensure_ascii=False).encode() + b"\n\n"


USAGE = b'data: {"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}\n\n'
DONE = b"data: [DONE]\n\n"
STREAM_HEAD = head(200, Content_Type="text/event-stream", Connection="close")


def stream(*events: bytes) -> Step:
    """A stream of events that ends with the connection."""
    return then(send(STREAM_HEAD, *events), drop)
