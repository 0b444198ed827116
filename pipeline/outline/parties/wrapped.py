"""Names of parties that the end of a line broke in two: 上海振华重工（集团）股份有限⏎公司, 中国石油化工股份有限公司北京⏎燕山分公司."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.outline.parties.organisation import is_organisation
from pipeline.outline.parties.person import is_person
from pipeline.outline.section import Definition
from pipeline.text.regex import regex

_REST = regex(
    r"[ \u3000]*\n[ \u3000]*(?P<rest>[^\s，,。；;：:、_＿]{1,24}?)(?=[ \u3000]*(?:[\n\t]|\Z|[（(](?:以下|[盖蓋]章|이하|印|인))|[ \u3000]{2})"
)
_FORM: Final = (
    r"(?:(?:股份)?有限(?:[责責]任)?公司|[分支子]?公司|集[团團]|事[务務]所|委[员員][会會]|合作社|大[学學]|[银銀]行|"
    r"(?:株式|有限|合同|合資|合名)[会會]社|財団法人|社団法人|(?:주식|유한)회사|조합|협회)"
)
_BRANCH = regex(r"[^\s【】\[\]〔〕（）()]{1,12}(?:[分支]公司|[分支]行|支[店社局]|営業所|지점|지사)")
# 技术有限公司: too short to be a name of its own
_LIMITED = regex(r"[\u4e00-\u9fff]{0,2}(?:股份)?有限(?:[责責]任)?公司|株式会社|주식회사")
_KANA = regex(r"[ァ-ヶー]{1,12}(?:株式会社)?")
_SHORTEST_CHARS = 4


def unwrapped(text: str, party: Definition) -> Definition:
    """The party with its whole name, where the rest of it stands alone at the head of the line below."""
    name = party.meaning
    if len(name) < _SHORTEST_CHARS or not text.endswith(name, 0, party.end):
        return party
    below = _REST.match(text, party.end)
    if below is None or not _goes_on(name, below["rest"]):
        return party
    return replace(party, meaning=name + below["rest"], end=below.end("rest"))


def _goes_on(name: str, rest: str) -> bool:
    """Whether the words of the line below are the rest of a name: they end its form, name its branch or are its form."""
    whole = name + rest
    ends = (form.end() for form in re.finditer(_FORM, whole) if form.start() < len(name) < form.end())
    if any(end == len(whole) or _BRANCH.fullmatch(whole, end) for end in ends):
        return True
    if _BRANCH.fullmatch(rest) or _is_kana(name, rest):
        return True
    return not is_organisation(name) and not is_person(name) and _LIMITED.fullmatch(rest) is not None


def _is_kana(name: str, rest: str) -> bool:
    return is_organisation(name) and _KANA.fullmatch(name[-1]) is not None and _KANA.fullmatch(rest) is not None
