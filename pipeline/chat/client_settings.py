"""How a client treats its endpoint, and by which way it goes there."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.chat.exchange import Timeouts
from pipeline.chat.limits import Limits
from pipeline.chat.retry import RetryPolicy


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """`ca_bundle` is a path; `allow_http` lets a key go unencrypted to a host that is not this one."""

    limits: Limits = field(default_factory=Limits)
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    timeouts: Timeouts = field(default_factory=Timeouts)
    failures_in_a_row: int = 8
    proxy: str | None = None
    ca_bundle: str | None = None
    allow_http: bool = False
