"""References to an article or a paragraph of this contract that is not there. Missing annexes are told apart (extract)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from pipeline.checks.contract import Contract
from pipeline.issues import Issue
from pipeline.outline.section import Reference, Section
from pipeline.text.numerals import to_int
from pipeline.text.regex import regex

_ARTICLE = regex(r"第|제|[前本同次]|앞|전|이|동|다음|Article|Section|Clause", re.IGNORECASE)
_NUMBER = regex(r"(?:第|제|Article|Section|Clause)s?\s*([0-9０-９〇零一二三四五六七八九十百千]+)(\.)?", re.IGNORECASE)
# 第2条第5項, 제2조 제5항: of an article whose paragraphs are numbered 1, 2 or ①, ②; 款 are not.
_PARAGRAPH = regex(r"第\s?([0-9０-９〇零一二三四五六七八九十]{1,3})\s?項|제\s?([0-9]{1,2})\s?항")
_PARAGRAPH_LABEL = regex(r"[0-9０-９]{1,2}[.．]?|[①-⑳]")
_FEWEST_ARTICLES = 3
# 第五百六十三条 in a contract of twenty articles is a statute's.
_FARTHEST_BEYOND = 100
_HEAD_CHARS = 120
# 第十條　契約效力: a number that begins its line and has a title behind it is no reference, whatever the outline made of it;
# 제99조 및 제100조에 따라 is a sentence.
_GOES_ON = r"(?!第|제 ?[0-9]|[及和与與或並]び?(?:第|其|に)|(?:및|또는|내지|[의에을를은는과와]서?) |[のにをはが的])"
_TITLED = regex(
    rf"[ \t\u3000]*(?:[(（【\[<〈][^\n)）】\]>〉]{{1,40}}[)）】\]>〉]{_GOES_ON}|[ \t\u3000]{_GOES_ON}(?=\S)|$)",
    re.MULTILINE,
)
_LINE_START_CHARS = 16
# 第11条及び第12条　削除: the articles that are no more.
_REPEALED = regex(r"(?:まで|까지)?\s{0,4}[（(<]?\s?(?:削除|删除|刪除|삭제|廃止|欠番|reserved|deleted)", re.IGNORECASE)
# What changes another contract names that contract's articles.
_AMENDMENT = regex(
    r"补充|補充|变更|變更|変更|修改|修订|修正|覚書|合意書|변경|추가|수정|부속|Amend|Supplement|Addend|Side Letter",
    re.IGNORECASE,
)


def references(contract: Contract) -> Iterator[Issue]:
    """Each missing target once an article; a range names every article of it that is missing, in one issue."""
    last, divided = _last_article(contract), _divided(contract)
    if last < _FEWEST_ARTICLES or _is_amendment(contract):
        return
    told: set[tuple[int, str]] = set()
    for reference in contract.outline.references:
        is_lost = reference.target is None or _lacks_paragraph(reference, reference.target)
        if not is_lost or not _ARTICLE.match(reference.label):
            continue
        if _is_unknowable(reference, last, divided) or _is_heading(contract.text, reference):
            continue
        if _REPEALED.match(contract.text, reference.end):
            continue
        article = contract.article(reference.start)
        place = (article.index if article else -1, "".join(reference.label.split()))
        if place not in told:
            told.add(place)
            params = {"reference": reference.label}
            yield Issue("reference_dangles", "warning", params, "", reference.start, reference.end)


def _is_heading(text: str, reference: Reference) -> bool:
    before = text[max(0, reference.start - _LINE_START_CHARS) : reference.start].rpartition("\n")[2]
    return (
        reference.label[:1] in "第제"
        and not re.search(r"\w", before)
        and _TITLED.match(text, reference.end) is not None
    )


def _last_article(contract: Contract) -> int:
    numbers = (article.section.number or "" for article in contract.outline.articles)
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def _is_amendment(contract: Contract) -> bool:
    first = next((each.start for each in contract.outline.articles if each.section.kind == "article"), _HEAD_CHARS)
    return _AMENDMENT.search(contract.text, 0, min(first, _HEAD_CHARS)) is not None


def _divided(contract: Contract) -> set[int]:
    """The articles whose paragraphs are numbered 1.1, 1.2 and known as such."""
    numbers = ((section.number or "").partition(".") for section in contract.outline.walk())
    return {int(article) for article, dot, _ in numbers if dot and article.isdecimal()}


def _lacks_paragraph(reference: Reference, target: Section) -> bool:
    """Whether it names a paragraph behind the last one of an article whose paragraphs are numbered without a gap."""
    match = _PARAGRAPH.search(reference.label)
    if match is None or target.kind != "article":
        return False
    wanted = to_int(match[1] or match[2])
    labelled = (section.number or "" for section in target.children if _PARAGRAPH_LABEL.fullmatch(section.label))
    numbers = [int(number) for number in labelled if number.isdecimal()]
    # The first paragraph of a Japanese article may go without its number.
    counted = len(numbers) > 1 and numbers in ([*range(1, len(numbers) + 1)], [*range(2, len(numbers) + 2)])
    return counted and wanted is not None and wanted > numbers[-1]


def _is_unknowable(reference: Reference, last: int, divided: Set[int]) -> bool:
    """Whether it may lead into a statute, or to a paragraph of an article whose paragraphs are not told apart."""
    match = _NUMBER.match(reference.label)
    number = to_int(match[1]) if match else None
    if match is None or number is None:
        return False
    return number > last + _FARTHEST_BEYOND or (match[2] is not None and number <= last and number not in divided)
