"""Where annexes and further contracts begin in a file."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from pipeline.outline.lines import SENTENCE_END, Lines
from pipeline.outline.signature import is_closing, is_signing
from pipeline.text.numerals import to_int
from pipeline.text.regex import regex

_ANNEX = regex(
    r"[（(【\[〔［<＜〈「《]?\s*"
    r"(?P<label>(?P<word>附件|附表|附录|附錄|附图|附圖|附属書|付属書|附屬|别纸|別紙|別表|別添|別記|別冊|添付(?:書類|資料)?|"
    r"补充协议|補充協議|补充合同|補充契約|覚\s?書|付\s{0,4}[則则]|附\s{0,4}[則则]|별\s?첨|별\s?지|별\s?표|붙\s?임|첨\s?부|부속서|부\s{0,4}칙|"
    r"(?:Annex|Appendix|Schedule|Exhibit|Attachment|ANNEX|APPENDIX|SCHEDULE|EXHIBIT|ATTACHMENT)(?=[\s:：.]))"
    r"(?:\s{0,2}[（(]?\s?(?:第\s?)?(?P<number>[0-9０-９]{1,2}(?:[-－][0-9]{1,2})?|[一二三四五六七八九十壹贰叁]{1,3}|[A-Z]|[IVX]{1,4}|[①-⑳])"
    r"(?:\s?[号號호])?(?![0-9０-９年A-Za-z])\s?[）)]?(?:の[0-9]{1,2})?)?)"
    r"(?P<rest>[^\n]{0,50})"
)
_MENTION = regex(
    r"\s*(?:[为為系是所中、与與和及或のはをにとがも的作,，；;。]|包括|如|均|以|由|内|記載|参照|に|등|및|[은는을를에의과와로]|이[ 며]|기재|참조|또는|shall|is|are|to|of|and|or)"
)
_ALONE = ("补充", "補充", "覚", "附则", "附則", "付則", "附 ", "付 ", "부", "附屬")
_CONTRACT = regex(
    r"[《【「]?[^\n。；;，,：:？?]{0,40}?(?:合\s?同(?:\s?书|\s?書)?|协\s?议(?:\s?书)?|協\s?議\s?書|契\s?約(?:\s?書)?|契约(?:书)?|合約(?:書)?|合意書|覚\s?書|誓約書|承诺书|承諾書|"
    r"同意書|約款|規約|条款|계\s?약\s?(?:일\s?반\s?|특\s?수\s?)?조\s?건|계\s?약\s?서?|약\s?정\s?서|협\s?약\s?서|합\s?의\s?서|각\s?서|서\s?약\s?서|약\s?관|"
    r"(?i:agreement|contract|memorandum of understanding))"
    r"(?:[^\n。；;，,：:？?\s]{0,4}(?:范本|範本|范文|範文|样本|樣本|样书|模板))?(?:\s?[》】」])?(?:\s?篇?[0-9０-９一二三四五六七八九十]{1,2})?(?:\s{0,3}[（(][^）)\n]{0,30}[）)])?"
    r"(?:\s{1,2}(?i:v|ver|version)\.?\s?[0-9]{1,2}(?:\.[0-9]{1,2}){0,2})?"
)


# 1.技术协议, （2）清单, ③…: one of a list of annexes.
_ENTRY = regex(r"[（(]?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2}|[①-⑳]|[가-하])\s?[、.．)）]?\s*\D")
_LONGEST_CHARS = 80
_MOST_ENTRIES = 30
_COVER_LINES = 3
_FIRST = ("1", "A")


@dataclass(frozen=True, slots=True)
class Annex:
    """The heading line of an annex. `number` is an integer or a letter as a string, None without one."""

    word: str
    number: str | None
    label: str
    start: int
    label_end: int


def annexes(lines: Lines, skipped: list[tuple[int, int]], titles: list[int]) -> list[Annex]:
    """The headings of annexes, without the lists of annexes that a contract ends with and without the number that a whole
    file bears as an annex of another: Exhibit 10.1, （別紙）. Behind another of the `titles` they count from 1 anew."""
    found = {index: annex for index in range(_COVER_LINES, len(lines)) if (annex := _annex(lines, index)) is not None}
    found = {index: annex for index, annex in found.items() if not within(skipped, annex.start)}
    last = {(annex.word, annex.number): index for index, annex in found.items()}
    kept: dict[tuple[str, str | None, int], Annex] = {}
    earlier: list[Annex] = []
    for index, annex in found.items():
        if _is_listed(lines, found, index, last[annex.word, annex.number]):
            continue
        if (annex.word, annex.number, 0) in kept and _is_of_another(titles, list(kept.values())[-1], annex):
            earlier, kept = [*earlier, *kept.values()], {}
        kept.setdefault((annex.word, annex.number, 0 if annex.number else index), annex)
    return [*earlier, *kept.values()]


def _is_of_another(titles: list[int], before: Annex, annex: Annex) -> bool:
    """Whether the first annex stands once more, with the title of a contract above it."""
    return annex.number in _FIRST and bisect_left(titles, annex.start) > bisect_right(titles, before.label_end)


def within(spans: list[tuple[int, int]], position: int) -> bool:
    """Whether one of the sorted spans holds the position."""
    index = bisect_right(spans, (position, sys.maxsize)) - 1
    return index >= 0 and position < spans[index][1]


def _annex(lines: Lines, index: int) -> Annex | None:
    if lines[index].end - lines[index].start > _LONGEST_CHARS:
        return None
    string = lines.string(index)
    if (match := _ANNEX.fullmatch(string)) is None or is_closing(string):  # 附件：无
        return None
    rest = match["rest"].removeprefix(".").lstrip(" \u3000）)】]〕］>＞〉」》")
    if SENTENCE_END.search(rest):
        return None
    if (
        match["rest"][:1] not in " \u3000）)】]〕］>＞〉」》：:"
        and (_MENTION.match(rest) or match["number"] is None)
        and rest
    ):
        return None
    word = "".join(match["word"].split())
    if not match["number"] and rest and (word.startswith(_ALONE) or _MENTION.match(rest)):
        return None
    start = lines[index].start
    label = match["label"].rstrip()
    begin = start + match.start("label")
    return Annex(word, _number(match["number"]), label, start, begin + len(label))


def _number(written: str | None) -> str | None:
    if written is None:
        return None
    value = to_int(written)
    return written.translate(str.maketrans("０１２３４５６７８９－", "0123456789-")) if value is None else str(value)


def _is_listed(lines: Lines, found: dict[int, Annex], index: int, last: int) -> bool:
    """Whether the line is an entry of a list of annexes: its neighbours are entries, it counts its own (附件：1.清单),
    or it comes again behind the signatures. `last` is the index of the last line with the same label."""
    if found[index].number is None and _counts(lines, found[index], index):
        return True
    if _is_said_twice(found, index) or _is_said_twice(found, index - 1):
        return False
    if index + 1 in found:
        return found[index].number is not None or found[index + 1].number is None or index + 2 in found
    if index - 1 in found and found[index - 1].number is not None:
        return True
    if last == index or index + 1 >= len(lines):
        return False
    below = lines.string(index + 1)
    return is_closing(below) or is_signing(below)


def _is_said_twice(found: dict[int, Annex], index: int) -> bool:
    """Whether the next line says the heading in another language: 別紙A 本製品, Exhibit A Products."""
    one, other = found.get(index), found.get(index + 1)
    return one is not None and other is not None and one.number is not None and one.number == other.number


def _counts(lines: Lines, annex: Annex, index: int) -> bool:
    """Whether a colon and the first of a list of annexes follow the word, which the next lines go on with and close."""
    rest = lines.text[annex.label_end : lines[index].end].strip()
    if rest[:1] not in ("：", ":"):
        return False
    first = index if rest[1:].strip() else index + 1
    entries = 0
    for at in range(first, min(first + _MOST_ENTRIES, len(lines))):
        string = lines.string(at) if at > index else rest[1:].strip()
        if _ENTRY.match(string) is None or len(string) > _LONGEST_CHARS:
            return entries > 0 and (first == index or is_closing(string) or is_signing(string))
        entries += 1
    return entries > 0


def contract_titles(lines: Lines) -> list[int]:
    """The starts of the lines that are the name of a contract and nothing else."""
    found: list[int] = []
    for index in range(len(lines)):
        line = lines[index]
        if line.end - line.start <= _LONGEST_CHARS and _CONTRACT.fullmatch(lines.string(index)):
            found.append(lines[index].start)
    return found
