from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.loaders.ocr.line import ReadLine, edges, rotate, sizes, slope, spaced, width_of

SIZE = 30.0


def set_line(text: str, full_width_figures: bool = False) -> ReadLine:
    """A line as it was printed: an ideographic space or a half-width one is a gap that the engine does not name."""
    chars, centres, at = [], [], 0.0
    for char in text:
        width = 1.0 if full_width_figures and char.isdecimal() else width_of(char)
        if not char.isspace():
            chars.append(char)
            centres.append((at + width / 2) * SIZE)
        at += width
    return ReadLine("".join(chars), tuple(centres), 0.0, 0.0, at * SIZE, SIZE * 1.3, 0.99)


@pytest.mark.parametrize(
    ("printed", "full_width", "read"),
    [
        ("第四条　利率与还款", False, "第四条 利率与还款"),
        ("第4条　乙は、頭書の記載に従い", True, "第4条 乙は、頭書の記載に従い"),
        ("2　1か月に満たない期間の賃料は", True, "2 1か月に満たない期間の賃料は"),
        ("2026年4月1日から起算する", True, "2026年4月1日から起算する"),
        ("乙方应当按照约定付款。", False, "乙方应当按照约定付款。"),
        ("甲方：　　　　　　乙方：", False, "甲方：乙方："),
    ],
)
def test_spaces_come_back_where_type_stands_apart(printed: str, full_width: bool, read: str) -> None:
    assert spaced(set_line(printed, full_width), SIZE).text == read


def test_a_space_of_the_engine_inside_a_number_goes() -> None:
    centres = (15.0, 45.0, 60.0, 75.0, 105.0, 140.0)
    line = ReadLine("20 26年", (*centres[:5], 140.0), 0.0, 0.0, 160.0, 39.0, 0.9)
    assert spaced(line, SIZE).text == "2026年"


@given(st.text("第条甲乙，。12AB ", min_size=1, max_size=40).map(str.strip).filter(bool), st.floats(0.5, 2.0))
@settings(max_examples=80, deadline=None)
def test_boxes_follow_each_other_along_the_line(text: str, stretch: float) -> None:
    line = set_line(text)
    wide = ReadLine(line.text, tuple(c * stretch for c in line.centres), 0.0, 0.0, 1.0, 39.0, 0.9)
    found = edges(wide, SIZE)
    assert len(found) == len(line.text)
    assert all(start <= end for start, end in found)
    assert [start for start, _ in found] == sorted(start for start, _ in found)


def test_type_of_about_the_size_of_the_body_has_its_size() -> None:
    body = [set_line("甲方应在本合同签订之日起十五日内付款") for _ in range(5)]
    short = ReadLine("付款", (15.0, 45.0), 0.0, 0.0, 60.0, 42.0, 0.9)
    title = ReadLine("合同", (30.0, 90.0), 0.0, 0.0, 120.0, 78.0, 0.9)
    found = sizes([*body, short, title])
    assert found[:6] == [pytest.approx(SIZE)] * 6
    assert found[6] == pytest.approx(60.0, rel=0.05)


def test_a_page_is_as_askew_as_its_long_lines() -> None:
    assert slope([(1.2, 1000.0), (1.1, 900.0), (-20.0, 30.0), (1.3, 1000.0)]) == pytest.approx(1.2)
    assert slope([]) == 0.0


@given(st.floats(-1000, 1000), st.floats(-1000, 1000), st.floats(-180, 180))
@settings(max_examples=50, deadline=None)
def test_turning_back_comes_back(x: float, y: float, degrees: float) -> None:
    there = rotate(x, y, degrees, (3.0, 7.0))
    assert rotate(*there, -degrees, (3.0, 7.0)) == (pytest.approx(x, abs=1e-6), pytest.approx(y, abs=1e-6))
