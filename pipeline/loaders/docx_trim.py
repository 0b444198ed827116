"""What says nothing about the text is cut out of a part before it is parsed: two thirds of what Word writes.

The properties of runs, paragraphs and cells come in few different shapes, each of which is examined once. Only what is
written as Word writes it is cut; all else stays, and is then read with more care. Cutting whole elements that mean
nothing here leaves a broken part broken and a sound one sound. Where no run has properties left, runs side by side
become one: Word begins a new one at every visit of an editor.
"""

from __future__ import annotations

import re

from pipeline.loaders.docx_names import MAIN_NAMESPACE

_BOUND = b'xmlns:w="' + MAIN_NAMESPACE + b'"'
_ATTRIBUTES = rb'(?: [\w:]+="[^"&<]*")*'
_ANY_LEAF = rb"<w:\w+" + _ATTRIBUTES + rb" ?/>"
# Sizes from two points, colours that are neither white nor a ground that is let through here: no run hides behind them.
_LEGIBLE = (
    rb'<w:sz w:val="(?:[4-9]|[1-9][0-9]{1,3})" ?/>',
    rb'<w:w w:val="[1-9][0-9]{1,2}" ?/>',
    rb'<w:color w:val="(?:auto|(?!(?:[fF][a-fA-F]){3}|[fF]{4}00)[0-9a-fA-F]{6})"(?! w:themeColor="(?:background|light)1")'
    + _ATTRIBUTES
    + rb" ?/>",
    rb'<w:shd(?: w:(?:val="(?:clear|nil)"|color="auto"|fill="(?:auto|[fF]{6})"))* ?/>',
    rb'<w:highlight w:val="(?:yellow|none)" ?/>',
    rb"<w:rStyle" + _ATTRIBUTES + rb" ?/>",
)
_FONTS = rb'<w:rFonts(?: [\w:]+="(?![^"]{0,9}(?i:ingdings|symbol|webdings))[^"&<]*")* ?/>'
_RUN = (
    b"b bCs i iCs u kern szCs lang noProof spacing position snapToGrid vertAlign bdr effect em eastAsianLayout fitText "
    b"caps smallCaps strike dstrike outline shadow emboss imprint rtl cs webHidden oMath"
)
_PARAGRAPH = (
    b"keepNext keepLines pageBreakBefore widowControl suppressLineNumbers suppressAutoHyphens kinsoku wordWrap "
    b"overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing "
    b"mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap divId cnfStyle"
)
_CELL = b"tcW vAlign textDirection noWrap tcFitText hideMark cnfStyle"


def trimmed(data: bytes, styles_hide: bool, original: bool = False) -> bytes:
    """The part without what cannot change its text, numbers or places.

    `styles_hide` says that styles of the document hide text: then a run's own size and colour may show it again.
    `original` says that revised properties are to be restored.
    """
    shorter = data if original else _without_former(_without_former(data, b"rPr"), b"pPr")
    shorter = _cut(shorter, b"rPr", _RUN_OF_HIDING_STYLE if styles_hide else _PLAIN_RUN).replace(b"<w:rPr/>", b"")
    if not is_plainly_written(shorter):
        return data
    shorter = _cut(_cut(shorter, b"pPr", _PLAIN_PARAGRAPH), b"tcPr", _PLAIN_CELL)
    return shorter if shorter.count(b"<w:rPr") > len(_MARK.findall(shorter)) else _SEAM.sub(b"", shorter)


def is_plainly_written(data: bytes) -> bool:
    """Whether elements can be told by the letter: in a comment or a CDATA section they are none, and by another name
    they are others."""
    return not (b"!" in data and b"<!" in data) and data.count(b"xmlns:w=") == 1 and _BOUND in data


def _without_former(data: bytes, name: bytes) -> bytes:
    """The part without the former properties, simply written, of what nobody has accepted yet."""
    closing = b"</w:" + name + b"Change>"
    before, *pieces = data.split(b"<w:" + name + b"Change ")
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
    before, *pieces = data.split(opening)
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


def _leaves(names: bytes) -> bytes:
    return rb"<w:(?:" + b"|".join(names.split()) + rb")" + _ATTRIBUTES + rb" ?/>"


def _any_of(*patterns: bytes) -> bytes:
    return b"|".join(patterns)


# A run's properties are cut as a whole or not at all: a ground is needed where white type stays.
_PLAIN_RUN = re.compile(rb"\A(?:" + _any_of(_leaves(_RUN), _FONTS, *_LEGIBLE) + rb")*\Z")
_RUN_OF_HIDING_STYLE = re.compile(rb"\A(?:" + _any_of(_leaves(_RUN), _FONTS) + rb")*\Z")
_PLAIN_PARAGRAPH = re.compile(_any_of(_leaves(_PARAGRAPH), rb"<w:tabs>(?:<w:tab" + _ATTRIBUTES + rb" ?/>)*</w:tabs>"))
_PLAIN_CELL = re.compile(_any_of(_leaves(_CELL), rb"<w:(tcBorders|tcMar)>(?:<w:\w+" + _ATTRIBUTES + rb" ?/>)*</w:\1>"))
# The mark of an inserted paragraph, with nothing left that is said of its look.
_MARK = re.compile(rb"<w:rPr><w:ins [^<>]*/></w:rPr></w:pPr>")
_FORMER = re.compile(
    rb"[^<>]*>(?:<w:([rp]Pr)>(?:"
    + _ANY_LEAF
    + rb"|<w:(numPr|tabs|rPr)>(?:"
    + _ANY_LEAF
    + rb")*</w:\2>)*</w:\1>|<w:[rp]Pr ?/>)"
)
# Where a run ends and the next begins. There is no space at either side, nor at the end of the
# second: so it does not matter which of the two declares that its spaces count.
_SEAM = re.compile(
    rb'</w:t>(?<=[^\s;>]</w:t>)</w:r><w:r(?: w:rsid\w*="[0-9A-F]{8}")*><w:t(?: xml:space="preserve")?>'
    rb"(?=[^\s&<](?:[^<]*[^\s;<])?</w:t>)"
)
