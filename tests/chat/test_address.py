from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from pipeline.chat.address import Address, checked_key, trust
from pipeline.chat.client import ChatClient
from pipeline.chat.client_settings import ClientSettings
from pipeline.errors import SetupError
from pipeline.settings import is_loopback_host


@pytest.mark.parametrize(
    ("base_url", "url", "host"),
    [
        ("https://llm.test/v1", "https://llm.test/v1/chat/completions", "llm.test"),
        (" https://llm.test:8443/v1/ ", "https://llm.test:8443/v1/chat/completions", "llm.test:8443"),
        ("https://llm.test/v1/chat/completions", "https://llm.test/v1/chat/completions", "llm.test"),
        ("http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1/chat/completions", "127.0.0.1:8000"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1/chat/completions", "[::1]:8000"),
        ("http://localhost/v1", "http://localhost/v1/chat/completions", "localhost"),
    ],
)
def test_a_base_url_becomes_an_address(base_url: str, url: str, host: str) -> None:
    address = Address.parse(base_url)
    assert (address.url, address.host) == (url, host)


@pytest.mark.parametrize(
    "base_url",
    [
        "",
        "llm.test/v1",
        "ftp://llm.test/v1",
        "file:///etc/passwd",
        "https://",
        "https://llm.test:99999/v1",
        "https://user:hunter2@llm.test/v1",
        "https://llm.test/v1?key=hunter2",
        "https://llm.test/v1#hunter2",
        "https://" + "a" * 70 + ".test/v1",
        "https://[::1/v1",
        "https://llm.test\n.evil/v1 x",
    ],
)
def test_what_is_no_address_is_refused_without_its_secrets(base_url: str) -> None:
    with pytest.raises(SetupError) as raised:
        Address.parse(base_url)
    assert raised.value.code == "base_url_refused"
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize("host", ["llm.test", "10.0.0.1", "0.0.0.0", "127.0.0.1.evil.test", "localhost.evil.test"])
def test_plain_http_goes_to_loopback_only_unless_allowed(host: str) -> None:
    with pytest.raises(SetupError) as raised:
        Address.parse(f"http://{host}/v1")
    assert raised.value.code == "plain_http_refused"
    assert not Address.parse(f"http://{host}/v1", allow_http=True).loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", "x.localhost"])
def test_loopback_is_known(host: str) -> None:
    assert is_loopback_host(host)


def test_a_key_must_fit_a_header() -> None:
    assert checked_key(" sk-1\n") == "sk-1"
    assert checked_key(None) == ""
    for key in ("sk-1\nX-Evil: 1", "sk 1", "密钥", "sk-\x00"):
        with pytest.raises(SetupError) as raised:
            checked_key(key)
        assert raised.value.code == "key_malformed"
        assert key not in str(raised.value)


def test_certificates_are_read_or_refused(tmp_path: Path) -> None:
    assert trust(None).verify_mode is ssl.CERT_REQUIRED
    (tmp_path / "ca.pem").write_text("no certificate")
    for name in ("ca.pem", "missing.pem"):
        with pytest.raises(SetupError) as raised:
            trust(str(tmp_path / name))
        assert raised.value.code == "ca_bundle_unreadable"


@pytest.mark.parametrize("proxy", ["", "nonsense", "ftp://proxy:1", "http://user:hunter2@", "http://u:hunter2@h:x"])
def test_a_proxy_must_be_one(proxy: str) -> None:
    with pytest.raises(SetupError) as raised:
        ChatClient("https://llm.test/v1", "k", "m", ClientSettings(proxy=proxy))
    assert raised.value.code == "proxy_malformed"
    assert "hunter2" not in str(raised.value)
