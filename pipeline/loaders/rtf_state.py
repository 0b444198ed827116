"""What is in force where a word of RTF stands: it is copied where a group opens and restored where it closes."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.document.model import DocxPlace

# Windows code pages by the charset of a font, as far as they are not Latin.
_CHARSETS = {
    128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_CODE_PAGES = {932: "cp932", 936: "gb18030", 949: "cp949", 950: "big5hkscs", 65001: "utf-8", 54936: "gb18030"}
_WIDE = frozenset({"cp932", "cp949", "gb18030", "big5hkscs"})


@dataclass(slots=True)
class State:
    """`target` is where text goes: "body", "skip", "number", "hidden" and the other asides.

    `far_east_font` is the font of double-byte text, which Word names apart; `is_latin` says that what follows is Latin
    text beyond ASCII, `is_silent_field` that the result of the field is shown to nobody. `fallback` is how many
    characters stand in for one of Unicode. `box` counts the text boxes around.
    """

    target: str = "body"
    font: int = 0
    far_east_font: int | None = None
    fallback: int = 1
    is_hidden: bool = False
    is_deleted: bool = False
    author: int = 0
    names_far_east: bool = False
    is_latin: bool = False
    is_silent_field: bool = False
    box: int = 0

    def plain(self) -> None:
        """Back to what a paragraph starts with."""
        self.is_hidden = self.is_deleted = self.is_latin = False


@dataclass(slots=True)
class Draft:
    """The block that is being written, of the text or of a box that stands in it.

    `table` is None outside of tables; `row` and `cell` count on from row to row.
    """

    pieces: list[tuple[str, DocxPlace]] = field(default_factory=list)
    table: int | None = None
    row: int = 0
    cell: int = 0
    level: int = 0
    is_numbered: bool = False
    wants_number: bool = False


@dataclass(slots=True)
class Fonts:
    """The code page of the document and those of its fonts."""

    code_page: str
    by_number: dict[int, str]

    def codec(self, state: State) -> str:
        """In which text of that state is written."""
        own = self.by_number.get(state.font, self.code_page)
        if state.is_latin:
            return "cp1252" if own in _WIDE else own
        far_east = self.by_number.get(state.far_east_font, "") if state.far_east_font is not None else ""
        return next((codec for codec in (own, far_east, self.code_page) if codec in _WIDE), own)

    def define(self, number: int, charset: int) -> None:
        """A font of the table. Latin and default fonts say nothing about CJK text."""
        if charset in _CHARSETS:
            self.by_number[number] = _CHARSETS[charset]

    def declare(self, code_page: int) -> None:
        """The code page of the whole file (\\ansicpg)."""
        self.code_page = _CODE_PAGES.get(code_page, f"cp{code_page}" if 1250 <= code_page <= 1258 else self.code_page)
