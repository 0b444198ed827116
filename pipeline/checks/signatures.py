"""Who signs under a party's short name: another company than the head names, another person, or the other party."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.checks.contract import Contract, squeezed
from pipeline.checks.names import is_slip
from pipeline.issues import Issue
from pipeline.normalize.blanks import is_blank
from pipeline.normalize.fold import folded
from pipeline.outline.parties.organisation import COMPANY, is_organisation
from pipeline.outline.section import Definition, Part
from pipeline.text.regex import regex

# A person signs for a company: only persons are held against persons.
_PERSON = regex(r"[\u4e00-\u9fff々]{2,4}|[가-힣]{2,4}")
_NO_NAME = regex(r"代表|签|簽|盖|蓋|章|印|日期|地址|电话|联系|身份|住所|氏名|성명|주소|대표|서명|날인")
_NAME = r"(?P<name>[^\n\t_:]{{2,40}}?)(?=[ ]{{2,}}|\t|[ ](?:대표|代表|理事)|\((?:盖|公|签|印|인|서명|章)|[_:]|印$|$)"
# 甲方（盖章）：…, 甲　株式会社…, 갑: …
_LINE = rf"^[ \t]*{{alias}}(?:方)?[ \t]*(?:\([^()\n]{{{{1,12}}}}\)[ \t]*)?(?P<colon>[:]|[ \t])[ \t]*{_NAME}"
_ENDS = r"(?:学校|大学|中学|小学|医院|病院|银行|委员会|协会|基金会|合作社|학교|병원|은행|재단|협회)(?=$|[ (])"
# 甲　東京都…, and the company's name in one of the next two lines.
_LINES = (
    r"^[ \t]*\(?{alias}\)?(?P<colon>)(?:[ \t:(][^\n]*)?\n(?:[ \t]*(?!\(?[甲乙丙丁갑을병정][ \t:()])[^\n]{{1,60}}\n)??"
    rf"[ \t]*(?:(?:商号|名称|会社名|상호)[ \t:]*)?(?=[^\n\t_:]{{{{0,40}}}}(?:{COMPANY.pattern}|{_ENDS})){_NAME}"
)
_MOST_PARTIES = 20


def signatures(contract: Contract) -> Iterator[Issue]:
    blocks = [part for part in contract.outline.parts if part.kind == "signature"]
    parties = [each for each in contract.outline.definitions if each.kind == "party" and each.meaning and each.term]
    for block in blocks:
        begun = _begun(contract.outline.parts, block)
        above = {party.term: party for party in parties if begun <= party.start < block.start}
        for party in islice(above.values(), _MOST_PARTIES):
            for line in _signed(contract.plain, block, folded(party.term)):
                if _is_another(party, line):
                    start, end = line.span("name")
                    written = contract.text[start:end].strip(" \u3000")
                    params = {"party": party.term, "name": party.meaning, "written": written}
                    yield Issue("signature_name_differs", "warning", params, "", start, start + len(written))


def _begun(parts: Sequence[Part], block: Part) -> int:
    """Where the contract begins that is signed there: at the last title below another block, which signs another one."""
    signed, begun = False, 0
    for part in parts:
        if part.start >= block.start:
            break
        if part.kind == "title" and signed:
            signed, begun = False, part.start
        signed = signed or part.kind == "signature"
    return begun


def _signed(plain: str, block: Part, alias: str) -> Iterator[re.Match[str]]:
    """Who signs on the line of a short name; below it where that line names no company, and the name is one letter."""
    line, lines = (re.compile(each.format(alias=re.escape(alias)), re.MULTILINE) for each in (_LINE, _LINES))
    found = list(line.finditer(plain, block.start, block.end))
    yield from found
    if len(alias) == 1 and not any(is_organisation(each["name"]) for each in found):
        yield from lines.finditer(plain, block.start, block.end)


def _is_another(party: Definition, line: re.Match[str]) -> bool:
    named, signed = (squeezed(name) for name in (folded(party.meaning), line["name"]))
    if is_blank(line["name"]) or _NO_NAME.search(signed) or named in signed or signed in named:
        return False
    if is_organisation(signed):
        return is_organisation(named) and not is_slip(named, signed)  # of which `names` tells
    persons = _PERSON.fullmatch(named) and _PERSON.fullmatch(signed)
    return bool(persons) and line["colon"] == ":"
