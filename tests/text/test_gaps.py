"""What is left out leaves the rest where it stood."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.gaps import Gaps


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=6))
@settings(deadline=None, max_examples=100)
def test_every_character_that_stays_is_found_where_it_stood(steps: list[tuple[int, int]]) -> None:
    spans: list[tuple[int, int]] = []
    for kept, left_out in steps:
        start = (spans[-1][1] if spans else 0) + kept
        spans.append((start, start + left_out))
    text = "".join(map(chr, range(0x4E00, 0x4E00 + (spans[-1][1] if spans else 0) + 3)))
    gaps = Gaps.of(spans)
    left = gaps.cut(text)
    assert len(left) == len(text) - sum(end - start for start, end in spans)
    assert [text[gaps.place(position)] for position in range(len(left))] == list(left)
    assert [gaps.left(gaps.place(position)) for position in range(len(left))] == list(range(len(left)))


def test_a_place_inside_a_gap_is_the_next_that_stays() -> None:
    gaps = Gaps.of([(2, 5)])
    assert [gaps.left(position) for position in range(7)] == [0, 1, 2, 2, 2, 2, 3]
