"""From the words of an RTF file to blocks of text, with the numbers that the writing program put before its items."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Aside, BlockKind, DocxPlace, Source
from pipeline.errors import DocumentError
from pipeline.issues import Issue
from pipeline.loaders.docx_fields import shown_without_result, shows_nothing
from pipeline.loaders.limits import Limits
from pipeline.loaders.rtf_state import Draft, Fonts, State
from pipeline.loaders.rtf_words import Word, words

_PART = "rtf"
_DEEPEST_GROUP = 10_000
_SIGNS = {
    "tab": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "emspace": "\u2003", "enspace": "\u2002", "~": "\xa0", "_": "\u2011",
}  # fmt: skip
# Groups by what becomes of their text; those that are not known and marked \* are skipped.
_TARGETS = {
    "listtext": "number", "pntext": "number", "header": "header", "headerl": "header", "headerr": "header",
    "headerf": "header", "footer": "footer", "footerl": "footer", "footerr": "footer", "footerf": "footer",
    "annotation": "comment", "footnote": "footnote", "fonttbl": "fonts", "revtbl": "authors", "pn": "list",
    "fldinst": "instruction", "formfield": "form",
}  # fmt: skip
# Groups of drawings that hold text boxes somewhere inside, and those boxes.
_DRAWINGS, _BOXES = frozenset({"shpinst", "do"}), frozenset({"shptxt", "dptxbxtext"})
# Marked \* for readers that know no such styles; their groups hold text all the same.
_STYLES = frozenset({"cs", "ds", "ts"})
_CHECK_BOX, _UNTOUCHED = 1, 25
_SKIPPED = frozenset(
    {"colortbl", "stylesheet", "info", "pict", "object", "shprslt", "xe", "tc", "nonshppict", "datafield", "ftnsep"}
    | {"ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "listtable", "listoverridetable", "rsidtbl", "generator"}
    | {"atnid", "atnauthor", "atntime", "atnref", "atnicn", "atrfstart", "atrfend", "bkmkstart", "bkmkend", "themedata"}
    | {"colorschememapping", "latentstyles", "datastore", "filetbl", "nextfile", "template", "sp", "upr"}
)
_ENDS = ("par", "sect", "page", "line", "column", "softline")


class RtfReader:
    """Reads one file into a builder."""

    def __init__(self, builder: DocumentBuilder, limits: Limits) -> None:
        self._builder, self._limits = builder, limits
        self._state, self._stack = State(), list[State]()
        self._fonts = Fonts("cp1252", {})
        self._raw, self._codec, self._high = bytearray(), "", ""
        self._to_skip = 0
        self._opens = self._is_optional = False
        self._draft, self._drafts = Draft(), list[Draft]()
        self._boxed: list[tuple[list[tuple[str, DocxPlace]], BlockKind, int]] = []
        self.form: dict[str, int] = {}
        self._aside: dict[str, list[str]] = {}
        self._authors: list[str] = []
        self._font = self._paragraph = self._note = self._tables = 0
        self._revisions = {"insertions": 0, "deletions": 0}
        self._lost_numbers = self._reviser = 0

    def read(self, source: bytes) -> None:
        """The whole file. Raises DocumentError where it grows over the limits."""
        for word in words(source):
            self._take(word)
        self._flush_text()
        self._leave_boxes(len(self._drafts))
        self._end_block()
        self._tell()

    def _take(self, word: Word) -> None:
        if not word.name:
            self._opens = self._opens and not word.data.strip()
            self._bytes(word.data)
            return
        # What stands in for a character is text: sloppy writers leave it out, and the next word must not be lost for it.
        self._to_skip = 0
        if word.name == "*":
            self._is_optional = self._opens
            return
        self._flush_text()
        self._control(word)
        self._opens = word.name == "{"
        if not self._opens:
            self._is_optional = False

    def _control(self, word: Word) -> None:
        name, number = word.name, word.number
        if name == "{":
            self._open_group()
        elif name == "}":
            self._close_group()
        elif self._state.target == "skip" or name in _DRAWINGS:
            return
        elif name == "fldrslt" and self._state.is_silent_field:
            self._state.target = "skip"
        elif name in _BOXES and self._state.target == "body":
            self._enter_box()
        elif name in _TARGETS or name in _SKIPPED or (self._is_optional and name not in _STYLES):
            self._enter(name)
        elif name in _SIGNS:
            self._write(_SIGNS[name])
        elif name in _ENDS:
            self._end_line()
        elif (handle := _HANDLERS.get(name)) is not None:
            handle(self, number)

    def _open_group(self) -> None:
        if len(self._stack) >= _DEEPEST_GROUP:
            raise DocumentError("damaged", name=self._builder.name)
        self._stack.append(self._state)
        self._state = replace(self._state)

    def _close_group(self) -> None:
        if not self._stack:
            return
        left, self._state = self._state, self._stack.pop()
        if left.target != self._state.target:
            self._leave(left.target)
        self._leave_boxes(left.box - self._state.box)

    def _enter_box(self) -> None:
        """What stands in a text box are blocks of its own, after the one that it is anchored in."""
        self._state.box += 1
        self._drafts.append(self._draft)
        self._draft = Draft()

    def _leave_boxes(self, count: int) -> None:
        for _ in range(count):
            self._end_block()
            self._draft = self._drafts.pop()

    def _enter(self, name: str) -> None:
        """A group whose text goes elsewhere, or nowhere."""
        is_body = self._state.target == "body"
        self._state.target = _TARGETS.get(name, "skip")
        if self._state.target == "footnote" and is_body:
            self._note += 1
            self._put(f"[{self._note}]", "generated")

    def _leave(self, target: str) -> None:
        text = "".join(self._aside.pop(target, ())).strip()
        if target == "number":
            self._number(text)
        elif target == "footnote":
            self._aside.setdefault("notes", []).append(f"[{self._note}] {text}")
        elif target == "authors":
            self._authors = [author.strip() for author in text.split(";")]
        elif target == "instruction":
            self._end_instruction(text)
        elif target in ("header", "footer", "comment") and text:
            self._keep(target, text)

    def _end_instruction(self, text: str) -> None:
        """What a field shows that has no result: a check box, a word with its reading above."""
        form, self.form = self.form, {}
        if form.get("fftype") == _CHECK_BOX:
            state = form.get("ffres", _UNTOUCHED)
            checked = form.get("ffdefres", 0) if state == _UNTOUCHED else state
            self._write("☒" if checked else "☐")
        else:
            self._state.is_silent_field = shows_nothing(text)
            self._write(shown_without_result(text))

    def _number(self, text: str) -> None:
        """The number before an item, as it was written out. A bullet says nothing."""
        self._draft.is_numbered = True
        if not any(map(str.isalnum, text)):
            return
        if self._state.target == "body":
            self._put(f"{text} ", "generated")
        else:
            self._aside.setdefault(self._state.target, []).append(f"{text} ")

    def _bytes(self, data: bytes) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(data))
            self._to_skip, data = self._to_skip - skipped, data[skipped:]
        if self._state.target == "skip" or not data:
            return
        codec = self._fonts.codec(self._state)
        if codec != self._codec:
            self._flush_text()
        self._codec = codec
        self._raw += data

    def _flush_text(self) -> None:
        """Characters of two bytes come in pieces: they are decoded when all of a run is there."""
        if self._raw:
            raw, self._raw = bytes(self._raw), bytearray()
            self._write(raw.decode(self._codec, "replace"))

    def _unicode(self, number: int | None) -> None:
        unit = (number or 0) & 0xFFFF
        self._to_skip = self._state.fallback
        if 0xD800 <= unit < 0xDC00:
            self._high = chr(unit)
            return
        pair, self._high = self._high + chr(unit), ""
        self._write(pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))

    def _write(self, text: str) -> None:
        state = self._state
        if state.target == "body" and not (state.is_hidden or state.is_deleted):
            self._put(text)
        elif state.target == "body":
            self._keep_run("revision" if state.is_deleted else "hidden", text)
        elif state.target != "skip":
            self._aside.setdefault(state.target, []).append(text)

    def _keep_run(self, kind: str, text: str) -> None:
        """Hidden and deleted text of one paragraph is one aside of its kind."""
        self._reviser = self._state.author
        self._aside.setdefault(kind, []).append(text)

    def _put(self, text: str, source: Source = "text") -> None:
        draft = self._draft
        cell = None if draft.table is None else (draft.table, draft.row, draft.cell)
        draft.pieces.append((text, DocxPlace(_PART, self._paragraph, None, cell, source)))

    def _end_line(self) -> None:
        self._end_asides()
        if self._state.target != "body":
            self._aside.setdefault(self._state.target, []).append("\n")
        elif self._draft.table is not None:
            if self._draft.pieces and not self._draft.pieces[-1][0].endswith(("\t", "\n")):
                self._put("\n")
        else:
            self._end_block()

    def _end_cell(self, _: int | None) -> None:
        self._end_asides()
        pieces = self._draft.pieces
        while pieces and pieces[-1][0] == "\n":
            pieces.pop()
        self._put("\t")
        self._draft.cell += 1

    def _end_row(self, _: int | None) -> None:
        draft = self._draft
        while draft.pieces and draft.pieces[-1][0] in ("\t", "\n"):
            draft.pieces.pop()
        self._end_block()
        draft.row, draft.cell = draft.row + 1, 0

    def _end_block(self) -> None:
        self._end_asides()
        draft = self._draft
        pieces, draft.pieces = draft.pieces, []
        if any(not text.isspace() for text, _ in pieces):
            self._lost_numbers += draft.wants_number and not draft.is_numbered
            merged = [("".join(text for text, _ in run), place) for place, run in groupby(pieces, itemgetter(1))]
            self._add(merged, _kind(draft), draft.level)
        for note in self._aside.pop("notes", ()):
            self._add([(note, DocxPlace(_PART, self._paragraph))], "paragraph", 0)
        if not self._drafts:
            waiting, self._boxed = self._boxed, []
            for each in waiting:
                self._add(*each)
        self._paragraph += 1
        draft.is_numbered = False
        if draft.table is None:
            draft.row = draft.cell = 0
        self._limits.check(self._builder.name, characters=self._builder.length, lines=self._paragraph)

    def _add(self, pieces: list[tuple[str, DocxPlace]], kind: BlockKind, level: int) -> None:
        """Writes a block; one of a text box waits for the end of what it is anchored in."""
        if self._drafts:
            self._boxed.append((pieces, kind, level))
        else:
            self._builder.add_block(pieces, kind, level or None)

    def _end_asides(self) -> None:
        for kind in ("hidden", "revision"):
            if text := "".join(self._aside.pop(kind, ())).strip():
                self._keep(kind, text)

    def _keep(self, kind: str, text: str) -> None:
        is_known = kind == "revision" and self._reviser < len(self._authors)
        author = self._authors[self._reviser] if is_known else None
        self._builder.asides.append(Aside(kind, text, DocxPlace(_PART, self._paragraph), author))

    def _new_paragraph(self, _: int | None) -> None:
        self._draft.table, self._draft.level, self._draft.wants_number = None, 0, False

    def _enter_table(self, _: int | None) -> None:
        draft = self._draft
        if draft.table is None:
            self._tables += not draft.row and not draft.cell
            draft.table = self._tables - 1

    def _set_font(self, number: int | None) -> None:
        if self._state.target == "fonts":
            self._font = number or 0
        elif self._state.names_far_east:
            self._set_far_east(number)
        else:
            self._state.font = number or 0

    def _set_far_east(self, number: int | None) -> None:
        if self._state.names_far_east:
            self._state.far_east_font, self._state.names_far_east = number, False

    def _set_charset(self, number: int | None) -> None:
        if self._state.target == "fonts":
            self._fonts.define(self._font, number or 0)

    def _set_names_far_east(self, _: int | None) -> None:
        self._state.names_far_east, self._state.is_latin = True, False

    def _set_names_latin(self, _: int | None) -> None:
        self._state.names_far_east = self._state.is_latin = False

    def _set_is_latin(self, _: int | None) -> None:
        self._state.names_far_east, self._state.is_latin = False, True

    def _set_fallback(self, number: int | None) -> None:
        self._state.fallback = max(1 if number is None else number, 0)

    def _hide(self, number: int | None) -> None:
        self._state.is_hidden = number != 0

    def _delete(self, number: int | None) -> None:
        self._state.is_deleted = number != 0
        self._revisions["deletions"] += number != 0

    def _insert(self, number: int | None) -> None:
        self._revisions["insertions"] += number != 0

    def _set_author(self, number: int | None) -> None:
        self._state.author = number or 0

    def _set_level(self, number: int | None) -> None:
        self._draft.level = min((number or 0) + 1, 9)

    def _expect_number(self, number: int | None) -> None:
        self._draft.wants_number = bool(number)

    def _expect_old_number(self, _: int | None) -> None:
        self._draft.wants_number = True

    def _plain(self, _: int | None) -> None:
        self._state.plain()

    def _set_code_page(self, number: int | None) -> None:
        self._fonts.declare(number or 0)

    def _tell(self) -> None:
        if any(self._revisions.values()):
            names = [author for author in self._authors if author and author != "Unknown"]
            params = {"authors": len(names), "names": ", ".join(names), **self._revisions}
            self._builder.issues.append(Issue("unaccepted_revisions", "warning", params))
        hidden = sum(aside.kind == "hidden" for aside in self._builder.asides)
        if hidden:
            self._builder.issues.append(Issue("hidden_text", "warning", {"count": hidden}))
        if self._lost_numbers:
            self._builder.issues.append(Issue("numbers_missing", "warning", {"count": self._lost_numbers}))


Handler = Callable[[RtfReader, int | None], None]


def _kind(draft: Draft) -> BlockKind:
    if draft.table is not None:
        return "table_row"
    if draft.level:
        return "heading"
    return "list_item" if draft.is_numbered else "paragraph"


def _answer(name: str) -> Handler:
    """Takes a property of a form field."""

    def take(reader: RtfReader, number: int | None) -> None:
        reader.form[name] = number or 0

    return take


_HANDLERS: dict[str, Handler] = {
    "u": RtfReader._unicode,
    "uc": RtfReader._set_fallback,
    "ansicpg": RtfReader._set_code_page,
    "f": RtfReader._set_font,
    "deff": RtfReader._set_font,
    "af": RtfReader._set_far_east,
    "fcharset": RtfReader._set_charset,
    "dbch": RtfReader._set_names_far_east,
    "hich": RtfReader._set_is_latin,
    "loch": RtfReader._set_names_latin,
    "v": RtfReader._hide,
    "deleted": RtfReader._delete,
    "revised": RtfReader._insert,
    "revauth": RtfReader._set_author,
    "revauthdel": RtfReader._set_author,
    "plain": RtfReader._plain,
    "pard": RtfReader._new_paragraph,
    "ls": RtfReader._expect_number,
    "pnlvl": RtfReader._expect_old_number,
    "pnlvlbody": RtfReader._expect_old_number,
    **{name: _answer(name) for name in ("fftype", "ffres", "ffdefres")},
    "outlinelevel": RtfReader._set_level,
    "intbl": RtfReader._enter_table,
    "cell": RtfReader._end_cell,
    "nestcell": RtfReader._end_cell,
    "row": RtfReader._end_row,
    "nestrow": RtfReader._end_row,
}
