"""Parties whose label no table holds (收货人：____), as what the text says of who bears it proves them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from pipeline.outline.parties.actors import acts
from pipeline.outline.parties.fields import is_field
from pipeline.outline.parties.name import party_name
from pipeline.outline.parties.nobody import may_name
from pipeline.outline.parties.word import BYSTANDER, PARTY_WORD, ROLE_LABEL, is_short
from pipeline.outline.section import Definition, Part
from pipeline.outline.words import words
from pipeline.text.regex import regex

_LINE = regex(
    rf"^[ \u3000]*(?P<role>(?!{PARTY_WORD}[ \u3000：:（(]){ROLE_LABEL})[ \u3000]*(?:[（(](?:全称|全稱|盖章|蓋章)[）)])?[：:][ \u3000]*"
    r"(?P<name>[^\n，,；;：:。\t]{0,40}?)[ \u3000]*$",
    re.MULTILINE,
)
# What only a party says of itself, on the first lines below its name.
_REGISTERED = regex(
    r"(?:[^\n]*\n){1,2}[ \u3000]*(?:法定代表人|[统統]一(?:社会信用代码|社會信用代碼|[编編][号號])|(?:居民)?身[份分][证證])"
)
# 三方订立本合同: beside two that are known, only such a contract has another.
_SEVERAL = regex(r"(?<!第)[三四五]方")
# 참여기업 : (주)한빛⏎주소 : …: whatever stands above a field that parties have.
_BLOCK = regex(
    rf"^[ \u3000]*(?P<role>(?!{words('no_role_form')}|{PARTY_WORD}[ \u3000]?[名의])[\u4e00-\u9fffァ-ヶー가-힣]{{2,10}})[ \u3000]*"
    rf"(?:[：:][ \u3000]*(?P<name>[^\n，,；;：:。\t]{{0,40}}?)[ \u3000]*)?\n[ \u3000]*(?P<field>{words('own_field')})(?![\u4e00-\u9fff가-힣])",
    re.MULTILINE,
)
_LEAST_ACTS: Final = 2
_MOST_LINES: Final = 16


def unlisted(text: str, parts: Sequence[Part], found: Sequence[Definition]) -> Iterator[Definition]:
    """The parties of such labels at the head; none where parties go by letters, which others do not stand beside, nor
    beside two in a contract that is not between more.
    """
    known = {each.term or each.meaning for each in found if each.kind == "party"}
    if any(map(is_short, known)) or (len(known) > 1 and not _SEVERAL.search(text)):
        return
    for part in parts:
        if part.kind in ("parties", "preamble", "table"):
            for line in islice(_LINE.finditer(text, part.start, part.end), _MOST_LINES):
                name = party_name(line["name"]).text
                if may_name(name) and _is_borne_out(text, line, part.end):
                    yield Definition("party", line["role"], name, line["role"], line.start("role"), line.end("name"))


def siblings(text: str, parts: Sequence[Part], found: Sequence[Definition]) -> Iterator[Definition]:
    """The parties of two or more labels at the head that have the same field below them, where less than two are known."""
    known = {each.term for each in found if each.kind == "party"}
    if len(known) > 1:
        return
    for part in parts:
        if part.kind in ("parties", "preamble", "table"):
            blocks = list(islice(_BLOCK.finditer(text, part.start, part.end), _MOST_LINES))
            same = len({"".join(block["field"].split()) for block in blocks}) == 1
            if not same or len({block["role"] for block in blocks if _is_label(block["role"])}) < max(len(blocks), 2):
                continue
            for block in blocks:
                name, role = party_name(block["name"] or "").text, block["role"]
                if role not in known and may_name(name):
                    yield Definition("party", role, name, role, block.start("role"), block.start("field") - 1)


def _is_label(words: str) -> bool:
    return BYSTANDER.match(words) is None and not is_field(words)


def _is_borne_out(text: str, line: re.Match[str], end: int) -> bool:
    """Whether the text says what who bears the label does, or particulars stand below it that only a party has."""
    if BYSTANDER.match(line["role"]):
        return False
    told = len(list(islice(acts(text, line["role"], end), _LEAST_ACTS)))
    return told == _LEAST_ACTS or _REGISTERED.match(text, line.end()) is not None
