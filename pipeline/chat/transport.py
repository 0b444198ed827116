"""Sockets with patience: a transport for httpx that knows, within one sending, the deadline and what has come back.

httpx's own read timeout is per read, so an endpoint that drips its headers holds a request for ever; and its errors
do not say whether a byte of the reply had arrived, on which hangs whether the same bytes may be sent again.
"""

from __future__ import annotations

import contextlib
import importlib.util
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from pipeline.errors import SetupError

_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")


@dataclass(slots=True)
class Watch:
    """One sending: how long it may still take, and how much of the reply has come. Times are those of `now`.

    A read may take `first_byte_seconds` while nothing has come, and `idle_seconds` from then on.
    """

    now: Callable[[], float]
    deadline: float
    first_byte_seconds: float
    idle_seconds: float
    received_bytes: int = 0

    def seconds(self) -> float:
        """How long the next read may take. Raises httpcore.ReadTimeout when the deadline has passed."""
        left = self.deadline - self.now()
        if left <= 0:
            raise httpcore.ReadTimeout("the request's deadline has passed")
        return min(left, self.idle_seconds if self.received_bytes else self.first_byte_seconds)


class _Current(threading.local):
    """The watch of the sending that this thread is in."""

    watch: Watch | None = None


class _WatchedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, backend: WatchedBackend) -> None:
        self._stream = stream
        self._backend = backend
        backend.live.add(self)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        watch = self._backend.current.watch
        if watch is None:
            return self._stream.read(max_bytes, timeout)
        data = self._stream.read(max_bytes, watch.seconds())
        watch.received_bytes += len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        watch = self._backend.current.watch
        if watch is not None:
            # What came before the last write answered something else: a proxy's CONNECT, an earlier request.
            watch.received_bytes, timeout = 0, watch.seconds()
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._backend.live.discard(self)
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, timeout)
        self._backend.live.discard(self)
        return _WatchedStream(stream, self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def shut(self) -> None:
        """Ends a read that another thread waits in."""
        connection = self._stream.get_extra_info("socket")
        if isinstance(connection, socket.socket):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class WatchedBackend(httpcore.NetworkBackend):
    def __init__(self) -> None:
        self._inner = httpcore.SyncBackend()
        self.current = _Current()
        self.live: set[_WatchedStream] = set()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        if self.current.watch is not None:
            timeout = min(self.current.watch.seconds(), timeout or float("inf"))
        stream = self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
        return _WatchedStream(stream, self)

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class WatchedTransport(httpx.BaseTransport):
    """Plain HTTP/1.1 over watched sockets, through a proxy if one is given."""

    def __init__(self, ssl_context: ssl.SSLContext | None, proxy: str | None = None) -> None:
        self._backend = WatchedBackend()
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context,
            proxy=None if proxy is None else _proxy(proxy),
            max_connections=None,
            keepalive_expiry=30.0,
            network_backend=self._backend,
        )

    @contextlib.contextmanager
    def watching(self, watch: Watch) -> Iterator[None]:
        """Puts what this thread sends within the block under a watch."""
        self._backend.current.watch = watch
        try:
            yield
        finally:
            self._backend.current.watch = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def abort(self) -> None:
        """Ends every sending in every thread."""
        for stream in list(self._backend.live):
            stream.shut()

    def close(self) -> None:
        self._pool.close()


def _proxy(address: str) -> httpcore.Proxy:
    """Raises SetupError, without the password that a proxy's address may hold."""
    try:
        parsed = httpx.Proxy(address)
        usable = parsed.url.scheme in _PROXY_SCHEMES and parsed.url.host
    except (ValueError, httpx.InvalidURL):
        usable = False
    if not usable:
        raise SetupError("proxy_malformed", proxy=address.rpartition("@")[2][:80])
    if parsed.url.scheme.startswith("socks") and importlib.util.find_spec("socksio") is None:
        raise SetupError("proxy_needs_socks")
    return httpcore.Proxy(
        url=httpcore.URL(
            scheme=parsed.url.raw_scheme,
            host=parsed.url.raw_host,
            port=parsed.url.port,
            target=b"/",
        ),
        auth=parsed.raw_auth,
    )
