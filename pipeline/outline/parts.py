"""The stretches of a contract that are no clauses: title, parties, preamble, tables at its head, signatures, annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from itertools import groupby, pairwise

from pipeline.outline.lines import SENTENCE_END, Line, Lines, trimmed
from pipeline.outline.section import Part, PartKind, Section
from pipeline.outline.skeleton import Skeleton
from pipeline.outline.titles import is_title

PARTY_WORD = (
    r"(?:[甲乙丙丁]\s?方|[甲乙丙丁]|[갑을병정]|"
    r"出租[人方]|承租[人方]|出卖[人方]|买受[人方]|卖\s?方|买\s?方|賣\s?方|買\s?方|供\s?方|需\s?方|委托[人方]|受托[人方]|委託[人方者]|受託[人方者]|"
    r"发包[人方]|承包[人方]|發包[人方]|用人单位|劳动者|雇主|雇员|贷款人|借款人|保证人|担保人|抵押人|抵押权人|质权人|出质人|转让[人方]|受让[人方]|許可[人方]|许可[人方]|被许可[人方]|"
    r"披露方|接收方|投资[人方]|定作[人方]|承揽[人方]|甲方|乙方|贈與人|受贈人|立(?:合)?[约約契]書?人|"
    r"売主|買主|貸主|借主|賃貸人|賃借人|使用者|労働者|注文者|請負者|請負人|発注者|受注者|開示者|受領者|譲渡人|譲受人|保証人|連帯保証人|"
    r"매도인|매수인|임대인|임차인|도급인|수급인|위탁자|수탁자|위임인|수임인|사용자|근로자|발주자|수급사업자|원사업자|발주처|공급자|구매자|양도인|양수인|채권자|채무자|보증인|대주|차주|"
    r"사업주|고용주|공급받는\s?자|라이선서|라이선시|Party\s[A-D]|Lessor|Lessee|Seller|Buyer|Licensor|Licensee|Employer|Employee)"
)
_PARTY = re.compile(
    rf"[“\"「\[【<（(]?\s*{PARTY_WORD}[”\"」\]】>]?\s*(?:[（(][^）)\n]{{1,20}}[）)]\s*)?(?:[：:]|\s+\S|[）)]|$)"
)
_FIELD = re.compile(r"[^\s：:，。]{1,16}(?:\s[^\s：:，。]{1,8}){0,3}\s*[：:]\s*\S|[^\s：:，。]{1,10}\s*[：:]")
_CLAUSE_MARK = re.compile(r"[，,、：:]|.{30}")


def parts(
    lines: Lines, bones: Skeleton, sections: tuple[Section, ...], signatures: Mapping[int, int]
) -> tuple[Part, ...]:
    """The structural stretches in the order of the text. `signatures` maps the start of each block to its limit."""
    found = [Part("signature", start, trimmed(lines.text, start, end)) for start, end in signatures.items()]
    found += [Part("annex", section.start, section.end) for section in sections if section.kind == "annex"]
    for stretch in bones.stretches:
        if stretch.head is not None and stretch.head.kind == "annex":
            continue
        starts = [node.start for node in bones.within(stretch) if node.label_end > node.start or node.kind != "part"]
        found += _head(lines, bones.titles, stretch.start, min(starts, default=stretch.end))
    for node, after in pairwise(bones.nodes):
        if node.kind == "part" and node.label_end > node.start and after.rank > node.rank:
            found += _head(lines, set(), lines[lines.at(node.label_end)].end, after.start)
    return tuple(sorted(found, key=lambda part: (part.start, -part.end)))


def _head(lines: Lines, names: Set[int], start: int, end: int) -> Iterator[Part]:
    """The lines before the first unit, adjacent ones of a kind as one part."""
    head = lines.between(start, end)
    kinds = _kinds(lines, names, head)
    for kind, group in groupby(zip(kinds, head, strict=True), key=lambda pair: pair[0]):
        members = [line for _, line in group]
        yield Part(kind, members[0].start, min(members[-1].end, trimmed(lines.text, start, end)))


def _kinds(lines: Lines, names: Set[int], head: tuple[Line, ...]) -> list[PartKind]:
    title = title_index(lines, names, head)
    kinds: list[PartKind] = []
    for index, line in enumerate(head):
        kinds.append("title" if index == title else _kind(lines.text[line.start : line.end], line, kinds[-1:]))
    return kinds


def title_index(lines: Lines, names: Set[int], head: tuple[Line, ...]) -> int | None:
    """The index of the line that is the title of a contract among the lines before its first unit."""
    named = next((index for index, line in enumerate(head[:12]) if line.start in names), None)
    if named is not None or not head:
        return named
    first = lines.text[head[0].start : head[0].end]
    return 0 if is_title(first) and not _PARTY.match(first) and not _FIELD.match(first) else None


def _kind(string: str, line: Line, before: list[PartKind]) -> PartKind:
    sentence = SENTENCE_END.search(string) is not None
    if _PARTY.match(string) and not sentence:
        return "parties"
    if line.block is not None and line.block.kind == "table_row":
        return "table"
    if before == ["parties"] and not sentence and (_FIELD.match(string) or not _CLAUSE_MARK.search(string)):
        return "parties"
    return "preamble"
