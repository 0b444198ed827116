"""Terms where nobody looks for any: behind the signatures, in a header or footer, in a drawing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from pipeline.checks.contract import Contract, squeezed
from pipeline.document.model import Aside, PdfPlace
from pipeline.issues import Issue
from pipeline.outline.signature import is_formula
from pipeline.text.regex import regex
from pipeline.text.shortened import shortened

_ASIDE = ("header", "footer", "drawing", "diagram")
# What binds somebody.
_TERM = regex(
    r"应当?|應當?|[须須]|不得|有[权權]|[无無][权權]|承[担擔]|支付|[赔賠][偿償]|[违違][约約]|"
    r"ものと(?:する|し)|なければならない|てはならない|ことができる|負う|支払う|賠償|"
    r"(?:하여|해)야|아니\s?한다|[할될]\s수\s(?:있|없)|지급|부담|배상|"
    r"\b(?:shall|must|liab(?:le|ility)|undertakes?|agrees?\sto|entitled\sto)\b",
    re.IGNORECASE,
)
# What is said of the paper itself, on every page of many.
_OF_THE_PAPER = regex(
    r"机密|機密|保密|秘密|[复複][制製印]|[转転轉][载載]|[传傳]播|版[权權]|著作権|대외비|기밀|복제|전재|배포|저작권|"
    r"confidential|copyright|reproduc|distribut|\bcop(?:y|ied|ies)\b|disclos",
    re.IGNORECASE,
)
_LEAST_CHARS, _MOST_CHARS = 14, 121


def outside(contract: Contract) -> Iterator[Issue]:
    for part in contract.outline.parts:
        if part.kind == "signature":
            lines = re.finditer(r"[^\n]+", contract.text[part.start : part.end])
            found = [line for line in lines if _binds(line.group()) and not is_formula(line.group().strip())]
            if found and not contract.article(part.start + found[0].start()):
                start, end = (part.start + offset for offset in found[0].span())
                params = {"count": len(found), "quote": shortened(contract.text[start:end], _MOST_CHARS)}
                yield Issue("terms_behind_signatures", "warning", params, "", start, end)
    yield from _beside(contract)


def _beside(contract: Contract) -> Iterator[Issue]:
    """Of a header that stands on every page one is told, and none that the text holds too."""
    words = dict.fromkeys(_words(aside for aside in contract.document.asides if aside.kind in _ASIDE))
    found = [each for each in words if _binds(each) and not _OF_THE_PAPER.search(each)]
    if found:
        held = squeezed(contract.text)
        found = [each for each in found if squeezed(each) not in held]
    if found:
        yield Issue("terms_beside_text", "warning", {"count": len(found), "quote": shortened(found[0], _MOST_CHARS)})


def _words(asides: Iterable[Aside]) -> Iterator[str]:
    """What each says; the lines of a page's header or footer together, since they may be one sentence."""
    for (_, page), group in groupby(asides, key=lambda aside: (aside.kind, _page(aside))):
        texts = [aside.text.strip() for aside in group]
        yield from texts if page is None else ["\n".join(texts)]


def _page(aside: Aside) -> int | None:
    return aside.place.page if isinstance(aside.place, PdfPlace) else None


def _binds(words: str) -> bool:
    return len(words) >= _LEAST_CHARS and _TERM.search(words) is not None
