from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.chat.redaction import LONGEST_CHARS, redact

CONTRACT = "第三条 乙方的银行账号为6222020200112233445，联系电话13800138000。The Supplier shall deliver the goods."


@pytest.mark.parametrize(
    "secret",
    [
        "org-9f8e7d6c",
        "ak-f3k9xx",
        "sk-abc_DEF-123",
        "sk-proj-abc***xyz",
        "Bearer abc.def.ghi",
        "bearer  opaque",
    ],
)
def test_credentials_are_masked(secret: str) -> None:
    said = redact(f"Your account <{secret}> failed")
    assert secret not in said
    assert said.startswith("Your account")


def test_a_password_in_an_address_is_masked() -> None:
    assert redact("proxy http://user:hunter2@proxy.test:1 failed") == "proxy http://[…]proxy.test:1 failed"


def test_a_given_secret_is_masked_whatever_it_looks_like() -> None:
    assert redact("bad key: hunter2!", ("hunter2!", "")) == "bad key: […]"


def test_a_secret_at_the_cut_does_not_show_its_half() -> None:
    assert "sk-" not in redact("x" * (LONGEST_CHARS - 6) + " sk-abcdefghijklmnop")


@pytest.mark.parametrize("piece", ["乙方的银行账号", "6222020200112233445", "13800138000", "Supplier shall deliver"])
def test_what_the_document_says_is_masked(piece: str) -> None:
    said = redact(f"invalid content “{piece}” in field", (), CONTRACT)
    assert piece not in said
    assert said.startswith("invalid content")
    assert said.endswith("in field")


def test_escaped_text_is_masked() -> None:
    assert "u4e59" not in redact(r"bad input \\u4e59\\u65b9\\u7684", (), CONTRACT)


def test_one_printable_line() -> None:
    assert redact("a\x1b[31m\r\nb\u202ec\u2028d\x00") == "a [31m b c d"
    assert len(redact("x" * 10_000)) == LONGEST_CHARS


@given(st.text(max_size=400), st.text(max_size=50))
def test_a_secret_never_comes_through(message: str, document: str) -> None:
    said = redact(f"{message}topsecret99{message}", ("topsecret99",), document)
    assert "topsecret99" not in said
    assert len(said) <= LONGEST_CHARS


def test_a_long_document_is_no_burden() -> None:
    started = time.process_time()
    redact("甲乙" * 10_000, (), "甲" * 1_000_000)
    assert time.process_time() - started < 20
