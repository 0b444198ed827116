from __future__ import annotations

import pytest

from pipeline.errors import DocumentError
from pipeline.loaders.limits import Limits
from pipeline.loaders.pdf import pool
from pipeline.loaders.pdf.render import render_pages
from tests.loaders.pdf.test_process import HOSTILE
from tests.loaders.pdf_samples import HEIGHT, WIDTH, Paper, one_page

BLACK = b"0 0 0 rg 0 742 100 100 re f"
RED = b"1 0 0 rg 0 742 100 100 re f"


def test_a_page_as_displayed_in_grey() -> None:
    [picture] = render_pages(one_page(BLACK), "contract.pdf", [1], Limits(), dpi=72)
    assert (picture.page, picture.width, picture.height, picture.channels) == (1, 595, 842, 1)
    assert (picture.pixels[0], picture.pixels[99], picture.pixels[101], picture.pixels[-1]) == (0, 0, 255, 255)


def test_a_turned_page_lies_as_a_reader_sees_it() -> None:
    [picture] = render_pages(one_page(BLACK, rotate=90), "contract.pdf", [1], Limits(), dpi=72)
    assert (picture.width, picture.height) == (842, 595)
    assert (picture.pixels[0], picture.pixels[841]) == (255, 0)


def test_colours_come_as_red_green_blue() -> None:
    [picture] = render_pages(one_page(RED), "contract.pdf", [1], Limits(), dpi=72, channels=3)
    assert picture.pixels[:3] == bytes([255, 0, 0])


def test_pages_come_in_the_order_asked_for_and_missing_ones_are_left_out() -> None:
    paper = Paper()
    for row in (1, 2, 3):
        paper.box(0, 0, 100 * row, 100, fill=1).page()
    pictures = list(render_pages(paper.save(), "contract.pdf", [3, 1, 9], Limits(), dpi=72))
    dark = [sum(dot < 255 for dot in picture.pixels[50 * picture.width :][: picture.width]) for picture in pictures]
    assert [picture.page for picture in pictures] == [3, 1]
    assert dark == [pytest.approx(300, abs=2), pytest.approx(100, abs=2)]


def test_a_poster_is_drawn_with_fewer_dots() -> None:
    [picture] = render_pages(one_page(BLACK), "contract.pdf", [1], Limits(pixels=100_000), dpi=600)
    assert picture.width * picture.height <= 100_000
    assert picture.width / WIDTH == pytest.approx(picture.height / HEIGHT, abs=0.01)
    assert picture.dpi == pytest.approx(72 * picture.width / WIDTH, rel=0.01)


def test_a_caller_that_stops_early_leaves_no_child_at_work() -> None:
    pool.close()
    paper = Paper()
    for _ in range(5):
        paper.page()
    pictures = render_pages(paper.save(), "contract.pdf", range(1, 6), Limits())
    assert next(pictures).page == 1
    pictures.close()
    assert pool._POOL.waiting == []


@pytest.mark.parametrize("name", ["noise", "forms in forms"])
def test_a_hostile_file_is_refused(name: str) -> None:
    with pytest.raises(DocumentError):
        list(render_pages(HOSTILE[name], "contract.pdf", [1], Limits(seconds=1.0, seconds_per_picture=0.5)))
