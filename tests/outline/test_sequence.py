"""Which candidates form the sequence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.outline.markers import Marker
from pipeline.outline.sequence import chain, runs


def row(*values: int, weight: float = 4.5) -> list[Marker]:
    return [Marker("article", (value,), 10 * index, 10 * index + 3, weight) for index, value in enumerate(values)]


def numbers(markers: list[Marker]) -> list[int]:
    return [marker.value[0] for marker in markers]


def test_mentions_out_of_order_are_left_out() -> None:
    assert numbers(chain(row(1, 2, 9, 3, 4, 1, 5))) == [1, 2, 3, 4, 5]


def test_a_weak_candidate_counts_where_it_fills_its_place() -> None:
    markers = row(1, 2, 3)
    assert numbers(chain([markers[0], markers[1].weighed(0.0), markers[2]])) == [1, 2, 3]
    assert numbers(chain([markers[0], markers[2], markers[1].weighed(0.0)])) == [1, 3]


def test_numbering_restarts_behind_a_border_or_when_it_goes_on() -> None:
    markers = row(1, 2, 3, 1)
    assert numbers(chain(markers)) == [1, 2, 3]
    assert numbers(chain(markers, [25])) == [1, 2, 3, 1]
    assert [numbers(run) for run in runs(chain(row(1, 2, 3, 1, 2, 3)))] == [[1, 2, 3], [1, 2, 3]]


@settings(deadline=None)
@given(st.lists(st.integers(1, 12), max_size=60), st.floats(-6, 6))
def test_a_chain_is_a_subsequence(values: list[int], weight: float) -> None:
    markers = row(*values, weight=weight)
    found = chain(markers)
    assert found == [marker for marker in markers if marker in found]


@settings(deadline=None)
@given(st.integers(1, 60), st.lists(st.tuples(st.integers(1, 60), st.floats(0, 1)), max_size=20))
def test_a_whole_sequence_survives_weak_noise(count: int, noise: list[tuple[int, float]]) -> None:
    markers = row(*range(1, count + 1))
    marked = set(markers)
    for value, place in noise:
        position = round(place * count * 10) + 5
        markers.append(Marker("article", (value,), position, position + 1, -3.0))
    found = chain(sorted(markers, key=lambda marker: marker.start))
    assert marked <= set(found)
