"""Short names and roles that change sides: 甲方（出租人） at the head, 甲方（承租人） later; 丙方 that nobody is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.checks.contract import Contract
from pipeline.issues import Issue
from pipeline.normalize.fold import folded
from pipeline.text.regex import regex

_ALIAS = r"(?:[甲乙丙丁]\s?方|[甲乙丙丁갑을병정]|Party\s[A-D])"
_ASIDE = regex(r"[(\[]\s?(?P<inside>[^()\[\]\n]{1,24})[)\]]")
_ALIAS_INSIDE = regex(rf"(?:以下)?(?:简称|称|이하)?\s?[\"'「『]?(?P<alias>{_ALIAS})[\"'」』]?\s?(?:という。?)?")
_ALIAS_BEFORE = regex(rf"(?<!\w)(?P<alias>{_ALIAS})\s?$")
_BEFORE_CHARS = 14
# A third party that stands in the text as one who acts.
_THIRD = regex(
    r"(?<![甲乙丙丁戊])(?P<zh>[丙丁])方(?![:(（)])|(?<![甲乙丙丁\w])(?P<ja>[丙丁])(?=[はがをにの](?!条|項))|"
    r"(?<!\w)['\"](?P<ko>[병정])['\"](?=[은이을의에])|(?<!\w)(?P<bare>병)(?=(?:은|에게)\s)"
)


def roles(contract: Contract) -> Iterator[Issue]:
    parties = [each for each in contract.outline.definitions if each.kind == "party" and each.term]
    role_of: dict[str, list[str]] = {}
    for each in parties:
        if each.role:
            role_of.setdefault(_short(each.term), []).append(folded(each.role))
    yield from _swapped(contract, role_of)
    yield from _unknown(contract, {_short(each.term) for each in parties})


def _short(alias: str) -> str:
    """甲方 and 甲 are one."""
    joined = "".join(folded(alias).split())
    return joined[:1] if re.fullmatch(r"[甲乙丙丁]方", joined) else joined


def _swapped(contract: Contract, role_of: Mapping[str, Sequence[str]]) -> Iterator[Issue]:
    """A short name beside the role of another, once for each pair; in a file of two contracts it may have two roles."""
    known = {role for roles in role_of.values() for role in roles}
    told: set[tuple[str, str]] = set()
    for aside in _ASIDE.finditer(contract.plain) if len(known) > 1 else ():
        pair = _pair(contract.plain, aside, known)
        if pair is None or pair[1] in role_of.get(_short(pair[0]), pair[1:2]) or (_short(pair[0]), pair[1]) in told:
            continue
        alias, role, start = pair
        told.add((_short(alias), role))
        params = {"alias": alias, "role": role, "first": role_of[_short(alias)][0]}
        yield Issue("role_swapped", "warning", params, "", start, aside.end())


def _pair(plain: str, aside: re.Match[str], known: set[str]) -> tuple[str, str, int] | None:
    """A short name and a known role, one in brackets behind the other, and where they start."""
    low = max(0, aside.start() - _BEFORE_CHARS)
    before, inside = plain[low : aside.start()], aside["inside"].strip()
    if inside in known and (alias := _ALIAS_BEFORE.search(before)):
        return alias["alias"], inside, low + alias.start()
    named = _ALIAS_INSIDE.fullmatch(inside)
    role = max((role for role in known if before.rstrip().endswith(role)), key=len, default=None)
    return (named["alias"], role, low + before.rindex(role)) if named and role else None


def _unknown(contract: Contract, known: set[str]) -> Iterator[Issue]:
    """丙方 in a contract between 甲 and 乙, once."""
    pairs = ({"甲", "乙"}, {"갑", "을"})
    if not any(pair <= known for pair in pairs):
        return
    told = set(known)
    for match in _THIRD.finditer(contract.plain):
        alias = match["zh"] or match["ja"] or match["ko"] or match["bare"]
        if alias not in told:
            told.add(alias)
            yield Issue("party_undefined", "warning", {"party": contract.text[slice(*match.span())]}, "", *match.span())
