"""A proxy on loopback that breaks one reply in so many, always the same ones for the same seed."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from types import TracebackType
from typing import Any

from tests.faults.breakage import Answer, Breakage, compact


@dataclass(frozen=True, slots=True)
class Upstream:
    """The endpoint behind the proxy. It answers the same bytes in the same way, so it is asked only once."""

    base_url: str
    api_key: str
    _known: dict[bytes, Answer]
    _lock: threading.Lock

    @classmethod
    def of(cls, base_url: str, api_key: str) -> Upstream:
        return cls(base_url, api_key, {}, threading.Lock())

    def answer(self, request: Mapping[str, Any]) -> Answer:
        body = compact({**request, "stream": False}).encode()
        with self._lock:
            if body not in self._known:
                self._known[body] = self._ask(body)
            return self._known[body]

    def known(self) -> list[Answer]:
        with self._lock:
            return list(self._known.values())

    def _ask(self, body: bytes) -> Answer:
        headers = {"Authorization": f"Bearer {self.api_key}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.base_url}/chat/completions", body, headers)
        with urllib.request.urlopen(request) as response:
            completion = json.load(response)
        choice = completion["choices"][0]
        signed = completion.get("system_fingerprint") or ""
        return Answer(choice["message"]["content"], choice["finish_reason"], completion["usage"], fingerprint=signed)


class Proxy:
    """Breaks the first reply, and of the others as many as the rate says. `requests` are the bodies as they came, `broken` how many of them were answered badly.

    `with Proxy(upstream, breakage, rate, seed) as proxy: ... proxy.base_url`
    """

    def __init__(
        self, upstream: Upstream, breakage: Breakage | None, rate: float, seed: int = 0, signed: bool = False
    ) -> None:
        self._signed = signed
        self._upstream, self._breakage, self._rate, self._seed = upstream, breakage, rate, seed
        self._times: Counter[bytes] = Counter()
        self._lock = threading.Lock()
        self.requests: list[bytes] = []
        self.broken: list[bytes] = []
        self.errors: list[Exception] = []
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def __enter__(self) -> Proxy:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        if self.errors:
            raise self.errors[0]

    def answer(self, body: bytes) -> Answer:
        """The endpoint's answer, or what the fault makes of it: by the bytes and how often they have come, so that the
        order in which threads ask does not matter.
        """
        with self._lock:
            self._times[body] += 1
            dice = Random(sha256(body + f"{self._times[body]} {self._seed}".encode()).digest())
            self.requests.append(body)
            first = len(self.requests) == 1
        request = json.loads(body)
        answer = self._upstream.answer(request)
        answer = answer if self._signed else replace(answer, fingerprint="")
        others = tuple(sorted({each.content or "" for each in self._upstream.known()} - {answer.content}))
        if self._breakage is None or (dice.random() >= self._rate and not first):
            return answer
        with self._lock:
            self.broken.append(body)
        return self._breakage(replace(answer, others=others), dice)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has read enough goes away; that is its right."""


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                answer = proxy.answer(body)
            except Exception as error:
                proxy.errors.append(error)
                raise
            _send(self, answer, bool(json.loads(body).get("stream")))

    return Handler


def _send(handler: BaseHTTPRequestHandler, answer: Answer, stream: bool) -> None:
    if answer.wire == "drop":
        _reset(handler)
        return
    if answer.wire == "half_header":
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Ty")
        _reset(handler)
        return
    if answer.status != 200 or answer.error or answer.headers:
        _send_whole(handler, answer.status, answer.error.encode(), answer.headers)
        return
    data = b"".join(_events(answer) if stream else [_document(answer)])
    if answer.wire in _SENT_WHOLE:
        _send_oddly(handler, answer.wire, data, stream)
        return
    if answer.wire == "comments" and stream:
        data = data.replace(b"data: ", b": still there\n\n: and here\ndata: ")
    if answer.wire == "bom":
        data = b"\xef\xbb\xbf" + data
    if answer.wire == "early_hints":
        handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n")
    if answer.wire == "crlf":
        data = b": still there\r\n\r\n" + data.replace(b"\n", b"\r\n") if stream else data
    if answer.wire == "cut":
        data = data[: len(data) * 3 // 5]
    if answer.wire == "cut_in_character":
        data = data[: _inside_character(data)]
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream" if stream else "application/json")
    handler.send_header("Transfer-Encoding", "chunked")
    if answer.wire == "long_headers":
        for number in range(40):
            handler.send_header(f"X-Long-{number}", "y" * 1500)
    handler.end_headers()
    step = 1 if answer.wire == "drip" else 4096
    with suppress(OSError):
        for at in range(0, 0 if answer.wire == "headers_only" else len(data), step):
            piece = data[at : at + step]
            handler.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        if answer.wire in ("cut", "cut_in_character", "headers_only"):
            _reset(handler)
            return
        handler.wfile.write(b"0\r\n\r\n")


_SENT_WHOLE = ("too_long_length", "too_short_length", "no_gzip", "gzip", "broken_gzip")


def _send_oddly(handler: BaseHTTPRequestHandler, wire: str, data: bytes, stream: bool) -> None:
    """With a length or an encoding that is not the body's."""
    packed = gzip.compress(data)
    body = {"gzip": packed, "broken_gzip": packed[: len(packed) // 2] + bytes(40)}.get(wire, data)
    off = {"too_long_length": 500, "too_short_length": -len(data) // 3}.get(wire, 0)
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream" if stream else "application/json")
    if "gzip" in wire:
        handler.send_header("Content-Encoding", "gzip")
    handler.send_header("Content-Length", str(len(body) + off))
    handler.end_headers()
    handler.close_connection = True
    with suppress(OSError):
        handler.wfile.write(body[: len(body) + min(off, 0)])
        handler.wfile.flush()
        handler.connection.shutdown(socket.SHUT_RDWR)


def _send_whole(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: Mapping[str, str]) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _reset(handler: BaseHTTPRequestHandler) -> None:
    """The connection ends with a reset, not politely."""
    handler.close_connection = True
    with suppress(OSError):
        handler.wfile.flush()
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()


def _inside_character(data: bytes) -> int:
    """A place near the middle that has half a character before it."""
    middle = len(data) // 2
    return next((at for at in range(middle, len(data)) if data[at] & 0xC0 == 0x80), middle)


def _document(answer: Answer) -> bytes:
    if answer.fails_after:
        return compact({"error": {"message": "upstream failed", "type": "server_error"}}).encode()
    message = {"role": "assistant", **_message(answer)}
    if answer.reasoning:
        message["reasoning_content"] = answer.reasoning
    choice: dict[str, Any] = {"index": 0, "message": message, "finish_reason": answer.finish_reason}
    beside = [_OTHER_CHOICE] if answer.shape == "beside" else []
    whole: dict[str, Any] = {**_chunk(answer, "chat.completion"), "choices": [choice, *beside]}
    if answer.usage_at == "choice":
        choice["usage"] = answer.usage
    elif answer.usage_at != "nowhere":
        whole["usage"] = answer.usage
    return compact(whole).encode()


_OTHER_CHOICE = {"index": 1, "message": {"role": "assistant", "content": "{}"}, "finish_reason": "stop"}


def _chunk(answer: Answer, kind: str) -> dict[str, Any]:
    return {"object": kind, "model": "m"} | ({"system_fingerprint": answer.fingerprint} if answer.fingerprint else {})


def _message(answer: Answer) -> dict[str, Any]:
    if answer.shape == "parts":
        return {"content": [{"type": "text", "text": answer.content}]}
    if answer.shape == "call":
        function = {"name": "report_clauses", "arguments": answer.content}
        return {"content": None, "tool_calls": [{"index": 0, "id": "c1", "type": "function", "function": function}]}
    return {"content": answer.content}


def _events(answer: Answer) -> Iterator[bytes]:
    if answer.reasoning:
        yield _event(answer, {"delta": {"reasoning_content": answer.reasoning}, "finish_reason": None})
    content = answer.content
    for at in range(0, len(content or ""), 48):
        piece = replace(answer, content=(content or "")[at : at + 48])
        yield _event(answer, {"delta": _message(piece), "finish_reason": None})
        if answer.shape == "beside":
            yield _event(answer, {"index": 1, "delta": {"content": "{}"}, "finish_reason": None})
    if content is None:
        yield _event(answer, {"delta": {"role": "assistant", "content": None}, "finish_reason": None})
    if answer.fails_after:
        yield b"data: " + compact({"error": {"message": "upstream failed", "type": "server_error"}}).encode() + b"\n\n"
        return
    yield from _end(answer)


def _end(answer: Answer) -> Iterator[bytes]:
    last: dict[str, Any] = {"delta": {}, "finish_reason": answer.finish_reason}
    if answer.usage_at in ("choice", "twice"):
        last["usage"] = answer.usage
    beside = {"usage": answer.usage} if answer.usage_at == "finish" else {}
    yield _event(answer, last, **beside)
    if answer.usage_at in ("last", "twice"):
        yield b"data: " + compact({"choices": [], "usage": answer.usage}).encode() + b"\n\n"
    if answer.wire != "no_done":
        yield b"data: [DONE]\n\n"


def _event(answer: Answer, choice: dict[str, Any], **beside: Any) -> bytes:
    chunk = {**_chunk(answer, "chat.completion.chunk"), "choices": [{"index": 0, **choice}], **beside}
    return b"data: " + compact(chunk).encode() + b"\n\n"
