from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.loaders.ocr.hangul import is_korean, lines_of, mend, parse

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


class Paper:
    """Stands in for the picture: remembers where it was cut."""

    def __init__(self) -> None:
        self.cuts: list[tuple[int, int]] = []

    def __getitem__(self, place: tuple[slice, slice]) -> tuple[int, int]:
        self.cuts.append((place[1].start, place[1].stop))
        return self.cuts[-1]


def table(*words: tuple[int, int, int, str]) -> str:
    """Words as (line, left, width, text), 30 pixels high, with 60 from line to line."""
    rows = [
        f"5\t1\t1\t1\t{line}\t1\t{left}\t{100 + 60 * line}\t{width}\t30\t91.5\t{text}"
        for line, left, width, text in words
    ]
    return "\n".join([HEAD, "1\t1\t0\t0\t0\t0\t0\t0\t999\t999\t-1\t", *rows])


def told(*texts: tuple[str, float]) -> Any:
    def reread(pictures: Sequence[Any]) -> list[tuple[str, float]]:
        assert len(pictures) == len(texts)
        return list(texts)

    return reread


def test_syllables_that_stand_together_are_a_word() -> None:
    words = list(parse(table((1, 100, 30, "제"), (1, 133, 15, "1"), (1, 151, 30, "조"), (1, 200, 60, "목적"))))
    line = lines_of(words)[0]
    assert (line.text, line.score) == ("제1조 목적", 0.915)


def test_figures_and_circled_numbers_are_those_of_the_other_engine() -> None:
    words = list(
        parse(table((1, 100, 30, "(0"), (1, 150, 90, "대여금"), (2, 100, 90, "30.000"), (3, 100, 75, "12%의")))
    )
    read = mend(words, Paper(), told(("①", 0.8), ("30,000", 0.99), ("12%", 0.99)))
    assert [line.text for line in lines_of(read)] == ["① 대여금", "30,000", "12%의"]


def test_doubt_and_nonsense_change_nothing() -> None:
    words = list(parse(table((1, 100, 90, "30,000"), (2, 100, 90, "60,000"), (3, 100, 60, "HB"))))
    read = mend(words, Paper(), told(("80,000", 0.6), ("六万", 0.99), ("", 0.99)))
    assert [line.text for line in lines_of(read)] == ["30,000", "60,000", "HB"]


def test_the_backslash_of_korean_fonts_is_won() -> None:
    words = list(parse(table((1, 100, 180, "\\150,000,000"))))
    assert lines_of(mend(words, Paper(), told(("W150,000,000", 0.99))))[0].text == "₩150,000,000"


def test_another_script_is_not_korean() -> None:
    assert is_korean(list(parse(table((1, 100, 90, "대여금")))))
    assert not is_korean(list(parse(table((1, 100, 90, "Loan"), (2, 100, 30, "금")))))
    assert not is_korean([])


def test_a_table_that_is_none_has_no_words() -> None:
    assert list(parse("")) == []
    assert lines_of([]) == []
