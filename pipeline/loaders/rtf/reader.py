"""From the words of an RTF file to blocks of text: which words change what is in force, and where text goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.document.builder import DocumentBuilder
from pipeline.errors import DocumentError
from pipeline.issues import Issue
from pipeline.loaders.docx.drawings import EMBEDDED_DOCUMENTS
from pipeline.loaders.docx.fields import shows_nothing
from pipeline.loaders.limits import Limits
from pipeline.loaders.rtf.asides import Asides
from pipeline.loaders.rtf.blocks import Blocks
from pipeline.loaders.rtf.fields import ANSWERS, Form
from pipeline.loaders.rtf.names import (
    BOXES,
    CELL_ENDS,
    DRAWINGS,
    LINE_ENDS,
    OPEN,
    PARAGRAPH_ENDS,
    SIGNS,
    SILENT,
    SKIPPED,
    TARGETS,
)
from pipeline.loaders.rtf.paragraphs import PARAGRAPHS, set_old_list
from pipeline.loaders.rtf.picture import CODINGS, FRAME_SIDES, MEASURES, Picture
from pipeline.loaders.rtf.state import FORMATTING, Fonts, State
from pipeline.loaders.rtf.story import Story
from pipeline.loaders.rtf.text import Characters
from pipeline.loaders.rtf.words import Word, words

_DEEPEST_GROUP = 10_000


class RtfReader:
    """Reads one file into a builder; `original` reads it as it was before its revisions. `findings` tell of pictures."""

    def __init__(self, builder: DocumentBuilder, limits: Limits, original: bool) -> None:
        self._builder, self._original = builder, original
        self._state, self._stack = State(), list[State]()
        self._fonts = Fonts("cp1252", {})
        self._characters = Characters(self._write)
        self._story, self._asides = Story(builder, limits), Asides(original)
        self._blocks = Blocks(self._story, builder.name, limits)
        self.findings = self._story.findings
        self._opens = self._is_optional = False
        self._form, self._picture = Form(), Picture()
        self._frame = dict.fromkeys(FRAME_SIDES, 0)
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
        self._story.write()
        self._builder.issues.extend((*self._asides.issues(), *self.findings.issues()))
        if lost := self._blocks.lost_numbers:
            self._builder.issues.append(Issue("numbers_missing", "warning", {"count": lost}))

    def _take(self, word: Word) -> None:
        if not word.name:
            self._opens = self._opens and not word.data.strip()
            self._text(word.data)
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

    def _text(self, data: bytes) -> None:
        if self._state.target == "picture":
            self._picture.take(data, is_binary=False)
        elif self._state.target not in SILENT:
            self._characters.take(data, self._fonts.codec(self._state))

    def _control(self, word: Word) -> None:
        if word.name == "{":
            self._open_group()
        elif word.name == "}":
            self._close_group()
        elif not (self._state.target == "skip" or word.name in DRAWINGS or self._begins(word)):
            self._apply(word)

    def _begins(self, word: Word) -> bool:
        """Whether the word says what its group is for."""
        name, target = word.name, self._state.target
        if name == "fldrslt" and self._state.is_silent_field:
            self._state.target = "skip"
        elif name in BOXES and target == "body":
            self._state.box += 1
            self._blocks.enter_box()
        elif name in TARGETS or name in SKIPPED or (self._is_optional and name not in OPEN):
            self._enter(name)
        else:
            return False
        return True

    def _apply(self, word: Word) -> None:
        name, target, number = word.name, self._state.target, word.number or 0
        if name in SIGNS:
            self._write(SIGNS[name])
        elif target == "picture":
            self._measure(word)
        elif name in FRAME_SIDES:
            self._frame[name] = number
        elif target == "lists":
            self._blocks.lists.define(name, number)
        elif target == "overrides":
            self._blocks.lists.override(name, number)
        elif name in ANSWERS:
            self._form.answer(name, number)
        elif (form := FORMATTING.get(name)) is not None:
            form(self._state, self._fonts, word.number)
        elif (handle := _HANDLERS.get(name)) is not None:
            handle(self, word.number)
        elif name in PARAGRAPH_ENDS or name in LINE_ENDS or name in PARAGRAPHS:
            self._set_out(name, number)

    def _measure(self, word: Word) -> None:
        if word.name in MEASURES:
            self._picture.measure(word.name, word.number or 0)
        elif word.name in CODINGS:
            self._picture.coding = CODINGS[word.name]
        elif word.data:
            self._picture.take(word.data, is_binary=True)

    def _set_out(self, name: str, number: int) -> None:
        """A word about paragraphs: those of the running text are written as blocks, others are lines."""
        is_body = self._state.target == "body"
        if name in PARAGRAPHS:
            if is_body and name in CELL_ENDS:
                self._end_asides()
            if is_body:
                PARAGRAPHS[name](self._blocks, number)
        elif not is_body:
            self._asides.add(self._state.target, "\n")
        elif name in LINE_ENDS:
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
        target = TARGETS.get(name, "skip")
        self._state.target = "skip" if target == "shape" and not is_body else target
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
        elif target == "class":
            self._end_object(text)
        elif target in ("header", "footer", "comment") and text:
            self._asides.keep(target, text, self._blocks.place)

    def _end_instruction(self, text: str) -> None:
        self._state.is_silent_field = not self._form.is_box and shows_nothing(text)
        self._write(self._form.shown(text))

    def _end_picture(self) -> None:
        picture, self._picture = self._picture, Picture()
        if self._state.target not in ("body", "shape") or self._state.is_hidden or self._is_out_of_force:
            return
        if self._state.target == "shape":
            picture.set_in(self._frame)
        if picture.is_page:
            self._blocks.set_scan(picture)
        else:
            self.findings.small_pictures += 1

    def _end_object(self, program: str) -> None:
        """A file of another program, of which only a picture is shown."""
        if program.lower().startswith(EMBEDDED_DOCUMENTS):
            self.findings.unread_part()

    def _number(self, text: str) -> None:
        if self._state.target == "body":
            self._blocks.draft.label = text
        elif any(map(str.isalnum, text)):
            self._asides.add(self._state.target, f"{text} ")

    def _write(self, text: str) -> None:
        state = self._state
        if state.target in SILENT or not text:
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

    def _set_old_list(self, _: int | None) -> None:
        set_old_list(self._blocks)

    def _delete(self, number: int | None) -> None:
        self._state.is_deleted = number != 0
        if number != 0:
            self._asides.count("deletions")

    def _insert(self, number: int | None) -> None:
        self._state.is_inserted = number != 0
        if number != 0:
            self._asides.count("insertions")


Handler = Callable[[RtfReader, int | None], None]


_HANDLERS: dict[str, Handler] = {
    "u": RtfReader._unicode,
    "deleted": RtfReader._delete,
    "revised": RtfReader._insert,
    "pnlvl": RtfReader._set_old_list,
    "pnlvlbody": RtfReader._set_old_list,
}
