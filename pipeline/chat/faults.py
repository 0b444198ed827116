"""Why a sending brought no reply, and what a caller must do about it.

RequestError
├── Fatal        no request will succeed: checkpoint and stop the run (`as_stop`)
├── TooLong      ask for less text
├── Refused      these bytes are refused; `path` is the parameter that the endpoint names
├── Unreadable   an answer that is no chat completion; the same bytes are not sent again
├── Unanswered   the quick retries are spent; the request may go to the end of the queue
│   └── Spoken   it was an error object in a success: the same bytes are not sent again
└── Aborted      the client was told to stop
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pipeline.errors import RequestError, StopRun

_NO_PATH = "?"


class Fatal(RequestError):
    """No request will succeed: the run stops."""

    def as_stop(self) -> StopRun:
        return StopRun(self.code, **self.params)


class TooLong(RequestError):
    pass


class Refused(RequestError):
    @property
    def path(self) -> str:
        """The parameter that was refused, "" where the endpoint does not say."""
        path = str(self.params["path"])
        return "" if path == _NO_PATH else path


class Unreadable(RequestError):
    pass


class Unanswered(RequestError):
    pass


class Spoken(Unanswered):
    pass


class Aborted(RequestError):
    pass


FaultKind = Literal[
    "key",
    "balance",
    "access",
    "model",
    "address",
    "quota",
    "redirect",
    "certificate",
    "proxy",
    "too_long",
    "refused",
    "blocked",
    "unreadable",
    "conflict",
    "busy",
    "server",
    "connection",
    "silence",
]

_ERRORS: dict[FaultKind, tuple[type[RequestError], str]] = {
    "key": (Fatal, "key_refused"),
    "balance": (Fatal, "balance_spent"),
    "access": (Fatal, "access_refused"),
    "model": (Fatal, "model_unknown"),
    "address": (Fatal, "endpoint_not_found"),
    "quota": (Fatal, "quota_spent"),
    "redirect": (Fatal, "endpoint_redirects"),
    "certificate": (Fatal, "certificate_refused"),
    "proxy": (Fatal, "proxy_refused"),
    "too_long": (TooLong, "request_too_long"),
    "refused": (Refused, "request_refused"),
    "blocked": (Refused, "request_blocked"),
    "unreadable": (Unreadable, "reply_unreadable"),
    "conflict": (Unanswered, "endpoint_failed"),
    "busy": (Unanswered, "endpoint_busy"),
    "server": (Unanswered, "endpoint_failed"),
    "connection": (Unanswered, "endpoint_unreachable"),
    "silence": (Unanswered, "endpoint_silent"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One sending without a reply. `message` is the endpoint's, not yet redacted; `wait_seconds` what it asks for;
    `spoken` that it came as a success.
    """

    kind: FaultKind
    message: str
    status: int | None = None
    path: str = ""
    wait_seconds: float | None = None
    may_retry: bool = True
    spoken: bool = False

    def error(self, host: str, model: str, redact: Callable[[str], str]) -> RequestError:
        """The error for the caller, with what `redact` leaves of the endpoint's words."""
        error, code = _ERRORS[self.kind]
        if self.spoken and error is Unanswered:
            error = Spoken
        detail, path = redact(self.message), redact(self.path)
        return error(code, host=host, model=model, detail=detail, status=self.status, path=path or _NO_PATH)
