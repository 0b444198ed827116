"""Precision, recall and F1, and how near boundaries are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


def rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def share(part: float, whole: float) -> float | None:
    """None where there is nothing to have a share of."""
    return part / whole if whole else None


@dataclass(slots=True)
class Counts:
    """`right` stands in both, `invented` in the record alone, `missed` in the gold alone."""

    right: int = 0
    invented: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.invented + other.invented, self.missed + other.missed)

    @property
    def precision(self) -> float | None:
        return share(self.right, self.right + self.invented)

    @property
    def recall(self) -> float | None:
        return share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        return share(2 * self.right, 2 * self.right + self.invented + self.missed)

    def to_json(self) -> dict[str, object]:
        return {
            "precision": rounded(self.precision),
            "recall": rounded(self.recall),
            "f1": rounded(self.f1),
            "right": self.right,
            "invented": self.invented,
            "missed": self.missed,
        }


def macro(counts: Iterable[Counts]) -> dict[str, object]:
    """The mean over types that stand in gold or records; a type that cannot have a figure has none in its mean."""
    listed = [each for each in counts if each.right or each.invented or each.missed]
    figures = {
        "precision": [each.precision for each in listed],
        "recall": [each.recall for each in listed],
        "f1": [each.f1 for each in listed],
    }
    known = {name: [one for one in each if one is not None] for name, each in figures.items()}
    means: dict[str, object] = {name: rounded(share(sum(each), len(each))) for name, each in known.items()}
    return means | {"types": len(listed)}


@dataclass(slots=True)
class Boundaries:
    """Of articles whose span the gold holds and that were found."""

    of: int = 0
    exact: int = 0
    same_start: int = 0
    same_end: int = 0
    iou: float = 0.0

    def add(self, gold: tuple[int, int], found: tuple[int, int]) -> None:
        self.of += 1
        self.exact += gold == found
        self.same_start += gold[0] == found[0]
        self.same_end += gold[1] == found[1]
        self.iou += intersection_over_union(gold, found)

    def to_json(self) -> dict[str, object]:
        """Shares, and the mean intersection over union."""
        names = ("exact", "same_start", "same_end", "iou")
        return {"of": self.of, **{name: rounded(share(getattr(self, name), self.of)) for name in names}}


def intersection_over_union(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = max(min(one[1], other[1]) - max(one[0], other[0]), 0)
    union = max(one[1], other[1]) - min(one[0], other[0])
    return shared / union if shared else 0.0


@dataclass(slots=True)
class Accuracy:
    """Of what the gold holds: `right`, filled but `wrong`, `missing`; `invented` is filled where the gold says empty."""

    right: int = 0
    wrong: int = 0
    missing: int = 0
    invented: int = 0

    def add(self, outcome: str) -> None:
        setattr(self, outcome, getattr(self, outcome) + 1)

    def __add__(self, other: Accuracy) -> Accuracy:
        return Accuracy(
            self.right + other.right,
            self.wrong + other.wrong,
            self.missing + other.missing,
            self.invented + other.invented,
        )

    @property
    def of(self) -> int:
        return self.right + self.wrong + self.missing + self.invented

    def to_json(self) -> dict[str, object]:
        filled = self.right + self.wrong + self.invented
        return {
            "accuracy": rounded(share(self.right, self.of)),
            "wrong_of_filled": rounded(share(self.wrong + self.invented, filled)),
            "of": self.of,
            "right": self.right,
            "wrong": self.wrong,
            "missing": self.missing,
            "invented": self.invented,
        }


@dataclass(slots=True)
class Matches:
    """Of things that may stand often: `gold_found` of `gold` are found, `found_right` of `found` are the gold's."""

    gold: int = 0
    gold_found: int = 0
    found: int = 0
    found_right: int = 0

    def __add__(self, other: Matches) -> Matches:
        return Matches(
            self.gold + other.gold,
            self.gold_found + other.gold_found,
            self.found + other.found,
            self.found_right + other.found_right,
        )

    def to_json(self) -> dict[str, object]:
        precision, recall = share(self.found_right, self.found), share(self.gold_found, self.gold)
        both = (precision or 0) + (recall or 0)
        f1 = 2 * (precision or 0) * (recall or 0) / both if both else (0.0 if self.gold or self.found else None)
        return {
            "precision": rounded(precision),
            "recall": rounded(recall),
            "f1": rounded(f1),
            "gold": self.gold,
            "found": self.found,
        }
