"""Where requests go: the base URL, the key and the proxy, checked before anything is sent."""

from __future__ import annotations

import ssl
from dataclasses import dataclass

import httpx

from pipeline.errors import SetupError
from pipeline.settings import is_loopback_host, shown_url, split_base_url

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
        parts = split_base_url(base_url, allow_http)
        try:
            httpx.URL(base_url.strip())
        except httpx.InvalidURL:
            raise SetupError("base_url_refused", url=shown_url(base_url)) from None
        loopback = is_loopback_host(parts.hostname or "")
        path = parts.path.rstrip("/").removesuffix(_PATH)
        return cls(f"{parts.scheme}://{parts.netloc}{path}{_PATH}", parts.netloc, loopback, parts.scheme == "http")


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
