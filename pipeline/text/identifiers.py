"""Numbers that name a person or an account: national ids, bank cards and accounts, telephone numbers.

An id or a card counts where its check digit is right; an account where a word says that it is one; a telephone number
where it is written as one. Numbers of companies (统一社会信用代码, 法人番号, 사업자등록번호) are public and left alone,
and so are amounts, dates and the numbers of articles.

Check digits: GB 11643 (CN resident id), GB 32100 (CN company), the ROC household register's id, the ordinance on the
My Number act, the ROK resident registration act's rules, ISO/IEC 7812 (cards).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.text.regex import regex

Kind = Literal["national_id", "account", "phone"]
KINDS: Mapping[Kind, str] = {"national_id": "national_ids", "account": "accounts", "phone": "phones"}


@dataclass(frozen=True, slots=True)
class Identifier:
    """`start` and `end` are code points of the text."""

    kind: Kind
    start: int
    end: int


def find_identifiers(text: str) -> list[Identifier]:
    """In order, without overlap. Linear in the text."""
    flat = text.translate(_FLAT)
    found: list[Identifier] = []
    taken = bytearray(len(text))
    for kind, pattern, proves in _PATTERNS:
        for match in pattern.finditer(flat):
            start, end = match.span("id")
            if any(taken[start:end]) or not proves(match["id"]) or _COUNTS.match(flat, end):
                continue
            if kind != "phone" and _PUBLIC.search(flat, max(start - _CUE_CHARS, 0), start):
                continue
            taken[start:end] = b"\1" * (end - start)
            found.append(Identifier(kind, start, end))
    return sorted(found, key=lambda identifier: identifier.start)


# One character for one, so that offsets stay.
_FLAT = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(map(ord, "‐‑‒–—―−ー－"), "-")
_FLAT |= dict.fromkeys(map(ord, "\u3000\u00a0"), " ")

_CUE_CHARS = 16
# What is counted or bought is no identifier.
_COUNTS = regex(
    r" ?(?:元|円|圓|원|万|萬|억|億|亿|만|千|%|％|美元|日元|韩元|株|股|주|坪|㎡|平方|[年月日条條章节節项項]|년|월|조|USD|JPY|CNY|KRW)"
)
_PUBLIC = regex(
    r"(?:信用代[码碼]|注册号|註冊號|登记号|登記號|税号|稅號|识别号|識別號|统一编号|統一編號|合同编号|契約番号|契约编号|注文番号|订单号|发票"
    r"|法人番号|登録番号|登記番号|사업자등록번호|법인등록번호|(?<!주민)등록번호|계약번호)[^0-9A-Za-z]{0,4}$"
)
_BOUND = r"(?<![0-9A-Za-z第제])(?<![0-9][.,-])"
_END = r"(?![0-9A-Za-z])(?![.,-][0-9])"


def _digits(written: str) -> str:
    return "".join(char for char in written if char.isalnum())


def _is_cn_id(written: str) -> bool:
    digits = _digits(written).upper()
    total = sum(int(digit) * (pow(2, 17 - at) % 11) for at, digit in enumerate(digits[:17]))
    return _is_date(digits[6:14]) and "10X98765432"[total % 11] == digits[17]


def _is_date(digits: str) -> bool:
    """Of the form yyyymmdd or yymmdd."""
    return (
        1 <= int(digits[-4:-2]) <= 12
        and 1 <= int(digits[-2:]) <= 31
        and (len(digits) == 6 or digits[:2] in ("19", "20"))
    )


_TW_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"


def _is_tw_id(written: str) -> bool:
    area = _TW_LETTERS.index(written[0]) + 10
    weighed = sum(int(digit) * weight for digit, weight in zip(written[1:], (8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True))
    return (area // 10 + area % 10 * 9 + weighed) % 10 == 0


def _is_my_number(written: str) -> bool:
    digits = _digits(written)
    total = sum(int(digit) * (at + 2 if at < 6 else at - 4) for at, digit in enumerate(reversed(digits[:11])))
    return int(digits[11]) == (0 if total % 11 < 2 else 11 - total % 11)


def _is_kr_id(written: str) -> bool:
    """Numbers given since October 2020 have no check digit; the hyphen in its place tells them."""
    digits = _digits(written)
    if not _is_date(digits[:6]):
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=False)
    )
    return "-" in written or (11 - total % 11) % 10 == int(digits[12])


def _is_card(written: str) -> bool:
    digits = _digits(written)
    total = sum(
        int(digit) if at % 2 == 0 else sum(divmod(2 * int(digit), 10)) for at, digit in enumerate(reversed(digits))
    )
    return 14 <= len(digits) <= 19 and total % 10 == 0 and len(set(digits)) > 1 and not _is_company(digits)


def _is_company(digits: str) -> bool:
    """A company's number in the People's Republic: public, and of digits alone now and then."""
    if len(digits) != 18 or digits[0] != "9":
        return False
    total = sum(int(digit) * pow(3, at, 31) for at, digit in enumerate(digits[:17]))
    return (31 - total % 31) % 31 == int(digits[17])


def _is_account(written: str) -> bool:
    return 6 <= len(_digits(written)) <= 25


def _is_phone(written: str) -> bool:
    return 8 <= len(_digits(written)) <= 15


_MY_NUMBER_CUE = r"(?:個人番号|マイナンバ-|[Mm]y ?[Nn]umber)[^\d]{0,8}"
_ACCOUNT_CUE = (
    r"(?:[账帐賬帳][户戶]?[号號](?:码|碼)?|[账帐賬帳][户戶]|银行卡号?|卡[号號]|口座番号|口座|普通預金|普通|当座預金|当座|계좌번호|계좌"
    r"|[Aa]ccount (?:[Nn]umber|[Nn]o\.?)|A/C(?: [Nn]o\.?)?|IBAN)"
)
_BANK = r"(?:[^\s\d:,。;]{0,12}(?:银行|銀行|은행|支行|分行|支店|农商行|信用金庫|농협|본점|지점)[ ]?){0,2}"
_BETWEEN = r"[\s:()\[\]【】,、|]{0,6}(?:为|是|은|는|は|No\.|番号)?[\s:()\[\]【】,、|]{0,4}"
_PHONE_CUE = r"(?:电话|電話|手机|手機|传真|傳真|联系方式|聯絡方式|联络电话|행동전화|전화|휴대폰|연락처|팩스|携帯|ファクス|FAX|Fax|fax|TEL|Tel|tel|Phone|phone|Mobile|mobile)"
_Proof = Callable[[str], bool]


def _pattern(shape: str, cue: str = "") -> re.Pattern[str]:
    return re.compile(f"{cue}{_BOUND}(?P<id>{shape}){_END}")


# The first that proves takes the characters.
_PATTERNS: tuple[tuple[Kind, re.Pattern[str], _Proof], ...] = (
    ("national_id", _pattern(r"[1-9]\d{5}[ -]?\d{8}[ -]?\d{3}[\dXx]"), _is_cn_id),
    ("national_id", _pattern(r"[1-9]\d{5} ?\d{4} ?\d{4} ?\d{3}[\dXx]"), _is_cn_id),
    ("national_id", _pattern(r"[A-Z][1289]\d{8}"), _is_tw_id),
    ("national_id", _pattern(r"\d{6} ?-? ?[1-8]\d{6}"), _is_kr_id),
    ("account", _pattern(r"[1-9]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{2,4}(?:[ -]?\d{1,3})?"), _is_card),
    ("account", _pattern(r"3\d{3}[ -]\d{6}[ -]\d{4,5}"), _is_card),
    ("national_id", _pattern(r"(?<![0-9] )\d{4}-\d{4}-\d{4}"), _is_my_number),
    ("national_id", _pattern(r"\d{4}[ -]?\d{4}[ -]?\d{4}", _MY_NUMBER_CUE), _is_my_number),
    ("account", _pattern(r"\d(?:[ -]?\d){5,24}", _ACCOUNT_CUE + _BETWEEN + _BANK + _BETWEEN), _is_account),
    # International, then China, Hong Kong with its code, Taiwan, Japan and Korea; then what a word announces.
    ("phone", _pattern(r"(?:\+|00)(?:86|81|82|886|852|853)[ -]?\(?0?\)?\d(?:[ -]?\d){6,11}"), _is_phone),
    ("phone", _pattern(r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}"), _is_phone),
    ("phone", _pattern(r"\(0\d{1,4}\)[ -]?\d{2,4}[ -]?\d{4}"), _is_phone),
    ("phone", _pattern(r"0\d{2,3}[ -]\d{7,8}(?:-\d{1,5})?"), _is_phone),
    ("phone", _pattern(r"0\d{1,4}-\d{2,4}-\d{3,4}"), _is_phone),
    ("phone", _pattern(r"(?:0[5789]0|01[016-9])[ ]?\d{3,4}[ ]?\d{4}"), _is_phone),
    ("phone", _pattern(r"09\d{2}[ -]?\d{3}[ -]?\d{3}"), _is_phone),
    ("phone", _pattern(r"[48]00-?\d{3}-?\d{4}"), _is_phone),
    ("phone", _pattern(r"\+?\(?\d(?:[ ()-]{0,2}\d){6,14}", _PHONE_CUE + r"[^\d\n+(]{0,10}"), _is_phone),
)
