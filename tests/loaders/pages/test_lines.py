from __future__ import annotations

from array import array

import pytest

from pipeline.loaders.pages.layout import lay_out
from pipeline.loaders.pages.page import Line
from pipeline.loaders.pages.sheet import SLANTED, Run, Sheet, Turn

_WIDTH, _HEIGHT, _SIZE = 400.0, 600.0, 10.0


def _run(text: str, along: float, across: float, turn: Turn = 0, step: float = _SIZE) -> Run:
    """Characters of one em that follow each other in the direction of the writing, from (along, across) of the page."""
    boxes = array("f")
    for place in range(len(text)):
        low = along + place * step
        box = (low, across - _SIZE, low + _SIZE, across)
        if turn == 3:
            box = (across, low, across + _SIZE, low + _SIZE)
        boxes.extend(box)
    return Run(text, boxes, across, _SIZE, turn, "text")


def _lines(*runs: Run) -> tuple[Line, ...]:
    return lay_out(1, Sheet(_WIDTH, _HEIGHT, list(runs)), spaceless=False).lines


@pytest.mark.parametrize(
    "runs",
    [
        [_run("第一条目的", 50.25, 100.5)],
        [_run("  甲方乙方  ", 50.25, 100.5)],
        [_run("第二条期限", 50.25, 100.5), _run("三年", 130.75, 100.5)],
        [_run("Clause", 50.25, 100.5, step=14.0)],
        [_run("第三条费用", 50.25, 100.5, turn=3)],
        [_run("副本", 50.25, 100.5, turn=SLANTED)],
    ],
    ids=["level", "spaces around", "two pieces", "letterspaced", "turned", "slanted"],
)
def test_the_box_of_a_line_is_that_around_its_characters(runs: list[Run]) -> None:
    (line,) = _lines(*runs)
    edges = [line.boxes[edge::4] for edge in range(4)]
    assert line.text == line.text.strip()
    assert line.box == (min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3]))


def test_what_is_printed_twice_on_one_place_is_read_once_and_elsewhere_again() -> None:
    same, below = _run("解除条件", 50.0, 100.0), _run("解除条件", 50.0, 140.0)
    assert [line.text for line in _lines(same, _run("解除条件", 50.4, 100.2), below)] == ["解除条件", "解除条件"]


def test_a_quote_that_is_drawn_after_its_line_stands_in_the_gap_left_for_it() -> None:
    quote = Run("’", array("f", (60.5, 90.0, 63.5, 94.0)), 100.5, _SIZE, 0, "text")
    (line,) = _lines(_run("갑", 50.25, 100.5), _run("이라하고", 64.25, 100.5), _run("을은", 110.25, 100.5), quote)
    assert line.text == "갑’이라하고 을은"
    assert [round(left) for left in line.boxes[0::4]][:3] == [50, 60, 64]


def test_what_is_longer_than_any_line_is_not_parted_for_a_quote() -> None:
    long = _run("甲" * 2_100, 50.25, 100.5, step=14.0)
    quote = Run("’", array("f", (61.0, 90.0, 64.0, 94.0)), 100.5, _SIZE, 0, "text")
    (line,) = _lines(long, quote)
    assert line.text.endswith("甲’")
