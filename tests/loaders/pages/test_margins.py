from __future__ import annotations

from array import array

import pytest

from pipeline.loaders.pages.margins import place_lines, usual_pitch
from pipeline.loaders.pages.page import Line, Page

_SIZE = 10.0


def _line(left: float, right: float, bottom: float, column: int = 0, cell: tuple[float, float, float, float] | None = None, text: str = "甲") -> Line:  # fmt: skip
    return Line(text, array("f", (0, 0, 0, 0)), left, bottom - _SIZE, right, bottom, _SIZE, column=column, cell=cell)


def _page(*lines: Line, number: int = 1) -> Page:
    return Page(number, 600.0, 800.0, lines, 600.0)


def test_the_margin_is_where_full_lines_end_together_and_not_where_one_sticks_out() -> None:
    lines = [_line(50.0, 500.0, 20.0 * row) for row in range(1, 10)]
    placed = list(place_lines([_page(*lines, _line(50.0, 560.0, 300.0))]))
    assert {(each.left, each.right) for each in placed} == {(50.0, 500.0)}


def test_a_page_of_short_lines_has_the_margins_of_the_others() -> None:
    full = _page(*(_line(50.0, 500.0, 20.0 * row) for row in range(1, 10)))
    *_, last = place_lines([full, _page(_line(50.0, 120.0, 20.0), number=2)])
    assert (last.page, last.left, last.right) == (2, 50.0, 500.0)


def test_columns_side_by_side_have_margins_of_their_own() -> None:
    left = [_line(50.0, 280.0, 20.0 * row, column=1) for row in range(1, 6)]
    right = [_line(320.0, 550.0, 20.0 * row, column=2) for row in range(1, 6)]
    placed = place_lines([_page(*left, *right)])
    assert [(each.left, each.right) for each in placed] == [(50.0, 280.0)] * 5 + [(320.0, 550.0)] * 5


def test_a_column_beside_two_lines_of_another_has_a_margin_of_its_own() -> None:
    left = [_line(50.0, 280.0, 20.0 * row, column=1) for row in range(1, 6)]
    right = [_line(320.0, 550.0, 20.0 * row, column=2) for row in range(1, 3)]
    placed = place_lines([_page(*left, *right)])
    assert [each.right for each in placed] == [280.0] * 5 + [550.0] * 2


def test_a_note_in_the_margin_of_a_text_is_no_column() -> None:
    text = [_line(150.0, 500.0, 20.0 * row, column=1) for row in range(1, 6)]
    note = [_line(50.0, right, 20.0 * row, column=2) for row, right in enumerate((120.0, 110.0), 1)]
    assert [each.right for each in place_lines([_page(*text, *note)])] == [500.0] * 5 + [600.0] * 2


@pytest.mark.parametrize(
    ("words", "right", "margin"),
    [
        ("甲方交付的货物应当符合", 250.0, 250.0),  # sentences break there
        ("甲方交付的货物应当符合，", 240.0, 250.0),
        ("乙方按时付款。", 250.0, 550.0),  # they end there
        ("第一条 验收", 250.0, 550.0),  # each begins with a number
        ("王五", 90.0, 550.0),  # names
    ],
)
def test_a_column_alone_on_its_page_ends_where_its_sentences_break(words: str, right: float, margin: float) -> None:
    lines = [_line(50.0, right, 20.0 * row, text=words) for row in range(1, 8)]
    stub = _line(50.0, 250.0 if right > 90.0 else 90.0, 160.0, text="交付。")
    assert {each.right for each in place_lines([_page(*lines, stub, stub)])} == {margin}


def test_a_line_in_a_cell_has_its_edges_and_knows_where_the_columns_of_the_table_begin() -> None:
    cells = [(50.0, 0.0, 200.0, 30.0), (200.5, 0.0, 400.0, 30.0)]
    placed = list(place_lines([_page(*(_line(cell[0] + 5, cell[0] + 30, 20.0, cell=cell) for cell in cells))]))
    assert [(each.left, each.right) for each in placed] == [(50.0, 200.0), (200.5, 400.0)]
    assert [list(each.starts) for each in placed] == [[50.0, 200.5]] * 2


def test_the_usual_pitch_is_that_between_most_lines_and_not_over_a_page_or_a_gap() -> None:
    page = [_line(50.0, 500.0, bottom) for bottom in (20.0, 36.0, 52.0, 110.0, 126.0)]
    assert usual_pitch(place_lines([_page(*page), _page(_line(50.0, 500.0, 20.0), number=2)])) == 16.0
    assert usual_pitch([]) == float("inf")
