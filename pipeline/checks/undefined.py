"""Terms that a contract sets in quotes again and again, as it does with those it defines, and never defines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.contract import Contract, squeezed
from pipeline.issues import Issue
from pipeline.normalize.fold import folded
from pipeline.text.regex import regex

# Quotes as `fold` leaves them, and those of titles left out: 《…》 names a document.
_QUOTED = regex(r"[\"“「『](?P<term>[^\"“”「」『』\n，。、；：,;:?!？！()（）]{1,12})[\"”」』]")
# A document's name, a word spoken of as a word, what is printed or clicked on.
_NO_TERM = regex(
    r"(?:合同|协议|契约|契約|계약서?|법|法|条例|办法|规定|规则|規約|政策|制度|标准|编号|[甲乙丙丁]方?|[0-9a-z.%@/_-]+)$",
    re.IGNORECASE,
)
_SPOKEN_OF = regex(
    r"\s*(?:(?:[の的]|とい?う)?(?:語句|文言|字句|词句)|(?:라는|의)? ?(?:문구|단어|표현)|字样|一词|二字|等字|按钮|键|印章|栏|页面|选项|标识|商标|ボタン|欄|画面|버튼|단추|란)"
)
_LEAST_DEFINED, _LEAST_USES = 3, 2
_WORD = regex(r"[\u4e00-\u9fffぁ-んァ-ヶ가-힣]{2}")


def undefined(contract: Contract) -> Iterator[Issue]:
    """Only in contracts that define their terms in this way; a term that is explained anywhere is none."""
    definitions = contract.outline.definitions
    known = {_key(each.term) for each in definitions} | {_key(each.meaning) for each in definitions}
    if sum(each.kind == "term" for each in definitions) < _LEAST_DEFINED:
        return
    uses: dict[str, list[re.Match[str]]] = {}
    for match in _QUOTED.finditer(contract.text):
        uses.setdefault(_key(match["term"]), []).append(match)
    for term, found in uses.items():
        spoken_of = any(_SPOKEN_OF.match(contract.text, match.end()) for match in found)
        inside = any(each.start <= match.start() < each.end for match in found for each in definitions)
        named = term in known or _NO_TERM.search(term) or not _WORD.search(term)
        if len(found) >= _LEAST_USES and not (named or spoken_of or inside):
            first = found[0]
            yield Issue("term_undefined", "info", {"term": first["term"]}, "", first.start(), first.end())


def _key(term: str) -> str:
    return squeezed(folded(term))
