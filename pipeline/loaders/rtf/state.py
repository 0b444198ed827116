"""What is in force where a word of RTF stands: it is copied where a group opens and restored where it closes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
    is_inserted: bool = False
    author: int = 0
    names_far_east: bool = False
    is_latin: bool = False
    is_silent_field: bool = False
    box: int = 0

    def plain(self) -> None:
        """Back to what a paragraph starts with."""
        self.is_hidden = self.is_deleted = self.is_inserted = self.is_latin = False


@dataclass(slots=True)
class Fonts:
    """The code page of the document and those of its fonts. `named` is the font of the table that is being defined."""

    code_page: str
    by_number: dict[int, str]
    named: int = 0

    def codec(self, state: State) -> str:
        """In which text of that state is written."""
        own = self.by_number.get(state.font, self.code_page)
        if state.is_latin:
            return "cp1252" if own in _WIDE else own
        far_east = self.by_number.get(state.far_east_font, "") if state.far_east_font is not None else ""
        return next((codec for codec in (own, far_east, self.code_page) if codec in _WIDE), own)

    def define(self, charset: int) -> None:
        """A font of the table. Latin and default fonts say nothing about CJK text."""
        if charset in _CHARSETS:
            self.by_number[self.named] = _CHARSETS[charset]

    def declare(self, code_page: int) -> None:
        """The code page of the whole file (\\ansicpg)."""
        self.code_page = _CODE_PAGES.get(code_page, f"cp{code_page}" if 1250 <= code_page <= 1258 else self.code_page)


def _set_font(state: State, fonts: Fonts, number: int | None) -> None:
    if state.target == "fonts":
        fonts.named = number or 0
    elif state.names_far_east:
        _set_far_east(state, fonts, number)
    else:
        state.font = number or 0


def _set_far_east(state: State, _: Fonts, number: int | None) -> None:
    if state.names_far_east:
        state.far_east_font, state.names_far_east = number, False


def _set_charset(state: State, fonts: Fonts, number: int | None) -> None:
    if state.target == "fonts":
        fonts.define(number or 0)


def _set_code_page(_: State, fonts: Fonts, number: int | None) -> None:
    fonts.declare(number or 0)


def _begin_far_east(state: State, _: Fonts, __: int | None) -> None:
    state.names_far_east, state.is_latin = True, False


def _begin_low_latin(state: State, _: Fonts, __: int | None) -> None:
    state.names_far_east = state.is_latin = False


def _begin_high_latin(state: State, _: Fonts, __: int | None) -> None:
    state.names_far_east, state.is_latin = False, True


def _set_fallback(state: State, _: Fonts, number: int | None) -> None:
    state.fallback = max(1 if number is None else number, 0)


def _hide(state: State, _: Fonts, number: int | None) -> None:
    state.is_hidden = number != 0


def _set_author(state: State, _: Fonts, number: int | None) -> None:
    state.author = number or 0


def _plain(state: State, _: Fonts, __: int | None) -> None:
    state.plain()


# What the words about characters change.
FORMATTING: dict[str, Callable[[State, Fonts, int | None], None]] = {
    "uc": _set_fallback,
    "ansicpg": _set_code_page,
    "f": _set_font,
    "deff": _set_font,
    "af": _set_far_east,
    "fcharset": _set_charset,
    "dbch": _begin_far_east,
    "hich": _begin_high_latin,
    "loch": _begin_low_latin,
    "v": _hide,
    "revauth": _set_author,
    "revauthdel": _set_author,
    "plain": _plain,
}
