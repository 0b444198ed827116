"""What a contract leaves to an annex that is not there: 详见附件三, 別紙のとおり, 별첨 참조, see Annex B."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.disputes import Told
from pipeline.extract.job import Job
from pipeline.extract.record import Clause
from pipeline.issues import Issue
from pipeline.text.regex import regex

_WORDS = "附件|附表|附录|附錄|附图|附圖|别纸|別紙|別添|別表|別記|별첨|별지|별표|붙임|Annex|Appendix|Schedule|Exhibit|Attachment"
_CODE = "annex_missing"
_NUMBERED = regex(rf"(?:{_WORDS})\s?\S", re.IGNORECASE)
# An annex without a number is only missing where something is left to it; 附件与本合同具有同等效力 leaves nothing.
_UNNUMBERED = regex(
    r"[见見]\s?(?:本合同|本協議|本协议|合同)?\s?(?P<han>附[件表录錄图圖])(?![0-9０-９一二三四五六七八九十A-Z])|"
    r"[如按以照依]\s?(?P<as>附[件表录錄图圖])(?=所[列示载載]|[为為][准準]|执行|執行|规定|規定|约定|約定)|"
    r"(?P<ja>別[紙添表記])(?=の(?:とお|通)り|に(?:記載|定め|掲げ|示)|記載|を?参照)|"
    r"(?P<ko>별[첨지표]|붙임)(?=\s?(?:참[조고]|[과와]\s?같|기재|에\s?(?:기재|정[한하]|따[른라]|명시|의한)))|"
    r"\b(?:see|set (?:out|forth) in|specified in|described in|listed in|as per)\s(?:the\s)?(?:attached\s)?"
    r"(?P<en>Annex|Appendix|Schedule|Exhibit|Attachment)\b(?!\s(?:[0-9]|[A-Z]\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Missing:
    """A reference in an article, half-open in the text, to an annex that the document does not hold."""

    article: int
    label: str
    start: int
    end: int


def missing_annexes(job: Job) -> list[Missing]:
    """Every reference in an article that leads to no annex, in the order of the text."""
    labels = [section.label for section in job.outline.walk() if section.kind == "annex"]
    numbered = (
        (reference.start, reference.end)
        for reference in job.outline.references
        if reference.target is None and _NUMBERED.match(reference.label)
    )
    found = sorted({*numbered, *_unnumbered(job.document.text, labels)})
    return list(_in_articles(job, found))


def _unnumbered(text: str, labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    for match in _UNNUMBERED.finditer(text):
        group = match.lastgroup or ""
        if not any(label.lower().startswith(match[group].lower()) for label in labels):
            yield match.span(group)


def _in_articles(job: Job, spans: Sequence[tuple[int, int]]) -> Iterator[Missing]:
    articles = iter(job.outline.articles)
    article = next(articles, None)
    for start, end in spans:
        while article is not None and article.end <= start:
            article = next(articles, None)
        if article is not None and article.start <= start:
            yield Missing(article.index, job.document.text[start:end], start, end)


def annex_issues(job: Job) -> Iterator[Issue]:
    """Each missing annex once an article, at its first mention there."""
    first: dict[tuple[int, str], Missing] = {}
    for missing in missing_annexes(job):
        first.setdefault((missing.article, "".join(missing.label.split())), missing)
    for (_, label), missing in first.items():
        yield Issue(_CODE, "warning", {"annex": label}, "", missing.start, missing.end)


def left_to_annexes(issues: Iterable[Told], clauses: Sequence[Clause]) -> frozenset[str]:
    """The types that say no value of their own, and leave what they say to an annex that is missing."""
    places = [issue.start for issue in issues if issue.code == _CODE and issue.start is not None]
    says = {clause.type for clause in clauses if clause.values or not _holds(places, clause)}
    return frozenset(clause.type for clause in clauses) - says


def _holds(places: Sequence[int], clause: Clause) -> bool:
    return any(clause.start <= place < clause.end for place in places)
