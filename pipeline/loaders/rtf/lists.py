"""The lists of an RTF file: what number stands before an item, where the writing program did not write it out.

Tables and words are those of Rich Text Format 1.9.1, "List Tables"; lists count as those of DOCX do.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.loaders.list_counting import LEVELS, Counters, Instance, Level, Levels

# \levelnfc: MSONFC of [MS-OSHARED] 2.2.1.3, by the names that DOCX has for them.
_FORMATS = [
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "ordinal",
    "cardinalText",
    "ordinalText",
    "hex",
    "chicago",
    "ideographDigital",
    "japaneseCounting",
    "aiueo",
    "iroha",
    "decimalFullWidth",
    "decimalHalfWidth",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "aiueoFullWidth",
    "irohaFullWidth",
    "decimalZero",
    "bullet",
    "ganada",
    "chosung",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "taiwaneseCounting",
    "ideographLegalTraditional",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "chineseCounting",
    "chineseLegalSimplified",
    "chineseCountingThousand",
    "decimal",
    "koreanDigital",
    "koreanCounting",
    "koreanLegal",
    "koreanDigital2",
]
_NUMBER_IN_DASH, _NONE = 57, 255
_NOTHING_FOLLOWS = 2
_MOST_LISTS = 10_000
# What LibreOffice writes in a label for what is no Latin letter.
_LOST = "?"
_LABEL_CHARS = 100


@dataclass(slots=True)
class _LevelDraft:
    """A level while its words come. `text` begins with its length and ends with a semicolon; a character below 9 is the
    number of that level."""

    nfc: int = 0
    start: int = 1
    follow: int = 0
    legal: int = 0
    no_restart: int = 0
    text: str = ""

    def level(self) -> Level:
        format_name = (
            "numberInDash" if self.nfc == _NUMBER_IN_DASH else "none" if self.nfc == _NONE else _format(self.nfc)
        )
        return Level(
            start=self.start,
            format=format_name,
            pattern="",
            label=() if format_name == "bullet" else _label(self.text),
            suffix="" if self.follow == _NOTHING_FOLLOWS else " ",
            restart=0 if self.no_restart else None,
            legal=bool(self.legal),
            style=None,
        )


@dataclass(slots=True)
class _Override:
    """What a paragraph names: a list, levels of it that begin anew, and levels of its own."""

    list_id: int = 0
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _LevelDraft] = field(default_factory=dict)


class Lists:
    """Filled by the words of both tables, then asked for the number of one item after another."""

    def __init__(self) -> None:
        self._lists: dict[int, list[_LevelDraft]] = {}
        self._overrides: dict[int, _Override] = {}
        self._levels: list[_LevelDraft] = []
        self._level = _LevelDraft()
        self._override = _Override()
        self._overridden = 0
        self._instances: dict[int, Instance] = {}
        self._counters = Counters()

    def define(self, name: str, number: int) -> None:
        """A word of the list table."""
        if name == "list":
            self._levels = []
        elif name == "listlevel" and len(self._levels) < LEVELS:
            self._level = _LevelDraft()
            self._levels.append(self._level)
        elif name == "listid" and len(self._lists) < _MOST_LISTS:
            self._lists[number] = self._levels
        else:
            self._set(name, number)

    def override(self, name: str, number: int) -> None:
        """A word of the list override table."""
        if name == "listoverride":
            self._override, self._overridden = _Override(), -1
        elif name == "listid":
            self._override.list_id = number
        elif name == "lfolevel":
            self._overridden += 1
        elif name == "listoverridestartat":
            self._override.starts[self._overridden] = 1
        elif name == "listlevel":
            self._level = self._override.levels[self._overridden] = _LevelDraft()
        elif name == "levelstartat" and self._overridden in self._override.starts:
            self._override.starts[self._overridden] = number
        elif name == "ls" and len(self._overrides) < _MOST_LISTS:
            self._overrides[number] = self._override
        else:
            self._set(name, number)

    def set_text(self, text: str) -> None:
        self._level.text = text

    def advance(self, ls: int, ilvl: int) -> str | None:
        """Counts an item and gives its number with what separates it; "" for a bullet, None where nobody knows it."""
        override = self._overrides.get(ls)
        if override is None or override.list_id not in self._lists:
            return None
        if ls not in self._instances:
            drafts = dict(enumerate(self._lists[override.list_id])) | override.levels
            levels = Levels({index: draft.level() for index, draft in drafts.items()})
            self._instances[ls] = Instance(str(override.list_id), levels, override.starts)
        instance, index = self._instances[ls], min(max(ilvl, 0), LEVELS - 1)
        if instance.levels[index] is None:
            return None
        label = self._counters.advance(instance, index)
        return None if _LOST in label else label

    def _set(self, name: str, number: int) -> None:
        if name in ("levelnfc", "levelnfcn"):
            self._level.nfc = number
        elif name == "levelstartat":
            self._level.start = number
        elif name == "levelfollow":
            self._level.follow = number
        elif name == "levellegal":
            self._level.legal = number
        elif name == "levelnorestart":
            self._level.no_restart = number


def _format(nfc: int) -> str:
    return _FORMATS[nfc] if 0 <= nfc < len(_FORMATS) else "decimal"


def _label(text: str) -> tuple[str | int, ...]:
    """Text and the levels whose numbers stand in it."""
    parts: list[str | int] = []
    for char in text[1 : _LABEL_CHARS + 1].rstrip().removesuffix(";"):
        if ord(char) < LEVELS:
            parts.append(ord(char))
        elif parts and isinstance(parts[-1], str):
            parts[-1] += char
        else:
            parts.append(char)
    return tuple(parts)
