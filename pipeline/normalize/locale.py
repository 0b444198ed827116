"""Where a contract in traditional characters is at home: Hong Kong and Macau have dollars and years of their own."""

from __future__ import annotations

from typing import Final

from pipeline.text.regex import regex

HONG_KONG: Final = "zh-Hant-HK"
MACAU: Final = "zh-Hant-MO"
_TAIWAN: Final = regex(r"[臺台][灣湾币幣]|NT\$|NTD|TWD|中華民國|民國")
_HOMES: Final = {HONG_KONG: regex(r"香港|港[幣币元紙]|HK\$|HKD"), MACAU: regex("澳門|葡幣|MOP")}


def locale(text: str, language: str) -> str:
    """The language of a text, with the region where the text names one that is not Taiwan's."""
    if language != "zh-Hant" or _TAIWAN.search(text):
        return language
    named = {home: sum(1 for _ in pattern.finditer(text)) for home, pattern in _HOMES.items()}
    home = max(named, key=named.__getitem__)
    return home if named[home] else language
