"""One sending: the bytes of a request out, a reply or a fault back. Knows nothing of pace, retries or money."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass

import httpcore
import httpx

from pipeline.chat.address import Address
from pipeline.chat.assembly import Assembly
from pipeline.chat.clock import Clock
from pipeline.chat.faults import Fault
from pipeline.chat.hints import Told, told_by_headers
from pipeline.chat.refusal import refusal, refusal_inside
from pipeline.chat.transport import Watch, WatchedTransport
from pipeline.chat.wire import Reply
from pipeline.version import __version__

_BROKEN = (
    httpx.TransportError,
    httpx.DecodingError,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.TimeoutException,
    httpcore.ConnectionNotAvailable,
)
_SILENT = (httpx.ReadTimeout, httpx.WriteTimeout, httpcore.ReadTimeout, httpcore.WriteTimeout)
_LARGEST_REPLY_BYTES = 64_000_000
_LARGEST_REFUSAL_BYTES = 64_000


class StopReading(Exception):
    """Raised by `on_text` when it has read enough: the rest is not waited for, and the reply is cut there."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """`total_seconds` bounds all sendings of a request together; what it waits between them does not count."""

    connect_seconds: float = 15.0
    first_byte_seconds: float = 300.0
    idle_seconds: float = 90.0
    after_finish_seconds: float = 5.0
    total_seconds: float = 900.0


@dataclass(frozen=True, slots=True)
class Listener:
    """Who wants to hear of a reply while it comes."""

    on_text: Callable[[str], None] | None = None
    on_first_byte: Callable[[], None] | None = None

    def text(self, pieces: list[str]) -> None:
        if self.on_text is not None:
            for piece in pieces:
                self.on_text(piece)

    def first_byte(self) -> None:
        if self.on_first_byte is not None:
            self.on_first_byte()


@dataclass(frozen=True, slots=True)
class Sending:
    """`prompt_tokens` stands in where the endpoint reports no usage; `seconds` is all the time there is."""

    body: bytes
    stream: bool
    prompt_tokens: int
    seconds: float
    listener: Listener


class Exchange:
    """The connection to one endpoint; safe to share between threads. No redirect is followed, no environment read."""

    def __init__(
        self,
        address: Address,
        key: str,
        transport: httpx.BaseTransport,
        *,
        timeouts: Timeouts,
        clock: Clock,
        on_told: Callable[[Told], None],
    ) -> None:
        self._address = address
        self._key = key
        self._transport = transport
        self._timeouts = timeouts
        self._clock = clock
        self._on_told = on_told
        self._http = httpx.Client(
            transport=transport,
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(None, connect=timeouts.connect_seconds),
        )

    def close(self) -> None:
        self._http.close()

    def abort(self) -> None:
        """Ends every sending in every thread."""
        if isinstance(self._transport, WatchedTransport):
            self._transport.abort()

    def send(self, sending: Sending) -> Reply | Fault:
        """A fault of a connection means that no byte of a reply has come; after the first one there is a reply."""
        assembly = Assembly()
        watch = self._watch(sending)
        answered = broken = False
        try:
            with self._watching(watch), self._post(sending) as response:
                self._on_told(told_by_headers(response.headers, self._clock.wall()))
                if not response.is_success:
                    return self._refusal(response, watch)
                answered = True
                self._receive(sending.listener, response, assembly, watch)
            sending.listener.text(assembly.close())
        except _BROKEN as error:
            if not answered:
                return _unanswered(error, watch)
            with suppress(StopReading):
                sending.listener.text(assembly.close())
            broken = True
        except StopReading:
            broken = True
        return self._outcome(sending, assembly, broken)

    def _watch(self, sending: Sending) -> Watch:
        """A reply that is no stream comes only when it is finished: its first byte may take all the time there is."""
        times = self._timeouts
        patience = (times.first_byte_seconds, times.idle_seconds)
        if not sending.stream:
            patience = (sending.seconds, times.first_byte_seconds)
        return Watch(self._clock.now, self._clock.now() + sending.seconds, *patience)

    def _watching(self, watch: Watch) -> AbstractContextManager[None]:
        if isinstance(self._transport, WatchedTransport):
            return self._transport.watching(watch)
        return nullcontext()

    def _post(self, sending: Sending) -> AbstractContextManager[httpx.Response]:
        headers = {
            "Content-Type": "application/json",
            "Accept": "text/event-stream" if sending.stream else "application/json",
            # A compressed stream is held back until a block is full.
            "Accept-Encoding": "identity",
            "User-Agent": f"cjkclause/{__version__}",
        }
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        return self._http.stream("POST", self._address.url, content=sending.body, headers=headers)

    def _receive(self, listener: Listener, response: httpx.Response, assembly: Assembly, watch: Watch) -> None:
        received_bytes = 0
        for data in response.iter_bytes():
            if not received_bytes:
                listener.first_byte()
            received_bytes += len(data)
            listener.text(assembly.feed(data))
            if assembly.ended or assembly.damaged or received_bytes > _LARGEST_REPLY_BYTES:
                return
            if assembly.finish_reason is not None:
                watch.idle_seconds = self._timeouts.after_finish_seconds

    def _refusal(self, response: httpx.Response, watch: Watch) -> Fault:
        """The fault of an answer that is no success; its status counts even where its body breaks off."""
        watch.deadline = min(watch.deadline, self._clock.now() + self._timeouts.connect_seconds)
        body = bytearray()
        with suppress(*_BROKEN):
            for data in response.iter_bytes():
                body += data
                if len(body) > _LARGEST_REFUSAL_BYTES:
                    break
        if response.next_request is not None:
            body = bytearray(response.next_request.url.host.encode())
        return refusal(response.status_code, response.headers, bytes(body), self._clock.wall())

    def _outcome(self, sending: Sending, assembly: Assembly, broken: bool) -> Reply | Fault:
        """A reply, whole or cut; or the fault that came in place of one."""
        if assembly.error is not None and not assembly.started:
            return refusal_inside(assembly.error, self._clock.wall())
        if not (assembly.is_chat or assembly.is_empty or broken):
            return Fault("unreadable", "no chat completion")
        return assembly.reply(sending.prompt_tokens)


def _unanswered(error: Exception, watch: Watch) -> Fault:
    """The fault of a connection that ended before an answer had begun."""
    message = str(error) or type(error).__name__
    if isinstance(error, httpx.ProxyError | httpcore.ProxyError):
        return Fault("proxy", message)
    if watch.received_bytes:
        return Fault("unreadable", message)
    if "CERTIFICATE" in message.upper():
        return Fault("certificate", message)
    return Fault("silence" if isinstance(error, _SILENT) else "connection", message)
