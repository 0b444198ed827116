"""The encoding of a plain text of the region: the one in which it decodes and reads like a contract."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

# The commonest characters of contracts. Decoded by the wrong table, a text holds hardly any of them; by the right
# one, a third to two thirds of it.
_PUNCTUATION = "，。、；：（）「」『』《》“”‘’【】〔〕・…—－　％￥"
_KANA = "".join(map(chr, (*range(0x3041, 0x3094), *range(0x30A1, 0x30FD))))
_CHINESE = frozenset(
    _PUNCTUATION
    + "的一是不在有人为以其他之或及与和应当将由可本合同甲乙双方条款项章第二三四五六七八九十百元万年月日时间内前后天付支"
    "货产品质量价格金额费用税票收交提供服务使权利义责任违约损失赔偿解除终止生效签订协议保密信息技术知识所租赁出承担证"
    "履行通书面地址法律规定争决院仲裁管辖公司代表字盖名称电话未经意向对于按照如果但何部分要求得自起至因此等中国上下该"
    "进作工程完成标准件為與應當將雙條項萬時間後貨產質價額稅費務權義責違約損償終簽訂協議書證規爭決轄蓋稱電話經對於關無"
)
_JAPANESE = frozenset(
    _PUNCTUATION
    + _KANA
    + "甲乙丙条項号第者本契約書日月年以下上定規場合当事業務委託受売買主借賃貸料金額円支払期間内後前解除通知義責任損害賠"
    "償目的物品引渡検査保証秘密情報権利使用及又相手方法令裁判所管轄協議記名押印株式会社代表取締役一二三四五六七八九十"
)
_KOREAN = frozenset(
    _PUNCTUATION
    + "이다의을를은는가에하고로서한및기자지사인수계약조제항갑병정대여부터까일월년금원액급비용시간내후전해통보무책임손배"
    "상목적물품도검증밀권리또과와그것할있없경우본관련따라당법령재판소합주식회표명날성체결업위탁매차료역공호신실행반으"
    "며아니된되어만각중양방문면동요청"
)
_LATIN = frozenset("‘’“”–—…•·§©®™€£°×éèêëàâçñöüäß\xa0")
# What no contract holds: the private areas, half-width katakana in number, control characters, unassigned planes.
_IMPLAUSIBLE = re.compile("[\x80-\x9f\ue000-\uf8ff\uff61-\uff9f\ufffd\U00020000-\U0010ffff]")

_SAMPLE_BYTES = 400_000
_LEAST_SCORE = 0.12
_IMPLAUSIBLE_WEIGHT = 3
# A file with fewer broken places among its characters beyond ASCII was damaged, not misread.
_BROKEN_SHARE = 0.005
# Bytes to which Python's cp932 gives a character although no Japanese system does.
_STRAY = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
_ESCAPED = re.compile(rb"\x1b(\$\([@BD]|\$[@B]|\([A-Z])([^\x1b\r\n]*)")


class Decoded(NamedTuple):
    """`encoding` as people call it; `broken` counts the places that could not be decoded, as U+FFFD in the text."""

    text: str
    encoding: str
    broken: int = 0


@dataclass(frozen=True, slots=True)
class _Candidate:
    encoding: str
    codecs: tuple[str, ...]
    common: frozenset[str]
    least_ascii: float = 0


_EUC_JP = _Candidate("EUC-JP", ("euc_jp", "euc_jis_2004"), _JAPANESE)
_CANDIDATES = (
    _Candidate("GB18030", ("gb18030",), _CHINESE),
    _Candidate("Big5", ("cp950", "big5hkscs"), _CHINESE),
    _Candidate("Shift_JIS", ("cp932",), _JAPANESE),
    _EUC_JP,
    _Candidate("EUC-KR", ("cp949",), _KOREAN),
    _Candidate("Windows-1252", ("cp1252",), _LATIN, least_ascii=0.8),
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "UTF-8", "utf-8"),
    (codecs.BOM_UTF32_LE, "UTF-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "UTF-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16-be"),
)


def decode(data: bytes) -> Decoded | None:
    """The text without its byte order mark; None when it reads sensibly in no encoding of the region."""
    for mark, encoding, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            text = _strictly(rest, codec)
            return _mended(rest, encoding, codec) if text is None else Decoded(text, encoding)
    if b"\x1b" in data and data.isascii():
        return _decode_escaped(data)
    text = _strictly(data, "utf-8")
    if text is not None:
        return Decoded(text, "UTF-8")
    if (mended := _mended(data, "UTF-8", "utf-8")) is not None:
        return mended
    sample = data[:_SAMPLE_BYTES]
    score, best = max(((_score(sample, candidate), candidate) for candidate in _CANDIDATES), key=lambda pair: pair[0])
    if score < _LEAST_SCORE:
        return None
    return _first(data, best) or _mended(data, best.encoding, best.codecs[0])


def _score(sample: bytes, candidate: _Candidate) -> float:
    """The share of common characters among those beyond ASCII, less what is implausible or wrong."""
    counts = Counter(_loosely(sample, candidate.codecs[-1]))
    beyond = {character: count for character, count in counts.items() if character > "\x7f"}
    good = sum(count for character, count in beyond.items() if character in candidate.common)
    bad = sum(count for character, count in beyond.items() if _IMPLAUSIBLE.match(character))
    total = sum(beyond.values())
    if total > (1 - candidate.least_ascii) * len(sample):
        return 0
    return (good - _IMPLAUSIBLE_WEIGHT * bad) / max(total, 1)


def _first(data: bytes, candidate: _Candidate) -> Decoded | None:
    """By the first codec of the candidate that can; a codec with more signs stands behind the usual one."""
    for codec in candidate.codecs:
        text = _strictly(data, codec)
        if text is not None:
            return Decoded(text, candidate.encoding)
    return None


def _strictly(data: bytes, codec: str) -> str | None:
    """None for any wrong byte; a character cut off at the very end is dropped."""
    try:
        text = codecs.getincrementaldecoder(codec)("strict").decode(data)
    except UnicodeDecodeError:
        return None
    return None if codec == "cp932" and _STRAY.search(text) else text


def _loosely(data: bytes, codec: str) -> str:
    """With U+FFFD for every wrong byte."""
    text = data.decode(codec, "replace")
    return _STRAY.sub("\ufffd", text) if codec == "cp932" else text


def _mended(data: bytes, encoding: str, codec: str) -> Decoded | None:
    """With U+FFFD for the broken places; None when there are so many that it is another encoding."""
    text = _loosely(data, codec)
    broken, ascii_only = text.count("\ufffd"), len(text.encode("ascii", "ignore"))
    return Decoded(text, encoding, broken) if broken <= _BROKEN_SHARE * (len(text) - ascii_only) else None


def _decode_escaped(data: bytes) -> Decoded | None:
    """ISO-2022-JP, by way of EUC-JP, whose tables also know the circled figures that mail programs write."""
    text = _first(_ESCAPED.sub(_unescape, data), _EUC_JP)
    return None if text is None or "\x1b" in text.text else Decoded(text.text, "ISO-2022-JP")


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
