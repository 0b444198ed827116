"""What a run is told, from flags, the environment, a settings file and the user's configuration folder, in that order.

Only environment.py and this read the environment. Nothing is ever read from an input or working folder: a file that
comes with a contract cannot decide where the contract's text goes.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from pipeline.environment import LIMITS, VARIABLES, user_file
from pipeline.errors import SetupError

PAGE_BASE_URL = "https://llm.bytespike.ai/v1"
PAGE_KEY_VARIABLE = "BYTESPIKE_API_KEY"
MODEL = "kimi-k2-5"
EMBEDDED = "embedded"


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Prices(Closed):
    """In `currency` per million tokens. Unknown prices are None, and so is every cost made of them."""

    currency: str = "USD"
    cached: Decimal | None = None
    input: Decimal | None = None
    output: Decimal | None = None


class LoadingLimits(Closed):
    """How much of a file is read; what is not set is as pipeline/loaders/limits.py has it, where each is explained."""

    file_bytes: int | None = Field(default=None, gt=0)
    characters: int | None = Field(default=None, gt=0)
    unpacked_bytes: int | None = Field(default=None, gt=0)
    members: int | None = Field(default=None, gt=0)
    archive_bytes: int | None = Field(default=None, gt=0)
    ratio: int | None = Field(default=None, gt=0)
    ratio_from_bytes: int | None = Field(default=None, ge=0)
    part_bytes: int | None = Field(default=None, gt=0)
    elements: int | None = Field(default=None, gt=0)
    chunk_bytes: int | None = Field(default=None, gt=0)
    paragraphs: int | None = Field(default=None, gt=0)
    lines: int | None = Field(default=None, gt=0)
    pages: int | None = Field(default=None, gt=0)
    address_space_bytes: int | None = Field(default=None, ge=256 << 20)
    seconds: float | None = Field(default=None, gt=0)
    seconds_per_page: float | None = Field(default=None, gt=0)
    pixels: int | None = Field(default=None, gt=0)
    seconds_per_picture: float | None = Field(default=None, gt=0)
    ocr_address_space_bytes: int | None = Field(default=None, ge=1 << 30)
    ocr_pixels: int | None = Field(default=None, gt=0)
    office_seconds: float | None = Field(default=None, gt=0)
    office_address_space_bytes: int | None = Field(default=None, ge=1 << 30)

    def given(self) -> dict[str, Any]:
        return self.model_dump(exclude_none=True)


class Settings(Closed):
    """Everything a run can be told. Times in seconds, sizes in tokens."""

    endpoint: Literal["embedded"] | None = None
    base_url: str | None = None
    api_key: SecretStr | None = None
    page_key: SecretStr | None = None
    api_key_file: Path | None = None
    model: str = MODEL
    mode: Literal["json", "tools"] = "json"
    stream: bool = True
    context_tokens: int = Field(default=256_000, ge=16_000, le=4_000_000)
    answer_tokens: int = Field(default=8192, ge=256, le=1_000_000)
    jobs: int = Field(default=2, ge=1, le=64)
    requests_per_minute: int | None = Field(default=None, ge=1)
    tokens_per_minute: int | None = Field(default=None, ge=1)
    concurrency: int = Field(default=8, ge=1, le=256)
    request_deadline_seconds: float = Field(default=600.0, gt=0)
    longest_wait_seconds: float = Field(default=120.0, ge=0)
    deadline_seconds: float | None = Field(default=None, gt=0)
    cost_limit: Decimal | None = Field(default=None, ge=0)
    prices: Prices = Prices()
    proxy: str | None = None
    ca_bundle: Path | None = None
    allow_http: bool = False
    our_side: tuple[str, ...] = ()
    mask: bool = False
    ocr: Literal["auto", "off"] = "auto"
    ocr_pages: int = Field(default=2000, ge=1)
    ocr_processes: int = Field(default=4, ge=1, le=64)
    ocr_seconds_per_page: float = Field(default=180.0, gt=0)
    limits: LoadingLimits = LoadingLimits()
    language: str | None = None

    def shaping(self) -> dict[str, object]:
        """The settings that shape a record: part of its key, so that changing one asks again."""
        own = {"mode": self.mode, "context_tokens": self.context_tokens, "our_side": sorted(self.our_side)}
        read = {"ocr": self.ocr, "ocr_pages": self.ocr_pages, "limits": self.limits.given()}
        return {**own, "mask": self.mask, **read}


class Endpoint(Closed):
    """Where requests go. `base_url` is None for the embedded endpoint, which is started when it is needed."""

    base_url: str | None
    api_key: SecretStr | None
    model: str

    @property
    def embedded(self) -> bool:
        return self.base_url is None

    @property
    def name(self) -> str:
        """What the record says: `embedded`, or the base URL."""
        return self.base_url or EMBEDDED

    @property
    def host(self) -> str:
        return (urlsplit(self.base_url).netloc if self.base_url else "") or EMBEDDED

    @property
    def local(self) -> bool:
        return self.base_url is None or is_loopback(self.base_url)


def load_settings(
    flags: Mapping[str, Any] | None = None, config: Path | None = None, environ: Mapping[str, str] | None = None
) -> Settings:
    """The settings of a run. Flags that are None are not given. Raises SetupError for what cannot be right."""
    env = os.environ if environ is None else environ
    merged: dict[str, Any] = {}
    for source in (user_file(), config):
        merged.update(_read_file(source) if source else {})
    merged.update({name: env[variable] for variable, name in VARIABLES.items() if env.get(variable)})
    merged["limits"] = _with_limits(merged.get("limits", {}), env)
    merged.update({name: value for name, value in (flags or {}).items() if value is not None})
    merged.update(_secrets(env))
    merged.setdefault("proxy", env.get("HTTPS_PROXY") or env.get("https_proxy") or env.get("ALL_PROXY") or None)
    try:
        return Settings.model_validate(merged)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SetupError("setting_refused", setting=where, detail=first["msg"]) from None


def _with_limits(limits: Any, env: Mapping[str, str]) -> Any:
    """The limits of a file under those of the environment: CJKCLAUSE_LIMITS_PAGES for limits.pages."""
    named = {name: env.get(f"{LIMITS}{name.upper()}") for name in LoadingLimits.model_fields}
    given = {name: value for name, value in named.items() if value}
    return {**limits, **given} if isinstance(limits, Mapping) else limits


def _secrets(env: Mapping[str, str]) -> dict[str, str]:
    names = {"api_key": "CJKCLAUSE_API_KEY", "page_key": PAGE_KEY_VARIABLE}
    return {name: env[variable].strip() for name, variable in names.items() if env.get(variable, "").strip()}


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SetupError("config_unreadable", path=str(path), detail=error.strerror or str(error)) from error
    except ValueError as error:
        raise SetupError("config_unreadable", path=str(path), detail=str(error)) from error


# A model that was named for another endpoint says nothing to the rules.
_EMBEDDED_ENDPOINT = Endpoint(base_url=None, api_key=None, model=MODEL)


def choose_endpoint(settings: Settings) -> Endpoint:
    """Which endpoint a run uses (design 2). Raises SetupError with the line to type where a key is missing."""
    if settings.endpoint == EMBEDDED:
        return _EMBEDDED_ENDPOINT
    if settings.base_url:
        return _named_endpoint(settings, settings.base_url)
    if settings.page_key:
        return Endpoint(base_url=PAGE_BASE_URL, api_key=settings.page_key, model=settings.model)
    if settings.api_key or settings.api_key_file:
        raise SetupError("key_without_endpoint")
    return _EMBEDDED_ENDPOINT


def _named_endpoint(settings: Settings, base_url: str) -> Endpoint:
    host = split_base_url(base_url, settings.allow_http).hostname or ""
    key = _key_for(settings, host)
    if key is None and not is_loopback_host(host):
        raise SetupError("key_missing", host=host)
    return Endpoint(base_url=base_url.rstrip("/"), api_key=key, model=settings.model)


def split_base_url(base_url: str, allow_http: bool = False) -> SplitResult:
    """The parts of an address that may be sent to.

    Raises SetupError: no http(s) address, one that holds credentials, or plain http to another machine.
    """
    try:
        parts = urlsplit(base_url.strip())
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and parts.netloc.isascii()
        (parts.hostname or "").encode("idna")
    except ValueError:
        raise SetupError("base_url_refused", url=shown_url(base_url)) from None
    if not usable or "@" in parts.netloc or parts.query or parts.fragment:
        raise SetupError("base_url_refused", url=shown_url(base_url))
    if parts.scheme == "http" and not is_loopback_host(parts.hostname or "") and not allow_http:
        raise SetupError("plain_http_refused", host=parts.hostname)
    return parts


def shown_url(url: str) -> str:
    """An address that may hold a key: what stands before a query, without user and password."""
    return url.split("?")[0].split("#")[0].rpartition("@")[2][:80]


def _key_for(settings: Settings, host: str) -> SecretStr | None:
    """The key named for the run; the page's key only for the page's host."""
    if settings.api_key:
        return settings.api_key
    if settings.api_key_file:
        return _read_key(settings.api_key_file)
    return settings.page_key if host == urlsplit(PAGE_BASE_URL).hostname else None


def _read_key(path: Path) -> SecretStr | None:
    """None for an empty file."""
    try:
        key = path.read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise SetupError("key_file_unreadable", path=str(path), detail=detail) from error
    return SecretStr(key) if key else None


def is_loopback(url: str) -> bool:
    return is_loopback_host(urlsplit(url).hostname or "")


def is_loopback_host(host: str) -> bool:
    """Whether a host name or address is this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
