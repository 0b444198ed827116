"""How currencies are named before and behind an amount, folded. Codes are ISO 4217."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pipeline.text.numerals import plain

BEFORE: Final = {
    **dict.fromkeys(("人民币", "RMB", "CNY", "CN¥", "RMB¥", "人民币¥", "위안화"), "CNY"),
    **dict.fromkeys(("新台币", "台币", "NTD", "NT$", "TWD"), "TWD"),
    **dict.fromkeys(("港币", "港元", "HKD", "HK$", "港币$", "港元$", "港币HK$"), "HKD"),
    **dict.fromkeys(("美元$", "美金$"), "USD"),
    **dict.fromkeys(("新台币$", "台币$", "新台币NT$"), "TWD"),
    **dict.fromkeys(("美元", "美金", "USD", "US$", "U.S.$", "USD$", "米ドル", "미화", "美币"), "USD"),
    **dict.fromkeys(("日元", "日币", "日圆", "JPY", "JP¥", "日本円", "엔화"), "JPY"),
    **dict.fromkeys(("韩元", "韩币", "KRW", "₩", "일금", "원화"), "KRW"),
    **dict.fromkeys(("欧元", "EUR", "€", "유로화"), "EUR"),
    **dict.fromkeys(("英镑", "GBP", "£"), "GBP"),
    **dict.fromkeys(("SGD", "S$", "新加坡元", "新加坡币"), "SGD"),
    **dict.fromkeys(("AUD", "A$", "澳元"), "AUD"),
    **dict.fromkeys(("CAD", "C$", "加元"), "CAD"),
    **dict.fromkeys(("MOP", "MOP$", "澳门币", "澳门元"), "MOP"),
    **dict.fromkeys(("CHF", "瑞士法郎"), "CHF"),
    "¥": "¥",
    "$": "$",
}
BEHIND: Final = {
    **dict.fromkeys(("元人民币", "人民币元", "人民币", "人民元", "RMB", "CNY", "위안", "yuan"), "CNY"),
    **dict.fromkeys(("新台币", "台币", "NTD", "TWD", "台湾ドル"), "TWD"),
    **dict.fromkeys(("港元", "港币", "元港币", "HKD", "香港ドル"), "HKD"),
    **dict.fromkeys(
        ("美元", "美金", "元美金", "USD(?![A-Z])", "米ドル", "USドル", "アメリカドル", "ドル", "미국달러", "미달러"),
        "USD",
    ),
    **dict.fromkeys(("달러", "미불", "불(?!가|이행|법|능|량|충|공)", "US dollars", "U.S. dollars", "dollars"), "USD"),
    **dict.fromkeys(("円(?![滑满熟形卓柱])", "日元", "日圆", "日币", "JPY", "엔(?![지터진])", "yen"), "JPY"),
    **dict.fromkeys(("원(?![칙인장본고피심격서자형]|가(?!량))", "韩元", "韩币", "KRW", "ウォン", "won"), "KRW"),
    **dict.fromkeys(("欧元", "EUR", "ユーロ", "유로", "euros?"), "EUR"),
    **dict.fromkeys(("英镑", "GBP", "ポンド", "파운드"), "GBP"),
    **dict.fromkeys(("新加坡元", "新加坡币", "SGD", "シンガポールドル", "싱가포르달러"), "SGD"),
    **dict.fromkeys(("澳元", "澳大利亚元", "AUD", "豪ドル"), "AUD"),
    **dict.fromkeys(("加元", "加拿大元", "CAD", "カナダドル"), "CAD"),
    **dict.fromkeys(("澳门元", "澳门币", "MOP"), "MOP"),
    **dict.fromkeys(("瑞士法郎", "CHF", "スイスフラン"), "CHF"),
    **dict.fromkeys(("卢布", "RUB", "ルーブル"), "RUB"),
    **dict.fromkeys(("泰铢", "THB", "バーツ"), "THB"),
    **dict.fromkeys(("越南盾", "越盾", "VND", "ベトナムドン"), "VND"),
    "[元圆](?![旦素宵论]|化(?!工))": "元",
}
"""Sources of patterns. 元 is the yuan of whatever country speaks."""
_BEHIND_GROUPS: Final = {f"b{index}": (source, code) for index, (source, code) in enumerate(BEHIND.items())}
BEFORE_ANY: Final = "|".join(re.escape(name) for name in sorted(BEFORE, key=len, reverse=True))
"""The source of a pattern: any name that stands before an amount."""
BEHIND_ANY: Final = "|".join(
    f"(?P<{group}>{source})"
    for group, (source, _) in sorted(
        _BEHIND_GROUPS.items(), key=lambda item: -len(item[1][0].partition("(?!")[0].strip("[]"))
    )
)
"""The source of a pattern, to stand in it once: any name that stands behind an amount; `behind` tells which."""

_WITHOUT_CENTS: Final = {"JPY", "KRW", "VND"}
_HOME: Final = {"zh-Hans": "CNY", "zh-Hant": "TWD", "ja": "JPY", "ko": "KRW", "en": "USD"}


def behind(match: re.Match[str]) -> str | None:
    """The code of the name that `BEHIND_ANY` found, None where it found none."""
    return next((code for group, (_, code) in _BEHIND_GROUPS.items() if match[group]), None)


def is_named(code: str | None) -> bool:
    """Whether the words name a currency, and not a sign that several countries share."""
    return code not in (None, "元", "¥", "$")


def resolve(before: str | None, behind: str | None, language: str) -> str | None:
    """The currency of an amount from the words on both sides; None where nothing names one, or they disagree."""
    named = {code for code in (before, behind) if code and is_named(code)}
    if named:
        return named.pop() if len(named) == 1 else None
    if behind == "元":
        return _HOME[language] if language.startswith("zh") else "CNY"
    if before == "¥":
        return "JPY" if language == "ja" else "CNY"
    if before == "$":
        return "TWD" if language == "zh-Hant" else "USD"
    return None


def written(amount: Decimal, currency: str) -> str:
    """A decimal string: two places at least for currencies with cents, none needed for yen and won."""
    text = plain(amount)
    if currency in _WITHOUT_CENTS:
        return text
    whole, _, cents = text.partition(".")
    return f"{whole}.{cents.ljust(2, '0')}"
