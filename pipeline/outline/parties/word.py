"""What contracts call their parties."""

from __future__ import annotations

import re
from typing import Final

from pipeline.outline.section import Definition
from pipeline.outline.words import form, words
from pipeline.text.regex import regex

PARTY_WORD: Final = words("party")
"""The source of a pattern: one role or short name (甲方, 出租人, 賃貸人, 임대인, Lessor)."""

PARTY: Final = form("party")
"""Matches such a word."""

ROLE_LABEL: Final = rf"(?!{words('no_role_form')}){words('role_form')}"
"""The source of a pattern: what has the form of a role, whichever it is; only what follows proves it."""

SHORT: Final = r"(?:[甲乙丙丁戊己](?:[ \u3000]{0,8}方[0-9]?)?|[갑을병정])"
"""The source of a pattern: the letter that a party goes by (甲方, 乙, 갑)."""

ROLE: Final = regex(rf"{PARTY_WORD}|{ROLE_LABEL}")
"""Matches a word that is a role, or has the form of one."""

SELF: Final = regex(r"本公司|我[们們司方]|本[行所校社]|本中心|本[协協][会會]")
"""Matches what terms call whoever publishes them."""

USER: Final = r"(?:您|你|[閣阁]下|[用会會][户戶员員]|使用者|[消顾顧][费費客]者?|客[户戶]|玩家)"
"""The source of a pattern: whoever uses what terms are published for."""

ANY_ROLE: Final = (
    rf"(?!.{{0,4}}{words('no_aside')})"
    r"お?[A-Z\u4e00-\u9fffァ-ヶー가-힣]{2,12}(?:[／/・][\u4e00-\u9fffァ-ヶー가-힣]{2,12})?"
)
"""The source of a pattern: what stands in brackets behind a short name and is no place to sign: 甲（コーチ）, 乙（事業者／トレーナー）."""

THING: Final = form("thing")
"""Finds what no party is called, whatever it is named after: 本サービス, 本契約, 약관."""

BYSTANDER: Final = form("bystander")
"""Matches what begins the lines of a broker or a witness, who stands below the parties and is none."""

OUTSIDER: Final = form("outsider")
"""Matches who must and may do something in contracts of others."""

PARTIES_TITLE: Final = form("parties_title")
"""Finds the title of an article that says who the parties are."""

_ROLE_WORD: Final = regex(
    rf"(?!{SHORT}$|Party )(?:{PARTY_WORD})|(?![我本己对對双雙当當他본당양각]){ROLE_LABEL}(?<=[人方者主자인])"
)


def is_short(term: str) -> bool:
    """Whether a party that goes by this goes by its letter."""
    return re.fullmatch(SHORT, term) is not None


def role_of(party: Definition) -> str | None:
    """The role of a party: the word before its name, or its short name where that says what the party does in the contract
    (以下「委託者」という), and not who it is (甲, 当社, 山手社; 南方 of 南方航空股份有限公司)."""
    told = party.term not in party.meaning and _ROLE_WORD.fullmatch(party.term)
    return party.role or (party.term if told else None)
