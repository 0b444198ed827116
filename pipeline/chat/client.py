"""The client of one endpoint, for all threads of a run: one request in, one reply or one typed error out."""

from __future__ import annotations

import random as randomness
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.chat.address import Address, checked_key, trust
from pipeline.chat.breaker import Breaker
from pipeline.chat.capabilities import MOST_ANSWER_TOKENS, Capabilities
from pipeline.chat.client_settings import ClientSettings
from pipeline.chat.clock import Clock
from pipeline.chat.exchange import Exchange, Listener, Sending
from pipeline.chat.faults import Aborted, Fatal, Fault, Unanswered
from pipeline.chat.hints import told_by_message
from pipeline.chat.ledger import Ledger
from pipeline.chat.limits import Pace
from pipeline.chat.redaction import redact
from pipeline.chat.retry import RetryBudget
from pipeline.chat.transport import WatchedTransport
from pipeline.chat.wire import ChatRequest, Message, Reply, estimate_tokens
from pipeline.errors import RequestError


@dataclass(slots=True)
class _Ask:
    """One request on its way, and what has gone wrong so far."""

    request: ChatRequest
    body: bytes
    document: str
    prompt_tokens: int
    listener: Listener
    seconds_left: float
    started: float = 0.0
    failures: int = 0


class ChatClient:
    """Safe to share between threads; `close` when done, or use as a context manager.

    `capabilities` is what is remembered of the endpoint; the client's own copy learns from every reply.
    Raises SetupError for an address, key, proxy or CA bundle that cannot be used.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str | None,
        model: str,
        settings: ClientSettings | None = None,
        *,
        ledger: Ledger | None = None,
        capabilities: Capabilities | None = None,
        clock: Clock | None = None,
        random: Callable[[], float] = randomness.random,
    ) -> None:
        settings = settings or ClientSettings()
        self.address = Address.parse(base_url, allow_http=settings.allow_http)
        self.model = model
        self.ledger = ledger or Ledger()
        self._key = checked_key(api_key)
        self._capabilities = capabilities or Capabilities(self.address.host, model)
        self._timeouts = settings.timeouts
        self._policy = settings.retry
        self._budget = RetryBudget(self._policy)
        self._breaker = Breaker(settings.failures_in_a_row)
        self._clock = clock or Clock()
        self._random = random
        self._lock = threading.Lock()
        self.pace = Pace(settings.limits, self._clock)
        self._exchange = Exchange(
            self.address,
            self._key,
            self._open(None if self.address.loopback else settings.proxy, settings.ca_bundle),
            timeouts=self._timeouts,
            clock=self._clock,
            on_told=self.pace.learn,
        )

    def _open(self, proxy: str | None, ca_bundle: str | None) -> WatchedTransport:
        """Certificates are only read where they are needed: it takes longer than a request to loopback."""
        needs_tls = proxy is not None or not self.address.plain
        return WatchedTransport(trust(ca_bundle) if needs_tls else None, proxy)

    def __repr__(self) -> str:
        return f"ChatClient({self.address.url!r}, model={self.model!r})"

    def __enter__(self) -> ChatClient:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        self._exchange.close()

    def abort(self) -> None:
        """Ends every wait and every sending, in every thread, with Aborted. Callable from any thread."""
        self.wind_down()
        self._exchange.abort()

    def wind_down(self) -> None:
        """Ends every wait with Aborted and lets nothing more be sent; a reply that is on its way still comes."""
        self._clock.stop()
        self.pace.wake()

    @property
    def host(self) -> str:
        return self.address.host

    @property
    def capabilities(self) -> Capabilities:
        """What is known of the endpoint now."""
        with self._lock:
            return self._capabilities

    def learn(self, capabilities: Capabilities) -> None:
        """Replaces what is known of the endpoint."""
        with self._lock:
            self._capabilities = capabilities

    def may_return(self, returns: int) -> float | None:
        """When a request that stayed Unanswered may be asked again, having waited behind all others `returns` times;
        takes one retry of the run's budget for it. None where the budget is spent, or it has come back too often.
        """
        if returns >= self._policy.returns or not self._budget.spend():
            return None
        return self._clock.now() + self._policy.return_seconds(returns)

    def wait_until(self, time: float) -> None:
        """Until `may_return` said, or until the client is aborted."""
        if (seconds := time - self._clock.now()) > 0:
            self._clock.sleep(seconds)

    def answer_limit(self, estimate_tokens: int, most_tokens: int = MOST_ANSWER_TOKENS) -> int:
        """`max_tokens` for an answer of about so many tokens, by what is known now."""
        return self.capabilities.answer_limit(estimate_tokens, most_tokens)

    def compose(
        self,
        messages: tuple[Message, ...],
        max_tokens: int,
        *,
        response_format: Mapping[str, object] | None = None,
        tools: tuple[Mapping[str, object], ...] | None = None,
        stream: bool = False,
    ) -> ChatRequest:
        """A request to this endpoint's model, with what switches its thinking off and makes its streams report usage,
        where that is known to work.
        """
        extra = self.capabilities.extra_of(stream)
        return ChatRequest(self.model, messages, max_tokens, response_format, tools, stream, extra)

    def ask(
        self,
        request: ChatRequest,
        *,
        on_text: Callable[[str], None] | None = None,
        on_first_byte: Callable[[], None] | None = None,
        document: str = "",
        prompt_tokens: int | None = None,
    ) -> Reply:
        """Sends, and sends the same bytes again only after 408, 409, 429, 5xx or if no byte of a reply had come.

        `on_text` gets the content piece by piece, no piece twice; `on_first_byte` is called when a reply begins;
        `document` names the account in the ledger; `prompt_tokens` is what the request counts against a rate limit.
        A reply that breaks off comes back with `cut`.

        Raises Fatal, TooLong, Refused, Unreadable, Unanswered or Aborted.
        """
        ask = _Ask(
            request=request,
            body=request.body(),
            document=document,
            prompt_tokens=estimate_tokens(request.text()) if prompt_tokens is None else prompt_tokens,
            listener=Listener(on_text, on_first_byte),
            seconds_left=self._timeouts.total_seconds,
        )
        self._budget.earn()
        while True:
            outcome = self._take_turn(ask)
            if isinstance(outcome, Reply):
                return outcome
            self._prepare_retry(ask, outcome)

    def _take_turn(self, ask: _Ask) -> Reply | Fault:
        """One sending, when the pace allows it."""
        self._breaker.check()
        with self.pace.turn(ask.prompt_tokens + ask.request.max_tokens) as ask.started:
            self._breaker.check()
            self.ledger.sent(ask.document)
            outcome = self._exchange.send(
                Sending(ask.body, ask.request.stream, ask.prompt_tokens, ask.seconds_left, ask.listener)
            )
            ask.seconds_left -= self._clock.now() - ask.started
        if isinstance(outcome, Reply):
            self._account(ask, outcome)
        if self._clock.stopped and (isinstance(outcome, Fault) or outcome.cut):
            raise Aborted("request_aborted")
        return outcome

    def _account(self, ask: _Ask, reply: Reply) -> None:
        self.ledger.billed(ask.document, reply.usage)
        if reply.cut and not (reply.content or reply.tool_calls):
            self._breaker.failed(self.host, "the reply broke off before it said anything", hash(ask.body))
        else:
            self._breaker.replied()
            self.pace.answered()
        with self._lock:
            self._capabilities = self._capabilities.seen(reply, streamed=ask.request.stream)

    def _prepare_retry(self, ask: _Ask, fault: Fault) -> None:
        """Waits until the same bytes may be sent again, or raises why they may not."""
        error = self._error(ask, fault)
        if isinstance(error, Fatal):
            self._breaker.open(error)
            raise error
        ask.failures += 1
        wait = self._policy.wait_seconds(ask.failures, fault.wait_seconds, self._random)
        if fault.kind == "busy":
            # All workers leave a busy endpoint alone, not only the one that it has told.
            self.pace.learn(told_by_message(fault.message))
            self.pace.refused(ask.started, wait)
        elif isinstance(error, Unanswered):
            self._breaker.failed(self.host, str(error.params["detail"]), hash(ask.body))
            self._breaker.check()
        may_retry = self._may_retry(ask, fault)
        if fault.kind != "busy" and (may_retry or fault.spoken):
            self._clock.sleep(wait)
        if not may_retry:
            raise error

    def _error(self, ask: _Ask, fault: Fault) -> RequestError:
        """The fault as an error; a wait that is longer than a run should stand still is the end of the run."""
        document = ask.request.text()
        error = fault.error(self.host, self.model, lambda words: redact(words, (self._key,), document))
        wait = fault.wait_seconds or 0.0
        if isinstance(error, Unanswered) and wait > self._policy.longest_hint_seconds:
            return Fatal("wait_refused", host=self.host, seconds=round(wait), detail=error.params["detail"])
        return error

    def _may_retry(self, ask: _Ask, fault: Fault) -> bool:
        few_enough = ask.failures <= self._policy.retries.get(fault.kind, 0)
        return fault.may_retry and few_enough and ask.seconds_left > 0 and self._budget.spend()
