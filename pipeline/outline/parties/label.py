"""The label before a party however it is set, written one way in as many characters: 【甲方】, （甲）, 1. 갑, 甲方（签章）."""

from __future__ import annotations

import re
from typing import Final

from pipeline.outline.parties.word import PARTY_WORD, SHORT
from pipeline.text.regex import regex

VERB: Final = (
    r"[应應须須将將的向在于於与與和及就对對按因由为為负負不可未已是有]|同意|承[诺諾]|保[证證]|[确確][认認]|[违違]反|逾期|享有|自[愿願]|委[托託]|"
    r"授[权權]"
)
"""The source of a pattern: how a sentence goes on behind a party in Chinese, where no name stands."""

_MARK = r"(?:[-*・●■◆※○]|[（(]?[0-9０-９一二三四五]{1,2}[）).、．](?:[0-9]{1,2}[.．]?)?)[ \u3000]*"
_SEAL = r"[ \u3000]*[（(][ \u3000]*(?:[盖蓋签簽]|公章|印|서명|날인|记名|記名)[^（）()\n]{0,10}[）)]"
_LABEL = regex(
    rf"[ \u3000]*(?P<mark>{_MARK})?(?P<document>(?:合同|协议|協議)(?=[甲乙丙]))?(?P<open>[【［\[（(「『“\"'‘][ \u3000]*)?"
    rf"(?P<label>{PARTY_WORD}|[\u4e00-\u9fff가-힣]{{2,8}}(?=[（(]{SHORT}[）)]))(?P<close>[ \u3000]*[】］\]）)」』”\"'’])?(?P<seal>{_SEAL})?(?:(?P<colon>[ \u3000]*[：:（(])|(?P<dash>[—─]{{2}}(?!{PARTY_WORD})))?"
)
# 甲方——澳門特別行政區 is set off too. 「甲」は、…, "갑"과 "을"은: a sentence about the parties.
_SENTENCE = regex(rf"[ \u3000]*(?:[はがをにのと、,，。]|[와과은는이가의을를](?=[\s\"“‘'「]|$)|{VERB})")
# 许 可 方：
_SPACED = regex(r"[ \u3000]*[\u4e00-\u9fff](?:[ \u3000]{1,4}[\u4e00-\u9fff]){2,5}(?=[ \u3000]{0,4}[：:（(])")
_PARTY = regex(PARTY_WORD)
_BEHIND_BARE = regex(r"[ \u3000\t]|$")


def uniform(line: str) -> str:
    """The line with 甲方： for a label that is set in brackets, behind a number, or before a place to sign."""
    if (spaced := _SPACED.match(line)) and _PARTY.fullmatch(label := "".join(spaced[0].split())):
        line = label.rjust(spaced.end()) + line[spaced.end() :]
    found = _LABEL.match(line)
    if found is None or not _is_set(found):
        return line
    start = found.start("label")
    set_off = found["close"] or found["seal"] or found["dash"]
    behind = found.end() if found["colon"] is None else found.start("colon")
    colon = "：" if set_off and found["colon"] is None else ""
    return (" " * start + found["label"] + colon).ljust(behind) + line[behind:]


def _is_set(found: re.Match[str]) -> bool:
    """Whether a label stands there and not the start of a sentence; one without brackets or number is left alone."""
    if bool(found["open"]) and not found["close"]:
        return False
    if found["dash"] or found["close"] or found["seal"]:
        return found["colon"] is not None or _SENTENCE.match(found.string, found.end()) is None
    marked = found["mark"] or found["document"]
    return bool(marked) and (found["colon"] is not None or _BEHIND_BARE.match(found.string, found.end()) is not None)
