"""How lists count in Word's formats, whichever file they stand in: levels, what restarts them, the label of an item."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.loaders.number_formats import format_number

LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """`label` is text, and the levels (from 0) whose numbers stand between; `suffix` what stands behind it.

    `restart`: None restarts after any higher level, 0 never, n after level n (from 1) or higher.
    """

    start: int
    format: str
    pattern: str
    label: tuple[str | int, ...]
    suffix: str
    restart: int | None
    legal: bool
    style: str | None

    @property
    def has_number(self) -> bool:
        return self.format not in ("bullet", "none")

    def restarts_after(self, used: int, own: int) -> bool:
        """Whether this level, at index `own`, begins again after a paragraph of the higher level `used`."""
        return self.restart is None or self.restart > own or used < self.restart


class Levels(dict[int, Level | None]):
    """The levels of a list from 0, None for one that is not defined."""

    def __missing__(self, index: int) -> Level | None:
        return None


@dataclass(frozen=True, slots=True)
class Instance:
    """A use of a list: all instances of a definition count on together, but for what an instance overrides.

    `starts` are the levels that it starts anew.
    """

    definition: str
    levels: Levels
    starts: dict[int, int]

    def is_numbered(self, index: int) -> bool:
        """Whether the level counts; a bullet does not."""
        level = self.levels[index]
        return level is not None and level.has_number

    def start(self, index: int) -> int:
        level = self.levels[index]
        return self.starts.get(index, level.start if level else 0)

    def restarts_after(self, used: int, own: int) -> bool:
        """Whether level `own` begins again after a paragraph of the higher level `used`."""
        level = self.levels[own]
        return level is None or level.restarts_after(used, own)


@dataclass(slots=True)
class Counters:
    """How far each list of one story has counted. The body, a text box and a header count for themselves."""

    _values: dict[str, list[int | None]] = field(default_factory=dict)
    _overridden: set[tuple[int, int]] = field(default_factory=set)

    def advance(self, instance: Instance, index: int) -> str:
        """Counts one paragraph and gives its number as Word shows it, with what separates it from the text."""
        level = instance.levels[index]
        if level is None:
            return ""
        values = self._values.setdefault(instance.definition, [None] * LEVELS)
        self._count(instance, index, values)
        label = ""
        for part in level.label:
            label += part if isinstance(part, str) else _figure(instance, level, values, part)
        return label + level.suffix if label and not label[-1].isspace() else label

    def _count(self, instance: Instance, index: int, values: list[int | None]) -> None:
        for above in range(index):
            # A level that was skipped counts as begun: after 1 and 1.1.1 comes 1.2.
            if values[above] is None:
                values[above] = instance.start(above)
        begins, current = self._begins(instance, index), values[index]
        values[index] = instance.start(index) if current is None or begins else current + 1
        for below in range(index + 1, LEVELS):
            if values[below] is not None and instance.restarts_after(index, below):
                values[below] = None

    def _begins(self, instance: Instance, index: int) -> bool:
        """Whether an instance with a start of its own is used at this level for the first time."""
        key = (id(instance), index)
        if index not in instance.starts or key in self._overridden:
            return False
        self._overridden.add(key)
        return True


def _figure(instance: Instance, level: Level, values: list[int | None], index: int) -> str:
    """One level's number inside a label; in figures where the label is "legal" (w:isLgl)."""
    shown, count = instance.levels[index], values[index]
    if shown is None or not shown.has_number:
        return ""
    count = instance.start(index) if count is None else count
    return format_number(count, "decimal" if level.legal else shown.format, shown.pattern)
