"""Error answers, read as faults: nested and flat bodies, HTML, integer codes, one status inside another."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from pipeline.chat.faults import Fault, FaultKind
from pipeline.chat.hints import may_retry, wait_hint

_LENGTH = re.compile(
    r"context.?(?:length|window|size)|token limit|too many (?:input |prompt )?tokens|reduce the length"
    r"|(?:prompt|input|request|messages?)\S* (?:is |are |was )?too (?:long|large)|string too long|maximum context"
    r"|上下文|(?:输入|請求|请求|長度|长度).{0,12}(?:过长|過長|超)|入力.{0,12}長すぎ",
    re.IGNORECASE,
)
_ANSWER_LIMIT = re.compile(r"max_(?:completion_)?tokens", re.IGNORECASE)
_CONTEXT = re.compile(r"context|token limit|上下文", re.IGNORECASE)
_BY_THE_MINUTE = re.compile(
    r"per.?(?:minute|second)|\brpm\b|\btpm\b|/\s?min|concurren|每分[钟鐘]|每秒|并发", re.IGNORECASE
)
_BY_THE_DAY = re.compile(r"per.?(?:day|month)|\bdaily\b|\b[rt]pd\b|每[日天月]", re.IGNORECASE)
_QUOTA = re.compile(
    r"quota|balance|billing|credit|insufficient|suspended|余额|餘額|欠费|配额|額度|额度|残高|잔액", re.IGNORECASE
)
_RATE = re.compile(r"rate.?limit|too many requests|\b429\b|overloaded", re.IGNORECASE)
_MODEL = re.compile(
    r"model_not_found|\bmodel\b.{0,80}(?:not found|not exist|unknown|no access|unsupported|not supported|unavailable)"
    r"|(?:unknown|invalid|unsupported|no such) model|not found the model|模型.{0,40}不存在",
    re.IGNORECASE,
)
_BLOCKED = re.compile(r"content.?filter|high risk|moderation|content.?policy|sensitive|敏感|safety", re.IGNORECASE)
_PATH = re.compile(r"[^A-Za-z0-9_.\[\]-]+")
_NAMED_PARAMETERS = re.compile(r"\b(response_format|tools|tool_choice|stream_options|stream|max_tokens|thinking)\b")

_BY_STATUS: dict[int, FaultKind] = {
    401: "key",
    402: "balance",
    403: "access",
    404: "address",
    407: "proxy",
    408: "conflict",
    409: "conflict",
    413: "too_long",
    429: "busy",
}
# Error objects without a status, as they come inside a 200: which status their type or code stands for.
_BY_TYPE = (
    (re.compile(r"insufficient|balance|billing", re.IGNORECASE), 402),
    (re.compile(r"quota|rate.?limit|overloaded|too_many", re.IGNORECASE), 429),
    (re.compile(r"authentication|api_key|unauthor", re.IGNORECASE), 401),
    (re.compile(r"permission|forbidden", re.IGNORECASE), 403),
    (re.compile(r"invalid|bad_request|context|not_found|unprocessable|content_filter", re.IGNORECASE), 400),
)


@dataclass(frozen=True, slots=True)
class ErrorBody:
    """`{"error": {"type", "message", "code"?, "param"?}}`, a flat body of the same fields, or any other text."""

    message: str
    kind: str = ""
    code: int | None = None
    path: str = ""

    @classmethod
    def of(cls, document: Mapping[str, object]) -> ErrorBody:
        nested = document.get("error")
        fields = nested if isinstance(nested, dict) else document
        message = fields.get("message") or fields.get("detail") or nested or ""
        code = fields.get("code") or fields.get("status") or fields.get("status_code")
        kinds = (fields.get("type"), None if _integer(code) else code)
        return cls(
            message=message if isinstance(message, str) else json.dumps(_messages(message), ensure_ascii=False),
            kind=" ".join(str(kind) for kind in kinds if isinstance(kind, str)),
            code=_integer(code),
            path=_path(fields),
        )

    @classmethod
    def read(cls, body: bytes) -> ErrorBody:
        text = body.decode("utf-8", "replace")
        try:
            document = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            return cls(message=" ".join(re.sub(r"<[^<>]{0,400}>", " ", text[:4000]).split()))
        if isinstance(document, list) and document:
            document = document[0]
        return cls.of(document) if isinstance(document, dict) else cls(message=text)

    @property
    def words(self) -> str:
        return f"{self.kind} {self.message}"


def _integer(value: object) -> int | None:
    """A status: endpoints write 429 and "429"."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 6:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _messages(detail: object) -> object:
    """The sentences of a validator's list, without the `input` that it repeats: that is the document."""
    if isinstance(detail, list):
        return [item.get("msg") for item in detail[:5] if isinstance(item, dict)]
    return detail.get("msg", "") if isinstance(detail, dict) else ""


def _path(fields: Mapping[str, object]) -> str:
    """The refused parameter: `param`, or the first `loc` of a validator's list."""
    path = fields.get("param")
    detail = fields.get("detail")
    if not path and isinstance(detail, list) and detail and isinstance(detail[0], dict):
        steps = detail[0].get("loc")
        path = ".".join(str(step) for step in steps if step != "body") if isinstance(steps, list) else ""
    return _PATH.sub("", path)[:80] if isinstance(path, str) else ""


def refusal(status: int, headers: Mapping[str, str], body: bytes, wall_seconds: float) -> Fault:
    """The fault of an answer that is no success. `wall_seconds` is the time now, for hints that are dates."""
    error = ErrorBody.read(body)
    fault = _fault(_true_status(status, error), error)
    return Fault(
        kind=fault.kind,
        message=fault.message or _phrase(status),
        status=status,
        path=fault.path,
        wait_seconds=wait_hint(headers, error.message, wall_seconds),
        may_retry=may_retry(headers),
    )


def refusal_inside(document: Mapping[str, object], wall_seconds: float) -> Fault:
    """The fault of an error object that came with status 200; one that says nothing is taken for a server's. The reply
    has begun: whatever it says, the same bytes are not sent again.
    """
    error = ErrorBody.of(document)
    status = error.code if error.code is not None and 400 <= error.code <= 599 else None
    if status is None:
        status = next((status for pattern, status in _BY_TYPE if pattern.search(error.kind)), 500)
    fault = _fault(_true_status(status, error), error)
    hint = wait_hint({}, error.message, wall_seconds)
    message = fault.message or _phrase(status)
    return Fault(fault.kind, message, status, fault.path, hint, may_retry=False, spoken=True)


def _true_status(status: int, error: ErrorBody) -> int:
    """Gateways wrap: a 502 around a 429 is a 429."""
    wrapped = error.code == 429 or (error.code is None and _RATE.search(error.words))
    return 429 if status >= 500 and wrapped else status


def _fault(status: int, error: ErrorBody) -> Fault:
    path = error.path
    if status in (400, 422) and not path and (named := _NAMED_PARAMETERS.search(error.message)):
        path = named[1]
    return Fault(_kind(status, error), error.message, status, path)


def _kind(status: int, error: ErrorBody) -> FaultKind:
    if status == 429:
        return "quota" if _is_quota(error.words) else "busy"
    if status >= 500:
        return "server"
    if status in (400, 403, 404, 422):
        return _kind_by_words(status, error)
    return _BY_STATUS.get(status, "redirect" if 300 <= status < 400 else "refused")


def _kind_by_words(status: int, error: ErrorBody) -> FaultKind:
    """The statuses that stand for several things."""
    words = error.words
    if status in (400, 422) and _is_length(error):
        return "too_long"
    if status in (400, 403) and _BLOCKED.search(words):
        return "blocked"
    if error.path in ("", "model") and _MODEL.search(words):
        return "model"
    if status == 400 and re.search(r"invalid.{0,3}api.?key", words, re.IGNORECASE):
        return "key"
    return _BY_STATUS.get(status, "refused")


def _is_length(error: ErrorBody) -> bool:
    """A text too long, not an answer limit too high."""
    if _ANSWER_LIMIT.search(f"{error.path} {error.message}") and not _CONTEXT.search(error.words):
        return False
    return bool(_LENGTH.search(error.words) or _CONTEXT.search(error.kind))


def _is_quota(words: str) -> bool:
    """Spent for long, not for a minute: "quota exceeded for requests per minute" is a rate."""
    if _BY_THE_DAY.search(words):
        return True
    return bool(_QUOTA.search(words)) and not _BY_THE_MINUTE.search(words)


def _phrase(status: int) -> str:
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"
