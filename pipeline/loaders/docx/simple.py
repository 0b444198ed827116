"""Simple paragraphs are read by the letter and cut out of a part before it is parsed: nine in ten of a contract.

A simple paragraph holds runs of text without properties that matter, bookmarks, and simply written revisions. In its
place stays an empty element of another name, so that the part is as sound or as broken as before. All other paragraphs
are read element by element, to the same effect.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, repeat
from typing import Literal, NamedTuple

from pipeline.loaders.docx.names import w
from pipeline.loaders.docx.properties import Properties
from pipeline.loaders.docx.written import ANY_LEAF, ATTRIBUTES, any_of, leaves

# No name of the vocabulary.
SIMPLE = w("simple")
CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class Event(NamedTuple):
    """What happens to a paragraph besides its text: a revision of its text or of its mark, by `who`. `text` is what was
    deleted."""

    kind: Literal["insertion", "deletion", "mark"]
    who: str | None
    text: str = ""


# What gives a paragraph its number and level, and what happened to it; with its text.
Told = tuple[Properties, Sequence[Event]]
Simple = tuple[str, Told]

_NAME = b"w:simple"
_ENCODING = re.compile(rb"""encoding=["'](?!(?i:utf-8)["'])""")
# Signs of symbol fonts, and what is no character of XML.
_NEEDS_CARE = re.compile(rb"\xef(?:[\x80-\x83]|\xbf[\xbe\xbf])")
_CONTROLLED = (b"dataBinding", b"showingPlcHdr")
_OPEN_CONTROL, _CLOSED_CONTROL = b"<w:sdt>", b"</w:sdt>"

_SIGNS = rb"[^<>&\x00-\x1f]*"
_TEXT = rb'<w:t(?: xml:space="preserve">' + _SIGNS + rb"|>(?! )" + _SIGNS + rb"(?<! ))</w:t>"
_IN_RUN = leaves(b"lastRenderedPageBreak softHyphen " + " ".join(CHARACTERS).encode())
_OPEN_RUN = rb'<w:r(?: w:rsid\w*="[0-9A-F]{8}")*>'
_RUN = _OPEN_RUN + rb"(?:" + any_of(_TEXT, _IN_RUN) + rb")*</w:r>"
_ASIDE = leaves(b"proofErr bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd permStart permEnd")
_INSERTION = rb"<w:ins" + ATTRIBUTES + rb">(?:" + any_of(_RUN, _ASIDE) + rb")*</w:ins>"
_DELETED_RUN = _OPEN_RUN + rb'(?:<w:delText(?: xml:space="preserve")?>' + _SIGNS + rb"</w:delText>)*</w:r>"
_DELETION = rb"<w:del" + ATTRIBUTES + rb">(?:" + _DELETED_RUN + rb")*</w:del>"
# Properties end where they are closed, or at what no properties hold: no other paragraph is looked through for that.
_PROPERTIES = rb"(?:<(?!w:p[ >]|/?w:pPr>)[^<>]*>)*"
_PARAGRAPH = re.compile(
    rb"<w:p(" + ATTRIBUTES + rb")>(?:<w:pPr>(" + _PROPERTIES + rb")</w:pPr>)?"
    rb"((?>(?:" + any_of(_RUN, _ASIDE, _INSERTION, _DELETION) + rb")*))</w:p>"
)
# Between the contents of paragraphs, none of which holds it.
_BORDER = b"\0"
# In what is known to be simple.
_BY = rb'(?:[^<>]*? w:author="([^"]*)")?[^<>]*>'
_INSERTED = re.compile(rb"<w:ins" + _BY)
_DELETED = re.compile(rb"<w:del(?!T)" + _BY + rb"(.*?)</w:del>", re.DOTALL)
_BETWEEN_TAGS = re.compile(rb">([^<]+)<")

_SAYING_NOTHING = (
    b"keepNext keepLines pageBreakBefore widowControl suppressLineNumbers suppressAutoHyphens kinsoku wordWrap "
    b"overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid ind contextualSpacing "
    b"mirrorIndents suppressOverlap jc shd textDirection textAlignment textboxTightWrap divId cnfStyle"
)
# Lines of less than five points may be too low to be read.
_SPACING = rb'<w:spacing(?! [^<>]*w:line="[0-9]{1,2}")' + ATTRIBUTES + rb" ?/>"
_HARMLESS = re.compile(any_of(leaves(_SAYING_NOTHING), _SPACING, rb"<w:(tabs|pBdr)>(?:" + ANY_LEAF + rb")*</w:\1>"))
_STYLED = rb'(?:<w:pStyle w:val="([^"&<\x00-\x1f]*)" ?/>)?'
_TELLING = re.compile(
    _STYLED
    + rb'(?:<w:numPr>(?:<w:ilvl w:val="(\d{1,2})" ?/>)?(?:<w:numId w:val="(\d{1,9})" ?/>)?</w:numPr>)?'
    # Pandoc names the style behind the list.
    + _STYLED
    + rb'(?:<w:outlineLvl w:val="(\d)" ?/>)?'
    rb"(?:<w:rPr>(<w:ins" + ATTRIBUTES + rb" ?/>)</w:rPr>)?"
)


def cut_out(data: bytes, hiding: frozenset[str]) -> tuple[bytes, list[Simple]]:
    """A plainly written part without its simple paragraphs, and these in their order.

    `hiding` are the styles by which text is hidden: their paragraphs are not simple.
    """
    if _NAME in data or _ENCODING.search(data, 0, data.find(b"?>") + 1):
        return data, []
    try:
        return _cut_out(data, hiding)
    except UnicodeDecodeError:
        return data, []


def _cut_out(data: bytes, hiding: frozenset[str]) -> tuple[bytes, list[Simple]]:
    pieces = _PARAGRAPH.split(data)
    known = _Known(hiding)
    free = _outside_controls(pieces[0::4]) if any(word in data for word in _CONTROLLED) else repeat(True)
    careful = _NEEDS_CARE.search(data) is not None
    kept: list[bytes] = []
    contents: list[bytes] = []
    owned: list[Told] = []
    found = zip(free, pieces[0::4], pieces[1::4], pieces[2::4], pieces[3::4], strict=False)
    for is_free, gap, attributes, written, content in found:
        properties = known[written]
        if not is_free or properties is None or b"<w:t" not in content or (careful and _NEEDS_CARE.search(content)):
            kept += (gap, _whole(attributes, written, content))
            continue
        kept += (gap, b"<w:simple", attributes, b"/>")
        contents.append(content)
        owned.append(properties)
    if not contents:
        return data, []
    kept.append(pieces[-1])
    joined, revised = _accepted(_BORDER.join(contents))
    for index, events in revised.items():
        listing, marks = owned[index]
        owned[index] = listing, [*marks, *events]
    return b"".join(kept), list(zip(_texts(joined), owned, strict=True))


def _whole(attributes: bytes, written: bytes | None, content: bytes) -> bytes:
    properties = b"" if written is None else b"<w:pPr>" + written + b"</w:pPr>"
    return b"".join((b"<w:p", attributes, b">", properties, content, b"</w:p>"))


def _outside_controls(gaps: Sequence[bytes]) -> Iterator[bool]:
    """Whether what follows each gap stands in no content control."""
    depth = 0
    for gap in gaps:
        depth += gap.count(_OPEN_CONTROL) - gap.count(_CLOSED_CONTROL)
        yield depth == 0


def _texts(joined: bytes) -> list[str]:
    """The text of each content."""
    for name, character in CHARACTERS.items():
        tag = b"<w:" + name.encode()
        joined = joined.replace(tag, character.encode() + tag)
    return _bare(joined)


def _bare(joined: bytes) -> list[str]:
    return b"".join(_BETWEEN_TAGS.findall(b">" + joined + b"<")).decode().split("\0")


def _accepted(joined: bytes) -> tuple[bytes, dict[int, list[Event]]]:
    """Contents without what is deleted in them, and what happened to those that were revised."""
    events: dict[int, list[Event]] = defaultdict(list)
    insertions = _Insertions()
    pieces = _DELETED.split(joined) if b"<w:del" in joined else [joined]
    accepted = b"".join(pieces[0::3])
    if b"<w:ins" in accepted:
        inserted = _INSERTED.split(accepted)
        for index, author in zip(_indexes(inserted[0::2]), inserted[1::2], strict=False):
            events[index].append(insertions[author])
    deleted = _bare(_BORDER.join(pieces[2::3]))
    for index, author, text in zip(_indexes(pieces[0::3]), pieces[1::3], deleted, strict=False):
        events[index].append(Event("deletion", insertions[author].who, text))
    return accepted, events


def _indexes(gaps: Sequence[bytes]) -> Iterator[int]:
    """Which of the contents each gap ends in."""
    return accumulate(map(bytes.count, gaps, repeat(_BORDER)))


class _Insertions(dict[bytes | None, Event]):
    """An insertion by each author, as the name is written: few of a document differ."""

    def __missing__(self, author: bytes | None) -> Event:
        self[author] = inserted = Event("insertion", _name(author))
        return inserted


def _name(author: bytes | None) -> str | None:
    return None if author is None else author.decode()


class _Known(dict[bytes | None, Told | None]):
    """What properties say, by how they are written: few of a document differ. None where they are not simple."""

    def __init__(self, hiding: frozenset[str]) -> None:
        super().__init__({None: (Properties(), ())})
        self._hiding = hiding

    def __missing__(self, written: bytes) -> Told | None:
        match = _TELLING.fullmatch(_HARMLESS.sub(b"", written))
        self[written] = known = None if match is None else self._read(match)
        return known

    def _read(self, match: re.Match[bytes]) -> Told | None:
        said = (None if group is None else group.decode() for group in match.groups()[:5])
        before, level, num_id, behind, outline = said
        style = behind if before is None else before
        if style in self._hiding:
            return None
        mark = _INSERTED.match(match[6] or b"")
        events = () if mark is None else (Event("mark", _name(mark[1])),)
        return Properties(style, num_id, _whole_number(level), _whole_number(outline)), events


def _whole_number(text: str | None) -> int | None:
    return None if text is None else int(text)
