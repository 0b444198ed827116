"""Articles whose numbers leave one out or stand twice, within one stretch of numbering."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise

from pipeline.checks.contract import Contract
from pipeline.checks.repeats import again
from pipeline.issues import Issue
from pipeline.outline.section import Section
from pipeline.text.regex import regex

# A longer gap is a stretch that the outline does not know, not an article that was left out.
_LONGEST_GAP = 3
# What special conditions leave out of a numbering that they begin anew: 第1条 and 第2条.
_LATEST_FIRST = 3
# 第5条から第7条まで　削除: one article that stands for several.
_REPEALED = regex(r"[\s\S]{0,40}(?:削除|删除|刪除|삭제|廃止|保留|예비|reserved|deleted)", re.IGNORECASE)

# Words that make a number that of an article.
_NAMED = regex(r"[条條조]|Article|Section|Clause", re.IGNORECASE)
_HEAD_CHARS = 40


def numbering(contract: Contract) -> Iterator[Issue]:
    earlier: set[tuple[int, str]] = set()
    for articles in _stretches(contract):
        whole = [article for article in articles if (article.number or "").isdecimal()]
        yield from _missing(contract, whole, {_number(article) for article in articles}, earlier)
        earlier |= {(_number(article), article.title) for article in whole}
        yield from _repeated(contract.text, whole)


def _stretches(contract: Contract) -> Iterable[list[Section]]:
    """The articles of each numbering: that of a part, or one that a section begins anew, 2. アジア above a further 第2条."""
    sections = list(contract.outline.walk())
    articles = [section for section in sections if section.kind == "article" and section.number]
    held = ([each for each in section.children if each.kind == "article" and each.number] for section in sections)
    openings = {each[0].start for each in held if each}
    found: dict[tuple[str, int], list[Section]] = {}
    begun: Counter[str] = Counter()
    for article in articles:
        numbered = found.get((article.part, begun[article.part]))
        if numbered and article.start in openings and _number(article) < min(_number(numbered[-1]), _LATEST_FIRST + 1):
            begun[article.part] += 1
        found.setdefault((article.part, begun[article.part]), []).append(article)
    return found.values()


def _shape(label: str) -> str:
    """How a number is written, without the number: 第条, 제조, 、."""
    return re.sub(r"[\s0-9０-９〇零一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾]", "", label)


def _missing(
    contract: Contract, articles: Sequence[Section], numbers: Set[int], earlier: Set[tuple[int, str]]
) -> Iterator[Issue]:
    """`earlier` are the articles of the stretches above: special conditions speak of some of the general ones alone."""
    for before, after in pairwise(articles):
        low, high = _number(before), _number(after)
        gap = [number for number in range(low + 1, min(high, low + _LONGEST_GAP + 2)) if number not in numbers]
        if {(low, before.title), (high, after.title)} <= earlier:
            continue
        if not 0 < len(gap) <= _LONGEST_GAP or _REPEALED.match(contract.text, before.start, before.end):
            continue
        params = {"number": ", ".join(map(str, gap)), "before": before.label.strip(), "after": after.label.strip()}
        yield Issue("numbering_gap", "warning", params, "", *_label(contract.text, after))


def _repeated(text: str, articles: Sequence[Section]) -> Iterator[Issue]:
    """Articles of one number; of a bare number (5.) also the second one that the outline takes for text of the first."""
    first: dict[tuple[int, str], Section] = {}
    for article in articles:
        if not _NAMED.search(article.label) and (place := again(text, article)) is not None:
            end = place + len(article.label.strip())
            params = {"article": article.label.strip(), "first": article.title, "second": _line(text, end)}
            yield Issue("numbering_twice", "warning", params, "", place, end)
        known = first.setdefault((_number(article), _shape(article.label)), article)
        if known is not article:
            params = {"article": article.label.strip(), "first": known.title, "second": article.title}
            yield Issue("numbering_twice", "warning", params, "", *_label(text, article))


def _line(text: str, start: int) -> str:
    """What follows in the line, in short."""
    return text[start : start + _HEAD_CHARS].partition("\n")[0].strip(" \t\u3000、.．")


def _number(article: Section) -> int:
    """The number without its sub-number: where 第三条之二 stands, the third was there."""
    return int(re.split(r"[.-]", article.number or "0")[0] or 0)


def _label(text: str, article: Section) -> tuple[int, int]:
    """Where the number stands: before its heading, or behind it (（賃料） and then 第4条)."""
    label = article.label.strip()
    start = max(text.find(label, article.start, article.end), article.start)
    return start, min(article.end, start + max(len(label), 1))
