"""How long an endpoint asks to be left alone, and which limits it tells, from headers and messages."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

_UNIT_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h|d)")
_WHOLE_DURATION = re.compile(rf"(?:{_DURATION.pattern})+", re.IGNORECASE)
_IN_MESSAGE = re.compile(
    r"(?:try(?:ing)? again|retry|wait)\s+(?:after|in|for)?\s*(\d{1,9}(?:\.\d{1,9})?)\s*"
    r"(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?)?\b",
    re.IGNORECASE,
)
_LIMIT_IN_MESSAGE = re.compile(
    r"\b(RPM|TPM|concurrency)\s*(?:limit)?\s*[:=]?\s*(\d{1,9})|\blimit\s*[:=]?\s*(\d{1,9})\s*/\s*min", re.IGNORECASE
)
# A number this large is a point in time, not a distance: seconds since 2001, milliseconds since 1973.
_EPOCH_SECONDS = 1e9
_EPOCH_MILLISECONDS = 1e11


def may_retry(headers: Mapping[str, str]) -> bool:
    """False where the endpoint says so. Its "true" gives no leave that the status does not give."""
    return headers.get("x-should-retry", "").strip().lower() != "false"


def wait_hint(headers: Mapping[str, str], message: str, wall_seconds: float) -> float | None:
    """Seconds to wait, by the first of: retry-after-ms, Retry-After, X-RateLimit-Reset, the message's own words."""
    milliseconds = _number(headers.get("retry-after-ms", ""))
    hints = (
        milliseconds / 1000 if milliseconds is not None else None,
        _retry_after(headers.get("retry-after", ""), wall_seconds),
        reset_seconds(headers.get("x-ratelimit-reset", ""), wall_seconds),
        _in_message(message),
    )
    return next((hint for hint in hints if hint is not None), None)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None


def _retry_after(text: str, wall_seconds: float) -> float | None:
    """Seconds or an HTTP date (RFC 9110, 10.2.3); a date that has passed is 0."""
    seconds = _number(text)
    if seconds is not None or not text:
        return seconds
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - wall_seconds)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def reset_seconds(text: str, wall_seconds: float) -> float | None:
    """A reset header: seconds, a point in time in seconds or milliseconds, or a duration such as "6m0s"."""
    text = text.strip()
    value = _number(text)
    if value is None:
        return _duration(text)
    if value >= _EPOCH_MILLISECONDS:
        return max(0.0, value / 1000 - wall_seconds)
    return max(0.0, value - wall_seconds) if value >= _EPOCH_SECONDS else value


def _duration(text: str) -> float | None:
    if len(text) > 40 or not _WHOLE_DURATION.fullmatch(text):
        return None
    return sum(float(number) * _UNIT_SECONDS[unit.lower()] for number, unit in _DURATION.findall(text.lower()))


def _in_message(message: str) -> float | None:
    found = _IN_MESSAGE.search(message[:4000])
    if not found:
        return None
    unit = (found[2] or "s").lower()
    return float(found[1]) * _UNIT_SECONDS["ms" if unit.startswith(("ms", "mil")) else unit[0]]


@dataclass(frozen=True, slots=True)
class Told:
    """Limits that an endpoint tells, each None where it does not; `empty_seconds` until a spent allowance refills."""

    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    concurrency: int | None = None
    empty_seconds: float | None = None


def told_by_headers(headers: Mapping[str, str], wall_seconds: float) -> Told:
    resets = [
        reset_seconds(headers.get(f"x-ratelimit-reset-{what}", ""), wall_seconds)
        for what in ("requests", "tokens")
        if headers.get(f"x-ratelimit-remaining-{what}", "").strip() == "0"
    ]
    return Told(
        requests_per_minute=_number(headers.get("x-ratelimit-limit-requests", "")) or None,
        tokens_per_minute=_number(headers.get("x-ratelimit-limit-tokens", "")) or None,
        empty_seconds=max((reset for reset in resets if reset is not None), default=None),
    )


def told_by_message(message: str) -> Told:
    """ "request reached max organization RPM: 3" and its kin."""
    limits = {(found[1] or "rpm").lower(): int(found[2] or found[3]) for found in _LIMIT_IN_MESSAGE.finditer(message)}
    return Told(limits.get("rpm") or None, limits.get("tpm") or None, limits.get("concurrency") or None)
