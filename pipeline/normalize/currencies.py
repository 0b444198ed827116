"""How currencies are named before and behind an amount, folded. Codes are ISO 4217."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from pipeline.normalize.locale import HONG_KONG, MACAU
from pipeline.text.numerals import plain

_NAMES: Final = {
    "CNY": "人民币 人民元 人民币元 RMB CNY CN¥ RMB¥ 人民币¥ 위안화 위안",
    "TWD": "新台币 台币 台湾元 台湾ドル NTD NT$ TWD 台币$ 新台币$ 新台币NT$ 대만_달러 신대만_달러 New_Taiwan_dollars",
    "HKD": "港币 港元 港纸 香港元 香港ドル HKD HK$ 港币$ 港元$ 港币HK$ 홍콩_달러 Hong_Kong_dollars",
    "MOP": "澳门币 澳门元 葡币 MOP MOP$ マカオパタカ",
    "USD": "美元 美金 美币 美元$ 美金$ USD US$ U.S.$ USD$ 米ドル USドル アメリカドル 미화 미국_달러 미달러 미합중국_달러 "
    "US_dollars U.S._dollars",
    "JPY": "日元 日币 日圆 日本円 JPY JP¥ 엔화",
    "KRW": "韩元 韩币 韩圆 ウォン KRW ₩ 원화",
    "EUR": "欧元 EUR € ユーロ 유로화 유로",
    "GBP": "英镑 GBP £ ポンド 파운드",
    "SGD": "新加坡元 新加坡币 新币 坡币 SGD S$ シンガポールドル 싱가포르_달러 Singapore_dollars",
    "AUD": "澳元 澳币 澳大利亚元 澳洲元 AUD A$ AU$ 豪ドル 호주_달러 Australian_dollars",
    "NZD": "纽元 纽币 新西兰元 纽西兰元 NZD NZ$ NZドル ニュージーランドドル 뉴질랜드_달러 New_Zealand_dollars",
    "CAD": "加元 加币 加拿大元 CAD C$ CA$ カナダドル 캐나다_달러 Canadian_dollars",
    "CHF": "瑞士法郎 瑞郎 CHF スイスフラン 스위스_프랑 Swiss_francs",
    "RUB": "卢布 RUB ルーブル 루블",
    "THB": "泰铢 THB バーツ 바트",
    "VND": "越南盾 越盾 VND ベトナムドン 베트남_동",
    "MYR": "马币 令吉 林吉特 马来西亚令吉 马来西亚林吉特 MYR リンギット 링깃",
    "IDR": "印尼盾 印尼卢比 印度尼西亚盾 IDR インドネシアルピア 루피아",
    "PHP": "菲律宾比索 菲律宾披索 フィリピンペソ 필리핀_페소",
    "INR": "印度卢比 INR インドルピー 인도_루피",
    "AED": "阿联酋迪拉姆 迪拉姆 AED",
    "MNT": "图格里克 MNT トゥグルグ 투그릭",
}
"""Names that may stand on either side of an amount; _ is a space that may be missing."""
# A backslash is the yen or won sign of Japanese and Korean encodings.
_BEFORE_ONLY: Final = {"일금": "KRW", "¥": "¥", "$": "$", "\\": "\\"}
_BEHIND_ONLY: Final = {
    "yuan": "CNY",
    "ドル|달러|미불|불(?!가|이행|법|능|량|충|공)|dollars": "USD",
    "円(?![滑满熟形卓柱])|엔(?![지터진])|yen": "JPY",
    "원(?![칙인장본고피심격서자형]|가(?!량))|(?<=[0-9천만억])원(?=인)|won": "KRW",
    "euros?": "EUR",
    # The yuan of whatever country speaks.
    "[元圆](?![旦素宵论件]|器件|组(?!成)|化(?!工))": "元",
}
"""Sources of patterns."""
_CODE_OF: Final = _BEFORE_ONLY | {
    name.replace("_", ""): code for code, names in _NAMES.items() for name in names.split()
}


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=len, reverse=True)


def _leading(name: str) -> str:
    """A name before an amount: no end of a longer word, its sign may stand off (HK $)."""
    source = re.escape(name).replace("_", " ?")
    source = rf"{source[:-2]}\s?\$" if name.endswith("$") and len(name) > 1 else source
    return rf"(?<![A-Za-z]){source}" if re.match("[A-Z$]", name) else source


def _following(name: str) -> str:
    """A name behind an amount: 元 may stand before what is called money (元人民币), a code ends with its letters."""
    source = re.escape(name).replace("_", " ?")
    return rf"元?{source}" if name[-1] in "币金" else rf"{source}(?![A-Za-z])" if name.isascii() else source


def _groups() -> Iterator[tuple[str, str]]:
    """A source and its code for each currency behind an amount. The bare words come last: 元 begins 元人民币."""
    for code, names in _NAMES.items():
        words = (name for name in _longest_first(names.split()) if not re.search("[$¥₩£€]", name))
        yield "|".join(map(_following, words)), code
    yield from _BEHIND_ONLY.items()


BEFORE_ANY: Final = "|".join(map(_leading, _longest_first([*_BEFORE_ONLY, *" ".join(_NAMES.values()).split()])))
"""The source of a pattern: any name that stands before an amount; `before` tells which."""
LAST_CHARS: Final = frozenset(name[-1] for name in _CODE_OF)
"""What a name before an amount ends in."""
_BEHIND: Final = {f"b{index}": group for index, group in enumerate(_groups())}
BEHIND_ANY: Final = "|".join(f"(?P<{name}>{source})" for name, (source, _) in _BEHIND.items())
"""The source of a pattern, to stand in it once: any name that stands behind an amount; `behind` tells which."""

_WITHOUT_CENTS: Final = {"JPY", "KRW", "VND", "IDR"}
_HOME: Final = {
    "zh-Hans": "CNY",
    "zh-Hant": "TWD",
    HONG_KONG: "HKD",
    MACAU: "MOP",
    "ja": "JPY",
    "ko": "KRW",
    "en": "USD",
}


def before(name: str) -> str:
    """The code of a name that `BEFORE_ANY` found."""
    return _CODE_OF["".join(name.split())]


def behind(match: re.Match[str]) -> str | None:
    """The code of the name that `BEHIND_ANY` found, None where it found none."""
    return next((code for group, (_, code) in _BEHIND.items() if match[group]), None)


def is_named(code: str | None) -> bool:
    """Whether the words name a currency, and not a sign that several countries share."""
    return code not in (None, "元", "¥", "$", "\\")


def resolve(before: str | None, behind: str | None, language: str) -> str | None:
    """The currency of an amount from the words on both sides; None where nothing names one, or they disagree."""
    named = {code for code in (before, behind) if code and is_named(code)}
    if named:
        return named.pop() if len(named) == 1 else None
    if behind == "元":
        return _HOME[language] if language.startswith("zh") else "CNY"
    if before == "¥":
        return "JPY" if language == "ja" else "CNY"
    if before == "\\":
        return {"ja": "JPY", "ko": "KRW"}.get(language)
    if before == "$":
        return _HOME[language] if language.startswith("zh-Hant") else "USD"
    return None


def written(amount: Decimal, currency: str) -> str:
    """A decimal string: two places at least for currencies with cents, none needed for yen and won."""
    text = plain(amount)
    if currency in _WITHOUT_CENTS:
        return text
    whole, _, cents = text.partition(".")
    return f"{whole}.{cents.ljust(2, '0')}"
