"""From the words of an RTF file to blocks of text: which words change what is in force, and where text goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.document.builder import DocumentBuilder
from pipeline.errors import DocumentError
from pipeline.issues import Issue
from pipeline.loaders.docx_fields import shown_without_result, shows_nothing
from pipeline.loaders.limits import Limits
from pipeline.loaders.rtf_asides import Asides
from pipeline.loaders.rtf_blocks import Blocks
from pipeline.loaders.rtf_state import FORMATTING, Fonts, State
from pipeline.loaders.rtf_text import Characters
from pipeline.loaders.rtf_words import Word, words

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
    "fldinst": "instruction", "formfield": "form", "listtable": "lists", "listoverridetable": "overrides",
    "leveltext": "level", "pict": "picture",
}  # fmt: skip
# Groups of drawings that hold text boxes somewhere inside, and those boxes.
_DRAWINGS, _BOXES = frozenset({"shpinst", "do"}), frozenset({"shptxt", "dptxbxtext"})
# Marked \* for readers that know no such thing; their groups hold text all the same, or a picture of it.
_OPEN = frozenset({"cs", "ds", "ts", "shppict"})
# Targets of what is no text.
_SILENT = ("skip", "picture")
_TWIPS_PER_CM = 1440 / 2.54
_CHECK_BOX, _UNTOUCHED = 1, 25
_SKIPPED = frozenset(
    {"colortbl", "stylesheet", "info", "object", "shprslt", "xe", "tc", "nonshppict", "datafield", "ftnsep"}
    | {"ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "rsidtbl", "generator", "listname", "levelnumbers"}
    | {"atnid", "atnauthor", "atntime", "atnref", "atnicn", "atrfstart", "atrfend", "bkmkstart", "bkmkend", "themedata"}
    | {"colorschememapping", "latentstyles", "datastore", "filetbl", "nextfile", "template", "sp", "upr"}
)
_PARAGRAPH_ENDS, _LINE_ENDS = frozenset({"par", "sect"}), frozenset({"page", "line", "column", "softline"})


class RtfReader:
    """Reads one file into a builder; `original` reads it as it was before its revisions."""

    def __init__(self, builder: DocumentBuilder, limits: Limits, original: bool) -> None:
        self._builder, self._original = builder, original
        self._state, self._stack = State(), list[State]()
        self._fonts = Fonts("cp1252", {})
        self._characters = Characters(self._write)
        self._blocks, self._asides = Blocks(builder, limits), Asides(original)
        self._opens = self._is_optional = False
        self.form: dict[str, int] = {}
        self.picture: dict[str, int] = {}
        self._note = 0

    def read(self, source: bytes) -> None:
        """The whole file. Raises DocumentError where it grows over the limits."""
        for word in words(source):
            self._take(word)
        self._characters.flush()
        self._asides.end_paragraph(self._blocks.place)
        self._blocks.leave_all_boxes()
        self._blocks.end_block()
        self._builder.asides.extend(self._asides.kept)
        self._builder.unread_pages.extend(range(1, self._asides.page_pictures + 1))
        self._builder.issues.extend(self._asides.issues())
        if lost := self._blocks.lost_numbers:
            self._builder.issues.append(Issue("numbers_missing", "warning", {"count": lost}))

    def _take(self, word: Word) -> None:
        if not word.name:
            self._opens = self._opens and not word.data.strip()
            if self._state.target not in _SILENT:
                self._characters.take(word.data, self._fonts.codec(self._state))
            return
        self._characters.take_word()
        if word.name == "*":
            self._is_optional = self._opens
            return
        self._characters.flush()
        self._control(word)
        self._opens = word.name == "{"
        if not self._opens:
            self._is_optional = False

    def _control(self, word: Word) -> None:
        name, target = word.name, self._state.target
        if name == "{":
            self._open_group()
        elif name == "}":
            self._close_group()
        elif target == "skip" or name in _DRAWINGS:
            return
        elif name == "fldrslt" and self._state.is_silent_field:
            self._state.target = "skip"
        elif name in _BOXES and target == "body":
            self._state.box += 1
            self._blocks.enter_box()
        elif name in _TARGETS or name in _SKIPPED or (self._is_optional and name not in _OPEN):
            self._enter(name)
        elif name in _SIGNS:
            self._write(_SIGNS[name])
        elif target == "lists":
            self._blocks.lists.define(name, word.number or 0)
        elif target == "overrides":
            self._blocks.lists.override(name, word.number or 0)
        elif (form := FORMATTING.get(name)) is not None:
            form(self._state, self._fonts, word.number)
        elif (handle := _HANDLERS.get(name)) is not None:
            handle(self, word.number)
        elif name in _PARAGRAPH_ENDS or name in _LINE_ENDS or name in _OF_PARAGRAPHS:
            self._set_out(name, word.number)

    def _set_out(self, name: str, number: int | None) -> None:
        """A word about paragraphs: those of the running text are written as blocks, others are lines."""
        is_body = self._state.target == "body"
        if name in _OF_PARAGRAPHS:
            if is_body:
                _OF_PARAGRAPHS[name](self, number)
        elif not is_body:
            self._asides.add(self._state.target, "\n")
        elif name in _LINE_ENDS:
            self._end_asides()
            self._blocks.end_line()
        else:
            self._end_paragraph(joins=name == "par" and self._is_out_of_force)

    def _end_paragraph(self, joins: bool) -> None:
        """`joins`: with the end that is out of force, the paragraph and the next one are one."""
        self._end_asides()
        if not joins:
            self._blocks.end_paragraph()
        elif not self._blocks.draft.is_counted:
            self._blocks.draft.begin_paragraph()

    @property
    def _is_out_of_force(self) -> bool:
        """Whether a revision has taken away, or not yet brought, what stands here."""
        return self._state.is_inserted if self._original else self._state.is_deleted

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
        if left.box > self._state.box:
            self._end_asides()
            self._blocks.leave_boxes(left.box - self._state.box)

    def _enter(self, name: str) -> None:
        """A group whose text goes elsewhere, or nowhere."""
        is_body = self._state.target == "body"
        self._state.target = _TARGETS.get(name, "skip")
        if self._state.target == "footnote" and is_body:
            self._note += 1
            self._blocks.write(f"[{self._note}]", "generated")

    def _leave(self, target: str) -> None:
        written = self._asides.take(target)
        text = written.strip()
        if target == "level":
            self._blocks.lists.set_text(written)
        elif target == "number":
            self._number(text)
        elif target == "footnote":
            self._blocks.draft.notes.append(f"[{self._note}] {text}")
        elif target == "authors":
            self._asides.set_authors(text)
        elif target == "instruction":
            self._end_instruction(text)
        elif target == "picture":
            self._end_picture()
        elif target in ("header", "footer", "comment") and text:
            self._asides.keep(target, text, self._blocks.place)

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

    def _end_picture(self) -> None:
        picture, self.picture = self.picture, {}
        if self._state.target == "body" and not (self._state.is_hidden or self._is_out_of_force):
            goals = (
                (picture.get(f"pic{side}goal", 0), picture.get(f"picscale{axis}", 100)) for side, axis in ("wx", "hy")
            )
            self._asides.pass_over_picture(*(goal * scale / 100 / _TWIPS_PER_CM for goal, scale in goals))

    def _number(self, text: str) -> None:
        if self._state.target == "body":
            self._blocks.draft.label = text
        elif any(map(str.isalnum, text)):
            self._asides.add(self._state.target, f"{text} ")

    def _write(self, text: str) -> None:
        state = self._state
        if state.target in _SILENT or not text:
            return
        if state.target != "body":
            self._asides.add(state.target, text)
        elif self._is_out_of_force:
            self._asides.revise(text, state.author)
        elif state.is_hidden:
            self._asides.add("hidden", text)
        else:
            self._blocks.write(text)

    def _end_asides(self) -> None:
        self._asides.end_paragraph(self._blocks.place)

    def _unicode(self, number: int | None) -> None:
        self._characters.take_unicode(number or 0, self._state.fallback)

    def _end_cell(self, _: int | None) -> None:
        self._end_asides()
        self._blocks.end_cell()

    def _end_row(self, _: int | None) -> None:
        self._end_asides()
        self._blocks.end_row()

    def _new_paragraph(self, _: int | None) -> None:
        draft = self._blocks.draft
        draft.table, draft.level, draft.list_number, draft.list_level = None, 0, None, 0

    def _enter_table(self, _: int | None) -> None:
        self._blocks.enter_table()

    def _set_outline_level(self, number: int | None) -> None:
        self._blocks.draft.level = min((number or 0) + 1, 9)

    def _set_list(self, number: int | None) -> None:
        self._blocks.draft.list_number = number or None

    def _set_list_level(self, number: int | None) -> None:
        self._blocks.draft.list_level = number or 0

    def _set_old_list(self, _: int | None) -> None:
        self._blocks.draft.list_number = _OLD_LIST

    def _delete(self, number: int | None) -> None:
        self._state.is_deleted = number != 0
        if number != 0:
            self._asides.count("deletions")

    def _insert(self, number: int | None) -> None:
        self._state.is_inserted = number != 0
        if number != 0:
            self._asides.count("insertions")


Handler = Callable[[RtfReader, int | None], None]


def _answer(name: str) -> Handler:
    """Takes a property of a form field."""

    def take(reader: RtfReader, number: int | None) -> None:
        reader.form[name] = number or 0

    return take


def _measure(name: str) -> Handler:
    """Takes a measure of a picture."""

    def take(reader: RtfReader, number: int | None) -> None:
        reader.picture[name] = number or 0

    return take


# Lists of the kind before Word 97 hold no definition.
_OLD_LIST = 0
_HANDLERS: dict[str, Handler] = {
    "u": RtfReader._unicode,
    "deleted": RtfReader._delete,
    "revised": RtfReader._insert,
    "pnlvl": RtfReader._set_old_list,
    "pnlvlbody": RtfReader._set_old_list,
    **{name: _answer(name) for name in ("fftype", "ffres", "ffdefres")},
    **{name: _measure(name) for name in ("picwgoal", "pichgoal", "picscalex", "picscaley")},
}
_OF_PARAGRAPHS: dict[str, Handler] = {
    "pard": RtfReader._new_paragraph,
    "ls": RtfReader._set_list,
    "ilvl": RtfReader._set_list_level,
    "outlinelevel": RtfReader._set_outline_level,
    "intbl": RtfReader._enter_table,
    "cell": RtfReader._end_cell,
    "nestcell": RtfReader._end_cell,
    "row": RtfReader._end_row,
    "nestrow": RtfReader._end_row,
}
