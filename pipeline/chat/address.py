"""Where requests go: the base URL, the key and the proxy, checked before anything is sent."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import httpx

from pipeline.errors import SetupError
from pipeline.settings import is_loopback_host

_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Address:
    """An endpoint that may be sent to. `host` is with its port where one is named, as it stands in messages."""

    url: str
    host: str
    loopback: bool
    plain: bool

    @classmethod
    def parse(cls, base_url: str, *, allow_http: bool = False) -> Address:
        """Raises SetupError: no http(s) address, one that holds credentials, or plain http to another machine."""
        parts = _split(base_url.strip())
        loopback = is_loopback_host(parts.hostname or "")
        if parts.scheme == "http" and not loopback and not allow_http:
            raise SetupError("plain_http_refused", host=parts.hostname)
        path = parts.path.rstrip("/").removesuffix(_PATH)
        return cls(f"{parts.scheme}://{parts.netloc}{path}{_PATH}", parts.netloc, loopback, parts.scheme == "http")


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        (parts.hostname or "").encode("idna")
        httpx.URL(url)
    except (ValueError, httpx.InvalidURL):
        raise SetupError("base_url_refused", url=_shown(url)) from None
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise SetupError("base_url_refused", url=_shown(url))
    if not usable or not parts.netloc.isascii():
        raise SetupError("base_url_refused", url=_shown(url))
    return parts


def _shown(url: str) -> str:
    """An address that may hold a key: what stands before a query, without user and password."""
    return url.split("?")[0].split("#")[0].rpartition("@")[2][:80]


def checked_key(key: str | None) -> str:
    """A key that can stand in a header, "" for none. Raises SetupError, without the key."""
    key = (key or "").strip()
    if not all("!" <= character <= "~" for character in key):
        raise SetupError("key_malformed")
    return key


def trust(ca_bundle: str | None) -> ssl.SSLContext:
    """Certificates of a bundle, or those that come with the HTTP library; the environment has no say."""
    if ca_bundle is None:
        return httpx.create_ssl_context(trust_env=False)
    try:
        return ssl.create_default_context(cafile=ca_bundle)
    except (OSError, ssl.SSLError):
        raise SetupError("ca_bundle_unreadable", path=ca_bundle) from None
