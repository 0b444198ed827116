"""What says nothing about the text is cut out of a part before it is parsed: two thirds of what Word writes.

The properties of runs and cells come in few different shapes, each of which is examined once. Only what is written as
Word writes it is cut; all else stays, and is then read with more care. Cutting whole elements that mean nothing here
leaves a broken part broken and a sound one sound. Long bytes are split from behind, which takes half the time.
"""

from __future__ import annotations

import re

from pipeline.loaders.docx.written import ANY_LEAF, ATTRIBUTES, any_of, leaves

# Sizes from two points, colours that are neither white nor a ground that is let through here: no run hides behind them.
_LEGIBLE = (
    rb'<w:sz w:val="(?:[4-9]|[1-9][0-9]{1,3})" ?/>',
    rb'<w:w w:val="[1-9][0-9]{1,2}" ?/>',
    rb'<w:color w:val="(?:auto|(?!(?:[fF][a-fA-F]){3}|[fF]{4}00)[0-9a-fA-F]{6})"(?! w:themeColor="(?:background|light)1")'
    + ATTRIBUTES
    + rb" ?/>",
    rb'<w:shd(?: w:(?:val="(?:clear|nil)"|color="auto"|fill="(?:auto|[fF]{6})"))* ?/>',
    rb'<w:highlight w:val="(?:yellow|none)" ?/>',
    rb"<w:rStyle" + ATTRIBUTES + rb" ?/>",
    # WPS writes it into every run.
    rb'<w14:textFill><w14:solidFill><w14:schemeClr w14:val="tx1" ?/></w14:solidFill></w14:textFill>',
)
_FONTS = rb'<w:rFonts(?: [\w:]+="(?![^"]{0,9}(?i:ingdings|symbol|webdings))[^"&<]*")* ?/>'
_RUN = (
    b"b bCs i iCs u kern szCs lang noProof spacing position snapToGrid vertAlign bdr effect em eastAsianLayout fitText "
    b"caps smallCaps outline shadow emboss imprint rtl cs webHidden oMath"
)
# LibreOffice says of every run that it is not struck through.
_UNSTRUCK = rb'<w:d?strike w:val="(?:0|false|off)" ?/>'
_CELL = b"tcW vAlign textDirection noWrap tcFitText hideMark cnfStyle"


def trimmed(data: bytes, styles_hide: bool, original: bool = False) -> bytes:
    """A plainly written part without what cannot change its text, numbers or places.

    `styles_hide` says that styles of the document hide text: then a run's own size and colour may show it again.
    `original` says that revised properties are to be restored.
    """
    shorter = data if original else _without_former(_without_former(data, b"rPr"), b"pPr")
    shorter = _cut(shorter, b"rPr", _RUN_OF_HIDING_STYLE if styles_hide else _PLAIN_RUN).replace(b"<w:rPr/>", b"")
    return _cut(shorter, b"tcPr", _PLAIN_CELL)


def _without_former(data: bytes, name: bytes) -> bytes:
    """The part without the former properties, simply written, of what nobody has accepted yet."""
    closing = b"</w:" + name + b"Change>"
    before, *pieces = data.rsplit(b"<w:" + name + b"Change ")
    kept = [before]
    for piece in pieces:
        former, closed, rest = piece.partition(closing)
        if not closed or not _FORMER.fullmatch(former):
            return data
        kept.append(rest)
    return b"".join(kept)


def _cut(data: bytes, name: bytes, harmless: re.Pattern[bytes]) -> bytes:
    """Every element of that name without its harmless children; one without others is gone.

    A mark that it was inserted stands first in it, and is another every time.
    """
    opening, closing = b"<w:" + name + b">", b"</w:" + name + b">"
    before, *pieces = data.rsplit(opening)
    known: dict[bytes, bytes] = {}
    kept = [before]
    for piece in pieces:
        content, closed, rest = piece.partition(closing)
        mark = b""
        if content.startswith(b"<w:ins "):
            mark, end, content = content.partition(b"/>")
            mark += end
        left = known.get(content)
        if left is None:
            left = known[content] = harmless.sub(b"", content)
        if left or mark or not closed:
            kept += (opening, mark, left, closed)
        kept.append(rest)
    return b"".join(kept)


# A run's properties are cut as a whole or not at all: a ground is needed where white type stays.
_PLAIN_RUN = re.compile(rb"\A(?:" + any_of(leaves(_RUN), _UNSTRUCK, _FONTS, *_LEGIBLE) + rb")*\Z")
_RUN_OF_HIDING_STYLE = re.compile(rb"\A(?:" + any_of(leaves(_RUN), _UNSTRUCK, _FONTS) + rb")*\Z")
_PLAIN_CELL = re.compile(any_of(leaves(_CELL), rb"<w:(tcBorders|tcMar)>(?:<w:\w+" + ATTRIBUTES + rb" ?/>)*</w:\1>"))
_FORMER = re.compile(
    rb"[^<>]*>(?:<w:([rp]Pr)>(?:"
    + ANY_LEAF
    + rb"|<w:(numPr|tabs|rPr)>(?:"
    + ANY_LEAF
    + rb")*</w:\2>)*</w:\1>|<w:[rp]Pr ?/>)"
)
