from __future__ import annotations

import io
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.loaders.frames import BadAnswer, read_frames, write_note, write_page
from pipeline.loaders.pages.page import Line, Page, outline_of

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
cells = st.none() | st.just((1.0, 2.0, 3.0, 4.0))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    text = draw(texts)
    boxes = array("f", [float(edge) for edge in range(4 * len(text))])
    column, cell, original = draw(st.integers(0, 9)), draw(cells), draw(st.none() | texts)
    return Line(text, boxes, 1.0, 2.0, 3.0, 4.0, 10.5, "ocr", column, cell, original, outline=outline_of(boxes))


def _values(line: Line) -> list[object]:
    return [getattr(line, name) for name in Line.__slots__]


def answer(page: Page) -> bytes:
    out = io.BytesIO()
    write_note(out, pages=1)
    write_page(out, page)
    write_note(out, ended="done")
    return out.getvalue()


@settings(deadline=None, max_examples=40)
@given(st.lists(lines(), max_size=4))
def test_what_is_written_is_read_again(found: list[Line]) -> None:
    page = Page(3, 595.0, 842.0, tuple(found), 595.0, 7, 1, True)
    first, read, last = read_frames(io.BytesIO(answer(page)))
    assert (first, last) == ({"pages": 1}, {"ended": "done"})
    assert isinstance(read, Page)
    assert read._replace(lines=()) == page._replace(lines=())
    assert list(map(_values, read.lines)) == list(map(_values, page.lines))


def test_a_cut_or_foreign_answer_is_refused() -> None:
    whole = answer(Page(1, 595.0, 842.0, (Line("甲方", array("f", [0.0] * 8), 0, 0, 1, 1, 10),), 595.0))
    for cut in range(1, len(whole)):
        data = whole[:cut]
        try:
            notes = [frame for frame in read_frames(io.BytesIO(data)) if isinstance(frame, dict)]
        except BadAnswer:
            continue
        assert {"ended": "done"} not in notes
    for foreign in (b"Traceback (most recent call last)", b"CJK1\xff\xff\xff\xff\xff\xff\xff\xff", b"CJK1" + bytes(8)):
        with pytest.raises(BadAnswer):
            list(read_frames(io.BytesIO(foreign)))


def test_boxes_must_be_four_for_every_character() -> None:
    whole = bytearray(answer(Page(1, 1.0, 1.0, (Line("甲方", array("f", [0.0] * 8), 0, 0, 1, 1, 10),), 595.0)))
    forged = bytes(whole).replace("甲方".encode(), "甲".encode() + b"abc")
    with pytest.raises(BadAnswer):
        list(read_frames(io.BytesIO(forged)))
