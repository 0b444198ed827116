"""How the endpoint is set up."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.endpoint.faults import FaultPlan
from pipeline.schema.library import BUILTIN

MODEL = "kimi-k2-5"


@dataclass(frozen=True, slots=True)
class ServeConfig:
    """`api_key` None asks for no key; `schemas` are the sources of `load_library`.

    `requests_per_minute` and `balance_tokens` (prompt and completion together) are None where nothing is limited.
    """

    api_key: str | None = field(default=None, repr=False)
    schemas: tuple[str, ...] = (BUILTIN,)
    requests_per_minute: int | None = None
    balance_tokens: int | None = None
    fail: FaultPlan | None = None
    models: tuple[str, ...] = (MODEL,)
