"""Contracts written for measuring the rules, with the types of each article on the line above it.

The rules and the cues were not adjusted to them: whoever changes either looks at the samples, not at these.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

NAMES = ("zh-warehouse", "ja-maintenance", "ko-software")


@dataclass(frozen=True, slots=True)
class Labelled:
    """`types` by the first line of each article."""

    text: str
    types: dict[str, frozenset[str]]


def read(name: str) -> Labelled:
    lines: list[str] = []
    types: dict[str, frozenset[str]] = {}
    label = ""
    for line in (resources.files(__package__) / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            label = line.removeprefix("# ")
            continue
        if label:
            types[line], label = frozenset(label.split(", ")), ""
        lines.append(line)
    return Labelled("\n".join(lines), types)
