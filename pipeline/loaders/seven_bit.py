"""Encodings that write the characters of the region in bytes of ASCII, as old mail programs do: ISO-2022, HZ, UTF-7."""

from __future__ import annotations

import codecs
import contextlib
import re

from pipeline.loaders.likeness import LANGUAGES, likeness

ISO_2022_KR = b"\x1b$)C"
_ESCAPED = re.compile(rb"\x1b(\$\([@BD]|\$[@B]|\([A-Z])([^\x1b\r\n]*)")
_HZ = re.compile(rb"~\{[!-w][!-~]")
_UTF_7 = re.compile(rb"\+[A-Za-z0-9+/]{3}")
_SAMPLE_CHARS = 100_000
_LEAST_LIKENESS, _LEAST_CHARS = 0.2, 3
_WIDE_CHARACTER = "[\u2e80-\uffef]"


def decode_seven_bit(data: bytes) -> tuple[str, str] | None:
    """The text of bytes that are all ASCII, and its encoding; None where they are in none of these encodings."""
    if ISO_2022_KR in data:
        return _named(_strictly(data, "iso2022_kr"), "ISO-2022-KR")
    if b"\x1b" in data:
        return _named(_japanese(data), "ISO-2022-JP")
    if _HZ.search(data):
        return _named(_likely(_strictly(data, "hz")), "HZ")
    return _named(_likely(_utf_7(data)), "UTF-7") if _UTF_7.search(data) else None


def _named(text: str | None, encoding: str) -> tuple[str, str] | None:
    return None if text is None else (text, encoding)


def _likely(text: str | None) -> str | None:
    """The text if it reads like one of the region: a program may hold what looks like the marks of these encodings."""
    sample = (text or "")[:_SAMPLE_CHARS]
    wide = len(re.findall(_WIDE_CHARACTER, sample))
    return text if wide >= _LEAST_CHARS and likeness(sample, LANGUAGES) >= _LEAST_LIKENESS else None


def _strictly(data: bytes, codec: str) -> str | None:
    """None for any wrong byte; a character cut off at the very end is dropped."""
    try:
        return codecs.getincrementaldecoder(codec)("strict").decode(data)
    except UnicodeDecodeError:
        return None


def _utf_7(data: bytes) -> str | None:
    """A file may end without the end of its last run, which is one long character to Python's decoder of pieces; what
    is cut off within one of three figures is dropped."""
    for end in range(len(data), len(data) - 3, -1):
        with contextlib.suppress(UnicodeDecodeError):
            return data[:end].decode("utf-7")
    return None


def _japanese(data: bytes) -> str | None:
    """By way of EUC-JP, whose tables also know the circled figures that mail programs write."""
    euc = _ESCAPED.sub(_unescape, data)
    text = _strictly(euc, "euc_jp") or _strictly(euc, "euc_jis_2004")
    return None if text is None or "\x1b" in text else text


def _unescape(match: re.Match[bytes]) -> bytes:
    sets, content = match[1], match[2]
    if sets.startswith(b"$(D"):
        pairs = (content[at : at + 2] for at in range(0, len(content), 2))
        return b"".join(b"\x8f" + _high(pair) for pair in pairs)
    if sets.startswith(b"$"):
        return _high(content)
    if sets == b"(I":
        return b"".join(b"\x8e" + bytes([byte]) for byte in _high(content))
    return content


def _high(content: bytes) -> bytes:
    return bytes(byte | 0x80 for byte in content)
