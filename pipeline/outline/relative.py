"""Mentions of sections by where they stand: 前条, 前二条, 前各項, 本条第二款, 上一款, 앞 조, 次項."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.outline.places import Places, below
from pipeline.outline.section import Reference, Section
from pipeline.text.numerals import HAN_CLASS, to_int
from pipeline.text.regex import regex

_N = rf"(?:[0-9０-９]{{1,7}}|[{HAN_CLASS}]{{1,7}})"
# 전조 and 본조, but no part of 안전조치 or 기본조건.
_KOREAN_END = r"(?:(?![가-힣])|(?=(?:[의에를을는은가와과및]|제)))"
_MOST = 100
_MANY = r"(?P<many>[二两両三四五六各数2-9２-９]|数個の)"
_RELATIVE = regex(
    r"(?P<article>(?:(?P<before>[前上]一|前)|(?P<same>[本同])|(?P<next>下一|次))[条條](?![件約约款例文])"
    rf"|(?<![가-힣])(?:(?P<korean_before>앞\s?|전)|(?P<korean_same>이\s?|동|본)|(?P<korean_next>다음\s?))조{_KOREAN_END})"
    rf"(?:\s?第\s?(?P<paragraph>{_N})\s?[款項项]|\s?제\s?(?P<korean>[0-9]{{1,2}})\s?항)?"
    rf"|前{_MANY}(?:(?P<articles>[条條])|[項款项])"
    rf"|(?<![가-힣])전\s?(?P<korean_many>[2-9]|각)\s?(?:개\s?)?(?:(?P<korean_articles>조)|항){_KOREAN_END}"
    rf"|(?P<above>前[項款项](?![目])|[前上]一[項款项]|(?<![가-힣])(?:전|앞\s?)항{_KOREAN_END})"
)


# A cheap look for where one can begin.
_FIRST = regex(r"[前上下次本同앞전이동본다](?=[条條項项款一二两両三四五六各数2-9２-９조항각\s음])")


def relative(text: str, places: Places, absolute: Sequence[Reference]) -> Iterator[Reference]:
    """The mentions in the order of the text. `absolute` are those by number, which 同条 repeats."""
    ends = [reference.end for reference in absolute]
    for match in filter(None, (_RELATIVE.match(text, first.start()) for first in _FIRST.finditer(text))):
        index = places.around(match.start())
        if index < 0 or match.start() in places.labels:
            continue
        last = bisect_right(ends, match.start()) - 1
        named = absolute[last] if last >= 0 and absolute[last].start >= places.articles[index].start else None
        for target in _targets(match, places, index, named):
            yield Reference(match[0], match.start(), match.end(), target)


def _targets(match: re.Match[str], places: Places, index: int, named: Reference | None) -> Sequence[Section | None]:
    here = places.articles[index]
    if many := match["many"] or match["korean_many"]:
        count = to_int(many) or (2 if many in "两両" else None)
        if match["articles"] or match["korean_articles"]:
            return _articles_above(places, index, count) or [None]
        return _paragraphs_above(here, match.start(), count)
    if match["above"]:
        return _paragraphs_above(here, match.start(), 1)[:1]
    paragraph = match["paragraph"] or match["korean"]
    if named is not None and match[0][0] in "同동":
        return [below(named.target, paragraph) if named.target else None]
    step = -1 if match["before"] or match["korean_before"] else 1 if match["next"] or match["korean_next"] else 0
    article = _beside(places, index, step)
    return [below(article, paragraph) if article else None]


def _beside(places: Places, index: int, step: int) -> Section | None:
    """The article so many places on, of the same numbering."""
    found = places.articles[index + step] if 0 <= index + step < len(places.articles) else None
    return found if found and found.part == places.articles[index].part else None


def _articles_above(places: Places, index: int, count: int | None) -> list[Section]:
    """The last articles above, a hundred of the same numbering where `count` is None."""
    first = max(index - (count or _MOST), 0)
    part = places.articles[index].part
    return [article for article in places.articles[first:index] if article.part == part]


def _paragraphs_above(article: Section, position: int, count: int | None) -> Sequence[Section]:
    """The paragraphs before the one that holds the position; the article where none before it bears a number."""
    index = bisect_right(article.children, position, key=lambda child: child.start) - 1
    if index < 0 or position >= article.children[index].end:
        return [article]
    first = max(index - (count or _MOST), 0)
    shape = _shape(article.children[index])
    above = [child for child in article.children[first:index] if _shape(child) == shape]
    return above or [article]


def _shape(section: Section) -> str:
    """How a label is enclosed, without its number."""
    return "".join("" if char.isalnum() else char for char in section.label)
