"""Where a contract in traditional characters is at home: Hong Kong and Macau have dollars and years of their own."""

from __future__ import annotations

import re
from typing import Final

from pipeline.text.regex import regex

HONG_KONG: Final = "zh-Hant-HK"
MACAU: Final = "zh-Hant-MO"
# What only one of them writes; then what the others write too: 中國（不包括香港、澳門及臺灣）.
_OWN: Final = {
    "zh-Hant": regex(r"[臺台][币幣]|NT\$|NTD|TWD|民國"),
    HONG_KONG: regex(r"港[幣币元紙]|HK\$|HKD"),
    MACAU: regex("葡幣|MOP"),
}
_NAMED: Final = {"zh-Hant": regex("[臺台][灣湾]"), HONG_KONG: regex("香港"), MACAU: regex("澳門")}


def locale(text: str, language: str) -> str:
    """The language of a text, with the region where the text is at home in one that is not Taiwan."""
    if language != "zh-Hant":
        return language
    return max(_OWN, key=lambda home: (_count(_OWN[home], text), _count(_NAMED[home], text)))


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))
