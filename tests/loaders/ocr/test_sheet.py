from __future__ import annotations

import pytest

from pipeline.loaders.ocr.line import ReadLine, rotate
from pipeline.loaders.ocr.sheet import Stand, page_of

EM, PITCH = 30.0, 50.0
WIDTH, HEIGHT = 1654.0, 2339.0


def line(text: str, left: float, top: float, score: float = 0.99) -> ReadLine:
    centres = tuple(left + EM * (index + 0.5) for index in range(len(text)))
    return ReadLine(text, centres, left, top, left + EM * len(text), top + 1.3 * EM, score)


def texts(lines: list[ReadLine], rules: list[tuple[float, float, float, float]] | None = None) -> list[str]:
    return [each.text for each in page_of(1, lines, rules or [], Stand(WIDTH, HEIGHT, 200.0)).lines]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [line("左" * 20, 150, 200 + PITCH * row) for row in range(12)]
    right = [line("右" * 20, 900, 203 + PITCH * row) for row in range(12)]
    assert (
        texts([each for pair in zip(right, left, strict=True) for each in pair]) == ["左" * 20] * 12 + ["右" * 20] * 12
    )


def test_a_ruled_cell_is_read_before_the_one_beside_it() -> None:
    rules = [(x, 190.0, x, 390.0) for x in (140.0, 500.0, 900.0)]
    rules += [(140.0, y, 900.0, y) for y in (190.0, 290.0, 390.0)]
    lines = [line("数控车床", 150, 203), line("一台立式", 150, 245), line("二台", 520, 200), line("合计", 150, 310)]
    assert texts([*lines, line("三台", 520, 306)], rules) == ["数控车床", "一台立式", "二台", "合计", "三台"]


def test_every_line_has_its_own_confidence() -> None:
    page = page_of(
        1, [line("甲方付款", 150, 200, 0.97), line("乙方交货", 150, 260, 0.61)], [], Stand(WIDTH, HEIGHT, 200)
    )
    assert [(each.text, each.confidence, each.look) for each in page.lines] == [
        ("甲方付款", 0.97, "ocr"),
        ("乙方交货", 0.61, "ocr"),
    ]


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("degrees", [0.0, 2.5])
def test_boxes_are_those_of_the_page_as_displayed(quarters: int, degrees: float) -> None:
    """A mark is set on the displayed page; the picture is turned upright and made level; its box comes back."""
    shown = (WIDTH, HEIGHT) if quarters % 2 == 0 else (HEIGHT, WIDTH)
    x, y = 300.0, 500.0
    (ux, uy), (width, height) = (x, y), shown
    for _ in range(quarters):  # counter-clockwise
        ux, uy, width, height = uy, width - ux, height, width
    lx, ly = rotate(ux, uy, -degrees, (width / 2, height / 2))
    mark = ReadLine("甲", (lx,), lx - EM / 2, ly - EM / 2, lx + EM / 2, ly + EM / 2, 0.9)
    page = page_of(1, [mark], [], Stand(width, height, 72.0, quarters, degrees))
    x0, y0, x1, y1 = page.lines[0].box
    assert (page.width, page.height) == shown
    assert ((x0 + x1) / 2, (y0 + y1) / 2) == (pytest.approx(x, abs=0.6), pytest.approx(y, abs=0.6))


def test_vertical_writing_is_read_from_the_right() -> None:
    def column(text: str, left: float) -> ReadLine:
        centres = tuple(200 + EM * (index + 0.5) for index in range(len(text)))
        return ReadLine(text, centres, left, 200, left + 1.3 * EM, 200 + EM * len(text), 0.9, vertical=True)

    assert texts([column("乙はこれを受託する", 900), column("甲は業務を委託する", 960)]) == [
        "甲は業務を委託する",
        "乙はこれを受託する",
    ]
