"""The two of a pledge, which one side alone writes: 株式会社青葉　御中⏎私は、…誓約いたします, 본인은 … 서약합니다."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.outline.parties.name import party_name
from pipeline.outline.parties.organisation import COMPANY, is_organisation
from pipeline.outline.section import Definition
from pipeline.outline.words import form
from pipeline.text.regex import regex

_WRITER = regex(r"(?<![\w「『“\"])(?:(?P<ja>私|わたくし)(?:は|、)|(?P<ko>본인|저)[은는] )")
_ADDRESSEE = regex(
    r"^[ \u3000]*(?P<name>[^\s：:][^\n：:]{1,39}?)[ \u3000]*(?:\n[ \u3000]*(?:代表|대표)[^\n]{1,30}?)?[ \u3000]+(?:御中|殿|様|귀중|귀하)[ \u3000]*$",
    re.MULTILINE,
)
_JOINED = regex(r"(?<=[은는] )(?P<name>[^\n,.]{2,30}?)(?=[에의] ?(?:입사|재직|근무|채용))")
_READER = regex(r"貴[社殿所校院会]|(?<![\u4e00-\u9fff])会社|귀[사하]|회사")
_SIGNED = regex(
    r"^[ \u3000]*(?:氏[ \u3000]?名|서약[자인]|성[ \u3000]?명)[ \u3000]*[：:]?[ \u3000]*(?P<name>[^\n]{2,30})$",
    re.MULTILINE,
)
# 身元保証人⏎氏名　…: who answers for the one that gives it, and signs below.
_BESIDE = regex(
    r"^[ \u3000]*(?:[^\W\d]{0,4}(?:保証人|代理人|立会人|保護者|보증인|대리인|입회인|보호자))(?=[ \u3000：:（(]|$)",
    re.MULTILINE,
)
_HEAD_CHARS, _TITLE_CHARS = 3_000, 200


def with_pledge(text: str, found: Sequence[Definition]) -> list[Definition]:
    """The definitions; where a pledge names less than two parties, with who gives it and who takes it."""
    parties = [each for each in found if each.kind == "party" and each.term and not _BESIDE.fullmatch(each.term)]
    writer = _WRITER.search(text, 0, _HEAD_CHARS) if form("pledge").search(text, 0, _TITLE_CHARS) else None
    if writer is None or len(parties) > 1:
        return list(found)
    takers = [] if parties else list(_takers(text))
    names = {each.meaning for each in takers}
    kept = [each for each in found if each.term or each.meaning not in names]
    return sorted([*kept, _giver(text, writer), *takers], key=lambda each: each.start)


def _takers(text: str) -> Iterator[Definition]:
    """Whom the pledge is written to, or whom it says that its giver works for."""
    for pattern in (_ADDRESSEE, _JOINED):
        match = pattern.search(text, 0, _HEAD_CHARS)
        name = party_name(match["name"]).text if match else ""
        if match and is_organisation(name):
            called = _READER.search(text, match.end())
            yield Definition("party", called[0] if called else "", name, None, *match.span("name"))
            return


def _giver(text: str, writer: re.Match[str]) -> Definition:
    """Who speaks, by the name that is signed last, or last above who stands beside."""
    word = writer["ja"] or writer["ko"]
    beside = _BESIDE.search(text, writer.end())
    for signed in reversed(list(_SIGNED.finditer(text, writer.end(), beside.start() if beside else len(text)))):
        name = party_name(signed["name"]).text
        if name and not COMPANY.search(name):
            return Definition("party", word, name, None, *signed.span("name"))
    return Definition("party", word, "", None, writer.start(), writer.start() + len(word))
