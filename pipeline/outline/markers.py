"""Everything in a text that may be the number of a section: 第十二条の2, 제3조, Article 1, 一、, （一）, 1.1, ①, 가., イ.

A marker is only a candidate. Whether it heads a section is decided by what stands around it (`context`) and by the
sequence that it fits into (`sequence`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.outline.lines import MARKUP
from pipeline.text.numerals import to_int
from pipeline.text.regex import regex


@dataclass(frozen=True, slots=True)
class Marker:
    """`style` is the way of numbering, `value` the number with its sub-numbers; `start` and `end` span the label.

    `weight` says how much it looks like a heading by itself: about 5 for a sure one, below 0 for a mention.
    """

    style: str
    value: tuple[int, ...]
    start: int
    end: int
    weight: float = 0.0

    @property
    def number(self) -> str:
        """The number as the outline tells it: 12, 12-2 (第十二条之二), 1.1."""
        return ("." if self.style == "dotted" else "-").join(map(str, self.value))

    def weighed(self, weight: float) -> Marker:
        return replace(self, weight=weight)


AT_LINE, IN_LINE = 2.0, 0.5
"""The weights of a bare number at the start of a line and of a sentence."""
GAP = r"[ \t\u3000\xa0]"
HAN_FIGURES = "〇零一二三四五六七八九十百千两兩廿卅"
FORMAL_FIGURES = "壹贰貳叁參肆伍陆陸柒捌玖拾弐参"
_FIGURE = f"[0-9０-９{HAN_FIGURES}{FORMAL_FIGURES}lIｌoO|ー—―─]"
# Scanned digits: l, I and | for 1, O for 0, a dash for 一.
_MISREAD = str.maketrans({**dict.fromkeys("lIｌ|", "1"), **dict.fromkeys("oO", "0"), **dict.fromkeys("ー—―─", "一")})
_NUMBER = rf"{_FIGURE}{{1,7}}(?:{GAP}{{1,2}}{_FIGURE}{{1,4}}){{0,3}}"

# A gap inside a label, in which a converter may have broken the line: 제 3 / 조.
_BREAK = rf"{GAP}{{0,3}}(?:\n{GAP}{{0,3}})?"
_HAN_HEADING = regex(
    rf"[第笫]{_BREAK}(?P<number>{_NUMBER}){_BREAK}"
    rf"(?P<unit>部分|[条條絛编編篇章节節款项項点點])(?:{GAP}?[之のノ]{GAP}?(?P<sub>{_FIGURE}{{1,3}})(?![0-9０-９つ]))?"
)
_KOREAN_HEADING = regex(
    rf"(?:제{_BREAK}|^(?P<lead>{GAP}{{0,8}}(?:[#*]{{1,6}}{GAP}{{0,4}})?)(?=[0-9]))(?P<number>[0-9０-９]{{1,4}}|[{HAN_FIGURES}일이삼사오육칠팔구]{{1,4}}){_BREAK}"
    rf"(?P<unit>[조편장절항]|(?(lead)(?!))부(?![가-힣]))(?!{GAP}?원[을이의 ])(?:{GAP}?의{GAP}?(?P<sub>[0-9]{{1,2}}))?",
    re.MULTILINE,
)
# 第１　目的: no unit at all, at the start of a line; never 第 1 頁.
_UNITLESS_HEADING = regex(
    rf"^(?P<lead>{GAP}{{0,8}}(?:[#*]{{1,6}}{GAP}{{0,4}})?)第{GAP}?(?P<number>[0-9０-９]{{1,2}}|[{HAN_FIGURES}]{{1,3}})(?P<unit>)(?=[ \u3000（(])"
    rf"(?!{GAP}{{0,4}}[页頁回期次号號届版名部页0-9０-９])",
    re.MULTILINE,
)
_ENGLISH_HEADING = regex(
    r"(?P<unit>[AaSsCcPpIi](?i:rticle|ection|lause|hapter|art|tem))(?:[ \xa0]{1,3}|\n[ \t\u3000]{0,8})"
    r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}|(?i:[IVX]{1,6}|one|two|three|four|five|six|seven|eight|nine|ten))\b"
)
_WORD = regex(r"\w")
_ENGLISH_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ENGLISH_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_SPELLED = regex(
    rf"^{GAP}*(?P<word>{'|'.join(f'{word.title()}|{word.upper()}' for word in (*_ENGLISH_WORDS, *_ENGLISH_ORDINALS))})"
    rf"(?:ly|LY)?{GAP}?[,:.、，：]",
    re.MULTILINE,
)
_STYLE_OF_UNIT = {
    **dict.fromkeys("条條絛", "article"),
    **dict.fromkeys("编編篇편부", "part"),
    **dict.fromkeys("章장", "chapter"),
    **dict.fromkeys("节節절", "section"),
    **dict.fromkeys("款", "第款"),
    **dict.fromkeys("项項항", "第項"),
    **dict.fromkeys("点點", "第點"),
    "部分": "part",
    "": "第",
    "조": "article:ko",
    "article": "article:en",
    "section": "section:en",
    "clause": "section:en",
    "item": "section:en",
    "chapter": "chapter",
    "part": "part",
}


def headings(text: str) -> Iterator[Marker]:
    """Labels that name their unit (第一条, 제2장, Article 3), wherever they stand, in the order of each language."""
    for pattern in (_HAN_HEADING, _KOREAN_HEADING, _UNITLESS_HEADING, _ENGLISH_HEADING):
        for match in pattern.finditer(text):
            english = pattern is _ENGLISH_HEADING
            value = _heading_value(match, english)
            style = _STYLE_OF_UNIT.get(match["unit"].lower())
            if (
                value is None
                or style is None
                or (english and _WORD.match(text[max(match.start() - 1, 0) : match.start()]))
            ):
                continue
            if len(value) > 1 and english:
                style = "dotted"
            lead = match["lead"] if "lead" in match.re.groupindex else None
            yield Marker(style, value, match.start() + len(lead or ""), match.end())


def spelled(text: str) -> Iterator[Marker]:
    """English numbers in words at the start of lines: First, Second: Three,."""
    for match in _SPELLED.finditer(text):
        word = match["word"].lower()
        words = _ENGLISH_WORDS if word in _ENGLISH_WORDS else _ENGLISH_ORDINALS
        yield Marker("spelled", (words.index(word) + 1,), match.start("word"), match.end(), AT_LINE)


def _heading_value(match: re.Match[str], english: bool) -> tuple[int, ...] | None:
    written = match["number"]
    if english:
        if written.lower() in _ENGLISH_WORDS:
            return (_ENGLISH_WORDS.index(written.lower()) + 1,)
        if "." in written:
            return tuple(map(int, written.split(".")))
        number = to_int(written.upper())
    else:
        number = _to_int(written)
    sub = _to_int(match["sub"]) if "sub" in match.re.groupindex and match["sub"] else None
    if number is None or not 0 < number < 10_000:
        return None
    return (number,) if sub is None else (number, sub)


def _to_int(written: str) -> int | None:
    joined = "".join(written.split())
    exact = to_int(joined)
    return exact if exact is not None else to_int(joined.translate(_MISREAD))


def _ordinal(letters: str) -> Callable[[str], int | None]:
    places = {letter: index for index, letter in enumerate(letters, 1)}
    return places.get


_FAMILIES: tuple[tuple[str, str, Callable[[str], int | None]], ...] = (
    ("digit", r"[0-9０-９]{1,3}", to_int),
    ("han", f"[{HAN_FIGURES}]{{1,4}}", to_int),
    ("formal", f"[{FORMAL_FIGURES}]{{1,4}}", to_int),
    ("circled", "[\u2460-\u2473\u3251-\u325f\u32b1-\u32bf\u2776-\u277f\u24f5-\u24fe]", to_int),
    ("boxed", "[\u2474-\u2487]", to_int),
    ("boxed han", "[\u3220-\u3229]", to_int),
    ("boxed dot", "[\u2488-\u249b]", to_int),
    ("stem", "[甲乙丙丁戊己庚辛壬癸]", _ordinal("甲乙丙丁戊己庚辛壬癸")),
    ("ganada", "[가나다라마바사아자차카타파하]", _ordinal("가나다라마바사아자차카타파하")),
    ("iroha", "[イロハニホヘトチリヌルヲワ]", _ordinal("イロハニホヘトチリヌルヲワ")),
    ("aiueo", "[アイウエオカキクケコサシスセソ]", _ordinal("アイウエオカキクケコサシスセソ")),
    ("lower", "[a-z]", _ordinal("abcdefghijklmnopqrstuvwxyz")),
    ("upper", "[A-Z]", _ordinal("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
    ("roman", "[ivx]{1,5}|[IVX]{1,5}|[Ⅰ-Ⅻⅰ-ⅻ]", lambda token: to_int(token.upper())),
)
_READERS = tuple((name, regex(pattern), value) for name, pattern, value in _FAMILIES)
_TOKEN = "|".join(pattern for _, pattern, _ in sorted(_FAMILIES, key=lambda family: -len(family[1])))
_DOTTED = r"[0-9０-９]{1,3}(?:(?:[.．][0-9０-９]{1,3}){1,4}|[-－][0-9０-９]{1,3})"
_ITEM = regex(
    # Every tab of a run may begin an item: only at the start of a line is the space behind it of any length.
    rf"(?P<lead>(?:^{GAP}*+|(?<=[。；;：:！？）)」』\t.．]){GAP}{{0,64}}+)(?:{MARKUP}{{1,4}}{GAP}*+)?)"
    rf"(?:(?P<dotted>{_DOTTED})(?:[.．、)）]|(?={GAP})|(?=[^\s0-9０-９.．,，%％倍元万億亿円/~～-]))"
    rf"|(?P<open>[（(〔［\[]{GAP}?)?(?P<token>{_TOKEN})(?P<close>{GAP}?[）)〕］\]]|[、．.：:](?![0-9０-９])|{GAP}+)?)",
    re.MULTILINE,
)
# 1词语定义: a figure and the title that a converter glued to it, never a count (3日内, 2份).
_GLUED_TITLE = regex(
    r"(?![年元圆次份页頁位号號級级层層套台辆栋棟楼樓路街倍万億亿千百角米]|"
    r"[个個](?![人别別])|日(?!常)|天(?!然)|月(?!租)|[条條](?!件)|[款项項](?![目项項])|名(?![称稱])|人(?![员員])|[时時](?![间間])|小[时時]|"
    r"[周週](?!期)|室(?![内內外])|分(?![包期])|平方|公[里斤尺分])"
    r"[\u4e00-\u9fff][\u4e00-\u9fff、（）()]{1,19}(?:$|(?=[：:]))",
    re.MULTILINE,
)
# 1	A-100	20: a row of a table.
_ROW = regex(r"[^\n\t]{0,4}\t[^\n\t]{1,40}\t")
# Families that carry their own enclosure, and those that may stand with nothing but a space behind them.
_ENCLOSED = {"circled", "boxed", "boxed han", "boxed dot"}
_BARE = {"digit", "han", "iroha", "aiueo"}


def items(text: str) -> Iterator[Marker]:
    """Numbers and letters at the start of lines and sentences that may head a clause.

    One token may be read in two ways (i is a letter or a Roman numeral): both are given, one after the other.
    """
    for match in _ITEM.finditer(text):
        start = match.end("lead")
        before = text[match.start() - 1] if match.start() else "\n"
        if before in ".．" and text[match.start() - 2 : match.start() - 1].isascii():
            continue  # 3.5, Inc. 2; a full stop behind Han or Hangul ends a sentence
        weight = AT_LINE if before == "\n" else IN_LINE
        if match["dotted"]:
            value = tuple(to_int(part) or 0 for part in re.split(r"[.．\-－]", match["dotted"]))
            if len(value) == 2 and value[0] and not value[1]:
                yield Marker("digit n.", value[:1], start, match.end(), weight)  # 1.0 above 1.1
            elif all(value):
                yield Marker("dotted", value, start, match.end(), weight)
        elif (shape := _shape(match)) and not (shape == "n " and _ROW.match(text, match.end("token"))):
            yield from _readings(match, shape, weight)


def _readings(match: re.Match[str], shape: str, weight: float) -> Iterator[Marker]:
    start = match.end("lead")
    for name, value in _values(match["token"]):
        if name == "stem" and (match["close"] or "").strip() in ("：", ":"):
            continue  # 甲：株式会社…
        if name in _ENCLOSED:
            yield Marker(name, (value,), start, match.end("token"), weight)
        elif weight >= AT_LINE and (
            (shape == "n " and (name in _BARE or (name == "roman" and not match["token"].isascii())))
            or (shape == "n" and name == "digit" and _GLUED_TITLE.match(match.string, match.end()))
        ):
            yield Marker(f"{name} n ", (value,), start, match.end("token"), weight)
        elif shape.strip() != "n":
            yield Marker(f"{name} {shape}", (value,), start, match.end(), weight)


@lru_cache(4096)
def _values(token: str) -> tuple[tuple[str, int], ...]:
    """Every way to read the token: the name of its family and its value."""
    read = ((name, to_value(token)) for name, pattern, to_value in _READERS if pattern.fullmatch(token))
    return tuple((name, value) for name, value in read if value)


def _shape(match: re.Match[str]) -> str:
    """How the token is enclosed: "(n)", "n)", "n.", "n " or "n"; "" where it cannot be a number.

    1、 1. and 1: are one shape: authors mix them within one sequence.
    """
    close = (match["close"] or "").strip()
    if match["open"]:
        return "(n)" if close and close in "）)〕］]" else ""
    if not match["close"]:
        return "n"
    if not close:
        return "n "
    if close in "）)":
        return "n)"
    return "" if close in "〕］]" else "n."
