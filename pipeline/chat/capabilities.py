"""What an endpoint can do, as far as it has been seen; remembered per host and model."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType

from pipeline.chat.wire import Reply
from pipeline.version import RULES_FINGERPRINT, __version__

MOST_ANSWER_TOKENS = 8192
_FEWEST_ANSWER_TOKENS = 256
_VERSION = 1

THINKING_OFF: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "thinking": {"thinking": {"type": "disabled"}},
        "chat_template_kwargs": {"chat_template_kwargs": {"thinking": False}},
    }
)
# For hosts whose streams report no usage unless they are asked to.
USAGE_IN_STREAMS: Mapping[str, object] = MappingProxyType({"stream_options": {"include_usage": True}})


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Each None where it has not been seen.

    `json_mode`, `stream`: the parameter is taken; `tools`: it has its effect; `stream_options`: it is needed for usage
    in streams, and works; `usage`, `stream_usage`: reported in a plain reply, in a stream; `cached_tokens`: reported at all; `caches`: a second request
    with the same beginning came from the cache; `thinks`: answers spend tokens on reasoning, `thinking_off` being the
    switch that is set against it; `undercount`: the share by which our counts of a prompt came out too low.
    """

    host: str
    model: str
    json_mode: bool | None = None
    tools: bool | None = None
    stream: bool | None = None
    usage: bool | None = None
    stream_usage: bool | None = None
    stream_options: bool | None = None
    cached_tokens: bool | None = None
    caches: bool | None = None
    thinks: bool | None = None
    thinking_off: str | None = None
    rules: bool | None = None
    undercount: float | None = None
    checked_on: str | None = None

    def extra_of(self, stream: bool) -> Mapping[str, object]:
        """The parameters that a request carries beyond the six."""
        asked = USAGE_IN_STREAMS if stream and self.stream_options else {}
        return {**THINKING_OFF.get(self.thinking_off or "", {}), **asked}

    def answer_limit(self, estimate_tokens: int, most_tokens: int = MOST_ANSWER_TOKENS) -> int:
        """`max_tokens` of a request: the most, until it is known that no reasoning is spent; then twice the estimate.

        Never below 256: an answer that says nothing has its braces too.
        """
        if self.thinks is not False:
            return most_tokens
        return min(most_tokens, max(_FEWEST_ANSWER_TOKENS, 2 * estimate_tokens))

    def seen(self, reply: Reply, *, streamed: bool) -> Capabilities:
        """With what a reply shows. Reasoning that was seen once stays seen; a cut reply shows no absence."""
        known = self if reply.cut or self.thinks is not None else replace(self, thinks=False)
        known = replace(known, thinks=True) if reply.thought else known
        reported = not reply.usage.estimated
        if not reply.cut:
            known = replace(known, stream_usage=reported) if streamed else replace(known, usage=reported)
        known = replace(known, rules=reply.fingerprint.startswith(RULES_FINGERPRINT))
        if reported:
            known = replace(known, cached_tokens=bool(self.cached_tokens or reply.usage.cached_tokens is not None))
        return known

    def to_json(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Capabilities:
        """What `to_json` gave; fields of other versions are left out. Raises TypeError without host and model."""
        known = {field.name: stored[field.name] for field in fields(cls) if field.name in stored}
        return cls(**known)  # type: ignore[arg-type]


def load(path: Path, host: str, model: str) -> Capabilities | None:
    """What is remembered of an endpoint; None if nothing is, or the file is not readable as ours."""
    try:
        return Capabilities.from_json(_endpoints(path)[_name(host, model)])
    except (KeyError, TypeError, AttributeError):
        return None


def save(path: Path, capabilities: Capabilities) -> None:
    """Remembers, beside what is known of other endpoints. The file is replaced whole, readable by its owner only.

    Raises OSError.
    """
    endpoints = _endpoints(path) | {_name(capabilities.host, capabilities.model): capabilities.to_json()}
    document = {"version": _VERSION, "program": __version__, "endpoints": endpoints}
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(document, file, ensure_ascii=False, indent=1)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _name(host: str, model: str) -> str:
    return f"{host} {model}"


def _endpoints(path: Path) -> dict[str, dict[str, object]]:
    """A file that is missing, damaged or of another version holds nothing: it is only a memory."""
    try:
        stored = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    endpoints = stored.get("endpoints") if isinstance(stored, dict) and stored.get("version") == _VERSION else None
    return endpoints if isinstance(endpoints, dict) else {}
